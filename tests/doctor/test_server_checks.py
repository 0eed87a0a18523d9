from __future__ import annotations

import os
import socket

import pytest
from credentials.keyrings import FailingKeyring, locked, missing
from fakes import running_proxy

from desktop_proxy.doctor.finding import Remedy
from desktop_proxy.doctor.server_checks import check_port, check_settings, check_token
from desktop_proxy.server.announcement import Announcement

from .opened import opened


@pytest.fixture
def taken():
    """A port that another program has."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


async def test_good_settings_are_one_line_and_bad_ones_one_each(tmp_path):
    async with opened(tmp_path / "good") as it:
        assert (await it.only(check_settings)).level == "ok"
    folder = tmp_path / "bad" / "data"
    folder.mkdir(parents=True)
    (folder / "settings.json").write_text('{"server": {"port": "many"}, "upstream": {"max_retries": -1}}')
    async with opened(tmp_path / "bad", overrides={"server.port": None}) as it:
        found = await it.found(check_settings)
    assert [finding.level for finding in found] == ["warn", "warn"]
    assert "server.port" in found[0].sentence


async def test_a_proxy_of_this_process_is_well(tmp_path):
    async with opened(tmp_path) as it:
        await it.core.server.start()
        finding = await it.only(check_port)
        assert (finding.level, finding.sentence) == ("ok", f"Desktop Proxy listens at {it.core.url}.")
        await it.core.server.stop()


async def test_one_of_another_process_is_found_at_whatever_port(tmp_path):
    async with running_proxy(tmp_path / "other") as proxy, opened(tmp_path) as it:
        Announcement(it.core.paths.data_dir).follow(proxy.url)
        finding = await it.only(check_port)
        assert (finding.level, finding.sentence) == ("ok", f"Desktop Proxy listens at {proxy.url}.")


async def test_a_free_port_is_well(tmp_path, unused_tcp_port):
    async with opened(tmp_path, overrides={"server.port": unused_tcp_port}) as it:
        finding = await it.only(check_port)
        assert (finding.level, finding.sentence) == ("ok", f"Port {unused_tcp_port} is free; no proxy runs.")
        assert finding.remedy == Remedy("start")
    async with opened(tmp_path) as it:
        assert (await it.only(check_port)).sentence == "Any free port will be taken; no proxy runs."


async def test_a_port_that_another_program_has_is_told_with_a_free_one(tmp_path, taken):
    async with opened(tmp_path, overrides={"server.port": taken}) as it:
        finding = await it.only(check_port)
    assert finding.level == "error"
    assert finding.sentence.startswith(f"Port {taken} is in use by ")
    assert "settings set server.port " in finding.advice
    assert int(finding.advice.rstrip("`.").rpartition(" ")[2]) > taken
    assert finding.remedy == Remedy("port", advice="Stop it, or use another port.")


async def test_a_proxy_with_another_token_is_not_taken_for_ours(tmp_path):
    async with running_proxy(tmp_path / "other") as proxy:
        token = {"DESKTOP_PROXY_TOKEN": "another-token-0123456789"}
        async with opened(tmp_path, environ=token, overrides={"server.port": proxy.port}) as it:
            finding = await it.only(check_port)
    assert finding.level == "error"
    assert "another token" in finding.sentence


async def test_while_the_token_cannot_be_read_a_proxy_is_a_proxy(tmp_path):
    unread = {"environ": {"DESKTOP_PROXY_TOKEN": ""}, "keyring": FailingKeyring(locked())}
    async with running_proxy(tmp_path / "other") as proxy:
        async with opened(tmp_path, **unread, overrides={"server.port": proxy.port}) as it:
            finding = await it.only(check_port)
        assert (finding.level, finding.sentence) == ("ok", f"A Desktop Proxy listens at {proxy.url}.")


async def test_an_address_that_is_not_this_machine_s_is_an_error(tmp_path):
    async with opened(tmp_path, overrides={"server.host": "192.0.2.1"}) as it:
        finding = await it.only(check_port)
    assert finding.level == "error"
    assert "192.0.2.1" in finding.sentence


async def test_the_token_is_told_by_its_place_and_not_shown(tmp_path):
    async with opened(tmp_path) as it:
        assert "environment" in (await it.only(check_token)).sentence
    async with opened(tmp_path, environ={"DESKTOP_PROXY_TOKEN": ""}) as it:
        finding = await it.only(check_token)
        token = (await it.core.credentials.client_token()).reveal()
    assert (finding.level, finding.sentence) == ("ok", "The client token is kept in the keyring.")
    assert token not in finding.sentence


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")
async def test_a_token_file_that_others_could_read_is_told_once(tmp_path):
    async with opened(tmp_path, environ={"DESKTOP_PROXY_TOKEN": ""}, keyring=FailingKeyring(missing())) as it:
        finding = await it.only(check_token)
        assert finding.level == "ok"
        assert str(it.core.paths.token_file) in finding.sentence
    it.core.paths.token_file.chmod(0o644)
    async with opened(tmp_path, environ={"DESKTOP_PROXY_TOKEN": ""}, keyring=FailingKeyring(missing())) as it:
        finding = await it.only(check_token)
        assert finding.level == "warn"
        assert "could be read by other users" in finding.sentence
        assert (await it.only(check_token)).level == "ok"


async def test_a_token_behind_a_locked_keyring_is_an_error(tmp_path):
    async with opened(tmp_path, environ={"DESKTOP_PROXY_TOKEN": ""}, keyring=FailingKeyring(locked())) as it:
        finding = await it.only(check_token)
    assert finding.level == "error"
    assert "locked" in finding.sentence


async def test_no_token_is_a_warning(tmp_path):
    async with opened(tmp_path, overrides={"server.require_token": False}) as it:
        finding = await it.only(check_token)
    assert finding.level == "warn"
    assert "require_token true" in finding.advice
    assert finding.remedy == Remedy("general")
