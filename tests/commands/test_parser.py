from __future__ import annotations

import pytest

from desktop_proxy.commands.command import WrongInput
from desktop_proxy.commands.parser import Parser, add_command, command_in, did_you_mean


@pytest.fixture
def parser():
    parser = Parser(prog="program", top=True)
    sub = parser.add_subparsers(metavar="COMMAND", required=True).add_parser("go")
    sub.add_argument("--speed", type=float)
    sub.add_argument("--gear", choices=["low", "high"])
    sub.add_argument("where")
    return parser


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        ([], "COMMAND is missing; see `program --help`."),
        (["run"], "“run” is no command; choose from go."),
        (["go"], "where is missing; see `program go --help`."),
        (["go", "x", "--sped=1"], "There is no option --sped; did you mean --speed?"),
        (["go", "x", "--zzz"], "There is no option --zzz; see `program go --help`."),
        (["go", "x", "--speed", "fast"], "--speed must be a number, not “fast”."),
        (["go", "x", "--gear", "hgh"], "“hgh” is no value of --gear; did you mean “high”?"),
        (["go", "x", "--gear"], "--gear needs a value."),
        (["go", "x", "y"], "“y” is one argument too many; see `program go --help`."),
        (["go", "x", "--spe", "1"], "There is no option --spe; did you mean --speed?"),
    ],
)
def test_complaints_are_one_sentence(parser, arguments, sentence):
    with pytest.raises(WrongInput) as caught:
        parser.parse(arguments)
    assert str(caught.value) == sentence


def test_an_implied_command_takes_its_options_and_shares_the_blame_for_others():
    parser = Parser(prog="program", top=True)
    parser.add_argument("--version", action="store_true")
    parser.add_subparsers(required=True).add_parser("go").add_argument("--speed")
    assert parser.parse(["--speed", "1"], implied="go").speed == "1"
    for said, meant in (("--vershun", "--version"), ("--sped", "--speed")):
        with pytest.raises(WrongInput, match=f"did you mean {meant}"):
            parser.parse([said], implied="go")


@pytest.mark.parametrize("arguments", [["secret"], ["--key=secret"], ["--key", "secret"]])
def test_surplus_words_are_not_echoed_where_the_command_says_so(arguments):
    parser = Parser(prog="program", top=True)
    parser.set_defaults(surplus="No more words.")
    with pytest.raises(WrongInput) as caught:
        parser.parse(arguments)
    assert str(caught.value) == "No more words."


def test_a_command_s_help_is_its_description_and_keeps_its_capitals():
    parser = Parser(prog="program", top=True)
    assert add_command(parser.add_subparsers(), "go", "go to the OS keyring").description == "Go to the OS keyring."


def test_good_arguments_are_parsed(parser):
    parsed = parser.parse(["go", "home", "--speed", "1.5"])
    assert (parsed.where, parsed.speed) == ("home", 1.5)


def test_the_command_is_the_first_word():
    assert command_in(["serve", "--port", "1"]) == "serve"
    assert command_in(["--port", "1"]) is None
    assert command_in([]) is None


def test_without_a_near_word_all_are_named():
    assert did_you_mean("zzz", ["a", "b"]) == "choose from a, b."
