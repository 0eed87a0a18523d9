from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QImage

SCRIPT = Path(__file__).resolve().parents[2] / "packaging" / "icons.py"


def test_the_icon_is_drawn_in_every_size_and_format(script, tmp_path):
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run([sys.executable, str(SCRIPT), str(tmp_path)], env=environ, check=True, timeout=60)
    for size in script("icons").SIZES:
        picture = QImage(str(tmp_path / f"desktop-proxy-{size}.png"))
        assert (picture.width(), picture.height()) == (size, size)
        assert len({picture.pixel(x, size // 2) for x in range(size)}) > 1
    assert (tmp_path / "desktop-proxy.ico").read_bytes()[:4] == b"\x00\x00\x01\x00"
    assert (tmp_path / "desktop-proxy.icns").read_bytes()[:4] == b"icns"
