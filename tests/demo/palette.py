#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Makes a picture small: palette.py IN.png OUT.png. IN has 8 bits for each of red, green, blue (and opacity, which is dropped);
OUT has a palette of its 256 most frequent colours, and the nearest of these for all others. That suits drawings and
text. OUT names its license."""
import collections
import struct
import sys
import zlib


def chunks(data):
    at = 8
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        yield kind, data[at + 8:at + 8 + length]
        at += 12 + length


def paeth(a, b, c):
    p = a + b - c
    return min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]


def rows(width, height, step, raw):
    """The lines with their filters undone."""
    size, above = width * step, bytearray(width * step)
    for y in range(height):
        kind = raw[y * (size + 1)]
        line = bytearray(raw[y * (size + 1) + 1:(y + 1) * (size + 1)])
        for i in range(size) if kind else ():
            left, corner = (line[i - step], above[i - step]) if i >= step else (0, 0)
            line[i] = (line[i] + (0, left, above[i], (left + above[i]) // 2, paeth(left, above[i], corner))[kind]) & 255
        yield line
        above = line


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


data = open(sys.argv[1], "rb").read()
parts = list(chunks(data))
width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", parts[0][1])
if depth != 8 or colour not in (2, 6) or interlaced:
    sys.exit("palette.py: %s is no plain picture of 8 bits" % sys.argv[1])
step = 3 if colour == 2 else 4
raw = zlib.decompress(b"".join(part for kind, part in parts if kind == b"IDAT"))
pixels = [[bytes(line[i:i + 3]) for i in range(0, len(line), step)] for line in rows(width, height, step, raw)]
count = collections.Counter(pixel for line in pixels for pixel in line)
palette = [pixel for pixel, _ in count.most_common(256)]
index = {pixel: i for i, pixel in enumerate(palette)}
for pixel in count:
    if pixel not in index:
        index[pixel] = min(range(len(palette)), key=lambda i: sum((a - b) ** 2 for a, b in zip(palette[i], pixel)))
packed = zlib.compress(b"".join(b"\0" + bytes(index[pixel] for pixel in line) for line in pixels), 9)
with open(sys.argv[2], "wb") as out:
    out.write(data[:8] + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)) +
              chunk(b"tEXt", b"License\0SPDX-License-Identifier: GPL-2.0-or-later") + chunk(b"PLTE", b"".join(palette)) +
              chunk(b"IDAT", packed) + chunk(b"IEND", b""))
