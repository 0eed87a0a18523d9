"""Recorded shapes of providers' streams, and how to play them.

`tests/transcripts/<provider>/<case>.jsonl` holds one upstream chunk per line, `<case>.options.json` what the stream
must know of the request, `<case>.events.jsonl` the events expected after `message_start`. Gemini's chunks are as
LiteLLM parses them, with Gemini's own finish reason.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop_proxy.protocol.chat_stream import ChatStream
from desktop_proxy.protocol.event_writer import StreamOptions
from desktop_proxy.protocol.responses_stream import ResponsesStream

FOLDER = Path(__file__).parent.parent / "transcripts"

Chunk = dict[str, Any]


@dataclass(frozen=True)
class Transcript:
    name: str
    chunks: list[Chunk]
    options: StreamOptions
    expected: list[dict[str, Any]]

    @property
    def responses(self) -> bool:
        return self.name.startswith("openai_responses/")

    def stream(self) -> ChatStream | ResponsesStream:
        return ResponsesStream(self.options) if self.responses else ChatStream(self.options)


def play(stream: ChatStream | ResponsesStream, chunks: list[Chunk]) -> list[dict[str, Any]]:
    """All events of a stream, with the ids it invented made equal."""
    events = [event for chunk in chunks for event in stream.feed(chunk)]
    if not stream.finished:
        events += stream.close()
    return plain_ids(events)


def plain_ids(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    invented = 0
    for event in events:
        block = event.get("content_block", {})
        if str(block.get("id", "")).startswith("toolu_"):
            invented += 1
            _, mark, signature = block["id"].partition("_ts_")
            block["id"] = f"toolu_invented{invented}{mark}{signature}"
    return events


def load(path: Path) -> Transcript:
    options_file = path.with_suffix(".options.json")
    options = json.loads(options_file.read_text()) if options_file.exists() else {}
    if "stop_sequences" in options:
        options["stop_sequences"] = tuple(options["stop_sequences"])
    expected = path.with_suffix(".events.jsonl")
    return Transcript(
        name=f"{path.parent.name}/{path.stem}",
        chunks=_lines(path),
        options=StreamOptions(**options),
        expected=_lines(expected) if expected.exists() else [],
    )


def all_transcripts() -> list[Transcript]:
    return [load(path) for path in sorted(FOLDER.glob("*/*.jsonl")) if not path.name.endswith(".events.jsonl")]


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines() if line]
