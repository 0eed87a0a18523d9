"""The HTTP server that clients talk to."""
