"""`desktop-proxy`: the table of commands, and what all of them share: arguments, exit codes and one-sentence errors.

Exit codes: 0 done, 1 failed, 2 wrong input.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from desktop_proxy import __version__
from desktop_proxy.commands.command import Command, CommandFailed, WrongInput
from desktop_proxy.commands.output import accept_any_text, tell
from desktop_proxy.commands.parser import Parser, add_command, command_in
from desktop_proxy.commands.state import State

COMMANDS: tuple[Command, ...] = (
    Command("tray", "the tray app; what runs without a command", "tray"),
    Command("serve", "run the proxy", "serve"),
    Command("claude", "run Claude Code through the proxy", "claude"),
    Command("connect", "lead a client to the proxy by its own settings", "connect"),
    Command("disconnect", "give a client its own settings back", "disconnect"),
    Command("env", "print what a shell needs for it", "env"),
    Command("keys", "set, list and delete keys in the OS keyring", "keys"),
    Command("use", "choose who answers", "use"),
    Command("models", "show what answers each Claude name, and why", "models"),
    Command("providers", "list, add and remove endpoints", "providers"),
    Command("settings", "list, get and set settings", "settings"),
    Command("status", "show what runs", "status"),
    Command("log", "show the requests", "log"),
    Command("doctor", "look at everything and say what is wrong", "doctor"),
    Command("import", "take over a .env file", "import_file"),
    Command("selftest", "try every part on this machine", "selftest.command"),
)

_INTERRUPTED = 130
_WRONG_INPUT = frozenset({400, 404})


def main(arguments: Sequence[str] | None = None, state: State | None = None) -> int:
    """Run one command; returns its exit code."""
    accept_any_text()
    try:
        return _run(list(sys.argv[1:] if arguments is None else arguments), state or _state())
    except WrongInput as error:
        _complain(str(error))
        return 2
    except CommandFailed as error:
        _complain(str(error))
        return 1
    except KeyboardInterrupt:
        return _INTERRUPTED
    except OSError as error:
        _complain(f"{error.filename or 'A file'} cannot be used: {error.strerror or error}.")
        return 1


def _state() -> State:
    try:
        return State()
    except FileNotFoundError:
        raise CommandFailed("The working directory is gone; change to another one.") from None


def _complain(sentence: str) -> None:
    """A word that was typed is often repeated, and it may be a key in the wrong place."""
    from desktop_proxy.redaction import Redactor

    tell(f"desktop-proxy: {Redactor().redact(sentence)}")


def _run(arguments: list[str], state: State) -> int:
    name = command_in(arguments)
    if name == "claude":
        from desktop_proxy.commands import claude

        # Whatever follows is for Claude Code, its `--help` too.
        return _explained(lambda: claude.run_with(state, arguments[1:]))
    implied = "tray" if name is None and not {"--version", "--help", "-h"} & set(arguments) else None
    parsed = _parser(implied or name).parse(arguments, implied=implied)
    return _explained(lambda: parsed.run(state, parsed))


def _explained(run: Callable[[], int]) -> int:
    """Run it, with the faults of the layers below as exit codes."""
    try:
        return run()
    except Exception as error:
        failure = _failure(error)
        if failure is None:
            raise
        raise failure from None


def _failure(error: Exception) -> Exception | None:
    from desktop_proxy.protocol.errors import ApiError
    from desktop_proxy.request_log import RequestLogError
    from desktop_proxy.settings import SettingsError

    if isinstance(error, SettingsError):
        return CommandFailed(str(error)) if isinstance(error.__cause__, OSError) else WrongInput(str(error))
    if isinstance(error, ApiError):
        return WrongInput(error.message) if error.status in _WRONG_INPUT else CommandFailed(error.message)
    return CommandFailed(str(error)) if isinstance(error, RequestLogError) else None


def _parser(name: str | None) -> Parser:
    """Knows all commands, and the arguments of the one with this name."""
    parser = Parser(
        prog="desktop-proxy", description="Anthropic clients on any model. Without a command: the tray app.", top=True
    )
    parser.add_argument("--version", action="version", version=f"desktop-proxy {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", dest="command_name", required=True)
    for command in COMMANDS:
        sub = add_command(commands, command.name, command.help)
        if command.name == name:
            implementation = command.load()
            implementation.add_arguments(sub)
            sub.set_defaults(run=implementation.run)
    return parser
