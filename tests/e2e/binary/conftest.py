"""Fixtures of the tests of the built program, which the first of them builds as a user would."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.session_bus import need
from tests.file_lock import alone

# The desktop's own fixtures.
from ..desktop.conftest import desktop, host, keyring  # noqa: F401

TOP = Path(__file__).resolve().parents[3]
LOCK = TOP / "build" / "tests.lock"
BUILD_LIMIT_S = 1200
LIMIT_S = 300


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of it in one test process where tests are handed out by groups, and with time to build in."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("binary"))
            item.add_marker(pytest.mark.timeout(BUILD_LIMIT_S + LIMIT_S), append=False)
            if sys.platform != "linux":
                item.add_marker(
                    pytest.mark.skip("the built program is tried on Linux; `make check-binary` does elsewhere")
                )


@pytest.fixture(scope="session")
def bundle() -> Path:
    """The folder that `make binary` makes; it is kept for as long as nothing of the program changes."""
    need("make", "objdump")
    with alone(LOCK):
        done = subprocess.run(
            ["make", "binary"],
            cwd=TOP,
            env=outside_make(),
            capture_output=True,
            text=True,
            timeout=BUILD_LIMIT_S,
            check=False,
        )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    return TOP / "dist" / "desktop-proxy"


@pytest.fixture(scope="session")
def program(bundle: Path) -> str:
    """The path of the built program."""
    return str(bundle / "desktop-proxy")


@pytest.fixture(scope="session")
def for_everybody(bundle: Path) -> Iterator[Path]:
    """A copy of the bundle where every user of the machine can read it and none but root can write."""
    with tempfile.TemporaryDirectory(prefix="desktop-proxy-bundle-") as folder:
        Path(folder).chmod(0o755)
        yield copy_of(bundle, Path(folder) / "program")


def copy_of(bundle: Path, place: Path) -> Path:
    """The bundle at another place; its files take no room where links are possible."""

    def link(source: str, target: str) -> str:
        try:
            os.link(source, target, follow_symlinks=False)
        except OSError:
            shutil.copy2(source, target, follow_symlinks=False)
        return target

    shutil.copytree(bundle, place, copy_function=link, symlinks=True)
    return place


def outside_make() -> dict[str, str]:
    """The environment without what a surrounding make says to those it starts."""
    return {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL")}


def need_root() -> None:
    """Skip for other users; in CI that is a failure."""
    if os.geteuid() == 0:
        return
    reason = "only root can make namespaces, chroots and other users' processes: run the tests as root for this one"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
