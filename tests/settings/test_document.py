from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_proxy.settings import Settings
from desktop_proxy.settings.document import NAMES, check_name, put, read, value_at


def test_put_makes_and_removes_sections():
    document = {"server": {"port": 1}, "mine": 1}
    put(document, "routing.tiers.opus", "a/b")
    put(document, "server.port", None)
    assert document == {"routing": {"tiers": {"opus": "a/b"}}, "mine": 1}
    put(document, "routing.tiers.opus", None)
    put(document, "routing.tiers.opus", None)
    assert document == {"mine": 1}


def test_put_replaces_what_is_no_section():
    document = {"server": 5}
    put(document, "server.port", 1)
    assert document == {"server": {"port": 1}}


def test_a_value_of_the_wrong_type_takes_its_default_and_the_others_stay():
    found, faults = read(
        {
            "server": {"port": "many", "max_streams": 5, "unknown": 1},
            "routing": {"rules": [{"pattern": "a"}], "big_model": "gpt-4.1"},
            "providers": {"Bad Name": {}, "ok": {"base_url": "https://ok.test"}, "bad": {"base_url": "http://nas/v1"}},
            "request_log": [],
        }
    )
    assert found.server.port == 8082
    assert found.server.max_streams == 5
    assert found.routing.rules == ()
    assert found.routing.big_model == "gpt-4.1"
    assert found.providers["ok"].base_url == "https://ok.test"
    assert found.request_log == Settings().request_log
    assert [fault.name for fault in faults] == [
        "server.port",
        "routing.rules",
        "providers.Bad Name",
        "providers.bad.base_url",
        "request_log",
    ]
    assert faults[0].sentence.startswith("“server.port” must be a whole number")
    assert found.providers["bad"].base_url_fault


def test_an_address_that_cannot_be_used_leaves_no_way_to_the_providers_own():
    found, faults = read({"providers": {"openai": {"base_url": "notaurl", "api": "chat"}}})
    openai = found.providers["openai"]
    assert (openai.base_url, openai.base_url_fault, openai.api) == (
        None,
        "is not an address; write https://host/path",
        "chat",
    )
    assert [fault.sentence for fault in faults] == [
        "“providers.openai.base_url” is not an address; write https://host/path."
    ]


def test_the_fault_is_no_setting():
    with pytest.raises(ValueError, match="There is no setting"):
        check_name("providers.openai.base_url_fault")
    found, _ = read({"providers": {"openai": {"base_url": "notaurl"}}})
    assert found.providers["openai"].model_dump(exclude_defaults=True) == {}


def test_a_secret_in_a_wrong_place_does_not_show_in_the_sentence():
    _, faults = read({"providers": {"x": {"base_url": "https://u:hunter2@host"}}, "server": {"port": "hunter2"}})
    assert faults
    assert not any("hunter2" in fault.sentence for fault in faults)


def test_more_faults_than_anyone_reads_still_give_settings():
    found, faults = read({"providers": {f"X{index}": {} for index in range(300)}, "server": {"port": 1}})
    assert found.server.port == 1
    assert len(faults) < 60


@pytest.mark.parametrize(
    ("section", "what"),
    [
        ({"providers": {"mine": {}}}, "needs an address"),
        ({"providers": {"azure": {}}}, "needs an address"),
        ({"providers": {"mine": {"preset": "nonsense"}}}, "is no preset"),
        ({"providers": {"mine": {"preset": "openai"}}}, "is no preset"),
        ({"providers": {"openai": {"preset": "groq"}}}, "is a provider by itself"),
        ({"providers": {"azure": {"preset": "azure"}}}, "--base-url"),
        ({"routing": {"preferred_provider": "groq"}}, "`desktop-proxy providers add groq --preset groq`"),
        ({"routing": {"preferred_provider": "azure"}}, "providers add azure --preset azure --base-url URL`"),
        ({"routing": {"preferred_provider": "mine"}}, "providers add mine --base-url URL`"),
    ],
)
def test_what_belongs_together_is_checked_together(section, what: str):
    _, faults = read(section)
    assert len(faults) == 1
    assert what in faults[0].sentence


@pytest.mark.parametrize(
    "section",
    [
        {"providers": {"groq": {}}, "routing": {"preferred_provider": "groq"}},
        {"providers": {"mine": {"preset": "groq"}}},
        {"providers": {"mine": {"base_url": "https://x.test"}}},
        {"providers": {"openai": {"base_url": "https://x.test"}}},
        {"routing": {"preferred_provider": "demo"}},
    ],
)
def test_what_is_complete_has_no_fault(section):
    assert read(section)[1] == []


@pytest.mark.parametrize("name", [*NAMES, "providers.x", "providers.x.base_url"])
def test_every_name_is_known(name: str):
    check_name(name)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("server.prot", "did you mean “server.port”?"),
        ("server", "server.port"),
        ("", "settings list"),
        ("providers", "settings"),
        ("providers.x.key", "settings"),
        ("routing.tiers.opus.x", "routing.tiers.opus"),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest(name: str, hint: str):
    with pytest.raises(ValueError, match="There is no setting") as raised:
        check_name(name)
    assert hint in str(raised.value)


def test_a_value_is_found_by_its_name():
    found, _ = read({"providers": {"x": {"base_url": "https://x.test"}}})
    assert value_at(found, "server.port") == 8082
    assert value_at(found, "providers.x.base_url") == "https://x.test"
    assert value_at(found, "providers.y.base_url") is None


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
_sections = st.sampled_from(list(Settings.model_fields))
_names = st.sampled_from([name.partition(".")[2] for name in NAMES]) | st.text(max_size=5)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(_sections, _json | st.dictionaries(_names, _json, max_size=4), max_size=5))
def test_reading_never_fails(document):
    found, _ = read(document)
    assert isinstance(found, Settings)
