"""Tokens of a text, by OpenAI's o200k encoding, remembered for long texts.

The encoding is read from the data LiteLLM carries; nothing is downloaded and LiteLLM itself is not imported. What a
request consists of is `tokens.py`'s part.
"""

from __future__ import annotations

import importlib.util
import os
import threading
from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tiktoken import Encoding

ENCODING = "o200k_base"

_PIECE_CHARACTERS = 16 * 1024
_MEMO_MIN_CHARACTERS = 512
_MEMO_ENTRIES = 8192


class TextCounter:
    """Counts texts and remembers the sizes of long ones by hash; the texts themselves are not kept.

    Safe to call from several threads; a long text that several ask for at once is counted once.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sizes: OrderedDict[tuple[int, int], int] = OrderedDict()
        self._encoding: Encoding | None = None

    def count(self, text: str) -> int:
        """Tokens of `text`."""
        if len(text) < _MEMO_MIN_CHARACTERS:
            return self._encode(text)
        key = (hash(text), len(text))
        with self._lock:
            size = self._sizes.get(key)
            if size is None:
                size = self._sizes[key] = self._encode(text)
                if len(self._sizes) > _MEMO_ENTRIES:
                    self._sizes.popitem(last=False)
            else:
                self._sizes.move_to_end(key)
        return size

    def _encode(self, text: str) -> int:
        if self._encoding is None:
            self._encoding = _load_encoding()
        # In pieces, because the tokenizer is super-linear on a long run without a break.
        pieces = (text[at : at + _PIECE_CHARACTERS] for at in range(0, len(text), _PIECE_CHARACTERS))
        return sum(len(self._encoding.encode_ordinary(piece)) for piece in pieces)


def _load_encoding() -> Encoding:
    # LiteLLM carries tiktoken's data and points it there in the same way; without that tiktoken would download them.
    # Not imported for it: LiteLLM takes seconds to load, its data 0.2.
    spec = importlib.util.find_spec("litellm")
    for folder in (spec.submodule_search_locations if spec else None) or ():
        os.environ["TIKTOKEN_CACHE_DIR"] = str(Path(folder) / "litellm_core_utils" / "tokenizers")
    import tiktoken

    return tiktoken.get_encoding(ENCODING)
