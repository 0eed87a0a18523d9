"""LiteLLM, imported late and in a thread: it takes seconds, and neither the loop nor the window may wait for it.

Sets up what must be set before the import (offline price table, no `.env` reading, no output of its own) and runs a
request through every dialect once, so that the first real one is not slow.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_proxy import tasks
from desktop_proxy.protocol.errors import ApiError

if TYPE_CHECKING:
    from desktop_proxy.upstream.catalog import Catalog
    from desktop_proxy.upstream.dialect import Dialect

logger = logging.getLogger(__name__)

ENVIRONMENT = {
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    # In any other mode the import copies the `.env` of the working directory into this process's environment.
    "LITELLM_MODE": "PRODUCTION",
    # Its debug output costs seconds per megabyte and quotes requests.
    "LITELLM_LOG": "ERROR",
}
_LOGGERS = ("LiteLLM", "LiteLLM Router", "LiteLLM Proxy")
_import_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Loaded:
    """What needs LiteLLM."""

    dialect: Dialect
    catalog: Catalog


class LiteLLMLoader:
    """Loads once; who needs the result before waits for it."""

    def __init__(self, conceal: Callable[[str], None] = lambda token: None) -> None:
        """`conceal` is told every access token that is issued."""
        self._conceal = conceal
        self._task: asyncio.Task[Loaded] | None = None
        self.loaded: Loaded | None = None

    def start(self) -> None:
        """Begin to load, in a thread."""
        if self._task is None:
            self._task = tasks.spawn(self._load(), name="LiteLLM import")

    async def get(self) -> Loaded:
        """What was loaded. Raises `ApiError` 503 where the import failed."""
        if self.loaded is not None:
            return self.loaded
        self.start()
        task = self._task
        assert task is not None
        await asyncio.wait({task})
        if task.cancelled() or task.exception() is not None:
            if self._task is task:
                self._task = None
            raise ApiError(503, "LiteLLM could not be loaded: reinstall Desktop Proxy; its log says what is missing.")
        return task.result()

    async def close(self) -> None:
        """Stop waiting; the thread itself ends with its import."""
        await tasks.cancel(self._task)

    async def _load(self) -> Loaded:
        loaded = await asyncio.to_thread(load)
        loaded.dialect.tokens.conceal = self._conceal
        self.loaded = loaded
        return loaded


def load() -> Loaded:
    """Import and warm up; blocks for seconds the first time."""
    os.environ.update(ENVIRONMENT)
    with _import_lock:
        collecting = gc.isenabled()
        gc.disable()
        try:
            _import()
            from desktop_proxy.upstream.catalog import Catalog
            from desktop_proxy.upstream.dialect import Dialect
            from desktop_proxy.upstream.warm_up import warm_up

            loaded = Loaded(Dialect(), Catalog())
            warm_up(loaded.dialect, loaded.catalog)
        finally:
            # A full collection over LiteLLM's heap takes 0.3 s: what is alive now stays alive.
            gc.freeze()
            if collecting:
                gc.enable()
    return loaded


def _import() -> None:
    import litellm

    litellm.suppress_debug_info = True
    litellm.telemetry = False
    litellm.drop_params = False
    litellm.modify_params = False
    litellm.callbacks = []
    litellm.success_callback = []
    litellm.failure_callback = []
    for name in _LOGGERS:
        # Its own handlers write to the terminal, past the redaction of our log.
        own = logging.getLogger(name)
        own.handlers.clear()
        own.setLevel(logging.ERROR)
    for other in [*logging.root.manager.loggerDict.values()]:
        if isinstance(other, logging.Logger):
            # It also put its redactor, which takes seconds per megabyte, on loggers of other packages.
            other.filters = [one for one in other.filters if not type(one).__module__.startswith("litellm")]
