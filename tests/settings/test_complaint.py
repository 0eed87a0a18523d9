from __future__ import annotations

import pytest

from desktop_proxy.settings.document import read


@pytest.mark.parametrize(
    ("document", "what"),
    [
        ({"server": {"port": "many"}}, "must be a whole number"),
        ({"server": {"port": 1.5}}, "must be a whole number"),
        ({"server": {"port": 70000}}, "must be less than or equal to 65535"),
        ({"server": {"require_token": "perhaps"}}, "must be true or false"),
        ({"server": {"require_token": []}}, "must be true or false"),
        ({"server": {"ping_interval_s": "soon"}}, "must be a number"),
        ({"server": {"host": 5}}, "must be text"),
        ({"server": {"host": " "}}, "must not be empty"),
        ({"server": []}, "must be a section, as in {}"),
        ({"providers": 5}, "must be a section, as in {}"),
        ({"routing": {"big_model": "two words"}}, "must not have blanks in it"),
        ({"routing": {"naming": "old"}}, "must be 'recommended' or 'classic'"),
        ({"routing": {"rules": [{"pattern": "x"}]}}, "is incomplete"),
        ({"providers": {"Bad Name": {}}}, "must be small letters, digits, - and _, 40 at most"),
    ],
)
def test_a_fault_is_in_plain_words(document, what):
    _, faults = read(document)
    assert [fault.sentence for fault in faults] == [f"“{faults[0].name}” {what}."]
