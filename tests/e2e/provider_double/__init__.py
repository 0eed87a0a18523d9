"""A scripted loopback provider that is as strict as the real ones."""

from .double import ProviderDouble
from .keys import KEYS
from .recorded import Recorded
from .refusal import Refusal, rate_limit
from .script import Call, Conversation, Entry, Script, Step, digest

__all__ = [
    "KEYS",
    "Call",
    "Conversation",
    "Entry",
    "ProviderDouble",
    "Recorded",
    "Refusal",
    "Script",
    "Step",
    "digest",
    "rate_limit",
]
