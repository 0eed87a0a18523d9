"""Every remedy leads to a page there is, with what that page takes."""

from __future__ import annotations

from typing import get_args

import pytest

from desktop_proxy.doctor import Remedy, Where
from desktop_proxy.ui.doctor.remedies import WAYS, goal
from desktop_proxy.ui.pages import PAGES


def test_each_has_a_caption_and_a_page_of_the_window() -> None:
    assert set(WAYS) == set(get_args(Where))
    assert {way.page for way in WAYS.values()} <= {page.name for page in PAGES}
    assert all(way.caption() for way in WAYS.values())


@pytest.mark.parametrize(
    ("remedy", "place"),
    [
        (Remedy("key", "openai"), ("providers", "openai")),
        (Remedy("key"), ("providers", None)),
        (Remedy("model", "opus"), ("models", {"tier": "opus"})),
        (Remedy("client", "x"), ("clients", None)),
    ],
)
def test_a_page_is_opened_with_what_it_takes(remedy: Remedy, place: tuple[str, object]) -> None:
    assert goal(remedy) == place
