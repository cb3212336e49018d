"""Pictures that carry what they were made from, unseen, wherever they are copied to."""

import struct
import zlib

from optimizer.pictures.svg import element, plain

_SIGNATURE_BYTES = 8
_LENGTH_AND_KIND_BYTES = 8
_CHECKSUM_BYTES = 4


def svg_with_origin(svg: str, origin: str) -> str:
    """An ``<svg>`` element with lines about its origin as its last child, ``<metadata>``."""
    before, _, after = svg.rpartition("</svg>")
    return f"{before}{element('metadata', plain(origin.strip()))}</svg>{after}"


def png_with_origin(image: bytes, origin: str) -> bytes:
    """An image with lines about its origin as its description.

    The lines stand in a chunk ``iTXt`` behind the header (PNG, 3rd edition, §11.3.3.4); image
    viewers show it among the properties of the file.
    """
    (held,) = struct.unpack_from(">I", image, _SIGNATURE_BYTES)
    place = _SIGNATURE_BYTES + _LENGTH_AND_KIND_BYTES + held + _CHECKSUM_BYTES
    # Keyword; neither compressed nor with language or translated keyword.
    told = b"iTXt" + b"Description\0" + b"\0\0" + b"\0" + b"\0" + origin.strip().encode()
    chunk = struct.pack(">I", len(told) - 4) + told + struct.pack(">I", zlib.crc32(told))
    return image[:place] + chunk + image[place:]
