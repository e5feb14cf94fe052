"""What an agency decides about its reports."""

from __future__ import annotations

from kiosk.domain.records import dataclass


@dataclass(frozen=True)
class ReportSettings:
    """Targets in whole per cent.

    `overall` is the code of the criterion whose levels form B counts; "" is the last one of the newest
    questionnaire. A unit with fewer than `small_sample` ballots is left out of rankings. `paper_issued`
    prints as many ballots issued as collected where nobody issues any; `zero_padded` prints 1 as 01.
    """

    overall: str = ""
    small_sample: int = 30
    target_participation: int = 40
    target_satisfied: int = 80
    target_overall: int = 95
    paper_issued: bool = False
    zero_padded: bool = False
