"""`desktop-proxy`: the table of commands, and what all of them share: arguments, exit codes and one-sentence errors.

Exit codes: 0 done, 1 failed, 2 wrong input.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from desktop_proxy import __version__
from desktop_proxy.commands import (
    claude,
    connect,
    disconnect,
    doctor,
    env,
    import_file,
    keys,
    log,
    models,
    providers,
    serve,
    settings,
    status,
    tray,
    use,
)
from desktop_proxy.commands.command import Command, CommandFailed, WrongInput
from desktop_proxy.commands.output import accept_any_text, tell
from desktop_proxy.commands.parser import Parser, add_command, command_in
from desktop_proxy.commands.selftest import command as selftest
from desktop_proxy.commands.state import State

COMMANDS: tuple[Command, ...] = (
    Command("tray", "the tray app; what runs without a command", tray.add_arguments, tray.run),
    Command("serve", "run the proxy", serve.add_arguments, serve.run),
    Command("claude", "run Claude Code through the proxy", claude.add_arguments, claude.run),
    Command("connect", "lead a client to the proxy by its own settings", connect.add_arguments, connect.run),
    Command("disconnect", "give a client its own settings back", disconnect.add_arguments, disconnect.run),
    Command("env", "print what a shell needs for it", env.add_arguments, env.run),
    Command("keys", "set, list and delete keys in the OS keyring", keys.add_arguments, keys.run),
    Command("use", "choose who answers", use.add_arguments, use.run),
    Command("models", "show what answers each Claude name, and why", models.add_arguments, models.run),
    Command("providers", "list, add and remove endpoints", providers.add_arguments, providers.run),
    Command("settings", "list, get and set settings", settings.add_arguments, settings.run),
    Command("status", "show what runs", status.add_arguments, status.run),
    Command("log", "show the requests", log.add_arguments, log.run),
    Command("doctor", "look at everything and say what is wrong", doctor.add_arguments, doctor.run),
    Command("import", "take over a .env file", import_file.add_arguments, import_file.run),
    Command("selftest", "try every part on this machine", selftest.add_arguments, selftest.run),
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
    parser = _parser()
    name = command_in(arguments)
    if name == "claude":
        # Whatever follows is for Claude Code, its `--help` too.
        return _explained(lambda: claude.run_with(state, arguments[1:]))
    implied = name is None and not {"--version", "--help", "-h"} & set(arguments)
    parsed = parser.parse(arguments, implied="tray" if implied else None)
    return _explained(lambda: parsed.command.run(state, parsed))


def _explained(run: Callable[[], int]) -> int:
    """Run it, with the faults of the layers below as exit codes."""
    from desktop_proxy.protocol.errors import ApiError
    from desktop_proxy.request_log import RequestLogError
    from desktop_proxy.settings import SettingsError

    try:
        return run()
    except SettingsError as error:
        if isinstance(error.__cause__, OSError):
            raise CommandFailed(str(error)) from None
        raise WrongInput(str(error)) from None
    except ApiError as error:
        if error.status in _WRONG_INPUT:
            raise WrongInput(error.message) from None
        raise CommandFailed(error.message) from None
    except RequestLogError as error:
        raise CommandFailed(str(error)) from None


def _parser() -> Parser:
    parser = Parser(
        prog="desktop-proxy", description="Anthropic clients on any model. Without a command: the tray app.", top=True
    )
    parser.add_argument("--version", action="version", version=f"desktop-proxy {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", dest="command_name", required=True)
    for command in COMMANDS:
        sub = add_command(commands, command.name, command.help)
        sub.set_defaults(command=command)
        command.add_arguments(sub)
    return parser
