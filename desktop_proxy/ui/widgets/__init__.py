"""Small widgets that pages are made of. They know the theme and nothing of the core."""
