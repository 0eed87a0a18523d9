from __future__ import annotations

import io
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

SETTINGS = '{\n  "model": "opus",\n  "env": {\n    "ANTHROPIC_API_KEY": "sk-ant-api03-0123456789abcdef"\n  }\n}\n'


@pytest.fixture
def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return str(one.getsockname()[1])


@pytest.fixture
def program(program, free_port, tmp_path):
    program.environ["USERPROFILE"] = str(tmp_path)
    program("settings", "set", "server.port", free_port)
    return program


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / ".claude" / "settings.json"
    path.parent.mkdir()
    path.write_text(SETTINGS)
    return path


def env(file: Path) -> dict:
    return json.loads(file.read_bytes())["env"]


def test_the_change_is_shown_without_secrets_and_made(program, file, free_port):
    done = program("connect", "claude-code", "--yes")
    assert done.code == 0
    token = program.keyring.values["client-token"]
    assert env(file)["ANTHROPIC_BASE_URL"] == f"http://127.0.0.1:{free_port}"
    assert env(file)["ANTHROPIC_AUTH_TOKEN"] == token
    assert '-    "ANTHROPIC_API_KEY": "sk-…cdef"' in done.out
    assert '+    "ANTHROPIC_AUTH_TOKEN": "dp-…' in done.out
    assert "desktop-proxy disconnect claude-code" in done.out
    assert token not in done.out + done.err
    assert "0123456789abcdef" not in done.out + done.err
    assert "Nothing runs at" in done.err


def test_printing_changes_nothing(program, file):
    done = program("connect", "claude-code", "--print")
    assert done.code == 0
    assert '+    "ANTHROPIC_BASE_URL"' in done.out
    assert file.read_text() == SETTINGS
    assert list(file.parent.iterdir()) == [file]
    assert json.loads(program("connect", "claude-code", "--print", "--json").out)["diff"] in done.out


def test_json_says_what_was_done(program, file):
    done = json.loads(program("connect", "claude-code", "--yes", "--json").out)
    assert done["done"] == "connected"
    assert done["path"] == str(file)
    assert Path(done["backup"]).read_text() == SETTINGS
    assert "+" in done["diff"]


@pytest.mark.parametrize("more", [[], ["--json"]])
def test_without_a_terminal_nothing_is_changed_unasked(program, file, more):
    done = program("connect", "claude-code", *more)
    assert (done.code, done.out) == (2, "")
    assert "--yes" in done.err
    assert file.read_text() == SETTINGS


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("answer, code", [("y\n", 0), ("yes\n", 0), ("\n", 1), ("n\n", 1), ("", 1)])
def test_on_a_terminal_it_asks(program, file, answer, code, monkeypatch):
    monkeypatch.setattr(io, "StringIO", Terminal)
    done = program("connect", "claude-code", stdin=answer)
    assert done.code == code
    assert "Connect? [y/N]" in done.out
    assert (file.read_text() == SETTINGS) is bool(code)


def test_what_is_connected_already_is_not_asked_about(program, file, monkeypatch):
    program("connect", "claude-code", "--yes")
    monkeypatch.setattr(io, "StringIO", Terminal)
    done = program("connect", "claude-code", stdin="")
    assert done.code == 0
    assert done.out.startswith("Nothing changes in ")


def test_an_unknown_client_is_wrong_input(program):
    for command in (["connect", "claud-code", "--yes"], ["disconnect", "claud-code"]):
        done = program(*command)
        assert done.code == 2
        assert done.err == (
            "desktop-proxy: “claud-code” is no client that can be connected; did you mean “claude-code”?\n"
        )


def test_a_file_that_cannot_be_edited_is_a_sentence(program, file):
    file.write_text('{"env": ')
    done = program("connect", "claude-code", "--yes")
    assert done.code == 1
    assert "is not valid JSON" in done.err
    assert file.read_text() == '{"env": '


def test_another_program_at_the_address_is_not_connected(program, file, free_port):
    with socket.create_server(("127.0.0.1", int(free_port))):
        done = program("connect", "claude-code", "--yes")
    assert done.code == 1
    assert "listens at" in done.err
    assert file.read_text() == SETTINGS


def test_the_running_proxy_is_connected(home, serving):
    running = serving()
    done = home.run("connect", "claude-code", "--yes")
    assert done.returncode == 0, done.stderr
    assert env(home.path / ".claude" / "settings.json")["ANTHROPIC_BASE_URL"] == running.url
    assert done.stderr == ""
    assert home.run("disconnect", "claude-code").returncode == 0
    assert not (home.path / ".claude").exists()


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo terminal")
def test_on_a_real_terminal_the_question_is_asked_and_answered(home, free_port):
    import pty

    home.run("settings", "set", "server.port", free_port)
    main, side = pty.openpty()
    command = [sys.executable, "-m", "desktop_proxy", "connect", "claude-code"]
    with subprocess.Popen(command, cwd=home.path, env=home.environ, stdin=side, stdout=side, stderr=side) as process:
        os.close(side)
        seen = b""
        while b"[y/N]" not in seen:
            seen += os.read(main, 4096)
        os.write(main, b"y\n")
        while b"disconnect claude-code" not in seen:
            seen += os.read(main, 4096)
        assert process.wait(20) == 0
    os.close(main)
    assert env(home.path / ".claude" / "settings.json")["ANTHROPIC_BASE_URL"] == f"http://127.0.0.1:{free_port}"
