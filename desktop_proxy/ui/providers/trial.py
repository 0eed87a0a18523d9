"""What a test of a provider came to, in words to show and in lines to copy."""

from __future__ import annotations

from desktop_proxy import __version__
from desktop_proxy.figures import duration
from desktop_proxy.redaction import Redactor
from desktop_proxy.ui.providers.entries import Entry
from desktop_proxy.upstream.provider_test import ProviderTest

FIELD_AT_FAULT = {"key": "key", "address": "base_url", "unreachable": "base_url", "model": "models", "tools": "models"}
"""Where in the form a fault is corrected."""


def details(entry: Entry, test: ProviderTest, redactor: Redactor) -> str:
    """Everything that helps somebody else to help, without secrets."""
    rows = (
        ("Desktop Proxy", __version__),
        ("Provider", f"{entry.label} ({entry.name})"),
        ("Base URL", entry.row.base_url or "its own"),
        ("Result", "works" if test.ok else f"failed: {test.fault or 'other'}"),
        ("Status", test.status),
        ("Said", test.sentence),
        ("Model", test.model),
        ("Models it offers", None if test.models is None else len(test.models)),
        ("First event", duration(test.first_token_ms)),
        ("Whole answer", duration(test.duration_ms)),
    )
    return redactor.redact("\n".join(f"{name}: {value}" for name, value in rows if value not in (None, "")))
