"""How far a share can be trusted: Wilson's score interval, and how large a sample should be.

Wilson (1927), "Probable inference, the law of succession, and statistical inference", for 95 %;
Yamane (1967), "Statistics: an introductory analysis", for an error of 5 %.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

_Z = Decimal("1.959963984540054")  # the normal distribution's 97.5 % point
_TENTH = Decimal("0.1")


def wilson(share: Fraction, n: int) -> tuple[Decimal, Decimal] | None:
    """The 95 % interval of a share (0 to 1) found among `n`: per cent, one decimal, half up; None without n.

    The number of successes, share · n, need not be whole: an index pools several answers of each ballot.
    """
    if n <= 0:
        return None
    p = Decimal(share.numerator) / share.denominator
    squared = _Z * _Z
    centre = p + squared / (2 * n)
    reach = _Z * ((p * (1 - p) + squared / (4 * n)) / n).sqrt()
    whole = 1 + squared / n
    # At 0 and 1 the formula gives these ends exactly; the square root's last digit does not.
    low = Decimal(0) if share == 0 else (centre - reach) / whole
    high = Decimal(1) if share == 1 else (centre + reach) / whole
    return _percent(low), _percent(high)


def sample_hint(population: int) -> int:
    """How many of so many dossiers should be rated (Yamane): 3000 → 353; rounded up to a whole one."""
    # n = N / (1 + N·0.05²) = 400·N / (400 + N)
    return -(-400 * population // (400 + population)) if population > 0 else 0


def _percent(share: Decimal) -> Decimal:
    return (100 * share).quantize(_TENTH, rounding=ROUND_HALF_UP)
