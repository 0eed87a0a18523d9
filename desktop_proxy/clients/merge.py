"""A client's settings text with our keys, and without them again.

Pure: from a text and the record of our changes to another text. What is not ours keeps its text to the character, and
connecting followed by disconnecting gives back the very same text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desktop_proxy.clients.client import Key, dotted
from desktop_proxy.clients.json_object import (
    JsonFault,
    JsonObject,
    Layout,
    Member,
    append,
    indent,
    layout,
    object_at,
    parse,
    remove,
    replace,
)
from desktop_proxy.clients.lease import ROOT, Changes, Entry, fingerprint

_BLANK = "\ufeff \t\r\n"
_NEW_FILE = "{}\n"
_NEW_LAYOUT = Layout("\n  ", "\n", ": ")


def is_blank(text: str | None) -> bool:
    """Whether there is nothing in it; some programs begin with an empty file."""
    return text is None or not text.strip(_BLANK)


def content(text: str | None) -> dict[str, Any]:
    """The values in a text; nothing in none. Raises JsonFault."""
    return {} if text is None or is_blank(text) else {member.name: member.value for member in parse(text).members}


def connected(text: str | None, wanted: Mapping[Key, str], known: Changes, token: Key) -> tuple[str, Changes]:
    """The text with `wanted`, and the record of all our changes in it. `known` are those made before.

    Raises JsonFault.
    """
    entries = {entry.key: entry for entry in known.entries}
    empty = dict(known.empty)
    if text is None or is_blank(text):
        empty.setdefault(ROOT, text)
        text = _NEW_FILE
    elif not parse(text).members:
        empty.setdefault(ROOT, text)
    # Our token without a record of ours: the record was lost, and what looks like ours is no one else's.
    lost = not entries and _at(text, token).value == wanted[token]
    for key, said in wanted.items():
        place = _at(text, key)
        entries[key] = _entry(entries.get(key), place, key, said, lost=lost)
        if place.holder_is_empty:
            empty.setdefault(key[:-1], place.holder_raw)
        text = _put(place, key, json.dumps(said))
    return text, Changes(entries=tuple(entries.values()), empty=tuple(empty.items()))


def restored(text: str | None, changes: Changes) -> tuple[str | None, tuple[Entry, ...]]:
    """What was there before, key by key; None for no file. What somebody else has changed since stays and is returned.

    Raises JsonFault.
    """
    left = []
    for entry in reversed(changes.entries):
        place = _at(text, entry.key)
        if _is_ours(place, entry):
            text = _remove(place) if entry.before is None else _put(place, entry.key, entry.before)
        elif not _is_before(place, entry):
            left.append(entry)
    return _without_empty(text, dict(changes.empty)), tuple(reversed(left))


def value_at(text: str | None, key: Key) -> Any:
    """What is there; None where nothing is. Raises JsonFault."""
    return _at(text, key).value


def is_ours(text: str | None, entry: Entry) -> bool:
    """Whether the key holds what we wrote. Raises JsonFault."""
    return _is_ours(_at(text, entry.key), entry)


def is_before(text: str | None, entry: Entry) -> bool:
    """Whether the key holds what it held before. Raises JsonFault."""
    return _is_before(_at(text, entry.key), entry)


@dataclass(frozen=True, slots=True)
class _Place:
    """A key in a text: the objects on the way to it, as far as they are there, and its member."""

    text: str
    root: JsonObject
    holder: JsonObject | None
    member: Member | None

    @property
    def value(self) -> Any:
        return None if self.member is None else self.member.value

    @property
    def raw(self) -> str | None:
        return None if self.member is None else self.text[self.member.value_start : self.member.end]

    @property
    def holder_is_empty(self) -> bool:
        return self.holder is not self.root and (self.holder is None or not self.holder.members)

    @property
    def holder_raw(self) -> str | None:
        return None if self.holder is None else self.text[self.holder.start : self.holder.end]


def _at(text: str | None, key: Key) -> _Place:
    if text is None or is_blank(text):
        text = "{}"
    root = parse(text)
    member = _only(root, key[:1])
    if len(key) == 1:
        return _Place(text, root, root, member)
    if member is None:
        return _Place(text, root, None, None)
    if not isinstance(member.value, dict):
        raise JsonFault(f"has something else than an object at “{member.name}”")
    holder = object_at(text, member.value_start)
    return _Place(text, root, holder, _only(holder, key))


def _only(of: JsonObject, key: Key) -> Member | None:
    found = of.named(key[-1])
    if len(found) > 1:
        raise JsonFault(f"has “{dotted(key)}” more than once")
    return found[0] if found else None


def _entry(old: Entry | None, place: _Place, key: Key, said: str, *, lost: bool) -> Entry:
    ours = fingerprint(said) or ""
    if old and _is_ours(place, old):
        # What the file holds now counts as ours until it holds the new one.
        written = dict.fromkeys((fingerprint(place.value) or "", ours))
        return old.model_copy(update={"written": tuple(written)})
    return Entry(key=key, before=None if lost and place.value == said else place.raw, written=(ours,))


def _is_ours(place: _Place, entry: Entry) -> bool:
    return fingerprint(place.value) in entry.written


def _is_before(place: _Place, entry: Entry) -> bool:
    if place.member is None or entry.before is None:
        return place.raw is entry.before
    return bool(place.value == _at(f'{{"x":{entry.before}}}', ("x",)).value)


def _put(place: _Place, key: Key, raw: str) -> str:
    if place.member is not None:
        return replace(place.text, place.member, raw)
    if place.holder is None:
        with_holder = append(place.text, place.root, key[0], "{}", layout(place.text, place.root) or _NEW_LAYOUT)
        return _put(_at(with_holder, key), key, raw)
    outer = layout(place.text, place.root) or _NEW_LAYOUT
    where_empty = outer if len(key) == 1 else outer.inner(indent(outer))
    return append(place.text, place.holder, key[-1], raw, where_empty)


def _remove(place: _Place) -> str:
    if place.member is None or place.holder is None:
        return place.text
    return remove(place.text, place.holder, place.member)


def _without_empty(text: str | None, empty: Mapping[Key, str | None]) -> str | None:
    """Objects that have no members again are as they were, or gone."""
    if text is None or is_blank(text):
        return text
    for key, before in empty.items():
        place = _at(text, key) if key != ROOT else None
        if place and place.value == {}:
            text = _remove(place) if before is None else _put(place, key, before)
    return empty[ROOT] if ROOT in empty and not parse(text).members else text
