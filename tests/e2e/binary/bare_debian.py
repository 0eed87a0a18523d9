"""A Debian with nothing in it, in a folder: made by debootstrap from where this machine gets its packages."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.desktop.tray_app import wait_until

LIMIT_S = 300
USER = "tester"
DEVICES = ("null", "zero", "full", "random", "urandom", "tty")
_ENVIRONMENT = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"}


@dataclass(frozen=True, slots=True)
class BareDebian:
    """Its processes see only each other, and end with it."""

    root: Path
    enter: tuple[str, ...]
    """The command that runs another one among them."""

    def run(self, *command: str, user: str = "root", check: bool = True) -> subprocess.CompletedProcess[str]:
        """With the environment of a login."""
        done = subprocess.run(
            [*self.enter, *_as_user(user), *command],
            env={"DEBIAN_FRONTEND": "noninteractive", **_ENVIRONMENT},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=LIMIT_S,
            check=False,
        )
        assert done.returncode == 0 or not check, f"{command}: {done.stdout[-3000:]}{done.stderr[-3000:]}"
        return done

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        """A process of the user that goes on."""
        return subprocess.Popen(
            [*self.enter, *_as_user(USER), *command],
            env=_ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    @property
    def home(self) -> Path:
        """Of the user, seen from outside."""
        return self.root / "home" / USER


def _as_user(user: str) -> tuple[str, ...]:
    if user == "root":
        return ("env", "HOME=/root")
    return ("setpriv", f"--reuid={user}", f"--regid={user}", "--init-groups", "env", f"HOME=/home/{user}")


@contextlib.contextmanager
def bare_debian(folder: Path) -> Iterator[BareDebian]:
    """In memory, so that it is quick; gone afterwards."""
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4g", "tmpfs", str(folder)], check=True)
    with contextlib.ExitStack() as mounts:
        mounts.callback(subprocess.run, ["umount", "--lazy", str(folder)], check=True)
        source, suite, keyring = package_source()
        trusted = [f"--keyring={keyring}"] if keyring else []
        made = subprocess.run(
            ["debootstrap", "--variant=minbase", *trusted, suite, str(folder), source],
            capture_output=True,
            text=True,
            timeout=LIMIT_S,
            check=False,
        )
        assert made.returncode == 0, made.stdout[-3000:] + made.stderr[-1000:]
        _make_devices(folder / "dev")
        _reach_packages(folder)
        debian = BareDebian(folder, mounts.enter_context(_processes(folder)))
        debian.run("useradd", "--create-home", "--shell", "/bin/sh", USER)
        yield debian


def package_source() -> tuple[str, str, str]:
    """Address, release and keyring of the first source of this machine's apt."""
    wanted = "$(REPO_URI)|$(RELEASE)|$(SIGNED_BY)"
    command = ["apt-get", "indextargets", "--format", wanted, "Created-By: Packages", "Component: main"]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    assert lines, "apt knows no source: run `apt-get update`"
    address, suite, keyring = lines[0].split("|")
    if address.startswith("mirror+file:"):
        address = Path(address.removeprefix("mirror+file:").rstrip("/")).read_text().split()[0]
    return address, suite, keyring if keyring.startswith("/") else ""


@contextlib.contextmanager
def _processes(root: Path) -> Iterator[tuple[str, ...]]:
    """A first process that does nothing but stay; with it all others end."""
    stays = ["sh", "-c", "mount -t proc proc /proc && exec sleep infinity"]
    with subprocess.Popen(["unshare", "--pid", "--fork", "--kill-child", "chroot", str(root), *stays]) as holder:
        try:
            wait_until((root / "proc" / "1").exists, "the first process")
            first = Path(f"/proc/{holder.pid}/task/{holder.pid}/children").read_text().split()[0]
            yield ("nsenter", f"--target={first}", "--pid", "chroot", str(root))
        finally:
            holder.kill()


def _make_devices(folder: Path) -> None:
    for name in DEVICES:
        device = Path("/dev", name).stat()
        (folder / name).unlink(missing_ok=True)
        os.mknod(folder / name, device.st_mode, device.st_rdev)
        (folder / name).chmod(0o666)


def _reach_packages(root: Path) -> None:
    """As this machine does, and without waiting for the disk."""
    (root / "etc/dpkg/dpkg.cfg.d/in-memory").write_text("force-unsafe-io\n")
    for name in ("etc/resolv.conf", "etc/hosts"):
        with contextlib.suppress(FileNotFoundError):
            shutil.copy(Path("/", name), root / name)
    for file in Path("/etc/apt/apt.conf.d").iterdir():
        if file.is_file() and "Acquire::" in file.read_text(errors="replace"):
            shutil.copy(file, root / "etc/apt/apt.conf.d" / file.name)
