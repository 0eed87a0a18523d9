"""The pages of the window, in the order of the list at its left."""

from __future__ import annotations

from desktop_proxy.ui.widgets.page import Page

PAGES: tuple[type[Page], ...] = ()
