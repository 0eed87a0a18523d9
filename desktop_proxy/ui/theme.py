"""Light and dark: applies the tokens to the application, follows the system, and tints icons.

The one owner of fonts, palette and style sheet. `changed` is sent after another appearance was applied.
"""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from desktop_proxy.ui import resources, tokens
from desktop_proxy.ui.stylesheet import stylesheet
from desktop_proxy.ui.tokens import DARK, LIGHT, Colours

_PIXMAP_SIZES = (16, 20, 24, 32, 40, 48, 64)

_PALETTE: tuple[tuple[QPalette.ColorRole, str], ...] = (
    (QPalette.ColorRole.Window, "window"),
    (QPalette.ColorRole.WindowText, "text"),
    (QPalette.ColorRole.Base, "surface"),
    (QPalette.ColorRole.AlternateBase, "window"),
    (QPalette.ColorRole.Text, "text"),
    (QPalette.ColorRole.Button, "surface"),
    (QPalette.ColorRole.ButtonText, "text"),
    (QPalette.ColorRole.ToolTipBase, "surface"),
    (QPalette.ColorRole.ToolTipText, "text"),
    (QPalette.ColorRole.PlaceholderText, "secondary"),
    (QPalette.ColorRole.Highlight, "accent"),
    (QPalette.ColorRole.HighlightedText, "on_accent"),
    (QPalette.ColorRole.Link, "accent"),
    (QPalette.ColorRole.Accent, "accent"),
    (QPalette.ColorRole.Mid, "line"),
    (QPalette.ColorRole.Midlight, "line"),
    (QPalette.ColorRole.Dark, "line"),
)


class Theme(QObject):
    """`colours` are those in effect. Signals: `changed()`."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._appearance = "system"
        self._icons: dict[tuple[str, str, bool], QIcon] = {}
        self.dark = False
        self.colours: Colours = LIGHT
        app.setStyle("Fusion")
        self._apply(dark=self._wants_dark())
        app.styleHints().colorSchemeChanged.connect(self._follow)

    def set_appearance(self, appearance: str) -> None:
        """`system`, `light` or `dark`."""
        self._appearance = appearance
        self._follow()

    def colour(self, role: str) -> QColor:
        """One of the tokens' roles."""
        return QColor(getattr(self.colours, role))

    def icon(self, name: str, role: str = "text") -> QIcon:
        """The line icon `name`, tinted. Ask again after `changed`."""
        key = (name, role, self.dark)
        if key not in self._icons:
            self._icons[key] = self._tinted(name, role)
        return self._icons[key]

    def pixmap(self, name: str, role: str = "text", size: int = tokens.SMALL_ICON_SIZE, ratio: float = 1.0) -> QPixmap:
        """The icon as a picture of `size` logical pixels."""
        pixmap = self.icon(name, role).pixmap(round(size * ratio), round(size * ratio))
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

    @staticmethod
    def fixed_font() -> QFont:
        """For ids, addresses and JSON."""
        return QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)

    def _wants_dark(self) -> bool:
        if self._appearance != "system":
            return self._appearance == "dark"
        # Unknown on plain X11: then it is light.
        return self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark

    def _follow(self, *_: object) -> None:
        dark = self._wants_dark()
        if dark != self.dark:
            self._apply(dark=dark)
            self.changed.emit()

    def _apply(self, *, dark: bool) -> None:
        self.dark, self.colours = dark, DARK if dark else LIGHT
        self._app.setPalette(self._palette())
        size = self._app.font().pointSizeF()
        self._app.setStyleSheet(stylesheet(self.colours, dark=dark, font_pt=size if size > 0 else 10.0))

    def _palette(self) -> QPalette:
        palette = QPalette()
        for role, name in _PALETTE:
            palette.setColor(role, self.colour(name))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("secondary"))
        return palette

    def _tinted(self, name: str, role: str) -> QIcon:
        svg = resources.icon_file(name).read_text("utf-8").replace("currentColor", getattr(self.colours, role))
        renderer = QSvgRenderer(QByteArray(svg.encode()))
        icon = QIcon()
        for size in _PIXMAP_SIZES:
            pixmap = QPixmap(size, size)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            renderer.render(painter, QRectF(0, 0, size, size))
            painter.end()
            icon.addPixmap(pixmap)
        return icon
