from __future__ import annotations

import time

from desktop_proxy.request_log import RequestLog, RequestRow

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
