"""Parts of the page Providers: the list at its left, and the form at its right, made from the provider table."""
