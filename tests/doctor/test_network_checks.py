from __future__ import annotations

import ssl

import pytest

from desktop_proxy.doctor import network_checks
from desktop_proxy.doctor.network_checks import check_certificates, check_web_proxy

from .opened import opened

PROXY = "http://user:canary-secret@proxy.example:3128"


async def test_no_web_proxy_is_well(tmp_path):
    async with opened(tmp_path) as it:
        assert (await it.only(check_web_proxy)).level == "ok"


@pytest.mark.parametrize("name", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"])
async def test_a_web_proxy_that_does_not_spare_this_machine_is_a_warning(tmp_path, name):
    async with opened(tmp_path, environ={name: PROXY, "NO_PROXY": "example.com"}) as it:
        finding = await it.only(check_web_proxy)
    assert finding.level == "warn"
    assert f"{name} sets the web proxy proxy.example:3128" in finding.sentence
    assert "NO_PROXY=example.com,127.0.0.1,localhost" in finding.advice
    assert "canary" not in repr(finding)


@pytest.mark.parametrize("spared", ["127.0.0.1", "a.example, 127.0.0.1", "*"])
async def test_one_that_spares_it_is_well(tmp_path, spared):
    for name in ("NO_PROXY", "no_proxy"):
        async with opened(tmp_path, environ={"HTTPS_PROXY": PROXY, name: spared}) as it:
            finding = await it.only(check_web_proxy)
        assert finding.level == "ok"
        assert "proxy.example:3128" in finding.sentence


@pytest.mark.parametrize("address", ["proxy.example", "http://[", "http://proxy.example:port"])
async def test_any_address_can_be_told(tmp_path, address):
    async with opened(tmp_path, environ={"HTTPS_PROXY": address}) as it:
        assert (await it.only(check_web_proxy)).level == "warn"


async def test_the_authorities_of_this_machine_are_well(tmp_path):
    async with opened(tmp_path) as it:
        finding = await it.only(check_certificates)
    assert finding.level == ("ok" if network_checks._has_authorities() else "error")


@pytest.mark.parametrize(("name", "level"), [("SSL_CERT_FILE", "error"), ("NODE_EXTRA_CA_CERTS", "warn")])
@pytest.mark.parametrize("content", [None, "no certificate"])
async def test_a_file_of_authorities_that_holds_none_is_named(tmp_path, name, level, content):
    file = tmp_path / "ca.pem"
    if content is not None:
        file.write_text(content)
    async with opened(tmp_path, environ={name: str(file)}) as it:
        finding = await it.only(check_certificates)
    assert finding.level == level
    assert f"{name} names {file}" in finding.sentence
    assert ("cannot be read (No such file or directory)" in finding.sentence) is (content is None)


async def test_a_machine_without_authorities_is_an_error(tmp_path, monkeypatch):
    monkeypatch.setattr(ssl, "create_default_context", lambda: ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
    monkeypatch.setattr(
        ssl, "get_default_verify_paths", lambda: ssl.DefaultVerifyPaths("", str(tmp_path), "", "", "", str(tmp_path))
    )
    async with opened(tmp_path) as it:
        finding = await it.only(check_certificates)
        assert finding.level == "error"
        (tmp_path / "0a1b2c3d.0").touch()
        assert (await it.only(check_certificates)).level == "ok"
