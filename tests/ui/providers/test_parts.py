from __future__ import annotations

from desktop_proxy.core import Core
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.providers.parts import Parts
from desktop_proxy.ui.theme import Theme


def test_two_pages_share_what_they_look_up(core: Core, bridge: CoreBridge, theme: Theme):
    one, other = Parts.of(core, bridge, theme), Parts.of(core, bridge, theme)
    assert one.keys is other.keys and one.fetched is other.fetched


def test_a_provider_is_as_it_is_set_up_now(parts: Parts):
    parts.core.settings.update({"providers.fast": {"preset": "groq"}})
    assert parts.entry("fast").label == "fast (Groq)"
    assert parts.table_row("fast").name == "groq"
    assert parts.table_row("unknown") is None
