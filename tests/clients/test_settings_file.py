from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

import pytest

from desktop_proxy.clients import settings_file
from desktop_proxy.clients.client import ClientError
from desktop_proxy.clients.settings_file import KEPT_BACKUPS, Content, back_up, check, copies, read, remove, write

posix = pytest.mark.skipif(os.name != "posix", reason="POSIX only")
not_root = pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "home" / ".claude").mkdir(parents=True)
    return tmp_path / "home"


@pytest.fixture
def path(home: Path) -> Path:
    return home / ".claude" / "settings.json"


def environ(home: Path) -> dict[str, str]:
    return {"HOME": str(home), "USERPROFILE": str(home)}


def refused(path: Path, home: Path) -> str:
    with pytest.raises(ClientError) as raised:
        check(path, environ(home))
        read(path)
    assert str(raised.value).endswith(".")
    return str(raised.value)


def test_no_file_is_no_text(path: Path, home: Path):
    check(path, environ(home))
    assert read(path).text is None


def test_line_ends_and_byte_order_mark_are_kept(path: Path):
    path.write_bytes(b"\xef\xbb\xbf{\r\n}\r\n")
    assert read(path).text == "\ufeff{\r\n}\r\n"


def test_what_is_no_text_of_moderate_size_is_refused(path: Path, home: Path):
    path.write_bytes(b'{"a": "\xff"}')
    assert "not UTF-8" in refused(path, home)
    path.write_bytes(b" " * 4_000_001)
    assert "larger than 4 MB" in refused(path, home)
    path.write_bytes(b" " * 4_000_000)
    assert read(path).data
    path.unlink()
    path.mkdir()
    assert "is not a file" in refused(path, home)


@posix
def test_a_pipe_is_not_waited_for(path: Path, home: Path):
    os.mkfifo(path)
    assert "is not a file" in refused(path, home)


def test_a_file_in_place_of_the_folder_is_a_sentence(home: Path, path: Path):
    path.parent.rmdir()
    path.parent.write_text("")
    assert "settings.json" in refused(path, home)


@posix
def test_a_link_that_stays_in_the_home_directory_is_followed(home: Path, path: Path):
    (home / "dotfiles").mkdir()
    target = home / "dotfiles" / "claude.json"
    target.write_text("{}")
    path.symlink_to(target)
    check(path, environ(home))
    write(path, '{"a": 1}', 0o600)
    assert path.is_symlink()
    assert target.read_text() == '{"a": 1}'
    remove(path, with_folder=False)
    assert not target.exists()


@posix
@pytest.mark.parametrize("linked", ["file", "folder", "dangling"])
def test_a_link_that_leaves_the_home_directory_is_refused(home: Path, path: Path, tmp_path: Path, linked: str):
    outside = tmp_path / "outside"
    outside.mkdir()
    if linked == "folder":
        path.parent.rmdir()
        path.parent.symlink_to(outside)
        (outside / "settings.json").write_text("{}")
    else:
        target = outside / "settings.json"
        if linked == "file":
            target.write_text("{}")
        path.symlink_to(target)
    assert "is a symbolic link that leads out of" in refused(path, home)


@posix
def test_a_home_directory_that_is_a_link_itself_is_home(home: Path, tmp_path: Path):
    (tmp_path / "link").symlink_to(home)
    linked = tmp_path / "link"
    check(linked / ".claude" / "settings.json", environ(linked))
    check(home / ".claude" / "settings.json", environ(linked))


@posix
def test_a_folder_that_was_named_outside_of_home_is_its_own_boundary(home: Path, tmp_path: Path):
    named = tmp_path / "named"
    named.mkdir()
    check(named / "settings.json", environ(home))
    (named / "settings.json").symlink_to(home / "elsewhere.json")
    assert "leads out of" in refused(named / "settings.json", home)


@not_root
def test_what_is_write_protected_is_refused_before_anything_is_written(path: Path, home: Path):
    path.write_text("{}")
    path.chmod(0o400)
    assert "write-protected" in refused(path, home)
    path.unlink()
    path.parent.chmod(0o500)
    assert "cannot be written to" in refused(path, home)
    path.parent.chmod(0o700)


def test_the_folder_is_made_and_removed_only_when_it_is_empty(path: Path):
    path.parent.rmdir()
    write(path, "{}", 0o600)
    (path.parent / "other").touch()
    remove(path, with_folder=True)
    assert path.parent.exists()
    (path.parent / "other").unlink()
    remove(path, with_folder=True)
    assert not path.parent.exists()


@posix
def test_the_mode_is_kept(path: Path):
    path.write_text("{}")
    path.chmod(0o640)
    write(path, "{ }", read(path).mode)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_copy_is_made_once_for_each_content_and_the_latest_are_kept(path: Path):
    (path.parent / "settings.json.desktop-proxy-mine").touch()
    (path.parent / "settings.json.bak").touch()
    for number in range(KEPT_BACKUPS + 3):
        copy = back_up(path, Content(b"%d" % number, 0o644))
        assert copy
        assert copy.read_bytes() == b"%d" % number
        assert back_up(path, Content(b"%d" % number, 0o644)) is None
    kept = [copy.read_bytes() for copy in copies(path)]
    assert kept == [b"%d" % number for number in range(3, KEPT_BACKUPS + 3)]
    assert (path.parent / "settings.json.desktop-proxy-mine").exists()
    assert (path.parent / "settings.json.bak").exists()
    assert back_up(path, Content(None)) is None


@posix
def test_a_copy_is_for_its_owner_alone(path: Path):
    copy = back_up(path, Content(b"x", 0o644))
    assert copy
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


@posix
def test_a_file_is_open_to_others_only_where_all_folders_above_are():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if not all(parent.stat().st_mode & stat.S_IXOTH for parent in folder.parents):
            pytest.skip("the folder for temporary files is closed to others")
        path = folder / "settings.json"
        path.touch(0o644)
        for mode, is_open in ((0o700, False), (0o711, True)):
            folder.chmod(mode)
            assert settings_file.is_open_to_others(path) is is_open
        path.chmod(0o600)
        assert not settings_file.is_open_to_others(path)
        assert not settings_file.is_open_to_others(folder / "missing")


def test_what_fails_is_a_sentence(path: Path):
    path.mkdir()
    with pytest.raises(ClientError, match=r"cannot be used \(.*\)\.$"):
        write(path, "{}", 0o600)
    with pytest.raises(ClientError):
        remove(path, with_folder=False)


def test_a_printed_content_holds_nothing_of_the_file():
    assert "secret" not in repr(Content(b"secret"))
