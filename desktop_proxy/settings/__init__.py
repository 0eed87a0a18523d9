"""The settings: their shape (`model.py`), their file (`file.py`) and their owner (`store.py`).

Everything else reads `SettingsStore.current`, a frozen `Settings`, once per request.
"""

from __future__ import annotations

from desktop_proxy.settings.items import dotted_items
from desktop_proxy.settings.model import ModelChoice, ProviderSettings, RoutingSettings, Rule, Settings, TierSettings
from desktop_proxy.settings.store import SettingsError, SettingsStore

__all__ = [
    "ModelChoice",
    "ProviderSettings",
    "RoutingSettings",
    "Rule",
    "Settings",
    "SettingsError",
    "SettingsStore",
    "TierSettings",
    "dotted_items",
]
