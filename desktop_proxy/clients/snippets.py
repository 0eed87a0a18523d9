"""Lines to copy: what each shell, editor and SDK needs so that it uses the proxy. Writes nothing anywhere."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from desktop_proxy.clients.environment import NO_TOKEN, client_variables

MODEL = "claude-sonnet-5"


@dataclass(frozen=True, slots=True)
class Shell:
    """How a shell sets a variable, and removes one."""

    set: Callable[[str, str], str]
    unset: str


def _bash(name: str, value: str) -> str:
    return f"export {name}={shlex.quote(value)}"


def _fish(name: str, value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"set -gx {name} '{escaped}'"


def _powershell(name: str, value: str) -> str:
    doubled = value.replace("'", "''")
    return f"$env:{name} = '{doubled}'"


SHELLS: Mapping[str, Shell] = {
    "bash": Shell(_bash, "unset {}"),
    "fish": Shell(_fish, "set -e {}"),
    "powershell": Shell(_powershell, "Remove-Item Env:{}"),
}


@dataclass(frozen=True, slots=True)
class Snippet:
    """A set of lines for one kind of client."""

    name: str
    label: str
    place: str
    """Where they go, in words."""
    text: Callable[[str, str], str]
    """Of the address and the token, which is empty where none is needed. No line end at the end."""


def _lines_of(shell: str) -> Callable[[str, str], str]:
    def text(url: str, token: str) -> str:
        return "\n".join(SHELLS[shell].set(name, value) for name, value in client_variables(url, token, {}).items())

    return text


def _vs_code(url: str, token: str) -> str:
    variables = client_variables(url, token, {}).items()
    rows = ",\n".join(f"  {json.dumps({'name': name, 'value': value})}" for name, value in variables)
    # Without the first line the extension asks for a login although the variables are there.
    return f'"claudeCode.disableLoginPrompt": true,\n"claudeCode.environmentVariables": [\n{rows}\n]'


# The SDKs are given the token as their key, which beats an ANTHROPIC_API_KEY of the environment.


def _python(url: str, token: str) -> str:
    return f"""\
from anthropic import Anthropic

client = Anthropic(base_url={json.dumps(url)}, api_key={json.dumps(token or NO_TOKEN)})
message = client.messages.create(
    model="{MODEL}",
    max_tokens=300,
    messages=[{{"role": "user", "content": "Hello"}}],
)
print(message.content[0].text)"""


def _typescript(url: str, token: str) -> str:
    return f"""\
import Anthropic from "@anthropic-ai/sdk";

const client = new Anthropic({{ baseURL: {json.dumps(url)}, apiKey: {json.dumps(token or NO_TOKEN)} }});
const message = await client.messages.create({{
  model: "{MODEL}",
  max_tokens: 300,
  messages: [{{ role: "user", content: "Hello" }}],
}});
console.log(message.content);"""


def _curl(url: str, token: str) -> str:
    body = {"model": MODEL, "max_tokens": 300, "messages": [{"role": "user", "content": "Hello"}]}
    return f"""\
curl {shlex.quote(f"{url}/v1/messages")} \\
  -H {shlex.quote(f"x-api-key: {token or NO_TOKEN}")} \\
  -H 'anthropic-version: 2023-06-01' \\
  -H 'content-type: application/json' \\
  -d {shlex.quote(json.dumps(body))}"""


SNIPPETS: tuple[Snippet, ...] = (
    Snippet("bash", "bash and zsh", "In a terminal, or at the end of ~/.bashrc or ~/.zshrc", _lines_of("bash")),
    Snippet("fish", "fish", "In a terminal, or in ~/.config/fish/config.fish", _lines_of("fish")),
    Snippet("powershell", "PowerShell", "In a terminal, or in the file that $PROFILE names", _lines_of("powershell")),
    Snippet(
        "vs-code",
        "Claude Code in VS Code",
        "In VS Code's user settings.json (“Preferences: Open User Settings (JSON)”), between its outer braces",
        _vs_code,
    ),
    Snippet("python", "Anthropic SDK for Python", "In your program; needs `pip install anthropic`", _python),
    Snippet(
        "typescript",
        "Anthropic SDK for TypeScript",
        "In your program; needs `npm install @anthropic-ai/sdk`",
        _typescript,
    ),
    Snippet("curl", "curl", "In a terminal", _curl),
)
