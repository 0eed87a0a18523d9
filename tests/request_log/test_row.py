from __future__ import annotations

from desktop_proxy.request_log.row import COLUMNS, RequestRow


def test_a_row_needs_only_its_id_and_its_time():
    row = RequestRow("req_1", 1.0)
    assert (row.state, row.streaming, row.cost_usd) == ("running", False, None)


def test_columns_are_its_fields_in_order():
    assert COLUMNS[:3] == ("id", "started_at", "state")
    assert len(COLUMNS) == len(set(COLUMNS))
