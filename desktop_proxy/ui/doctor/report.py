"""The findings as text for a report of a fault. No Qt; no secrets."""

from __future__ import annotations

import platform
from collections.abc import Sequence

from desktop_proxy import __version__
from desktop_proxy.doctor import Finding
from desktop_proxy.redaction import Redactor


def report(found: Sequence[tuple[str, Finding]], redactor: Redactor) -> str:
    """A line for each finding, and its advice below it."""
    lines = [f"Desktop Proxy {__version__}, {platform.platform()}, Python {platform.python_version()}"]
    for title, finding in found:
        lines.append(f"[{finding.level}] {title}: {finding.sentence}")
        if finding.advice:
            lines.append(f"    {finding.advice}")
    # Once more over the whole: what was found was redacted as it came, before a key that was learned since.
    return redactor.redact("\n".join(lines))
