from __future__ import annotations

import pytest
from fakes import FakeUpstream, message_body, running_proxy
from wire import ask

from desktop_proxy.core.notices import QUIET_S, LastError, Notices
from desktop_proxy.environment import Environment
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.request_log import RequestLog, RequestRow
from desktop_proxy.server.runner import Failed, ProxyServer, Running, Starting, Stopped
from desktop_proxy.settings import SettingsStore
from desktop_proxy.signals import Signal

REFUSED = {"state": "error", "status": 401, "error": "OpenAI: no.", "provider": "openai", "answered": "gpt-x"}
GONE = {"state": "error", "status": 404, "error": "xAI: gone.", "provider": "xai", "answered": "grok-3"}
FINE = {"state": "done", "status": 200}


class Server:
    """The signal of a server."""

    def __init__(self) -> None:
        self.state_changed: Signal = Signal()


class Rig:
    """Notices over a request log that stores nothing and a clock that is set."""

    def __init__(self, folder):
        self.settings = SettingsStore(folder / "settings.json", Environment())
        self.log = RequestLog(folder / "log.sqlite3", enabled=False)
        self.server = Server()
        self.now = 1000.0
        self.notices = Notices(self.log, self.server, self.settings, clock=lambda: self.now)  # type: ignore[arg-type]
        self.raised = []
        self.notices.raised.connect(self.raised.append)
        self.count = 0

    def ended(self, **columns):
        self.count += 1
        self.log.begin(RequestRow(f"req_{self.count}", started_at=float(self.count)))
        self.log.finish(f"req_{self.count}", **{"attempts": 1, **columns})

    def states(self, *states):
        for state in states:
            self.server.state_changed.emit(state)

    @property
    def kinds(self):
        return [notice.kind for notice in self.raised]


@pytest.fixture
def rig(tmp_path):
    return Rig(tmp_path)


def test_a_refused_key_is_told_with_its_provider(rig):
    rig.ended(**REFUSED)
    (notice,) = rig.raised
    assert (notice.kind, notice.provider) == ("key_refused", "openai")
    assert notice.title == "OpenAI refused its key"
    assert "new key for OpenAI" in notice.sentence


def test_a_missing_key_is_not_a_refused_one(rig):
    rig.ended(**REFUSED | {"attempts": 0})
    rig.ended(**REFUSED | {"provider": None})
    assert rig.raised == []


def test_a_retired_model_is_told_with_its_successor(rig):
    rig.ended(**GONE)
    (notice,) = rig.raised
    assert (notice.kind, notice.provider, notice.model) == ("model_retired", "xai", "grok-3")
    assert "grok-3" in notice.title
    assert "grok-4.6" in notice.sentence


def test_a_model_that_is_merely_unknown_is_no_news(rig):
    rig.ended(**GONE | {"answered": "grok-99"})
    rig.ended(**GONE | {"status": 500})
    assert rig.raised == []


def test_a_proxy_that_cannot_listen_is_told_with_the_reason(rig):
    rig.states(Starting(), Failed("Port 8082 is in use by another program."))
    rig.states(Running("http://127.0.0.1:8082"), Failed("It is gone."))
    assert [(notice.title, notice.sentence) for notice in rig.raised] == [
        ("The proxy could not start", "Port 8082 is in use by another program."),
        ("The proxy stopped", "It is gone."),
    ]


def test_one_that_was_told_to_stop_is_no_news(rig):
    rig.states(Starting(), Running("http://127.0.0.1:8082"), Stopped())
    assert rig.raised == []


def test_the_same_is_said_once_in_ten_minutes(rig):
    for _ in range(3):
        rig.ended(**REFUSED)
        rig.states(Failed("a"), Failed("b"))
        rig.now += QUIET_S / 3 - 1
    assert rig.kinds == ["key_refused", "stopped"]
    rig.now += 10
    rig.ended(**REFUSED)
    assert rig.kinds == ["key_refused", "stopped", "key_refused"]


def test_other_providers_and_models_are_said_apart(rig):
    rig.ended(**REFUSED)
    rig.ended(**REFUSED | {"provider": "xai"})
    rig.ended(**GONE)
    rig.ended(**GONE | {"answered": "gemini-2.0-flash"})
    assert len(rig.raised) == 4


def test_it_is_said_again_after_it_was_well(rig):
    rig.ended(**REFUSED)
    rig.ended(provider="xai", answered="grok-4", **FINE)
    rig.ended(**REFUSED)
    assert len(rig.raised) == 1
    rig.ended(provider="openai", answered="gpt-x", **FINE)
    rig.ended(**REFUSED)
    assert len(rig.raised) == 2


@pytest.mark.parametrize(
    ("switch", "heard"),
    [
        ("notify_key_refused", ["model_retired", "stopped"]),
        ("notify_model_retired", ["key_refused", "stopped"]),
        ("notify_stopped", ["key_refused", "model_retired"]),
    ],
)
def test_each_kind_has_its_switch(rig, switch, heard):
    rig.settings.update({f"app.{switch}": False})
    rig.ended(**REFUSED)
    rig.ended(**GONE)
    rig.states(Failed("a"))
    assert rig.kinds == heard
    rig.settings.update({f"app.{switch}": True})
    rig.ended(**REFUSED)
    rig.ended(**GONE)
    rig.states(Failed("a"))
    assert len(rig.kinds) == 3


def test_the_last_error_is_the_newest_failure(rig):
    assert rig.notices.last_error is None
    rig.ended(**REFUSED)
    rig.ended(**GONE)
    rig.ended(**FINE)
    rig.ended(state="cancelled")
    assert rig.notices.last_error == LastError("req_2", "xAI: gone.", 2.0)


async def test_a_real_server_s_refusal_is_heard(tmp_path):
    upstream = FakeUpstream(ApiError(401, "OpenAI: no. Check the API key for OpenAI.", should_retry=False))
    async with running_proxy(tmp_path, upstream) as proxy:
        assert isinstance(proxy.server, ProxyServer)
        notices = Notices(proxy.log, proxy.server, proxy.settings)
        heard = []
        notices.raised.connect(heard.append)
        await ask(proxy.port, "POST", "/v1/messages", message_body(model="openai/gpt-x"))
        row = await proxy.row()
        assert [(notice.kind, notice.provider) for notice in heard] == [("key_refused", "openai")]
        assert notices.last_error is not None
        assert (notices.last_error.id, notices.last_error.sentence) == (row.id, row.error)
