"""Text of others, safe to be shown where Qt or a desktop would read more into it than letters.

Menus, tooltips and notifications know no "plain text only": Qt looks for tags in a tooltip, a notification server for
markup, a menu for mnemonics. Labels need only `visible`: they are told the format.
"""

from __future__ import annotations

import re

_HIDDEN = re.compile(r"[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""What reverses or hides text: bidirectional controls and characters without a width."""
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_MARKUP = str.maketrans({"<": "‹", ">": "›", "&": "＆"})
_MNEMONICS = str.maketrans({"&": "＆", "_": "＿"})


def visible(text: str) -> str:
    """With every character that would change the order of others, or hide, written out: ⟨202E⟩."""
    return _HIDDEN.sub(lambda found: f"⟨{ord(found[0]):04X}⟩", text)


def one_line(text: str, limit: int) -> str:
    """Visible, without line breaks and other control characters, and at most `limit` characters long."""
    line = " ".join(_CONTROLS.sub(" ", visible(text)).split())
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip(' .,;:')}…"


def without_markup(text: str) -> str:
    """With look-alikes of the characters markup is made of: servers disagree on whether they want them escaped."""
    return text.translate(_MARKUP)


def menu_text(text: str) -> str:
    """As the text of an action, without mnemonics: Qt marks them by `&`, panels that show the menu by `_`, and what Qt
    makes of a doubled `&` for a panel is a mark again. So these are look-alikes, too.
    """
    return text.translate(_MNEMONICS)
