"""Google's API addresses: the version a base URL lacks, and Vertex's host for a location."""

from __future__ import annotations

import re

from desktop_proxy.upstream.endpoints import Endpoint

DEFAULT_LOCATION = "us-central1"
AI_STUDIO = "https://generativelanguage.googleapis.com"
_VERSIONED = re.compile(r"/v\d\w*$")


def google_base(endpoint: Endpoint) -> str:
    """The address up to and with the API version, without a trailing slash.

    A base URL may be given with or without the version; for Vertex it is the part before `/projects/`.
    """
    vertex = endpoint.provider.way == "vertex"
    base = endpoint.base_url or (vertex_host(location(endpoint)) if vertex else AI_STUDIO)
    return base if _VERSIONED.search(base) else base + ("/v1" if vertex else "/v1beta")


def location(endpoint: Endpoint) -> str:
    """Vertex's region."""
    return endpoint.location or DEFAULT_LOCATION


def vertex_host(region: str) -> str:
    """https://cloud.google.com/vertex-ai/generative-ai/docs/learn/locations"""
    if region == "global":
        return "https://aiplatform.googleapis.com"
    if "-" not in region:
        return f"https://aiplatform.{region}.rep.googleapis.com"
    return f"https://{region}-aiplatform.googleapis.com"
