"""The page Models: every card shows the same settings, and what is changed in one is seen in all."""

from __future__ import annotations

import contextlib

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop_proxy.core import Core
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.pages.models import ModelsPage
from desktop_proxy.ui.providers.fetched import FetchedModels
from desktop_proxy.ui.theme import Theme
from tests.fakes import eventually
from tests.ui.narrow import clipped, longer_texts
from tests.ui.providers.hands import XAI_KEY, click, retype


@pytest.fixture
def page(core: Core, bridge: CoreBridge, theme: Theme, qtbot: QtBot) -> ModelsPage:
    core.settings.update({"routing.preferred_provider": "openai"})
    made = ModelsPage(core, bridge, theme)
    qtbot.addWidget(made)
    made.resize(559, 520)
    return made


def choices(page: ModelsPage) -> list[str]:
    combo = page.tiers.rows["opus"].combo
    return [combo.itemText(row) for row in range(combo.count())]


async def test_what_is_set_for_a_tier_is_what_answers_it(page: ModelsPage):
    page.show()
    page.open_with("claude-opus-4-8")
    retype(page.tiers.rows["opus"].combo, "openai/gpt-4.1")
    assert page.explain.target.word.text() == "openai/gpt-4.1"
    click(page.tiers.rows["opus"].undo)
    assert page.explain.target.word.text() == "openai/gpt-6-astra"


async def test_a_rule_is_seen_on_the_row_of_its_tier(page: ModelsPage):
    page.show()
    click(page.rules.rows.add_button)
    [row] = page.rules.rows.rows
    retype(row.pattern, "*fable*")
    retype(row.target, "xai/grok-4.6")
    assert page.tiers.rows["fable"].explanation.text() == "Rule *fable* → xai/grok-4.6"


async def test_fetched_models_and_those_of_providers_with_a_key_can_be_chosen(
    page: ModelsPage, core: Core, bridge: CoreBridge
):
    page.show()
    FetchedModels.of(bridge).keep("openai", ["o9"])
    assert "openai/o9" in choices(page) and "xai/grok-4.6" not in choices(page)
    await core.credentials.set("xai", XAI_KEY)
    page._parts.keys.reload()
    await eventually(lambda: "xai/grok-4.6" in choices(page))


def test_a_provider_that_is_chosen_elsewhere_is_followed(page: ModelsPage, core: Core):
    core.settings.update({"routing.preferred_provider": "xai"})
    assert page.tiers.provider_button.text() == "Provider: xAI"
    assert page.tiers.rows["opus"].combo.field.placeholderText() == "xai/grok-4.6"
    assert page.explain.target.word.text() == "xai/grok-4.6"


def test_the_way_to_a_provider_is_a_click(page: ModelsPage, qtbot: QtBot):
    with qtbot.waitSignal(page.navigate) as asked:
        page.tiers.provider_button.click()
    assert asked.args == ["providers", "openai"]
    with qtbot.waitSignal(page.navigate) as asked:
        page.explain.provider_wanted.emit("xai")
    assert asked.args == ["providers", "xai"]


async def test_it_is_opened_with_a_name_or_a_tier(page: ModelsPage):
    page.show()
    page.activateWindow()
    page.open_with("claude-haiku-4-5")
    await eventually(page.explain.name.hasFocus)
    assert page.explain.target.word.text() == "openai/gpt-6-luna"
    assert not page.explain.name.visibleRegion().isEmpty()
    page.open_with({"tier": "sonnet"})
    await eventually(page.tiers.rows["sonnet"].combo.field.hasFocus)
    page.open_with({"tier": "nonsense"})
    page.open_with(None)


async def test_the_tab_key_goes_down_the_page(page: ModelsPage, core: Core):
    core.settings.update({"routing.rules": [{"pattern": "a*", "target": "openai/o1"}]})
    page.show()
    page.activateWindow()
    page.tiers.provider_button.setFocus()
    await eventually(page.tiers.provider_button.hasFocus)
    seen: list[QWidget | None] = []
    for _ in range(40):
        seen.append(QApplication.focusWidget())
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    [rule] = page.rules.rows.rows
    order: list[QWidget] = [
        page.tiers.provider_button,
        page.tiers.fetch_button,
        *(row.combo for row in page.tiers.rows.values()),
        page.explain.name,
        page.defaults.big.combo,
        page.defaults.small.combo,
        page.defaults.set_choice,
        page.defaults.successors,
        rule.pattern,
        rule.target,
        rule.delete,
        page.rules.rows.add_button,
        page.fallbacks.rows.add_button,
    ]
    assert [widget for widget in seen if widget in order][: len(order)] == order


async def test_every_control_has_a_name(page: ModelsPage, core: Core):
    page.show()
    core.settings.update({"routing.rules": [{"pattern": "a*", "target": "openai/o1"}], "routing.fallbacks": ["xai/x"]})
    for child in page.findChildren(QWidget):
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisible():
            assert child.accessibleName() or getattr(child, "text", str)(), child


async def test_nothing_is_clipped_in_the_smallest_window_with_longer_texts(
    core: Core, bridge: CoreBridge, theme: Theme, qtbot: QtBot, qapp: QApplication
):
    core.settings.update(
        {
            "routing.preferred_provider": "openai",
            "routing.tiers.opus": "gemini/gemini-2.5-pro-preview-03-25",
            "routing.rules": [{"pattern": "claude-fable-*-preview", "target": "gemini/gemini-2.5-pro-preview-03-25"}],
            "routing.fallbacks": ["xai/grok-4.6"],
        }
    )
    with longer_texts(qapp):
        page = ModelsPage(core, bridge, theme)
        qtbot.addWidget(page)
        page.resize(559, 520)
        page.show()
        with contextlib.suppress(AssertionError):
            await eventually(lambda: not clipped(page))
        assert page.width() == 559
        assert clipped(page) == []
