from __future__ import annotations

import os
import stat

import pytest

from desktop_proxy.commands.import_file import blank_values

KEY = "sk-proj-0123456789abcdefghij"
DOTENV = f"""# my keys
OPENAI_API_KEY="{KEY}"
export XAI_API_KEY=xai-0123456789abcdefghij  # the other one
PREFERRED_PROVIDER=openai
BIG_MODEL=gpt-4o

UNRELATED="{KEY[:10]}"
"""


@pytest.fixture
def dotenv(program):
    file = program.folder / "old.env"
    file.write_text(DOTENV)
    file.chmod(0o640)
    return file


def test_keys_go_to_the_keyring_and_settings_to_the_settings(program, dotenv):
    done = program("import", "old.env")
    assert done.code == 0, done.err
    assert program.keyring.values == {"openai": KEY, "xai": "xai-0123456789abcdefghij"}
    routing = program.state().settings.current.routing
    assert (routing.preferred_provider, routing.naming, routing.big_model) == ("openai", "classic", "gpt-4o")
    assert dotenv.read_text() == DOTENV
    assert KEY not in done.out + done.err
    assert "--blank" in done.err


def test_keys_are_blanked_on_request_and_all_else_stays(program, dotenv):
    assert program("import", "old.env", "--blank").code == 0
    expected = DOTENV.replace(f'"{KEY}"\n', "\n").replace("xai-0123456789abcdefghij  # the other one", "")
    assert dotenv.read_text() == expected
    if os.name == "posix":
        assert stat.S_IMODE(dotenv.stat().st_mode) == 0o640


def test_windows_line_ends_stay(tmp_path):
    file = tmp_path / ".env"
    file.write_bytes(b"A=secret-value\r\nB=2\r\n")
    assert blank_values(file, {"secret-value"}) == 1
    assert file.read_bytes() == b"A=\r\nB=2\r\n"


def test_only_keys_choose_the_provider_that_has_one(program):
    (program.folder / "a.env").write_text("GEMINI_API_KEY=AIza" + "x" * 35)
    program("import", "a.env")
    routing = program.state().settings.current.routing
    assert (routing.preferred_provider, routing.naming) == ("gemini", "recommended")


def test_without_a_keyring_the_file_is_left_alone(home):
    (home.path / "old.env").write_text(DOTENV)
    done = home.run("import", "old.env", "--blank")
    assert done.returncode == 1
    assert "There is no keyring" in done.stderr
    assert (home.path / "old.env").read_text() == DOTENV


def test_a_file_with_nothing_in_it_is_told(program):
    (program.folder / "a.env").write_text("X=1\n")
    assert program("import", "a.env").code == 1
