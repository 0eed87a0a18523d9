"""What the parts of the page work with."""

from __future__ import annotations

import pytest

from desktop_proxy.core import Core
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.providers.parts import Parts
from desktop_proxy.ui.theme import Theme


@pytest.fixture
def parts(core: Core, bridge: CoreBridge, theme: Theme) -> Parts:
    """Of one window, with OpenAI in use."""
    core.settings.update({"routing.preferred_provider": "openai"})
    return Parts.of(core, bridge, theme)
