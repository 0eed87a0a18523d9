"""What `serve` says when it is ready: who answers, and lines that can be copied to try it."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Mapping
from pathlib import Path

from desktop_proxy.clients.environment import NO_TOKEN
from desktop_proxy.commands.answering import DEMO, Answering
from desktop_proxy.commands.named_provider import key_variable
from desktop_proxy.settings import Settings

CLAUDE = "  desktop-proxy claude               Claude Code through this proxy"
SHELL = '  eval "$(desktop-proxy env)"        or: every Anthropic client of that shell, for instance'
CURL = r"""
  curl {url}{key} -H "content-type: application/json" \
    -d '{{"model": "claude-sonnet-5", "max_tokens": 300, "messages": [{{"role": "user", "content": "Hello"}}]}}'
""".strip("\n")

ADD_A_KEY = "  desktop-proxy keys set openai      a key (or gemini, xai, anthropic, …): it answers from then on"
GIVE_A_KEY = (
    "For a real model set OPENAI_API_KEY (or GEMINI_API_KEY, XAI_API_KEY, ANTHROPIC_API_KEY) in the environment or in "
    "a .env file, and start again."
)


def first_steps(settings: Settings, url: str, answering: Answering, activation: str | None = None) -> list[str]:
    """The lines. They name commands and no token: a terminal's output is often kept."""
    open_to_all = not settings.server.require_token
    lines = [answering.line, "In another terminal:"]
    if activation:
        lines.append(f"  {activation}")
    lines += [CLAUDE, SHELL, _curl(url, open_to_all=open_to_all), *_key_step(answering)]
    if open_to_all:
        claude = f"ANTHROPIC_BASE_URL={url} ANTHROPIC_AUTH_TOKEN={NO_TOKEN} claude"
        lines.append(f"Every program of this machine may use it: {claude}")
    return lines


def activation(environ: Mapping[str, str], environment: Path) -> str | None:
    """The line with which a fresh shell finds the programs of this virtual environment; None where it needs none."""
    script = environment / "bin" / "activate"
    if shutil.which("desktop-proxy", path=environ.get("PATH", "")) or not script.is_file():
        return None
    return f". {shlex.quote(str(script))}"


def _curl(url: str, *, open_to_all: bool) -> str:
    if open_to_all:
        return CURL.format(url=f"{url}/v1/messages", key="")
    return CURL.format(url='"$ANTHROPIC_BASE_URL/v1/messages"', key=' -H "x-api-key: $ANTHROPIC_AUTH_TOKEN"')


def _key_step(answering: Answering) -> list[str]:
    row = answering.provider
    if row is None or not (answering.key_missing or row.name == DEMO):
        return []
    if row.name == DEMO:
        return [GIVE_A_KEY if answering.keyring_problem else ADD_A_KEY]
    if answering.keyring_problem:
        where = "in the environment or in a .env file, and start again"
        return [f"{row.label} needs a key: set {key_variable(row)} {where}."]
    return [f"  {f'desktop-proxy keys set {row.name}':<34} its key: it answers from then on"]
