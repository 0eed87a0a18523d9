from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_proxy.clients.json_object import JsonFault, parse
from desktop_proxy.clients.lease import Changes
from desktop_proxy.clients.merge import connected, content, is_before, is_blank, is_ours, restored

from .documents import settings_texts

ADDRESS = ("env", "ANTHROPIC_BASE_URL")
TOKEN = ("env", "ANTHROPIC_AUTH_TOKEN")
WANTED = {ADDRESS: "http://127.0.0.1:8082", TOKEN: "a-token", ("env", "ANTHROPIC_API_KEY"): "", ("apiKeyHelper",): ""}
NOTHING = Changes()

TEXTS = st.one_of(st.none(), st.sampled_from(["", " \n", "\ufeff", "{}", "{ \r\n}\n"]), settings_texts())


def connect(text, wanted=WANTED, known=NOTHING):
    return connected(text, wanted, known, TOKEN)


def wanted_sets():
    return st.sets(st.sampled_from(sorted(WANTED)), min_size=1).map(
        lambda keys: {TOKEN: "a-token"} | {key: WANTED[key] for key in sorted(keys)}
    )


@settings(max_examples=400)
@given(TEXTS, wanted_sets())
def test_connecting_and_disconnecting_gives_back_the_very_same_text(text, wanted):
    after, changes = connect(text, wanted)
    assert restored(after, changes) == (text, ())


@settings(max_examples=200)
@given(TEXTS, wanted_sets(), wanted_sets())
def test_so_it_does_after_connecting_again_with_other_values(text, first, second):
    after, changes = connect(text, first)
    after, changes = connect(after, {key: f"{said}2" for key, said in second.items()}, changes)
    assert restored(after, changes) == (text, ())


@given(TEXTS)
def test_ours_is_written_and_everything_else_keeps_its_text(text):
    after, _ = connect(text)
    now, before = content(after), content(text)
    assert now["env"]["ANTHROPIC_BASE_URL"] == WANTED[ADDRESS]
    assert now.pop("apiKeyHelper") == ""
    assert {**now.pop("env"), **_texts(WANTED)} == {**before.pop("env", {}), **_texts(WANTED)}
    before.pop("apiKeyHelper", None)
    assert now == before
    for member in parse(text).members if not is_blank(text) else ():
        if member.name not in ("env", "apiKeyHelper"):
            assert text[member.start : member.end] in after


def _texts(wanted):
    return {key[1]: said for key, said in wanted.items() if key[0] == "env"}


@given(TEXTS)
def test_what_another_program_wrote_anew_as_a_whole_is_still_taken_back(text):
    after, changes = connect(text)
    rewritten = json.dumps(json.loads(after.lstrip("\ufeff"), parse_int=str, parse_float=str), indent=4)
    back, left = restored(rewritten, changes)
    assert left == ()
    # Numbers became texts on the way.
    expected = json.loads(text.lstrip("\ufeff"), parse_int=str, parse_float=str) if not is_blank(text) else {}
    assert (json.loads(back.lstrip("\ufeff"), parse_int=str, parse_float=str) if not is_blank(back) else {}) == expected


@pytest.mark.parametrize(
    "before, after",
    [
        (None, '{\n  "env": {\n    "A": "1",\n    "B": "2"\n  }\n}\n'),
        ("", '{\n  "env": {\n    "A": "1",\n    "B": "2"\n  }\n}\n'),
        ('{"model":"opus"}', '{"model":"opus","env":{"A":"1","B":"2"}}'),
        ('{"model": "opus"}', '{"model": "opus", "env": {"A": "1", "B": "2"}}'),
        (
            '{\n\t"model": "opus"\n}\n',
            '{\n\t"model": "opus",\n\t"env": {\n\t\t"A": "1",\n\t\t"B": "2"\n\t}\n}\n',
        ),
        (
            '{\r\n  "env": {},\r\n  "model": "opus"\r\n}',
            '{\r\n  "env": {\r\n    "A": "1",\r\n    "B": "2"\r\n  },\r\n  "model": "opus"\r\n}',
        ),
        ('{\n  "env": {\n    "B": "0"\n  }\n}', '{\n  "env": {\n    "B": "2",\n    "A": "1"\n  }\n}'),
    ],
)
def test_ours_is_laid_out_as_the_file_is(before, after):
    wanted = {("env", "A"): "1", ("env", "B"): "2"}
    assert connected(before, wanted, NOTHING, ("env", "A"))[0] == after


def test_what_somebody_else_changed_since_stays_and_is_named():
    text, changes = connect('{"env": {"ANTHROPIC_BASE_URL": "https://first.example"}}')
    drifted = text.replace("127.0.0.1:8082", "other.example").replace('"ANTHROPIC_API_KEY": ""', '"OTHER": "x"')
    back, left = restored(drifted, changes)
    assert [entry.key for entry in left] == [ADDRESS]
    assert content(back) == {"env": {"ANTHROPIC_BASE_URL": "http://other.example", "OTHER": "x"}}


def test_a_key_that_was_put_back_by_hand_is_no_drift():
    text, changes = connect('{"env": {"ANTHROPIC_BASE_URL": "https://first.example"}}')
    back, left = restored(text.replace("http://127.0.0.1:8082", "https:\\/\\/first.example"), changes)
    assert left == ()
    assert content(back) == {"env": {"ANTHROPIC_BASE_URL": "https://first.example"}}


def test_what_was_added_to_our_file_and_our_object_stays():
    text, changes = connect(None)
    data = json.loads(text)
    data["env"]["MINE"] = "x"
    assert content(restored(json.dumps(data), changes)[0]) == {"env": {"MINE": "x"}}
    del data["env"]["MINE"]
    data["model"] = "opus"
    assert content(restored(json.dumps(data), changes)[0]) == {"model": "opus"}


def test_a_file_that_is_gone_stays_gone():
    _, changes = connect('{"env": {"ANTHROPIC_BASE_URL": "https://first.example"}}')
    back, left = restored(None, changes)
    assert back is None
    assert [entry.key for entry in left] == [ADDRESS]


def test_both_the_old_and_the_new_value_are_ours_until_the_file_is_written():
    text, changes = connect(None)
    newer, changes = connect(text, {ADDRESS: "http://127.0.0.1:9000", TOKEN: "a-token"}, changes)
    address = next(entry for entry in changes.entries if entry.key == ADDRESS)
    assert is_ours(text, address)
    assert is_ours(newer, address)
    assert restored(text, changes) == restored(newer, changes) == (None, ())


def test_connecting_over_somebody_s_change_takes_it_for_what_was_there_before():
    text, changes = connect('{"env": {"ANTHROPIC_BASE_URL": "https://first.example"}}')
    drifted = text.replace("http://127.0.0.1:8082", "https://second.example")
    again, changes = connect(drifted, known=changes)
    assert content(restored(again, changes)[0]) == {"env": {"ANTHROPIC_BASE_URL": "https://second.example"}}


def test_where_the_record_was_lost_our_own_values_are_not_taken_for_somebody_else_s():
    text, _ = connect('{"model": "opus"}')
    again, changes = connect(text)
    assert again == text
    back, _ = restored(again, changes)
    assert content(back)["model"] == "opus"
    assert not content(back).get("env")


def test_the_record_holds_no_token():
    _, changes = connect(None)
    assert "a-token" not in changes.model_dump_json()


def test_what_holds_before_is_compared_by_value():
    _, changes = connect('{"env": {"ANTHROPIC_BASE_URL": 1.0}}')
    address = next(entry for entry in changes.entries if entry.key == ADDRESS)
    assert is_before('{"env":{"ANTHROPIC_BASE_URL":1.0}}', address)
    assert not is_before('{"env":{"ANTHROPIC_BASE_URL":"1.0"}}', address)
    assert not is_before("{}", address)


@pytest.mark.parametrize(
    "text, fault",
    [
        ("[]", "is not a JSON object"),
        ('{"env": []}', "has something else than an object at “env”"),
        ('{"env": null}', "has something else than an object at “env”"),
        ('{"env": {}, "\\u0065nv": {}}', "has “env” more than once"),
        (
            '{"env": {"ANTHROPIC_BASE_URL": "a", "ANTHROPIC_BASE_URL": "b"}}',
            "has “env.ANTHROPIC_BASE_URL” more than once",
        ),
        ('{"apiKeyHelper": "a", "apiKeyHelper": "b"}', "has “apiKeyHelper” more than once"),
        ("{", "is not valid JSON (line 1, column 2)"),
    ],
)
def test_what_cannot_be_edited_safely_is_refused(text, fault):
    with pytest.raises(JsonFault) as raised:
        connect(text)
    assert str(raised.value) == fault


def test_a_name_that_is_there_twice_but_is_not_ours_is_left_alone():
    text = '{"env": {"X": "1", "X": "2"}, "y": 1, "y": 2}'
    after, changes = connect(text)
    assert '"X": "1", "X": "2"' in after
    assert restored(after, changes) == (text, ())
