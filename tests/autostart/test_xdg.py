from __future__ import annotations

import json
import shutil
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_proxy.autostart.xdg import DesktopFile, exec_value

COMMAND = ["/opt/Desktop Proxy/bin/desktop-proxy", "--background"]
AWKWARD = ["a b", 'quo"te', "back\\slash", "dollar $HOME", "tick`id`", "100%", "%u", "semi;colon", "tab\there", "é", ""]


@pytest.fixture
def place(tmp_path):
    return DesktopFile(tmp_path / "config")


def as_a_desktop_reads_it(value: str) -> list[str]:
    """The specification's two steps, the other way round: the string's escapes first, then the quotes."""
    text = ""
    characters = iter(value)
    for character in characters:
        text += {"\\": "\\", "n": "\n", "t": "\t", "r": "\r"}[next(characters)] if character == "\\" else character
    arguments, current, quoted, begun = [], "", False, False
    characters = iter(text)
    for character in characters:
        if character == '"':
            quoted, begun = not quoted, True
        elif quoted and character == "\\":
            current += next(characters)
        elif character == " " and not quoted:
            arguments += [current] if begun else []
            current, begun = "", False
        else:
            current, begun = current + character, True
    arguments += [current] if begun else []
    return [argument.replace("%%", "%") for argument in arguments]


def test_it_is_off_until_it_is_switched_on_and_off_again(place):
    assert not place.is_enabled()
    place.enable(COMMAND)
    assert place.is_enabled()
    place.disable()
    assert not place.is_enabled()
    place.disable()
    assert list(place.file.parent.iterdir()) == []


def test_switching_it_on_twice_keeps_the_last_command(place):
    place.enable(["/old/desktop-proxy"])
    place.enable(COMMAND)
    assert 'Exec="/opt/Desktop Proxy/bin/desktop-proxy" --background\n' in place.file.read_text()
    assert "/old" not in place.file.read_text()
    assert stat.S_IMODE(place.file.stat().st_mode) == 0o644


@pytest.mark.parametrize("line", ["Hidden=true", "X-GNOME-Autostart-enabled=false", "Hidden = TRUE"])
def test_what_a_desktop_switched_off_is_off_and_can_be_switched_on_again(place, line):
    place.enable(COMMAND)
    lines = place.file.read_text().replace("X-GNOME-Autostart-enabled=true\n", "") + line + "\n"
    place.file.write_text(lines)
    assert not place.is_enabled()
    place.enable(COMMAND)
    assert place.is_enabled()


def test_other_groups_and_comments_do_not_count(place):
    place.enable(COMMAND)
    place.file.write_text(place.file.read_text() + "#Hidden=true\n[Desktop Action quit]\nHidden=true\n")
    assert place.is_enabled()


def test_a_file_that_starts_nothing_is_off(place):
    place.file.parent.mkdir(parents=True)
    place.file.write_bytes(b"\xff\x00no desktop file")
    assert not place.is_enabled()


def test_a_folder_that_cannot_be_made_is_an_os_error(tmp_path):
    (tmp_path / "config").write_text("")
    with pytest.raises(OSError):
        DesktopFile(tmp_path / "config").enable(COMMAND)


@pytest.mark.parametrize(
    ("environ", "folder"),
    [
        ({"XDG_CONFIG_HOME": "/elsewhere", "HOME": "/home/me"}, "/elsewhere"),
        ({"XDG_CONFIG_HOME": "relative", "HOME": "/home/me"}, "/home/me/.config"),
        ({"HOME": "/home/me"}, "/home/me/.config"),
        ({}, str(Path.home() / ".config")),
    ],
)
def test_the_folder_is_the_one_the_desktop_reads(environ, folder):
    assert DesktopFile.find(environ).file == Path(folder) / "autostart" / "desktop-proxy.desktop"


def test_a_plain_command_stays_readable():
    assert exec_value(["/usr/bin/desktop-proxy", "--port=1"]) == "/usr/bin/desktop-proxy --port=1"


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('\\"`$%\t ')), min_size=1))
def test_every_argument_survives_the_quoting(command):
    assert as_a_desktop_reads_it(exec_value(command)) == command


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="desktop-file-utils is not installed")
@pytest.mark.parametrize(
    "command", [COMMAND, ["/bin/true", *AWKWARD[:5]], ["/a/b"]], ids=["spaces", "awkward", "plain"]
)
def test_the_desktop_s_own_checker_finds_nothing(place, command):
    place.enable(command)
    done = subprocess.run(["desktop-file-validate", place.file], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.skipif(shutil.which("gio") is None, reason="gio is not installed")
def test_a_desktop_runs_exactly_that_command(place, tmp_path):
    folder = tmp_path / "with a space & $more"
    folder.mkdir()
    python, out = folder / "python", folder / "out.json"
    python.symlink_to(sys.executable)
    program = (
        f"import json, os, sys; o = {str(out)!r}; json.dump(sys.argv[1:], open(o + '~', 'w')); os.rename(o + '~', o)"
    )
    place.enable([str(python), "-c", program, *AWKWARD])
    done = subprocess.run(["gio", "launch", place.file], capture_output=True, text=True, timeout=20, check=False)
    assert done.returncode == 0, done.stderr
    deadline = time.monotonic() + 20
    while not out.exists():
        assert time.monotonic() < deadline, "the command was not run"
        time.sleep(0.01)
    assert json.loads(out.read_text()) == AWKWARD
