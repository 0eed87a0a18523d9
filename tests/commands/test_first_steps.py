from __future__ import annotations

import subprocess
import sys

import pytest

from desktop_proxy.commands.answering import Answering
from desktop_proxy.commands.first_steps import activation, first_steps
from desktop_proxy.providers import provider
from desktop_proxy.settings import Settings

URL = "http://127.0.0.1:9"


def said(name, *, key_missing=False, keyring_problem=None, **sections):
    answering = Answering("Answering: it.", provider(name), key_missing, keyring_problem)
    return "\n".join(first_steps(Settings.model_validate(sections), URL, answering))


def test_the_demo_is_followed_by_how_to_add_a_key():
    assert "keys set openai" in said("demo")


def test_without_a_keyring_the_demo_is_followed_by_the_variables_instead():
    text = said("demo", keyring_problem="There is none.")
    assert "set OPENAI_API_KEY" in text
    assert "keys set" not in text


def test_a_provider_that_has_its_key_is_named_and_no_key_is_asked_for():
    text = said("xai")
    assert text.startswith("Answering: it.\n")
    assert "keys set" not in text


def test_a_missing_key_is_asked_for_in_the_way_that_works_here():
    assert "keys set xai" in said("xai", key_missing=True)
    text = said("xai", key_missing=True, keyring_problem="There is none.")
    assert "XAI_API_KEY" in text
    assert "keys set" not in text


def test_where_nobody_answers_no_key_is_asked_for():
    assert "keys set" not in "\n".join(first_steps(Settings(), URL, Answering("Nobody answers yet.", None)))


def test_open_access_is_said_with_lines_that_work_and_name_no_token():
    text = said("demo", server={"require_token": False})
    assert f"ANTHROPIC_BASE_URL={URL} ANTHROPIC_AUTH_TOKEN=no-token-needed claude" in text
    assert f"curl {URL}/v1/messages -H" in text
    assert "x-api-key" not in text


@pytest.mark.skipif(sys.platform == "win32", reason="its activation is another")
def test_a_fresh_shell_is_told_how_to_find_the_programs_of_a_virtual_environment(tmp_path):
    environment = tmp_path / "it's one"
    (environment / "bin").mkdir(parents=True)
    (environment / "bin" / "activate").write_text("FOUND=yes\n")
    line = activation({"PATH": str(tmp_path)}, environment)
    done = subprocess.run(["sh", "-c", f'{line} && echo "$FOUND"'], capture_output=True, text=True, check=True)
    assert done.stdout == "yes\n"


@pytest.mark.skipif(sys.platform == "win32", reason="its activation is another")
def test_nothing_is_activated_where_the_program_is_found_or_no_environment_is_there(tmp_path):
    (tmp_path / "bin").mkdir()
    assert activation({"PATH": ""}, tmp_path) is None
    (tmp_path / "bin" / "activate").write_text("")
    program = tmp_path / "bin" / "desktop-proxy"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    assert activation({"PATH": str(tmp_path / "bin")}, tmp_path) is None
