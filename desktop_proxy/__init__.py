"""Desktop Proxy: Anthropic clients on every provider's models."""

__version__ = "0.1.0"
