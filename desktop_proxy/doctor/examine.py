"""The table of checks, and running them: all at once, each within a limit, told in the order of the table."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

from desktop_proxy import tasks
from desktop_proxy.core import Core
from desktop_proxy.doctor.case import Case
from desktop_proxy.doctor.client_checks import check_clients, check_login
from desktop_proxy.doctor.finding import Finding
from desktop_proxy.doctor.key_checks import check_keyring, check_keys
from desktop_proxy.doctor.model_checks import check_models
from desktop_proxy.doctor.network_checks import check_certificates, check_web_proxy
from desktop_proxy.doctor.server_checks import check_port, check_settings, check_token
from desktop_proxy.doctor.storage_checks import check_database, check_disk

LIMIT_S = 15.0

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Check:
    """A row; `run` gives one finding for each thing it looks at."""

    name: str
    title: str
    run: Callable[[Case], Awaitable[list[Finding]]]


CHECKS: tuple[Check, ...] = (
    Check("settings", "Settings", check_settings),
    Check("port", "Port", check_port),
    Check("token", "Client token", check_token),
    Check("keyring", "Keyring", check_keyring),
    Check("keys", "Keys", check_keys),
    Check("models", "Models", check_models),
    Check("clients", "Clients", check_clients),
    Check("login", "Claude Code", check_login),
    Check("web_proxy", "Web proxy", check_web_proxy),
    Check("certificates", "Certificates", check_certificates),
    Check("database", "Request log", check_database),
    Check("disk", "Disk", check_disk),
)


async def examine(core: Core, checks: Sequence[Check] = CHECKS) -> AsyncGenerator[tuple[Check, Finding]]:
    """Every finding as soon as those before it are known. Use `contextlib.aclosing`: closing it ends the checks."""
    case = Case(core)
    running = [(check, tasks.spawn(_run(check, case), name=f"check of the {check.name}")) for check in checks]
    try:
        for check, task in running:
            for finding in await task:
                yield check, _without_keys(finding, core)
    finally:
        for _, task in running:
            await tasks.cancel(task)
        await case.close()


async def _run(check: Check, case: Case) -> list[Finding]:
    try:
        async with asyncio.timeout(LIMIT_S):
            return await check.run(case)
    except TimeoutError:
        return [Finding("error", f"{check.title}: this could not be found out within {LIMIT_S:g} s.", "Try again.")]
    except Exception:
        logger.exception("The check of the %s failed", check.name)
        return [Finding("error", f"{check.title}: this check failed.", "Please report it; the log says more.")]


def _without_keys(finding: Finding, core: Core) -> Finding:
    return replace(
        finding, sentence=core.redactor.redact(finding.sentence), advice=core.redactor.redact(finding.advice)
    )
