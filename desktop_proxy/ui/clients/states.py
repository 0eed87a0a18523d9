"""How a client stands to the proxy, as a shape, a word and a sentence of what to do. One table."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication

from desktop_proxy.clients.claude_code import ADDRESS
from desktop_proxy.clients.client import dotted
from desktop_proxy.clients.outcomes import Drift, State, Status

NOT_INSTALLED, OTHER_PROXY, LED_AWAY = "not installed", "other proxy", "led away"


@dataclass(frozen=True, slots=True)
class ClientState:
    """What is shown of it."""

    icon: str
    tone: str
    """ok, warning, error, or empty for neither."""
    word: str
    remark: str = ""
    """What it means, where the word does not say it all."""
    can_connect: bool = True
    can_disconnect: bool = False


def state_of(status: Status, url: str | None) -> ClientState:
    """`url` is where this proxy listens; None while it does not."""
    return _fill(_states()[_kind(status, url)], status)


def _kind(status: Status, url: str | None) -> str:
    if status.state is State.NOT_CONNECTED and not status.installed:
        return NOT_INSTALLED
    if status.state is State.CONNECTED and url is not None and status.url not in (None, url):
        return OTHER_PROXY
    if status.state is State.DRIFTED and any(one.key == dotted(ADDRESS) for one in status.drift):
        return LED_AWAY
    return status.state.value


def drift_in_words(drift: tuple[Drift, ...]) -> str:
    """Which keys hold something else now."""
    gone = QCoreApplication.translate("ClientState", "%1 is gone")
    changed = QCoreApplication.translate("ClientState", "%1 is now “%2”")
    words = (
        gone.replace("%1", one.key) if one.now is None else changed.replace("%1", one.key).replace("%2", one.now)
        for one in drift
    )
    return "; ".join(words)


def _fill(state: ClientState, status: Status) -> ClientState:
    facts = {"%1": status.url or "", "%2": drift_in_words(status.drift), "%3": status.problem or ""}
    # In one pass: a fact may hold what looks like a placeholder.
    remark = re.sub("%[1-3]", lambda found: facts[found[0]], state.remark)
    if status.state is State.NOT_CONNECTED and status.other_url:
        words = QCoreApplication.translate(
            "ClientState", "Claude Code uses %1 now; disconnecting later brings it back."
        )
        remark = words.replace("%1", status.other_url)
    return replace(state, remark=remark)


def _states() -> dict[str, ClientState]:
    translate = QCoreApplication.translate
    return _drifted() | {
        NOT_INSTALLED: ClientState(
            "slash-circle",
            "",
            translate("ClientState", "Not installed"),
            translate(
                "ClientState",
                "Install it in a terminal with the command below. It can be connected before that.",
            ),
        ),
        OTHER_PROXY: ClientState(
            "alert-triangle",
            "warning",
            translate("ClientState", "Connected to another proxy"),
            translate("ClientState", "It uses the proxy at %1. Connect leads it to this one."),
            can_disconnect=True,
        ),
        State.NOT_CONNECTED.value: ClientState("circle", "", translate("ClientState", "Not connected")),
        State.CONNECTED.value: ClientState(
            "check-circle",
            "ok",
            translate("ClientState", "Connected to this proxy"),
            can_connect=False,
            can_disconnect=True,
        ),
        State.SUSPENDED.value: ClientState(
            "pause",
            "",
            translate("ClientState", "Has its own settings until the proxy runs again"),
            can_disconnect=True,
        ),
        State.UNREADABLE.value: ClientState(
            "alert-circle",
            "error",
            translate("ClientState", "Its settings cannot be read"),
            "%3",
            can_connect=False,
        ),
    }


def _drifted() -> dict[str, ClientState]:
    translate = QCoreApplication.translate
    return {
        State.DRIFTED.value: ClientState(
            "alert-triangle",
            "warning",
            translate("ClientState", "Changed by another program"),
            translate(
                "ClientState",
                "The connection of Claude Code was changed: %2. Connect again to mend it, or leave it as it is.",
            ),
            can_disconnect=True,
        ),
        LED_AWAY: ClientState(
            "alert-triangle",
            "warning",
            translate("ClientState", "Changed by another program"),
            translate(
                "ClientState",
                "Claude Code does not go through this proxy any more: %2. "
                "Connect again to lead it here once more, or leave it as it is.",
            ),
            can_disconnect=True,
        ),
    }
