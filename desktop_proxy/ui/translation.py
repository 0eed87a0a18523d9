"""The language of the window: `resources/translations/desktop_proxy_<language>.qm`, made by lrelease.

English is the language of the sources; its file holds plurals only. A language is chosen at the start: what is shown
already is not translated anew.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from desktop_proxy.ui import resources

SYSTEM = "system"
SOURCE_LANGUAGE = "en"


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Marks a text of a table for lupdate, which looks for this name; it is translated where it is shown."""
    return text


def install(app: QApplication, language: str, folder: Path | None = None) -> QLocale:
    """Translate what is shown from now on; `system` takes the first of the system's languages that there is a file for.

    Returns the locale of the language that was taken.
    """
    folder = folder or resources.folder() / "translations"
    code = _first_there_is(QLocale.system().uiLanguages(), folder) if language == SYSTEM else language
    qt = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    for file in (qt / f"qtbase_{code}.qm", folder / f"desktop_proxy_{code}.qm"):
        translator = QTranslator(app)
        if translator.load(str(file)):
            app.installTranslator(translator)
    return QLocale(code)


def _first_there_is(tags: list[str], folder: Path) -> str:
    for tag in tags:
        code = QLocale.languageToCode(QLocale(tag).language())
        if code == SOURCE_LANGUAGE or (folder / f"desktop_proxy_{code}.qm").is_file():
            return code
    return SOURCE_LANGUAGE
