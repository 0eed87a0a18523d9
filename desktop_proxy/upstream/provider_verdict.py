"""What a failed test of a provider means for the person who set it up: one table, first match wins.

It judges statuses that `protocol/provider_errors.py` has already sorted, and adds what only a test knows: whether the
list of models came, and what was tried.
"""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.providers import retirement
from desktop_proxy.upstream.connection_errors import ConnectError
from desktop_proxy.upstream.endpoints import Endpoint

Fault = Literal["unreachable", "key", "permission", "address", "model", "credit", "limit", "tools", "other"]
"""What to correct: the field to point at."""

_TOOLS = re.compile(r"\btools?\b|tool[ _-](?:use|call|choice)|function[ _-]?call")


@dataclass(frozen=True, slots=True)
class Failure:
    """Of the list of models where no `model` was tried, else of the answer."""

    error: ApiError
    endpoint: Endpoint
    model: str = ""
    models: Sequence[str] | None = None
    list_missing: bool = False
    """The address of the list of models was unknown as well."""

    @property
    def label(self) -> str:
        """The provider in a sentence."""
        return self.endpoint.label


def verdict(failure: Failure) -> tuple[Fault, str]:
    """The fault, and what happened and what to do."""
    for fault, applies, sentence in _FAULTS:
        if applies(failure):
            return fault, sentence(failure)
    return "other", failure.error.message


def _said(failure: Failure) -> str:
    return failure.error.message


def _key(failure: Failure) -> str:
    if failure.endpoint.provider.way == "vertex":
        return failure.error.message
    if failure.endpoint.key is None:
        return f"{failure.label} wants a key: paste one."
    return f"{failure.label} refused the key: check that it was pasted whole, or make a new one there."


def _limit(failure: Failure) -> str:
    wait = failure.error.retry_after
    when = f"in {math.ceil(wait)} s" if wait else "in a minute"
    return f"{failure.label} limits how often this key may ask: test again {when}."


def _tools(failure: Failure) -> str:
    return f"{failure.error.message} Claude Code needs tools: choose a model that takes them."


def _permission(failure: Failure) -> str:
    return f"{failure.error.message} The key may lack the permission for this: check its rights at {failure.label}."


def _model(failure: Failure) -> str:
    retired = retirement(failure.model)
    if retired is not None:
        return f"{failure.label} has retired {failure.model}: use its successor, {retired.successor}."
    other = similar(failure.model, failure.models or ())
    hint = f"choose another, for example {other}" if other else "check its name, or choose another"
    return f"{failure.label} has no model {failure.model}: {hint}."


def _address(failure: Failure) -> str:
    usually = ", which usually ends in /v1" if failure.endpoint.provider.way in ("chat", "openai") else ""
    where = failure.endpoint.base_url
    return f"{failure.label} has no such API at {where}: check the base URL{usually}."


def similar(model: str, models: Sequence[str]) -> str | None:
    """The model most like that name; None where there is no other."""
    others = [other for other in models if other != model]
    return next(iter(difflib.get_close_matches(model, others, n=1, cutoff=0.0)), None)


def _is_model_unknown(failure: Failure) -> bool:
    if failure.error.status != 404 or not failure.model:
        return False
    known = retirement(failure.model) is not None or "model" in failure.error.words
    return known or not failure.list_missing


_FAULTS: tuple[tuple[Fault, Callable[[Failure], bool], Callable[[Failure], str]], ...] = (
    ("unreachable", lambda it: isinstance(it.error, ConnectError), _said),
    ("key", lambda it: it.error.status == 401, _key),
    ("credit", lambda it: it.error.status == 402, _said),
    # An empty account answers 429 as well; then waiting does not help.
    ("credit", lambda it: it.error.status == 429 and it.error.should_retry is False, _said),
    ("limit", lambda it: it.error.status == 429, _limit),
    ("tools", lambda it: 400 <= it.error.status < 500 and bool(_TOOLS.search(it.error.words)), _tools),
    ("permission", lambda it: it.error.status == 403, _permission),
    ("model", _is_model_unknown, _model),
    ("address", lambda it: it.error.status == 404, _address),
)
