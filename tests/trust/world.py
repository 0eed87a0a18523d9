"""The real core on a free port, with all seven providers on one loopback server, and one-line asking."""

from __future__ import annotations

import contextlib
import functools
import json
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from fakes import TOKEN, MemoryKeyring, message_body
from wire import Answer, Wire, ask

from desktop_proxy.core import Core
from desktop_proxy.paths import Paths

from .faces import FACES, Face
from .faulty_provider import TOKEN_PATH, FaultyProvider, Scene, faulty_provider

BASES = (
    ("OPENAI_BASE_URL", "/openai/v1"),
    ("GEMINI_BASE_URL", "/gemini/v1beta"),
    ("VERTEX_BASE_URL", "/vertex/v1"),
    ("XAI_BASE_URL", "/xai/v1"),
    ("ANTHROPIC_UPSTREAM_BASE_URL", "/anthropic"),
)
every_face = pytest.mark.parametrize("face", FACES, ids=lambda face: face.name)
EVERY_WAY = tuple((face, stream) for face in FACES for stream in (True, False))
"""Each provider asked for a stream and for a whole answer: for tests that wait, and so ask all at once."""
both_modes = pytest.mark.parametrize("stream", [True, False], ids=["stream", "json"])


class World:
    """A running core and its providers."""

    def __init__(self, core: Core, provider: FaultyProvider) -> None:
        self.core = core
        self.provider = provider

    @property
    def port(self) -> int:
        assert self.core.url
        return int(self.core.url.rpartition(":")[2])

    async def ask(self, face: Face, scene: Scene, *, stream: bool, **fields: Any) -> Answer:
        """The answer to one request, on a connection of its own."""
        return await ask(self.port, "POST", "/v1/messages", body(face, scene, stream=stream, **fields))

    async def begin(
        self, face: Face, scene: Scene, *, stream: bool, headers: Mapping[str, str] | None = None, **fields: Any
    ) -> Wire:
        """Send a request and leave its answer to the caller."""
        wire = await Wire.connect(self.port)
        wire.request("POST", "/v1/messages", body(face, scene, stream=stream, **fields), headers)
        return wire


def body(face: Face, scene: Scene, *, stream: bool, **fields: Any) -> bytes:
    """A request that plays `scene`."""
    messages = [{"role": "user", "content": scene.prompt}]
    return message_body(**{"model": face.model, "stream": stream, "messages": messages, **fields})


def variables(home: Path, addresses: str | Mapping[str, str], token_uri: str) -> dict[str, str]:
    """The environment that sets the providers up at one address, or at one for each base URL's variable."""
    keys = {face.key_variable: face.key for face in FACES if face.key_variable}
    bases = {
        name: (addresses if isinstance(addresses, str) else addresses[name]) + path
        for name, path in BASES
        if isinstance(addresses, str) or name in addresses
    }
    vertex = {
        "VERTEX_PROJECT_ID": "a-project",
        "VERTEX_LOCATION": "europe-west4",
        "GOOGLE_APPLICATION_CREDENTIALS": str(service_account(home, token_uri)),
    }
    return {**keys, **bases, **vertex}


@contextlib.asynccontextmanager
async def world(home: Path, *, address: str = "", **overrides: Any) -> AsyncIterator[World]:
    """Everything running; `overrides` are settings with `__` for the dot, `address` stands in for the provider's."""
    async with faulty_provider() as provider:
        address = address or provider.url
        environ = {
            "DESKTOP_PROXY_HOME": str(home),
            "DESKTOP_PROXY_TOKEN": TOKEN,
            **variables(home, address, provider.url + TOKEN_PATH),
        }
        settings = {name.replace("__", "."): value for name, value in overrides.items()}
        settings |= {"server.port": 0, "providers.team.base_url": f"{address}/team/v1"}
        core = Core(Paths.find(environ), environ, home, settings, keyring=MemoryKeyring())
        await core.credentials.set("team", key_of("team"))
        await core.start()
        try:
            yield World(core, provider)
        finally:
            await core.close()


def key_of(provider: str) -> str:
    """The key of a provider."""
    return next(face.key for face in FACES if face.provider == provider)


def service_account(folder: Path, token_uri: str) -> Path:
    """A service-account file with a key made for this run."""
    path = folder / "service-account.json"
    content = {
        "type": "service_account",
        "project_id": "a-project",
        "private_key_id": "1",
        "private_key": private_key(),
        "client_email": "tests@a-project.iam.gserviceaccount.com",
        "client_id": "1",
        "token_uri": token_uri,
    }
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


@functools.cache
def private_key() -> str:
    """A throw-away key in PEM."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
