from __future__ import annotations

import pytest


@pytest.fixture
def build(script, tmp_path, monkeypatch):
    """The script in a checkout of its own, in which PyInstaller is only said to have run."""
    module = script("build")
    for name in module.INPUTS:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix or name == "LICENSE":
            path.write_text(name)
        else:
            path.mkdir()
            (path / "part.py").write_text(name)
    monkeypatch.setattr(module, "TOP", tmp_path)
    monkeypatch.setattr(module, "DIST", tmp_path / "dist")
    monkeypatch.setattr(module, "STAMP", tmp_path / "dist" / ".inputs")
    monkeypatch.setattr(module, "_translations", lambda: None)
    monkeypatch.setattr(module.shutil, "which", lambda name: f"/usr/bin/{name}")
    module.runs = []

    def run(command, **_):
        module.runs.append(command)
        for name in module.RESULTS:
            (tmp_path / "dist" / name).mkdir(parents=True, exist_ok=True)

    monkeypatch.setattr(module.subprocess, "run", run)
    return module


def built(build):
    build.runs.clear()
    assert build.main() == 0
    return any("PyInstaller" in command for command in build.runs)


def test_it_builds_once_for_the_same_inputs(build):
    assert built(build)
    assert not built(build)


@pytest.mark.parametrize("name", ["desktop_proxy/new.py", "resources/icon.svg", "build.spec", "packaging/program.py"])
def test_it_builds_again_when_the_program_changes(build, tmp_path, name):
    built(build)
    (tmp_path / name).write_text("changed")
    assert built(build)


@pytest.mark.parametrize("name", ["desktop_proxy/part.pyc", "resources/de.qm", "packaging/deb.sh", "README.md"])
def test_what_does_not_go_into_the_program_builds_nothing(build, tmp_path, name):
    built(build)
    (tmp_path / name).write_text("changed")
    assert not built(build)


def test_it_builds_again_when_the_result_is_gone_or_a_build_has_failed(build, tmp_path, monkeypatch):
    built(build)
    (tmp_path / "dist" / build.RESULTS[0]).rmdir()
    assert built(build)

    def fails(*_, **__):
        raise RuntimeError("out of memory")

    (tmp_path / "build.spec").write_text("changed")
    with monkeypatch.context() as patch:
        patch.setattr(build.subprocess, "run", fails)
        with pytest.raises(RuntimeError):
            build.main()
    assert built(build)


def test_without_objdump_it_says_what_to_install(build, monkeypatch):
    monkeypatch.setattr(build.sys, "platform", "linux")
    monkeypatch.setattr(build.shutil, "which", lambda name: None)
    with pytest.raises(SystemExit, match="install binutils"):
        build.main()
    assert build.runs == []
