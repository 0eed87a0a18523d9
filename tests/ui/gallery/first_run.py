"""The first steps, from the empty dialog to the first answered request."""

from __future__ import annotations

import time

from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop_proxy.discovery import Found
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.request_log import RequestRow
from desktop_proxy.ui.first_run import FirstRunDialog
from desktop_proxy.upstream.provider_test import ProviderTest
from tests.ui.gallery.clients import install
from tests.ui.gallery.world import Shot, World, settle

NOWHERE = {"ollama": 9, "lmstudio": 9}
OPENAI_KEY = "sk-proj-0123456789abcdefghijABCDEFGHIJ"
WORKS = ProviderTest(
    True,
    "OpenAI works: gpt-6.1-sol answered in 1.2 s; it offers 64 models.",
    ("gpt-6.1-sol", "gpt-6-luna"),
    "gpt-6.1-sol",
)
REFUSED = ProviderTest(
    False,
    "OpenAI refused the key: check that it was pasted whole, or make a new one there.",
    fault="key",
    status=401,
)
NO_MODEL = ProviderTest(
    False,
    "OpenAI has no model gpt-6.1-sol: choose another, for example gpt-5.2.",
    ("gpt-5.2", "gpt-5.2-mini"),
    "gpt-6.1-sol",
    fault="model",
    status=404,
)
OLLAMA = Found("server", "ollama", "Ollama", "", True, "http://127.0.0.1:11434/v1", ("qwen3-coder:30b", "gpt-oss:20b"))


async def opened(world: World, size: tuple[int, int] | None = None) -> FirstRunDialog:
    dialog = FirstRunDialog(world.core, world.bridge, world.theme, ports=NOWHERE)
    if size:
        dialog.resize(*size)
    dialog.show()
    dialog.start()
    await settle()
    return dialog


def answers(world: World, result: ProviderTest | None) -> None:
    """What the test of a provider says; None: nothing, for long."""

    async def test(*_: object) -> ProviderTest:
        if result is None:
            await settle(60)
        return result or WORKS

    world.core.upstream.test = test  # type: ignore[method-assign]


async def pasted(world: World, result: ProviderTest | None, key: str = OPENAI_KEY) -> FirstRunDialog:
    answers(world, result)
    dialog = await opened(world)
    QGuiApplication.clipboard().setText(key)
    dialog.answer.key.paste()
    await settle()
    return dialog


async def used(world: World, *, installed: bool = True) -> FirstRunDialog:
    if installed:
        install(world, "{}")
    dialog = await pasted(world, WORKS)
    QTest.keyClick(dialog, "\r")
    await settle(0.6)
    return dialog


async def connected(world: World) -> FirstRunDialog:
    dialog = await used(world)
    dialog.client.panel.confirm()
    await settle(0.6)
    return dialog


async def empty(world: World) -> QWidget:
    return await opened(world)


async def found(world: World) -> QWidget:
    dialog = await opened(world)
    keys = [Found("key", "openai", "OpenAI", ""), Found("key", "groq", "Groq", "", True)]
    dialog.answer.found.show_found([*keys, OLLAMA])
    return dialog


async def testing(world: World) -> QWidget:
    return await pasted(world, None)


async def works(world: World) -> QWidget:
    return await pasted(world, WORKS)


async def refused(world: World) -> QWidget:
    return await pasted(world, REFUSED)


async def no_model(world: World) -> QWidget:
    return await pasted(world, NO_MODEL)


async def ambiguous(world: World) -> QWidget:
    return await pasted(world, WORKS, "sk-0123456789abcdef0123456789abcdef")


async def no_keyring(world: World) -> QWidget:
    def fail(*_: object) -> None:
        from keyring.errors import NoKeyringError

        raise NoKeyringError

    world.keyring.get_password = fail  # type: ignore[method-assign,assignment]
    world.keyring.set_password = fail  # type: ignore[method-assign,assignment]
    return await opened(world)


async def change(world: World) -> QWidget:
    return await used(world)


async def not_installed(world: World) -> QWidget:
    return await used(world, installed=False)


async def waiting(world: World) -> QWidget:
    return await connected(world)


async def failed_request(world: World) -> QWidget:
    dialog = await connected(world)
    world.core.request_log.begin(RequestRow("req_1", time.time(), asked="claude-opus-4-8"))
    error = ApiError(401, "OpenAI refused the key: store another one with `desktop-proxy keys set openai`.")
    world.core.request_log.finish("req_1", state="error", status=401, error=error.message)
    await settle()
    return dialog


async def finished(world: World) -> QWidget:
    dialog = await connected(world)
    world.core.request_log.begin(RequestRow("req_1", time.time(), asked="claude-opus-4-8"))
    world.core.request_log.finish(
        "req_1",
        state="done",
        answered="gpt-6-astra",
        provider="openai",
        input_tokens=12431,
        output_tokens=218,
        duration_ms=4210,
    )
    await settle()
    return dialog


async def smallest(world: World) -> QWidget:
    dialog = await used(world)
    dialog.resize(dialog.minimumSize())
    await settle()
    return dialog


SHOTS: list[Shot] = [
    ("first-run-empty", empty),
    ("first-run-found", found),
    ("first-run-testing", testing),
    ("first-run-works", works),
    ("first-run-refused", refused),
    ("first-run-no-model", no_model),
    ("first-run-ambiguous", ambiguous),
    ("first-run-no-keyring", no_keyring),
    ("first-run-change", change),
    ("first-run-not-installed", not_installed),
    ("first-run-waiting", waiting),
    ("first-run-failed-request", failed_request),
    ("first-run-finished", finished),
    ("first-run-smallest", smallest),
]
