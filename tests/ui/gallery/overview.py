"""The Overview: new and empty, in use, in trouble, and small."""

from __future__ import annotations

import json
import socket
import time

from PySide6.QtWidgets import QWidget

from desktop_proxy.core import Core
from desktop_proxy.request_log import RequestRow
from desktop_proxy.ui.main_window import MainWindow
from desktop_proxy.ui.pages.overview import OverviewPage
from tests.ui.gallery.world import Shot, World, settle

ROWS = (
    ("claude-haiku-4-5-20251001", "gpt-6-luna", "done", 640, 120, 0, 0.0004, 820),
    ("claude-sonnet-5", "gpt-6.1-sol", "done", 41_200, 1_834, 38_000, 0.0831, 14_200),
    ("claude-opus-4-8", "gpt-6-astra", "error", None, None, None, None, 312),
    ("claude-sonnet-5", "gpt-6.1-sol", "cancelled", 44_100, 210, 41_000, 0.0211, 3_900),
    ("claude-sonnet-5", "moonshotai/kimi-k3-preview-with-a-rather-long-name-2026", "done", 2_400, 512, 0, None, 72_000),
    ("claude-sonnet-5", "gpt-6.1-sol", "running", None, None, None, None, None),
)


def fill(core: Core) -> None:
    for number, (asked, answered, state, tokens_in, out, cached, cost, took) in enumerate(ROWS):
        row = RequestRow(
            id=f"req_{number}", started_at=time.time() - 60 + number, asked=asked, answered=answered, provider="openai"
        )
        core.request_log.begin(row)
        if state != "running":
            core.request_log.finish(
                row.id,
                state=state,
                input_tokens=tokens_in,
                output_tokens=out,
                cached_tokens=cached,
                cost_usd=cost,
                duration_ms=took,
                stop_reason="end_turn" if state == "done" else None,
                error="OpenAI has no model gpt-6-astra." if state == "error" else None,
            )


async def opened(world: World, size: tuple[int, int] | None = None) -> MainWindow:
    window = world.window(OverviewPage, size=size)
    window.show()
    await settle(0.8)
    return window


async def new(world: World) -> QWidget:
    return await opened(world)


async def in_use(world: World, size: tuple[int, int] | None = None) -> QWidget:
    await world.core.credentials.set("openai", "sk-abcdefghijklmnopqrstuvwxyz")
    world.core.settings.update({"routing.preferred_provider": "openai"})
    fill(world.core)
    return await opened(world, size)


async def small(world: World) -> QWidget:
    return await in_use(world, (760, 520))


async def large(world: World) -> QWidget:
    return await in_use(world, (1600, 900))


async def no_key(world: World) -> QWidget:
    world.core.settings.update({"routing.preferred_provider": "openai", "routing.tiers.haiku": "xai/grok-4.3"})
    return await opened(world)


async def stopped(world: World) -> QWidget:
    await world.core.server.stop()
    return await in_use(world)


async def trouble(world: World) -> QWidget:
    other = socket.socket()
    other.bind(("127.0.0.1", 0))
    other.listen()
    paths, environ = world.core.paths, world.core.environ
    file = paths.settings_file
    file.write_text(json.dumps({"server": {"port": other.getsockname()[1]}, "upstream": {"max_retries": 99}}))
    await world.core.close()
    world.core = Core(paths, environ, paths.data_dir, keyring=world.keyring, announced=False)
    from desktop_proxy.ui.bridge import CoreBridge

    world.bridge = CoreBridge(world.core)
    await world.core.start()
    world.core.request_log._writer.notice = "The request log cannot be written (disk is full)."
    window = await opened(world)
    window.other = other
    return window


async def trouble_small(world: World) -> QWidget:
    window = await trouble(world)
    window.resize(760, 520)
    await settle()
    return window


SHOTS: list[Shot] = [
    ("overview-new", new),
    ("overview-in-use", in_use),
    ("overview-small", small),
    ("overview-large", large),
    ("overview-no-key", no_key),
    ("overview-stopped", stopped),
    ("overview-trouble", trouble),
    ("overview-trouble-small", trouble_small),
]
