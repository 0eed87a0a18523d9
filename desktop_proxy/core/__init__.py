"""The core: everything that runs without a user interface, built and closed in one place.

Importing it loads neither a user interface nor LiteLLM.
"""

from desktop_proxy.core.core import Core

__all__ = ["Core"]
