"""A provider or endpoint as the user says it."""

from __future__ import annotations

from collections.abc import Iterator

from desktop_proxy.commands.command import WrongInput
from desktop_proxy.commands.parser import did_you_mean
from desktop_proxy.commands.state import State
from desktop_proxy.litellm_prefixes import LITELLM_PREFIXES
from desktop_proxy.providers import PROVIDERS, Provider, preferred_provider
from desktop_proxy.routing import endpoint


def named_provider(state: State, said: str) -> Provider:
    """The row in effect for `google`, `openai`, an endpoint's name or a LiteLLM prefix.

    Raises WrongInput, or ApiError 404 for a preset that is not set up.
    """
    settings = state.settings.current
    word = said.strip().lower()
    name = word if word in settings.providers else _table_name(word)
    if name not in {*all_names(state), *LITELLM_PREFIXES, *(row.name for row in PROVIDERS)}:
        raise WrongInput(f"There is no provider “{said}”; {did_you_mean(word, all_names(state))}")
    return endpoint(name, settings)


def key_variable(row: Provider) -> str:
    """The environment variable that may hold its key."""
    return row.key_variables[0] if row.key_variables else f"{row.name.upper().replace('-', '_')}_API_KEY"


def all_names(state: State) -> list[str]:
    """The providers of the table and the endpoints of the user, without presets."""
    return list(dict.fromkeys((*_own_rows(), *state.settings.current.providers)))


def _own_rows() -> Iterator[str]:
    return (row.name for row in PROVIDERS if not row.preset)


def _table_name(word: str) -> str:
    row = preferred_provider(word)
    return row.name if row else word
