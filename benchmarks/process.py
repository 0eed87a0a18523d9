"""Child processes and what /proc says of them (Linux)."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

TICK_S = 1 / os.sysconf("SC_CLK_TCK")


@contextlib.contextmanager
def running(*module_and_arguments: str, env: Mapping[str, str] | None = None) -> Iterator[subprocess.Popen[str]]:
    """`python -m MODULE …` with its standard input and output piped, ended at the end."""
    command = [sys.executable, "-m", *module_and_arguments]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, **(env or {})}
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)


def first_line(process: subprocess.Popen[str]) -> str:
    """The first line the child prints; raises `RuntimeError` when it ends without one."""
    assert process.stdout is not None
    line = process.stdout.readline().strip()
    if not line:
        raise RuntimeError(f"{process.args} printed nothing")
    return line


def cpu_s(pid: int) -> float:
    """CPU seconds the process has used, all threads, user and system."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * TICK_S


def rss_mb(pid: int) -> float:
    """Resident memory in MB (10^6 bytes)."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
