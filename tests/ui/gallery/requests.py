"""The Requests page: empty, full, filtered, with details, in its smallest window, and what opens above it."""

from __future__ import annotations

import random
import time

import orjson
from PySide6.QtWidgets import QWidget

from desktop_proxy.request_log import RequestRow
from desktop_proxy.ui.main_window import MainWindow
from desktop_proxy.ui.pages.requests import RequestsPage
from desktop_proxy.ui.requests.delete_dialog import DeleteDialog
from desktop_proxy.ui.requests.filter_help import FilterHelp
from desktop_proxy.ui.widgets.page import Page
from tests.fakes import eventually
from tests.ui.gallery.world import Shot, World, settle

ANSWERS = (
    ("claude-sonnet-5", "openai", "gpt-6.1-sol"),
    ("claude-opus-4-8", "openai", "gpt-6-astra"),
    ("claude-haiku-4-5-20251001", "openai", "gpt-6-luna"),
    ("claude-sonnet-5", "gemini", "gemini-3.8-flash"),
)
NOTES = [
    {"field": "top_k", "action": "dropped", "why": "OpenAI does not take it"},
    {"field": "max_tokens", "action": "clamped", "why": "gpt-6.1-sol writes at most 16384 tokens"},
    {"field": "tools", "action": "rewritten", "why": "a name longer than 64 characters was shortened"},
]
ERRORS = (
    (429, "OpenAI: rate limit reached for gpt-6.1-sol. Try again in 20 s."),
    (401, "OpenAI refused the key. Check it on the Providers page."),
)


class Overview(Page):
    name, icon = "overview", "overview"

    @classmethod
    def title(cls) -> str:
        return "Overview"


class Clients(Overview):
    name, icon = "clients", "clients"

    @classmethod
    def title(cls) -> str:
        return "Clients"


def sample(number: int, moment: float, chance: random.Random) -> RequestRow:
    asked, provider, answered = chance.choice(ANSWERS)
    row = RequestRow(f"req_sample{number:018d}", moment, "done", asked, answered, provider, "the tier “sonnet”")
    row.session = f"{0x3F2A9C1E + number // 9:08x}-5b7d-4c11-9e0a-2f64c1d07a35"
    row.agent = "agent-7c1f" if number % 5 == 0 else None
    row.streaming, row.client, row.attempts = True, "claude-cli/2.1.197 (external, cli)", 1
    if number % 13 == 4:
        row.state, (row.status, row.error) = "error", chance.choice(ERRORS)
        row.duration_ms = chance.uniform(200, 900)
        return row
    if number % 17 == 6:
        row.state, row.status, row.duration_ms = "cancelled", 200, chance.uniform(2000, 90000)
        return row
    row.status, row.stop_reason = 200, chance.choice(("end_turn", "tool_use", "tool_use", "max_tokens"))
    row.tools = (
        chance.choice(("Bash", "Read Edit", "mcp__github__search_issues")) if row.stop_reason == "tool_use" else None
    )
    row.input_tokens, row.cached_tokens = chance.randrange(20, 90_000), chance.randrange(0, 160_000)
    row.output_tokens, row.first_token_ms = chance.randrange(2, 2400), chance.uniform(280, 2400)
    row.duration_ms = row.first_token_ms + row.output_tokens * chance.uniform(6, 40)
    row.cost_usd = None if provider == "gemini" else row.output_tokens * 1e-5 + 0.0004
    row.notes = orjson.dumps(NOTES).decode() if number % 4 == 0 else None
    return row


def fill(world: World, count: int) -> None:
    """A history of so many requests, the newest just ended."""
    chance = random.Random(7)
    now = time.time()
    for number in range(count):
        row = sample(number, now - (count - number) * 37, chance)
        state, row.state = row.state, "running"
        world.core.request_log.begin(row)
        world.core.request_log.finish(row.id, state=state)


async def page(world: World, count: int, size: tuple[int, int] | None = None) -> tuple[MainWindow, RequestsPage]:
    now = time.time()
    fill(world, count)
    window = world.window(Overview, RequestsPage, Clients, size=size)
    window.show_page("requests")
    window.show()
    shown = window.page
    assert isinstance(shown, RequestsPage)
    await eventually(lambda: shown.feed.begun and not shown.feed.loading)
    if count:
        for number in range(2):
            row = RequestRow(f"req_running{number}", now - 4 * number - 1, asked="claude-sonnet-5", streaming=True)
            row.answered, row.provider, row.session = "gpt-6.1-sol", "openai", "3f2a9c30-5b7d-4c11-9e0a-2f64c1d07a35"
            world.core.request_log.begin(row)
        await eventually(lambda: shown.model.running == 2)
    return window, shown


async def full(world: World) -> QWidget:
    window, shown = await page(world, 400)
    shown.table.select(shown.model.id_at(4))
    shown.table.setFocus()
    return window


async def details(world: World) -> QWidget:
    window, shown = await page(world, 400)
    number = next(n for n in range(40) if shown.model.row(shown.model.id_at(n)).notes)  # type: ignore[union-attr]
    shown.open_with({"id": shown.model.id_at(number)})
    await settle()
    return window


async def failed(world: World) -> QWidget:
    window, shown = await page(world, 400)
    shown.open_with("status:error")
    await settle()
    shown.open_with({"id": shown.model.id_at(1)})
    await settle()
    return window


async def wide(world: World) -> QWidget:
    window, shown = await page(world, 400, (1560, 900))
    shown.open_with({"id": shown.model.id_at(3)})
    await settle()
    return window


async def smallest(world: World) -> QWidget:
    window, shown = await page(world, 400, (760, 520))
    shown.open_with({"id": shown.model.id_at(3)})
    await settle()
    return window


async def paused(world: World) -> QWidget:
    window, shown = await page(world, 400)
    shown.pause.click()
    chance = random.Random(9)
    for number in range(12):
        world.core.request_log.begin(sample(1000 + number, time.time(), chance))
    await eventually(lambda: shown.feed.waiting == 12)
    return window


async def complaint(world: World) -> QWidget:
    window, shown = await page(world, 400)
    shown.filter.setFocus()
    shown.filter.setText("gpt modle:sonnet")
    await settle(0.8)
    return window


async def nothing_found(world: World) -> QWidget:
    window, shown = await page(world, 40)
    shown.open_with("model:llama")
    await settle()
    return window


async def empty(world: World) -> QWidget:
    window, _ = await page(world, 0)
    return window


async def filter_help(world: World) -> QWidget:
    shown = FilterHelp(world.theme)
    shown.resize(790, 420)
    return shown


async def deleting(world: World) -> QWidget:
    return DeleteDialog(312)


SHOTS: list[Shot] = [
    ("requests-full", full),
    ("requests-details", details),
    ("requests-failed", failed),
    ("requests-wide", wide),
    ("requests-smallest", smallest),
    ("requests-paused", paused),
    ("requests-complaint", complaint),
    ("requests-nothing-found", nothing_found),
    ("requests-empty", empty),
    ("requests-help", filter_help),
    ("requests-delete", deleting),
]
