"""History and live rows reach the table: newest first, in batches, and only while someone looks."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable

import pytest

from desktop_proxy.core import Core
from desktop_proxy.request_log import RequestLogError, RequestRow
from desktop_proxy.request_log.database import open_for_writing, store
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.requests import feed as feed_module
from desktop_proxy.ui.requests.feed import Feed
from desktop_proxy.ui.requests.table_model import RequestTableModel
from tests.fakes import eventually

from .rows import a_row


@pytest.fixture
async def log_open(core: Core) -> AsyncIterator[None]:
    await core.request_log.start()
    yield
    await core.request_log.close()


@pytest.fixture
async def feed(core: Core, bridge: CoreBridge) -> AsyncIterator[Feed]:
    model = RequestTableModel()
    made = Feed(core.request_log, bridge, model)
    made.model = model  # type: ignore[attr-defined]
    yield made
    made.set_active(False)


def write(core: Core, *rows: RequestRow) -> None:
    with contextlib.closing(open_for_writing(core.paths.database)) as database:
        store(database, rows)


def ids(feed: Feed) -> list[str]:
    model: RequestTableModel = feed.model  # type: ignore[attr-defined]
    return [model.id_at(number) for number in range(model.rowCount())]


def live(core: Core, id: str, **fields: object) -> RequestRow:
    row = a_row(id, **{"state": "running", **fields})
    core.request_log.begin(row)
    return row


async def test_the_history_comes_newest_first_and_live_rows_above_it(core: Core, feed: Feed) -> None:
    write(core, *(a_row(f"old{n:03}") for n in range(730)))
    feed.set_active(True)
    assert feed.loading and not feed.begun
    await eventually(lambda: feed.begun)
    assert ids(feed)[:2] == ["old729", "old728"]
    live(core, "live")
    await eventually(lambda: not feed.loading and "live" in ids(feed))
    assert ids(feed) == ["live", *(f"old{n:03}" for n in range(729, -1, -1))]


@pytest.mark.usefixtures("log_open")
async def test_a_request_that_began_before_the_page_was_made_is_there_once(core: Core, feed: Feed) -> None:
    live(core, "early")
    await core.request_log.flush()
    feed.set_active(True)
    await eventually(lambda: feed.begun)
    assert ids(feed) == ["early"]
    core.request_log.finish("early", state="done", output_tokens=7)
    await eventually(lambda: feed.model.state_at(0) == "done")  # type: ignore[attr-defined]
    assert ids(feed) == ["early"]


async def test_without_a_stored_history_running_requests_are_there(core: Core, feed: Feed) -> None:
    core.request_log.enabled = False
    live(core, "running")
    feed.set_active(True)
    await eventually(lambda: feed.begun and not feed.loading)
    assert ids(feed) == ["running"]


async def test_while_nobody_looks_rows_are_noted_and_shown_at_the_next_look(core: Core, feed: Feed) -> None:
    feed.set_active(True)
    await eventually(lambda: feed.begun)
    feed.set_active(False)
    for number in range(1200):
        live(core, f"r{number}")
    core.request_log.finish("r3", state="done")
    await asyncio.sleep(0.25)
    assert ids(feed) == []
    feed.set_active(True)
    await eventually(lambda: len(ids(feed)) == 1200)
    assert ids(feed)[0] == "r1199"
    assert feed.model.row("r3").state == "done"  # type: ignore[attr-defined]


async def test_loading_stops_when_nobody_looks_and_goes_on_later(
    core: Core, feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed_module, "OLDER_ROWS", 20)
    write(core, *(a_row(f"old{n:03}") for n in range(600)))
    feed.set_active(True)
    await eventually(lambda: len(ids(feed)) > 200)
    feed.set_active(False)
    feed.set_active(True)
    feed.set_active(False)
    await asyncio.sleep(0.05)
    stopped = len(ids(feed))
    await asyncio.sleep(0.1)
    assert len(ids(feed)) == stopped < 600 and not feed.loading
    feed.set_active(True)
    await eventually(lambda: not feed.loading)
    assert ids(feed) == [f"old{n:03}" for n in range(599, -1, -1)]


async def test_paused_rows_are_counted_and_come_on_resuming(core: Core, feed: Feed) -> None:
    feed.set_active(True)
    await eventually(lambda: feed.begun)
    first = live(core, "first")
    await eventually(lambda: ids(feed) == ["first"])
    feed.set_paused(True)
    live(core, "a")
    live(core, "b")
    core.request_log.finish(first.id, state="done")
    core.request_log.finish("a", state="done")
    await eventually(lambda: feed.waiting == 2)
    assert feed.paused and ids(feed) == ["first"]
    assert feed.model.state_at(0) == "running"  # type: ignore[attr-defined]
    feed.set_paused(False)
    await eventually(lambda: ids(feed) == ["b", "a", "first"] and feed.waiting == 0)
    assert feed.model.state_at(2) == "done"  # type: ignore[attr-defined]


async def test_the_busier_it_is_the_fewer_times_the_table_changes(core: Core, feed: Feed) -> None:
    feed.set_active(True)
    await eventually(lambda: feed.begun)
    changes: list[int] = []
    feed.model.counted.connect(lambda: changes.append(1))  # type: ignore[attr-defined]
    started = time.monotonic()
    for number in range(480):
        live(core, f"r{number}")
        if number % 12 == 11:
            await asyncio.sleep(0.03)
    await eventually(lambda: len(ids(feed)) == 480)
    assert len(changes) <= (time.monotonic() - started) / 0.3 + 2


async def test_a_history_that_cannot_be_read_is_told_and_live_rows_come_all_the_same(core: Core, feed: Feed) -> None:
    core.paths.database.write_bytes(b"no database at all" * 1000)
    core.request_log.enabled = False
    feed.set_active(True)
    await eventually(lambda: bool(feed.failure))
    assert "cannot be read" in feed.failure
    live(core, "live")
    await eventually(lambda: ids(feed) == ["live"])
    core.paths.database.unlink()
    write(core, a_row("old"))
    feed.load()
    await eventually(lambda: not feed.loading)
    assert ids(feed) == ["live", "old"] and not feed.failure


@pytest.mark.usefixtures("log_open")
async def test_deleting_the_history_leaves_what_runs(core: Core, feed: Feed) -> None:
    write(core, *(a_row(f"old{n}") for n in range(5)))
    feed.set_active(True)
    await eventually(lambda: len(ids(feed)) == 5)
    live(core, "running")
    live(core, "ended")
    core.request_log.finish("ended", state="done")
    await eventually(lambda: len(ids(feed)) == 7)
    assert await feed.delete_history() == 6
    assert ids(feed) == ["running"]
    assert [row.id for row in core.request_log.recent(10)] == ["running"]
    core.request_log.finish("running", state="done")
    live(core, "next")
    await eventually(lambda: ids(feed) == ["next", "running"])


async def test_a_history_that_cannot_be_deleted_stays(core: Core, feed: Feed) -> None:
    write(core, a_row("old"))
    feed.set_active(True)
    await eventually(lambda: ids(feed) == ["old"])
    with pytest.raises(RequestLogError):
        await feed.delete_history()
    assert ids(feed) == ["old"]


async def test_the_clock_of_running_requests_goes_on_only_while_someone_looks(
    core: Core, feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticks: list[int] = []
    tick: Callable[[], None] = feed.model.tick  # type: ignore[attr-defined]
    monkeypatch.setattr(feed.model, "tick", lambda: (ticks.append(1), tick()))  # type: ignore[attr-defined]
    feed._ticks.setInterval(10)
    feed.set_active(True)
    await eventually(lambda: feed.begun)
    await asyncio.sleep(0.05)
    assert not ticks
    live(core, "running")
    await eventually(lambda: len(ticks) > 2)
    feed.set_active(False)
    seen = len(ticks)
    await asyncio.sleep(0.05)
    assert len(ticks) == seen


async def test_requests_that_keep_coming_are_shown_in_ever_fewer_batches_and_none_is_lost(
    core: Core, feed: Feed, bridge: CoreBridge, log_open: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed_module, "FIRST_PAUSE_MS", 20)
    monkeypatch.setattr(feed_module, "LONGEST_PAUSE_MS", 160)
    feed.set_active(True)
    await eventually(lambda: feed.begun)
    batches: list[int] = []
    feed.model.rowsInserted.connect(lambda _parent, first, last: batches.append(last - first + 1))  # type: ignore[attr-defined]
    bridge.rows_changed.emit([a_row("first", state="running")])
    assert batches == [1], "after a calm moment a request is there at once"
    for number in range(60):
        bridge.rows_changed.emit([a_row(f"more{number}", state="running")])
        await asyncio.sleep(0.01)
    await eventually(lambda: sum(batches) == 61)
    assert len(batches) < 20 and max(batches) > 3
