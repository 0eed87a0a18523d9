"""The language that is chosen is the one that is shown; without its file it is English."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

from desktop_proxy.ui import translation
from desktop_proxy.ui.widgets.buttons import CopyButton
from tests.ui.translating import release

TS = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="{language}" sourcelanguage="en">
<context><name>CopyButton</name>
<message><source>Copy</source><translation>{copy}</translation></message></context>
<context><name>Test</name>
<message numerus="yes"><source>%n requests</source><translation>
<numerusform>{one}</numerusform><numerusform>{many}</numerusform></translation></message></context>
</TS>
"""


PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication
from desktop_proxy.ui import translation

locale = translation.install(QApplication([]), "system", Path(sys.argv[1]))
print(QLocale.languageToCode(locale.language()))
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With German and, for plurals, English."""
    made = tmp_path_factory.mktemp("translations")
    for language, words in (
        ("de", {"copy": "Kopieren", "one": "%n Anfrage", "many": "%n Anfragen"}),
        ("en", {"copy": "Copy", "one": "%n request", "many": "%n requests"}),
    ):
        source = made / f"desktop_proxy_{language}.ts"
        source.write_text(TS.format(language=language, **words), "utf-8")
        release(source, source.with_suffix(".qm"))
    return made


@pytest.fixture(autouse=True)
def restored(qapp: QApplication) -> Iterator[None]:
    before = set(qapp.findChildren(QTranslator))
    yield
    for translator in set(qapp.findChildren(QTranslator)) - before:
        qapp.removeTranslator(translator)
        translator.deleteLater()


def shown(qtbot: QtBot) -> str:
    made = CopyButton(lambda: "")
    qtbot.addWidget(made)
    return made.text()


def counted(count: int) -> str:
    return QCoreApplication.translate("Test", "%n requests", "", count)


def test_german_is_shown_from_then_on(folder: Path, qapp: QApplication, qtbot: QtBot) -> None:
    assert shown(qtbot) == "Copy"
    assert translation.install(qapp, "de", folder).language() is QLocale.Language.German
    assert shown(qtbot) == "Kopieren"
    assert (counted(1), counted(3)) == ("1 Anfrage", "3 Anfragen")


def test_qts_own_buttons_speak_it_as_well(folder: Path, qapp: QApplication, qtbot: QtBot) -> None:
    translation.install(qapp, "de", folder)
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "Abbrechen"


def test_english_has_plurals(folder: Path, qapp: QApplication) -> None:
    translation.install(qapp, "en", folder)
    assert (counted(1), counted(3)) == ("1 request", "3 requests")


@pytest.mark.parametrize(
    "environment, language",
    [
        ({"LANG": "de_AT.UTF-8"}, "de"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8", "LANGUAGE": "fr:de:en"}, "de"),
        ({"LANG": "fr_FR.UTF-8", "LANGUAGE": "fr:en:de"}, "en"),
        ({"LANG": "ja_JP.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
    ],
)
def test_the_systems_first_language_there_is_a_file_for_is_taken(
    environment: dict[str, str], language: str, folder: Path
) -> None:
    """In a process of its own: Qt reads these variables once."""
    names = ("LANG", "LC_ALL", "LC_MESSAGES", "LANGUAGE")
    kept = {name: value for name, value in os.environ.items() if name not in names}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(folder)],
        env={**kept, "QT_QPA_PLATFORM": "offscreen", **environment},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == language


@pytest.mark.parametrize("language", ["de", "system", "tlh"])
def test_without_its_file_it_is_english(language: str, tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> None:
    translation.install(qapp, language, tmp_path)
    assert shown(qtbot) == "Copy"


def test_a_damaged_file_is_passed_over(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> None:
    (tmp_path / "desktop_proxy_de.qm").write_bytes(b"\x3c\xb8\x64\x18 and then nonsense")
    translation.install(qapp, "de", tmp_path)
    assert shown(qtbot) == "Copy"
