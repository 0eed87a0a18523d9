"""Leading clients to the proxy: their own settings, and lines to copy."""
