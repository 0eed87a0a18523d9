"""`--demo`: the app with sample requests in a temporary folder; nothing of the user's own is touched."""

from __future__ import annotations

import contextlib
import random
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from desktop_proxy.commands.state import State
from desktop_proxy.paths import HOME_VARIABLE, Paths
from desktop_proxy.request_log import RequestRow
from desktop_proxy.request_log.database import open_for_writing, store

ROWS = 240
SPAN_S = 2 * 86_400
SAMPLE = "sample data"
_KEPT = (
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "XAUTHORITY",
    "XDG_RUNTIME_DIR",
    "XDG_CURRENT_DESKTOP",
    "XDG_SESSION_TYPE",
    "DBUS_SESSION_BUS_ADDRESS",
    "PATH",
    "LANG",
    "LC_ALL",
    "QT_QPA_PLATFORM",
    "QT_SCALE_FACTOR",
    "SYSTEMROOT",
)

_ANSWERS: tuple[tuple[str, str, str], ...] = (
    ("claude-sonnet-5", "openai", "gpt-6.1-sol"),
    ("claude-opus-4-8", "openai", "gpt-6-astra"),
    ("claude-haiku-4-5", "openai", "gpt-6-luna"),
    ("claude-sonnet-5", "gemini", "gemini-3.8-flash"),
    ("claude-sonnet-5", "demo", "desktop-proxy"),
)
_FAILURES: tuple[tuple[int, str], ...] = (
    (429, "OpenAI: rate limit reached for this model. Try again in 20 s."),
    (401, "OpenAI refused the key. Check it on the Providers page."),
    (504, "OpenAI sent nothing for 120 s."),
)


class SessionKeyring:
    """A keyring that lasts as long as the process."""

    def __init__(self) -> None:
        self._values: dict[str, str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """The value; None when there is none."""
        return self._values.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep it."""
        self._values[username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Forget it."""
        self._values.pop(username, None)


@contextlib.contextmanager
def demo_state(state: State) -> Iterator[State]:
    """A state in a folder that is gone afterwards, with a history in it."""
    with tempfile.TemporaryDirectory(prefix="desktop-proxy-demo-", ignore_cleanup_errors=True) as folder:
        environ = _environ(state.environ, Path(folder))
        Paths.find(environ).ensure()
        with contextlib.closing(open_for_writing(Paths.find(environ).database)) as database:
            store(database, sample_rows(time.time(), random.Random(8082)))  # noqa: S311 - nothing secret
        yield State(environ, Path(folder), SessionKeyring())


def sample_rows(now: float, chance: random.Random) -> list[RequestRow]:
    """A plausible history, oldest first; each row says that it is sample data."""
    moments = sorted(now - chance.random() * SPAN_S for _ in range(ROWS))
    return [_row(number, moment, chance) for number, moment in enumerate(moments)]


def _environ(environ: Mapping[str, str], folder: Path) -> dict[str, str]:
    kept = {name: environ[name] for name in _KEPT if name in environ}
    return {
        **kept,
        HOME_VARIABLE: str(folder / "data"),
        "HOME": str(folder),
        "CLAUDE_CONFIG_DIR": str(folder / "claude"),
    }


def _row(number: int, moment: float, chance: random.Random) -> RequestRow:
    asked, provider, answered = chance.choice(_ANSWERS)
    row = RequestRow(
        id=f"req_sample{number:05d}",
        started_at=moment,
        asked=asked,
        answered=answered,
        provider=provider,
        reason=SAMPLE,
        session=f"{number // 12:08x}-0000-4000-8000-000000000000",
        streaming=True,
        client=SAMPLE,
        attempts=1,
    )
    if chance.random() < 0.06:
        row.state, (row.status, row.error) = "error", chance.choice(_FAILURES)
        row.duration_ms = round(chance.uniform(200, 900), 1)
        return row
    row.state, row.status = "done", 200
    row.stop_reason = chance.choice(("end_turn", "tool_use", "tool_use"))
    row.input_tokens, row.cached_tokens = chance.randrange(200, 9_000), chance.randrange(0, 60_000)
    row.output_tokens = chance.randrange(20, 2_400)
    row.first_token_ms = round(chance.uniform(280, 2_400), 1)
    row.duration_ms = round(row.first_token_ms + row.output_tokens * chance.uniform(6, 18), 1)
    row.cost_usd = None if provider == "gemini" else 0.0 if provider == "demo" else row.output_tokens * 1e-5 + 0.002
    return row
