"""The pages of the window, in the order of the list at its left."""

from __future__ import annotations

from desktop_proxy.ui.pages.clients import ClientsPage
from desktop_proxy.ui.pages.general import GeneralPage
from desktop_proxy.ui.pages.models import ModelsPage
from desktop_proxy.ui.pages.overview import OverviewPage
from desktop_proxy.ui.pages.providers import ProvidersPage
from desktop_proxy.ui.pages.requests import RequestsPage
from desktop_proxy.ui.widgets.page import Page

PAGES: tuple[type[Page], ...] = (OverviewPage, RequestsPage, ProvidersPage, ModelsPage, ClientsPage, GeneralPage)
