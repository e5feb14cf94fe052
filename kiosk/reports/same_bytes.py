"""Office files whose bytes depend on what they hold, not on when they were written."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

from kiosk.reports.report import Report

_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the first moment a zip file can name, which Word writes too


def without_times(package: bytes) -> bytes:
    """The same zip file, its members stamped with one fixed time; members and their order stay."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, _NO_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0
            target.writestr(member, source.read(name))
    return out.getvalue()


def written(report: Report) -> datetime:
    """What stands for the time of writing in a file's properties: the last day of the period."""
    return datetime(report.last.year, report.last.month, report.last.day, tzinfo=UTC)
