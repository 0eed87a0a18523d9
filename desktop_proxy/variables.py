"""Looking variables up in the environment and in a `.env` file, the environment first.

It does not know what a variable is for, and changes neither.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from dotenv.parser import parse_stream

from desktop_proxy.redaction import Secret

Source = Literal["environment", ".env"]

MAX_FILE_BYTES = 1_000_000

# What the example files of this and similar programs put where a key belongs.
_PLACEHOLDER = re.compile(r"(?i)(sk-)?\.{3}|your[-_ ].*|<.*>|x{3,}|changeme")


class Variables:
    """Looks a name up in both sources; an empty value counts as unset. What cannot be used joins `problems`."""

    def __init__(self, environ: Mapping[str, str], dotenv: Mapping[str, str], problems: list[str]) -> None:
        self._sources: tuple[tuple[Source, Mapping[str, str]], ...] = (("environment", environ), (".env", dotenv))
        self.problems = problems

    def get(self, name: str) -> tuple[str, Source] | None:
        """The value and where it is from."""
        for source, values in self._sources:
            if value := values.get(name, "").strip():
                return value, source
        return None

    def secret(self, name: str, what: str = "key") -> tuple[Secret, Source] | None:
        """As `get`, for what travels in an HTTP header; `what` is the word for it."""
        found = self.get(name)
        if found is None:
            return None
        value, source = found
        words = "environment" if source == "environment" else ".env file"
        if _PLACEHOLDER.fullmatch(value):
            self.problems.append(f"{name} in the {words} is a placeholder and cannot be used; put your {what} there.")
            return None
        if not value.isascii() or not value.isprintable() or " " in value:
            self.problems.append(f"{name} in the {words} is not a {what} and cannot be used; paste the {what} again.")
            return None
        return Secret(value), source

    def without_complaints(self) -> Variables:
        """The same variables; what cannot be used is passed over in silence."""
        (_, environ), (_, dotenv) = self._sources
        return Variables(environ, dotenv, [])

    def names(self) -> Iterator[str]:
        """Every name, those of both sources twice."""
        for _, values in self._sources:
            yield from values


def read_dotenv(path: Path, problems: list[str]) -> dict[str, str]:
    """What the file assigns; nothing where there is none. Never fails: what cannot be read joins `problems`."""
    try:
        if not path.is_file():
            return {}
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES)
    except OSError as error:
        problems.append(f"{path.name} cannot be read and is ignored: {error.strerror}.")
        return {}
    values: dict[str, str] = {}
    for binding in parse_stream(io.StringIO(data.decode("utf-8-sig", "replace"))):
        if binding.error:
            problems.append(f"Line {binding.original.line} of {path.name} is not NAME=value and is ignored.")
        elif binding.key is not None and binding.value is not None:
            values[binding.key] = binding.value
    return values
