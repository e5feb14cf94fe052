"""`[report]`: what the agency decides about its reports."""

from __future__ import annotations

from kiosk.config.message import Message
from kiosk.config.table import Table
from kiosk.domain.questionnaire import Questionnaire
from kiosk.domain.report_settings import ReportSettings

_LARGEST_SMALL_SAMPLE = 10_000


def read_report(table: Table, questionnaire: Questionnaire | None = None) -> ReportSettings:
    """The settings of reports; faults are noted. Without a questionnaire any criterion may be `overall`."""
    usual = ReportSettings()
    return ReportSettings(
        overall=_overall(table, questionnaire),
        small_sample=table.integer("small_sample", usual.small_sample, low=1, high=_LARGEST_SMALL_SAMPLE),
        target_participation=_target(table, "target_participation", usual.target_participation),
        target_satisfied=_target(table, "target_satisfied", usual.target_satisfied),
        target_overall=_target(table, "target_overall", usual.target_overall),
        paper_issued=table.flag("paper_issued", default=usual.paper_issued),
        zero_padded=table.flag("zero_padded", default=usual.zero_padded),
    )


def _target(table: Table, key: str, usual: int) -> int:
    return table.integer(key, usual, low=0, high=100)


def _overall(table: Table, questionnaire: Questionnaire | None) -> str:
    if not table.has("overall"):
        return ""
    code = table.code("overall", example="chung")
    if code and questionnaire and questionnaire.criterion(code) is None:
        table.fault(
            "overall",
            Message(f'không có tiêu chí nào mã "{code}"', f'there is no criterion "{code}"'),
            Message("ghi mã của một mục [[criteria]]", "write the code of one of [[criteria]]"),
        )
    return code
