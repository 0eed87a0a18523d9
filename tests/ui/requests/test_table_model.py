"""The table's rows while they come, change, are filtered, sorted and dropped; Qt's own tester listens throughout."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop_proxy.ui.requests.columns import COLUMNS
from desktop_proxy.ui.requests.filter import compile_filter
from desktop_proxy.ui.requests.table_model import RequestTableModel

from .rows import a_row

KEYS = [column.key for column in COLUMNS]
UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


@pytest.fixture
def make(qtbot: QtBot) -> Callable[..., RequestTableModel]:
    def made(**options: int) -> RequestTableModel:
        model = RequestTableModel(**options)
        model.tester = QAbstractItemModelTester(  # type: ignore[attr-defined]
            model, QAbstractItemModelTester.FailureReportingMode.Fatal
        )
        return model

    return made


@pytest.fixture
def model(make: Callable[..., RequestTableModel]) -> RequestTableModel:
    return make()


def ids(model: RequestTableModel) -> list[str]:
    return [model.id_at(number) for number in range(model.rowCount())]


def settle(qtbot: QtBot, model: RequestTableModel) -> None:
    qtbot.waitUntil(lambda: not model.busy)


def test_it_is_a_proper_model(model: RequestTableModel, qtmodeltester) -> None:  # type: ignore[no-untyped-def]
    model.apply([a_row(f"r{n}", answered="gpt", cost_usd=0.1) for n in range(5)])
    qtmodeltester.check(model)


def test_the_newest_is_on_top_and_a_batch_is_one_insertion(model: RequestTableModel) -> None:
    told: list[tuple[int, int]] = []
    model.rowsInserted.connect(lambda _, first, last: told.append((first, last)))
    model.apply([a_row("a"), a_row("b")])
    model.apply([a_row("c"), a_row("d"), a_row("e")])
    assert ids(model) == ["e", "d", "c", "b", "a"]
    assert told == [(0, 1), (0, 2)]


def test_a_request_fills_in_where_it_is(model: RequestTableModel) -> None:
    model.apply([a_row("a", state="running"), a_row("b")])
    told: list[int] = []
    model.dataChanged.connect(lambda first, last, _: told.append(first.row()))
    assert (model.running, model.texts_at(1)[KEYS.index("state")]) == (1, "Running")
    model.apply([a_row("a", answered="gpt", input_tokens=7, duration_ms=5.0)])
    assert told == [1]
    assert (model.running, model.state_at(1)) == (0, "done")
    assert model.texts_at(1)[KEYS.index("input")] == "7"
    assert ids(model) == ["b", "a"]


def test_the_past_goes_to_the_end_and_what_is_here_stays_as_it_is(model: RequestTableModel) -> None:
    model.apply([a_row("c", error="later")])
    model.add_older([a_row("c"), a_row("b"), a_row("a")])
    assert ids(model) == ["c", "b", "a"]
    assert model.row("c").error == "later"  # type: ignore[union-attr]
    model.add_older([])
    assert model.total == 3


def test_the_oldest_are_dropped_when_there_are_too_many(make: Callable[..., RequestTableModel]) -> None:
    model = make(capacity=200)
    model.apply([a_row(f"r{n}", state="running" if n == 0 else "done") for n in range(200)])
    model.apply([a_row("new")])
    assert model.total == model.rowCount() <= 200
    assert ids(model)[0] == "new"
    assert not model.knows("r0") and model.running == 0
    assert model.row("r0") is None


def test_the_past_is_taken_only_while_there_is_room(make: Callable[..., RequestTableModel]) -> None:
    model = make(capacity=3)
    model.apply([a_row("d")])
    model.add_older([a_row("c"), a_row("b"), a_row("a")])
    assert ids(model) == ["d", "c", "b"]


def test_a_filter_shows_what_matches_and_new_rows_obey_it(model: RequestTableModel, qtbot: QtBot) -> None:
    model.apply([a_row("a", provider="xai"), a_row("b", provider="openai")])
    model.set_filter(compile_filter("provider:xai"))
    settle(qtbot, model)
    model.apply([a_row("c", provider="openai"), a_row("d", provider="xai")])
    assert ids(model) == ["d", "a"] and model.total == 4 and model.filtered
    model.set_filter(compile_filter(""))
    settle(qtbot, model)
    assert ids(model) == ["d", "c", "b", "a"] and not model.filtered


def test_a_row_that_begins_or_ceases_to_match_comes_or_goes(model: RequestTableModel, qtbot: QtBot) -> None:
    model.apply([a_row("a"), a_row("b", state="running"), a_row("c", state="running"), a_row("d")])
    model.set_filter(compile_filter("status:done"))
    settle(qtbot, model)
    assert ids(model) == ["d", "a"]
    model.apply([a_row("b")])
    assert ids(model) == ["d", "b", "a"]
    model.apply([a_row("a", state="error")])
    assert ids(model) == ["d", "b"]


def test_many_that_begin_to_match_at_once_are_told_as_one_arrangement(model: RequestTableModel, qtbot: QtBot) -> None:
    model.apply([a_row(f"r{n}", state="running") for n in range(30)])
    model.set_filter(compile_filter("status:done"))
    settle(qtbot, model)
    arranged: list[int] = []
    model.layoutChanged.connect(lambda *_: arranged.append(model.rowCount()))
    model.apply([a_row(f"r{n}") for n in range(30)])
    assert arranged == [30] and ids(model)[0] == "r29"


def test_what_is_followed_stays_followed_through_filter_and_order(model: RequestTableModel, qtbot: QtBot) -> None:
    model.apply([a_row(f"r{n}", cost_usd=float(n % 7), provider="xai" if n % 2 else "openai") for n in range(40)])
    followed = QPersistentModelIndex(model.index(model.number_of("r21") or 0, 0))
    for act in (
        lambda: model.set_filter(compile_filter("provider:xai")),
        lambda: model.sort(KEYS.index("cost"), DOWN),
        lambda: model.apply([a_row("new", provider="xai", cost_usd=3.5)]),
        lambda: model.set_filter(compile_filter("")),
        lambda: model.sort(KEYS.index("time"), UP),
    ):
        act()
        settle(qtbot, model)
        assert model.id_at(followed.row()) == "r21"
    assert model.number_of("nobody") is None


def test_sorting_and_new_rows_in_their_places(model: RequestTableModel, qtbot: QtBot) -> None:
    model.apply([a_row("a", cost_usd=0.2), a_row("b"), a_row("c", cost_usd=0.1, state="running")])
    model.sort(KEYS.index("cost"), DOWN)
    settle(qtbot, model)
    assert ids(model) == ["a", "c", "b"]
    model.apply([a_row("d", cost_usd=0.15), a_row("c", cost_usd=0.3)])
    assert ids(model) == ["c", "a", "d", "b"]
    model.sort(KEYS.index("cost"), UP)
    settle(qtbot, model)
    assert ids(model) == ["b", "d", "a", "c"]
    model.add_older([a_row("z", cost_usd=0.25)])
    settle(qtbot, model)
    assert ids(model) == ["b", "d", "a", "z", "c"]
    model.sort(-1, DOWN)
    settle(qtbot, model)
    assert ids(model) == ["d", "c", "b", "a", "z"]


def test_in_a_chosen_order_the_oldest_are_dropped_as_well(make: Callable[..., RequestTableModel], qtbot: QtBot) -> None:
    model = make(capacity=100)
    model.sort(KEYS.index("cost"), DOWN)
    model.apply([a_row(f"r{n}", cost_usd=float(-n)) for n in range(100)])
    model.apply([a_row("new", cost_usd=-50.5)])
    assert model.total == model.rowCount() <= 100 and not model.knows("r0")
    assert ids(model).index("new") == ids(model).index("r50") + 1


def test_what_comes_while_a_filter_is_worked_out_comes_afterwards(
    model: RequestTableModel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_proxy.ui.requests.slices.SLICE_S", 0.0)
    model.apply([a_row("a"), a_row("b", state="running")])
    model.set_filter(compile_filter("status:done"))
    assert model.busy
    model.apply([a_row("new"), a_row("b")])
    model.add_older([a_row("old")])
    assert not model.knows("new") and not model.knows("old")
    settle(qtbot, model)
    assert ids(model) == ["new", "b", "a", "old"]


def test_a_newer_choice_takes_the_place_of_one_being_worked_out(
    model: RequestTableModel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_proxy.ui.requests.slices.SLICE_S", 0.0)
    model.apply([a_row("a", cost_usd=2.0), a_row("b", cost_usd=1.0), a_row("c", state="error")])
    model.sort(KEYS.index("cost"), DOWN)
    model.set_filter(compile_filter("status:error"))
    model.set_filter(compile_filter("status:done"))
    settle(qtbot, model)
    assert ids(model) == ["a", "b"]


def test_only_running_requests_are_kept_when_the_history_is_deleted(model: RequestTableModel, qtbot: QtBot) -> None:
    model.set_filter(compile_filter("claude"))
    model.apply([a_row("a"), a_row("b", state="running"), a_row("c")])
    model.keep_running()
    assert ids(model) == ["b"] and model.total == 1 and model.running == 1
    model.apply([a_row("b")])
    assert model.running == 0


def test_the_clock_changes_only_what_shows_it(model: RequestTableModel) -> None:
    started = time.time() - 100
    model.apply([a_row("a", state="running", started_at=started), a_row("b")])
    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last, _: told.append((first.row(), first.column())))
    before = model.texts_at(1)
    model._texts[model._shown.seq(1)] = tuple("old" for _ in before)
    model.tick()
    assert told == [(1, KEYS.index("duration"))]
    assert model.texts_at(1)[KEYS.index("duration")].startswith("1 m 4")


def test_texts_can_be_made_anew(model: RequestTableModel) -> None:
    model.apply([a_row("a")])
    model._texts[model._shown.seq(0)] = ("yesterday",)
    model.forget_texts()
    assert model.texts_at(0) != ("yesterday",)


def test_the_texts_kept_ready_are_bounded(model: RequestTableModel) -> None:
    model.apply([a_row() for _ in range(600)])
    for number in range(600):
        model.texts_at(number)
    assert len(model._texts) <= 500


def test_what_a_model_invents_is_no_markup_in_a_tooltip(model: RequestTableModel) -> None:
    model.apply([a_row(asked="<img src='http://127.0.0.1/x'>\u202e", state="error", error="<b>x</b>")])
    for column in range(len(COLUMNS)):
        tooltip = model.index(0, column).data(Qt.ItemDataRole.ToolTipRole) or ""
        assert not set("<>&\u202e") & set(tooltip)


def test_headers_and_alignment(model: RequestTableModel) -> None:
    cost = KEYS.index("cost")
    assert model.headerData(cost, Qt.Orientation.Horizontal) == "Cost"
    alignment = model.headerData(cost, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
    assert alignment & Qt.AlignmentFlag.AlignRight
    assert (
        model.headerData(KEYS.index("output"), Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole) == "Tokens out"
    )
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    assert model.headerData(99, Qt.Orientation.Horizontal) is None


CHANGES = st.lists(
    st.tuples(
        st.integers(0, 30),
        st.sampled_from(["running", "done", "error"]),
        st.none() | st.sampled_from([0.1, 0.2, 0.3]),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(
        CHANGES.map(lambda rows: ("apply", rows))
        | CHANGES.map(lambda rows: ("older", rows))
        | st.tuples(st.just("filter"), st.sampled_from(["", "status:done", "cost:>0.1", "-status:error"]))
        | st.tuples(st.just("sort"), st.sampled_from([("cost", UP), ("cost", DOWN), ("time", DOWN), ("state", UP)])),
        max_size=12,
    )
)
def test_whatever_happens_the_table_shows_what_it_would_show_made_anew(
    make: Callable[..., RequestTableModel], acts: list[tuple[str, object]]
) -> None:
    model = make(capacity=20)
    text, order = "", ("time", DOWN)
    for kind, what in acts:
        if kind in ("apply", "older"):
            rows = [a_row(f"r{n}", state=state, cost_usd=cost) for n, state, cost in what]  # type: ignore[attr-defined]
            (model.apply if kind == "apply" else model.add_older)(rows)
        elif kind == "filter":
            text = str(what)
            model.set_filter(compile_filter(text))
        else:
            order = what  # type: ignore[assignment]
            model.sort(KEYS.index(order[0]), order[1])
        assert not model.busy
    anew = RequestTableModel()
    store = model._store
    anew.apply([store.row(seq) for seq in range(store.first, store.end)])
    anew.set_filter(compile_filter(text))
    anew.sort(KEYS.index(order[0]), order[1])
    assert ids(model) == ids(anew)
    assert [model.texts_at(n)[1:] for n in range(model.rowCount())] == [
        anew.texts_at(n)[1:] for n in range(anew.rowCount())
    ]
    assert model.running == anew.running


def test_many_rows_are_filtered_within_the_time_allowed(qtbot: QtBot) -> None:
    model, chance = RequestTableModel(), random.Random(1)
    providers = ("openai", "gemini", "xai")
    for _ in range(40):
        model.apply([a_row(provider=chance.choice(providers), session=f"s{chance.randrange(999)}") for _ in range(500)])
    started = time.process_time()
    model.set_filter(compile_filter("xai -error"))
    settle(qtbot, model)
    # A fifth of the rows the table holds, in all of the time those may take: other tests may be running.
    assert time.process_time() - started < 0.1
    assert 5_000 < model.rowCount() < 8_500
