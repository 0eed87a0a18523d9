from __future__ import annotations

import re
import subprocess
import sys

import pytest

from desktop_proxy import __version__
from desktop_proxy.cli import COMMANDS, main
from desktop_proxy.commands.state import State


def lines(capsys):
    captured = capsys.readouterr()
    return captured.out.splitlines(), captured.err.splitlines()


@pytest.fixture
def state(tmp_path):
    return State({"DESKTOP_PROXY_HOME": str(tmp_path)}, tmp_path)


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        (["sevre"], "“sevre” is no command; did you mean “serve”?"),
        (["keys", "lst"], "“lst” is no command; did you mean “list”?"),
        (["keys"], "ACTION is missing; see `desktop-proxy keys --help`."),
        (["keys", "set"], "NAME is missing; see `desktop-proxy keys set --help`."),
        (["serve", "--prot", "1"], "There is no option --prot; did you mean --port?"),
        (["serve", "--port", "x"], "--port must be a whole number, not “x”."),
        (["serve", "--port"], "--port needs a value."),
        (["serve", "--port", "70000"], "--port must be between 0 and 65535, not 70000."),
        (["serve", "now"], "“now” is one argument too many; see `desktop-proxy serve --help`."),
        (["use", "nope"], "There is no provider “nope”; choose from openai, gemini, vertex_ai, xai, anthropic, demo."),
        (["settings", "set", "routing.rules", "x"], "“routing.rules” must be JSON or pattern=target,pattern=target."),
        (["use", "opnai"], "There is no provider “opnai”; did you mean “openai”?"),
        (["settings", "get", "server.prt"], "There is no setting “server.prt”; did you mean “server.port”?"),
        (["settings", "set", "upstream.max_retries", "-1"], None),
        (["settings", "set", "upstream.max_retries"], "Give either a VALUE or --default."),
        (["providers", "add", "team"], "Say what it is: --preset PRESET or --base-url URL."),
        (["providers", "remove", "team"], None),
        (["import", "no-such-file"], None),
        (["log", "-n", "-1"], "-n must not be negative, but is -1."),
        (["serve", "--host", "0.0.0.0"], None),
        (["serve", "--host", "0.0.0.0", "--allowed-host", "box", "--no-token"], None),
    ],
)
def test_wrong_input_is_one_sentence_and_exit_code_2(arguments, sentence, state, capsys):
    assert main(arguments, state) == 2
    out, err = lines(capsys)
    assert out == []
    assert len(err) == 1
    assert re.fullmatch(r"desktop-proxy: .*[.?]", err[0])
    if sentence:
        assert err[0] == f"desktop-proxy: {sentence}"


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_explains_itself(command, state, capsys):
    with pytest.raises(SystemExit) as left:
        main([command.name, "--help"] if command.name != "claude" else ["--help"], state)
    assert left.value.code == 0
    assert capsys.readouterr().out.startswith("usage: desktop-proxy")


def test_version(state, capsys):
    with pytest.raises(SystemExit) as left:
        main(["--version"], state)
    assert left.value.code == 0
    assert capsys.readouterr().out == f"desktop-proxy {__version__}\n"


def test_options_without_a_command_are_those_of_serve(state, capsys):
    assert main(["--port", "x"], state) == 2
    _, err = lines(capsys)
    assert err == ["desktop-proxy: --port must be a whole number, not “x”."]


@pytest.mark.parametrize(
    "option, hint", [("--verson", "did you mean --version?"), ("-v", "see `desktop-proxy --help`.")]
)
def test_an_option_of_no_command_is_not_taken_for_one_of_serve(option, hint, state, capsys):
    assert main([option], state) == 2
    assert lines(capsys) == ([], [f"desktop-proxy: There is no option {option}; {hint}"])


def test_a_key_in_the_wrong_place_is_not_repeated(state, capsys):
    key = "sk-proj-0123456789abcdefghij"
    for arguments in (["keys", "set", "openai", "sk-short"], ["keys", "set", key], ["keys", key], ["use", key], [key]):
        assert main(arguments, state) == 2
        captured = capsys.readouterr()
        assert arguments[-1] not in captured.out + captured.err


def test_a_deleted_working_directory_is_named(tmp_path, monkeypatch, capsys):
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    assert main(["status"]) == 1
    assert lines(capsys) == ([], ["desktop-proxy: The working directory is gone; change to another one."])


def test_an_unusable_home_is_a_sentence(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    state = State({"DESKTOP_PROXY_HOME": str(tmp_path / "file" / "home")}, tmp_path)
    assert main(["settings", "set", "server.port", "1"], state) == 1
    _, err = lines(capsys)
    assert all(line.startswith("desktop-proxy: ") for line in err)


@pytest.mark.parametrize("arguments", [["--version"], ["keys", "list"], ["env"], ["status"], ["models"], ["log"]])
def test_light_commands_load_neither_litellm_nor_the_server(arguments, tmp_path):
    program = (
        "import sys\n"
        "from desktop_proxy.cli import main\n"
        "try:\n"
        "    main(sys.argv[1:])\n"
        "except SystemExit:\n"
        "    pass\n"
        "print([name for name in ('litellm', 'aiohttp', 'openai', 'PySide6') if name in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"DESKTOP_PROXY_HOME": str(tmp_path), "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"},
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "[]"
