"""Labels show letters and nothing else, in the style of their role."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QPoint, Qt, QUrl, Slot
from PySide6.QtGui import QColor, QDesktopServices, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.tokens import DARK, LIGHT
from desktop_proxy.ui.widgets.labels import SiteLinks, label, line, restyle, selectable, set_tone

HOSTILE = (
    '<a href="https://example.invalid">click</a>',
    "<b>bold</b><br>next",
    '<img src="file:///etc/passwd">',
    "**bold** [link](https://example.invalid)",
    "&lt;b&gt; &amp; &nbsp;",
)
ROLES = ("body", "title", "section", "caption", "secondary", "figure")


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("role", ROLES)
def test_text_is_shown_letter_by_letter(text: str, role: str, theme: Theme, qtbot: QtBot) -> None:
    shown = label(text, role)
    qtbot.addWidget(shown)
    assert shown.textFormat() is Qt.TextFormat.PlainText
    assert shown.text() == text
    shown.ensurePolished()
    plain = shown.fontMetrics().horizontalAdvance(max(text.split("\n"), key=len))
    shown.setWordWrap(False)
    assert shown.sizeHint().width() >= plain


def test_text_set_later_is_plain_as_well(theme: Theme, qtbot: QtBot) -> None:
    shown = label("", wrap=False)
    qtbot.addWidget(shown)
    shown.setText(HOSTILE[0])
    assert shown.sizeHint().width() >= shown.fontMetrics().horizontalAdvance(HOSTILE[0])


def test_a_link_in_a_text_opens_nothing(theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = selectable(label(HOSTILE[0], wrap=False))
    qtbot.addWidget(shown)
    followed: list[str] = []
    shown.linkActivated.connect(followed.append)
    monkeypatch.setattr(QDesktopServices, "openUrl", followed.append)
    shown.show()
    for x in range(0, shown.width(), 8):
        QTest.mouseClick(shown, Qt.MouseButton.LeftButton, pos=QPoint(x, shown.height() // 2))
    assert not shown.openExternalLinks() and not followed


class Browser(QObject):
    """Takes the place of the user's."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.opened.append(url.toString())


@pytest.fixture
def browser() -> Iterator[Browser]:
    made = Browser()
    QDesktopServices.setUrlHandler("https", made, "take")
    yield made
    QDesktopServices.unsetUrlHandler("https")


@pytest.fixture
def links(theme: Theme, qtbot: QtBot) -> Iterator[SiteLinks]:
    page = QWidget()
    qtbot.addWidget(page)
    layout = QVBoxLayout(page)
    layout.addWidget(QPushButton("Before"))
    shown = SiteLinks("A <b> & more at x.ai or console.x.ai.", ["x.ai", "console.x.ai"], parent=page)
    layout.addWidget(shown)
    page.show()
    page.activateWindow()
    yield shown


def test_a_site_is_opened_from_the_keyboard_one_after_the_other(links: SiteLinks, browser: Browser) -> None:
    button = links.window().findChild(QPushButton)
    assert button is not None
    button.setFocus()
    for _ in range(2):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert links.hasFocus()
        QTest.keyClick(links, Qt.Key.Key_Return)
    assert browser.opened == ["https://x.ai/", "https://console.x.ai/"]
    QTest.keyClick(links, Qt.Key.Key_Tab)
    assert not links.hasFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)
    QTest.keyClick(links, Qt.Key.Key_Return)
    assert browser.opened[2:] == ["https://console.x.ai/"]


def test_a_site_is_opened_by_a_click(links: SiteLinks, browser: Browser) -> None:
    for y in range(4, links.height(), 8):
        for x in range(0, links.width(), 8):
            QTest.mouseClick(links, Qt.MouseButton.LeftButton, pos=QPoint(x, y))
    assert set(browser.opened) == {"https://x.ai/", "https://console.x.ai/"}


def test_what_stands_around_a_site_is_shown_letter_by_letter(links: SiteLinks) -> None:
    assert links.accessibleName() == "A <b> & more at x.ai or console.x.ai."
    assert links.text().startswith("A &lt;b&gt; &amp; more at <a")


def test_a_site_has_the_accent_of_the_appearance_of_now(links: SiteLinks, theme: Theme) -> None:

    def colours() -> set[str]:
        image = links.grab().toImage()
        return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}

    assert LIGHT.accent.lower() in colours()
    theme.set_appearance("dark")
    QApplication.processEvents()
    assert DARK.accent.lower() in colours()


def test_a_selectable_text_can_be_copied(theme: Theme, qtbot: QtBot) -> None:
    shown = selectable(label("req_0123"))
    qtbot.addWidget(shown)
    shown.show()
    shown.setFocus()
    QTest.keySequence(shown, QKeySequence(QKeySequence.StandardKey.SelectAll))
    QTest.keySequence(shown, QKeySequence(QKeySequence.StandardKey.Copy))
    assert QGuiApplication.clipboard().text() == "req_0123"


def test_a_selectable_text_is_no_stop_of_the_tab_key(theme: Theme, qtbot: QtBot) -> None:
    shown = selectable(label("req_0123"))
    qtbot.addWidget(shown)
    assert not shown.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_a_long_text_wraps_and_shows_all_of_itself(theme: Theme, qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    layout = QVBoxLayout(page)
    shown = label("OpenAI refused the key. " * 12)
    layout.addWidget(shown)
    layout.addStretch(1)
    page.resize(320, 600)
    page.show()
    QApplication.processEvents()
    assert shown.width() <= 320
    assert shown.height() >= shown.heightForWidth(shown.width()) > 3 * shown.fontMetrics().height()


@pytest.mark.parametrize("tone", ["ok", "warning", "error"])
def test_a_tone_colours_a_shown_text_and_is_taken_back(tone: str, theme: Theme, qtbot: QtBot) -> None:
    shown = label("Refused")
    qtbot.addWidget(shown)
    shown.show()

    def colour() -> QColor:
        return shown.palette().color(shown.foregroundRole())

    before = colour()
    set_tone(shown, tone)
    assert colour() == QColor(getattr(LIGHT, tone))
    set_tone(shown, "")
    assert colour() == before == QColor(LIGHT.text)


def test_a_property_takes_effect_on_a_shown_widget(theme: Theme, qtbot: QtBot) -> None:
    shown = QLabel("Requests")
    qtbot.addWidget(shown)
    shown.show()
    before = shown.font().pointSizeF()
    restyle(shown, "role", "title")
    assert shown.font().pointSizeF() > before


def test_a_line_is_one_pixel_high(theme: Theme, qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    layout = QVBoxLayout(page)
    made = line(page)
    layout.addWidget(made)
    layout.addStretch(1)
    page.resize(200, 100)
    page.show()
    assert made.height() == 1
    assert made.grab().toImage().pixelColor(10, 0) == QColor(LIGHT.line)
