"""Leading clients to the proxy: their own settings, changed and given back, and lines to copy."""
