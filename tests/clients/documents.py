"""JSON objects as people and programs write them: every layout, and values that parsing and writing would change."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

BLANK = st.sampled_from(["", " ", "  ", "\n", "\n  ", "\n\t", "\r\n    ", "\n\n  ", " \t "])
NAMES = st.one_of(st.sampled_from(["env", "model", "permissions", "é", "a b"]), st.text(max_size=4))
ODD_VALUES = st.sampled_from(
    ["12345678901234567890123", "1" * 5000, "1.0", "1E400", "-0", '"\\u00e9\\/"', '"\\ud800"', '"é…\U0001f600"', "null"]
)
SCALARS = st.one_of(
    ODD_VALUES, st.booleans().map(json.dumps), st.integers().map(str), st.text(max_size=8).map(json.dumps)
)


@st.composite
def members(draw: st.DrawFn, names: Any, values: Any, max_size: int = 5) -> str:
    """An object's text."""
    chosen = draw(st.lists(names, max_size=max_size, unique=True))
    parts = [
        f"{draw(BLANK)}{json.dumps(name)}{draw(BLANK)}:{draw(BLANK)}{draw(values)}{draw(BLANK)}" for name in chosen
    ]
    return "{" + (",".join(parts) if parts else draw(BLANK)) + "}"


@st.composite
def arrays(draw: st.DrawFn, values: Any) -> str:
    parts = draw(st.lists(values, max_size=3))
    return "[" + ",".join(f"{draw(BLANK)}{part}{draw(BLANK)}" for part in parts) + "]"


VALUES = st.recursive(
    SCALARS, lambda inner: st.one_of(arrays(inner), members(st.text(max_size=3), inner, 3)), max_leaves=6
)
OTHER_NAMES = NAMES.filter(lambda name: name not in ("env", "apiKeyHelper"))
VARIABLES = st.sampled_from(
    [
        "ANTHROPIC_BASE_URL",
        "ANTHROPIC_AUTH_TOKEN",
        "ANTHROPIC_API_KEY",
        "CLAUDE_CODE_USE_BEDROCK",
        "CLAUDE_CODE_ATTRIBUTION_HEADER",
        "HTTPS_PROXY",
        "NO_PROXY",
        "no_proxy",
        "OTHER",
        "é",
    ]
)


@st.composite
def settings_texts(draw: st.DrawFn) -> str:
    """A settings file of Claude Code."""
    names = draw(st.lists(st.one_of(st.just("env"), st.just("apiKeyHelper"), OTHER_NAMES), max_size=5, unique=True))
    parts = []
    for name in names:
        value = {
            "env": members(VARIABLES, st.one_of(st.text(max_size=5).map(json.dumps), SCALARS)),
            "apiKeyHelper": st.sampled_from(['"get-key"', "null", '""', '"\\u0061"']),
        }.get(name, VALUES)
        parts.append(f"{draw(BLANK)}{json.dumps(name)}{draw(BLANK)}:{draw(BLANK)}{draw(value)}{draw(BLANK)}")
    mark = draw(st.sampled_from(["", "\ufeff"]))
    return f"{mark}{draw(BLANK)}{{{','.join(parts) if parts else draw(BLANK)}}}{draw(BLANK)}"
