"""Qt's calls into Python keep every reference. Bindings that drop them end the process after a while, with an error
about None; the loop of the program is made of such calls.
"""

from __future__ import annotations

import subprocess
import sys

EVENTS = 30_000
PROGRAM = """
import sys
from PySide6.QtCore import QCoreApplication, QObject, QTimer, QTimerEvent

class Ticking(QObject):
    left = int(sys.argv[1])

    def timerEvent(self, event: QTimerEvent) -> None:
        self.left -= 1
        if self.left == 0:
            QCoreApplication.quit()

app = QCoreApplication([])
ticking = Ticking()
ticks = []
timer = QTimer(interval=0)
timer.timeout.connect(lambda: ticks.append(None))
before = sys.getrefcount(None)
timer.start()
ticking.startTimer(0)
app.exec()
timer.stop()
ticks.clear()
print(ticking.left, before - sys.getrefcount(None))
"""


def test_thirty_thousand_timer_events_cost_no_reference() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(EVENTS)], capture_output=True, text=True, timeout=100, check=False
    )
    assert done.returncode == 0, done.stderr
    left, lost = map(int, done.stdout.split())
    assert left == 0
    assert abs(lost) < 100
