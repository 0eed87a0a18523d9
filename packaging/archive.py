"""Packs the program for release, as the system's users unpack it, with the list of its contents beside it."""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
DIST = TOP / "dist"
SBOM = "sbom.json"


def version() -> str:
    """As the package says it."""
    text = (TOP / "desktop_proxy" / "__init__.py").read_text("utf-8")
    return text.partition('__version__ = "')[2].partition('"')[0]


def release_name() -> str:
    """Of the files for this system, without their ending."""
    system = {"darwin": "macos"}.get(sys.platform, platform.system().lower())
    return f"desktop-proxy-{version()}-{system}-{platform.machine().lower()}"


def main() -> None:
    """Write both."""
    target = DIST / release_name()
    if sys.platform == "win32":
        archive = Path(shutil.make_archive(str(target), "zip", DIST, "desktop-proxy"))
    elif sys.platform == "darwin":
        archive = target.with_name(target.name + ".zip")
        # Unlike zip itself it keeps links and the signature.
        command = ["ditto", "-c", "-k", "--keepParent", str(DIST / "Desktop Proxy.app"), str(archive)]
        subprocess.run(command, check=True)
    else:
        archive = target.with_name(target.name + ".tar.zst")
        pack(DIST, "desktop-proxy", archive)
    shutil.copy(DIST / SBOM, target.with_name(target.name + ".cdx.json"))
    print(f"{archive.relative_to(TOP)}: {archive.stat().st_size / 1e6:.1f} MB")


def pack(folder: Path, what: str, archive: Path, level: int = 19) -> None:
    """Everything in it belongs to root, as it will where it is unpacked by root."""
    if shutil.which("zstd") is None:
        raise SystemExit("zstd is missing: install it.")
    owner = ("--owner=0", "--group=0", "--sort=name")
    command = ["tar", "-C", str(folder), *owner, "-cf", "-", what]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as tar:
        compressed = ["zstd", f"-{level}", "-T0", "-q", "-f", "-o", str(archive)]
        subprocess.run(compressed, stdin=tar.stdout, check=True)
    if tar.returncode != 0:
        raise SystemExit("tar failed.")


if __name__ == "__main__":
    main()
