"""Unique ids in Anthropic's form: the request's and the message's.

Two answers with one id are merged by Claude Code, which then repeats its request for ever; so every id is random.
"""

from __future__ import annotations

import os
import string

_ALPHABET = (string.digits + string.ascii_letters).encode()
_TABLE = bytes(_ALPHABET[byte % len(_ALPHABET)] for byte in range(256))
_LENGTH = 24


def new_request_id() -> str:
    """`req_` and 24 base62 characters, about 140 random bits."""
    return "req_" + os.urandom(_LENGTH).translate(_TABLE).decode()


def new_message_id() -> str:
    """`msg_` and 24 base62 characters."""
    return "msg_" + os.urandom(_LENGTH).translate(_TABLE).decode()
