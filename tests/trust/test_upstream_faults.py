"""R1: whatever breaks at a provider, the client is told; half an answer never looks like a whole one."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from wire import Answer, parse_events

from .faces import Face
from .faulty_provider import Reply, broken_before_head
from .world import World, both_modes, every_face, world

LIMIT_S = 5.0


def faults(face: Face, *, stream: bool) -> dict[str, Reply]:
    """Answers that are no whole answer, by what is wrong with them."""
    begun, rest = face.parts(stream=stream)
    kind = face.content_type(stream=stream)
    chunk = rest[:10]
    found = {
        "broken off (FIN)": Reply([begun], headers=kind, end="fin"),
        "broken off (RST)": Reply([begun], headers=kind, end="rst"),
        "clean end too early": Reply([begun], headers=kind),
        "end by closing": Reply([begun], headers=kind, framing="close"),
        "less than its length": Reply([begun], headers=kind, framing="length", length=100_000, end="fin"),
        "cut inside an event": Reply([begun, chunk], headers=kind),
        "cut inside an event (FIN)": Reply([begun, chunk], headers=kind, end="fin"),
        "empty": Reply([], headers=kind),
        "head only (FIN)": Reply([], headers=kind, end="fin"),
        "head only (RST)": Reply([], headers=kind, end="rst"),
        "blank": Reply([b"\n\n \n"], headers=kind),
        "cut JSON": Reply(
            [b'{"id": "x", "choices": [{"message": {"content": "Hel'], headers={"content-type": "application/json"}
        ),
        "other JSON": Reply([b'{"ok": true}'], headers={"content-type": "application/json"}),
        "web page": Reply([b"<!doctype html><html><body>Hello</body></html>"], headers={"content-type": "text/html"}),
        "web page as its type": Reply([b"<html><body>Hello</body></html>"], headers=kind),
        "nothing at all (FIN)": broken_before_head("fin"),
        "nothing at all (RST)": broken_before_head("rst"),
    }
    if stream or not face.relayed:
        found |= {
            "error frame": Reply([begun, face.error_frame("It broke.")], headers=kind),
            "error frame first": Reply([face.error_frame("It broke.")], headers=kind),
            "unreadable event": Reply([begun, b'data: {"id": tru\n\n'], headers=kind),
            "comments only": Reply([b": keep-alive\n\n" * 3], headers=kind),
            "done without a finish": Reply([begun, b"data: [DONE]\n\n"], headers=kind),
            "done only": Reply([b"data: [DONE]\n\n"], headers=kind),
        }
    if not face.relayed:
        found["error frame, then more"] = Reply([begun, face.error_frame("It broke."), rest], headers=kind)
    return found


@every_face
@both_modes
async def test_no_broken_answer_looks_whole(tmp_path: Path, face: Face, stream: bool) -> None:
    async with world(tmp_path, upstream__max_retries=0) as around:
        tried = faults(face, stream=stream)
        wrong = await asyncio.gather(*(_try(around, face, reply, stream) for reply in tried.values()))
        assert {name: fault for name, fault in zip(tried, wrong, strict=True) if fault} == {}


@every_face
@both_modes
async def test_a_whole_answer_arrives_whole(tmp_path: Path, face: Face, stream: bool) -> None:
    async with world(tmp_path) as around:
        scene = around.provider.play(Reply(face.parts(stream=stream), headers=face.content_type(stream=stream)))
        answer = await around.ask(face, scene, stream=stream)
        assert answer.status == 200, answer.body
        if stream:
            assert answer.events()[-1]["type"] == "message_stop"
        else:
            assert answer.json()["content"][0]["text"].startswith("Hello")
        assert len(scene.calls) == 1
        assert around.provider.strays == []


async def _try(around: World, face: Face, reply: Reply, stream: bool) -> str:
    started = time.monotonic()
    answer = await around.ask(face, around.provider.play(reply), stream=stream)
    took = time.monotonic() - started
    if took > LIMIT_S:
        return f"took {took:.1f} s"
    return _complaint(answer, stream)


def _complaint(answer: Answer, stream: bool) -> str:
    """What is wrong with the answer; empty where it says plainly that it failed."""
    if answer.status == 200 and stream:
        # What a relay passes on before the fault may be anything; the end is ours.
        (last,) = parse_events(answer.body[answer.body.rindex(b"event: ") :])
        whole = b"message_stop" in answer.body
        return "" if last["type"] == "error" and last["error"]["message"] and not whole else f"{answer.body!r}"
    if answer.status < 500:
        return f"{answer.status} {answer.body!r}"
    return "" if answer.error["message"] else "no message"
