"""What the environment and the `.env` of the working directory say, as keys and as an overlay of settings.

Read once at the start, never written back: neither into `os.environ` nor into the file. Whether a value is valid is
decided in `settings/`; the keyring belongs to `credentials.py`. The variables are the contract of the README.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from desktop_proxy.litellm_prefixes import LITELLM_PREFIXES, key_variable
from desktop_proxy.providers import PROVIDERS, preferred_provider
from desktop_proxy.redaction import Secret
from desktop_proxy.variables import Source, Variables, read_dotenv

TOKEN_VARIABLE = "DESKTOP_PROXY_TOKEN"  # noqa: S105 - the variable's name
PREFERRED_VARIABLE = "PREFERRED_PROVIDER"
CREDENTIALS_VARIABLE = "GOOGLE_APPLICATION_CREDENTIALS"

SETTING_VARIABLES: tuple[tuple[str, str], ...] = (
    ("BIG_MODEL", "routing.big_model"),
    ("SMALL_MODEL", "routing.small_model"),
    ("VERTEX_PROJECT_ID", "providers.vertex_ai.project"),
    ("VERTEX_LOCATION", "providers.vertex_ai.location"),
    (CREDENTIALS_VARIABLE, "providers.vertex_ai.credentials_file"),
)
"""Variables that are one setting as they stand."""

SUGGESTION_ORDER = ("openai", "gemini", "vertex_ai", "xai", "anthropic")
"""Which provider is preferred when only keys are given: the first that has one."""

_TABLE_VARIABLES = frozenset(variable for row in PROVIDERS for variable in row.key_variables)
_LOOPBACK = re.compile(r"localhost|127(\.\d{1,3}){3}|::1")


@dataclass(frozen=True)
class Environment:
    """One reading of both sources; where both name a variable, the environment wins."""

    keys: Mapping[str, Secret] = field(default_factory=dict)
    """By provider name or LiteLLM prefix."""
    key_sources: Mapping[str, Source] = field(default_factory=dict)
    named_keys: Mapping[str, tuple[Secret, Source]] = field(default_factory=dict)
    """By variable: every `…_API_KEY` that is no provider's, for endpoints that the user has named."""
    settings: Mapping[str, Any] = field(default_factory=dict)
    """Dotted setting → value, as text."""
    setting_sources: Mapping[str, Source] = field(default_factory=dict)
    suggested_provider: str | None = None
    """The provider to prefer when nobody names one: the first that has a key here."""
    token: Secret | None = None
    """The client token."""
    token_fault: str | None = None
    """Why the token that was given cannot be one, in a sentence; another in its place would only puzzle."""
    problems: tuple[str, ...] = ()
    """Sentences for the user about what was ignored."""

    @classmethod
    def read(cls, environ: Mapping[str, str], cwd: Path, *, dotenv: str = ".env") -> Environment:
        """Read `environ` and the file `dotenv` in `cwd`. Never fails: what cannot be used becomes a problem."""
        problems: list[str] = []
        variables = Variables(environ, read_dotenv(cwd / dotenv, problems), problems)
        keys = dict(_keys(variables))
        settings = dict(_settings(variables, keys, cwd))
        token = variables.secret(TOKEN_VARIABLE, "token")
        no_token = token is None and variables.get(TOKEN_VARIABLE) is not None
        return cls(
            keys={name: secret for name, (secret, _) in keys.items()},
            key_sources={name: source for name, (_, source) in keys.items()},
            named_keys=dict(_named_keys(variables)),
            settings={name: value for name, (value, _) in settings.items()},
            setting_sources={name: source for name, (_, source) in settings.items()},
            suggested_provider=_suggestion(set(keys), set(settings)),
            token=token and token[0],
            token_fault=problems[-1] if no_token else None,
            problems=tuple(problems),
        )

    def secrets(self) -> Iterator[Secret]:
        """Everything in it that must not be shown."""
        yield from self.keys.values()
        yield from (secret for secret, _ in self.named_keys.values())
        if self.token is not None:
            yield self.token

    def key(self, name: str) -> tuple[Secret, Source] | None:
        """The key of a provider, of a LiteLLM prefix or of an endpoint of the user's, and where it is from."""
        if (secret := self.keys.get(name)) is not None:
            return secret, self.key_sources[name]
        return self.named_keys.get(key_variable(name))


def _keys(variables: Variables) -> Iterator[tuple[str, tuple[Secret, Source]]]:
    for row in PROVIDERS:
        for variable in row.key_variables:
            if found := variables.secret(variable):
                yield row.name, found
                break
    prefixes = {key_variable(prefix): prefix for prefix in LITELLM_PREFIXES}
    for variable in dict.fromkeys(variables.names()):
        if variable in prefixes and variable not in _TABLE_VARIABLES and (found := variables.secret(variable)):
            yield prefixes[variable], found


def _named_keys(variables: Variables) -> Iterator[tuple[str, tuple[Secret, Source]]]:
    # What is wrong with a stranger's variable is nobody's problem here.
    variables = variables.without_complaints()
    providers = _TABLE_VARIABLES | {key_variable(prefix) for prefix in LITELLM_PREFIXES}
    for variable in dict.fromkeys(variables.names()):
        if variable.endswith("_API_KEY") and variable not in providers and (found := variables.secret(variable)):
            yield variable, found


def _settings(
    variables: Variables, keys: Mapping[str, tuple[Secret, Source]], cwd: Path
) -> Iterator[tuple[str, tuple[Any, Source]]]:
    if found := variables.get(PREFERRED_VARIABLE):
        yield from _preference(*found, variables.problems)
    for variable, dotted in SETTING_VARIABLES:
        if found := variables.get(variable):
            value, source = found
            yield dotted, (str(cwd / value) if variable == CREDENTIALS_VARIABLE else value, source)
    for row in PROVIDERS:
        found = variables.get(row.base_url_variable) if row.base_url_variable else None
        if not found:
            continue
        own_key = keys[row.name][1] if row.name in keys else None
        if row.way == "vertex":
            own_key = (variables.get(CREDENTIALS_VARIABLE) or ("", None))[1]
        if _is_ours_to_follow(found, own_key):
            yield f"providers.{row.name}.base_url", found
            # Whoever sets the variable has named this very address, so plain HTTP is their choice.
            if found[0].lower().startswith("http://"):
                yield f"providers.{row.name}.allow_insecure_http", (True, found[1])
        else:
            variables.problems.append(
                f"{row.base_url_variable} in the .env file is ignored: it would send a key from elsewhere to another "
                f"address. Set it in the environment, or put the key into the same file."
            )


def _is_ours_to_follow(found: tuple[str, Source], key_source: Source | None) -> bool:
    """Whether a base URL may be used: a cloned folder's `.env` must not draw the user's own key to its address."""
    url, source = found
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        host = ""
    return source == "environment" or key_source == ".env" or bool(_LOOPBACK.fullmatch(host))


def _preference(said: str, source: Source, problems: list[str]) -> Iterator[tuple[str, tuple[Any, Source]]]:
    row = preferred_provider(said)
    if row is None:
        names = ", ".join(row.preferred_names[0] for row in PROVIDERS if row.preferred_names and row.name != "demo")
        problems.append(f"{PREFERRED_VARIABLE} is “{said[:40]}”, which is no provider, and is ignored; use {names}.")
        return
    yield "routing.preferred_provider", (row.name, source)
    yield "routing.naming", ("classic", source)


def _suggestion(keys: set[str], settings: set[str]) -> str | None:
    if "providers.vertex_ai.project" in settings:
        keys = keys | {"vertex_ai"}
    return next((name for name in SUGGESTION_ORDER if name in keys), None)
