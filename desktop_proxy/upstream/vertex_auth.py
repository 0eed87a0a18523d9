"""Access tokens for Vertex AI: application default credentials or a service-account file, refreshed in a thread.

google-auth belongs to the extra `vertex`. Tokens are kept in memory until five minutes before they expire.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC
from functools import partial
from pathlib import Path
from typing import Any

import orjson

from desktop_proxy import tasks
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.upstream.endpoints import Endpoint

SCOPE = "https://www.googleapis.com/auth/cloud-platform"
MARGIN_S = 300.0
LIMIT_S = 15.0
CALL_LIMIT_S = 10.0
_HOW = "run `gcloud auth application-default login`, or set GOOGLE_APPLICATION_CREDENTIALS to a service-account file"


@dataclass(frozen=True, slots=True)
class VertexAccess:
    """A bearer token and the project its credentials belong to, if they say so."""

    token: str
    project: str | None
    valid_until: float
    """Wall-clock seconds, less the margin."""


class VertexTokens:
    """Finds, refreshes and remembers tokens, one refresh at a time for each credentials file."""

    def __init__(self) -> None:
        self._known: dict[str | None, VertexAccess] = {}
        self._refreshing: dict[str | None, asyncio.Task[VertexAccess]] = {}
        self.conceal: Callable[[str], None] = lambda token: None
        """Told every token, so that nothing shows it."""

    async def access(self, endpoint: Endpoint) -> VertexAccess:
        """A token that is good for some minutes. Raises `ApiError` 401, or 504 when Google does not answer."""
        file = endpoint.credentials_file
        known = self._known.get(file)
        if known is not None and known.valid_until > time.time():
            return known
        task = self._refreshing.get(file)
        if task is None:
            task = tasks.spawn(self._refresh(file), name="Vertex token")
            self._refreshing[file] = task
        done, _ = await asyncio.wait({task}, timeout=LIMIT_S)
        if not done:
            raise ApiError(504, "Google did not issue a token for Vertex AI within 15 s: check the network.")
        return task.result()

    def forget(self, endpoint: Endpoint) -> None:
        """Ask anew next time: the provider refused the token."""
        self._known.pop(endpoint.credentials_file, None)

    async def _refresh(self, file: str | None) -> VertexAccess:
        try:
            access = await asyncio.to_thread(_obtain, file)
        finally:
            self._refreshing.pop(file, None)
        self.conceal(access.token)
        self._known[file] = access
        return access


def _obtain(file: str | None) -> VertexAccess:
    try:
        import google.auth.exceptions
        from google.auth.transport.requests import Request
    except ImportError:
        raise ApiError(
            401, "Vertex AI needs the extra “vertex”: pip install 'desktop-proxy[vertex]'.", should_retry=False
        ) from None
    try:
        credentials, project = _load(file)
        # google-auth would wait two minutes, in which the program could not end, and follow redirects.
        credentials.refresh(partial(Request(), timeout=CALL_LIMIT_S, allow_redirects=False))
    except google.auth.exceptions.RefreshError:
        raise ApiError(401, f"Google refused the credentials for Vertex AI: {_HOW}.", should_retry=False) from None
    except google.auth.exceptions.TransportError:
        raise ApiError(502, "Google's token service could not be reached: check the network.") from None
    except (google.auth.exceptions.GoogleAuthError, OSError, ValueError):
        raise ApiError(401, f"No usable credentials for Vertex AI: {_HOW}.", should_retry=False) from None
    expiry = credentials.expiry
    until = expiry.replace(tzinfo=UTC).timestamp() if expiry else time.time() + 2 * MARGIN_S
    return VertexAccess(credentials.token, project, until - MARGIN_S)


def _load(file: str | None) -> tuple[Any, str | None]:
    """Credentials and their project. A file of another kind than these two is only read where Google itself finds it.

    Such a file may name a program to run: https://docs.cloud.google.com/docs/authentication/external/externally-sourced-credentials
    """
    import google.auth
    import google.oauth2.credentials
    import google.oauth2.service_account

    if file is None:
        credentials, project = google.auth.default(scopes=[SCOPE])
        return credentials, project
    info = orjson.loads(Path(file).read_bytes())
    if not isinstance(info, dict):
        raise ValueError("not a credentials file")
    kind = info.get("type")
    if kind == "service_account":
        found = google.oauth2.service_account.Credentials.from_service_account_info(info, scopes=[SCOPE])
        return found, info.get("project_id")
    if kind == "authorized_user":
        return google.oauth2.credentials.Credentials.from_authorized_user_info(info, scopes=[SCOPE]), None
    if os.environ.get("GOOGLE_APPLICATION_CREDENTIALS") == file:
        return _load(None)
    raise ValueError("not a service account")
