"""The doctor: at work, with everything well, with problems to fix, and small."""

from __future__ import annotations

import asyncio

from PySide6.QtWidgets import QWidget

from desktop_proxy.doctor import Check, Finding, Remedy
from desktop_proxy.doctor.case import Case
from desktop_proxy.ui.doctor_dialog import DoctorDialog
from tests.ui.gallery.world import Shot, World, settle

FOUND = (
    ("Settings", Finding("ok", "The settings are read without complaint.")),
    (
        "Port",
        Finding(
            "error",
            "Port 8082 is in use by node (process 4312).",
            "Stop it, or use another port: `desktop-proxy settings set server.port 8083`.",
            remedy=Remedy("port", advice="Stop it, or use another port."),
        ),
    ),
    ("Keyring", Finding("warn", "There is no keyring on this system.", "Keys last until the app is closed.")),
    ("Keys", Finding("ok", "OpenAI has a key, sk-…wxyz, and accepts it.", subject="openai")),
    (
        "Keys",
        Finding(
            "error",
            "xAI refuses its key.",
            "Set a new one: `desktop-proxy keys set xai`.",
            "xAI",
            Remedy("new_key", "xai"),
        ),
    ),
    ("Models", Finding("ok", "Opus is answered by openai/gpt-6-astra.", subject="opus")),
    ("Models", Finding("ok", "Sonnet is answered by openai/gpt-6.1-sol.", subject="sonnet")),
    (
        "Claude Code",
        Finding(
            "warn",
            "CLAUDE_CODE_USE_BEDROCK is set: Claude Code started from here does not use the proxy.",
            "Unset it, or start it with `desktop-proxy claude`.",
        ),
    ),
    ("Web proxy", Finding("skipped", "No web proxy is set.")),
    ("Request log", Finding("ok", "The request log is sound and holds 1,204 requests.")),
)


def checks(hang: bool = False) -> list[Check]:
    made: dict[str, list[Finding]] = {}
    for title, finding in FOUND:
        made.setdefault(title, []).append(finding)

    async def stall(_case: Case) -> list[Finding]:
        await asyncio.sleep(60)
        return []

    rows = []
    for title, findings in made.items():

        async def run(_case: Case, findings: list[Finding] = findings) -> list[Finding]:
            return findings

        rows.append(Check(title.lower(), title, run))
    if hang:
        rows[4] = Check("models", "Models", stall)
    return rows


async def made(world: World, rows: list[Check] | None = None) -> DoctorDialog:
    extra = {} if rows is None else {"checks": rows}
    dialog = DoctorDialog(world.core, world.bridge, world.theme, **extra)
    dialog.show()
    await settle(1.0 if rows is not None else 6.0)
    return dialog


async def real(world: World) -> QWidget:
    return await made(world)


async def mend(world: World) -> QWidget:
    return await made(world, checks())


async def busy(world: World) -> QWidget:
    return await made(world, checks(hang=True))


async def small(world: World) -> QWidget:
    dialog = await made(world, checks())
    dialog.resize(480, 360)
    await settle()
    return dialog


SHOTS: list[Shot] = [("doctor", real), ("doctor-mend", mend), ("doctor-busy", busy), ("doctor-small", small)]
