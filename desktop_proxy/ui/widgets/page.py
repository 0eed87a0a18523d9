"""What every page is: a title, a place for actions at its right, and a body that scrolls when it must."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_proxy.core import Core
from desktop_proxy.ui import tokens
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.following_area import FollowingArea
from desktop_proxy.ui.widgets.labels import label


class Page(QWidget):
    """A row of `PAGES`. Signals: `navigate(name, argument)` asks the window for another page."""

    name: ClassVar[str]
    """Of the page in `navigate` and in the remembered state; not shown."""
    icon: ClassVar[str]
    scrolls: ClassVar[bool] = True
    """A page that is one table fills the window and scrolls by itself."""

    navigate = Signal(str, object)

    def __init__(self, core: Core, bridge: CoreBridge, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.core, self.bridge, self.theme = core, bridge, theme
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        content = QWidget(self)
        column = QVBoxLayout(content)
        column.setContentsMargins(tokens.MARGIN, tokens.MARGIN, tokens.MARGIN, tokens.MARGIN)
        column.setSpacing(tokens.GROUP)
        self.header = QHBoxLayout()
        self.header.setSpacing(tokens.GAP)
        heading = label(self.title(), "title", content, wrap=False)
        # As high as a button, so that what stands below begins at the same place with and without one.
        heading.setMinimumHeight(tokens.CONTROL_HEIGHT)
        self.header.addWidget(heading)
        self.header.addStretch(1)
        column.addLayout(self.header)
        self.body = QVBoxLayout()
        self.body.setSpacing(tokens.GROUP)
        column.addLayout(self.body, 1)
        outer.addWidget(FollowingArea(content, self) if self.scrolls else content)

    @classmethod
    @abstractmethod
    def title(cls) -> str:
        """Translated, in the context "Pages"; stands in the list at the left and above the page."""

    def open_with(self, argument: object) -> None:
        """Called when another page navigates here with something to show."""
