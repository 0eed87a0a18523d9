"""What handlers are given."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from fakes import running_proxy


async def test_a_handler_cannot_exchange_a_service(tmp_path: Path) -> None:
    async with running_proxy(tmp_path) as proxy:
        with pytest.raises(dataclasses.FrozenInstanceError):
            proxy.server._services.upstream = None  # type: ignore[misc, assignment]
