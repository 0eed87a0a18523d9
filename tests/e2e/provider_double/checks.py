"""Checks that several provider faces share."""

# Messages are quoted as the providers word them.
# ruff: noqa: E501

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Mapping
from typing import Any

from .refusal import Refusal

_DATA_URL = re.compile(r"data:([a-z0-9.+-]+/[a-z0-9.+-]+);base64,([A-Za-z0-9+/]+={0,2})\Z")
_MAGIC: Mapping[str, tuple[bytes, ...]] = {
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/gif": (b"GIF87a", b"GIF89a"),
    "image/webp": (b"RIFF",),
    "application/pdf": (b"%PDF-",),
}


def reject_unknown(given: Mapping[str, Any], allowed: Iterable[str], path: str = "") -> None:
    """Refuse a parameter the API does not have."""
    for name in given:
        if name not in allowed:
            raise Refusal(400, f"Unknown parameter: '{path}{name}'.", param=f"{path}{name}", code="unknown_parameter")


def decode_media(media_type: str, data: str, param: str) -> bytes:
    """The bytes of a base64 image or document; refused unless they are what they say."""
    magic = _MAGIC.get(media_type)
    if magic is None:
        raise Refusal(400, f"Invalid MIME type: {media_type!r} is not supported.", param=param, code="invalid_value")
    try:
        raw = base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        raise Refusal(400, "Invalid base64 data.", param=param, code="invalid_base64") from None
    if not raw.startswith(magic):
        raise Refusal(400, f"The data is not a valid {media_type}.", param=param, code="image_parse_error")
    return raw


def decode_data_url(url: str, param: str, kinds: tuple[str, ...]) -> bytes | None:
    """The bytes behind a data URL, or None for an http(s) URL."""
    if url.startswith(("http://", "https://")):
        return None
    match = _DATA_URL.match(url)
    if match is None:
        raise Refusal(
            400,
            f"Invalid '{param}'. Expected a valid URL, but got a value that is not one.",
            param=param,
            code="invalid_value",
        )
    if not match[1].startswith(kinds):
        raise Refusal(
            400,
            f"Invalid MIME type. Only {', '.join(kinds)} types are supported.",
            param=param,
            code="invalid_image_format",
        )
    return decode_media(match[1], match[2], param)


def check_schema_object(schema: Any, tool: str, param: str) -> None:
    """What OpenAI demands of a function's parameters."""
    if not isinstance(schema, Mapping) or schema.get("type") != "object":
        kind = schema.get("type") if isinstance(schema, Mapping) else None
        raise Refusal(
            400,
            f"Invalid schema for function '{tool}': schema must be a JSON Schema of 'type: \"object\"', got 'type: \"{kind}\"'.",
            param=param,
            code="invalid_function_parameters",
        )
    _check_arrays(schema, tool, param)


def _check_arrays(schema: Mapping[str, Any], tool: str, param: str) -> None:
    if schema.get("type") == "array" and "items" not in schema:
        raise Refusal(
            400,
            f"Invalid schema for function '{tool}': array schema missing items.",
            param=param,
            code="invalid_function_parameters",
        )
    for name, part in (schema.get("properties") or {}).items():
        if isinstance(part, Mapping):
            _check_arrays(part, tool, f"{param}.{name}")


def check_strict_schema(schema: Any, param: str) -> None:
    """What OpenAI demands of a schema with `strict: true`."""
    if not isinstance(schema, Mapping):
        return
    if schema.get("type") == "object":
        if schema.get("additionalProperties") is not False:
            raise Refusal(
                400,
                f"Invalid schema for {param}: 'additionalProperties' is required to be supplied and to be false.",
                param=param,
                code="invalid_json_schema",
            )
        properties = schema.get("properties") or {}
        if set(schema.get("required") or ()) != set(properties):
            raise Refusal(
                400,
                f"Invalid schema for {param}: 'required' is required to be supplied and to be an array including every key in properties.",
                param=param,
                code="invalid_json_schema",
            )
        for part in properties.values():
            check_strict_schema(part, param)
    for key in ("items",):
        check_strict_schema(schema.get(key), param)
    for part in schema.get("anyOf") or ():
        check_strict_schema(part, param)
