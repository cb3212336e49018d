"""Reads PNG images, so that tests see what is really drawn (W3C PNG specification, 2003)."""

import struct
import zlib
from dataclasses import dataclass

_CHANNELS = {0: 1, 2: 3, 4: 2, 6: 4}


@dataclass(frozen=True)
class Pixels:
    """An image with 8 bits a channel; ``rows`` holds the bytes of each row of pixels."""

    width: int
    height: int
    channels: int
    rows: tuple[bytes, ...]

    def inside(self, left: int, top: int, right: int, bottom: int) -> tuple[bytes, ...]:
        """The rows of a rectangle."""
        across = slice(left * self.channels, right * self.channels)
        return tuple(row[across] for row in self.rows[top:bottom])

    def colours(self) -> set[bytes]:
        """All colours that occur."""
        step = self.channels
        return {row[at : at + step] for row in set(self.rows) for at in range(0, len(row), step)}


def read_png(image: bytes) -> Pixels:
    """Decode an image without interlacing.

    Raises:
        ValueError: another sort of PNG, or none.
    """
    if image[:8] != b"\x89PNG\r\n\x1a\n":
        raise ValueError("not a PNG")
    place, packed = 8, b""
    width = height = channels = 0
    while place < len(image):
        length, kind = struct.unpack(">I4s", image[place : place + 8])
        content = image[place + 8 : place + 8 + length]
        if kind == b"IHDR":
            width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", content)
            if depth != 8 or interlaced or colour not in _CHANNELS:
                raise ValueError("another sort of PNG")
            channels = _CHANNELS[colour]
        elif kind == b"IDAT":
            packed += content
        place += 12 + length
    raw, size = zlib.decompress(packed), width * channels
    rows, before = [], bytes(size)
    for top in range(0, height * (size + 1), size + 1):
        before = _unfiltered(raw[top], raw[top + 1 : top + 1 + size], before, channels)
        rows.append(before)
    return Pixels(width, height, channels, tuple(rows))


def _unfiltered(kind: int, row: bytes, above: bytes, step: int) -> bytes:
    done = bytearray(row)
    for at in range(len(done)):
        left = done[at - step] if at >= step else 0
        corner = above[at - step] if at >= step else 0
        guess = (0, left, above[at], (left + above[at]) // 2, _paeth(left, above[at], corner))
        done[at] = (done[at] + guess[kind]) & 255
    return bytes(done)


def _paeth(left: int, above: int, corner: int) -> int:
    start = left + above - corner
    return min((left, above, corner), key=lambda one: abs(start - one))
