"""Edits of a JSON object in its text: one member is written, replaced or removed, and nothing else is touched.

Parsing and writing anew would lose what other people care about: layout, long numbers, escapes, a byte order mark.
What `append` adds, `remove` takes away again to the last character. Works on text alone; knows no files.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, NoReturn

_BLANK = re.compile(r"[ \t\r\n]*")
_BLANK_START = re.compile(r"\ufeff?[ \t\r\n]*")
_DEFAULT_INDENT = "  "


class JsonFault(ValueError):
    """The text is no JSON object; the message is the end of a sentence: "is not valid JSON (line 3)"."""


@dataclass(frozen=True, slots=True)
class Member:
    """One member, and where it stands: from its name's quote to the end of its value."""

    name: str
    value: Any
    start: int
    name_end: int
    value_start: int
    end: int


@dataclass(frozen=True, slots=True)
class JsonObject:
    """An object, and where it stands, braces included."""

    start: int
    end: int
    members: tuple[Member, ...]

    def named(self, name: str) -> list[Member]:
        """Every member of this name: JSON allows more than one."""
        return [member for member in self.members if member.name == name]


@dataclass(frozen=True, slots=True)
class Layout:
    """How the members of an object are set apart."""

    lead: str
    """What stands before each of them."""
    close: str
    """What stands after the last one."""
    colon: str

    def inner(self, unit: str) -> Layout:
        """That of an object one level further in."""
        if "\n" not in self.lead:
            return Layout("", "", self.colon)
        return Layout(self.lead + unit, self.lead, self.colon)


def _number(text: str) -> tuple[str]:
    """As it is written, so that none is too long or loses its digits; a tuple, as nothing else in JSON is."""
    return (text,)


def _refuse(constant: str) -> NoReturn:
    raise JsonFault(f"is not valid JSON: {constant} is no number")


_DECODER = json.JSONDecoder(parse_int=_number, parse_float=_number, parse_constant=_refuse)


def parse(text: str) -> JsonObject:
    """The object that `text` is. Raises JsonFault."""
    start = _after_blank(_BLANK_START, text, 0)
    try:
        if text[start : start + 1] != "{":
            _DECODER.raw_decode(text, start)
            raise JsonFault("is not a JSON object")
        found = object_at(text, start)
        if (rest := _after_blank(_BLANK, text, found.end)) != len(text):
            raise json.JSONDecodeError("Extra data", text, rest)
    except json.JSONDecodeError as error:
        raise JsonFault(f"is not valid JSON (line {error.lineno}, column {error.colno})") from None
    except RecursionError:
        raise JsonFault("is nested too deeply") from None
    return found


def object_at(text: str, start: int) -> JsonObject:
    """The object whose brace stands at `start`."""
    members: list[Member] = []
    position = _after_blank(_BLANK, text, start + 1)
    while not text.startswith("}", position):
        if members:
            position = _after(",", text, position)
        if not text.startswith('"', position):
            raise json.JSONDecodeError("Expecting a name", text, position)
        name, name_end = _DECODER.raw_decode(text, position)
        value_start = _after(":", text, _after_blank(_BLANK, text, name_end))
        value, end = _DECODER.raw_decode(text, value_start)
        members.append(Member(name, value, position, name_end, value_start, end))
        position = _after_blank(_BLANK, text, end)
    return JsonObject(start, position + 1, tuple(members))


def layout(text: str, of: JsonObject) -> Layout | None:
    """How its members are set apart; None where it has none."""
    if not of.members:
        return None
    last = of.members[-1]
    colon = text[last.name_end : last.value_start]
    before = of.members[-2].end if len(of.members) > 1 else of.start
    lead = text[before : last.start].lstrip(" \t\r\n")[1:] if len(of.members) > 1 else text[before + 1 : last.start]
    if "\n" in lead:
        # Without the empty line that may set two groups apart.
        lead = ("\r\n" if "\r\n" in lead else "\n") + lead.rpartition("\n")[2]
    elif not lead and colon != ":":
        lead = " "
    return Layout(lead, text[last.end : of.end - 1], colon)


def indent(of: Layout) -> str:
    """The step by which a level is indented, seen at the outermost one."""
    return of.lead.rpartition("\n")[2] or _DEFAULT_INDENT


def append(text: str, to: JsonObject, name: str, raw: str, where_empty: Layout) -> str:
    """Write a member at the end, set apart as the others are."""
    found = layout(text, to)
    used = found or where_empty
    member = f"{used.lead}{json.dumps(name)}{used.colon}{raw}"
    if found:
        end = to.members[-1].end
        return f"{text[:end]},{member}{text[end:]}"
    return f"{text[: to.start]}{{{member}{used.close}}}{text[to.end :]}"


def replace(text: str, member: Member, raw: str) -> str:
    """Another value in the same place."""
    return text[: member.value_start] + raw + text[member.end :]


def remove(text: str, of: JsonObject, member: Member) -> str:
    """Without the member, and without what set it apart."""
    index = of.members.index(member)
    if len(of.members) == 1:
        return f"{text[: of.start]}{{}}{text[of.end :]}"
    if index == 0:
        return text[: member.start] + text[of.members[1].start :]
    return text[: of.members[index - 1].end] + text[member.end :]


def _after(mark: str, text: str, position: int) -> int:
    if not text.startswith(mark, position):
        raise json.JSONDecodeError(f"Expecting “{mark}”", text, position)
    return _after_blank(_BLANK, text, position + 1)


def _after_blank(blank: re.Pattern[str], text: str, position: int) -> int:
    found = blank.match(text, position)
    return found.end() if found else position
