"""A file is there whole or as it was; what goes wrong speaks of it by its name."""

import os
from pathlib import Path

import pytest

from optimizer.formats.whole_file import write_whole


def test_a_file_is_written_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    for content in (b"first", b"second"):
        write_whole(path, content)
        assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    real, link = tmp_path / "elsewhere" / "a.json", tmp_path / "a.json"
    real.write_bytes(b"first")
    link.symlink_to(real)
    write_whole(link, b"second")
    assert link.is_symlink()
    assert real.read_bytes() == b"second"


def test_what_is_no_file_is_written_to_where_it_is(tmp_path: Path) -> None:
    link = tmp_path / "a.json"
    link.symlink_to(os.devnull)
    write_whole(link, b"lost")
    assert link.is_symlink()


@pytest.mark.parametrize("place", ["missing/a.json", "full"])
def test_a_failure_names_the_file(tmp_path: Path, place: str) -> None:
    (tmp_path / "full").symlink_to("/dev/full")
    with pytest.raises(OSError) as told:  # noqa: PT011  # any that the system raises
        write_whole(tmp_path / place, b"content")
    assert told.value.filename == str(tmp_path / place)
