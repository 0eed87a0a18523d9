"""One examination: the parts that are looked at, and what was already asked for one of the checks."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from desktop_proxy import tasks
from desktop_proxy.protocol.errors import ApiError

if TYPE_CHECKING:
    from desktop_proxy.core import Core

LIST_LIMIT_S = 10.0
"""How long a provider may take; less than a check may."""


class Case:
    """Checks run at the same time and ask each provider once."""

    def __init__(self, core: Core) -> None:
        self.core = core
        self._lists: dict[str, asyncio.Task[list[str] | ApiError]] = {}

    async def models(self, provider: str) -> list[str]:
        """The models that provider offers. Raises ApiError."""
        if provider not in self._lists:
            self._lists[provider] = tasks.spawn(self._ask(provider), name=f"models of {provider}")
        answer = await asyncio.shield(self._lists[provider])
        if isinstance(answer, ApiError):
            raise answer
        return answer

    async def close(self) -> None:
        """Ask no more."""
        for task in self._lists.values():
            await tasks.cancel(task)

    async def _ask(self, provider: str) -> list[str] | ApiError:
        try:
            async with asyncio.timeout(LIST_LIMIT_S):
                return await self.core.upstream.list_models(provider)
        except ApiError as error:
            return error
        except TimeoutError:
            return ApiError(
                504, f"{provider} did not answer within {LIST_LIMIT_S:g} s: check the network and try again."
            )
