"""Argument parsing whose complaints are one sentence, with the nearest word there is."""

from __future__ import annotations

import argparse
import difflib
import re
from collections.abc import Iterable, Sequence
from typing import Any, NoReturn

from desktop_proxy.commands.command import WrongInput

_CHOICE = re.compile(
    r"argument (?P<what>\S+): invalid choice: '(?P<said>.*)' \(choose from (?P<choices>.*)\)", re.DOTALL
)
_TYPE = re.compile(r"argument (?P<what>\S+): invalid (?P<type>\w+) value: '(?P<said>.*)'", re.DOTALL)
_VALUE = re.compile(r"argument (?P<what>\S+): expected .*")
_MISSING = re.compile(r"the following arguments are required: (?P<what>.*)")
_TYPES = {"int": "a whole number", "float": "a number"}


class Parser(argparse.ArgumentParser):
    """Raises WrongInput instead of printing usage and leaving.

    A command may set the default `surplus`: the sentence for words it has no place for, where they must not be echoed.
    """

    def __init__(self, *, top: bool = False, **options: Any) -> None:
        super().__init__(allow_abbrev=False, **options)
        if not top:
            self.set_defaults(parser=self)

    def parse(self, arguments: Sequence[str], *, implied: str | None = None) -> argparse.Namespace:
        """As `parse_args`, with hints from the command that was meant; `implied` is it where none was named."""
        parsed, unknown = self.parse_known_args([implied, *arguments] if implied else arguments)
        if unknown:
            meant: argparse.ArgumentParser = getattr(parsed, "parser", self)
            surplus = getattr(parsed, "surplus", None)
            if surplus and any("=" in word or not word.startswith("-") for word in unknown):
                raise WrongInput(surplus)
            options = [*meant._option_string_actions, *(self._option_string_actions if implied else ())]
            raise WrongInput(_unknown(unknown[0], self.prog if implied else meant.prog, options))
        return parsed

    def error(self, message: str) -> NoReturn:
        """Called by argparse for everything that is wrong."""
        raise WrongInput(_sentence(message, self.prog))


def add_command(commands: Any, name: str, help: str) -> Parser:
    """A command among its siblings; `help` is a phrase, and the description of its own help."""
    command: Parser = commands.add_parser(name, help=help, description=f"{help[:1].upper()}{help[1:]}.")
    return command


def command_in(arguments: Iterable[str]) -> str | None:
    """The first word that is no option."""
    first = next(iter(arguments), None)
    return None if first is None or first.startswith("-") else first


NEAR = 0.7
"""How alike two words must be for one to be offered for the other: “nope” is not “openai”."""


def did_you_mean(said: str, choices: Iterable[str]) -> str:
    """The end of a sentence: the nearest choice, or all of them."""
    choices = list(choices)
    near = difflib.get_close_matches(said, choices, n=1, cutoff=NEAR)
    return f"did you mean “{near[0]}”?" if near else f"choose from {', '.join(choices)}."


def _unknown(said: str, prog: str, options: Sequence[str]) -> str:
    if not said.startswith("-"):
        return f"“{said}” is one argument too many; see `{prog} --help`."
    near = difflib.get_close_matches(said.partition("=")[0], options, n=1, cutoff=NEAR)
    hint = f"did you mean {near[0]}?" if near else f"see `{prog} --help`."
    return f"There is no option {said.partition('=')[0]}; {hint}"


def _sentence(message: str, prog: str) -> str:
    if found := _CHOICE.fullmatch(message):
        choices = [choice.strip("' ") for choice in found["choices"].split(",")]
        what = "command" if found["what"] in ("COMMAND", "ACTION") else f"value of {found['what']}"
        return f"“{found['said']}” is no {what}; {did_you_mean(found['said'], choices)}"
    if found := _TYPE.fullmatch(message):
        return f"{found['what']} must be {_TYPES.get(found['type'], found['type'])}, not “{found['said']}”."
    if found := _VALUE.fullmatch(message):
        return f"{found['what']} needs a value."
    if found := _MISSING.fullmatch(message):
        return f"{found['what']} is missing; see `{prog} --help`."
    return f"{message[:1].upper()}{message[1:]}."
