"""A message in place: letters only, its actions are those of the last one, and nothing around it jumps."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_proxy.ui import tokens
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.labels import label
from desktop_proxy.ui.widgets.message import Message
from desktop_proxy.ui.widgets.stacked_message import StackedMessage

SENTENCE = "OpenAI refused the key. Check it on the Providers page."


class Place(QWidget):
    """A column with the message between two lines of text."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        self.above, self.message, self.below = label("Above"), Message(theme), label("Below")
        for part in (self.above, self.message, self.below):
            layout.addWidget(part)
        layout.addStretch(1)
        self.resize(480, 400)


@pytest.fixture
def place(theme: Theme, qtbot: QtBot) -> Place:
    made = Place(theme)
    qtbot.addWidget(made)
    made.show()
    return made


def buttons(message: Message) -> list[str]:
    return [made.text() for made in message.findChildren(QPushButton) if not made.isHidden()]


def settle() -> None:
    QApplication.processEvents()


def test_it_takes_no_room_before_there_is_something_to_say(place: Place) -> None:
    settle()
    assert not place.message.isVisible()
    assert place.below.geometry().top() - place.above.geometry().bottom() < tokens.CONTROL_HEIGHT


@pytest.mark.parametrize("tone", ["ok", "info", "warning", "error"])
def test_it_says_the_sentence_with_a_shape(tone: str, place: Place) -> None:
    place.message.show_message(tone, SENTENCE)
    assert place.message.isVisible()
    assert place.message.text.text() == SENTENCE
    shapes = [part.pixmap() for part in place.message.findChildren(QLabel) if not part.pixmap().isNull()]
    assert [shape.deviceIndependentSize().width() for shape in shapes] == [tokens.ICON_SIZE]


def test_each_tone_has_a_shape_of_its_own(place: Place) -> None:
    shapes = set()
    for tone in ("ok", "info", "warning", "error"):
        place.message.show_message(tone, SENTENCE)
        [shape] = [part.pixmap() for part in place.message.findChildren(QLabel) if not part.pixmap().isNull()]
        shapes.add(bytes(shape.toImage().convertToFormat(QImage.Format.Format_Alpha8).constBits()))
    assert len(shapes) == 4, "without any colour"


def test_what_others_wrote_is_shown_letter_by_letter(place: Place) -> None:
    hostile = '<a href="https://example.invalid">Fix it</a><br><img src="x">'
    place.message.show_message("error", hostile)
    assert place.message.text.textFormat() is Qt.TextFormat.PlainText
    assert place.message.text.text() == hostile


def test_actions_are_done_by_mouse_and_by_keyboard(place: Place) -> None:
    done: list[str] = []
    place.message.show_message(
        "error", SENTENCE, ("Open", lambda: done.append("open")), ("Retry", lambda: done.append("retry"))
    )
    opened, retried = place.message.findChildren(QPushButton)
    QTest.mouseClick(opened, Qt.MouseButton.LeftButton)
    retried.setFocus()
    QTest.keyClick(retried, Qt.Key.Key_Space)
    assert done == ["open", "retry"]


def test_a_new_message_brings_its_own_actions(place: Place, qtbot: QtBot) -> None:
    place.message.show_message("error", SENTENCE, ("Retry", lambda: None), details=lambda: "request-id: req_1")
    assert buttons(place.message) == ["Retry", "Copy details"]
    place.message.show_message("ok", "Connected.", ("Undo", lambda: None))
    assert "Retry" not in buttons(place.message)
    settle()
    assert buttons(place.message) == ["Undo"]
    place.message.show_message("ok", "Connected.")
    assert buttons(place.message) == []
    qtbot.waitUntil(lambda: not place.message.findChildren(QPushButton))


def test_an_action_may_show_the_next_message(place: Place) -> None:
    place.message.show_message("error", SENTENCE, ("Retry", lambda: place.message.show_message("ok", "Connected.")))
    [retry] = place.message.findChildren(QPushButton)
    QTest.mouseClick(retry, Qt.MouseButton.LeftButton)
    settle()
    assert (place.message.text.text(), buttons(place.message)) == ("Connected.", [])


def test_details_are_copied(place: Place) -> None:
    place.message.show_message("error", SENTENCE, details=lambda: "request-id: req_1")
    [copy] = place.message.findChildren(QPushButton)
    QTest.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "request-id: req_1"


def test_nothing_around_it_jumps_when_one_message_follows_another(place: Place) -> None:
    place.message.show_message("info", "Testing…", ("Stop", lambda: None))
    settle()
    before = place.below.geometry()
    for tone, text in (("ok", "Connected."), ("error", "Refused.")):
        place.message.show_message(tone, text)
        settle()
        assert place.below.geometry() == before
        assert place.message.height() == before.top() - place.message.geometry().top() - place.layout().spacing()


def test_a_long_sentence_is_shown_whole_beside_its_actions(place: Place) -> None:
    place.message.show_message("error", f"{SENTENCE} " * 6, ("Open providers", lambda: None), ("Retry", lambda: None))
    settle()
    text = place.message.text
    assert text.height() >= text.heightForWidth(text.width())
    for made in place.message.findChildren(QPushButton):
        assert made.width() >= made.sizeHint().width()
        assert made.geometry().top() < 2 * tokens.GAP + 2


def test_a_single_line_stands_level_with_shape_and_button(place: Place) -> None:
    place.message.show_message("ok", "Connected.", ("Undo", lambda: None))
    settle()
    middles = {part.geometry().center().y() for part in place.message.findChildren(QWidget) if part.isVisible()}
    assert max(middles) - min(middles) <= 1


@pytest.mark.parametrize("kind", [Message, StackedMessage])
def test_the_first_of_many_lines_stands_level_with_the_shape(kind: type[Message], theme: Theme, qtbot: QtBot) -> None:
    message = kind(theme)
    qtbot.addWidget(message)
    message.show_message("error", f"{SENTENCE} " * 3, ("Retry", lambda: None))
    message.resize(360, message.heightForWidth(360))
    settle()
    text = message.text
    assert text.height() > 2 * tokens.CONTROL_HEIGHT - text.fontMetrics().height(), "of many lines"
    [shape] = [part for part in message.findChildren(QLabel) if not part.pixmap().isNull()]
    first_line = text.y() + text.contentsMargins().top() + text.fontMetrics().height() / 2
    assert abs(first_line - shape.geometry().center().y()) <= 1


def test_it_can_be_taken_away(place: Place) -> None:
    place.message.show_message("ok", "Connected.")
    place.message.clear()
    assert not place.message.isVisible()


def test_it_fades_in_and_is_painted_plainly_afterwards(place: Place, qtbot: QtBot) -> None:
    place.message.show_message("ok", "Connected.")
    assert place.message.graphicsEffect() is not None
    height = place.message.sizeHint().height()
    qtbot.waitUntil(lambda: place.message.graphicsEffect() is None, timeout=20 * tokens.FADE_MS)
    assert place.message.sizeHint().height() == height


def test_a_message_taken_away_while_it_fades_leaves_the_next_one_whole(place: Place, qtbot: QtBot) -> None:
    for _ in range(3):
        place.message.show_message("ok", "Connected.")
        place.message.clear()
    place.message.show_message("error", SENTENCE)
    qtbot.waitUntil(lambda: place.message.graphicsEffect() is None, timeout=20 * tokens.FADE_MS)
    assert place.message.isVisible() and place.message.text.text() == SENTENCE


def test_it_does_not_fade_where_the_system_wants_no_motion(place: Place, theme: Theme) -> None:
    theme.motion = False
    place.message.show_message("ok", "Connected.")
    assert place.message.graphicsEffect() is None


def test_it_does_not_fade_on_a_page_nobody_sees(theme: Theme, qtbot: QtBot) -> None:
    hidden = Place(theme)
    qtbot.addWidget(hidden)
    hidden.message.show_message("ok", "Connected.")
    assert hidden.message.graphicsEffect() is None and not hidden.message.isHidden()


def test_a_screen_reader_gets_the_sentence(place: Place) -> None:
    place.message.show_message("error", SENTENCE)
    assert QAccessible.queryAccessibleInterface(place.message).text(QAccessible.Text.Name) == SENTENCE


def test_its_shape_follows_the_appearance(place: Place, theme: Theme) -> None:
    place.message.show_message("error", SENTENCE)
    shape = next(part for part in place.message.findChildren(QLabel) if not part.pixmap().isNull())
    before = shape.pixmap().cacheKey()
    theme.set_appearance("dark")
    assert shape.pixmap().cacheKey() != before


def test_its_actions_come_where_it_stands_for_the_tab_key(place: Place, qtbot: QtBot) -> None:
    above, below = QPushButton("Before"), QPushButton("Behind")
    layout = place.layout()
    assert isinstance(layout, QVBoxLayout)
    layout.insertWidget(0, above)
    layout.addWidget(below)
    QWidget.setTabOrder(above, place.message.text)
    QWidget.setTabOrder(place.message.text, below)
    place.message.show_message("warning", "Really?", ("Yes", lambda: None), ("No", lambda: None))
    with qtbot.waitActive(place):
        place.activateWindow()
    above.setFocus()
    reached = []
    for _ in range(3):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert isinstance(focused, QPushButton)
        reached.append(focused.text())
    assert reached == ["Yes", "No", "Behind"]


def test_the_keys_go_back_to_where_they_were(place: Place, qtbot: QtBot) -> None:
    asking = QPushButton("Rotate", place)
    asking.show()
    with qtbot.waitActive(place):
        place.activateWindow()
    asking.setFocus()
    place.message.show_message("warning", "Really?", ("No", place.message.clear))
    [no] = place.message.findChildren(QPushButton)
    no.setFocus()
    QTest.keyClick(no, Qt.Key.Key_Space)
    assert asking.hasFocus()
