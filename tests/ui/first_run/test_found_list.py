"""What is on this computer stands in rows, each with its button; the demo comes last."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop_proxy.discovery import Found, keys
from desktop_proxy.environment import Environment
from desktop_proxy.ui.first_run.candidate import Candidate
from desktop_proxy.ui.first_run.found_list import FoundList
from desktop_proxy.ui.theme import Theme

OLLAMA = Found("server", "ollama", "Ollama", "", True, "http://127.0.0.1:11434/v1", ("one", "two"))
LM_STUDIO = Found("server", "lmstudio", "LM Studio", "", True, "http://127.0.0.1:1234/v1")
ENVIRON = {"OPENAI_API_KEY": "sk-proj-0123456789abcdefghij", "VERTEX_PROJECT_ID": "project"}


def made(qtbot: QtBot, theme: Theme, environment: Environment | None = None) -> tuple[FoundList, list[Candidate]]:
    found = FoundList(theme, environment or Environment())
    qtbot.addWidget(found)
    chosen: list[Candidate] = []
    found.chosen.connect(chosen.append)
    found.show()
    return found, chosen


def notes(found: FoundList, name: str) -> list[str]:
    return [made.text() for made in found.rows[name].findChildren(QLabel)]


def order(found: FoundList) -> list[str]:
    return sorted(found.rows, key=lambda name: found.rows[name].y())


def test_without_anything_else_there_is_the_demo(qtbot: QtBot, theme: Theme) -> None:
    found, chosen = made(qtbot, theme)
    QTest.mouseClick(found.rows["demo"].use, Qt.MouseButton.LeftButton)
    assert list(found.rows) == ["demo"] and chosen[0].name == "demo"


def test_keys_are_told_with_their_place_and_without_their_value(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("GROQ_API_KEY=gsk_canary0123456789abcdef\n")
    environment = Environment.read(ENVIRON, tmp_path)
    found, chosen = made(qtbot, theme, environment)
    found.show_found(keys(environment))
    assert "Key in the environment" in notes(found, "openai")
    assert "Key in the .env file" in notes(found, "groq")
    assert "Project in the environment or the .env file" in notes(found, "vertex_ai")
    QTest.mouseClick(found.rows["openai"].use, Qt.MouseButton.LeftButton)
    assert chosen == [Candidate(chosen[0].provider)] and chosen[0].name == "openai"


def test_rows_stand_in_order_and_come_once(qtbot: QtBot, theme: Theme) -> None:
    found, _ = made(qtbot, theme)
    found.show_found([OLLAMA])
    found.show_found([OLLAMA, LM_STUDIO])
    QApplication.processEvents()
    assert order(found) == ["ollama", "lmstudio", "demo"]


def test_a_server_is_used_with_the_model_that_is_chosen(qtbot: QtBot, theme: Theme) -> None:
    found, chosen = made(qtbot, theme)
    found.show_found([OLLAMA])
    row = found.rows["ollama"]
    row.model.setFocus()
    QTest.keyClick(row.model, Qt.Key.Key_Down)
    QTest.mouseClick(row.use, Qt.MouseButton.LeftButton)
    assert (chosen[0].model, chosen[0].base_url) == ("two", OLLAMA.base_url)


def test_a_server_without_models_says_so(qtbot: QtBot, theme: Theme) -> None:
    found, _ = made(qtbot, theme)
    found.show_found([LM_STUDIO])
    assert f"Listening at {LM_STUDIO.base_url}, no model yet" in notes(found, "lmstudio")
    assert found.rows["lmstudio"].model.isHidden()


def test_buttons_say_what_they_use(qtbot: QtBot, theme: Theme) -> None:
    found, _ = made(qtbot, theme)
    found.show_found([OLLAMA])
    assert found.rows["ollama"].use.accessibleName() == "Use Ollama"
    assert found.rows["ollama"].model.accessibleName() == "Model of Ollama"
