"""The owner of the settings: command line over environment over `.env` over file over default.

Writes only what `update` is told, keeps keys it does not know, and notices when another process changed the file.
A bad file or value never stops it: it becomes a sentence in `problems`. Not made for several threads at once.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic_core import to_jsonable_python

from desktop_proxy.environment import Environment
from desktop_proxy.settings.base_url import is_loopback
from desktop_proxy.settings.document import Document, Fault, check_name, put, read, value_at
from desktop_proxy.settings.file import Reading, SettingsFile
from desktop_proxy.settings.model import Settings
from desktop_proxy.signals import Signal

VERSION = 1
PREFERRED = "routing.preferred_provider"
HOST = "server.host"
HOST_SENTENCE = (
    "“server.host” must be this machine (127.0.0.1); another address is only for `desktop-proxy serve --host`."
)


class SettingsError(Exception):
    """A change that is not possible; the text is a sentence for the user."""


class SettingsStore:
    """`current` is what holds now; `changed(old, new)` tells of every difference."""

    def __init__(
        self,
        path: Path,
        environment: Environment,
        overrides: Mapping[str, Any] | None = None,
    ) -> None:
        """`overrides` are the command line's dotted names and values. Raises SettingsError for a bad one."""
        self.changed: Signal[[Settings, Settings]] = Signal()
        self._file = SettingsFile(path)
        self._environment = environment
        self._overrides = {name: value for name, value in (overrides or {}).items() if value is not None}
        for name in self._overrides:
            _check_name(name)
        self._document: Document = {}
        self._reading = Reading({}, None)
        self.problems: tuple[str, ...] = ()
        self.current = Settings()
        for fault in self._load():
            if any(_touches(name, fault.name) for name in self._overrides):
                raise SettingsError(fault.sentence)

    def update(self, changes: Mapping[str, Any]) -> None:
        """Validate and write dotted names with their new values; None goes back to the default.

        All of them or none. Raises SettingsError with a sentence. A value that the environment or the command line
        sets as well is written, and takes effect without them.
        """
        document = self._changed_by(changes)
        try:
            stamp = self._file.write(document)
        except OSError as error:
            raise SettingsError(f"{self._file.path} cannot be written: {error.strerror}.") from error
        self._document, self._reading = document, Reading(document, stamp)
        self._take_effect()

    def check(self, changes: Mapping[str, Any]) -> None:
        """Raise the SettingsError that `update` would raise for a bad name or value. Writes nothing."""
        self._changed_by(changes)

    def preview(self, changes: Mapping[str, Any]) -> Settings:
        """`current` as it would be after `update`. Raises SettingsError as that does. Writes nothing."""
        return self._layered(self._changed_by(changes))[0]

    def refresh(self) -> None:
        """Take over what another process wrote. It costs one look at the file, so it may be called per request."""
        if self._file.stamp() != self._reading.stamp:
            self._load()

    def pinned_by(self, dotted: str) -> str | None:
        """What decides this value whatever the file says: command line, environment or .env; None where it does not."""
        if dotted in self._overrides:
            return "command line"
        return self._environment.setting_sources.get(dotted)

    def written(self, dotted: str) -> Any:
        """What the file says, whatever holds instead; None where it says nothing."""
        value: Any = self._document
        for part in dotted.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        return copy.deepcopy(value)

    def source(self, dotted: str) -> str:
        """Where the value in effect comes from: command line, environment, .env, settings or default."""
        if (pinned := self.pinned_by(dotted)) is not None:
            return pinned
        if self.written(dotted) is not None:
            return "settings"
        if dotted == PREFERRED and self._environment.suggested_provider:
            return self._environment.key_sources.get(self._environment.suggested_provider, "environment")
        return "default"

    def _changed_by(self, changes: Mapping[str, Any]) -> Document:
        """The document with the changes in it, made from what the file holds now. Raises SettingsError."""
        self.refresh()
        document = copy.deepcopy(self._document)
        for name, value in changes.items():
            _check_name(name)
            put(document, name, to_jsonable_python(value))
        settings, faults = read(document)
        for fault in faults:
            if any(_touches(name, fault.name) for name in changes):
                raise SettingsError(fault.sentence)
        if HOST in changes and not is_loopback(settings.server.host):
            raise SettingsError(HOST_SENTENCE)
        for name, value in changes.items():
            if value is not None:
                put(document, name, _plain(value_at(settings, name)))
        document.setdefault("version", VERSION)
        return document

    def _load(self) -> list[Fault]:
        self._reading = self._file.read()
        self._document = self._reading.document
        return self._take_effect()

    def _take_effect(self) -> list[Fault]:
        """Make it the current settings; `changed` only where that gives something else than before."""
        settings, faults = self._layered(self._document)
        self.problems = (*self._environment.problems, *self._file_problems(), *(fault.sentence for fault in faults))
        old, self.current = self.current, settings
        if settings == old:
            self.current = old
        else:
            self.changed.emit(old, settings)
        return faults

    def _layered(self, document: Document) -> tuple[Settings, list[Fault]]:
        """The document with environment and command line over it."""
        document = copy.deepcopy(document)
        for name, value in {**self._environment.settings, **self._overrides}.items():
            put(document, name, value)
        settings, faults = read(document)
        if HOST not in self._overrides and not is_loopback(settings.server.host):
            faults.append(Fault(HOST, HOST_SENTENCE))
            put(document, HOST, None)
            settings, _ = read(document)
        if settings.routing.preferred_provider is None and self._environment.suggested_provider:
            put(document, PREFERRED, self._environment.suggested_provider)
            settings, _ = read(document)
        return settings, faults

    def _file_problems(self) -> Iterator[str]:
        if self._reading.problem:
            yield self._reading.problem
        version = self._document.get("version", VERSION)
        if version != VERSION:
            yield f"{self._file.path} has version {str(version)[:20]}; what is unknown here is left as it is."


def _check_name(name: str) -> None:
    try:
        check_name(name)
    except ValueError as error:
        raise SettingsError(str(error)) from error


def _touches(name: str, other: str) -> bool:
    """Whether one dotted name is the other, or lies within it."""
    return f"{name}.".startswith(f"{other}.") or f"{other}.".startswith(f"{name}.")


def _plain(value: Any) -> Any:
    """As the file has it: of a section only what is set."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", exclude_defaults=True)
    if isinstance(value, Mapping):
        return {name: _plain(part) for name, part in value.items()}
    return to_jsonable_python(value)
