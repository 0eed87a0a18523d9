"""A screen reader finds a name for everything that can be used: on every page, in every dialog and menu."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ..provider_double import ProviderDouble
from .accessibility import VARIABLES
from .asking import ask
from .conftest import OPENAI_KEY
from .person import Person, person_at
from .tray_app import tray_app

Listen = Callable[[str], None]
PAGES = (
    ("Overview", "button", "openai/no-such-model"),
    ("Requests", "table cell", "openai/no-such-model"),
    ("Providers", "button", "^Test$"),
    ("Models", "button", "^Add rule$"),
    ("Clients", "button", "^Connect…$"),
    ("General", "button", "^Rotate…$"),
)
"""What is there once the page is whole."""
RULE = {"pattern": "*special*", "target": "team/local-coder"}


@pytest.fixture
def person(desktop: dict[str, str], accessibility: str, openai: ProviderDouble, home: Path) -> Iterator[Person]:
    """At an app without a tray, in which everything is there once: keys, an endpoint, a rule, requests that worked and
    that did not.
    """
    settings = {
        "server": {"port": 0},
        "providers": {"team": {"base_url": f"{openai.url}/compat/v1", "api": "chat", "models": ["local-coder"]}},
        "routing": {"preferred_provider": "openai", "big_model": "gpt-5.1", "rules": [RULE]},
        "app": {"first_run_done": False},
    }
    variables = {
        "OPENAI_API_KEY": OPENAI_KEY,
        "OPENAI_BASE_URL": f"{openai.url}/openai/v1",
        # One that may be rotated.
        "DESKTOP_PROXY_TOKEN": "",
        **VARIABLES,
    }
    with tray_app(desktop, home, settings, **variables) as app, person_at(app, accessibility, "accessibility") as made:
        yield made


def make_requests(person: Person) -> None:
    url, token = person.app.wait_for_url(), person.app.paths.token_file.read_text("utf-8").strip()
    assert [ask(url, token, model) for model in ("claude-sonnet-5", "openai/no-such-model")] == [200, 404]


def test_everything_that_can_be_used_has_a_name(person: Person, openai: ProviderDouble) -> None:
    faults: dict[str, list[str]] = {}

    def listen(place: str) -> None:
        faults[place] = person.reader.nameless()

    look_at_first_steps(person, listen)
    make_requests(person)
    # One of them was to be refused.
    openai.requests.clear()
    look_at_pages(person, listen)
    for look_at in (look_at_requests, look_at_providers, look_at_a_client, look_at_general, look_at_menus):
        look_at(person, listen)
    assert len(faults) >= 20
    assert {place: found for place, found in faults.items() if found} == {}


def look_at_first_steps(person: Person, listen: Listen) -> None:
    """Each of the three, and what they show where Claude Code is not installed."""
    person.sees("button", "^Connect anyway$")
    listen("first steps, not installed")
    person.clicks("button", "^Change: Who answers$")
    person.sees_focus("password text", "^Key$")
    listen("first steps, who answers")
    person.clicks("button", "^Use OpenAI$")
    person.clicks("button", "^Connect anyway$")
    person.sees("text", "^Change of its settings$")
    listen("first steps, connect")
    person.clicks("button", "^Skip$")
    person.sees("button", "^Done$")
    listen("first steps, first request")
    leave(person, "First steps")


def look_at_pages(person: Person, listen: Listen) -> None:
    for number, (page, role, name) in enumerate(PAGES, 1):
        person.presses(f"ctrl+{number}")
        person.sees("label", f"^{page}$")
        person.sees(role, name)
        listen(page)
    person.presses("ctrl+1")
    person.clicks("button", "^Check everything$")
    person.sees("button", "^Run again$")
    listen("doctor")
    leave(person, "Check everything")


def look_at_requests(person: Person, listen: Listen) -> None:
    person.presses("ctrl+2")
    person.clicks("table cell", "no-such-model")
    person.presses("Return")
    person.sees("button", "^Close the details$")
    listen("details of a request")
    person.presses("Escape")
    person.clicks("button", "^Delete all…$")
    person.sees("button", "^Delete 2 requests$")
    listen("deleting requests")
    leave(person, "Delete the request log")


def look_at_providers(person: Person, listen: Listen) -> None:
    person.presses("ctrl+3")
    for opening, title in (("^Add provider…$", "Add provider"), ("^Paste a key…$", "Paste a key")):
        person.clicks("button", opening)
        person.sees("dialog", title)
        listen(title)
        leave(person, title)
    person.clicks("list item", "^team")
    person.clicks("button", "^Remove team$")
    person.sees("button", "^Keep it$")
    listen("removing a provider")
    person.clicks("button", "^Keep it$")


def look_at_a_client(person: Person, listen: Listen) -> None:
    person.presses("ctrl+5")
    person.clicks("button", "^Connect…$")
    person.sees("text", "^Change of its settings$")
    listen("connecting a client")
    person.clicks("button", "^Cancel$")


def look_at_general(person: Person, listen: Listen) -> None:
    person.presses("ctrl+6")
    person.clicks("button", "^Rotate…$")
    person.sees("button", "^Rotate token$")
    listen("rotating the token")
    person.clicks("button", "^Cancel$")
    person.clicks("check box", "^Advanced$")
    person.sees("spin button", "^Retries$")
    listen("advanced settings")
    person.presses("ctrl+w")
    person.sees("button", "^Keep running$")
    listen("closing without a tray")
    leave(person, "Close the window")


def look_at_menus(person: Person, listen: Listen) -> None:
    person.presses("alt+p")
    person.sees("menu item", "^Quit$")
    listen("menu of the proxy")
    for name in ("Provider", "Opus"):
        person.goes_to("menu item", f"^{name}:", "Down")
        person.presses("Right")
        person.sees("popup menu", "")
        listen(f"menu of {name}")
        person.presses("Left")
    person.presses("Escape")
    person.presses("alt+v")
    person.sees("menu item", "^Close window$")
    listen("menu of the view")
    person.presses("Escape")


def leave(person: Person, dialog: str) -> None:
    """Esc is enough."""
    person.presses("Escape")
    person.sees_no("dialog", f"^{dialog}")
