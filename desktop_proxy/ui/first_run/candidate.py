"""What may answer from now on: a pasted key, or something found. Tried with nothing stored, then taken over.

No widgets here. What works and what is wrong is found out by `upstream.test`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QCoreApplication

from desktop_proxy.core import Core
from desktop_proxy.litellm_prefixes import key_variable
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.providers import PROVIDERS, Provider, provider, recognise
from desktop_proxy.redaction import Secret
from desktop_proxy.routing import resolve
from desktop_proxy.routing.preference import PREFERRED, USUAL_NAME, choosing, switching
from desktop_proxy.settings import ProviderSettings
from desktop_proxy.upstream.endpoints import Draft
from desktop_proxy.upstream.provider_test import ProviderTest

_SHARED_SHAPE = re.compile(r"sk-[A-Za-z0-9]{20,}")
_SHARED_BY = ("openai", "deepseek", "kimi", "qwen")
"""Whose keys may look like that, the likeliest first. A key must not be sent to the wrong one to find out."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A provider of the table and what is to be tried with it."""

    provider: Provider
    key: Secret | None = None
    """None where the provider needs none, or has one already."""
    base_url: str | None = None
    model: str | None = None
    """None for what the provider's tiers say, or the first it offers."""

    @property
    def name(self) -> str:
        """Under which settings and key are kept."""
        return self.provider.name

    def own_settings(self, core: Core) -> ProviderSettings | None:
        """What has to be in the settings for it to answer; None where the table says it all."""
        before = core.settings.current.providers.get(self.name)
        if not self.provider.preset:
            return before
        changes: dict[str, Any] = {"preset": self.name}
        if self.base_url:
            changes["base_url"] = self.base_url
        if self.model:
            others = before.models if before else ()
            changes["models"] = tuple(dict.fromkeys((self.model, *others)))
        return (before or ProviderSettings()).model_copy(update=changes)


def with_model(candidate: Candidate, model: str) -> Candidate:
    """The same with another model."""
    return replace(candidate, model=model)


def keyed_providers() -> Iterator[Provider]:
    """Those of which a key is all that is needed."""
    return (row for row in PROVIDERS if row.base_url and row.key_required)


def owners(key: str) -> list[Provider]:
    """The providers a key may be of by its shape: one is certain, several have to be chosen from, none is unknown."""
    if _SHARED_SHAPE.fullmatch(key.strip()):
        return [row for name in _SHARED_BY if (row := provider(name)) is not None]
    found = recognise(key)
    return [found] if found is not None else []


async def try_out(core: Core, candidate: Candidate) -> ProviderTest:
    """Whether it works. Nothing is stored."""
    draft = Draft(candidate.key, candidate.own_settings(core))
    return await core.upstream.test(candidate.name, candidate.model, draft)


async def take_over(core: Core, candidate: Candidate) -> str:
    """Store the key and let the provider answer; what the user should know besides, or nothing.

    Raises ApiError for what can be no key, SettingsError where the settings cannot be written.
    """
    remarks = []
    if candidate.key is not None:
        where = await core.credentials.set(candidate.name, candidate.key.reveal())
        remarks += [_not_kept(core, candidate.provider)] if where == "session" else []
        remarks += [_overruled(core, candidate)] if core.environment.key(candidate.name) else []
    changes: dict[str, Any] = {}
    if candidate.provider.preset and (own := candidate.own_settings(core)) is not None:
        changes[f"providers.{candidate.name}"] = own.model_dump(mode="json", exclude_defaults=True)
    core.settings.update(changes | _choice(core, candidate))
    if core.settings.current.routing.preferred_provider != candidate.name:
        remarks.append(_not_chosen(core, candidate))
    return " ".join(remarks)


def _choice(core: Core, candidate: Candidate) -> dict[str, Any]:
    if candidate.model is None:
        return switching(candidate.name, core.settings)
    # A preset's own list says its models; elsewhere the chosen one stands for both tiers.
    model = None if candidate.provider.preset else candidate.model
    return choosing(candidate.name, core.settings, model, model)


def answering(core: Core) -> str:
    """Who answers now, in a line."""
    try:
        target = resolve(USUAL_NAME, core.settings.current).target
    except ApiError as error:
        return error.message
    if target.provider == "demo":
        return QCoreApplication.translate("Candidate", "The built-in demo answers, without a key.")
    row = provider(target.provider)
    label = row.label if row else target.provider
    words = QCoreApplication.translate("Candidate", "%1 answers; sonnet with %2.")
    return words.replace("%1", label).replace("%2", target.model)


def _not_kept(core: Core, row: Provider) -> str:
    words = QCoreApplication.translate(
        "Candidate", "%1 The key is kept until Desktop Proxy ends; to keep it longer, set %2 in the environment."
    )
    variable = row.key_variables[0] if row.key_variables else key_variable(row.name)
    return words.replace("%1", core.credentials.problem or "").replace("%2", variable).strip()


def _overruled(core: Core, candidate: Candidate) -> str:
    found = core.environment.key(candidate.name)
    if found is not None and found[1] == ".env":
        return QCoreApplication.translate("Candidate", "The key in the .env file is used instead while it is there.")
    return QCoreApplication.translate("Candidate", "The key in the environment is used instead while it is there.")


def _not_chosen(core: Core, candidate: Candidate) -> str:
    translate = QCoreApplication.translate
    sentences = {
        "environment": translate("Candidate", "%1 does not answer yet: PREFERRED_PROVIDER in the environment wins."),
        ".env": translate("Candidate", "%1 does not answer yet: PREFERRED_PROVIDER in the .env file wins."),
    }
    otherwise = translate("Candidate", "%1 does not answer yet: the command line chooses another.")
    chosen_by = core.settings.pinned_by(PREFERRED) or ""
    return sentences.get(chosen_by, otherwise).replace("%1", candidate.provider.label)
