from __future__ import annotations

import json
from importlib.metadata import distribution

import pytest


@pytest.fixture
def sbom(script):
    return script("sbom")


@pytest.fixture
def document(sbom):
    parts = [distribution(name) for name in ("pydantic", "pyside6_essentials", "uvloop")]
    return sbom.document("1.2.3", parts, {"libssl3": "3.0.1"})


def test_every_part_is_named_once_with_its_version_and_address(document):
    urls = [component["purl"] for component in document["components"]]
    assert f"pkg:pypi/pydantic@{distribution('pydantic').version}" in urls
    assert f"pkg:pypi/pyside6-essentials@{distribution('pyside6_essentials').version}" in urls
    assert [url for url in urls if url.startswith("pkg:deb/") and url.endswith("/libssl3@3.0.1")]
    assert len(set(urls)) == len(urls) == 5
    assert document["dependencies"][0]["dependsOn"] == sorted(urls)
    assert document["metadata"]["component"]["version"] == "1.2.3"


def test_licences_are_said_as_the_distributions_say_them(document):
    stated = {part["name"].lower(): part.get("licenses") for part in document["components"]}
    assert stated["pydantic"] == [{"expression": "MIT"}]
    assert {"license": {"name": "MIT License"}} in stated["uvloop"]


def test_the_same_contents_give_the_same_file_and_others_another_number(sbom, document, tmp_path):
    parts = [distribution("pydantic")]
    for name in ("one", "two"):
        sbom.write(tmp_path / name, "1.2.3", parts, {})
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert json.loads((tmp_path / "one").read_bytes())["serialNumber"] != document["serialNumber"]
