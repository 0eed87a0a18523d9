"""The application's icon in the sizes and formats the systems want, made from resources/app-icon.svg.

`python packaging/icons.py FOLDER` writes desktop-proxy-SIZE.png, desktop-proxy.ico and desktop-proxy.icns.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1] / "resources" / "app-icon.svg"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)


def main(folder: Path) -> None:
    """Write them all."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    app = QGuiApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    renderer = QSvgRenderer(str(SOURCE))

    def image(size: int) -> QImage:
        made = QImage(size, size, QImage.Format.Format_ARGB32)
        made.fill(0)
        painter = QPainter(made)
        renderer.render(painter)
        painter.end()
        return made

    for size in SIZES:
        _save(image(size), folder / f"desktop-proxy-{size}.png")
    _save(image(256), folder / "desktop-proxy.ico")
    _save(image(512), folder / "desktop-proxy.icns")
    del app


def _save(image: object, file: Path) -> None:
    if not image.save(str(file)):  # type: ignore[attr-defined]
        raise SystemExit(f"{file} could not be written.")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
