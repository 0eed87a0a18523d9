"""What PySide6 does to the process and this program does not want."""

from __future__ import annotations

import builtins


def import_plainly() -> None:
    """Give Python its own `import` back.

    PySide6 puts its own in place, for `from __feature__ import …`: it reads the source of each module that is imported
    from then on and keeps all of it in `linecache`, which for LiteLLM's 2,000 modules is 57 MB.
    """
    original = getattr(builtins, "__orig_import__", None)
    if original is not None:
        builtins.__import__ = original
