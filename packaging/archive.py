"""Packs dist/desktop-proxy for release, as .tar.zst (.zip on Windows) with its SHA-256 beside it."""

from __future__ import annotations

import hashlib
import platform
import shutil
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
DIST = TOP / "dist"


def version() -> str:
    """As the package says it."""
    text = (TOP / "desktop_proxy" / "__init__.py").read_text("utf-8")
    return text.partition('__version__ = "')[2].partition('"')[0]


def main() -> None:
    """Write the archive and its checksum beside it."""
    name = f"desktop-proxy-{version()}-{platform.system().lower()}-{platform.machine().lower()}"
    what = "Desktop Proxy.app" if sys.platform == "darwin" else "desktop-proxy"
    if sys.platform == "win32":
        archive = Path(shutil.make_archive(str(DIST / name), "zip", DIST, what))
    else:
        archive = DIST / f"{name}.tar.zst"
        tar = subprocess.Popen(["tar", "-C", str(DIST), "-cf", "-", what], stdout=subprocess.PIPE)
        subprocess.run(["zstd", "-19", "-T0", "-q", "-f", "-o", str(archive)], stdin=tar.stdout, check=True)
        if tar.wait() != 0:
            raise SystemExit("tar failed.")
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    archive.with_name(archive.name + ".sha256").write_text(f"{digest}  {archive.name}\n")
    print(f"{archive.relative_to(TOP)}: {archive.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
