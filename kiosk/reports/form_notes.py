"""What stands behind the answers: chosen reasons, and ballots that a rule of screening flagged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kiosk.domain.tally import Channel, percent
from kiosk.reports.numbers import whole
from kiosk.reports.report import Cell, Column, Kind, Row, SharesOf, Table
from kiosk.reports.request import Request
from kiosk.reports.small_cells import BELOW, is_small

# In words that a person who is blamed may read: a rule says what it saw, never why.
_RULES = {
    "all_under_a_second": ("Mọi câu đều trả lời dưới một giây", "Each answer within a second"),
    "burst": ("Nhiều phiếu liền nhau quá nhanh", "Many ballots one upon the other"),
    "childs_play": ("Đổi ý liên tục khi bấm", "Answers changed again and again"),
    "outside_office_hours": ("Ngoài giờ làm việc", "Outside office hours"),
    "regular_intervals": ("Cách nhau đều đặn", "At regular intervals"),
}


def reasons_table(request: Request) -> Iterator[Table]:
    """How often each reason was chosen, most often first; where any were offered."""
    figures = request.figures
    names = {
        one.code: one.text_in(request.language) for asked in figures.questionnaires for one in asked.reasons
    }
    counts = Counter(dict.fromkeys(names, 0))
    for chosen in figures.reasons:
        counts[chosen.reason] += chosen.ballots
    if not counts:
        return
    ballots = request.tallies[Channel.KIOSK].total.collected
    columns = (
        Column("reason", request.say("Điều cần cải thiện", "To be improved"), Kind.TEXT),
        Column("ballots", request.say("Số phiếu chọn", "Ballots"), Kind.COUNT),
        Column("n", request.say("Trên số phiếu thu về (n)", "Of ballots collected (n)"), Kind.COUNT),
        Column("share", request.say("Tỷ lệ", "Share"), Kind.SHARE, follows=SharesOf(("ballots",), "n")),
    )
    rows = tuple(
        Row((names.get(code, code), *_reason_cells(request, count, ballots)))
        for code, count in counts.most_common()
    )
    note = request.say(
        "Một phiếu có thể chọn nhiều điều, hoặc không chọn điều nào.", "A ballot may name several, or none."
    )
    yield Table("reasons", request.say("Điều cần cải thiện", "Reasons"), columns, rows, notes=(note,))


def _reason_cells(request: Request, count: int, ballots: int) -> tuple[Cell, ...]:
    hidden = request.small.of_ballots("", ballots)
    if hidden:
        return hidden, hidden, None
    if request.hide_small and is_small(count):
        return BELOW, ballots, None
    return count, ballots, percent(count, ballots)


def screening_table(request: Request) -> Iterator[Table]:
    """The flagged ballots by rule, and how many stay without any flag."""
    figures, total = request.figures, request.tallies[Channel.KIOSK].total
    counts: Counter[tuple[str, int]] = Counter()
    for flag in figures.flags:
        counts[flag.rule, flag.version] += flag.ballots
    if not counts or request.small.of_ballots("", total.collected):
        return
    columns = (
        Column("rule", request.say("Quy tắc soát lọc", "Rule of screening"), Kind.TEXT),
        Column("version", request.say("Phiên bản", "Version"), Kind.COUNT),
        Column("ballots", request.say("Số phiếu bị đánh dấu", "Ballots flagged"), Kind.COUNT),
        Column("n", request.say("Trên số phiếu thu về (n)", "Of ballots collected (n)"), Kind.COUNT),
        Column("share", request.say("Tỷ lệ", "Share"), Kind.SHARE, follows=SharesOf(("ballots",), "n")),
    )
    rows = tuple(
        Row((_rule_name(request, rule), version, count, total.collected, percent(count, total.collected)))
        for (rule, version), count in sorted(counts.items())
    )
    notes = (
        request.say(
            f"Phiếu hợp lệ: {whole(total.valid)}. Không xóa phiếu nào; một phiếu có thể gặp nhiều quy tắc.",
            f"Valid ballots: {whole(total.valid)}. None is removed; several rules may have flagged one.",
        ),
    )
    yield Table("screening", request.say("Phiếu bị đánh dấu", "Flagged ballots"), columns, rows, notes=notes)


def _rule_name(request: Request, rule: str) -> str:
    return request.say(*_RULES[rule]) if rule in _RULES else rule
