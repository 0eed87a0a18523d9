"""What the process itself costs, read from /proc."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

linux_only = pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="measured in /proc")


def rss_bytes() -> int:
    """The resident memory of this process."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def listening_addresses(port: int) -> set[str]:
    """The local addresses, as /proc writes them, on which something listens at `port`."""
    found = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        if Path(table).exists():
            for line in Path(table).read_text().splitlines()[1:]:
                address, _, hexadecimal = line.split()[1].rpartition(":")
                if int(hexadecimal, 16) == port and line.split()[3] == "0A":
                    found.add(address)
    return found
