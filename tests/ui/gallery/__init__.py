"""Pictures of every page and dialog in every state, to be looked at: `python -m tests.ui.gallery FOLDER [NAME…]`.

Each module beside this one has `SHOTS`: pairs of a file name and a coroutine that takes a `World` and returns the
widget to be pictured. Everything is pictured light and dark, at 1x and 2x.
"""
