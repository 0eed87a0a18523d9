"""What a command works with: files, settings and credentials, each made when it is first used.

It starts no server and opens no provider; for that there is `core.Core`. Imports are late so that the commands that
need little start fast.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_proxy.commands.output import tell

if TYPE_CHECKING:
    from desktop_proxy.credentials import Backend, Credentials
    from desktop_proxy.environment import Environment
    from desktop_proxy.paths import Paths
    from desktop_proxy.redaction import Redactor
    from desktop_proxy.settings import SettingsStore


class State:
    """`keyring` stands in for the OS keyring."""

    def __init__(
        self, environ: Mapping[str, str] | None = None, cwd: Path | None = None, keyring: Backend | None = None
    ) -> None:
        self.environ = os.environ if environ is None else environ
        self.cwd = cwd or Path.cwd()
        self.keyring = keyring

    @cached_property
    def paths(self) -> Paths:
        """The folders, made if they are missing. Where they cannot be, reading goes on and writing will say so."""
        from desktop_proxy.paths import Paths

        paths = Paths.find(self.environ)
        try:
            paths.ensure()
        except OSError as error:
            tell(f"desktop-proxy: {error.filename} cannot be used ({error.strerror}): nothing can be stored.")
        return paths

    @cached_property
    def environment(self) -> Environment:
        """The environment and `.env`."""
        from desktop_proxy.environment import Environment

        return Environment.read(self.environ, self.cwd)

    @cached_property
    def redactor(self) -> Redactor:
        """Knows every secret that was read."""
        from desktop_proxy.redaction import Redactor

        return Redactor()

    @cached_property
    def settings(self) -> SettingsStore:
        """The settings of this user."""
        from desktop_proxy.settings import SettingsStore

        return SettingsStore(self.paths.settings_file, self.environment)

    @cached_property
    def credentials(self) -> Credentials:
        """The keys of this user."""
        from desktop_proxy.credentials import Credentials

        return Credentials(self.environment, self.paths, self.redactor, self.keyring)
