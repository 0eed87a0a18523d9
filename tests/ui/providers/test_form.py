from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop_proxy.ui.providers.form import ProviderForm
from desktop_proxy.ui.providers.parts import Parts
from tests.fakes import MemoryKeyring, eventually
from tests.ui.providers.hands import OPENAI_KEY, XAI_KEY, retype, take


def form_of(parts: Parts, qtbot: QtBot, name: str = "openai", width: int = 320) -> ProviderForm:
    made = ProviderForm(parts, parts.entry(name))
    qtbot.addWidget(made)
    made.resize(width, 420)
    made.show()
    return made


def cards(form: ProviderForm) -> list[str]:
    parts = (form.key_card, form.models, form.connection, form.removal)
    there = [part for part in parts if part is not None]
    there.sort(key=lambda part: part.y())
    return [type(part).__name__ for part in there]


def test_the_cards_follow_from_the_table(parts: Parts, qtbot: QtBot):
    parts.core.settings.update({"providers.team.base_url": "https://team.test/v1"})
    qtbot.wait(1)
    assert cards(form_of(parts, qtbot)) == ["KeyCard", "ModelsCard", "ConnectionCard"]
    assert cards(form_of(parts, qtbot, "vertex_ai")) == ["ConnectionCard", "ModelsCard"]
    assert cards(form_of(parts, qtbot, "team")) == ["KeyCard", "ModelsCard", "ConnectionCard", "Removal"]
    assert cards(form_of(parts, qtbot, "demo")) == []


def test_a_foreign_key_is_handed_on(parts: Parts, qtbot: QtBot):
    form = form_of(parts, qtbot)
    given: list[tuple[str, str]] = []
    form.key_for.connect(lambda name, key: given.append((name, key)))
    retype(form.key_card.field, XAI_KEY, leave=False)
    take(form.key_card.message, "Save it for xAI")
    assert given == [("xai", XAI_KEY)]


async def test_a_key_that_was_typed_is_saved_when_the_head_asks_for_it(
    parts: Parts, qtbot: QtBot, keyring: MemoryKeyring
):
    form = form_of(parts, qtbot)
    parts.keys.changed.connect(form.refresh)
    retype(form.key_card.field, OPENAI_KEY, leave=False)
    form.head.save_wanted.emit()
    await eventually(form.key_card.delete_button.isVisible)
    assert keyring.values == {"openai": OPENAI_KEY}


def test_a_fault_leads_to_its_field(parts: Parts, qtbot: QtBot):
    form = form_of(parts, qtbot)
    form.activateWindow()
    for field, widget in (
        ("key", form.key_card.field),
        ("base_url", form.connection.rows["base_url"].field),
        ("models", form.models.search),
    ):
        form.go_to(field)
        qtbot.waitUntil(widget.hasFocus)
        assert not widget.visibleRegion().isEmpty()
    form.go_to("nowhere")


def test_the_tab_key_goes_down_the_form(parts: Parts, qtbot: QtBot):
    form = form_of(parts, qtbot)
    form.activateWindow()
    form.head.test_button.setFocus()
    qtbot.waitUntil(form.head.test_button.hasFocus)
    seen: list[QWidget] = []
    for _ in range(30):
        seen.append(QApplication.focusWidget())
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    order = [
        form.head.test_button,
        form.head.use_button,
        form.key_card.field,
        form.models.fetch_button,
        form.models.search,
        form.models.list,
        form.connection.rows["base_url"].field,
        form.connection.rows["api"].control,
        form.connection.rows["models"].field,
    ]
    assert [widget for widget in seen if widget in order][: len(order)] == order


def test_nothing_is_wider_than_the_form(parts: Parts, qtbot: QtBot):
    parts.core.settings.update({"providers.team-gateway-of-the-whole-company.base_url": "https://team.test/v1"})
    for name in ("openai", "vertex_ai", "team-gateway-of-the-whole-company", "demo"):
        form = form_of(parts, qtbot, name, width=300)
        content = form.widget()
        assert content.minimumSizeHint().width() <= form.viewport().width(), name


def test_every_control_has_a_name(parts: Parts, qtbot: QtBot):
    form = form_of(parts, qtbot, "vertex_ai")
    for child in form.findChildren(QWidget):
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisible():
            assert child.accessibleName() or getattr(child, "text", str)(), child
