"""The system prompt as one text.

The pseudo header Claude Code puts in front changes with every prompt and would defeat the provider's prefix cache:
it is left out.
"""

from __future__ import annotations

from collections.abc import Iterable

from desktop_proxy.protocol.messages import MessagesRequest

_BILLING_HEADER = "x-anthropic-billing-header"


def system_text(request: MessagesRequest, additions: Iterable[str] = ()) -> str:
    """The system prompt, then what the translation has to tell the model; empty when there is nothing to say."""
    if isinstance(request.system, str):
        texts = [_without_header(request.system)]
    else:
        texts = [block["text"] for block in request.system or ()]
        if texts and texts[0].lstrip().startswith(_BILLING_HEADER):
            del texts[0]
    return "\n\n".join(text for text in (*texts, *additions) if text and not text.isspace())


def _without_header(text: str) -> str:
    if not text.startswith(_BILLING_HEADER):
        return text
    return text.partition("\n")[2]
