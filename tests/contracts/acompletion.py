"""The same neutral request through `litellm.acompletion`, against the recording loopback server."""

from __future__ import annotations

import copy
import functools
from typing import Any

import orjson
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from upstream.loopback import Answer, Call, Loopback
from upstream.rig import KEY, loaded

TOKEN_PATH = "/token"
PROJECT, LOCATION = "project", "europe-west1"


@functools.lru_cache(maxsize=1)
def _private_key() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    encoding, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    return key.private_bytes(encoding, form, serialization.NoEncryption()).decode()


def service_account(double: Loopback) -> dict[str, str]:
    """Credentials of a throw-away key whose token is issued by the loopback server."""
    return {
        "type": "service_account",
        "project_id": PROJECT,
        "private_key_id": "1",
        "private_key": _private_key(),
        "client_email": "tests@project.iam.gserviceaccount.com",
        "token_uri": f"{double.url}{TOKEN_PATH}",
    }


TOKEN = Answer(
    [orjson.dumps({"access_token": "ya29.token", "expires_in": 3600, "token_type": "Bearer"})],
    headers={"content-type": "application/json"},
)


async def acompletion(
    name: str, model: str, body: dict[str, Any], double: Loopback
) -> tuple[Call, list[dict[str, Any]]]:
    """What LiteLLM sends for a neutral chat body, and the chunks it gives back."""
    loaded()
    import litellm

    arguments = {key: value for key, value in copy.deepcopy(body).items() if key not in ("model", "stream_options")}
    base = {
        "openai": f"{double.url}/v1",
        "xai": f"{double.url}/v1",
        "gemini": f"{double.url}/v1beta",
        # LiteLLM adds only the method to a base URL for Vertex.
        "vertex_ai": f"{double.url}/v1/projects/{PROJECT}/locations/{LOCATION}/publishers/google/models/{model}",
    }[name]
    credentials = {"api_key": KEY}
    if name == "vertex_ai":
        double.answers.insert(0, TOKEN)
        account = orjson.dumps(service_account(double)).decode()
        credentials = {"vertex_credentials": account, "vertex_project": PROJECT, "vertex_location": LOCATION}
    answer = await litellm.acompletion(
        **arguments,
        **credentials,
        model=f"{name}/{model}",
        api_base=base,
        stream_options={"include_usage": True},
        drop_params=True,
        num_retries=0,
        max_retries=0,
        _skip_mcp_handler=True,
    )
    try:
        chunks = [chunk.model_dump(exclude_none=True) async for chunk in answer]
    finally:
        await litellm.close_litellm_async_clients()
        litellm.in_memory_llm_clients_cache.flush_cache()
    return double.calls[-1], chunks
