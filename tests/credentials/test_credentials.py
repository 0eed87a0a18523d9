from __future__ import annotations

import asyncio
import os
import re
import stat
import subprocess
import sys
import time

import pytest

from desktop_proxy.credentials import Credentials, KeyInfo, KeyringFault, stored_keys
from desktop_proxy.environment import Environment
from desktop_proxy.paths import Paths
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.redaction import Redactor, Secret

from .keyrings import FailingKeyring, ForgetfulKeyring, MemoryKeyring, SlowKeyring, locked, missing, not_set_up

KEY = "sk-proj-0123456789abcdefghij"
OTHER_KEY = "sk-proj-zyxwvutsrqponmlkjihg"


@pytest.fixture
def paths(tmp_path):
    paths = Paths.find({"DESKTOP_PROXY_HOME": str(tmp_path / "home")})
    paths.ensure()
    return paths


@pytest.fixture
def redactor():
    return Redactor()


@pytest.fixture
def make(paths, redactor, tmp_path):
    def make(backend, environ=None, **options) -> Credentials:
        return Credentials(Environment.read(environ or {}, tmp_path), paths, redactor, backend, **options)

    return make


@pytest.fixture
def short_memory(monkeypatch):
    monkeypatch.setattr(stored_keys, "REMEMBERED_S", 0.0)


async def test_a_key_comes_from_the_keyring_in_a_thread_of_its_own(make):
    backend = MemoryKeyring(openai=KEY)
    found = await make(backend).get("openai")
    assert found == Secret(KEY)
    assert backend.threads == {"keyring"}


async def test_the_environment_comes_first_and_the_keyring_is_not_asked(make):
    backend = MemoryKeyring(openai=OTHER_KEY)
    credentials = make(backend, {"OPENAI_API_KEY": KEY})
    assert await credentials.get("openai") == Secret(KEY)
    assert backend.questions == []


async def test_a_named_endpoint_s_key_may_stand_in_the_environment(make, redactor):
    credentials = make(FailingKeyring(missing()), {"MY_CORP_API_KEY": KEY})
    assert await credentials.get("my-corp") == Secret(KEY)
    (info,) = await credentials.sources(["my-corp"])
    assert info.source == "environment"
    assert KEY not in redactor.redact(f"sent {KEY}")


async def test_a_token_of_the_environment_that_can_be_none_is_not_replaced_by_another(make, paths):
    credentials = make(MemoryKeyring(), {"DESKTOP_PROXY_TOKEN": "my own token"})
    for ask in (credentials.client_token, credentials.rotate_client_token):
        with pytest.raises(ApiError, match="DESKTOP_PROXY_TOKEN in the environment is not a token") as raised:
            await ask()
        assert raised.value.status == 503
    assert not paths.token_file.exists()


async def test_a_missing_key_is_none_and_is_asked_for_again(make, short_memory):
    backend = MemoryKeyring()
    credentials = make(backend)
    assert await credentials.get("openai") is None
    backend.values["openai"] = KEY
    assert await credentials.get("openai") == Secret(KEY)


async def test_many_requests_at_once_read_the_keyring_once(make):
    backend = MemoryKeyring(openai=KEY)
    credentials = make(backend)
    found = await asyncio.gather(*(credentials.get("openai") for _ in range(50)))
    assert set(found) == {Secret(KEY)}
    await credentials.get("openai")
    assert backend.questions == ["openai"]


async def test_a_missing_key_is_not_asked_for_by_every_request_of_a_burst(make):
    backend = MemoryKeyring()
    credentials = make(backend)
    await asyncio.gather(*(credentials.get("openai") for _ in range(50)))
    assert backend.questions == ["openai"]


async def test_a_refused_key_is_read_anew(make):
    backend = MemoryKeyring(openai=KEY)
    credentials = make(backend)
    await credentials.get("openai")
    backend.values["openai"] = OTHER_KEY
    assert await credentials.get("openai") == Secret(KEY)
    credentials.forget("openai")
    assert await credentials.get("openai") == Secret(OTHER_KEY)


async def test_forgetting_keeps_keys_of_the_environment_and_of_the_session(make):
    credentials = make(FailingKeyring(missing()), {"OPENAI_API_KEY": KEY})
    await credentials.set("xai", OTHER_KEY)
    credentials.forget("openai")
    credentials.forget("xai")
    assert await credentials.get("openai") == Secret(KEY)
    assert await credentials.get("xai") == Secret(OTHER_KEY)


async def test_a_key_is_stored_in_the_keyring_and_nowhere_else(make, paths):
    backend = MemoryKeyring()
    credentials = make(backend)
    assert await credentials.set("openai", f"  {KEY}\n") == "keyring"
    assert backend.values["openai"] == KEY
    assert await credentials.get("openai") == Secret(KEY)
    assert all(KEY not in file.read_text() for file in paths.data_dir.rglob("*") if file.is_file())


@pytest.mark.parametrize("error", [missing(), not_set_up(), locked(), OSError("the bus went away")])
async def test_without_a_working_keyring_a_key_lives_for_the_session(make, paths, error):
    credentials = make(FailingKeyring(error))
    assert await credentials.set("openai", KEY) == "session"
    assert credentials.problem and "keyring" in credentials.problem
    assert await credentials.get("openai") == Secret(KEY)
    assert await make(FailingKeyring(missing())).get("openai") is None
    assert all(KEY not in file.read_text() for file in paths.data_dir.rglob("*") if file.is_file())


async def test_a_keyring_that_keeps_nothing_is_found_out(make):
    credentials = make(ForgetfulKeyring())
    assert await credentials.set("openai", KEY) == "session"
    assert await credentials.get("openai") == Secret(KEY)


@pytest.mark.parametrize("value", ["", "   ", "two words", "schlüssel", "line\nbreak", "nul\x00"])
async def test_what_cannot_be_a_key_is_refused(make, value):
    with pytest.raises(ApiError) as caught:
        await make(MemoryKeyring()).set("openai", value)
    assert caught.value.status == 400


async def test_a_locked_keyring_is_a_503_that_names_the_reason_and_a_way_out(make, short_memory):
    backend = FailingKeyring(locked(), openai=KEY)
    credentials = make(backend)
    with pytest.raises(ApiError) as caught:
        await credentials.get("openai")
    assert (caught.value.status, caught.value.type) == (503, "api_error")
    assert "locked" in caught.value.message
    assert "OPENAI_API_KEY" in caught.value.message
    backend.error = None
    assert await credentials.get("openai") == Secret(KEY)
    assert credentials.problem is None


@pytest.mark.parametrize("error", [missing(), not_set_up()])
async def test_no_keyring_means_no_key_and_says_why(make, short_memory, error):
    backend = FailingKeyring(error, openai=KEY)
    credentials = make(backend)
    assert await credentials.get("openai") is None
    assert credentials.problem
    backend.error = None
    assert await credentials.get("openai") == Secret(KEY)


async def test_a_failing_keyring_is_not_asked_by_every_request_of_a_burst(make):
    backend = FailingKeyring(locked())
    credentials = make(backend)
    outcomes = await asyncio.gather(*(credentials.get(f"p{n}") for n in range(20)), return_exceptions=True)
    assert {type(outcome) for outcome in outcomes} == {ApiError}


async def test_a_keyring_that_does_not_answer_is_a_503_within_its_limit_and_recovers(make, short_memory):
    backend = SlowKeyring(openai=KEY)
    credentials = make(backend, limit_s=0.5)
    started = time.monotonic()
    for _ in range(3):
        with pytest.raises(ApiError, match="does not answer"):
            await credentials.get("openai")
    assert time.monotonic() - started < 1.2
    backend.released.set()
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        try:
            assert await credentials.get("openai") == Secret(KEY)
            return
        except ApiError:
            await asyncio.sleep(0.01)
    pytest.fail("it did not recover")


async def test_the_loop_runs_on_while_the_keyring_is_stuck(make):
    backend = SlowKeyring()
    task = asyncio.get_running_loop().create_task(make(backend, limit_s=0.2).get("openai"))
    longest = 0.0
    while not task.done():
        before = time.monotonic()
        await asyncio.sleep(0.001)
        longest = max(longest, time.monotonic() - before)
    backend.released.set()
    assert isinstance(task.exception(), ApiError)
    assert longest < 0.5


def test_a_stuck_keyring_does_not_keep_the_process_from_ending(tmp_path):
    program = """
import asyncio, time
from pathlib import Path
from desktop_proxy.credentials import Credentials
from desktop_proxy.environment import Environment
from desktop_proxy.paths import Paths
from desktop_proxy.redaction import Redactor

class Stuck:
    def get_password(self, service, username):
        time.sleep(600)

credentials = Credentials(Environment(), Paths.find({"DESKTOP_PROXY_HOME": "."}), Redactor(), Stuck(), limit_s=0.1)
try:
    asyncio.run(credentials.get("openai"))
except Exception as error:
    print(type(error).__name__)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, timeout=20, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "ApiError\n", "")


async def test_deleting_removes_the_key_from_every_place_we_may_write(make):
    backend = MemoryKeyring(openai=KEY)
    credentials = make(backend)
    await credentials.get("openai")
    assert await credentials.delete("openai") is True
    assert backend.values == {}
    assert await credentials.get("openai") is None
    assert await credentials.delete("openai") is False


async def test_deleting_from_a_locked_keyring_is_told(make):
    with pytest.raises(ApiError, match="locked"):
        await make(FailingKeyring(locked())).delete("openai")


async def test_sources_say_who_wins(make, tmp_path):
    (tmp_path / ".env").write_text(f"GEMINI_API_KEY={'AIza' + 'x' * 35}\n")
    backend = MemoryKeyring(openai=OTHER_KEY, xai="xai-0123456789abcdefghij")
    credentials = make(backend, {"OPENAI_API_KEY": KEY})
    assert await credentials.set("openai", OTHER_KEY) == "keyring"
    assert await credentials.sources(["openai", "gemini", "xai", "anthropic"]) == [
        KeyInfo("openai", "environment", "sk-…ghij"),
        KeyInfo("gemini", ".env", "…xxxx"),
        KeyInfo("xai", "keyring", "xai-…ghij"),
        KeyInfo("anthropic", "none"),
    ]


async def test_sources_of_a_locked_keyring_are_unavailable(make):
    credentials = make(FailingKeyring(locked()))
    assert await credentials.sources(["openai"]) == [KeyInfo("openai", "unavailable")]


async def test_every_secret_is_told_to_the_redactor(make, redactor):
    credentials = make(MemoryKeyring(xai="plain-looking-value-1"), {"OPENAI_API_KEY": "plain-looking-value-2"})
    await credentials.get("xai")
    await credentials.set("gemini", "plain-looking-value-3")
    token = await credentials.client_token()
    text = f"plain-looking-value-1 plain-looking-value-2 plain-looking-value-3 {token.reveal()}"
    assert redactor.redact(text) == " ".join(["[redacted]"] * 4)


async def test_another_process_s_change_is_noticed(make, short_memory):
    backend = MemoryKeyring(openai=KEY)
    running, other = make(backend), make(backend)
    assert await running.get("openai") == Secret(KEY)
    await other.set("openai", OTHER_KEY)
    assert await running.get("openai") == Secret(OTHER_KEY)
    await other.delete("openai")
    assert await running.get("openai") is None


async def test_sources_show_what_another_process_stored(make):
    backend = MemoryKeyring(openai=KEY)
    ours, theirs = make(backend), make(backend)
    await ours.sources(["openai"])
    await theirs.set("openai", "sk-proj-zyxwvutsrqponmlk0000")
    (info,) = await ours.sources(["openai"])
    assert info.masked == "sk-…0000"


async def test_the_client_token_is_random_readable_and_the_same_ever_after(make, paths):
    backend = MemoryKeyring()
    first = (await make(backend).client_token()).reveal()
    assert re.fullmatch(r"dp-[A-Za-z0-9_-]{43}", first)
    assert (await make(backend).client_token()).reveal() == first
    assert (await make(MemoryKeyring()).client_token()).reveal() != first
    assert not paths.token_file.exists()


async def test_the_environment_decides_the_token(make):
    backend = MemoryKeyring(**{"client-token": "dp-stored-stored-stored"})
    credentials = make(backend, {"DESKTOP_PROXY_TOKEN": "my-own-token-1234567"})
    assert await credentials.client_token() == Secret("my-own-token-1234567")
    with pytest.raises(ApiError, match="DESKTOP_PROXY_TOKEN"):
        await credentials.rotate_client_token()


@pytest.mark.parametrize("error", [missing(), not_set_up()])
async def test_without_a_keyring_the_token_is_in_a_file_for_the_user_alone(make, paths, error):
    first = await make(FailingKeyring(error)).client_token()
    assert paths.token_file.read_text().strip() == first.reveal()
    if os.name == "posix":
        assert stat.S_IMODE(paths.token_file.stat().st_mode) == 0o600
    assert await make(FailingKeyring(error)).client_token() == first
    assert await make(MemoryKeyring()).client_token() == first


async def test_a_locked_keyring_makes_no_second_token(make, paths, short_memory):
    backend = FailingKeyring(None)
    token = await make(backend).client_token()
    backend.error = locked()
    credentials = make(backend)
    with pytest.raises(ApiError) as caught:
        await credentials.client_token()
    assert caught.value.status == 503
    assert not paths.token_file.exists()
    backend.error = None
    assert await credentials.client_token() == token


async def test_a_rotated_token_replaces_the_old_one_everywhere(make, paths, short_memory):
    backend = FailingKeyring(missing())
    running = make(backend)
    old = await running.client_token()
    backend.error = None
    new = await make(backend).rotate_client_token()
    assert new != old
    assert not paths.token_file.exists()
    assert await running.client_token() == new
    assert await make(backend).client_token() == new


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")
async def test_a_token_file_open_to_others_is_closed(make, paths):
    paths.token_file.write_text("dp-0123456789012345678901234567890\n")
    paths.token_file.chmod(0o644)
    await make(FailingKeyring(missing())).client_token()
    assert stat.S_IMODE(paths.token_file.stat().st_mode) == 0o600


async def test_a_token_that_can_be_kept_nowhere_is_a_503(make, paths):
    paths.token_file.mkdir()
    with pytest.raises(ApiError, match="DESKTOP_PROXY_TOKEN"):
        await make(FailingKeyring(missing())).client_token()


async def test_processes_that_start_at_the_same_time_agree_on_one_token(make, paths):
    for _ in range(20):
        tokens = await asyncio.gather(*(make(FailingKeyring(missing())).client_token() for _ in range(5)))
        assert len({token.reveal() for token in tokens}) == 1
        paths.token_file.unlink()
    assert [file.name for file in paths.data_dir.iterdir() if file.name.startswith("client-token")] == []


async def test_a_token_that_another_process_made_at_the_same_time_in_the_keyring_is_taken_over(make, short_memory):
    backend = MemoryKeyring()
    first, second = make(backend), make(backend)
    await asyncio.gather(first.client_token(), second.client_token())
    assert await first.client_token() == await second.client_token()


async def test_a_token_file_with_nonsense_is_replaced(make, paths):
    paths.token_file.write_bytes(b"\xff\xfe")
    token = await make(FailingKeyring(missing())).client_token()
    assert paths.token_file.read_text().strip() == token.reveal()


async def test_the_keyring_is_examined_by_asking_it(make):
    assert await make(MemoryKeyring()).examine_keyring() == "MemoryKeyring"
    with pytest.raises(KeyringFault, match="no keyring"):
        await make(FailingKeyring(missing())).examine_keyring()
