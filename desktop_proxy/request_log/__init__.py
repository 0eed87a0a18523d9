"""The history of requests, in SQLite."""
