"""The path of a person who has a key and wants an answer: real keys, clicks and clipboard, and the real Claude Code."""

from __future__ import annotations

import os
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ..claude_code import ask_claude
from ..provider_double import ProviderDouble, Step
from .accessibility import VARIABLES
from .conftest import OPENAI_KEY
from .person import Person, person_at
from .tray_app import tray_app
from .x_session import trayer

OWN_SETTINGS = b'{\r\n\t"theme" : "dark",\r\n\t"env":{"EDITOR": "vi"},  "unknown": 12345678901234567890123\r\n}'
MOST_ACTIONS, MOST_SECONDS = 4, 60


@pytest.fixture
def person(
    desktop: dict[str, str], keyring: None, accessibility: str, openai: ProviderDouble, claude_binary: Path, home: Path
) -> Iterator[Person]:
    """Who has just started the app for the first time, with Claude Code installed and set up."""
    claude_settings(home).parent.mkdir(parents=True)
    claude_settings(home).write_bytes(OWN_SETTINGS)
    variables = {
        "OPENAI_BASE_URL": f"{openai.url}/openai/v1",
        "PATH": f"{claude_binary.parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.SecretService.Keyring",
        # The program makes its own.
        "DESKTOP_PROXY_TOKEN": "",
        **VARIABLES,
    }
    with trayer(desktop), tray_app(desktop, home, None, "--port", "0", **variables) as app:
        with person_at(app, accessibility, "person") as made:
            yield made
        assert "Traceback" not in app.output()


def claude_settings(home: Path) -> Path:
    return home / ".claude" / "settings.json"


def test_from_the_first_start_to_an_answer_and_back(
    person: Person, openai: ProviderDouble, claude_binary: Path
) -> None:
    marker = openai.play(Step("Hello from the model."))
    paste_a_key(person)
    connect_claude_code(person)
    person.actions.append("run claude in a terminal")
    answer = ask_claude(claude_binary, person.app.home, f"{marker} Say hello")
    seconds = time.monotonic() - person.app.started_at
    print(f"from the launch to the first answer: {len(person.actions)} actions {person.actions}, {seconds:.1f} s")
    assert answer == "Hello from the model."
    assert len(person.actions) <= MOST_ACTIONS
    assert seconds < MOST_SECONDS
    finish_the_first_steps(person)
    find_the_request(person)
    disconnect(person)


def paste_a_key(person: Person) -> None:
    """The dialog came by itself and waits for a key."""
    person.copies(OPENAI_KEY)
    person.sees_focus("password text", "^Key$")
    person.picture("first-run")
    person.presses("ctrl+v")
    person.sees("label", "^It looks like a key of OpenAI")
    person.sees("label", "^OpenAI works: gpt-6.1-sol answered")
    person.picture("key-tested")
    person.sees_focus("button", "^Use this key$")
    person.presses("Return")


def connect_claude_code(person: Person) -> None:
    """The change is shown before it is made."""
    person.sees_focus("button", "^Connect$")
    assert f'"ANTHROPIC_BASE_URL": "{person.app.url}"' in person.reads("text", "^Change of its settings$")
    assert claude_settings(person.app.home).read_bytes() == OWN_SETTINGS
    person.picture("change-shown")
    person.clicks("button", "^Connect$")
    person.sees("label", "^Waiting for the first request")
    person.picture("waiting")


def finish_the_first_steps(person: Person) -> None:
    """The dialog has seen the request."""
    person.sees("label", "^The first request was answered")
    person.sees("label", r"^claude-opus-4-8 → gpt-6-astra \(OpenAI\)$")
    person.picture("answered")
    person.sees_focus("button", "^Done$")
    person.presses("Return")
    person.sees_no("dialog", "First steps")
    person.picture("overview")


def find_the_request(person: Person) -> None:
    """In the window as in the database."""
    with closing(sqlite3.connect(person.app.paths.database)) as database:
        (row,) = database.execute(
            "SELECT asked, answered, provider, state, input_tokens, output_tokens, duration_ms, first_token_ms"
            " FROM requests"
        )
    asked, answered, provider, state, tokens_in, tokens_out, duration, first = row
    assert (asked, answered, provider, state) == ("claude-opus-4-8", "gpt-6-astra", "openai", "done")
    assert tokens_in > 100 and tokens_out > 0 and 0 < first <= duration
    person.clicks("list item", "^Requests$")
    person.sees("table cell", "^claude-opus-4-8 → gpt-6-astra$")
    cells = [element.name for element in person.reader.elements() if element.role == "table cell"]
    shown = " | ".join(cells)
    assert re.fullmatch(r"\d\d:\d\d:\d\d", cells[0]), shown
    assert str(tokens_out) in cells and any(re.fullmatch(r"[\d.]+ m?s", cell) for cell in cells[3:]), shown
    person.picture("requests")
    person.clicks("table cell", "^claude-opus-4-8 → gpt-6-astra$")
    person.presses("Return")
    person.sees("button", "^Close")
    person.picture("details")


def disconnect(person: Person) -> None:
    """The file is what it was."""
    person.clicks("list item", "^Clients$")
    person.sees("label", "^Connected to this proxy$")
    person.picture("clients")
    assert claude_settings(person.app.home).read_bytes() != OWN_SETTINGS
    person.clicks("button", "^Disconnect$")
    person.sees("label", "^Claude Code has its own settings back")
    person.sees_focus("button", "^Connect…$")
    person.picture("disconnected")
    assert claude_settings(person.app.home).read_bytes() == OWN_SETTINGS
