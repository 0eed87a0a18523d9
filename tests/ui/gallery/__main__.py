"""Makes the pictures; runs itself once for each appearance and scale."""

from __future__ import annotations

import argparse
import asyncio
import importlib
import os
import pkgutil
import subprocess
import sys
import tempfile
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.ui.gallery", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*", help="only shots whose name begins so")
    parser.add_argument("--only", metavar="APPEARANCE-SCALE", help="for instance dark-2; light-1 is the quickest look")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for variant in [arguments.only] if arguments.only else ["light-1", "dark-1", "light-2", "dark-2"]:
        appearance, _, scale = variant.partition("-")
        if os.environ.get("GALLERY_VARIANT") == variant:
            _picture_all(arguments.folder, arguments.names, appearance, variant)
            return
        environ = {
            **os.environ,
            "GALLERY_VARIANT": variant,
            "QT_SCALE_FACTOR": scale,
            "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        }
        command = [sys.executable, "-m", "tests.ui.gallery", str(arguments.folder), *arguments.names, "--only", variant]
        subprocess.run(command, env=environ, check=True)


def _picture_all(folder: Path, names: list[str], appearance: str, variant: str) -> None:
    import qasync
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    from desktop_proxy.core import Core
    from desktop_proxy.paths import Paths
    from desktop_proxy.ui.bridge import CoreBridge
    from desktop_proxy.ui.theme import Theme
    from tests.fakes import MemoryKeyring
    from tests.ui.gallery.world import World

    app = QApplication(["desktop-proxy"])
    app.setQuitOnLastWindowClosed(False)
    theme = Theme(app)
    theme.set_appearance(appearance)

    async def picture(name: str, shot: object) -> None:
        with tempfile.TemporaryDirectory() as home:
            environ = {"DESKTOP_PROXY_HOME": f"{home}/data", "HOME": home, "PATH": os.environ["PATH"]}
            keyring = MemoryKeyring()
            core = Core(Paths.find(environ), environ, Path(home), {"server.port": 0}, keyring=keyring, announced=False)
            await core.start()
            bridge = CoreBridge(core)
            geometry = QSettings(f"{home}/geometry.ini", QSettings.Format.IniFormat)
            try:
                widget = await shot(World(core, bridge, theme, keyring, geometry))  # type: ignore[operator]
                widget.show()
                await asyncio.sleep(0.3)
                widget.grab().save(str(folder / f"{name}-{variant}.png"))
                widget.close()
                widget.deleteLater()
            finally:
                bridge.close()
                await core.close()

    async def all_pictures() -> None:
        package = importlib.import_module("tests.ui.gallery")
        for module in pkgutil.iter_modules(package.__path__):
            if module.name.startswith("_") or module.name == "world":
                continue
            for name, shot in importlib.import_module(f"tests.ui.gallery.{module.name}").SHOTS:
                if not names or any(name.startswith(wanted) for wanted in names):
                    await picture(name, shot)
                    print(folder / f"{name}-{variant}.png", flush=True)

    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(app)) as runner:
        runner.run(all_pictures())


if __name__ == "__main__":
    main()
