from __future__ import annotations

import logging
import os
import stat
import subprocess
import sys

import pytest

PRELUDE = """
import logging, sys, threading
from pathlib import Path
from desktop_proxy.core.log_output import log_to_file, log_to_terminal
from desktop_proxy.redaction import Redactor
redactor = Redactor()
redactor.add("the-secret-0123456789")
folder = Path(sys.argv[1])
log_to_file(redactor, folder)
log_to_terminal(redactor)
logger = logging.getLogger("desktop_proxy.test")
"""


@pytest.fixture
def run(tmp_path):
    def run(program: str, folder=None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", PRELUDE + program, str(folder or tmp_path)],
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_both_sinks_are_redacted(run, tmp_path):
    done = run("logger.warning('key %s', 'the-secret-0123456789')")
    written = (tmp_path / "desktop-proxy.log").read_text()
    assert "key [redacted]" in written
    assert done.stderr == "WARNING: key [redacted]\n"
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "desktop-proxy.log").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "program",
    [
        "def f():\n    value = 'the-secret-0123456789'\n    raise ValueError(value)\nf()",
        "threading.Thread(target=lambda: int('the-secret-0123456789')).start()",
    ],
)
def test_crashes_are_redacted_and_show_no_locals(run, tmp_path, program):
    done = run(program)
    assert "Error" in done.stderr
    for text in (done.stderr, (tmp_path / "desktop-proxy.log").read_text()):
        assert "ValueError" in text
        assert "[redacted]" in text
        assert "value = the" not in text
        assert not any("the-secret-0123456789"[i : i + 16] in text for i in range(6)) or "value = '" in text


def test_libraries_speak_from_warning_on_and_we_from_info(run):
    done = run("logger.info('ours'); logger.debug('ours'); logging.getLogger('x').info('theirs')")
    assert done.stderr == "INFO: ours\n"


def test_a_place_that_cannot_be_written_is_no_failure(run, tmp_path):
    done = run("logger.warning('one'); logger.warning('two'); print('alive')", tmp_path / "no" / "such")
    assert (done.returncode, done.stdout) == (0, "alive\n")
    assert done.stderr == "WARNING: one\nWARNING: two\n"


def test_a_closed_terminal_is_no_failure(run):
    done = run("sys.stderr.close(); logger.warning('x'); print('alive')")
    assert (done.returncode, done.stdout) == (0, "alive\n")


@pytest.mark.skipif(os.name != "posix", reason="pipes are POSIX's here")
def test_a_terminal_whose_reader_left_is_no_failure_at_the_end_either(tmp_path):
    read, write = os.pipe()
    os.close(read)
    program = PRELUDE + "logger.warning('one'); logger.warning('two')"
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], stderr=write, check=False)
    os.close(write)
    assert done.returncode == 0
    assert "two" in (tmp_path / "desktop-proxy.log").read_text()


def test_a_missing_terminal_is_no_failure(tmp_path):
    program = "import sys\nsys.stderr = sys.stdout = None\n" + PRELUDE + "logger.warning('x')\n"
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=False)
    assert done.returncode == 0
    assert "x" in (tmp_path / "desktop-proxy.log").read_text()


@pytest.mark.skipif(os.name != "posix", reason="resource limits are POSIX")
def test_a_full_disk_is_no_failure_and_writing_resumes(run, tmp_path):
    done = run("""
import resource
logger.warning('before')
soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
logger.warning('lost')
resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
logger.warning('after')
print('alive')
""")
    assert (done.returncode, done.stdout) == (0, "alive\n"), done.stderr
    written = (tmp_path / "desktop-proxy.log").read_text()
    assert "before" in written
    assert "after" in written


def test_files_rotate_at_five_times_five_megabytes(run, tmp_path):
    run("""
logging.getLogger().handlers = [h for h in logging.getLogger().handlers if 'File' in type(h).__name__]
for _ in range(520):
    logger.warning('%s', 'word ' * 12_000)
""")
    files = list(tmp_path.iterdir())
    assert len(files) == 5
    assert sum(file.stat().st_size for file in files) <= 25_500_000
    assert logging.getLogger().handlers is not None
