from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from desktop_proxy import providers
from desktop_proxy.providers import (
    PROVIDERS,
    RETIREMENTS,
    Provider,
    preferred_provider,
    provider,
    recognise,
    retirement,
)

CLASSIC = {
    "openai": ("gpt-4.1", "gpt-4.1-mini"),
    "gemini": ("gemini-2.5-pro-preview-03-25", "gemini-2.0-flash"),
    "vertex_ai": ("gemini-2.5-pro-preview-03-25", "gemini-2.0-flash"),
    "xai": ("grok-3", "grok-3-mini-beta"),
}


def test_the_classic_set_is_exactly_the_promised_one():
    assert {row.name: row.classic for row in PROVIDERS if row.classic} == CLASSIC


def test_names_are_unique():
    assert len({row.name for row in PROVIDERS}) == len(PROVIDERS)
    said = [name for row in PROVIDERS for name in row.preferred_names]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("row", PROVIDERS, ids=lambda row: row.name)
def test_a_row_is_well_formed(row):
    assert provider(row.name) is row
    assert not row.base_url.endswith("/")
    assert re.fullmatch(r"[a-z_]+", row.name)
    assert row.label
    if row.preset:
        assert row.way == "chat"
        assert row.prefix == "openai"


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("openai", "openai"),
        ("google", "gemini"),
        ("Gemini ", "gemini"),
        ("vertex", "vertex_ai"),
        ("vertex_ai", "vertex_ai"),
        ("XAI", "xai"),
        ("anthropic", "anthropic"),
    ],
)
def test_what_preferred_provider_may_say(said: str, name: str):
    found = preferred_provider(said)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("said", ["", "gooogle", "openai/gpt-4.1"])
def test_other_words_mean_no_provider(said: str):
    assert preferred_provider(said) is None


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("sk-proj-Ab3dEf6hIj9kLm2nOp5q", "openai"),
        ("sk-ant-api03-Ab3dEf6hIj9kLm2nOp5q", "anthropic"),
        ("sk-or-v1-Ab3dEf6hIj9kLm2nOp5q", "openrouter"),
        ("AIzaSyAb3dEf6hIj9kLm2nOp5qRs8tUv1wXy4z", "gemini"),
        ("xai-Ab3dEf6hIj9kLm2nOp5q", "xai"),
        ("gsk_Ab3dEf6hIj9kLm2nOp5q", "groq"),
    ],
)
def test_a_pasted_key_is_recognised_by_one_row(key: str, name: str):
    assert [row.name for row in PROVIDERS if row.key_pattern and re.fullmatch(row.key_pattern, key)] == [name]
    assert recognise(f" {key}\n") is provider(name)


@pytest.mark.parametrize("key", ["", "sk-", "hunter2", "sk-proj-Ab3dEf6hIj9 kLm2nOp5q", "https://api.openai.com/v1"])
def test_what_has_no_known_shape_is_nobody_s(key: str):
    assert recognise(key) is None


def test_the_more_specific_of_two_shapes_wins(monkeypatch: pytest.MonkeyPatch):
    loose, strict = (
        Provider(name=name, label=name, prefix="openai", way="chat", key_pattern=pattern)
        for name, pattern in (("loose", r"zz-[a-z0-9-]{8,}"), ("strict", r"zz-team-[a-z0-9]{8,}"))
    )
    for rows in ((loose, strict), (strict, loose)):
        monkeypatch.setattr(providers, "PROVIDERS", rows)
        assert recognise("zz-team-0123456789") is strict
        assert recognise("zz-0123456789") is loose


def test_every_retired_id_has_a_date_and_a_successor_that_is_not_retired():
    for row in RETIREMENTS:
        assert re.fullmatch(r"20\d\d-\d\d-\d\d", row.date)
        assert retirement(row.id) is row
        assert retirement(row.successor) is None
    assert {(row.id, row.date) for row in RETIREMENTS} == {
        ("gemini-2.5-pro-preview-03-25", "2025-12-02"),
        ("gemini-2.0-flash", "2026-06-01"),
        ("grok-3", "2026-05-15"),
        ("gemini-2.5-pro", "2026-12-01"),
        ("gemini-2.5-flash", "2026-12-01"),
    }


def test_what_is_over_is_told_from_what_is_to_come():
    row = RETIREMENTS[0]
    day = date.fromisoformat(row.date)
    assert row.when(day) == f"was retired on {row.date}"
    assert row.when(day - timedelta(days=1)) == f"retires on {row.date}"


def test_whoever_wants_a_key_says_where_to_get_one():
    assert [row.name for row in PROVIDERS if row.key_required and not row.key_place] == []
    # Shown as text and typed by hand: a site and no path.
    assert all(re.fullmatch(r"[a-z.]+", row.key_place) for row in PROVIDERS if row.key_place)
