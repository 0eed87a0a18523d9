"""Routing: which provider and model answer a requested name, and why. Pure; reads nothing but `Settings`."""

from __future__ import annotations

from desktop_proxy.routing.endpoints import endpoint
from desktop_proxy.routing.listing import listed_models
from desktop_proxy.routing.resolve import Route, resolve
from desktop_proxy.routing.targets import Target

__all__ = ["Route", "Target", "endpoint", "listed_models", "resolve"]
