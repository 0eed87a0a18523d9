"""The state of a provider as a shape and a word: where its key is, or why it cannot be asked. One table."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from desktop_proxy.credentials.credentials import KeyInfo
from desktop_proxy.providers import provider
from desktop_proxy.ui.providers.entries import Entry

HAS_KEY = ("environment", ".env", "keyring", "session")
"""The sources of a key that is there."""


@dataclass(frozen=True, slots=True)
class ProviderState:
    """What is shown of it."""

    icon: str
    tone: str
    """ok, warning, error, or empty for neither."""
    word: str


def state_of(entry: Entry, info: KeyInfo | None, *, refused: bool = False) -> ProviderState:
    """`info` is None while the key is looked for; `refused` is the key that is there."""
    kind = _kind(entry, info)
    return _states()["refused" if refused and kind in HAS_KEY else kind]


def words() -> list[str]:
    """Every word there is, to measure them."""
    return [state.word for state in _states().values()]


def _kind(entry: Entry, info: KeyInfo | None) -> str:
    if entry.fault:
        return "fault"
    if entry.row.way == "vertex":
        return "ready" if entry.own.project or entry.own.credentials_file else "no project"
    if not entry.takes_key:
        return "ready"
    if info is None:
        return "asking"
    table = provider(entry.own.preset or entry.name)
    if info.source == "none" and table is not None and not table.key_required:
        return "keyless"
    return info.source


def _states() -> dict[str, ProviderState]:
    translate = QCoreApplication.translate
    return {
        "asking": ProviderState("clock", "", translate("ProviderState", "Looking for its key")),
        "keyring": ProviderState("check-circle", "ok", translate("ProviderState", "Key from keyring")),
        "environment": ProviderState("check-circle", "ok", translate("ProviderState", "Key from environment")),
        ".env": ProviderState("check-circle", "ok", translate("ProviderState", "Key from .env file")),
        "session": ProviderState("clock", "warning", translate("ProviderState", "Key for this session")),
        "refused": ProviderState("alert-circle", "error", translate("ProviderState", "Key refused")),
        "none": ProviderState("circle", "", translate("ProviderState", "No key")),
        "unavailable": ProviderState("alert-triangle", "warning", translate("ProviderState", "Keyring unavailable")),
        "keyless": ProviderState("check-circle", "ok", translate("ProviderState", "No key needed")),
        "ready": ProviderState("check-circle", "ok", translate("ProviderState", "Ready")),
        "no project": ProviderState("circle", "", translate("ProviderState", "Not set up")),
        "fault": ProviderState("alert-circle", "error", translate("ProviderState", "Address cannot be used")),
    }
