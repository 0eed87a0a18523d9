from __future__ import annotations

import os
import subprocess
import sys

import pytest

from desktop_proxy.commands.output import say, say_table


def test_a_missing_terminal_is_no_failure(monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    assert say("x") is False


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
