from __future__ import annotations

import asyncio

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop_proxy.ui.providers.form_head import FormHead
from desktop_proxy.ui.providers.parts import Parts
from desktop_proxy.upstream.endpoints import Draft
from desktop_proxy.upstream.provider_test import ProviderTest
from tests.fakes import eventually
from tests.ui.providers.hands import OPENAI_KEY, click, offered, take

WORKS = ProviderTest(True, "OpenAI works: gpt-6.1-sol answered in 1.4 s.", ("a", "b"), "gpt-6.1-sol", 400.0, 1400.0)
REFUSED = ProviderTest(False, "OpenAI refused the key.", fault="key", status=401)


class Asked:
    """Stands in for the upstream's test."""

    def __init__(self, result: ProviderTest | None) -> None:
        self.result = result
        self.calls: list[tuple[str, Draft | None]] = []

    async def __call__(self, name: str, model: str | None = None, draft: Draft | None = None) -> ProviderTest:
        self.calls.append((name, draft))
        if self.result is None:
            await asyncio.Event().wait()
        assert self.result is not None
        return self.result


def head_of(parts: Parts, qtbot: QtBot, name: str = "openai", typed: str = "") -> FormHead:
    made = FormHead(parts, name, lambda: typed)
    qtbot.addWidget(made)
    parts.bridge.settings_changed.connect(lambda *_: made.refresh())
    made.resize(320, 300)
    made.show()
    return made


def test_what_each_tier_would_be_is_said_before_the_provider_is_used(parts: Parts, qtbot: QtBot):
    head = head_of(parts, qtbot)
    assert head.answers.text() == "Would answer: Opus gpt-6-astra, Sonnet gpt-6.1-sol, Haiku gpt-6-luna"
    click(head.use_button)
    assert parts.core.settings.current.routing.preferred_provider == "openai"
    assert head.answers.text() == "Answers: Opus gpt-6-astra, Sonnet gpt-6.1-sol, Haiku gpt-6-luna"
    assert head.in_use.isVisible() and not head.use_button.isVisible()


def test_using_it_drops_the_models_of_the_one_before_and_undo_brings_all_back(parts: Parts, qtbot: QtBot):
    parts.core.settings.update(
        {"routing.preferred_provider": "xai", "routing.big_model": "grok-2", "routing.tiers.opus": "xai/grok-1"}
    )
    before = parts.core.settings.current
    head = head_of(parts, qtbot)
    click(head.use_button)
    assert parts.core.settings.current.routing.big_model is None
    take(head.message, "Undo")
    assert parts.core.settings.current == before


def test_without_a_model_it_cannot_be_used_and_says_why(parts: Parts, qtbot: QtBot):
    parts.core.settings.update({"providers.team.base_url": "https://team.test/v1"})
    head = head_of(parts, qtbot, "team")
    assert not head.use_button.isEnabled()
    assert head.answers.text() == "It has no model yet: fetch its models below and choose one."
    parts.core.settings.update({"providers.team.models": ["large"]})
    assert head.use_button.isEnabled()


async def test_in_use_without_a_key_is_a_warning(parts: Parts, qtbot: QtBot):
    parts.core.settings.update({"routing.preferred_provider": "openai"})
    head = head_of(parts, qtbot)
    parts.keys.changed.connect(head.refresh)
    parts.keys.reload()
    await eventually(lambda: head.in_use.word.text() == "In use, but without a key")
    await parts.core.credentials.set("openai", OPENAI_KEY)
    parts.keys.reload()
    await eventually(lambda: head.in_use.word.text() == "In use")


async def test_a_stored_key_that_a_test_found_refused_is_so_until_a_test_passes(
    parts: Parts, qtbot: QtBot, monkeypatch
):
    await parts.core.credentials.set("openai", OPENAI_KEY)
    parts.core.settings.update({"routing.preferred_provider": "openai"})
    head = head_of(parts, qtbot)
    parts.keys.changed.connect(head.refresh)
    parts.keys.reload()
    await eventually(lambda: parts.keys.info(parts.entry("openai")) is not None)
    monkeypatch.setattr(parts.core.upstream, "test", Asked(REFUSED))
    click(head.test_button)
    await eventually(lambda: head.in_use.word.text() == "In use, but key refused")
    assert head.in_use.word.property("tone") == "error"
    monkeypatch.setattr(parts.core.upstream, "test", Asked(WORKS))
    click(head.test_button)
    await eventually(lambda: head.in_use.word.text() == "In use")


async def test_that_a_typed_key_was_refused_says_nothing_of_the_stored_one(parts: Parts, qtbot: QtBot, monkeypatch):
    await parts.core.credentials.set("openai", OPENAI_KEY)
    parts.keys.reload()
    await eventually(lambda: parts.keys.info(parts.entry("openai")) is not None)
    head = head_of(parts, qtbot, typed=OPENAI_KEY[::-1])
    monkeypatch.setattr(parts.core.upstream, "test", Asked(REFUSED))
    click(head.test_button)
    await eventually(head.message.isVisible)
    assert not parts.keys.refused(parts.entry("openai"))


def test_the_demo_is_in_use_before_anything_is_chosen(parts: Parts, qtbot: QtBot):
    assert head_of(parts, qtbot, "demo").in_use.isVisible()


def test_an_address_that_cannot_be_used_is_told(parts: Parts, qtbot: QtBot):
    file = parts.core.paths.settings_file
    file.write_text('{"providers": {"openai": {"base_url": "nonsense"}}}')
    parts.core.settings.refresh()
    head = head_of(parts, qtbot)
    assert head.state.isVisible() and "is not an address" in head.state.word.text()


async def test_a_test_that_works_is_a_sentence_and_its_list_of_models_is_kept(parts: Parts, qtbot: QtBot, monkeypatch):
    asked = Asked(WORKS)
    monkeypatch.setattr(parts.core.upstream, "test", asked)
    head = head_of(parts, qtbot)
    click(head.test_button)
    await eventually(head.message.isVisible)
    assert (head.message.text.text(), head.message.property("tone")) == (WORKS.sentence, "ok")
    assert asked.calls == [("openai", None)]
    assert parts.fetched.models("openai") == ("a", "b")


async def test_while_it_tests_it_says_so_and_can_be_stopped(parts: Parts, qtbot: QtBot, monkeypatch):
    monkeypatch.setattr(parts.core.upstream, "test", Asked(None))
    head = head_of(parts, qtbot)
    click(head.test_button)
    assert head.working.isVisible() and not head.test_button.isEnabled()
    click(head.working.stop_button)
    assert head.test_button.isEnabled() and not head.message.isVisible()


async def test_a_key_that_was_typed_is_tested_before_it_is_saved(parts: Parts, qtbot: QtBot, monkeypatch):
    asked = Asked(WORKS)
    monkeypatch.setattr(parts.core.upstream, "test", asked)
    head = head_of(parts, qtbot, typed=OPENAI_KEY)
    wanted: list[bool] = []
    head.save_wanted.connect(lambda: wanted.append(True))
    click(head.test_button)
    await eventually(head.message.isVisible)
    [(_, draft)] = asked.calls
    assert draft is not None and draft.key is not None and draft.key.reveal() == OPENAI_KEY
    take(head.message, "Save key")
    assert wanted == [True]


async def test_a_fault_points_to_its_field_and_has_details_without_secrets(parts: Parts, qtbot: QtBot, monkeypatch):
    parts.core.redactor.add(OPENAI_KEY)
    result = ProviderTest(False, f"OpenAI refused {OPENAI_KEY}.", fault="key", status=401)
    monkeypatch.setattr(parts.core.upstream, "test", Asked(result))
    head = head_of(parts, qtbot)
    wanted: list[str] = []
    head.field_wanted.connect(wanted.append)
    click(head.test_button)
    await eventually(head.message.isVisible)
    assert head.message.text.text() == "OpenAI refused [redacted]."
    take(head.message, "Go to the field")
    assert wanted == ["key"]
    take(head.message, "Copy details")
    copied = QGuiApplication.clipboard().text()
    assert "Status: 401" in copied and OPENAI_KEY not in copied


async def test_a_fault_that_no_field_can_mend_only_has_details(parts: Parts, qtbot: QtBot, monkeypatch):
    result = ProviderTest(False, "The account has no credit.", fault="credit", status=402)
    monkeypatch.setattr(parts.core.upstream, "test", Asked(result))
    head = head_of(parts, qtbot)
    click(head.test_button)
    await eventually(head.message.isVisible)
    assert offered(head.message) == ["Copy details"]


@pytest.mark.parametrize(("name", "shown"), [("openai", False), ("vertex_ai", True), ("demo", True)])
def test_the_state_stands_in_the_head_where_no_card_says_it(parts: Parts, qtbot: QtBot, name: str, shown: bool):
    assert head_of(parts, qtbot, name).state.isVisible() is shown
