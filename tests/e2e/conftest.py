"""Fixtures of the end-to-end tests: npm packages, the provider double, the proxy as a process, the CLI."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import AsyncIterator, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from anthropic import Anthropic, AsyncAnthropic

from tests.file_lock import alone

from .claude_code import ClaudeCode
from .provider_double import KEYS, ProviderDouble
from .proxy_process import CLIENT_TOKEN, ProxyProcess
from .targets import Target

NODE = Path(__file__).parent / "node"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is end to end, and the first test that needs npm packages may have to fetch them."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.e2e)
            item.add_marker(pytest.mark.timeout(300))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A failure shows what the proxy printed."""
    report = yield
    front = getattr(item, "funcargs", {}).get("front")
    if report.failed and isinstance(front, Front) and front.process:
        report.sections.append(("what the proxy printed", front.process.output()[-6000:]))
    return report


@pytest.fixture(scope="session")
def node_modules() -> Path:
    """The tests' npm packages, installed once for each lock file."""
    if shutil.which("npm") is None:
        reason = (
            "Node.js is missing: install Node 20 or newer to run the tests that need Claude Code and the npm clients."
        )
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    modules, mark = NODE / "node_modules", NODE / "node_modules" / ".installed"
    lock = (NODE / "package-lock.json").read_bytes()
    with alone(NODE.parents[2] / "build" / "npm.lock"):
        if not mark.exists() or mark.read_bytes() != lock:
            # Nothing here needs an install script: the CLI's binary is used from its platform package.
            subprocess.run(["npm", "ci", "--ignore-scripts"], cwd=NODE, check=True, capture_output=True, timeout=300)
            mark.write_bytes(lock)
    return modules


@pytest.fixture(scope="session")
def claude_binary(node_modules: Path) -> Path:
    """Claude Code's native program for this machine."""
    found = sorted((node_modules / "@anthropic-ai").glob("claude-code-*/claude*"))
    programs = [path for path in found if path.name in ("claude", "claude.exe")]
    assert programs, "npm ci brought no Claude Code program for this platform"
    return programs[0]


@pytest.fixture
def claude(claude_binary: Path, tmp_path: Path) -> ClaudeCode:
    """Claude Code with a fresh configuration and an empty project."""
    home, project = tmp_path / "home", tmp_path / "project"
    (home / "config").mkdir(parents=True)
    project.mkdir()
    return ClaudeCode(claude_binary, home, project)


@pytest.fixture(scope="session")
def double() -> Iterator[ProviderDouble]:
    """The scripted provider."""
    provider = ProviderDouble()
    provider.start()
    yield provider
    provider.stop()


@dataclass(frozen=True, slots=True)
class Front:
    """What a client talks to: an address, a token, and which provider answers behind it."""

    target: Target
    url: str
    token: str
    process: ProxyProcess | None = None


@pytest.fixture(scope="module")
def more_settings() -> dict[str, Any]:
    """Settings a module wants beside the target's own."""
    return {}


@pytest.fixture(scope="module")
def front(
    request: pytest.FixtureRequest, double: ProviderDouble, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Front]:
    """The proxy in front of the target the test is parametrized with."""
    target: Target = request.param
    if target.name == "direct":
        yield Front(target, double.url + "/anthropic", KEYS["anthropic"])
        return
    home = tmp_path_factory.mktemp(target.name)
    environment, settings = target.configure(double, home)
    settings = {**(settings or {}), **request.getfixturevalue("more_settings")}
    with ProxyProcess(home, environment, settings) as process:
        yield Front(target, process.url, CLIENT_TOKEN, process)


@pytest.fixture(autouse=True)
def nothing_refused(request: pytest.FixtureRequest) -> Iterator[None]:
    """A provider refused nothing that the test did not plan, and never saw the client's token."""
    if "double" not in request.fixturenames:
        yield
        return
    double: ProviderDouble = request.getfixturevalue("double")
    double.requests.clear()
    yield
    assert double.unplanned_refusals() == []
    for asked in double.requests:
        assert CLIENT_TOKEN not in str(asked.headers), f"{asked.face} was sent the client's token"


@pytest.fixture
def client(front: Front) -> Iterator[Anthropic]:
    with Anthropic(base_url=front.url, auth_token=front.token, api_key=None, max_retries=0, timeout=30) as made:
        yield made


@pytest.fixture
async def async_client(front: Front) -> AsyncIterator[AsyncAnthropic]:
    async with AsyncAnthropic(
        base_url=front.url, auth_token=front.token, api_key=None, max_retries=0, timeout=30
    ) as made:
        yield made
