from __future__ import annotations

import json
import socket

TOKEN = "a-token-of-the-tests-0123456789"


def by_check(output: str):
    rows: dict[str, list[dict[str, str]]] = {}
    for row in json.loads(output):
        rows.setdefault(row["check"], []).append(row)
    return rows


def test_where_nothing_is_wrong_it_says_ok_line_by_line_and_exits_with_0(program, unused_tcp_port):
    program("settings", "set", "server.port", str(unused_tcp_port))
    done = program("doctor")
    assert done.code == 0, done.out
    lines = done.out.splitlines()
    assert {line.split()[0] for line in lines} <= {"ok", "warn", "skip"}
    assert f"ok     Port {unused_tcp_port} is free; no proxy runs. `desktop-proxy serve` starts one." in lines


def test_an_error_is_exit_code_1_and_says_what_to_do(program):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        program("settings", "set", "server.port", str(port))
        done = program("doctor")
    assert done.code == 1
    (line,) = [line for line in done.out.splitlines() if line.startswith("error")]
    assert line.startswith(f"error  Port {port} is in use by ")
    assert "desktop-proxy settings set server.port" in line


def test_the_port_of_a_running_proxy_is_well_and_its_log_is_left_alone(home, serving):
    running = serving(DESKTOP_PROXY_TOKEN=TOKEN)
    done = home.run("doctor", "--json", DESKTOP_PROXY_TOKEN=TOKEN)
    assert done.returncode == 0, done.stdout + done.stderr
    rows = by_check(done.stdout)
    assert rows["port"][0]["sentence"] == f"Desktop Proxy listens at {running.url}."
    assert rows["database"][0]["level"] == "ok"
    assert rows["keyring"][0]["level"] == "warn"
    assert len(rows["models"]) == 4


def test_for_scripts_every_finding_has_the_same_fields(program):
    done = program("doctor", "--json")
    fields = {"check", "level", "sentence", "advice", "subject"}
    assert all(set(row) == fields for row in json.loads(done.out))
