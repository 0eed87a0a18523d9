"""How fast the built program is there, and how much memory it takes, beside the one from source.

The tests run beside others, so the figures are printed and only a multiple of each limit is asserted; memory is not
moved by others.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.e2e.desktop.notifier_host import NotifierHost
from tests.e2e.desktop.tray_app import TrayApp
from tests.e2e.provider_double import KEYS, ProviderDouble
from tests.e2e.proxy_process import FROM_SOURCE, ProxyProcess

from .asking import DEMO, PROVIDER, ask

TRAY_S, ANSWER_S = 0.6, 6.0
SLACK = 4
MEMORY_RATIO = 1.1


@pytest.fixture
def openai(double: ProviderDouble) -> dict[str, str]:
    return {"OPENAI_API_KEY": KEYS["openai"], "OPENAI_BASE_URL": f"{double.url}/openai/v1"}


def memory_of(command: Sequence[str], home: Path, openai: dict[str, str]) -> float:
    """Megabytes once it has answered from a provider; how long that took is printed."""
    started = time.monotonic()
    with ProxyProcess(home, openai, program=command) as proxy:
        assert ask(proxy.url, DEMO)
        demo_s = time.monotonic() - started
        assert ask(proxy.url, PROVIDER)
        provider_s = time.monotonic() - started
        status = Path(f"/proc/{proxy.pid}/status").read_text()
    print(f"\n{command[0]}: demo {demo_s:.2f} s, provider {provider_s:.2f} s")
    assert demo_s < ANSWER_S
    assert provider_s < ANSWER_S * SLACK
    return int(status.partition("VmRSS:")[2].split()[0]) / 1000


def test_first_answers_come_soon_and_memory_is_as_from_source(
    program: str, openai: dict[str, str], tmp_path: Path
) -> None:
    built = memory_of([program], tmp_path / "built", openai)
    source = memory_of(FROM_SOURCE, tmp_path / "source", openai)
    print(f"\n{built:.0f} MB built, {source:.0f} MB from source")
    assert built < source * MEMORY_RATIO


def test_the_tray_is_there_at_once(program: str, desktop: dict[str, str], host: NotifierHost, tmp_path: Path) -> None:
    app = TrayApp(desktop, tmp_path / "user", {"server": {"port": 0}})
    app.program = (program,)
    app.start("--background")
    try:
        host.wait_for_item()
        seconds = time.monotonic() - app.started_at
    finally:
        app.end()
    print(f"\nthe tray appeared after {seconds:.2f} s")
    assert seconds < TRAY_S * SLACK
