"""Keys and tokens are in no file, log, process argument or text of the window, whatever was done in it.

A provider that quotes the key it refuses is behind every page; all fragments of 16 characters are looked for.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from .accessibility import VARIABLES
from .asking import ask
from .person import Person, person_at
from .quoting_provider import QuotingProvider
from .tray_app import tray_app, wait_until

PASTED_KEY = "sk-proj-PastedMx7Qc2Vb9Ln4Zr6Kt1Wp8Yd3Fh5Js0"
GIVEN_KEY = "xai-GivenUe5Rb8Tq1Xn6Gm3Ck9Lw2Za7Vp4Hj0Sd8Fo5By1Ni6Ew3"
FRAGMENT = 16
PAGES = ("Overview", "Requests", "Providers", "Models", "Clients", "General")


@pytest.fixture
def quoting() -> Iterator[QuotingProvider]:
    with QuotingProvider() as provider:
        yield provider


@pytest.fixture
def person(
    desktop: dict[str, str], keyring: None, accessibility: str, quoting: QuotingProvider, home: Path
) -> Iterator[Person]:
    """New to the app, with one key in the environment."""
    variables = {
        "XAI_API_KEY": GIVEN_KEY,
        "XAI_BASE_URL": quoting.url,
        "OPENAI_BASE_URL": quoting.url,
        "DESKTOP_PROXY_TOKEN": "",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.SecretService.Keyring",
        **VARIABLES,
    }
    arguments = ("--port", "0", "--log-level", "debug")
    with (
        tray_app(desktop, home, None, *arguments, **variables) as app,
        person_at(app, accessibility, "canaries") as made,
    ):
        yield made


def leaked(text: str | bytes, secrets: Iterable[str]) -> list[str]:
    """The fragments of secrets in it."""
    data = text.encode() if isinstance(text, str) else text
    return [
        secret[at : at + FRAGMENT]
        for secret in secrets
        for at in range(len(secret) - FRAGMENT + 1)
        if secret[at : at + FRAGMENT].encode() in data
    ]


class Listener:
    """Keeps what was shown and copied, place by place."""

    def __init__(self, person: Person) -> None:
        self._person = person
        self.said: dict[str, str] = {}

    def listen(self, place: str) -> None:
        self.said[place] = self._person.reader.everything_said()

    def copied(self, place: str) -> None:
        """By the button that was just pressed."""
        before = self.said.get(f"{place}, copied")
        wait_until(lambda: self._person.clipboard() not in ("", PASTED_KEY, before), f"the copy of {place}")
        self.said[f"{place}, copied"] = self._person.clipboard()


def client_settings(person: Person) -> Path:
    return person.app.home / ".claude" / "settings.json"


def client_token(person: Person) -> str:
    """As the connected client has it."""
    return str(json.loads(client_settings(person).read_text("utf-8"))["env"]["ANTHROPIC_AUTH_TOKEN"])


def test_no_secret_is_where_it_can_be_read(person: Person, quoting: QuotingProvider) -> None:
    listener = Listener(person)
    try_a_key_that_is_refused(person, listener)
    save_the_key_and_test_it(person, listener)
    tokens = [connect(person, listener)]
    use_it(person, listener, tokens[0])
    tokens.append(rotate(person, listener, tokens[0]))
    check_everything(person, listener)
    assert quoting.refused > 5
    secrets = (PASTED_KEY, GIVEN_KEY, *tokens)
    assert len(set(tokens)) == 2 and all(len(token) > 2 * FRAGMENT for token in tokens)
    assert {place: found for place, text in listener.said.items() if (found := leaked(text, secrets))} == {}
    expect_clean_process(person, secrets)
    expect_clean_files(person, secrets)
    assert person.app.process
    person.app.end()
    expect_clean_files(person, secrets)


def try_a_key_that_is_refused(person: Person, listener: Listener) -> None:
    """In the first steps; it is not kept."""
    person.copies(PASTED_KEY)
    person.sees_focus("password text", "^Key$")
    person.presses("ctrl+v")
    person.sees("label", "^OpenAI refused the key")
    listener.listen("first steps")
    person.clicks("button", "^Copy details$")
    listener.copied("first steps")
    person.presses("Escape")
    person.sees_no("dialog", "^First steps")


def save_the_key_and_test_it(person: Person, listener: Listener) -> None:
    person.presses("ctrl+3")
    person.clicks("button", "^Paste a key…$")
    person.copies(PASTED_KEY)
    person.sees_focus("password text", "^Key$")
    person.presses("ctrl+v")
    listener.listen("paste a key")
    person.clicks("button", "^Save key$")
    person.sees_no("dialog", "^Paste a key")
    person.clicks("button", "^Test$")
    person.sees("label", "OpenAI refused the key")
    listener.listen("providers")
    person.clicks("button", "^Copy details$")
    listener.copied("providers")


def connect(person: Person, listener: Listener) -> str:
    person.presses("ctrl+5")
    person.clicks("button", "^Connect…$")
    person.sees("text", "^Change of its settings$")
    listener.listen("change of a client")
    person.clicks("button", "^Connect$")
    person.sees("label", "^Connected to this proxy$")
    listener.listen("clients")
    return client_token(person)


def use_it(person: Person, listener: Listener, token: str) -> None:
    """Requests that the provider refuses with the key in its words, and clients that have another token."""
    url = str(person.app.url)
    assert [ask(url, token, model) for model in ("openai/gpt-4.1", "xai/grok-4.3")] == [401, 401]
    assert ask(url, f"{token[:-1]}!", "openai/gpt-4.1") == 401
    person.presses("ctrl+2")
    person.clicks("table cell", "→ grok-4.3$")
    person.presses("Return")
    person.sees("button", "^Close the details$")
    listener.listen("requests")
    person.clicks("button", "^Copy details$")
    listener.copied("requests")
    person.presses("ctrl+4")
    person.sees("button", "^Add rule$")
    listener.listen("models")


def rotate(person: Person, listener: Listener, before: str) -> str:
    person.presses("ctrl+6")
    person.clicks("button", "^Rotate…$")
    person.clicks("button", "^Rotate token$")
    person.sees("label", "^There is a new token")
    wait_until(lambda: client_token(person) != before, "the client's new token")
    listener.listen("general")
    person.clicks("button", "^Show the token$")
    assert person.reads("text", "^Token$") == client_token(person)
    assert leaked(person.reader.everything_said(), [client_token(person)]), "what is shown is heard"
    person.clicks("button", "^Hide the token$")
    person.sees("button", "^Show the token$")
    listener.listen("general, hidden again")
    return client_token(person)


def check_everything(person: Person, listener: Listener) -> None:
    person.presses("ctrl+1")
    person.clicks("button", "^Check everything$")
    person.sees("button", "^Run again$")
    listener.listen("doctor")
    person.clicks("button", "^Copy report$")
    listener.copied("doctor")
    person.presses("Escape")
    person.sees_no("dialog", "^Check everything")
    listener.listen("overview")


def expect_clean_process(person: Person, secrets: Iterable[str]) -> None:
    assert person.app.process
    process = Path(f"/proc/{person.app.process.pid}")
    assert leaked((process / "cmdline").read_bytes(), secrets) == []
    own = [secret for secret in secrets if secret != GIVEN_KEY]
    assert leaked((process / "environ").read_bytes(), own) == []


def expect_clean_files(person: Person, secrets: Iterable[str]) -> None:
    """All that the program has written, but for the client's own file."""
    files = [file for file in person.app.home.rglob("*") if file.is_file() and file != client_settings(person)]
    assert {"requests.sqlite3", "settings.json", "desktop-proxy.log", "output.txt"} <= {file.name for file in files}
    assert "debug" in (person.app.paths.log_dir / "desktop-proxy.log").read_text("utf-8").lower()
    found = {str(file): leaked(file.read_bytes() + file.name.encode(), secrets) for file in files}
    assert {name: leaks for name, leaks in found.items() if leaks} == {}


def test_the_demo_has_no_use_for_a_key(desktop: dict[str, str], accessibility: str, home: Path) -> None:
    variables = {"OPENAI_API_KEY": PASTED_KEY, "TMPDIR": str(home / "tmp"), **VARIABLES}
    (home / "tmp").mkdir(parents=True)
    with tray_app(desktop, home, None, "--demo", "--log-level", "debug", **variables) as app:
        with person_at(app, accessibility, "canaries") as person:
            person.sees_focus("password text", "^Key$")
            person.presses("Escape")
            person.sees_no("dialog", "^First steps")
            for number, page in enumerate(PAGES, 1):
                person.presses(f"ctrl+{number}")
                person.sees("label", f"^{page}$")
            assert leaked(person.reader.everything_said(), [PASTED_KEY]) == []
        written = [file for file in home.rglob("*") if file.is_file()]
        assert len(written) > 3
        assert {str(file): found for file in written if (found := leaked(file.read_bytes(), [PASTED_KEY]))} == {}
