"""The Overview asks again when something it shows has changed, and fits a small window."""

from __future__ import annotations

import time

import pytest
import shiboken6
from PySide6.QtWidgets import QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from desktop_proxy.core import Core
from desktop_proxy.request_log import RequestRow
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.overview.answers_view import ZERO_WIDTH_SPACE
from desktop_proxy.ui.pages.overview import OverviewPage
from desktop_proxy.ui.theme import Theme
from tests.fakes import eventually


@pytest.fixture
async def page(running_core: Core, bridge: CoreBridge, theme: Theme, qtbot: QtBot) -> OverviewPage:
    made = OverviewPage(running_core, bridge, theme)
    qtbot.addWidget(made)
    made.resize(560, 520)
    made.show()
    await eventually(lambda: bool(target(made)))
    return made


def target(page: OverviewPage) -> str:
    return page.status.answers.lines[1].target.text().replace(ZERO_WIDTH_SPACE, "")


async def test_a_new_choice_of_provider_is_shown_at_once(page: OverviewPage, running_core: Core) -> None:
    assert target(page) == "demo/desktop-proxy"
    running_core.settings.update({"routing.preferred_provider": "xai"})
    await eventually(lambda: target(page).startswith("xai/"))
    assert page.status.answers.lines[1].remark.word.text() == "No key yet"


async def test_the_first_request_finishes_its_step(page: OverviewPage, running_core: Core) -> None:
    assert not page.steps.request.done
    running_core.request_log.begin(RequestRow(id="req_1", started_at=time.time(), asked="claude-sonnet-5"))
    await eventually(lambda: page.steps.request.done)


async def test_a_connected_client_finishes_its_step(page: OverviewPage, running_core: Core) -> None:
    assert not page.steps.client.done
    token = (await running_core.credentials.client_token()).reveal()
    await running_core.clients.connect("claude-code", running_core.url or "", token)
    await eventually(lambda: page.steps.client.done)


async def test_a_page_that_is_gone_is_not_told_any_more(
    running_core: Core, bridge: CoreBridge, theme: Theme, caplog: pytest.LogCaptureFixture
) -> None:
    page = OverviewPage(running_core, bridge, theme)
    shiboken6.delete(page)
    running_core.clients.changed.emit("claude-code")
    running_core.settings.update({"routing.preferred_provider": "xai"})
    assert caplog.records == []


async def test_a_small_window_needs_no_scrolling_to_the_side(page: OverviewPage, running_core: Core) -> None:
    running_core.settings.update({"routing.preferred_provider": "openai"})
    await eventually(lambda: target(page).startswith("openai/"))
    area = page.findChild(QScrollArea)
    assert area is not None and area.horizontalScrollBar().maximum() == 0


async def test_every_button_has_a_name(page: OverviewPage) -> None:
    for made in page.findChildren(QPushButton):
        if made.isVisible():
            assert made.accessibleName() or made.text()


async def test_the_doctor_opens_once_and_gives_the_focus_back(page: OverviewPage) -> None:
    page.check.click()
    dialog = page._doctor
    assert dialog is not None and dialog.isVisible()
    page.check_everything()
    assert page._doctor is dialog
    dialog.reject()
    assert page._doctor is None
    page.check_everything()
    assert page._doctor is not None and page._doctor is not dialog
    page._doctor.reject()


async def test_what_the_doctor_leads_to_is_asked_of_the_window(page: OverviewPage) -> None:
    wanted: list[tuple[str, object]] = []
    page.navigate.connect(lambda name, argument: wanted.append((name, argument)))
    page.check_everything()
    dialog = page._doctor
    assert dialog is not None
    dialog.findings.navigate.emit("providers", "xai")
    assert wanted == [("providers", "xai")] and page._doctor is None
