"""What is wrong with a value, in plain words: pydantic's findings as the end of a sentence that begins with the name.

The value itself stays out: it may be an address with a password in it, or a key in the wrong place.
"""

from __future__ import annotations

from pydantic_core import ErrorDetails

_WHOLE_NUMBER = "must be a whole number"
_NUMBER = "must be a number"
_YES_OR_NO = "must be true or false"
_LIST = "must be a list"
_SECTION = "must be a section, as in {}"
_TEXT = "must be text"

_IN_WORDS = {
    "int_parsing": _WHOLE_NUMBER,
    "int_parsing_size": _WHOLE_NUMBER,
    "int_type": _WHOLE_NUMBER,
    "int_from_float": _WHOLE_NUMBER,
    "float_parsing": _NUMBER,
    "float_type": _NUMBER,
    "finite_number": _NUMBER,
    "bool_parsing": _YES_OR_NO,
    "bool_type": _YES_OR_NO,
    "string_type": _TEXT,
    "string_unicode": _TEXT,
    "string_too_short": "must not be empty",
    "tuple_type": _LIST,
    "list_type": _LIST,
    "dict_type": _SECTION,
    "mapping_type": _SECTION,
    "model_type": _SECTION,
    "model_attributes_type": _SECTION,
    "missing": "is incomplete",
}
"""By the type of the finding; what is not here reads well in pydantic's own words."""


def complaint(found: ErrorDetails) -> str:
    """Such as `must be a whole number`, without a full stop."""
    if found["type"] == "string_pattern_mismatch":
        # Names of endpoints are the only keys there are, and theirs the only pattern that is not about blanks.
        is_name = "a-z0-9" in str(found.get("ctx", {}).get("pattern"))
        return "must be small letters, digits, - and _, 40 at most" if is_name else "must not have blanks in it"
    what = found["msg"].removeprefix("Value error, ").replace("Input should be", "must be")
    return _IN_WORDS.get(found["type"]) or what.replace("String should", "must").replace("should", "must")
