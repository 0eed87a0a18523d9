"""The built program where machines are unkind: odd paths, no output, no place to write, two starts."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from desktop_proxy.server.announcement import read_notes
from tests.e2e.desktop.tray_app import TrayApp, wait_until
from tests.e2e.provider_double import KEYS, ProviderDouble
from tests.e2e.proxy_process import CLIENT_TOKEN, ProxyProcess

from .asking import PROVIDER, ask
from .conftest import copy_of, need_root

NOBODY = 65534
AS_NOBODY = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
WITHOUT_STREAMS = ("sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh")


def environment(home: Path, **variables: str) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        **variables,
    }


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "user").mkdir()
    return tmp_path / "user"


@pytest.fixture
def place_of_nobody(for_everybody: Path) -> Iterator[Path]:
    """An empty folder of that user."""
    folder = for_everybody.parent / "nobody"
    folder.mkdir()
    os.chown(folder, NOBODY, NOBODY)
    yield folder
    subprocess.run(["rm", "-rf", str(folder)], check=True)


@pytest.mark.parametrize("command", [("serve", "--port", "0"), ("tray", "--port", "0", "--background")], ids=" ".join)
def test_it_answers_without_standard_streams(program: str, home: Path, command: tuple[str, ...]) -> None:
    environ = environment(home, DESKTOP_PROXY_HOME=str(home), DESKTOP_PROXY_TOKEN=CLIENT_TOKEN)
    if command[0] == "tray":
        environ["QT_QPA_PLATFORM"] = "offscreen"
    process = subprocess.Popen([*WITHOUT_STREAMS, program, *command], env=environ, cwd=home)
    try:
        note = wait_until(lambda: process.poll() is None and read_notes(home), "listening")[0]
        assert ask(note.url)
    finally:
        process.terminate()
        assert process.wait(20) == 0
    assert "Traceback" not in "".join(log.read_text() for log in (home / "logs").iterdir())


def test_it_works_from_a_path_with_spaces_and_letters_of_all_kinds(
    bundle: Path, double: ProviderDouble, tmp_path: Path
) -> None:
    program = copy_of(bundle, tmp_path / "Für später ☃" / "日本 語") / "desktop-proxy"
    openai = {"OPENAI_API_KEY": KEYS["openai"], "OPENAI_BASE_URL": f"{double.url}/openai/v1", "LC_ALL": "C"}
    with ProxyProcess(tmp_path / "Müllers Daten", openai, program=[str(program)]) as proxy:
        assert ask(proxy.url, PROVIDER)
    report = tmp_path / "Bericht ☃" / "report.json"
    report.parent.mkdir()
    report.touch()
    environ = environment(tmp_path, QT_QPA_PLATFORM="offscreen", LC_ALL="C")
    subprocess.run([program, "selftest", "--pages", str(report)], env=environ, cwd=tmp_path, check=True, timeout=100)
    assert json.loads(report.read_bytes()) == {"faults": []}


def test_it_needs_to_write_nothing_where_it_lies(for_everybody: Path, place_of_nobody: Path) -> None:
    need_root()
    before = listing(for_everybody)
    command = [*AS_NOBODY, str(for_everybody / "desktop-proxy")]
    with ProxyProcess(place_of_nobody / "data", {}, program=command) as proxy:
        assert ask(proxy.url)
    assert listing(for_everybody) == before


def listing(folder: Path) -> set[tuple[str, int]]:
    return {(str(path), path.lstat().st_mtime_ns) for path in folder.rglob("*")}


def test_serve_without_a_home_to_write_to_says_what_to_do(for_everybody: Path) -> None:
    need_root()
    done = run_as_nobody(for_everybody, {}, "serve", "--port", "0")
    assert done.returncode == 1
    assert "/nonexistent cannot be used (Permission denied): nothing can be stored." in done.stderr
    assert done.stderr.splitlines()[-1].endswith("Set DESKTOP_PROXY_TOKEN instead.")
    assert "Traceback" not in done.stderr


def test_with_a_token_it_serves_without_a_home_to_write_to(for_everybody: Path) -> None:
    need_root()
    with nobody_s_process(for_everybody, "serve", "--port", "0") as process:
        assert process.stdout
        url = process.stdout.readline().split()[-1]
        assert ask(url)
        assert process.poll() is None


def test_the_tray_without_a_home_to_write_to_says_so_and_stays(for_everybody: Path) -> None:
    need_root()
    with nobody_s_process(for_everybody, "--port", "0", "--background", QT_QPA_PLATFORM="offscreen") as process:
        assert process.stderr
        assert "nothing can be stored" in process.stderr.readline()
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(2)
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "Traceback" not in said


def run_as_nobody(bundle: Path, variables: Mapping[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*AS_NOBODY, str(bundle / "desktop-proxy"), *command],
        env=environment(Path("/nonexistent"), **variables),
        cwd="/",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@contextlib.contextmanager
def nobody_s_process(bundle: Path, *command: str, **variables: str) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [*AS_NOBODY, str(bundle / "desktop-proxy"), *command],
        env=environment(Path("/nonexistent"), DESKTOP_PROXY_TOKEN=CLIENT_TOKEN, **variables),
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.terminate()


def test_a_second_serve_says_that_one_runs_already(program: str, tmp_path: Path) -> None:
    with ProxyProcess(tmp_path, {}, program=[program]) as proxy:
        port = proxy.url.rpartition(":")[2]
        done = proxy.command("serve", "--port", port)
    assert done.returncode == 1
    assert f"Desktop Proxy is already running at {proxy.url}" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_second_start_shows_the_window_of_the_first_and_ends(
    program: str, desktop: dict[str, str], tmp_path: Path
) -> None:
    first, second = (TrayApp(desktop, tmp_path / "user", {"server": {"port": 0}}) for _ in range(2))
    first.program = second.program = (program,)
    first.start("--background")
    try:
        first.wait_for_url()
        assert not first.window()
        second.start()
        assert second.wait() == 0
        first.wait_for_window()
    finally:
        second.end()
        first.end()
