"""Writes assets/sounds: `python build_spec/make_sounds.py`. What is computed here has no licence but ours.

One soft tone, as of a wooden bar: a fundamental that the ageing ear still hears well, its octave and its
double octave, quieter and shorter. It swells for 6 ms and is gone before 0.2 s, so that it never crackles and
never lasts into the next touch.
"""

from __future__ import annotations

import struct
import wave
from math import cos, exp, pi, sin
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "assets/sounds"
RATE = 44_100
SECONDS = 0.18
SWELL, END = 0.006, 0.04
LOUDNESS = 0.22
"""Of what the format can hold: the clerk sits beside it all day."""
PARTIALS = ((660.0, 1.0, 0.050), (1320.0, 0.30, 0.028), (2640.0, 0.08, 0.012))
"""Hertz, share, and seconds in which it falls to a third."""


def received() -> list[int]:
    """The one sound: what was touched is stored. 16-bit samples."""
    whole = sum(share for _, share, _ in PARTIALS)
    return [round(32_767 * LOUDNESS / whole * _level(n / RATE)) for n in range(round(RATE * SECONDS))]


def _level(t: float) -> float:
    tone = sum(share * exp(-t / fall) * sin(2 * pi * hertz * t) for hertz, share, fall in PARTIALS)
    return tone * _rise(t / SWELL) * _rise((SECONDS - t) / END)


def _rise(share: float) -> float:
    """From 0 to 1 without a corner."""
    return 0.5 - 0.5 * cos(pi * min(1.0, max(0.0, share)))


def write(path: Path, samples: list[int]) -> None:
    """Writes a WAV file, mono."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(struct.pack(f"<{len(samples)}h", *samples))


if __name__ == "__main__":
    write(FOLDER / "received.wav", received())
