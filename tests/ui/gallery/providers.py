"""The page Providers in its states."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop_proxy.ui.main_window import MainWindow
from desktop_proxy.ui.pages.providers import ProvidersPage
from desktop_proxy.ui.providers.add_dialog import AddDialog
from desktop_proxy.ui.providers.dialog import FieldsDialog
from desktop_proxy.ui.providers.form import ProviderForm
from desktop_proxy.ui.providers.paste_dialog import PasteDialog
from desktop_proxy.upstream.provider_test import ProviderTest
from tests.credentials.keyrings import FailingKeyring, locked, missing
from tests.ui.gallery.world import Shot, World, settle

KEY = "sk-proj-0123456789abcdefghijABCD"
MODELS = ["gpt-4.1", "gpt-4.1-mini", "gpt-6-astra", "gpt-6-luna", "gpt-6.1-sol", "o3-mini", "text-embedding-3-large"]


async def shown(world: World, size: tuple[int, int] | None = None, at: str = "openai") -> MainWindow:
    window = world.window(ProvidersPage, size=size)
    window.show()
    page_of(window).open_with(at)
    await settle()
    return window


def page_of(window: MainWindow) -> ProvidersPage:
    assert isinstance(window.page, ProvidersPage)
    return window.page


def form_of(window: MainWindow) -> ProviderForm:
    form = page_of(window).form
    assert form is not None
    return form


async def fill(world: World) -> None:
    await world.core.credentials.set("openai", KEY)
    await world.core.credentials.set("xai", "xai-0123456789abcdefghij")
    world.core.settings.update(
        {
            "routing.preferred_provider": "openai",
            "providers.openrouter": {"preset": "openrouter"},
            "providers.team-gateway": {"base_url": "https://llm.example.com/v1", "models": ["large", "small"]},
            "providers.ollama": {"preset": "ollama"},
        }
    )


async def empty(world: World) -> QWidget:
    return await shown(world)


async def full(world: World) -> QWidget:
    await fill(world)
    return await shown(world)


async def tested(world: World) -> QWidget:
    await fill(world)
    window = await shown(world)
    sentence = "OpenAI works: gpt-6.1-sol answered in 1.4 s; it offers 7 models."
    form_of(window).head._tested(ProviderTest(True, sentence, tuple(MODELS), "gpt-6.1-sol", 400, 1400), unsaved=False)
    return window


async def refused(world: World) -> QWidget:
    await fill(world)
    window = await shown(world, (760, 520))
    sentence = "OpenAI refused the key: check that it was pasted whole, or make a new one there."
    parts = page_of(window)._parts
    key = parts.keys.info(parts.entry("openai"))
    form_of(window).head._tested(ProviderTest(False, sentence, fault="key", status=401), key, unsaved=False)
    return window


async def busy(world: World) -> QWidget:
    await fill(world)
    window = await shown(world)
    form = form_of(window)
    form.head.test()
    assert form.models is not None
    form.models.fetch()
    await settle(0.05)
    return window


async def foreign_key(world: World) -> QWidget:
    await fill(world)
    window = await shown(world, (760, 520))
    card = form_of(window).key_card
    assert card is not None
    card.field.setText("xai-0123456789abcdefghij")
    form_of(window).ensureWidgetVisible(card)
    return window


async def minimum(world: World) -> QWidget:
    await fill(world)
    return await shown(world, (760, 520), "openrouter")


async def moved(world: World) -> QWidget:
    await fill(world)
    window = await shown(world)
    form = form_of(window)
    assert form.connection is not None
    form.go_to("base_url")
    row = form.connection.rows["base_url"]
    row.field.setText("https://gateway.example.com/v1")
    row.commit()
    form.ensureWidgetVisible(row)
    return window


async def lower(world: World) -> QWidget:
    await fill(world)
    window = await shown(world, at="team-gateway")
    form = form_of(window)
    world.core.settings.update({"providers.team-gateway.models": ["large", "small", "gemini-2.0-flash"]})
    assert form.removal is not None
    form.removal._ask()
    await settle(0.1)
    form.verticalScrollBar().setValue(form.verticalScrollBar().maximum())
    return window


async def vertex(world: World) -> QWidget:
    return await shown(world, at="vertex_ai")


async def demo(world: World) -> QWidget:
    return await shown(world, at="demo")


async def without_keyring(world: World) -> QWidget:
    world.core.credentials._keyring._backend = FailingKeyring(missing())
    window = await shown(world)
    form_of(window).save_key(KEY)
    await settle()
    return window


async def locked_keyring(world: World) -> QWidget:
    world.core.credentials._keyring._backend = FailingKeyring(locked())
    return await shown(world, (760, 520))


def dialog_of(window: MainWindow) -> FieldsDialog:
    """Goes together with its window: one that is left over would outlive the application."""
    dialog = page_of(window).dialog
    assert dialog is not None
    dialog.destroyed.connect(lambda: window.deleteLater())
    return dialog


async def adding(world: World) -> QWidget:
    window = await shown(world)
    page_of(window).open_add_dialog()
    return dialog_of(window)


async def adding_wrong(world: World) -> QWidget:
    window = await shown(world)
    page_of(window).open_with("ollama")
    dialog = dialog_of(window)
    assert isinstance(dialog, AddDialog)
    dialog.name_field.setText("openai")
    dialog.address.setText("http://gpu-box.example.com:11434/v1")
    dialog.check()
    return dialog


async def pasting(world: World) -> QWidget:
    window = await shown(world)
    page_of(window).open_paste_dialog()
    dialog = dialog_of(window)
    assert isinstance(dialog, PasteDialog)
    dialog.key.setText("sk-ant-0123456789abcdefghijkl")
    return dialog


SHOTS: list[Shot] = [
    ("providers-empty", empty),
    ("providers-full", full),
    ("providers-tested", tested),
    ("providers-refused", refused),
    ("providers-busy", busy),
    ("providers-foreign-key", foreign_key),
    ("providers-minimum", minimum),
    ("providers-moved", moved),
    ("providers-lower", lower),
    ("providers-vertex", vertex),
    ("providers-demo", demo),
    ("providers-without-keyring", without_keyring),
    ("providers-locked-keyring", locked_keyring),
    ("providers-add", adding),
    ("providers-add-wrong", adding_wrong),
    ("providers-paste", pasting),
]
