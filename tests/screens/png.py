"""PNG files of one colour, and such as can't be decoded."""

import struct
import zlib


def png(width, height, colour=(200, 60, 40, 255)):
    """The bytes of such a picture."""
    rows = (b"\0" + bytes(colour) * width) * height
    return png_of(width, height, zlib.compress(rows))


def png_of(width, height, data):
    """The bytes of a picture with this compressed data, whatever it is; None: with none at all."""
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    chunks = [(b"IHDR", header), *([] if data is None else [(b"IDAT", data)]), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, body) for kind, body in chunks)


def _chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
