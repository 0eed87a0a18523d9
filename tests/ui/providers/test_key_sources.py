from __future__ import annotations

from dataclasses import replace

from desktop_proxy.core import Core
from desktop_proxy.credentials.credentials import Credentials
from desktop_proxy.request_log import RequestRow
from desktop_proxy.ui.providers.parts import Parts
from tests.credentials.keyrings import FailingKeyring, MemoryKeyring, SlowKeyring, locked
from tests.fakes import eventually
from tests.ui.providers.hands import OPENAI_KEY, XAI_KEY


def source(parts: Parts, name: str) -> str | None:
    info = parts.keys.info(parts.entry(name))
    return info.source if info else None


def use(core: Core, keyring: object) -> None:
    core.credentials = Credentials(core.environment, core.paths, core.redactor, keyring)  # type: ignore[arg-type]


async def test_it_is_found_out_in_the_background(parts: Parts):
    await parts.core.credentials.set("openai", OPENAI_KEY)
    assert source(parts, "openai") is None
    parts.keys.watch()
    await eventually(lambda: source(parts, "openai") == "keyring")
    assert source(parts, "xai") == "none"
    assert source(parts, "demo") is None
    parts.keys.unwatch()


async def test_a_key_that_another_process_stores_is_noticed_while_somebody_watches(parts: Parts, keyring):
    parts.keys._timer.setInterval(10)
    parts.keys.watch()
    await eventually(lambda: source(parts, "xai") == "none")
    await Credentials(parts.core.environment, parts.core.paths, parts.core.redactor, keyring).set("xai", XAI_KEY)
    await eventually(lambda: source(parts, "xai") == "keyring")
    parts.keys.unwatch()
    assert not parts.keys._timer.isActive()


async def test_a_setting_that_another_process_wrote_is_noticed_too(parts: Parts):
    parts.keys._timer.setInterval(10)
    parts.keys.watch()
    file = parts.core.paths.settings_file
    file.write_text('{"routing": {"preferred_provider": "xai"}}')
    await eventually(lambda: parts.core.settings.current.routing.preferred_provider == "xai")
    parts.keys.unwatch()


async def test_two_pages_watch_until_both_have_stopped(parts: Parts):
    parts.keys.watch()
    parts.keys.watch()
    parts.keys.unwatch()
    assert parts.keys._timer.isActive()
    parts.keys.unwatch()
    assert not parts.keys._timer.isActive()


async def test_a_new_endpoint_is_looked_up_and_other_settings_ask_nobody(parts: Parts):
    keyring = MemoryKeyring()
    use(parts.core, keyring)
    parts.keys.watch()
    await eventually(lambda: source(parts, "openai") == "none")
    keyring.questions.clear()
    parts.core.settings.update({"routing.naming": "classic"})
    assert keyring.questions == []
    parts.core.settings.update({"providers.team.base_url": "https://team.test/v1"})
    await eventually(lambda: source(parts, "team") == "none")
    parts.keys.unwatch()


async def test_the_presets_key_is_that_of_an_endpoint_made_from_it(parts: Parts):
    await parts.core.credentials.set("groq", "gsk_0123456789abcdefghij")
    parts.core.settings.update({"providers.fast": {"preset": "groq"}})
    parts.keys.reload()
    await eventually(lambda: source(parts, "fast") == "keyring")
    assert parts.keys.info(parts.entry("fast")).name == "groq"


async def test_a_locked_keyring_is_told_and_asked_again_when_wanted(parts: Parts, monkeypatch):
    monkeypatch.setattr("desktop_proxy.credentials.stored_keys.REMEMBERED_S", 0.0)
    keyring = FailingKeyring(locked(), openai=OPENAI_KEY)
    use(parts.core, keyring)
    parts.keys.reload()
    await eventually(lambda: source(parts, "openai") == "unavailable")
    assert parts.keys.unavailable and "locked" in (parts.keys.problem or "")
    keyring.error = None
    parts.keys.reload()
    await eventually(lambda: source(parts, "openai") == "keyring")
    assert not parts.keys.unavailable and parts.keys.problem is None


async def test_while_the_keyring_is_silent_nothing_waits_and_one_question_is_open(parts: Parts):
    keyring = SlowKeyring(openai=OPENAI_KEY)
    use(parts.core, keyring)
    parts.keys.reload()
    parts.keys.reload()
    assert source(parts, "openai") is None
    keyring.released.set()
    await eventually(lambda: source(parts, "openai") == "keyring")


async def refuse_openai(parts: Parts) -> None:
    await parts.core.credentials.set("openai", OPENAI_KEY)
    parts.keys.reload()
    await eventually(lambda: source(parts, "openai") == "keyring")
    asked = parts.entry("openai")
    parts.keys.judge(asked, parts.keys.info(asked), refused=True)
    assert parts.keys.refused(asked) and parts.state(asked).word == "Key refused"


async def test_a_refused_key_is_remembered_until_it_passes(parts: Parts):
    await refuse_openai(parts)
    asked = parts.entry("openai")
    told: list[bool] = []
    parts.keys.changed.connect(lambda: told.append(True))
    parts.keys.judge(asked, parts.keys.info(asked), refused=False)
    assert not parts.keys.refused(asked) and told == [True]


async def test_another_key_or_another_address_was_not_refused(parts: Parts):
    await refuse_openai(parts)
    parts.core.settings.update({"providers.openai.base_url": "https://gateway.test/v1"})
    assert not parts.keys.refused(parts.entry("openai"))
    parts.core.settings.update({"providers.openai.base_url": None})
    await parts.core.credentials.set("openai", OPENAI_KEY[::-1])
    parts.keys.reload()
    await eventually(lambda: not parts.keys.refused(parts.entry("openai")))


async def test_a_key_that_is_stored_anew_was_not_refused_even_where_it_looks_alike(parts: Parts):
    await refuse_openai(parts)
    parts.keys.renewed("openai")
    assert not parts.keys.refused(parts.entry("openai"))


async def test_without_a_key_none_is_refused(parts: Parts):
    parts.keys.reload()
    await eventually(lambda: source(parts, "xai") == "none")
    asked = parts.entry("xai")
    parts.keys.judge(asked, parts.keys.info(asked), refused=True)
    assert not parts.keys.refused(asked)


async def test_requests_find_out_as_well(parts: Parts):
    await refuse_openai(parts)
    asked = parts.entry("openai")
    done = RequestRow(id="req_1", started_at=0.0, provider="openai", state="done", attempts=1)
    for row, refused in (
        (done, False),
        (replace(done, state="error", status=401, attempts=0), False),
        (replace(done, state="error", status=500), False),
        (replace(done, state="error", status=401), True),
    ):
        parts.bridge.rows_changed.emit([row])
        assert parts.keys.refused(asked) is refused
