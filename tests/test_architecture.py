"""The rules of docs/architecture.md that import-linter cannot state."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "desktop_proxy"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.name not in ("__init__.py", "__main__.py"))
TESTED_BY_RUNNING_IT = PACKAGE / "commands" / "selftest"
"""A test itself, run whole by its command's test."""
MAX_MODULE_LINES = 300
MAX_FUNCTION_LINES = 50


@pytest.mark.parametrize("heavy", ["PySide6", "litellm"])
def test_importing_the_core_is_light(heavy: str) -> None:
    code = f"import sys, desktop_proxy.core; sys.exit({heavy!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("command", ["env", "keys", "status"])
def test_a_small_command_does_not_load_the_server(command: str) -> None:
    code = (
        "import sys, desktop_proxy.cli as cli, contextlib\n"
        f"with contextlib.suppress(SystemExit): cli.main([{command!r}, '--help'])\n"
        "sys.exit('aiohttp' in sys.modules or 'litellm' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, capture_output=True).returncode == 0


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_and_its_functions_are_short(module: Path) -> None:
    text = module.read_text()
    assert text.count("\n") <= MAX_MODULE_LINES
    long = [node.name for node in _functions(ast.parse(text)) if _lines(node) > MAX_FUNCTION_LINES]
    assert not long


def test_a_module_with_functions_has_its_mirrored_test() -> None:
    missing = [str(path.relative_to(PACKAGE)) for path in MODULES if _has_behaviour(path) and not _test_of(path)]
    assert not missing


def test_asyncio_tasks_are_made_in_one_place() -> None:
    makers = [path.name for path in MODULES if "create_task(" in path.read_text()]
    assert makers == ["tasks.py"]


def _functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))


def _lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _has_behaviour(path: Path) -> bool:
    return TESTED_BY_RUNNING_IT not in path.parents and any(True for _ in _functions(ast.parse(path.read_text())))


def _test_of(path: Path) -> bool:
    mirrored = path.relative_to(PACKAGE)
    return (ROOT / "tests" / mirrored.parent / f"test_{mirrored.name}").exists()
