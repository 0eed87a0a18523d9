"""Writes SHA256SUMS for the release files in a folder: `sha256sum --check SHA256SUMS` looks whether they are whole."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

ENDINGS = (".tar.zst", ".zip", ".deb", ".cdx.json")
SUMS = "SHA256SUMS"


def main(folder: Path) -> None:
    """A line for each; says so where there is nothing."""
    files = sorted(file for file in folder.iterdir() if file.name.endswith(ENDINGS))
    if not files:
        raise SystemExit(f"There is nothing to release in {folder}.")
    lines = [f"{_digest(file)}  {file.name}\n" for file in files]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8", newline="\n")


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
