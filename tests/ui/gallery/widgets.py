"""The small widgets side by side."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QSpinBox, QWidget

from desktop_proxy.ui.widgets.buttons import CopyButton, button
from desktop_proxy.ui.widgets.card import Card
from desktop_proxy.ui.widgets.empty_state import EmptyState
from desktop_proxy.ui.widgets.key_field import KeyField
from desktop_proxy.ui.widgets.labels import label, set_tone
from desktop_proxy.ui.widgets.message import Message
from desktop_proxy.ui.widgets.page import Page
from desktop_proxy.ui.widgets.setting_row import SettingRow
from desktop_proxy.ui.widgets.toggle import Toggle
from tests.ui.gallery.world import Shot, World


class Widgets(Page):
    name, icon = "widgets", "general"

    @classmethod
    def title(cls) -> str:
        return "Widgets"


class Empty(Widgets):
    name, icon, scrolls = "empty", "requests", False


async def widgets(world: World) -> QWidget:
    window = world.window(Widgets, Empty)
    page = window.page
    assert page is not None
    page.header.addWidget(button("Do it", role="primary"))
    card = Card("A card")
    row = QHBoxLayout()
    for role in ("", "primary", "danger", "flat"):
        row.addWidget(button(role or "plain", role=role))
    disabled = button("disabled")
    disabled.setEnabled(False)
    row.addWidget(disabled)
    row.addWidget(CopyButton(lambda: "text"))
    row.addStretch(1)
    card.body.addLayout(row)
    fields = QHBoxLayout()
    field = QLineEdit("https://api.openai.com/v1")
    combo = QComboBox()
    combo.addItems(["gpt-6.1-sol", "gpt-6-luna"])
    fields.addWidget(field)
    fields.addWidget(combo)
    fields.addWidget(KeyField(world.theme, "Key"))
    card.body.addLayout(fields)
    spin = QSpinBox()
    spin.setRange(0, 5)
    card.body.addWidget(SettingRow(world.core.settings, "upstream.max_retries", "Retries", "Further attempts.", spin))
    toggle = Toggle(world.theme)
    toggle.setChecked(True)
    setting = SettingRow(world.core.settings, "app.start_proxy", "Start the proxy", "Together with the app.", toggle)
    card.body.addWidget(setting)
    setting.change(False)
    port = SettingRow(world.core.settings, "server.port", "Port", "8082 is the usual one.", QSpinBox())
    card.body.addWidget(port)
    page.body.addWidget(card)
    for tone in ("ok", "info", "warning", "error"):
        message = Message(world.theme)
        message.show_message(tone, f"This is {tone}: what happened, what it means, what to do.", ("Do", lambda: None))
        page.body.addWidget(message)
        toned = label(f"A label of tone {tone}")
        set_tone(toned, tone)
        page.body.addWidget(toned)
    page.body.addStretch(1)
    return window


async def empty(world: World) -> QWidget:
    window = world.window(Empty, Widgets)
    assert window.page is not None
    text = "Requests appear here as soon as a client asks."
    window.page.body.addWidget(EmptyState(world.theme, "requests", "No requests yet", text, ("Connect", lambda: None)))
    return window


SHOTS: list[Shot] = [("widgets", widgets), ("empty", empty)]
