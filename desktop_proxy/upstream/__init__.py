"""The way to the providers: LiteLLM's dialects, one HTTP transport, the relay and the demo model."""
