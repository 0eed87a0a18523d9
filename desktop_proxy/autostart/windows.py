"""Start at login on Windows: a value under the Run key of this user.

https://learn.microsoft.com/windows/win32/setupapi/run-and-runonce-registry-keys
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

NAME = "Desktop Proxy"
RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
"""Where the Task Manager and the Settings app note what the user switched off there; odd first byte: off."""


class Registry(Protocol):
    """What is used of the module `winreg`."""

    HKEY_CURRENT_USER: Any
    REG_SZ: int

    def OpenKey(self, key: Any, sub_key: str, /) -> AbstractContextManager[Any]:  # noqa: N802 - winreg's names
        """For reading. Raises FileNotFoundError."""

    def CreateKey(self, key: Any, sub_key: str, /) -> AbstractContextManager[Any]:  # noqa: N802
        """For writing, made where it is missing."""

    def QueryValueEx(self, key: Any, name: str, /) -> tuple[Any, int]:  # noqa: N802
        """Value and type. Raises FileNotFoundError."""

    def SetValueEx(self, key: Any, name: str, reserved: Any, type: int, value: Any, /) -> None:  # noqa: N802
        """Store it."""

    def DeleteValue(self, key: Any, name: str, /) -> None:  # noqa: N802
        """Raises FileNotFoundError."""


class RunKey:
    """The value of one user."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def is_enabled(self) -> bool:
        """There, and not switched off in the Task Manager."""
        approved = self._value(APPROVED)
        switched_off = isinstance(approved, bytes) and bool(approved) and approved[0] % 2 == 1
        return bool(self._value(RUN)) and not switched_off

    def enable(self, command: Sequence[str]) -> None:
        """Store the command line, and forget that it was ever switched off."""
        line = subprocess.list2cmdline(command)
        with self._registry.CreateKey(self._registry.HKEY_CURRENT_USER, RUN) as key:
            self._registry.SetValueEx(key, NAME, 0, self._registry.REG_SZ, line)
        self._delete(APPROVED)

    def disable(self) -> None:
        """Delete the value; what the Task Manager noted about it goes as well."""
        self._delete(RUN)
        self._delete(APPROVED)

    def _value(self, path: str) -> Any:
        try:
            with self._registry.OpenKey(self._registry.HKEY_CURRENT_USER, path) as key:
                return self._registry.QueryValueEx(key, NAME)[0]
        except FileNotFoundError:
            return None

    def _delete(self, path: str) -> None:
        if self._value(path) is not None:
            with self._registry.CreateKey(self._registry.HKEY_CURRENT_USER, path) as key:
                self._registry.DeleteValue(key, NAME)
