"""Where the proxy listens, and what it asks of its clients."""

from __future__ import annotations

import asyncio
import os
import stat
from pathlib import Path

from desktop_proxy.clients import health
from desktop_proxy.doctor.case import Case
from desktop_proxy.doctor.finding import Finding, Remedy
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.server import ports
from desktop_proxy.server.listening import open_listening_socket, why_not
from desktop_proxy.server.probe import Found, find_running
from desktop_proxy.settings.model import ServerSettings

ANOTHER_S = "It was started by another user or with another home"


async def check_settings(case: Case) -> list[Finding]:
    """Whether all that was set has taken effect."""
    problems = case.core.settings.problems
    return [Finding("warn", problem) for problem in problems] or [Finding("ok", "All settings are valid.")]


async def check_port(case: Case) -> list[Finding]:
    """Whether the proxy listens, here or in another process, or could."""
    if case.core.url is not None:
        return [Finding("ok", f"Desktop Proxy listens at {case.core.url}.")]
    try:
        token = (await case.core.credentials.client_token()).reveal()
    except ApiError:
        token = ""
    return [await asyncio.to_thread(_port, case, token)]


def _port(case: Case, token: str) -> Finding:
    server = case.core.settings.current.server
    place = find_running(case.core.paths.data_dir, server, token)
    if place.found is Found.OURS:
        return Finding("ok", f"Desktop Proxy listens at {place.url}.")
    if place.found is Found.NOTHING:
        return _nobody_there(server)
    if health.answers(place.url):
        if not token:
            return Finding("ok", f"A Desktop Proxy listens at {place.url}.")
        return Finding(
            "error",
            f"A Desktop Proxy with another token listens at {place.url}.",
            f"{ANOTHER_S}; stop it, or {_other_port(server)}.",
            remedy=Remedy("port", advice=f"{ANOTHER_S}; stop it, or use another port."),
        )
    remedy = Remedy("port", advice="Stop it, or use another port.")
    return Finding("error", f"{ports.taken_by(server.port)}.", f"Stop it, or {_other_port(server)}.", remedy=remedy)


def _nobody_there(server: ServerSettings) -> Finding:
    try:
        open_listening_socket(server.host, server.port).close()
    except OSError as error:
        return Finding("error", why_not(error, server.host, server.port), remedy=Remedy("port"))
    where = f"Port {server.port} is free" if server.port else "Any free port will be taken"
    return Finding("ok", f"{where}; no proxy runs.", "`desktop-proxy serve` starts one.", remedy=Remedy("start"))


def _other_port(server: ServerSettings) -> str:
    free = ports.next_free(server.port, server.host)
    return f"use another port: `desktop-proxy settings set server.port {free or 'NUMBER'}`"


async def check_token(case: Case) -> list[Finding]:
    """Whether clients must show a token, and whether it is kept where nobody else reads it."""
    if not case.core.settings.current.server.require_token:
        return [
            Finding(
                "warn",
                "Every program of this machine may use the proxy, without a token.",
                "`desktop-proxy settings set server.require_token true` closes it.",
                remedy=Remedy("general"),
            )
        ]
    file = case.core.paths.token_file
    # Looked at first: reading the token mends the mode.
    open_to_others = await asyncio.to_thread(_is_open_to_others, file)
    try:
        await case.core.credentials.client_token()
    except ApiError as error:
        return [Finding("error", error.message)]
    if open_to_others:
        return [
            Finding(
                "warn",
                f"The client token in {file} could be read by other users until now.",
                "Make a new one if others use this machine.",
            )
        ]
    if case.core.environment.token is not None:
        return [Finding("ok", "The client token is given by the environment.")]
    place = f"the file {file}, for this user alone" if file.exists() else "the keyring"
    return [Finding("ok", f"The client token is kept in {place}.")]


def _is_open_to_others(file: Path) -> bool:
    try:
        return os.name == "posix" and bool(stat.S_IMODE(file.stat().st_mode) & 0o077)
    except OSError:
        return False
