"""The real app without a mouse: what is done every day, by keys of the X server alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from ..provider_double import KEYS, ProviderDouble
from ..proxy_process import CLIENT_TOKEN
from .accessibility import VARIABLES
from .asking import ask
from .person import Person, person_at
from .tray_app import tray_app, wait_until


@pytest.fixture
def person(desktop: dict[str, str], accessibility: str, double: ProviderDouble, home: Path) -> Iterator[Person]:
    """At an app with two providers."""
    settings = {
        "server": {"port": 0},
        "providers": {"team": {"base_url": f"{double.url}/compat/v1", "api": "chat", "models": ["local-coder"]}},
        "routing": {"preferred_provider": "openai", "big_model": "gpt-4.1", "small_model": "gpt-4.1-mini"},
    }
    variables = {"OPENAI_API_KEY": KEYS["openai"], "OPENAI_BASE_URL": f"{double.url}/openai/v1", **VARIABLES}
    with tray_app(desktop, home, settings, **variables) as app, person_at(app, accessibility, "keyboard") as made:
        app.wait_for_url()
        yield made


def routing(person: Person) -> dict[str, Any]:
    return dict(person.app.settings().get("routing", {}))


def listens(url: str) -> bool:
    try:
        with urlopen(f"{url}/health", timeout=5):
            return True
    except URLError:
        return False


def test_a_day_without_a_mouse(person: Person, double: ProviderDouble) -> None:
    set_a_tier(person)
    look_at_a_request(person, double)
    switch_the_provider(person)
    stop_and_start(person)
    run_the_doctor(person)


def set_a_tier(person: Person) -> None:
    person.presses("ctrl+4")
    person.sees("text", "^Haiku$")
    person.goes_to("text", "^Haiku$")
    person.presses("ctrl+a")
    person.types("openai/gpt-4o")
    person.presses("Return")
    wait_until(lambda: routing(person).get("tiers", {}).get("haiku") == "openai/gpt-4o", "the tier in the settings")


def look_at_a_request(person: Person, double: ProviderDouble) -> None:
    assert ask(str(person.app.url), CLIENT_TOKEN, "claude-haiku-4-5") == 200
    assert double.requests[-1].model == "gpt-4o"
    person.presses("ctrl+2")
    person.sees("table cell", "^claude-haiku-4-5 → gpt-4o$")
    person.goes_to("table", "^Requests$")
    person.presses("Home", "Return")
    person.sees("button", "^Close the details$")
    person.sees("label", "^openai/gpt-4o$|^Answered by$")
    person.presses("Escape")
    person.sees_no("button", "^Close the details$")


def switch_the_provider(person: Person) -> None:
    person.presses("ctrl+3")
    person.sees("list", "^Providers$")
    person.goes_to("list", "^Providers$")
    person.goes_to("list item", "^team", "Down")
    person.goes_to("button", "^Use this provider$")
    person.presses("space")
    wait_until(lambda: routing(person).get("preferred_provider") == "team", "the provider in the settings")


def stop_and_start(person: Person) -> None:
    url = str(person.app.url)
    assert listens(url)
    person.presses("ctrl+1")
    person.sees("button", "^Stop$")
    person.goes_to("button", "^Stop$")
    person.presses("space")
    person.sees("button", "^Start$")
    wait_until(lambda: not listens(url), "the end of listening")
    person.goes_to("button", "^Start$")
    person.presses("space")
    person.sees("button", "^Stop$")
    wait_until(lambda: person.app.url and listens(person.app.url), "listening again")


def run_the_doctor(person: Person) -> None:
    person.goes_to("button", "^Check everything$")
    person.presses("space")
    person.sees("button", "^Run again$")
    person.picture("doctor")
    person.presses("Escape")
    person.sees_no("dialog", "^Check everything")
