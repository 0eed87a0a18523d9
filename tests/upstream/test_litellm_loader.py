from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_proxy.upstream import litellm_loader
from desktop_proxy.upstream.litellm_loader import LiteLLMLoader

CHECK = """
import gc, logging, os, socket, sys, warnings
warnings.simplefilter("ignore")
def refuse(*_): raise OSError("no network here")
socket.socket.connect = refuse
socket.getaddrinfo = refuse
from desktop_proxy.upstream.litellm_loader import load
assert "litellm" not in sys.modules
load()
import litellm
assert gc.isenabled() and gc.get_freeze_count() > 10_000
assert "SOME_API_KEY" not in os.environ, "the .env was copied into the environment"
assert litellm.suppress_debug_info and not litellm.telemetry
assert not logging.getLogger("LiteLLM").handlers
assert len(litellm.model_cost) > 1000
assert not any(type(one).__module__.startswith("litellm") for one in logging.getLogger("asyncio").filters)
"""


def test_the_import_is_offline_silent_and_leaves_the_environment_alone(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("SOME_API_KEY=sk-0123456789\n")
    done = subprocess.run([sys.executable, "-c", CHECK], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


async def test_it_is_loaded_once_and_waited_for() -> None:
    loader = LiteLLMLoader()
    assert loader.loaded is None
    loader.start()
    first, second = await asyncio.gather(loader.get(), loader.get())
    assert first is second is loader.loaded
    await loader.close()


async def test_a_failed_import_is_a_503_and_may_be_tried_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from desktop_proxy.protocol.errors import ApiError

    def broken() -> object:
        raise ModuleNotFoundError("No module named 'litellm'")

    caplog.set_level(logging.CRITICAL)
    loader = LiteLLMLoader()
    with monkeypatch.context() as patch:
        patch.setattr(litellm_loader, "load", broken)
        with pytest.raises(ApiError, match="reinstall") as caught:
            await loader.get()
        assert caught.value.status == 503
    assert await loader.get()


async def test_everyone_who_waits_for_a_failing_import_is_told_the_same(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from desktop_proxy.protocol.errors import ApiError

    def broken() -> object:
        raise ModuleNotFoundError("No module named 'litellm'")

    caplog.set_level(logging.CRITICAL)
    monkeypatch.setattr(litellm_loader, "load", broken)
    loader = LiteLLMLoader()
    told = await asyncio.gather(*(loader.get() for _ in range(3)), return_exceptions=True)
    assert [(type(one), getattr(one, "status", None)) for one in told] == [(ApiError, 503)] * 3
