from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

KEY = "sk-proj-0123456789abcdefghij"


def test_a_key_is_piped_in_stored_and_its_provider_answers(program):
    done = program("keys", "set", "openai", stdin=f"{KEY}\n")
    assert done.code == 0, done.err
    assert program.keyring.values["openai"] == KEY
    assert KEY not in done.out + done.err
    assert "Stored the key of OpenAI" in done.out
    assert program.state().settings.current.routing.preferred_provider == "openai"


def test_the_second_key_changes_nothing_about_who_answers(program):
    program("keys", "set", "xai", stdin="xai-0123456789abcdefghij")
    program("keys", "set", "openai", stdin=KEY)
    assert program.state().settings.current.routing.preferred_provider == "xai"


def test_google_is_what_people_call_it(program):
    assert program("keys", "set", "google", stdin="AIza" + "x" * 35).code == 0
    assert list(program.keyring.values) == ["gemini"]


def test_a_key_of_another_provider_is_remarked_on_and_stored(program):
    done = program("keys", "set", "openai", stdin="sk-ant-0123456789abcdefghij")
    assert done.code == 0
    assert done.err.splitlines() == ["This does not look like a key of OpenAI: it looks like one of Anthropic."]
    assert program.keyring.values["openai"] == "sk-ant-0123456789abcdefghij"


def test_no_key_is_wrong_input(program):
    assert program("keys", "set", "openai", stdin="\n").code == 2
    assert program("keys", "set", "openai", stdin="two words").code == 2
    assert program.keyring.values == {}


def test_a_key_as_an_argument_is_refused_and_its_owner_warned(program):
    for arguments in (["openai", KEY], ["openai", "--key", KEY], ["openai", f"--key={KEY}"], [KEY]):
        done = program("keys", "set", *arguments, stdin=KEY)
        assert done.code == 2
        assert "shell's history" in done.err
        assert KEY not in done.out + done.err
    assert program.keyring.values == {}


@pytest.mark.skipif(sys.platform == "win32", reason="terminals are POSIX here")
def test_ctrl_d_at_the_prompt_is_no_key(home):
    terminal, stdin = os.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "desktop_proxy", "keys", "set", "openai"],
        cwd=home.path,
        env=home.environ,
        stdin=stdin,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    with process, os.fdopen(terminal, "wb", buffering=0) as keyboard:
        os.close(stdin)
        asked = process.stderr.read(len("Key of OpenAI (not shown): "))
        keyboard.write(b"\x04")
        complaint = process.stderr.read().decode().splitlines()
    assert asked == b"Key of OpenAI (not shown): "
    assert process.returncode == 2
    assert complaint[-1] == "desktop-proxy: No key was given; type it at the prompt or pipe it in."


def test_vertex_is_told_its_settings_by_their_whole_names(program):
    assert "providers.vertex_ai.location" in program("keys", "set", "vertex").err


def test_the_demo_needs_no_key(program):
    assert program("keys", "set", "demo", stdin="x").code == 2


def test_a_preset_that_is_not_set_up_says_how_to(program):
    done = program("keys", "set", "lmstudio", stdin="x")
    assert done.code == 2
    assert "providers add lmstudio --preset lmstudio" in done.err


def test_an_endpoint_without_a_model_is_not_made_the_one_that_answers(program):
    program("providers", "add", "team", "--base-url", "https://llm.example.com/v1")
    done = program("keys", "set", "team", stdin="team-key-0123456789")
    assert done.code == 0
    assert program.state().settings.current.routing.preferred_provider is None


def test_list_says_where_each_key_comes_from_and_shows_none(program):
    program("keys", "set", "xai", stdin="xai-0123456789abcdefghij")
    program.environ["OPENAI_API_KEY"] = KEY
    found = {row["name"]: row for row in json.loads(program("keys", "list", "--json").out)}
    assert found["xai"] == {"name": "xai", "source": "keyring", "masked": "xai-…ghij"}
    assert found["openai"] == {"name": "openai", "source": "environment", "masked": "sk-…ghij"}
    assert found["gemini"] == {"name": "gemini", "source": "none", "masked": None}
    assert KEY not in program("keys", "list").out


def test_delete_removes_it_and_says_so_once(program):
    program("keys", "set", "openai", stdin=KEY)
    assert program("keys", "delete", "openai").code == 0
    assert program.keyring.values == {}
    done = program("keys", "delete", "openai")
    assert (done.code, done.err) == (1, "desktop-proxy: There is no key of “openai” in the keyring.\n")


def test_a_key_of_the_environment_wins_and_that_is_said(program):
    program.environ["OPENAI_API_KEY"] = KEY
    assert "is used instead" in program("keys", "set", "openai", stdin=KEY).err


def test_without_a_keyring_nothing_is_stored_and_the_way_out_is_named(home):
    done = home.run("keys", "set", "openai", stdin=KEY)
    assert done.returncode == 1
    assert "There is no keyring" in done.stderr
    assert "OPENAI_API_KEY" in done.stderr
    assert KEY not in done.stdout + done.stderr
    assert all(KEY.encode() not in file.read_bytes() for file in home.path.rglob("*") if file.is_file())
