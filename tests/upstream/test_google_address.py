from __future__ import annotations

from dataclasses import replace

import pytest
from upstream.rig import endpoint

from desktop_proxy.upstream.google_address import google_base, location


@pytest.mark.parametrize(
    ("base", "full"),
    [
        ("", "https://generativelanguage.googleapis.com/v1beta"),
        ("http://127.0.0.1:1", "http://127.0.0.1:1/v1beta"),
        ("http://127.0.0.1:1/v1beta", "http://127.0.0.1:1/v1beta"),
        ("http://127.0.0.1:1/v1", "http://127.0.0.1:1/v1"),
        ("https://gateway.example/v1/me/google-ai-studio", "https://gateway.example/v1/me/google-ai-studio/v1beta"),
    ],
)
def test_ai_studio_with_and_without_the_version(base: str, full: str) -> None:
    assert google_base(replace(endpoint("gemini"), base_url=base)) == full


@pytest.mark.parametrize(
    ("base", "region", "full"),
    [
        ("", None, "https://us-central1-aiplatform.googleapis.com/v1"),
        ("", "global", "https://aiplatform.googleapis.com/v1"),
        ("", "eu", "https://aiplatform.eu.rep.googleapis.com/v1"),
        ("", "europe-west1", "https://europe-west1-aiplatform.googleapis.com/v1"),
        ("http://127.0.0.1:1/v1", "europe-west1", "http://127.0.0.1:1/v1"),
        ("http://127.0.0.1:1", "europe-west1", "http://127.0.0.1:1/v1"),
    ],
)
def test_vertex_by_region_or_base_url(base: str, region: str | None, full: str) -> None:
    assert google_base(replace(endpoint("vertex_ai"), base_url=base, location=region)) == full


def test_a_region_is_assumed() -> None:
    assert location(endpoint("vertex_ai")) == "us-central1"
