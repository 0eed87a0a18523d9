"""System messages in the middle of a conversation, for models that take one system prompt and no more."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_proxy.protocol.blocks import text_part
from desktop_proxy.protocol.notes import Notes
from desktop_proxy.protocol.turns import SystemTurn, Turn, UserTurn


def fold_system(turns: Sequence[Turn], notes: Notes) -> list[Turn]:
    """The same turns, with each system message as marked user text in its place."""
    folded: list[Turn] = []
    for turn in turns:
        if isinstance(turn, SystemTurn):
            notes.rewritten("messages.role", "a system message in the conversation was sent as a marked user text")
            turn = UserTurn([text_part(f"<system-reminder>\n{turn.text}\n</system-reminder>")])
        last = folded[-1] if folded else None
        if isinstance(turn, UserTurn) and isinstance(last, UserTurn):
            folded[-1] = UserTurn(last.parts + turn.parts)
        else:
            folded.append(turn)
    return folded
