from __future__ import annotations

import shutil
import sys
from pathlib import Path

import aiohttp
import pytest


@pytest.fixture
def contents(script):
    return script("contents")


def test_a_file_leads_to_the_distribution_it_was_installed_by(contents):
    found = contents.distributions_of([aiohttp.__file__, __file__, "/nowhere"])
    assert [distribution.name for distribution in found] == ["aiohttp"]
    assert "LICENSE.txt" in [file.name for file in contents.license_files(found[0])]


@pytest.mark.skipif(shutil.which("dpkg-query") is None, reason="no Debian")
def test_a_library_leads_to_the_package_it_was_installed_by(contents):
    library = next(Path("/usr/lib").glob("*/libc.so.6"))
    assert list(contents.system_packages_of([str(library), sys.executable])) == ["libc6"]
