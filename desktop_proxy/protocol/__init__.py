"""The protocol, pure: requests and events as data; no I/O, no asyncio, no LiteLLM."""
