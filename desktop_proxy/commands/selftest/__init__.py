"""`selftest`: every part tried on this machine, without a key, a provider or a trace in the user's files."""
