"""What the window says where there is no tray."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from tests.ui.gallery.world import Shot, World, settle


async def said(world: World) -> QWidget:
    window = world.window()
    window.show()
    await settle()
    act = ("Set key", lambda: None)
    window.tell("OpenAI refused its key", "Set a new key for OpenAI, then ask again.", act, tone="warning")
    return window


SHOTS: list[Shot] = [("said", said)]
