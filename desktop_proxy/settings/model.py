"""The shape of the settings: every field with its limits, default and a line of help.

Frozen models and nothing else; a dotted name (`upstream.idle_timeout_s`) is the path of attributes. Where the values
come from is the store's business.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationInfo, field_validator

from desktop_proxy.providers import preferred_provider
from desktop_proxy.settings.base_url import checked_base_url

NO_BLANKS = r"^[^\s\x00-\x1f\x7f]+$"

Seconds = Annotated[float, Field(gt=0, le=3600, allow_inf_nan=False)]
ModelName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=256, pattern=NO_BLANKS)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1024)]
EndpointName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]


def _split(value: Any) -> Any:
    """A list may be written as one text with commas: so it is typed on a command line."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return value


def _split_rules(value: Any) -> Any:
    """Rules may be written as `pattern=target,pattern=target` or as JSON."""
    if not isinstance(value, str):
        return value
    if value.lstrip().startswith("["):
        try:
            return json.loads(value)
        except ValueError as error:
            raise ValueError("must be JSON or pattern=target,pattern=target") from error
    pairs = [part.partition("=") for part in _split(value)]
    if not all(target.strip() for _, _, target in pairs):
        raise ValueError("must be JSON or pattern=target,pattern=target")
    return [{"pattern": pattern.strip(), "target": target.strip()} for pattern, _, target in pairs]


def _provider_name(value: Any) -> Any:
    """`google` and `vertex` are what people say; the table has its own names."""
    row = preferred_provider(value) if isinstance(value, str) else None
    return row.name if row else value


Names = Annotated[tuple[ModelName, ...], BeforeValidator(_split)]
Hosts = Annotated[tuple[Text, ...], BeforeValidator(_split)]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class ServerSettings(_Section):
    """Where the proxy listens and whom it lets in."""

    host: Text = Field("127.0.0.1", description="Address to listen on; another than loopback only by `serve --host`.")
    port: int = Field(8082, ge=0, le=65535, description="Port to listen on; 0 takes a free one.")
    require_token: bool = Field(True, description="Clients must send the client token.")
    ping_interval_s: Annotated[float, Field(ge=0.1, le=60, allow_inf_nan=False)] = Field(
        10.0, description="Seconds of upstream silence after which a client gets a ping."
    )
    max_streams: int = Field(64, ge=1, le=1024, description="Requests answered at the same time; more wait.")
    allowed_hosts: Hosts = Field((), description="Further names a client may send as Host, for containers.")


class UpstreamSettings(_Section):
    """Patience with providers."""

    connect_timeout_s: Seconds = Field(10.0, description="Seconds to connect to a provider.")
    first_event_timeout_s: Seconds = Field(120.0, description="Seconds until a provider's first event.")
    idle_timeout_s: Seconds = Field(90.0, description="Seconds of silence after which an answer counts as broken.")
    max_retries: int = Field(2, ge=0, le=5, description="Further attempts after a failure before the first event.")


class TierSettings(_Section):
    """A model for each Claude tier; unset ones follow the provider's set."""

    opus: ModelName | None = Field(None, description="Model that answers for opus; unset: sonnet's.")
    sonnet: ModelName | None = Field(None, description="Model that answers for sonnet; unset: the BIG model.")
    haiku: ModelName | None = Field(None, description="Model that answers for haiku; unset: the SMALL model.")
    fable: ModelName | None = Field(None, description="Model that answers for fable; unset: sonnet's.")


class Rule(_Section):
    """A pattern of requested names, and the model that answers them."""

    pattern: ModelName
    target: ModelName


class ModelChoice(_Section):
    """What is set for one provider's answers."""

    big_model: ModelName | None = None
    small_model: ModelName | None = None
    tiers: TierSettings = TierSettings()


class RoutingSettings(_Section):
    """Which model answers which name."""

    preferred_provider: Annotated[EndpointName | None, BeforeValidator(_provider_name)] = Field(
        None, description="Provider or endpoint of names that say nothing else; unset: what has a key, else the demo."
    )
    naming: Literal["recommended", "classic"] = Field(
        "recommended", description="Which set of models a provider's tiers use: recommended or classic."
    )
    big_model: ModelName | None = Field(None, description="The BIG model; unset: the provider's own.")
    small_model: ModelName | None = Field(None, description="The SMALL model; unset: the provider's own.")
    tiers: TierSettings = TierSettings()
    rules: Annotated[tuple[Rule, ...], BeforeValidator(_split_rules)] = Field(
        (), description="pattern=target pairs that come before everything else; the first match wins."
    )
    fallbacks: Names = Field((), description="provider/model names to try when the target cannot be reached.")
    kept_models: Mapping[EndpointName, ModelChoice] = Field(
        default_factory=dict, description="Models set for providers that do not answer now; they come back with them."
    )
    use_successors: bool = Field(False, description="Send a retired model's requests to its successor.")


class ProviderSettings(_Section):
    """One provider's own settings, or a named endpoint."""

    preset: EndpointName | None = Field(None, description="Row of the provider table this endpoint is made from.")
    allow_insecure_http: bool = Field(False, description="Plain HTTP to another machine is accepted for this address.")
    base_url: Text | None = Field(None, description="Address of the API; unset: the provider's own.")
    base_url_fault: str | None = Field(None, exclude=True)
    """Why the address that was given cannot be used, as the end of a sentence. Not a setting: it is found in reading,
    and keeps requests from going to the provider's own address instead."""
    api: Literal["auto", "chat", "responses"] = Field("auto", description="Which OpenAI API to speak.")
    project: Text | None = Field(None, description="Vertex AI project id.")
    location: Text | None = Field(None, description="Vertex AI location.")
    credentials_file: Text | None = Field(None, description="Service-account JSON of Vertex AI.")
    models: Names = Field(
        (),
        description="Models of this provider whose bare names mean it; an endpoint's first two are its BIG and SMALL.",
    )

    @field_validator("base_url")
    @classmethod
    def _check_base_url(cls, url: str | None, info: ValidationInfo) -> str | None:
        # The permission is declared above the address, so it has been validated by now.
        return url and checked_base_url(url, allow_insecure_http=bool(info.data.get("allow_insecure_http")))


class RequestLogSettings(_Section):
    """What is kept of the traffic."""

    enabled: bool = Field(True, description="Keep a log of requests.")
    retention_days: int = Field(7, ge=1, le=3650, description="Days after which a request is forgotten.")
    max_mb: int = Field(500, ge=10, le=100_000, description="Size at which the oldest requests are forgotten.")


class AppSettings(_Section):
    """The tray app and its window."""

    start_proxy: bool = Field(True, description="Start the proxy together with the app.")
    appearance: Literal["system", "light", "dark"] = Field("system", description="Look of the window.")
    language: Literal["system", "en", "de"] = Field("system", description="Language of the window.")
    when_closed: Literal["ask", "background", "quit"] = Field(
        "ask", description="What closing the window does where there is no tray: ask, background or quit."
    )
    restore_clients: bool = Field(
        True, description="Give connected clients their own settings back while the proxy does not run."
    )
    first_run_done: bool = Field(False, description="The first steps were taken or put aside.")
    notify_stopped: bool = Field(True, description="Notify when the proxy stops by itself.")
    notify_key_refused: bool = Field(True, description="Notify when a provider refuses its key.")
    notify_model_retired: bool = Field(True, description="Notify when a model was switched off by its provider.")


class Settings(_Section):
    """All settings. A change is a new object, so an answer derived from one stays true as long as it is current."""

    server: ServerSettings = ServerSettings()
    upstream: UpstreamSettings = UpstreamSettings()
    routing: RoutingSettings = RoutingSettings()
    providers: Mapping[EndpointName, ProviderSettings] = Field(default_factory=dict)
    request_log: RequestLogSettings = RequestLogSettings()
    app: AppSettings = AppSettings()
