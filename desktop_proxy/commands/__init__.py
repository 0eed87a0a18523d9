"""The commands of `desktop-proxy`, one file a group."""
