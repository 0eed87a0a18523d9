from __future__ import annotations

from desktop_proxy.redaction import Secret
from desktop_proxy.variables import Variables, read_dotenv


def test_the_environment_comes_first_and_an_empty_value_is_unset():
    variables = Variables({"A": "1", "B": " "}, {"A": "2", "B": "3"}, [])
    assert (variables.get("A"), variables.get("B"), variables.get("C")) == (("1", "environment"), ("3", ".env"), None)
    assert sorted(variables.names()) == ["A", "A", "B", "B"]


def test_what_cannot_be_a_secret_is_told_unless_nobody_wants_to_know():
    problems: list[str] = []
    variables = Variables({"A": "two words", "B": "secret"}, {"C": "changeme"}, problems)
    for quiet in (variables.without_complaints(), variables):
        assert [quiet.secret(name) for name in "ABC"] == [None, (Secret("secret"), "environment"), None]
        assert len(problems) == (2 if quiet is variables else 0)


def test_a_file_is_read_as_far_as_it_can_be(tmp_path):
    problems: list[str] = []
    (tmp_path / ".env").write_bytes(b"\xef\xbb\xbfA=1\nnonsense here\nexport B='2'\nC\n")
    assert read_dotenv(tmp_path / ".env", problems) == {"A": "1", "B": "2"}
    assert len(problems) == 1
    assert read_dotenv(tmp_path / "none", problems) == {}
