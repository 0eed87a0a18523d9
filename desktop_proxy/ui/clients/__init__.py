"""Parts of the Clients page that the first-run dialog uses as well."""
