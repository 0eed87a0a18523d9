"""The language of the window: `resources/translations/desktop_proxy_<language>.qm`, made by lrelease.

English is the language of the sources; its file holds plurals only.
"""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from desktop_proxy.ui import resources

SYSTEM = "system"


def install(app: QApplication, language: str) -> QLocale:
    """Translate what is shown from now on; `system` takes the system's language where there is a file for it."""
    locale = QLocale.system() if language == SYSTEM else QLocale(language)
    wanted = "en" if language == SYSTEM and not _files(locale) else QLocale.languageToCode(locale.language())
    _load(app, QLocale(wanted), "qtbase", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    _load(app, QLocale(wanted), "desktop_proxy", str(resources.folder() / "translations"))
    return locale


def _files(locale: QLocale) -> bool:
    code = QLocale.languageToCode(locale.language())
    return (resources.folder() / "translations" / f"desktop_proxy_{code}.qm").is_file()


def _load(app: QApplication, locale: QLocale, name: str, folder: str) -> None:
    translator = QTranslator(app)
    if translator.load(locale, name, "_", folder):
        app.installTranslator(translator)
