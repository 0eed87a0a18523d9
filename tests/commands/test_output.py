from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_proxy.commands.output import as_json, mention, say, say_table, tell

FULL_DISK = Path("/dev/full")
ESCAPED = r'"\u00e4\u2192"'


def test_a_missing_terminal_is_no_failure(monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    assert say("x") is False


@pytest.mark.skipif(not FULL_DISK.exists(), reason="there is no full disk to write to")
def test_an_output_that_cannot_be_written_is_a_failure_but_for_remarks(monkeypatch):
    for stream, write in (("stdout", mention), ("stderr", tell)):
        with FULL_DISK.open("w", encoding="utf-8") as full:
            monkeypatch.setattr(sys, stream, full)
            write("x")
    with FULL_DISK.open("w", encoding="utf-8") as full:
        monkeypatch.setattr(sys, "stdout", full)
        with pytest.raises(OSError) as caught:
            say("x")
    assert caught.value.filename == "Standard output"


@pytest.mark.parametrize("encoding, text", [("utf-8", '"ä→"'), ("ascii", ESCAPED), ("latin-1", ESCAPED)])
def test_json_loses_nothing_on_a_terminal_that_cannot_show_it(monkeypatch, encoding, text):
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding=encoding))
    assert as_json("ä→") == text


def test_columns_line_up(capsys):
    say_table([("a", "bb", "c"), ("aaa", "b", "")])
    assert capsys.readouterr().out == "a    bb  c\naaa  b\n"


@pytest.mark.skipif(os.name != "posix", reason="pipes are POSIX here")
def test_a_reader_that_has_gone_is_noticed_and_not_complained_about():
    program = "from desktop_proxy.commands.output import say\nwhile say('x' * 1000):\n    pass\n"
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(10) == 0


@pytest.mark.skipif(os.name != "posix", reason="streams are closed by a Unix shell")
def test_closed_standard_streams_are_not_given_to_files():
    code = (
        "import os; from desktop_proxy.commands.output import accept_any_text\n"
        "accept_any_text()\n"
        "os._exit(os.open(os.devnull, os.O_RDONLY))"
    )
    closed = subprocess.run(
        ["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", sys.executable, "-c", code], check=False, timeout=30
    )
    assert closed.returncode == 3
