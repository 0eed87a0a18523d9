"""The request log's file, and the room it has."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from pathlib import Path

from desktop_proxy.doctor.case import Case
from desktop_proxy.doctor.finding import Finding, Remedy
from desktop_proxy.request_log.examination import examine

SCARCE_BYTES = 100_000_000
MB = 1_000_000


async def check_database(case: Case) -> list[Finding]:
    """Whether the log can be read and is written."""
    core = case.core
    if core.request_log.notice:
        return [Finding("warn", core.request_log.notice)]
    found = await asyncio.to_thread(examine, core.paths.database)
    if found.problem:
        sentence = f"The request log {core.paths.database} cannot be used ({found.problem})."
        return [Finding("error", sentence, "A damaged one is put aside at the next start, and a new one begun.")]
    if found.newer:
        sentence = "The request log was written by a newer version of Desktop Proxy: it is shown, and not added to."
        return [Finding("warn", sentence, "Use that version, or move the file away.")]
    off = "" if core.settings.current.request_log.enabled else " Requests are not kept, as set."
    if not found.bytes:
        return [Finding("ok", f"There is no request log yet.{off}")]
    return [Finding("ok", f"The request log is whole, {max(1, round(found.bytes / MB))} MB.{off}")]


async def check_disk(case: Case) -> list[Finding]:
    """Whether the folders can be written and have room."""
    paths = case.core.paths
    limit = case.core.settings.current.request_log.max_mb * MB
    folders = dict.fromkeys((paths.data_dir, paths.config_dir, paths.log_dir))
    for folder in folders:
        if (problem := await asyncio.to_thread(_unwritable, folder)) is not None:
            advice = "Give this user the right to write there, or set DESKTOP_PROXY_HOME to another folder."
            return [Finding("error", f"Nothing can be written to {folder} ({problem}).", advice)]
    free = (await asyncio.to_thread(shutil.disk_usage, paths.data_dir)).free
    sentence = f"{free / MB:,.0f} MB are free in {paths.data_dir}"
    if free < SCARCE_BYTES:
        return [Finding("error", f"Only {sentence}.", "Make room: nothing can be stored on a full disk.")]
    if free < limit:
        sentence = f"{sentence}; the request log may grow to {limit / MB:,.0f} MB."
        advice = "Make room, or lower the size"
        command = f"{advice}: `desktop-proxy settings set request_log.max_mb NUMBER`."
        return [Finding("warn", sentence, command, remedy=Remedy("general", advice=f"{advice}."))]
    return [Finding("ok", f"{sentence}.")]


def _unwritable(folder: Path) -> str | None:
    try:
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        return error.strerror or str(error)
    return None
