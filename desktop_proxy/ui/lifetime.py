"""The tray run mode from the visible icon to the orderly end, on the loop that Qt and the proxy share.

Quitting is an event that `_main` waits for; nobody calls `QApplication.quit`, which would end the loop before the core
is closed.
"""

from __future__ import annotations

import asyncio

import qasync
from PySide6.QtWidgets import QApplication

from desktop_proxy.core.stop_signals import stop_on_signals
from desktop_proxy.ui import translation
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.desktop import Desktop
from desktop_proxy.ui.single_instance import SingleInstance
from desktop_proxy.ui.start import Start
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.tray import Tray


def run(app: QApplication, instance: SingleInstance, theme: Theme, tray: Tray, start: Start) -> int:
    """Returns the exit code when it has been quit."""
    try:
        with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(app)) as runner:
            return runner.run(_main(app, instance, theme, tray, start))
    except RuntimeError as error:
        # The system ended Qt's loop (the user logs out): the runner has closed the core all the same.
        if "Event loop stopped" not in str(error):
            raise
        return 0
    finally:
        instance.release()


async def _main(app: QApplication, instance: SingleInstance, theme: Theme, tray: Tray, start: Start) -> int:
    stop = stop_on_signals()
    core = start.open_core()
    look = core.settings.current.app
    translation.install(app, look.language)
    theme.set_appearance(look.appearance)
    bridge = CoreBridge(core)
    desktop = Desktop(core, bridge, theme, tray, stop.set)
    instance.show_requested.connect(desktop.show_window)
    app.aboutToQuit.connect(core.flush_now)
    try:
        await core.start(listen=look.start_proxy)
        desktop.begin(background=start.background)
        await stop.wait()
    finally:
        app.aboutToQuit.disconnect(core.flush_now)
        # Who starts it again while open requests still end gets a new one, and not silence.
        instance.release()
        desktop.show_stopping()
        await core.close()
        desktop.close()
        bridge.close()
    return 0
