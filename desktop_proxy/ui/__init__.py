"""The user's view of the core, in Qt: tray, window and dialogs. Nothing outside this package knows Qt or qasync."""
