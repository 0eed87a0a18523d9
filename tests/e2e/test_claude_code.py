"""The real Claude Code CLI does real work through the real proxy process, once through every provider.

The first target has no proxy: it proves that the CLI and the double agree, so that a failure of another target is
the proxy's.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from .claude_code import ClaudeCode, Run
from .conftest import Front
from .files import pdf, png
from .provider_double import Call, ProviderDouble, Recorded, Refusal, Step, digest, rate_limit
from .targets import DIRECT, SEARCHING, TARGETS, Target, in_front_of

every_target = in_front_of(DIRECT, *TARGETS)


def answered_by(front: Front, asked: Sequence[Recorded], model: str) -> None:
    """Every request went to the upstream model that the Claude name is mapped to."""
    target = front.target
    expected = target.small if model == "haiku" else target.big
    assert asked
    for request in asked:
        assert request.face == target.face and request.path.startswith(target.path)
        assert request.model == expected or (target.face == "anthropic" and request.model.startswith(expected))


def succeeded(run: Run, text: str) -> None:
    assert run.result["is_error"] is False, run.result
    assert run.result["result"] == text


def thinks(target: Target, model: str) -> bool:
    return target.small_thinks if model == "haiku" else target.big_thinks


@every_target
@pytest.mark.parametrize("model", ("opus", "sonnet", "haiku", "fable"))
def test_edits_a_file_after_reading_it_and_runs_a_command(
    front: Front, double: ProviderDouble, claude: ClaudeCode, model: str
) -> None:
    file = claude.project / "notes.txt"
    file.write_text('one\nbeta "quoted" \\ ünï ☃\nthree\n', encoding="utf-8")
    marker = double.play(
        Step("I will read the file first.", (Call("Read", {"file_path": str(file)}),), "Reading comes before editing."),
        Step(
            "",
            (
                Call(
                    "Edit",
                    {"file_path": str(file), "old_string": 'beta "quoted" \\ ünï ☃', "new_string": 'gamma\t"☃"\nnew'},
                ),
            ),
            "Now edit.",
        ),
        Step(
            "Let me count.",
            (Call("Bash", {"command": "wc -l < notes.txt > count.txt && echo counted", "description": "Count lines"}),),
            "Check.",
        ),
        Step("The file has four lines.", thinking="Done."),
    )
    run = claude.run(front.url, f"{marker} change the notes", model=model, token=front.token)
    succeeded(run, "The file has four lines.")
    assert file.read_text(encoding="utf-8") == 'one\ngamma\t"☃"\nnew\nthree\n'
    assert (claude.project / "count.txt").read_text().strip() == "4"
    asked = double.asked(marker)
    answered_by(front, asked, model)
    assert len(asked) == 4
    last = asked[-1].conversation
    assert last
    assert 'beta \\"quoted\\"' in json.dumps(last.result_of("file_path"), ensure_ascii=False)
    assert "counted" in last.result_of("wc -l")
    usage = run.result["usage"]
    assert usage["cache_read_input_tokens"] == 4 * 1024
    assert usage["output_tokens"] > 0 and usage["input_tokens"] > 0


@every_target
def test_parallel_calls_get_their_own_results(front: Front, double: ProviderDouble, claude: ClaudeCode) -> None:
    names = ("a.txt", "b.txt", "c.txt")
    for name in names:
        (claude.project / name).write_text(f"content of {name}\n")
    reads = [Call("Read", {"file_path": str(claude.project / name)}) for name in (*names, "missing.txt")]
    slow = Call("Bash", {"command": "sleep 0.3; echo slowest", "description": "Take a while"})
    marker = double.play(Step("Four at once.", (slow, *reads), "Together."), Step("All read.", thinking="Fine."))
    run = claude.run(front.url, f"{marker} read them", model="opus", token=front.token)
    succeeded(run, "All read.")
    asked = double.asked(marker)
    answered_by(front, asked, "opus")
    conversation = asked[-1].conversation
    assert conversation and len(conversation.results()) == 5
    for name in names:
        assert f"content of {name}" in conversation.result_of(name)
    assert "slowest" in conversation.result_of("sleep")
    missing = conversation.result_of("missing.txt")
    assert "does not exist" in missing.lower() or "error" in missing.lower()


@every_target
def test_reads_a_picture_and_a_pdf(front: Front, double: ProviderDouble, claude: ClaudeCode) -> None:
    picture, document = png(200), pdf("The code word is heron")
    (claude.project / "picture.png").write_bytes(picture)
    (claude.project / "paper.pdf").write_bytes(document)
    marker = double.play(
        Step("Look.", (Call("Read", {"file_path": str(claude.project / "picture.png")}),), "An image."),
        Step("Read.", (Call("Read", {"file_path": str(claude.project / "paper.pdf")}),), "A paper."),
        Step("Seen both.", thinking="Done."),
    )
    run = claude.run(front.url, f"{marker} look", model="fable", token=front.token)
    succeeded(run, "Seen both.")
    asked = double.asked(marker)
    answered_by(front, asked, "fable")
    conversation = asked[-1].conversation
    assert conversation
    assert conversation.media("image") == [digest(picture)]
    if front.target.documents:
        assert conversation.media("document") == [digest(document)]
    else:
        said = " ".join(entry.text for entry in conversation.since_marker())
        assert "pdf" in said.lower(), "the model is told that there was a document it cannot see"


@every_target
def test_a_subagent_works_and_its_answer_comes_back(front: Front, double: ProviderDouble, claude: ClaudeCode) -> None:
    (claude.project / "deep.txt").write_text("the deep content\n")
    inner = double.play(
        Step("Reading.", (Call("Read", {"file_path": str(claude.project / "deep.txt")}),), "Mine."),
        Step("The subagent found: heron.", thinking="Report."),
    )
    task = {
        "description": "Look inside",
        "prompt": f"{inner} read deep.txt",
        "subagent_type": "general-purpose",
        "run_in_background": False,
    }
    outer = double.play(
        Step("Delegating.", (Call("Agent", task),), "Delegate."), Step("It said heron.", thinking="Good.")
    )
    run = claude.run(front.url, f"{outer} delegate", model="sonnet", token=front.token)
    succeeded(run, "It said heron.")
    answered_by(front, double.asked(inner), "sonnet")
    conversation = double.asked(outer)[-1].conversation
    assert conversation and "The subagent found: heron." in conversation.result_of("Look inside")
    reading = double.asked(inner)[-1].conversation
    assert reading and "the deep content" in reading.result_of("deep.txt")


@every_target
def test_three_thousand_chunks_arrive_complete_and_in_order(
    front: Front, double: ProviderDouble, claude: ClaudeCode
) -> None:
    pieces = (
        *(f"w{number} " for number in range(1_400)),
        *(("na ",) * 200),
        *(f"w{number} " for number in range(1_400, 2_799)),
        "end",
    )
    assert len(pieces) == 3_000
    marker = double.play(Step(pieces=pieces, thinking="A long answer."))
    run = claude.run(front.url, f"{marker} write a lot", model="haiku", token=front.token)
    succeeded(run, "".join(pieces))
    answered_by(front, double.asked(marker), "haiku")


@every_target
@pytest.mark.parametrize("model", ("opus", "haiku"))
def test_thinking_is_shown_and_goes_back_to_the_provider(
    front: Front, double: ProviderDouble, claude: ClaudeCode, model: str
) -> None:
    file = claude.project / "x.txt"
    file.write_text("x\n")
    first = double.play(
        Step("Look.", (Call("Read", {"file_path": str(file)}),), "I wonder about x."),
        Step("It is x.", thinking="So it is x."),
    )
    run = claude.run(front.url, f"{first} what is x?", model=model, token=front.token)
    succeeded(run, "It is x.")
    second = double.play(
        Step("Still x.", (Call("Bash", {"command": "cat x.txt"}),), "Again."), Step("Yes.", thinking="Sure.")
    )
    again = claude.run(front.url, f"{second} and now?", model=model, token=front.token, more=("--resume", run.session))
    succeeded(again, "Yes.")
    thought = [block["thinking"] for block in run.blocks("thinking")]
    if not thinks(front.target, model):
        assert thought == []
        return
    assert thought == ["I wonder about x.", "So it is x."]
    if front.target.replays:
        conversation = double.asked(second)[-1].conversation
        assert conversation
        signed = [entry for entry in conversation.entries if entry.signature]
        assert len(signed) >= 2, "signatures of this turn and of the turn before went back"


@every_target
def test_a_rate_limit_is_waited_for(front: Front, double: ProviderDouble, claude: ClaudeCode) -> None:
    marker = double.play(Step("Through.", thinking="Finally."), failures=[rate_limit(retry_after=1)])
    run = claude.run(front.url, f"{marker} try", model="sonnet", token=front.token)
    succeeded(run, "Through.")
    assert [request.refusal is not None for request in double.asked(marker)] == [True, False]


@in_front_of(*TARGETS)
def test_a_refused_key_is_told_at_once(front: Front, double: ProviderDouble, claude: ClaudeCode) -> None:
    refusals = [Refusal(401, "That key is no good.", code="invalid_api_key", planned=True) for _ in range(30)]
    marker = double.play(failures=refusals)
    run = claude.run(front.url, f"{marker} try", model="sonnet", token=front.token)
    assert run.result["is_error"] is True
    assert "That key is no good." in run.result["result"]
    assert run.result["duration_ms"] < 10_000
    assert len(double.asked(marker)) <= 4


@in_front_of(*SEARCHING)
def test_a_web_search_gives_the_model_its_links(front: Front, double: ProviderDouble, claude: ClaudeCode) -> None:
    inner = double.play(Step("Herons are birds.", links=(("https://herons.example/a", "Herons"),)))
    marker = double.play(Step("", (Call("WebSearch", {"query": f"herons {inner}"}),)), Step("Found."))
    allowed = ("--allowedTools", "WebSearch")
    run = claude.run(front.url, f"{marker} search", model="opus", token=front.token, more=allowed)
    succeeded(run, "Found.")
    conversation = double.asked(marker)[-1].conversation
    assert conversation
    assert "https://herons.example/a" in conversation.result_of("herons")
    assert "Herons are birds." in conversation.result_of("herons")
