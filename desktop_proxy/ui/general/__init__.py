"""Parts of the General page."""
