"""A settings document: nested dicts as the file has them, addressed by dotted names and read with forgiveness.

What does not fit the model is left out with a sentence; what the model does not know stays in the document.
"""

from __future__ import annotations

import copy
import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from desktop_proxy.providers import provider
from desktop_proxy.settings.complaint import complaint
from desktop_proxy.settings.model import ProviderSettings, Settings

Document = dict[str, Any]
MAX_FAULTS = 50


@dataclass(frozen=True, slots=True)
class Fault:
    """A value that was left out."""

    name: str
    """Dotted."""
    sentence: str


def put(document: Document, dotted: str, value: Any) -> None:
    """Set the value, making the sections on the way; None removes it and the sections it leaves empty."""
    first, _, rest = dotted.partition(".")
    if not rest:
        if value is None:
            document.pop(first, None)
        else:
            document[first] = value
        return
    section = document.get(first)
    section = section if isinstance(section, dict) else {}
    put(section, rest, value)
    if section:
        document[first] = section
    else:
        document.pop(first, None)


def read(document: Document) -> tuple[Settings, list[Fault]]:
    """The settings the document describes, and what had to be left out of it."""
    document = copy.deepcopy(document)
    faults: list[Fault] = []
    for _ in range(2 * MAX_FAULTS):
        try:
            settings = Settings.model_validate(document)
            break
        except ValidationError as error:
            found = error.errors(include_url=False)[0]
        path = _existing(document, found["loc"]) if len(faults) < MAX_FAULTS else [found["loc"][0]]
        what = complaint(found)
        _remove(document, path, what)
        faults.append(Fault(".".join(map(str, path)), f"“{'.'.join(map(str, path))}” {what}."))
    else:
        settings = Settings()
    return settings, faults + list(_cross_faults(settings))


def check_name(dotted: str) -> None:
    """Raise ValueError, with the nearest name there is, where the settings have no such field."""
    parts = dotted.split(".")
    if parts[0] == "providers":
        known = len(parts) == 2 or (len(parts) == 3 and parts[2] in PROVIDER_FIELDS)
    else:
        known = dotted in NAMES
    if known:
        return
    near = difflib.get_close_matches(dotted, NAMES, n=1)
    hint = f"did you mean “{near[0]}”?" if near else "`desktop-proxy settings list` shows all."
    raise ValueError(f"There is no setting “{dotted[:100]}”; {hint}")


def value_at(settings: Settings, dotted: str) -> Any:
    """The value of that name; None where a provider of that name is not set up."""
    value: Any = settings
    for part in dotted.split("."):
        value = value.get(part) if isinstance(value, Mapping) else getattr(value, part, None)
    return value


def _names(model: type[BaseModel], before: str = "") -> Iterator[str]:
    for name, field in model.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from _names(field.annotation, f"{before}{name}.")
        elif name != "providers":
            yield before + name


NAMES: tuple[str, ...] = tuple(_names(Settings))
"""Every dotted name, without those of providers."""


PROVIDER_FIELDS = tuple(name for name, field in ProviderSettings.model_fields.items() if not field.exclude)


def _existing(document: Document, location: tuple[int | str, ...]) -> list[int | str]:
    """As much of `location` as the document has; a fault in a list is a fault of the whole list's field."""
    path: list[int | str] = []
    value: Any = document
    for part in location:
        if not isinstance(value, dict) or part not in value:
            break
        path.append(part)
        value = value[part]
    return path or [location[0]]


def _remove(document: Document, path: list[int | str], what: str) -> None:
    section: Any = document
    for part in path[:-1]:
        section = section[part]
    section.pop(path[-1], None)
    if path[0] == "providers" and path[2:] == ["base_url"]:
        section["base_url_fault"] = what


def _cross_faults(settings: Settings) -> Iterator[Fault]:
    """What no field can see by itself. Nothing is left out for it: requests that need it say so."""
    for name, own in settings.providers.items():
        row = provider(own.preset or name)
        dotted = f"providers.{name}"
        if own.preset and _is_own_row(name):
            yield Fault(dotted, f"“{name}” is a provider by itself; choose another name for an endpoint.")
        elif own.preset and (row is None or not row.preset):
            yield Fault(dotted, f"“{dotted}.preset” is no preset; `desktop-proxy providers list` shows them.")
        elif not own.base_url and not own.base_url_fault and (row is None or (row.preset and not row.base_url)):
            yield Fault(dotted, f"“{dotted}” needs an address: add --base-url URL, or set {dotted}.base_url.")
    preferred = settings.routing.preferred_provider
    if preferred and preferred not in settings.providers and not _is_own_row(preferred):
        yield Fault(
            "routing.preferred_provider",
            f"“routing.preferred_provider” is “{preferred}”, which is not set up; use openai, google, vertex, xai, "
            f"anthropic or demo, or add it with `{addition(preferred)}`.",
        )


def addition(name: str) -> str:
    """The command that sets up what is not there: a preset by its name, or an endpoint of the user's own."""
    row = provider(name)
    preset = f" --preset {name}" if row and row.preset else ""
    return f"desktop-proxy providers add {name}{preset}{'' if row and row.base_url else ' --base-url URL'}"


def _is_own_row(name: str) -> bool:
    row = provider(name)
    return row is not None and not row.preset
