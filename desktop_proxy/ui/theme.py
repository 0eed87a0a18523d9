"""Light and dark: applies the tokens to the application, follows the system, and tints icons.

The one owner of fonts, palette and style sheet. `changed` is sent after another appearance was applied.
"""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from desktop_proxy.ui import resources, tokens
from desktop_proxy.ui.motion import SystemMotion
from desktop_proxy.ui.stylesheet import stylesheet
from desktop_proxy.ui.tokens import DARK, LIGHT, Colours

_SCHEMES = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
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
    """`colours` are those in effect; without `motion` nothing is to move. Signals: `changed()`."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._appearance = "system"
        self._system_scheme = app.styleHints().colorScheme()
        self._icons: dict[tuple[str, str, bool], QIcon] = {}
        self.dark = False
        self.motion = True
        self.colours: Colours = LIGHT
        app.setStyle("Fusion")
        self._apply(dark=self._wants_dark())
        app.styleHints().colorSchemeChanged.connect(self._system_changed)
        self._system_motion = SystemMotion(parent=self)
        self._system_motion.changed.connect(self._set_motion)
        # Whoever changes that setting leaves the window for it and comes back.
        app.applicationStateChanged.connect(self._system_motion.look)
        QTimer.singleShot(0, self._system_motion.look)

    def set_appearance(self, appearance: str) -> None:
        """`system`, `light` or `dark`."""
        self._appearance = appearance
        # What the platform draws, title bars and its own dialogs, is to look the same.
        if appearance in _SCHEMES:
            self._app.styleHints().setColorScheme(_SCHEMES[appearance])
        else:
            self._app.styleHints().unsetColorScheme()
        self._follow()

    def colour(self, role: str) -> QColor:
        """One of the tokens' roles."""
        return QColor(getattr(self.colours, role))

    def icon(self, name: str, role: str = "text") -> QIcon:
        """The line icon `name`, tinted. Ask again after `changed`."""
        key = (name, role, self.dark)
        if key not in self._icons:
            self._icons[key] = icon = QIcon()
            renderer = self._tinted(name, role)
            for size in _PIXMAP_SIZES:
                icon.addPixmap(_drawn(renderer, size))
        return self._icons[key]

    def pixmap(self, name: str, role: str = "text", size: int = tokens.SMALL_ICON_SIZE, ratio: float = 1.0) -> QPixmap:
        """The icon as a picture of `size` logical pixels."""
        pixmap = _drawn(self._tinted(name, role), round(size * ratio))
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

    @staticmethod
    def fixed_font() -> QFont:
        """For ids, addresses and JSON."""
        return QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)

    def _set_motion(self, wanted: bool) -> None:
        self.motion = wanted

    def _wants_dark(self) -> bool:
        # Unknown on plain X11: then it is light.
        return _SCHEMES.get(self._appearance, self._system_scheme) == Qt.ColorScheme.Dark

    def _system_changed(self, scheme: Qt.ColorScheme) -> None:
        self._system_scheme = scheme
        self._follow()

    def _follow(self) -> None:
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

    def _tinted(self, name: str, role: str) -> QSvgRenderer:
        svg = resources.icon_file(name).read_text("utf-8").replace("currentColor", getattr(self.colours, role))
        return QSvgRenderer(QByteArray(svg.encode()))


def _drawn(renderer: QSvgRenderer, pixels: int) -> QPixmap:
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    return pixmap
