from __future__ import annotations

from desktop_proxy.litellm_prefixes import LITELLM_PREFIXES


def test_the_copy_is_what_the_installed_litellm_has():
    from litellm.types.utils import LlmProviders

    assert {member.value for member in LlmProviders} == LITELLM_PREFIXES
