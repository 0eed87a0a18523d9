"""Fixtures every group of tests shares; no Qt here."""

from __future__ import annotations

import os

# Before anything can import LiteLLM: it would fetch its price list from the network.
os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
