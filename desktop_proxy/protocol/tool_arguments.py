"""The JSON text of one tool call, put together from fragments.

Providers send it piece by piece, whole, as an object, twice, or each time from the beginning; what comes out is the
text once, as early as it is certain. Only what is trivially wrong is repaired (nothing at all, `null`, a JSON string
that holds the object); anything else is passed as it is, for the client to refuse.
"""

from __future__ import annotations

from typing import Any

import orjson

EMPTY = "{}"


def arguments_text(arguments: Any) -> str:
    """The `arguments` field of a fragment as text; some servers send the object itself."""
    if isinstance(arguments, str):
        return arguments
    return "" if arguments is None else orjson.dumps(arguments, default=str).decode()


def is_object(text: str) -> bool:
    """Whether `text` is a complete JSON object."""
    return isinstance(_parsed(text), dict)


class ArgumentText:
    """Fed with fragments; `add` and `finish` return what may be sent on."""

    __slots__ = ("_cumulative", "_held", "_parts")

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._held = ""
        # A fragment that begins like the whole text so far: either every fragment repeats the ones before it, or
        # the arguments really contain their own beginning. The next fragment tells.
        self._cumulative = False

    def add(self, fragment: str) -> str:
        """Take one fragment."""
        if self._held:
            return self._add_to_held(fragment)
        if not self._parts:
            return self._begin(fragment)
        # Inside JSON a text begins like the whole only at a brace, so everything else is cheap.
        if fragment[:1] != "{" or not (self._cumulative or fragment.startswith(self._parts[0][:2])):
            return self._pass(fragment)
        text = self.text()
        if is_object(text):
            return ""
        if not fragment.startswith(text):
            return self._pass(fragment)
        if self._cumulative:
            return self._pass(fragment[len(text) :])
        self._held = fragment
        return ""

    def add_whole(self, text: str) -> str:
        """Take the complete text, which counts where it goes on from what was handed out."""
        before = self.text()
        if before and not text.startswith(before):
            return ""
        self._held = ""
        return self._pass(text[len(before) :]) if before else self._begin(text)

    def complete(self) -> bool:
        """Whether the arguments so far are a whole object, so that nothing sensible can follow."""
        if not self._parts and not self._held.strip():
            return False
        text = self._text_if_over()
        return text.rstrip().endswith("}") and is_object(text)

    def finish(self) -> str:
        """No fragment follows: what is still to be sent."""
        if self._held or not self._parts:
            before = self.text()
            after = self._text_if_over()
            self._held = ""
            self._parts = [after]
            return after[len(before) :]
        return ""

    def text(self) -> str:
        """The arguments handed out so far."""
        if len(self._parts) > 1:
            self._parts = ["".join(self._parts)]
        return self._parts[0] if self._parts else ""

    def _begin(self, fragment: str) -> str:
        # Some servers send {} first and the arguments afterwards.
        text = fragment.lstrip()
        if text[:1] != "{" or _parsed(text) == {}:
            self._held = fragment
            return ""
        return self._pass(text)

    def _add_to_held(self, fragment: str) -> str:
        held, self._held = self._held, ""
        before = self.text()
        if not before:
            starts_anew = fragment.lstrip()[:1] == "{" and is_object(held)
            return self._begin(fragment if starts_anew else held + fragment)
        if fragment.startswith(held):
            self._cumulative = True
            return self._pass(fragment[len(before) :])
        return self._pass(held + fragment)

    def _pass(self, fragment: str) -> str:
        self._parts.append(fragment)
        return fragment

    def _text_if_over(self) -> str:
        text = self.text()
        if not text:
            return _repaired(self._held)
        if self._held and not is_object(text + self._held) and is_object(self._held):
            return self._held
        return text + self._held


def _repaired(text: str) -> str:
    if not text.strip():
        return EMPTY
    parsed = _parsed(text)
    if parsed is None and text.strip() == "null":
        return EMPTY
    if isinstance(parsed, str):
        return parsed if is_object(parsed) else text if parsed.strip() else EMPTY
    return text


def _parsed(text: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return None
