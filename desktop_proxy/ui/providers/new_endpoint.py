"""Whether an endpoint can be added so: its name, its address. Words for the dialog, no widgets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication

from desktop_proxy.providers import PROVIDERS, Provider, preferred_provider, provider
from desktop_proxy.settings import SettingsError, SettingsStore
from desktop_proxy.ui.providers.web_address import sends_unencrypted


@dataclass(frozen=True, slots=True)
class NewEndpoint:
    """What was entered."""

    preset: Provider | None
    """None for one that is in no table."""
    name: str
    base_url: str
    accepts_http: bool = False

    @property
    def settings(self) -> dict[str, Any]:
        """As `providers.NAME` is stored."""
        own: dict[str, Any] = {}
        if self.preset is not None and self.preset.name != self.name:
            own["preset"] = self.preset.name
        if self.base_url and (self.preset is None or self.base_url != self.preset.base_url):
            own["base_url"] = self.base_url
            if self.accepts_http and sends_unencrypted(self.base_url):
                own["allow_insecure_http"] = True
        if self.preset is not None and not own:
            # Something has to be there for the endpoint to be.
            own["preset"] = self.preset.name
        return own


def presets() -> list[Provider]:
    """What endpoints are made from."""
    return [row for row in PROVIDERS if row.preset]


def free_name(wanted: str, store: SettingsStore) -> str:
    """`wanted`, or with a number behind it where that is taken."""
    number, name = 1, wanted
    while name in store.current.providers or _is_built_in(name):
        number += 1
        name = f"{wanted}-{number}"
    return name


def name_problem(new: NewEndpoint, store: SettingsStore) -> str:
    """Why it cannot be called so; empty where it can."""
    translate = QCoreApplication.translate
    if not new.name:
        return translate("NewEndpoint", "Give it a name: its models are called NAME/model.")
    if _is_built_in(new.name):
        return translate("NewEndpoint", "A provider of that name is built in; choose another one.")
    if new.name in store.current.providers:
        return translate("NewEndpoint", "There is one of that name already; choose another one.")
    if "." in new.name:
        return translate("NewEndpoint", "The name must be small letters, digits, - and _.")
    return _check(f"providers.{new.name}", {"base_url": "https://x.test"}, store, translate("NewEndpoint", "The name"))


def address_problem(new: NewEndpoint, store: SettingsStore) -> str:
    """Why that cannot be its address; empty where it can."""
    translate = QCoreApplication.translate
    if not new.base_url:
        known = new.preset is not None and new.preset.base_url
        return "" if known else translate("NewEndpoint", "It needs an address, usually one that ends in /v1.")
    if sends_unencrypted(new.base_url) and not new.accepts_http:
        return translate(
            "NewEndpoint", "It would send the key and the traffic unencrypted: use https, or accept that here."
        )
    own = {"base_url": new.base_url, "allow_insecure_http": new.accepts_http or None}
    caption = translate("NewEndpoint", "The address")
    return _check("providers.new", {name: value for name, value in own.items() if value}, store, caption)


def _check(dotted: str, own: dict[str, Any], store: SettingsStore, caption: str) -> str:
    try:
        store.check({dotted: own})
    except SettingsError as error:
        return str(error).replace(f"“{dotted}.base_url”", caption).replace(f"“{dotted}”", caption)
    return ""


def _is_built_in(name: str) -> bool:
    row = provider(name) or preferred_provider(name)
    return row is not None and not row.preset
