"""The scripts that make and pack the program, loaded by their path: their folder is no package."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

TOP = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def script() -> Callable[[str], Any]:
    """Loads one of them anew."""

    def load(name: str) -> Any:
        spec = importlib.util.spec_from_file_location(f"script_{name}", TOP / "packaging" / f"{name}.py")
        assert spec and spec.loader
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return load
