from __future__ import annotations

import asyncio
import time

import pytest

from desktop_proxy.request_log import RequestLog, RequestLogError, RequestRow

from .rows import a_row, ask


async def test_a_request_is_stored_when_it_begins_and_completed_when_it_ends(path):
    log = RequestLog(path)
    await log.start()
    log.begin(a_row("req_1", streaming=True, session="s"))
    await log.flush()
    (begun,) = log.recent(10)
    assert (begun.state, begun.streaming, begun.session) == ("running", True, "s")
    log.finish(
        "req_1",
        state="done",
        answered="gpt-4.1",
        provider="openai",
        input_tokens=12,
        output_tokens=3,
        cost_usd=0.25,
        duration_ms=812.5,
        status=200,
    )
    await log.flush()
    (row,) = log.recent(10)
    assert (row.state, row.answered, row.provider, row.input_tokens, row.cost_usd, row.duration_ms, row.status) == (
        "done",
        "gpt-4.1",
        "openai",
        12,
        0.25,
        812.5,
        200,
    )
    await log.close()


async def test_signals_carry_the_row_at_once(path):
    log = RequestLog(path)
    heard: list[tuple[str, str]] = []
    log.added.connect(lambda row: heard.append(("added", row.state)))
    log.updated.connect(lambda row: heard.append(("updated", row.state)))
    log.begin(a_row("req_1"))
    log.finish("req_1", state="cancelled")
    assert heard == [("added", "running"), ("updated", "cancelled")]


async def test_a_disabled_log_stores_nothing_and_still_announces(path):
    log = RequestLog(path, enabled=False)
    heard: list[RequestRow] = []
    log.updated.connect(heard.append)
    await log.start()
    log.begin(a_row("req_1"))
    log.finish("req_1", state="done")
    await log.close()
    assert len(heard) == 1
    assert ask(path, "SELECT count(*) FROM requests") == [(0,)]


async def test_finishing_the_unknown_or_with_an_unknown_column_is_harmless(path, caplog):
    log = RequestLog(path)
    log.finish("req_never", state="done")
    log.begin(a_row("req_1"))
    log.finish("req_1", colour="blue", state="done")
    assert "no column colour" in caplog.text
    await log.start()
    await log.close()
    assert ask(path, "SELECT state FROM requests") == [("done",)]


async def test_beginning_and_finishing_cost_the_caller_next_to_nothing(path):
    log = RequestLog(path)
    rows = [a_row() for _ in range(2000)]
    started = time.process_time()
    for row in rows:
        log.begin(row)
        log.finish(row.id, state="done", input_tokens=1, output_tokens=2, duration_ms=3.0, status=200)
    assert (time.process_time() - started) / len(rows) < 20e-6


async def test_the_history_can_be_deleted_while_a_request_runs(path):
    log = RequestLog(path)
    await log.start()
    for number in range(3):
        log.begin(a_row(f"req_{number}"))
    log.finish("req_0", state="done")
    log.finish("req_1", state="error", error="canary")
    assert [row.id for row in log.running] == ["req_2"]
    assert await log.delete_all() == 2
    assert [row.id for row in log.recent(5)] == ["req_2"]
    assert b"canary" not in path.read_bytes()
    log.finish("req_2", state="done")
    await log.flush()
    assert [(row.id, row.state) for row in log.recent(5)] == [("req_2", "done")]
    await log.close()


async def test_copies_of_the_history_are_deleted_with_it(path):
    log = RequestLog(path)
    await log.start()
    copy = path.with_name(path.name + ".backup-v1")
    await log.flush()
    copy.touch()
    assert await log.delete_all() == 0
    assert not copy.exists()
    await log.close()


async def test_a_history_that_cannot_be_deleted_says_why(path):
    log = RequestLog(path)
    with pytest.raises(RequestLogError, match="not open"):
        await log.delete_all()
    path.mkdir()
    await log.start()
    with pytest.raises(RequestLogError, match="could not be deleted"):
        await log.delete_all()
    await log.close()


async def test_one_who_no_longer_waits_does_not_end_the_writing(path):
    log = RequestLog(path)
    await log.start()
    for work in (log.flush, log.delete_all):
        task = asyncio.ensure_future(work())
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait({task})
    log.begin(a_row("req_1"))
    await log.flush()
    assert [row.id for row in log.recent(5)] == ["req_1"]
    await log.close()
