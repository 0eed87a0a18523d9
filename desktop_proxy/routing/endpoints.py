"""The provider row in effect for a name: of the table, of a named endpoint, or of a prefix only LiteLLM knows."""

from __future__ import annotations

from dataclasses import replace

from desktop_proxy.litellm_prefixes import LITELLM_PREFIXES, key_variable
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.providers import Provider, provider
from desktop_proxy.settings.document import addition
from desktop_proxy.settings.model import ProviderSettings, Settings

DEMO = "demo"
ANTHROPIC = "anthropic"
KEYLESS = frozenset(
    {
        "bedrock",
        "sagemaker",
        "sagemaker_chat",
        "ollama",
        "ollama_chat",
        "llamafile",
        "xinference",
        "docker_model_runner",
    }
)
"""LiteLLM's providers that are reached with a cloud login of the machine, or run on it."""


def endpoint(name: str, settings: Settings) -> Provider:
    """The row with the user's own base URL in it.

    Raises ApiError: 404 where nothing of that name is set up, 400 where the address given for it cannot be used; the
    provider's own address is no substitute, for it is not where the user wants key and prompt to go.
    """
    row = _row(name, settings)
    if (own := settings.providers.get(name)) is not None and own.base_url_fault:
        places = " or ".join(filter(None, (row.base_url_variable, f"the setting providers.{name}.base_url")))
        raise ApiError(
            400,
            f"The base URL of {row.label} {own.base_url_fault}. Nothing was sent; correct {places}.",
            should_retry=False,
        )
    return row


def _row(name: str, settings: Settings) -> Provider:
    own = settings.providers.get(name)
    row = provider((own and own.preset) or name)
    if row is not None and not row.preset:
        return replace(row, base_url=own.base_url) if own and own.base_url else row
    if own is not None:
        return _named(name, own, row)
    if name in LITELLM_PREFIXES:
        return _of_litellm(name, row.label if row else name)
    if row is not None:
        raise ApiError(404, f"{row.label} is not set up; run `{addition(name)}`.")
    raise ApiError(404, f"There is no provider “{name}”; `desktop-proxy providers list` shows all.")


def exists(name: str, settings: Settings) -> bool:
    """Whether `name/model` means a provider, set up or not, and not a model id with a slash in it."""
    return name in settings.providers or name in LITELLM_PREFIXES or provider(name) is not None


def preferred(settings: Settings) -> Provider:
    """The provider of names that say nothing else; the demo where none is chosen or the chosen one is gone.

    One whose address cannot be used stays the preferred one, so that it is asked for and `endpoint` says why not.
    """
    try:
        return _row(settings.routing.preferred_provider or DEMO, settings)
    except ApiError:
        return _row(DEMO, settings)


def _of_litellm(name: str, label: str) -> Provider:
    # A name in a request must not be enough to send a prompt to somebody nobody chose: the key says who is chosen.
    return Provider(
        name=name,
        label=label,
        prefix=name,
        way="completion",
        key_variables=(key_variable(name),),
        key_required=name not in KEYLESS,
    )


def _named(name: str, own: ProviderSettings, row: Provider | None) -> Provider:
    base_url = own.base_url or (row.base_url if row else "")
    if not base_url and not own.base_url_fault:
        raise ApiError(404, f"“{name}” has no address; run `desktop-proxy settings set providers.{name}.base_url URL`.")
    variables: tuple[str, ...] = (key_variable(name),)
    if row is None:
        return Provider(name, name, "openai", "chat", base_url, key_variables=variables, key_required=False)
    if name == row.name:
        return replace(row, base_url=base_url, preset=False)
    # The preset's own key goes only to the preset's own address.
    variables = variables if own.base_url else (*variables, *row.key_variables)
    label = f"{name} ({row.label})"
    return replace(row, name=name, label=label, base_url=base_url, key_variables=variables, preset=False)
