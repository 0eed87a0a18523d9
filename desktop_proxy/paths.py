"""Where the program's files live. Opens none of them."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

HOME_VARIABLE = "DESKTOP_PROXY_HOME"
FOLDER = "desktop-proxy"


@dataclass(frozen=True)
class Paths:
    """The three folders, and the files in them."""

    config_dir: Path
    data_dir: Path
    log_dir: Path

    @classmethod
    def find(cls, environ: Mapping[str, str]) -> Paths:
        """Everything under `DESKTOP_PROXY_HOME` where that is set, else the operating system's own places."""
        if home := environ.get(HOME_VARIABLE):
            folder = Path(home).expanduser().absolute()
            return cls(config_dir=folder, data_dir=folder, log_dir=folder / "logs")
        return cls(
            config_dir=platformdirs.user_config_path(FOLDER, appauthor=False),
            data_dir=platformdirs.user_data_path(FOLDER, appauthor=False),
            log_dir=platformdirs.user_log_path(FOLDER, appauthor=False),
        )

    @property
    def settings_file(self) -> Path:
        """The settings, JSON."""
        return self.config_dir / "settings.json"

    @property
    def database(self) -> Path:
        """The request log."""
        return self.data_dir / "requests.sqlite3"

    @property
    def token_file(self) -> Path:
        """The client token, where there is no keyring."""
        return self.data_dir / "client-token"

    def ensure(self) -> None:
        """Make the folders, for the user alone. Raises OSError where that is impossible."""
        for folder in (self.config_dir, self.data_dir, self.log_dir):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _close_to_others(folder)


def _close_to_others(folder: Path) -> None:
    """Mode 0700, except for a place that is plainly shared with other things (/tmp, a home directory)."""
    if os.name != "posix" or folder == Path.home():
        return
    found = folder.stat()
    if found.st_uid == os.getuid() and not found.st_mode & stat.S_ISVTX and found.st_mode & 0o077:
        folder.chmod(0o700)
