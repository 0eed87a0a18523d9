"""Whose files are in the built program: Python distributions, and packages of a Debian-like build machine."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, distributions
from pathlib import Path

_LICENSE_NAMES = ("licen", "copying", "notice", "copyright")


def distributions_of(files: Iterable[str]) -> list[Distribution]:
    """The distributions that at least one of these installed files belongs to."""
    wanted = {Path(file).resolve() for file in files}
    found = {
        distribution.name.lower(): distribution
        for distribution in distributions()
        if any(Path(str(distribution.locate_file(file))).resolve() in wanted for file in distribution.files or ())
    }
    return [found[name] for name in sorted(found)]


def license_files(distribution: Distribution) -> Iterator[Path]:
    """What it ships of licences; not every distribution does."""
    for file in distribution.files or ():
        name = file.name.lower()
        if any(word in name for word in _LICENSE_NAMES) and not name.endswith((".py", ".pyc")):
            path = Path(str(distribution.locate_file(file)))
            if path.is_file():
                yield path


def system_packages_of(files: Iterable[str]) -> dict[str, str]:
    """Names and versions of the system's packages that the libraries among these files come from."""
    if shutil.which("dpkg-query") is None:
        return {}
    prefixes = {Path(prefix).resolve() for prefix in (sys.prefix, sys.base_prefix)}
    paths = {Path(file).resolve() for file in files}
    libraries = [path for path in paths if ".so" in path.name and not prefixes & set(path.parents)]
    return dict(sorted(filter(None, map(_package_of, libraries))))


def _package_of(library: Path) -> tuple[str, str] | None:
    # The package may have put it into /lib where that has become a link to /usr/lib.
    for path in (
        library,
        Path("/", *library.parts[2:]) if library.parts[1:2] == ("usr",) else Path("/usr", *library.parts[1:]),
    ):
        owner = _query("--search", str(path)).partition(": ")[0].partition(",")[0]
        if owner:
            return owner.partition(":")[0], _query("--show", "--showformat", "${Version}", owner)
    return None


def _query(*arguments: str) -> str:
    return subprocess.run(["dpkg-query", *arguments], capture_output=True, text=True, check=False).stdout.strip()
