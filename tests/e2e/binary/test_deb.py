"""The Debian package on a Debian that has nothing else: it installs, runs, is upgraded and leaves nothing behind."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_proxy.server.announcement import read_notes
from tests.e2e.desktop.tray_app import wait_until
from tests.e2e.session_bus import need
from tests.file_lock import alone

from .asking import ask
from .bare_debian import USER, BareDebian, bare_debian
from .conftest import LOCK, TOP, need_root, outside_make

OLD, NEW = "0.0.1", "0.0.2"
DATA = ".local/share/desktop-proxy"
OWN_SETTINGS = b'{\r\n\t"model" : "opus",\r\n\t"env":{"EDITOR": "vi"},  "unknown": 12345678901234567890123\r\n}'
UNRESOLVED = (
    'cd /usr/lib/desktop-proxy/_internal && find . -name "*.so*" -type f -exec env '
    'LD_LIBRARY_PATH=.:PySide6/Qt/lib:PySide6:shiboken6 ldd {} + | grep "not found" | sort -u'
)
SUPPRESSED = "malformed-deb-archive"
"""Lintian's word for zstd, which makes the packages of the tests quickly; those that are released are of xz."""


@pytest.fixture(scope="module")
def packages(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Of two versions, which differ in nothing else."""
    need("dpkg-deb")
    folder = tmp_path_factory.mktemp("packages")
    return {version: package(version, folder) for version in (OLD, NEW)}


def package(version: str, folder: Path) -> Path:
    environment = {**outside_make(), "VERSION": version, "COMPRESSION": "zstd", "LEVEL": "1"}
    with alone(LOCK):
        subprocess.run(["packaging/deb.sh"], cwd=TOP, env=environment, check=True, capture_output=True)
        made = next((TOP / "dist").glob(f"desktop-proxy_{version}-1_*.deb"))
        return Path(shutil.move(made, folder))


@pytest.fixture(scope="module")
def debian(packages: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[BareDebian]:
    """With the older version installed, and a user who has settings of Claude Code."""
    need_root()
    need("debootstrap", "apt-get", "chroot")
    with bare_debian(tmp_path_factory.mktemp("debian") / "root") as made:
        for package in packages.values():
            (made.root / "root" / package.name).write_bytes(package.read_bytes())
        made.run("apt-get", "install", "--yes", "--no-install-recommends", f"/root/{packages[OLD].name}")
        made.run("mkdir", "--parents", f"/home/{USER}/.claude", user=USER)
        settings_of(made).write_bytes(OWN_SETTINGS)
        owner = made.home.stat()
        os.chown(settings_of(made), owner.st_uid, owner.st_gid)
        yield made


def settings_of(debian: BareDebian) -> Path:
    return debian.home / ".claude" / "settings.json"


def test_lintian_finds_no_error(packages: dict[str, Path]) -> None:
    need("lintian")
    done = subprocess.run(
        ["lintian", "--fail-on", "error", "--suppress-tags", SUPPRESSED, "--allow-root", str(packages[OLD])],
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_it_installs_runs_is_upgraded_and_leaves_nothing_behind(debian: BareDebian, packages: dict[str, Path]) -> None:
    """One test, because its steps build on each other and a Debian takes a minute to make."""
    finds_all_its_libraries(debian)
    passes_its_own_check(debian)
    is_in_the_menu_and_not_started_at_login(debian)
    gives_claude_code_its_own_settings_when_it_is_upgraded(debian, packages[NEW])
    gives_claude_code_its_own_settings_when_it_is_removed_after_a_crash(debian)


def finds_all_its_libraries(debian: BareDebian) -> None:
    assert debian.run("sh", "-c", UNRESOLVED, check=False).stdout == ""


def passes_its_own_check(debian: BareDebian) -> None:
    results = json.loads(debian.run("desktop-proxy", "selftest", "--json", user=USER).stdout)
    not_ok = {result["check"]: result["detail"] for result in results if result["outcome"] != "ok"}
    assert not_ok.keys() <= {"the keyring keeps a key"}, not_ok


def is_in_the_menu_and_not_started_at_login(debian: BareDebian) -> None:
    entry = (debian.root / "usr/share/applications/desktop-proxy.desktop").read_text()
    assert "Exec=desktop-proxy\n" in entry
    assert (debian.root / "usr/share/icons/hicolor/48x48/apps/desktop-proxy.png").is_file()
    started = [debian.root / "etc/xdg/autostart", debian.home / ".config/autostart", debian.root / "etc/systemd/user"]
    assert [path for folder in started if folder.is_dir() for path in folder.glob("*desktop-proxy*")] == []


def gives_claude_code_its_own_settings_when_it_is_upgraded(debian: BareDebian, package: Path) -> None:
    process, url = serving(debian)
    debian.run("desktop-proxy", "connect", "claude-code", "--yes", user=USER)
    assert json.loads(settings_of(debian).read_bytes())["env"]["ANTHROPIC_BASE_URL"] == url
    debian.run("dpkg", "--install", f"/root/{package.name}")
    assert process.wait(10) == 0
    assert settings_of(debian).read_bytes() == OWN_SETTINGS
    installed = debian.run("dpkg-query", "--show", "--showformat", "${Version}", "desktop-proxy").stdout
    assert installed == f"{NEW}-1"


def gives_claude_code_its_own_settings_when_it_is_removed_after_a_crash(debian: BareDebian) -> None:
    process, url = serving(debian)
    wait_until(lambda: url.encode() in settings_of(debian).read_bytes(), "the connection of before the upgrade")
    entry = debian.home / ".config/autostart/desktop-proxy.desktop"
    debian.run("mkdir", "--parents", f"/home/{USER}/.config/autostart", user=USER)
    entry.write_text("[Desktop Entry]\nExec=/usr/lib/desktop-proxy/desktop-proxy tray --background\n")
    for note in read_notes(debian.home / DATA):
        debian.run("sh", "-c", f"kill -KILL {note.pid}")
    process.wait(10)
    assert url.encode() in settings_of(debian).read_bytes()
    debian.run("dpkg", "--remove", "desktop-proxy")
    assert settings_of(debian).read_bytes() == OWN_SETTINGS
    assert not (debian.home / DATA / "client-claude-code.json").exists()
    assert not entry.exists()
    assert not (debian.root / "usr/lib/desktop-proxy").exists()


def serving(debian: BareDebian) -> tuple[subprocess.Popen[bytes], str]:
    """`serve` of the user, which answers; and its address."""
    process = debian.start("desktop-proxy", "serve", "--port", "0")
    note = wait_until(lambda: process.poll() is None and read_notes(debian.home / DATA), "listening")[0]
    told = json.loads(debian.run("desktop-proxy", "env", "--json", user=USER).stdout)
    assert ask(note.url, token=told["ANTHROPIC_AUTH_TOKEN"])
    return process, note.url
