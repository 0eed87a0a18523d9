"""The clients: whether their settings lead here, and whether Claude Code is logged in. Nothing of theirs is shown."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from desktop_proxy.clients import claude_code, health
from desktop_proxy.clients.client import Client
from desktop_proxy.clients.clients import CLIENTS
from desktop_proxy.clients.environment import CONFLICTING
from desktop_proxy.clients.outcomes import State, Status
from desktop_proxy.clients.settings_file import home
from desktop_proxy.doctor.case import Case
from desktop_proxy.doctor.finding import Finding, Remedy

CLIENTS_PAGE = Remedy("client")
MAX_BYTES = 64_000_000


async def check_clients(case: Case) -> list[Finding]:
    """One finding for each client that can be connected."""
    found = []
    for client in CLIENTS:
        status = await case.core.clients.status(client.name)
        found.append(await asyncio.to_thread(_client, client, status))
    return found


def _client(client: Client, status: Status) -> Finding:
    label, connect = client.label, f"`desktop-proxy connect {client.name}`"
    disconnect = f"`desktop-proxy disconnect {client.name}`"
    if status.state is State.UNREADABLE:
        sentence = f"The settings of {label} cannot be read: {status.problem}"
        return Finding("warn", sentence, subject=label, remedy=CLIENTS_PAGE)
    if status.state is State.DRIFTED:
        keys = ", ".join(drift.key for drift in status.drift)
        sentence = f"{label} is connected, but another program has changed {keys} in {status.path}."
        return Finding("warn", sentence, f"{connect} sets it again, {disconnect} leaves it so.", label, CLIENTS_PAGE)
    if status.state is State.CONNECTED:
        if status.url and health.answers(status.url):
            return Finding("ok", f"{label} is connected to {status.url}.", subject=label)
        sentence = f"{label} is connected to {status.url}, where nothing answers."
        advice = "Start the proxy, or give its own settings back"
        remedy = Remedy("client", advice=f"{advice}.")
        return Finding("error", sentence, f"{advice}: {disconnect}.", label, remedy)
    if status.state is State.SUSPENDED:
        return Finding("ok", f"{label} has its own settings until the proxy runs again.", subject=label)
    if status.other_url:
        sentence = f"The settings of {label} lead to {status.other_url}, and not here."
        return Finding("warn", sentence, f"{connect} leads it to the proxy.", label, CLIENTS_PAGE)
    if not status.installed:
        return Finding("skipped", f"{label} is not installed.", subject=label)
    return Finding("ok", f"{label} is not connected.", f"{connect} leads it to the proxy.", label, CLIENTS_PAGE)


async def check_login(case: Case) -> list[Finding]:
    """Remarks on Claude Code: it needs no login here, and what would lead it past the proxy."""
    environ = case.core.environ
    if not claude_code.is_installed(environ):
        return [Finding("skipped", "There is no login of Claude Code to look at.")]
    elsewhere = [name for name in CONFLICTING if name.startswith("CLAUDE_CODE_USE_") and environ.get(name)]
    if elsewhere:
        sentence = f"{', '.join(elsewhere)} is set: Claude Code started from here does not use the proxy."
        return [Finding("warn", sentence, "Unset it, or start it with `desktop-proxy claude`.")]
    if await asyncio.to_thread(_is_logged_in, environ):
        return [Finding("ok", "Claude Code is logged in to Anthropic; through the proxy that login is not used.")]
    return [Finding("ok", "Claude Code is not logged in to Anthropic, and through the proxy need not be.")]


def _is_logged_in(environ: Mapping[str, str]) -> bool:
    folder = claude_code.settings_file(environ).parent
    account = folder / ".claude.json" if environ.get(claude_code.CONFIG_VARIABLE) else home(environ) / ".claude.json"
    return bool(_read(folder / ".credentials.json").get("claudeAiOauth")) or bool(_read(account).get("oauthAccount"))


def _read(file: Path) -> dict[str, Any]:
    try:
        content = json.loads(file.read_bytes()) if file.stat().st_size <= MAX_BYTES else None
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}
