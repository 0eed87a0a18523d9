"""One request the double got."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .refusal import Refusal
from .script import Conversation, Step


@dataclass(slots=True)
class Recorded:
    """One request the double got, and what it said."""

    face: str
    path: str
    model: str
    headers: Mapping[str, str]
    body: Mapping[str, Any]
    conversation: Conversation | None = None
    step: Step | None = None
    refusal: Refusal | None = None
    script: str | None = None
    left: threading.Event = field(default_factory=threading.Event)
    """The client closed the connection before the answer was complete."""
