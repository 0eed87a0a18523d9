"""Ids: Anthropic's form, and never the same twice."""

from __future__ import annotations

import re

from desktop_proxy.server.identifiers import new_message_id, new_request_id


def test_ids_have_the_api_s_form() -> None:
    assert re.fullmatch(r"req_[0-9A-Za-z]{24}", new_request_id())
    assert re.fullmatch(r"msg_[0-9A-Za-z]{24}", new_message_id())


def test_ids_do_not_repeat() -> None:
    assert len({new_message_id() for _ in range(10_000)}) == 10_000
