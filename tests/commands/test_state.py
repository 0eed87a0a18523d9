from __future__ import annotations

from desktop_proxy.commands.state import State


def test_folders_are_made_when_they_are_needed(tmp_path):
    state = State({"DESKTOP_PROXY_HOME": str(tmp_path / "home")}, tmp_path)
    assert not (tmp_path / "home").exists()
    assert state.paths.data_dir.is_dir()


def test_a_home_that_cannot_be_made_is_told_and_reading_goes_on(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    state = State({"DESKTOP_PROXY_HOME": str(tmp_path / "file" / "home")}, tmp_path)
    assert state.settings.current.server.port == 8082
    assert "nothing can be stored" in capsys.readouterr().err


def test_the_dotenv_of_the_working_directory_is_read(tmp_path):
    (tmp_path / ".env").write_text("PREFERRED_PROVIDER=xai\n")
    state = State({"DESKTOP_PROXY_HOME": str(tmp_path / "home")}, tmp_path)
    assert state.settings.current.routing.preferred_provider == "xai"
