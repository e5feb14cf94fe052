"""`kiosk report --confirm CODE`: whether a printed report says what the journal said when it was made."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from kiosk.cli.arguments import Arguments
from kiosk.cli.errors import CommandError
from kiosk.config import Message
from kiosk.domain.figures import Figures, Head
from kiosk.journal import JournalReader
from kiosk.reports.as_table import as_table
from kiosk.reports.confirmation import are_heads_of
from kiosk.reports.forms import Form
from kiosk.reports.numbers import whole
from kiosk.reports.report import Report

_NO_HEAD = Message(
    "Không xác nhận được: nhật ký này không có mục mà mã dựa vào; kiểm tra lại từng chữ của mã, và xem bản in"
    " có phải của máy khác hoặc của nhật ký trước (tệp …-former, …-damaged) không.",
    "Not confirmed: this journal has no entry that the code rests on; check each letter, and whether"
    " the report is another PC's or a former journal's (files …-former, …-damaged).",
)


def confirm(
    arguments: Arguments,
    reader: JournalReader,
    figures_as_of: Callable[[int], list[Figures]],
    form_of: Callable[[str, list[Figures]], Report],
) -> int:
    """Print that it is right, with the table to compare; raises CommandError, which says what is not."""
    code: str = arguments.confirm
    others: Message | None = None
    for head in _heads(reader, code):
        those = figures_as_of(head.seq)
        report = form_of(arguments.form, those)
        if report.code == code:
            seq = whole(head.seq)
            arguments.say(
                Message(
                    f"Mã đúng: nhật ký đến mục {seq} cho đúng các số sau; bản in phải có các số này.",
                    f"Confirmed: the journal through entry {seq} gives these numbers; the print must too.",
                )
            )
            sys.stdout.write(f"\n{as_table(report)}")
            return 0
        of_form = next((form.value for form in Form if form_of(form, those).code == code), None)
        others = _of_another_form(arguments.form, of_form) if of_form else _other_numbers(reader, head.seq)
    raise CommandError(others or _NO_HEAD)


def _heads(reader: JournalReader, code: str) -> Iterator[Head]:
    """The former heads of this journal that the code may rest on."""
    journal = reader.identity().journal
    heads = (Head(journal, link.seq, link.hash.hex()) for link in reader.heads())
    return (head for head in heads if are_heads_of(code, [head]))


def _of_another_form(asked: str, form: str) -> Message:
    return Message(
        f"Không xác nhận được: mã này là của --form {form}, không phải {asked}.",
        f"Not confirmed: this is a code of --form {form}, not of {asked}.",
    )


def _other_numbers(reader: JournalReader, seq: int) -> Message:
    """An edited journal, or else what the command line and the configuration say."""
    bad = reader.verify().first_bad
    if bad is not None and bad <= seq:
        return Message(
            f"Không xác nhận được: mục {bad} của nhật ký đã bị sửa sau khi ghi; xem kiosk verify.",
            f"Not confirmed: entry {bad} of the journal was changed after it was written; see kiosk verify.",
        )
    through = whole(seq)
    return Message(
        f"Không xác nhận được: nhật ký đến mục {through} cho các số khác; kiểm tra kỳ, kỳ so sánh, tên cơ"
        " quan và [report] có như khi in không.",
        f"Not confirmed: the journal through entry {through} gives other numbers; check that the period, the"
        " one compared with, the agency's name and [report] are as they were for the print.",
    )
