"""What a change of a settings file looks like, for a person: a unified diff without secrets in it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from pathlib import Path

from desktop_proxy.redaction import Redactor, Secret

READABLE_LINE = 200
"""A file with longer lines is shown with a line for each value."""

_SECRET_NAME = re.compile(r"(?i)(key|token|secret|password|credential)s?$")
_MEMBER = re.compile(r'("(?:[^"\\]|\\.)*")(\s*:\s*)"((?:[^"\\]|\\.)*)"')
_PASSWORD = re.compile(r"(://)[^/@\s\"]+@")
_PARTS = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')


def readable_diff(old: str, new: str, path: Path) -> str:
    """The changed lines and what stands around them; nothing where nothing changes."""
    before, after = _lines(old), _lines(new)
    if max(map(len, (*before, *after)), default=0) > READABLE_LINE:
        before, after = list(_one_value_a_line(old)), list(_one_value_a_line(new))
    redactor = Redactor()
    lines = difflib.unified_diff(before, after, str(path), str(path), lineterm="")
    return "\n".join(_without_secrets(line, redactor) for line in lines)


def shown(name: str, value: str) -> str:
    """A value as it may be shown: a secret keeps its last characters."""
    return Secret(value).masked() if value and is_secret(name) else _plain(value, Redactor())


def is_secret(name: str) -> bool:
    """Whether what has this name is to be masked."""
    return _SECRET_NAME.search(name) is not None


def _lines(text: str) -> list[str]:
    return [line.rstrip("\r") for line in text.removeprefix("\ufeff").removesuffix("\n").split("\n")] if text else []


def _without_secrets(line: str, redactor: Redactor) -> str:
    parts, position = [], 0
    for member in _MEMBER.finditer(line):
        name, between, value = member.groups()
        if value and is_secret(name[1:-1]):
            parts += [_plain(line[position : member.start()], redactor), f'{name}{between}"{Secret(value).masked()}"']
            position = member.end()
    return "".join((*parts, _plain(line[position:], redactor)))


def _plain(text: str, redactor: Redactor) -> str:
    return redactor.redact(_PASSWORD.sub(r"\1…@", text))


def _one_value_a_line(text: str) -> Iterator[str]:
    line, depth = "", 0
    for part in _PARTS.findall(text.removeprefix("\ufeff")):
        if part in "}]":
            if line.strip():
                yield line
            depth -= 1
            line = "  " * depth
        line += part + " " * (part == ":")
        if part in "{[,":
            yield line
            depth += part != ","
            line = "  " * depth
    if line.strip():
        yield line
