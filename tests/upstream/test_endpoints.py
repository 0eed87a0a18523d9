from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fakes import MemoryKeyring

from desktop_proxy.credentials import Credentials
from desktop_proxy.environment import Environment
from desktop_proxy.paths import Paths
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.redaction import Redactor, Secret
from desktop_proxy.settings import ProviderSettings, SettingsStore
from desktop_proxy.upstream.endpoints import Draft, Endpoints

KEY = "sk-endpoint-0123456789abcdefghij"


def endpoints(tmp_path: Path, environ: dict[str, str] | None = None, **changes: Any) -> tuple[Endpoints, Credentials]:
    environment = Environment.read(environ or {}, tmp_path)
    settings = SettingsStore(tmp_path / "settings.json", environment)
    settings.update({name.replace("__", "."): value for name, value in changes.items()})
    paths = Paths.find({"DESKTOP_PROXY_HOME": str(tmp_path)})
    credentials = Credentials(environment, paths, Redactor(), MemoryKeyring())
    return Endpoints(settings, credentials), credentials


async def test_a_provider_has_its_address_its_key_and_its_options(tmp_path: Path) -> None:
    environ = {"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": "http://127.0.0.1:1/v1/"}
    found = await endpoints(tmp_path, environ, providers__openai__api="chat")[0].find("openai")
    assert (found.base_url, found.api, found.label) == ("http://127.0.0.1:1/v1", "chat", "OpenAI")
    assert found.key is not None
    assert found.key.reveal() == KEY
    assert KEY not in repr(found)


async def test_an_endpoint_may_be_looked_up_by_what_it_holds(tmp_path: Path) -> None:
    it, _ = endpoints(tmp_path, {"XAI_API_KEY": KEY})
    assert len({await it.find("xai"), await it.find("xai")}) == 1


async def test_vertex_has_a_project_and_no_key(tmp_path: Path) -> None:
    environ = {"VERTEX_PROJECT_ID": "p", "VERTEX_LOCATION": "global", "GOOGLE_APPLICATION_CREDENTIALS": "a.json"}
    found = await endpoints(tmp_path, environ)[0].find("vertex_ai")
    assert (found.project, found.location, found.key) == ("p", "global", None)
    assert found.credentials_file == str(tmp_path / "a.json")


@pytest.mark.parametrize(
    ("name", "variable"),
    [("openai", "OPENAI_API_KEY"), ("gemini", "GEMINI_API_KEY"), ("anthropic", "ANTHROPIC_API_KEY")],
)
async def test_a_missing_key_is_a_401_that_is_not_repeated(tmp_path: Path, name: str, variable: str) -> None:
    with pytest.raises(ApiError) as caught:
        await endpoints(tmp_path)[0].find(name)
    assert caught.value.status == 401
    assert caught.value.should_retry is False
    assert f"keys set {name}` or set {variable}." in caught.value.message


async def test_a_name_nobody_set_up_is_a_404(tmp_path: Path) -> None:
    with pytest.raises(ApiError) as caught:
        await endpoints(tmp_path)[0].find("nobody")
    assert caught.value.status == 404


async def test_a_local_server_needs_no_key(tmp_path: Path) -> None:
    found = await endpoints(tmp_path, providers__ollama__preset="ollama")[0].find("ollama")
    assert (found.base_url, found.key) == ("http://localhost:11434/v1", None)


async def test_a_presets_key_goes_to_its_own_address_and_to_no_other(tmp_path: Path) -> None:
    environ = {"OPENROUTER_API_KEY": KEY}
    own, _ = endpoints(tmp_path, environ, providers__work__preset="openrouter")
    assert (await own.find("work")).key is not None
    elsewhere, credentials = endpoints(tmp_path, environ, providers__work__base_url="https://elsewhere.example/v1")
    with pytest.raises(ApiError) as caught:
        await elsewhere.find("work")
    assert caught.value.status == 401
    await credentials.set("work", "another-key-0123456789")
    key = (await elsewhere.find("work")).key
    assert key is not None
    assert key.reveal() == "another-key-0123456789"


async def test_any_other_litellm_provider_is_one(tmp_path: Path) -> None:
    found = await endpoints(tmp_path, {"COHERE_API_KEY": KEY})[0].find("cohere")
    assert found.provider.way == "completion"
    assert found.key is not None


async def test_a_draft_stands_in_for_what_is_stored(tmp_path: Path) -> None:
    it, _ = endpoints(tmp_path, {"OPENAI_API_KEY": KEY})
    own = ProviderSettings(base_url="https://gateway.example/v1", api="chat")
    found = await it.find("openai", Draft(Secret("typed-0123456789"), own))
    assert (found.base_url, found.api, found.key) == (own.base_url, "chat", Secret("typed-0123456789"))
    assert (await it.find("openai")).key == Secret(KEY)


async def test_a_stored_key_goes_to_the_host_of_a_draft_only_where_it_went_before(tmp_path: Path) -> None:
    it, _ = endpoints(tmp_path, {"OPENAI_API_KEY": KEY, "GROQ_API_KEY": KEY})
    same = Draft(settings=ProviderSettings(base_url="https://api.openai.com/v2"))
    assert (await it.find("openai", same)).key == Secret(KEY)
    assert (await it.find("groq", Draft(settings=ProviderSettings(preset="groq")))).key == Secret(KEY)
    assert (await it.find("work", Draft(settings=ProviderSettings(preset="groq")))).key == Secret(KEY)
    for name, own in (
        ("openai", ProviderSettings(base_url="https://elsewhere.example/v1")),
        ("groq", ProviderSettings(preset="groq", base_url="https://elsewhere.example/v1")),
        ("openai", ProviderSettings(base_url="http://api.openai.com/v1", allow_insecure_http=True)),
    ):
        with pytest.raises(ApiError, match="not sent to another host") as caught:
            await it.find(name, Draft(settings=own))
        assert caught.value.status == 401
    keyless = await it.find("own", Draft(settings=ProviderSettings(base_url="https://elsewhere.example/v1")))
    assert keyless.key is None
