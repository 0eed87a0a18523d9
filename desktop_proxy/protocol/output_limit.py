"""How many output tokens a model takes, read from the words in which its server refuses more.

Nothing lists the models of somebody's own server, and clients ask for 32,000 or 64,000 tokens of every model they do
not know. The refusal names the limit, so the same request can be sent again with it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_FIELD = re.compile(r"max[_ ](?:completion[_ ]|output[_ ]|new[_ ])?tokens|completion tokens|num_predict", re.IGNORECASE)
_NUMBER = r"\D{0,12}([\d,]{2,12})"
_LIMITS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:at most|up to|maximum of|no more than|must not exceed|cannot exceed|limited to){_NUMBER}",
        rf"(?:less than or equal to|smaller than or equal to|<=){_NUMBER}",
        r"\[\s*1\s*,\s*([\d,]{2,12})\s*\]",
        rf"(?:maximum (?:allowed |supported )?(?:value|limit|is)|limit (?:is|of)){_NUMBER}",
        rf"between 1 and{_NUMBER}",
    )
)
_ROOM = (
    re.compile(r"exceed context limit: (?P<input>[\d,]+) \+ [\d,]+ > (?P<context>[\d,]+)"),
    re.compile(r"\([\d,]+ > (?P<context>[\d,]+) - (?P<input>[\d,]+)\)"),
)
"""The input fits and leaves less than was asked for: as `context_overflow.py` words it, and as vLLM does."""


@dataclass(frozen=True, slots=True)
class OutputLimit:
    """What may be asked for instead."""

    tokens: int
    lasting: bool
    """Whether it is the model's own, and not what one long input left."""


def accepted_output_limit(message: str, asked: int) -> OutputLimit | None:
    """The limit that a refusal of `asked` output tokens names; None where it is about something else."""
    if not _FIELD.search(message):
        return None
    for pattern in _ROOM:
        if found := pattern.search(message):
            return _smaller(_number(found["context"]) - _number(found["input"]), asked, lasting=False)
    for pattern in _LIMITS:
        if found := pattern.search(message):
            return _smaller(_number(found[1]), asked, lasting=True)
    return None


def _smaller(tokens: int, asked: int, *, lasting: bool) -> OutputLimit | None:
    return OutputLimit(tokens, lasting) if 0 < tokens < asked else None


def _number(digits: str) -> int:
    return int(digits.replace(",", "") or 0)
