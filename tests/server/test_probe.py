from __future__ import annotations

import json
import os
import socket
import threading

import pytest

from desktop_proxy.server import probe as probe_module
from desktop_proxy.server.probe import Found, Place, configured_url, find_running, probe
from desktop_proxy.settings.model import ServerSettings


@pytest.fixture
def answering():
    """A server that sends one answer to whoever connects."""
    sockets = []

    def serve(answer: bytes) -> str:
        listening = socket.create_server(("127.0.0.1", 0))
        sockets.append(listening)

        def run():
            connection, _ = listening.accept()
            with connection:
                connection.recv(4096)
                connection.sendall(answer)

        threading.Thread(target=run, daemon=True).start()
        return f"http://127.0.0.1:{listening.getsockname()[1]}"

    yield serve
    for listening in sockets:
        listening.close()


@pytest.mark.parametrize(
    "answer, found",
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\nDesktop Proxy.", Found.OURS),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", Found.OTHER),
        (b"HTTP/1.1 401 No\r\nContent-Length: 14\r\n\r\nDesktop Proxy.", Found.OTHER),
        (b"SSH-2.0-OpenSSH\r\n", Found.OTHER),
        (b"", Found.OTHER),
    ],
)
def test_only_our_own_greeting_is_ours(answering, answer, found):
    assert probe(answering(answer), "token") is found


def test_nothing_listens():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        assert probe(f"http://127.0.0.1:{listening.getsockname()[1]}", "token") is Found.NOTHING


def test_of_several_notes_the_one_that_answers_counts_and_stale_ones_are_withdrawn(tmp_path, answering):
    with socket.create_server(("127.0.0.1", 0)) as gone:
        stale = f"http://127.0.0.1:{gone.getsockname()[1]}"
    url = answering(b"HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\nDesktop Proxy.")
    for pid, noted, written_at in ((1, stale, 300), (2, url, 200)):
        file = tmp_path / f"running-{pid}.json"
        file.write_text(json.dumps({"url": noted, "pid": pid}))
        os.utime(file, (written_at, written_at))
    assert find_running(tmp_path, ServerSettings(port=0), "token") == Place(url, Found.OURS)
    assert [file.name for file in tmp_path.glob("running-*")] == ["running-2.json"]


def test_a_silent_one_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(probe_module, "PROBE_LIMIT_S", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        assert probe(f"http://127.0.0.1:{listening.getsockname()[1]}", "token") is Found.OTHER


def test_without_a_note_the_configured_address_is_looked_at(tmp_path, answering):
    url = answering(b"HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\nDesktop Proxy.")
    server = ServerSettings(port=int(url.rpartition(":")[2]))
    assert find_running(tmp_path, server, "token") == Place(url, Found.OURS)


def test_an_ipv6_address_is_written_in_brackets():
    assert configured_url(ServerSettings(host="::1", port=8082)) == "http://[::1]:8082"
