"""An administration with canned answers, for the gallery: nothing of it is real."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Generic, TypeVar

from kiosk.ui.administration import (
    Drive,
    Finding,
    Job,
    Progress,
    State,
    Status,
    StatusLine,
    Table,
    TableBlock,
    TableRow,
)

NO_PROGRESS = Progress()
ResultT = TypeVar("ResultT")


@dataclass
class CannedJob(Generic[ResultT]):
    """A job that stays as it was made."""

    result: ResultT | None = None
    fault: str = ""
    progress: Progress = NO_PROGRESS
    over: bool = True

    def cancel(self) -> None:
        """It goes on stopping for as long as one looks."""


def _in(language: str, vietnamese: str, english: str) -> str:
    return english if language == "en" else vietnamese


def _finding(language: str, state: State, what: tuple[str, str], cure: tuple[str, str]) -> Finding:
    return Finding(state, _in(language, *what), _in(language, *cure))


def _troubles(language: str) -> tuple[Finding, ...]:
    """What a kiosk may suffer from, the longest sentences of `kiosk check` among them."""
    known = (
        (
            State.FAULT,
            ("Chứng thư của máy chủ hết hạn", "The server's certificate has expired"),
            (
                "kiểm tra ngày giờ của máy này, rồi báo nơi quản lý máy chủ",
                "look at this PC's clock, then tell those who run the server",
            ),
        ),
        (
            State.FAULT,
            (
                "/var/lib/hai-long/journal.sqlite: tài khoản khác cũng đọc được",
                "/var/lib/hai-long/journal.sqlite: other accounts may read it",
            ),
            (
                "chạy lệnh chmod 600 /var/lib/hai-long/journal.sqlite",
                "run chmod 600 /var/lib/hai-long/journal.sqlite",
            ),
        ),
        (
            State.WARNING,
            (
                "Đồng hồ máy nhanh 7 phút so với máy chủ",
                "The clock is 7 min fast, by the server's",
            ),
            ("bật đồng bộ giờ (NTP) trên máy", "let the system set its clock by NTP"),
        ),
        (
            State.WARNING,
            (
                "Múi giờ của máy (UTC+00:00) khác múi giờ của cơ quan (Asia/Ho_Chi_Minh)",
                "This PC's time zone (UTC+00:00) is not the agency's (Asia/Ho_Chi_Minh)",
            ),
            (
                "đặt múi giờ của máy là Asia/Ho_Chi_Minh (phiếu vẫn ghi đúng giờ cơ quan)",
                "set this PC to Asia/Ho_Chi_Minh (ballots carry the agency's time all the same)",
            ),
        ),
        (
            State.WARNING,
            ("Chưa có mã PIN quản trị", "The administrator has no PIN"),
            ("chạy lệnh kiosk pin admin", "run kiosk pin admin"),
        ),
    )
    return tuple(_finding(language, *one) for one in known)


def _status(language: str, *, sound: bool) -> Status:
    def line(what: tuple[str, str], value: tuple[str, str], state: State = State.GOOD) -> StatusLine:
        return StatusLine(_in(language, *what), _in(language, *value), state)

    shipping = (
        (
            line(("Chờ gửi", "Waiting"), ("không có", "none")),
            line(("Mục cũ nhất", "Oldest of them"), ("–", "–")),
            line(("Máy chủ đã nhận", "The server holds"), ("đến mục 1.013.594", "through 1,013,594")),
            line(("Liên lạc gần nhất", "Last contact"), ("09:19 hôm nay", "09:19 today")),
            line(("Lần gửi tới", "Next try"), ("tự động", "by itself")),
            line(("So giờ máy chủ", "Against the server’s clock"), ("nhanh 2 giây", "2 s fast")),
        )
        if sound
        else (
            line(("Chờ gửi", "Waiting"), ("1.284 mục", "1,284 entries")),
            line(("Mục cũ nhất", "Oldest of them"), ("16:45 hôm qua", "16:45 yesterday")),
            line(("Máy chủ đã nhận", "The server holds"), ("đến mục 1.012.310", "through 1,012,310")),
            line(("Liên lạc gần nhất", "Last contact"), ("16:45 hôm qua", "16:45 yesterday")),
            line(("Lần gửi tới", "Next try"), ("sau 4 phút", "in 4 min")),
            line(
                ("So giờ máy chủ", "Against the server’s clock"),
                ("nhanh 7 phút", "7 min fast"),
                State.WARNING,
            ),
        )
    )
    return Status(
        () if sound else _troubles(language),
        (*shipping, line(("Tên máy này", "Name of this PC"), ("binhduong-01", "binhduong-01"))),
        (
            line(("Số mục", "Entries"), ("1.013.594", "1,013,594")),
            line(("Mã băm cuối", "Last hash"), ("7f3a 91c2 0be4 d518", "7f3a 91c2 0be4 d518")),
            line(
                ("Đã kiểm tra", "Verified"),
                ("1.013.594 · 09:15 hôm nay", "1,013,594 · 09:15 today"),
            ),
            line(("Thời hạn lưu", "Retention"), ("không xóa", "kept for good")),
            line(("Ổ đĩa", "Disk"), ("còn trống 41,3 GB", "41.3 GB free")),
            line(("Giờ của máy", "Clock of this PC"), ("09:20 · 20/11/2026", "09:20 · 20/11/2026")),
            line(("Phiên bản", "Version"), ("1.0.0", "1.0.0")),
        ),
    )


_LEVELS = ("Rất hài lòng", "Hài lòng", "Không hài lòng")
_HEADS = ("Nội dung đánh giá", *_LEVELS, "Số lượt", "Tỷ lệ hài lòng", "Tỷ lệ rất hài lòng")
_DEPARTMENTS = ("Tư pháp – Hộ tịch", "Văn hóa – Xã hội (VHXH)", "Địa chính")
_CRITERIA = (
    "Thời gian giải quyết",
    "Thái độ của cán bộ tiếp nhận hồ sơ",
    "Kết quả giải quyết",
    "Đánh giá chung về quá trình giải quyết TTHC",
)
_CELLS = ("1.186", "12", "2", "1.200", "99,8%", "98,8%")
_ALL_CELLS = ("3.558", "36", "6", "3.600", "99,8%", "98,8%")
_SCOPE = (
    "Chỉ gồm phiếu của máy này (binhduong-01), đến 09:20 ngày 20/11/2026.",
    "Ballots of this PC only (binhduong-01), until 09:20 on 20/11/2026.",
)


def _part(title: str, count: str, cells: tuple[str, ...]) -> tuple[TableRow, ...]:
    """A heading with its numbers of ballots, which are all the same, and a row a criterion."""
    ballots = f"phiếu phát ra {count}, thu về {count}, hợp lệ {count}".replace(" ", "\u00a0")
    heading = f"{title} ({ballots})".replace(",\u00a0", ", ")
    return (TableRow(heading), *(TableRow(name, cells) for name in _CRITERIA))


def _report(language: str) -> Table:
    names = (f"{number}. {name}" for number, name in enumerate(_DEPARTMENTS, 1))
    each = tuple(row for name in names for row in _part(name, "1.200", _CELLS))
    rows = (*each, *_part("TỔNG CỘNG", "3.600", _ALL_CELLS))
    remark = "Lưu ý: Có cả phiếu mời và phiếu tự do: số phiếu phát ra chỉ gồm phiếu mời."
    return Table(
        "01/07/2026 – 31/12/2026",
        (TableBlock("", _HEADS, rows), TableBlock("CHỈ TÍNH PHIẾU HỢP LỆ", _HEADS, rows)),
        (remark,),
        _in(language, *_SCOPE),
    )


STICKS = (
    Drive(Path("/media/KINGSTON"), "KINGSTON", 14_900_000_000),
    Drive(Path("/media/USB 2"), "USB 2", 700_000_000),
)


class CannedAdministration:
    """`running`: whatever is begun stays in its middle. `sound`: nothing is to be mended."""

    device = "binhduong-01"

    def __init__(
        self, *, running: bool = False, sound: bool = False, drives: tuple[Drive, ...] = STICKS
    ) -> None:
        self._running, self._sound, self._drives = running, sound, drives

    def today(self) -> date:
        """A day of the gallery."""
        return date(2026, 11, 20)

    def status(self, language: str) -> Job[Status]:
        """Five things to mend, or none."""
        return CannedJob(_status(language, sound=self._sound))

    def verify(self, language: str) -> Job[tuple[Finding, ...]]:
        """A journal of a million entries."""
        what = (
            "Nhật ký nguyên vẹn: 1.013.594 mục khớp mã băm, đến mục 1.013.594",
            "The journal is whole: 1,013,594 entries match their hashes, through entry 1,013,594",
        )
        words = _in(language, "Đang kiểm tra từng mục…", "Checking each entry…")
        return self._job((Finding(State.GOOD, _in(language, *what)),), Progress(430_000, 1_013_594, words))

    def test_connection(self, language: str) -> Job[tuple[Finding, ...]]:
        """A centre whose certificate has expired."""
        words = _in(language, "Đang hỏi máy chủ…", "Asking the server…")
        return self._job(_troubles(language)[:1], Progress(words=words))

    def find_drives(self, language: str) -> Job[tuple[Drive, ...]]:
        """Those of the gallery."""
        del language
        return CannedJob(self._drives)

    def export(self, drive: Drive, language: str) -> Job[tuple[Finding, ...]]:
        """A receipt and a file."""
        del drive
        written = _finding(
            language,
            State.GOOD,
            (
                "Đã ghi 1.284 mục vào tệp hai-long-binhduong-01-2026-11-20.bundle.",
                "1,284 entries are in hai-long-binhduong-01-2026-11-20.bundle.",
            ),
            (
                "mang USB đến nơi quản lý máy chủ và chạy central import; đem biên nhận về cắm lại ở đây",
                "take the stick to the server and run central import; bring the receipt back to this page",
            ),
        )
        taken = Finding(
            State.GOOD,
            _in(
                language,
                "Biên nhận bien-nhan.txt: máy chủ đã nhận thêm 500 mục.",
                "Receipt bien-nhan.txt: the server holds 500 entries more.",
            ),
        )
        words = _in(language, "Đang ghi ra USB…", "Writing to the stick…")
        return self._job((taken, written), Progress(500, 1284, words))

    def counts_today(self, language: str) -> Job[Table]:
        """Three departments."""
        heads = tuple(
            _in(language, *words)
            for words in (
                ("Bộ phận", "Department"),
                ("Phát ra", "Issued"),
                ("Thu về", "Collected"),
                ("Hợp lệ", "Valid"),
            )
        )
        total = _in(language, "Tổng cộng", "Total")
        counted = [*((name, "63", "61") for name in _DEPARTMENTS), (total, "189", "183")]
        rows = tuple(TableRow(name, ("–", collected, valid)) for name, collected, valid in counted)
        return CannedJob(Table("20/11/2026", (TableBlock("", heads, rows),), (), _in(language, *_SCOPE)))

    def report(self, first: date, last: date, language: str) -> Job[Table]:
        """The half-year."""
        del first, last
        return CannedJob(_report(language))

    def _job(self, result: tuple[Finding, ...], progress: Progress) -> CannedJob[tuple[Finding, ...]]:
        return CannedJob(None if self._running else result, progress=progress, over=not self._running)
