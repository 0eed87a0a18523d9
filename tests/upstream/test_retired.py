from __future__ import annotations

import pytest

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.upstream.retired import with_successor


def test_a_retired_model_that_is_gone_names_its_successor() -> None:
    told = with_successor(ApiError(404, "Google: not found."), "gemini-2.0-flash")
    assert told.status == 404
    assert told.message == (
        "Google: not found. It was retired on 2026-06-01; its successor is gemini-3.5-flash-lite: "
        "`desktop-proxy settings set routing.use_successors true` uses it."
    )


@pytest.mark.parametrize(("status", "model"), [(404, "gpt-4.1"), (400, "gemini-2.0-flash"), (500, "gemini-2.0-flash")])
def test_nothing_else_is_said_to_be_retired(status: int, model: str) -> None:
    error = ApiError(status, "No.")
    assert with_successor(error, model) is error
