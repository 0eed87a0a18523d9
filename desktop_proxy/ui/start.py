"""What the tray app is started with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_proxy.paths import Paths

if TYPE_CHECKING:
    from desktop_proxy.core import Core


@dataclass(frozen=True, slots=True)
class Start:
    """How the app was started."""

    paths: Paths
    open_core: Callable[[], Core]
    """Called once the icon is visible: it imports what takes long."""
    background: bool = False
    """Open no window; set by the start at login."""
