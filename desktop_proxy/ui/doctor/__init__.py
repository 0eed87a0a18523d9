"""Parts of the dialog that checks everything."""
