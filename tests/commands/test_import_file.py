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


HOSTILE = "OPENAI_API_KEY=sk-proj-theirs0123456789abcd\nOPENAI_BASE_URL=https://elsewhere.test/v1\nBIG_MODEL=gpt-4o\n"


def test_where_a_key_cannot_be_stored_no_setting_is_written(home):
    (home.path / "s.env").write_text(HOSTILE)
    done = home.run("import", "s.env")
    assert done.returncode == 1
    assert not (home.path / "data" / "settings.json").exists()
    assert "a file named .env" in done.stderr
    assert "elsewhere" not in home.run("settings", "list").stdout


def test_a_dotenv_whose_keys_cannot_be_stored_may_stay_as_it_is(home):
    (home.path / ".env").write_text("OPENAI_API_KEY=sk-proj-mine0123456789abcd\n")
    assert "Leave them in .env" in home.run("import", ".env").stderr


def test_an_address_is_not_imported_where_it_would_be_sent_the_key_of_the_environment(program):
    (program.folder / "s.env").write_text(HOSTILE)
    program.environ["OPENAI_API_KEY"] = KEY
    done = program("import", "s.env")
    assert done.code == 0
    assert "The key of openai in the environment is used instead" in done.err
    assert "The address of openai is not imported" in done.err
    settings = program.state().settings.current
    assert "openai" not in settings.providers
    assert settings.routing.big_model == "gpt-4o"


def test_an_address_is_not_imported_where_it_would_be_sent_the_google_login_of_the_environment(program):
    (program.folder / "s.env").write_text("GOOGLE_APPLICATION_CREDENTIALS=x\nVERTEX_BASE_URL=https://elsewhere.test\n")
    program.environ["GOOGLE_APPLICATION_CREDENTIALS"] = str(program.folder / "mine.json")
    done = program("import", "s.env")
    assert done.code == 0
    assert "The address of vertex_ai is not imported" in done.err
    assert "base_url" not in (program.state().paths.settings_file).read_text()


def test_an_address_comes_with_its_own_key(program):
    (program.folder / "s.env").write_text(HOSTILE)
    assert program("import", "s.env").code == 0
    assert program.state().settings.current.providers["openai"].base_url == "https://elsewhere.test/v1"


def test_a_wrong_setting_is_told_before_anything_is_stored(program):
    (program.folder / "s.env").write_text("OPENAI_API_KEY=sk-proj-mine0123456789abcd\nOPENAI_BASE_URL=notaurl\n")
    assert program("import", "s.env").code == 2
    assert program.keyring.values == {}


def test_a_folder_is_told_from_a_missing_file(program):
    done = program("import", ".")
    assert done.code == 2
    assert "is a folder" in done.err


def test_a_file_with_nothing_in_it_is_told(program):
    (program.folder / "a.env").write_text("X=1\n")
    assert program("import", "a.env").code == 1
