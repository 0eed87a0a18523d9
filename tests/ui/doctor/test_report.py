"""The report is text that can be given to others."""

from __future__ import annotations

from desktop_proxy import __version__
from desktop_proxy.doctor import Finding
from desktop_proxy.redaction import Redactor
from desktop_proxy.ui.doctor.report import report


def test_every_finding_is_a_line_with_its_advice_below() -> None:
    found = [("Port", Finding("ok", "It listens.")), ("Keys", Finding("error", "xAI refuses its key.", "Set one."))]
    lines = report(found, Redactor()).splitlines()
    assert __version__ in lines[0]
    assert lines[1:] == ["[ok] Port: It listens.", "[error] Keys: xAI refuses its key.", "    Set one."]


def test_no_secret_is_in_it() -> None:
    redactor = Redactor()
    redactor.add("a-canary-0123456789-that-nobody-shows")
    text = report([("Keys", Finding("error", "a-canary-0123456789-that-nobody-shows was refused."))], redactor)
    assert "canary" not in text
