"""The fields of the filter language, as a table: another field is another row here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches

from PySide6.QtCore import QCoreApplication

from desktop_proxy.ui.requests.filter_terms import Term, id_term, number_term, text_term
from desktop_proxy.ui.requests.filter_values import COUNT, MILLISECONDS, MONEY, moment_test, number_test
from desktop_proxy.ui.requests.wording import STATES

translate = QCoreApplication.translate

ANY = "*"
"""As a value: the field has one."""


class FilterError(Exception):
    """What was typed is no filter; the message is a sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `term` makes a value, which is not empty, a term; it raises FilterError."""

    name: str
    example: str
    meaning: Callable[[], str]
    term: Callable[[Field, str, bool], Term]
    column: str
    aliases: tuple[str, ...] = ()


def _text(field: Field, value: str, negated: bool) -> Term:
    part = value.casefold()
    test = bool if value == ANY else lambda text: part in text
    return text_term((field.column,), test, negated=negated)


def _id(field: Field, value: str, negated: bool) -> Term:
    return id_term(value, negated=negated)


def _state(field: Field, value: str, negated: bool) -> Term:
    value = value.casefold()
    status = number_test(value, MONEY)
    if status is not None:
        return number_term("status", status, negated=negated)
    words = {word: state for state, look in STATES.items() for word in (state, look.word().casefold())}
    chosen = frozenset(state for word, state in words.items() if word.startswith(value))
    if not chosen:
        raise FilterError(_no_such(translate("Requests", "There is no state “%1”.").replace("%1", value), value, words))
    return text_term((field.column,), chosen.__contains__, negated=negated)


def _counted(field: Field, value: str, negated: bool) -> Term:
    return _number(field, value, negated, number_test(value, COUNT))


def _money(field: Field, value: str, negated: bool) -> Term:
    return _number(field, value, negated, number_test(value, MONEY))


def _lasting(field: Field, value: str, negated: bool) -> Term:
    test = number_test(value, MILLISECONDS)
    if test is None and number_test(value, MONEY):
        raise FilterError(_filled(translate("Requests", "“%1:” needs a unit, such as %2."), field))
    return _number(field, value, negated, test)


def _number(field: Field, value: str, negated: bool, test: Callable[[float], bool] | None) -> Term:
    if value == ANY:
        return number_term(field.column, lambda number: number == number, negated=negated)
    if test is None:
        raise FilterError(_filled(translate("Requests", "“%1:” needs a number, such as %2."), field))
    return number_term(field.column, test, negated=negated)


def _moment(field: Field, value: str, negated: bool) -> Term:
    test = moment_test(value, datetime.now().astimezone())
    if test is None:
        raise FilterError(_filled(translate("Requests", "“%1:” needs a time, such as %2 or time:today."), field))
    return number_term(field.column, test, negated=negated)


FIELDS: tuple[Field, ...] = (
    Field(
        "status",
        "status:error",
        lambda: translate("Requests", "Running, done, error, cancelled, interrupted, or an HTTP status"),
        _state,
        "state",
        ("state",),
    ),
    Field("model", "model:gpt", lambda: translate("Requests", "Model asked for or answering"), _text, "model"),
    Field("asked", "asked:haiku", lambda: translate("Requests", "Model asked for"), _text, "asked"),
    Field("answered", "answered:gpt", lambda: translate("Requests", "Model answering"), _text, "answered"),
    Field("provider", "provider:xai", lambda: translate("Requests", "Provider answering"), _text, "provider"),
    Field("session", "session:3f2a", lambda: translate("Requests", "Session of Claude Code"), _text, "session"),
    Field("agent", "agent:*", lambda: translate("Requests", "Subagent; * means any"), _text, "agent"),
    Field("client", "client:claude-cli", lambda: translate("Requests", "Program that asked"), _text, "client"),
    Field("tool", "tool:Bash", lambda: translate("Requests", "Tool the answer calls"), _text, "tools", ("tools",)),
    Field("stop", "stop:max_tokens", lambda: translate("Requests", "Why the model stopped"), _text, "stop_reason"),
    Field("error", 'error:"rate limit"', lambda: translate("Requests", "Words of the error"), _text, "error"),
    Field("note", "note:dropped", lambda: translate("Requests", "What was changed on the way"), _text, "notes"),
    Field("id", "id:req_", lambda: translate("Requests", "Id of the request"), _id, "id"),
    Field("cost", "cost:>0.1", lambda: translate("Requests", "US dollars"), _money, "cost_usd"),
    Field("tokens", "tokens:>100k", lambda: translate("Requests", "All tokens, in and out"), _counted, "tokens"),
    Field("in", "in:>1000", lambda: translate("Requests", "Tokens in, with cached ones"), _counted, "tokens_in"),
    Field("out", "out:<50", lambda: translate("Requests", "Tokens out"), _counted, "output_tokens"),
    Field("cached", "cached:0", lambda: translate("Requests", "Tokens from the cache"), _counted, "cached_tokens"),
    Field("duration", "duration:>5s", lambda: translate("Requests", "Time until the end"), _lasting, "duration_ms"),
    Field(
        "first", "first:>800ms", lambda: translate("Requests", "Time to the first token"), _lasting, "first_token_ms"
    ),
    Field("attempts", "attempts:>1", lambda: translate("Requests", "Calls made to providers"), _counted, "attempts"),
    Field(
        "time",
        "time:>12:00",
        lambda: translate("Requests", "Also today, a date, or 15m for lately"),
        _moment,
        "started_at",
    ),
)

_BY_NAME = {name: field for field in FIELDS for name in (field.name, *field.aliases)}


def field_term(name: str, value: str, *, negated: bool) -> Term:
    """The term for `name:value`; the name in small letters. Raises FilterError."""
    field = _BY_NAME.get(name)
    if field is None:
        sentence = translate("Requests", "There is no field “%1:”.").replace("%1", name)
        advice = translate("Requests", "Put quotes around a text to look for it as it is.")
        raise FilterError(_no_such(sentence, name, _BY_NAME, advice))
    if not value:
        raise FilterError(_filled(translate("Requests", "“%1:” needs a value, such as %2."), field))
    return field.term(field, value, negated)


def _filled(sentence: str, field: Field) -> str:
    return sentence.replace("%1", field.name).replace("%2", field.example)


def _no_such(
    sentence: str, word: str, known: dict[str, object] | dict[str, str] | dict[str, Field], advice: str = ""
) -> str:
    near = get_close_matches(word[:32], known, n=1)
    if near:
        return f"{sentence} " + translate("Requests", "Did you mean “%1”?").replace("%1", near[0])
    return f"{sentence} {advice}".rstrip()
