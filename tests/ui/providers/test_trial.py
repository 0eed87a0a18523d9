from __future__ import annotations

from desktop_proxy.redaction import Redactor
from desktop_proxy.settings import Settings
from desktop_proxy.ui.providers.entries import entry
from desktop_proxy.ui.providers.trial import FIELD_AT_FAULT, details
from desktop_proxy.upstream.provider_test import ProviderTest
from tests.ui.providers.hands import OPENAI_KEY

ENTRY = entry("openai", Settings())


def test_the_details_say_what_helps_and_leave_out_what_is_unknown():
    said = details(ENTRY, ProviderTest(True, "OpenAI works.", ("a", "b"), "a", 400.0, 1400.0), Redactor())
    assert "Provider: OpenAI (openai)" in said and "Base URL: https://api.openai.com/v1" in said
    assert "Models it offers: 2" in said and "Whole answer: 1.4 s" in said
    assert "Status" not in said


def test_a_key_in_the_details_is_removed():
    redactor = Redactor()
    redactor.add(OPENAI_KEY)
    said = details(ENTRY, ProviderTest(False, f"It said: bad key {OPENAI_KEY}", fault="key", status=401), redactor)
    assert OPENAI_KEY not in said and "failed: key" in said


def test_faults_that_can_be_mended_in_the_form_point_to_a_field():
    assert FIELD_AT_FAULT["key"] == "key"
    assert FIELD_AT_FAULT["address"] == "base_url"
    assert "credit" not in FIELD_AT_FAULT
