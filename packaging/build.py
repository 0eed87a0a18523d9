"""Builds dist/desktop-proxy with PyInstaller, unless it was built from these very inputs before.

Run by `make binary` with the build environment's Python, from the top of the checkout.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
DIST, WORK = TOP / "dist", TOP / "build" / "pyinstaller"
STAMP = DIST / ".inputs"
INPUTS = (
    "desktop_proxy",
    "resources",
    "build.spec",
    "LICENSE",
    "packaging/build.py",
    "packaging/contents.py",
    "packaging/icons.py",
    "packaging/licenses",
    "packaging/program.py",
    "packaging/requirements.lock",
    "packaging/sbom.py",
)
MADE = (".qm", ".pyc")
RESULTS = ("desktop-proxy", "sbom.json")


def inputs_hash() -> str:
    """One value for everything the program is made from, the interpreter included."""
    digest = hashlib.sha256(sys.version.encode())
    for name in INPUTS:
        path = TOP / name
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and file.suffix not in MADE:
                digest.update(str(file.relative_to(TOP)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def main() -> int:
    """Exit code 0 when the program is there and is of these inputs."""
    wanted = inputs_hash()
    if STAMP.exists() and STAMP.read_text() == wanted and all((DIST / name).exists() for name in RESULTS):
        print("dist/desktop-proxy is up to date.")
        return 0
    if sys.platform == "linux" and shutil.which("objdump") is None:
        raise SystemExit("objdump is missing, which PyInstaller needs: install binutils.")
    STAMP.unlink(missing_ok=True)
    _translations()
    subprocess.run([sys.executable, "packaging/icons.py", "build/icons"], cwd=TOP, check=True)
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    subprocess.run([*command, "--distpath", str(DIST), "--workpath", str(WORK), "build.spec"], cwd=TOP, check=True)
    STAMP.write_text(wanted)
    return 0


def _translations() -> None:
    lrelease = shutil.which("pyside6-lrelease", path=str(Path(sys.executable).parent))
    if lrelease is None:
        raise SystemExit("pyside6-lrelease is missing in the build environment; remove build/venv and run make again.")
    for source in sorted((TOP / "resources" / "translations").glob("*.ts")):
        subprocess.run([lrelease, "-silent", str(source), "-qm", str(source.with_suffix(".qm"))], check=True)


if __name__ == "__main__":
    sys.exit(main())
