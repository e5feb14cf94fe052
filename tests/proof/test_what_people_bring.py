"""Paper ballots typed in and dossiers imported, beside the kiosks' own lines: each channel by itself."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from central import papers
from central.audit import By
from central.cli import main
from central.papers import Sheet
from central.store import Store
from tests.postgresql import PostgresqlServer
from tests.proof.documents import found_in, words_in
from tests.proof.expected import LEVELS, TOTAL, Recount, Told, rows_of, share
from tests.proof.lives import CRITERIA, DEPARTMENTS, Size, days_of, lived, places
from tests.proof.province import fill
from tests.proof.recount import Recounted

pytestmark = [pytest.mark.journey, pytest.mark.postgresql]

SIZE = Size(2, 4, 12)
DAYS = days_of(SIZE)
PERIOD = ("--from", str(DAYS[0]), "--to", str(DAYS[-1]))
AGENCY, PLACE = "xa-01", places(SIZE)[1]
NEXT_WEEK = DAYS[-1] + timedelta(days=7)
# Departments in any spelling of this agency; what lies outside the period is not to be counted.
RETURNED = {
    "ho-tich": [("ho-tich", 41), ("Hộ tịch", 7), ("tu-phap", 12), ("HO TICH", 0)],
    "dat-dai": [("dia-chinh", 33), ("Đất đai", 18), ("dat-dai", 5), ("Địa chính", 29)],
}


def sheet(
    department: str, first: date, last: date, ballots: tuple[int, int, int], *levels: tuple[int, int, int]
) -> Sheet:
    """A sheet with the levels of each criterion; `ballots` are issued, collected and valid."""
    counts = {one.code: dict(zip(LEVELS, of, strict=True)) for one, of in zip(CRITERIA, levels, strict=True)}
    version = lived(PLACE, SIZE).asked.version
    return Sheet(AGENCY, department, version, first, last, *ballots, counts)


SHEETS = (
    sheet("ho-tich", DAYS[0], DAYS[1], (40, 35, 33), (20, 10, 3), (19, 14, 0), (33, 0, 0), (11, 13, 7)),
    sheet("tu-phap", DAYS[2], DAYS[2], (9, 9, 9), (1, 2, 6), (4, 5, 0), (0, 0, 9), (3, 3, 3)),
    sheet("dat-dai", DAYS[0], DAYS[-1], (64, 51, 50), (25, 25, 0), (0, 50, 0), (17, 16, 15), (46, 3, 1)),
)
CUT = sheet("xay-dung", DAYS[-1], NEXT_WEEK, (90, 90, 90), *[(90, 0, 0)] * 4)


@dataclass(frozen=True)
class Brought:
    """What is known of the agency, by channel; the dossiers are the same for all."""

    kiosk: Recount
    paper: Recount
    everything: Recount
    report: Callable[..., bytes]


@pytest.fixture(scope="module")
def database(postgresql_server: PostgresqlServer) -> Iterator[tuple[str, Recount]]:
    """Two kiosks' lines, the sheets and the file; what plain SQL counts of the lines alone."""
    with postgresql_server.fresh_database() as url:
        fill(url, SIZE)
        raw = Recounted.in_database(url, SIZE)
        kiosk = raw.of(AGENCY, DAYS[0], DAYS[-1])
        raw.connection.close()
        store = Store.open(url)
        with store.writing() as connection:
            for number, one in enumerate((*SHEETS, CUT)):
                by = By("van-thu", "", datetime.now(UTC))
                papers.enter(connection, f"bang-ke-{number}", one, after=0, today=date(2025, 2, 1), by=by)
        store.close()
        yield url, kiosk


@pytest.fixture
def brought(
    database: tuple[str, Recount], tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> Brought:
    """The file is taken once more for each test: the same numbers change nothing."""
    url, lines = database
    file = tmp_path / "mot-cua.csv"
    file.write_text(file_of_dossiers(), encoding="utf-8-sig")
    assert main(["import-dossiers", "--database", url, "--agency", AGENCY, str(file)]) == 0

    def report(*words: str) -> bytes:
        capsysbinary.readouterr()
        assert main(["report", "--database", url, *PERIOD, "--agency", AGENCY, *words]) == 0
        return capsysbinary.readouterr().out

    kiosk = with_dossiers(lines)
    paper = Recount(
        {name: on_paper(code, kiosk.units[name]) for code, name in DEPARTMENTS.items()},
        lines.criteria,
        lines.factors,
        (),
    )
    units = {name: together(one, paper.units[name]) for name, one in kiosk.units.items()}
    return Brought(kiosk, paper, replace(kiosk, units=units), report)


def file_of_dossiers() -> str:
    lines = ["Ngày;Bộ phận;Số hồ sơ"]
    for numbers in RETURNED.values():
        lines += [
            f"{day:%d/%m/%Y};{typed};{number}" for day, (typed, number) in zip(DAYS, numbers, strict=True)
        ]
    return "\n".join([*lines, f"{NEXT_WEEK:%d/%m/%Y};dat-dai;1000"])


def with_dossiers(lines: Recount) -> Recount:
    """What a file says of a department's days is said of all its ballots, whatever its clerks said."""
    units = dict(lines.units)
    for code, numbers in RETURNED.items():
        one = units[DEPARTMENTS[code]]
        total = sum(number for _, number in numbers)
        units[DEPARTMENTS[code]] = replace(one, dossiers=total, compared=one.collected)
    return replace(lines, units=units)


def on_paper(code: str, at_kiosk: Told) -> Told:
    """A department's sheets; "tu-phap" is another spelling."""
    mine = [one for one in SHEETS if {"tu-phap": "ho-tich"}.get(one.department, one.department) == code]
    counts = {
        one.text: sum((Counter(dict(sheet.counts[one.code])) for sheet in mine), Counter[str]())
        for one in CRITERIA
    }
    collected = sum(one.collected for one in mine)
    issued, valid = sum(one.issued for one in mine), sum(one.valid for one in mine)
    return Told(issued, collected, valid, counts, counts, at_kiosk.dossiers, collected)


def together(kiosk: Told, paper: Told) -> Told:
    def pooled(one: dict[str, Counter[str]], other: dict[str, Counter[str]]) -> dict[str, Counter[str]]:
        return {name: one[name] + other[name] for name in one}

    return replace(
        kiosk,
        issued=kiosk.issued + paper.issued,
        collected=kiosk.collected + paper.collected,
        valid=kiosk.valid + paper.valid,
        counts=pooled(kiosk.counts, paper.counts),
        valid_counts=pooled(kiosk.valid_counts, paper.valid_counts),
        compared=kiosk.compared + paper.collected,
    )


def test_the_kiosks_reports_stay_the_kiosks_and_say_what_is_not_in_them(brought: Brought) -> None:
    for form in ("a", "b", "c", "ranking"):
        said = brought.report("--form", form, "--format", "csv")
        assert found_in(said, "csv", *brought.kiosk.names) == rows_of(form, brought.kiosk), form
        words = words_in(said, "csv")
        assert "Chưa gồm 95 phiếu giấy thu về trong kỳ." in words
        assert "1 bảng kê phiếu giấy chỉ có một phần trong kỳ" in words
        assert "(phiếu giấy)" not in words


def test_reports_of_paper_are_of_the_sheets_alone(brought: Brought) -> None:
    for form in ("a", "b", "ranking"):
        said = brought.report("--form", form, "--format", "csv", "--channel", "paper")
        assert found_in(said, "csv", *brought.paper.names) == rows_of(form, brought.paper), form
        assert words_in(said, "csv").splitlines()[0].endswith("(phiếu giấy)")


def test_what_is_pooled_says_so_in_its_title(brought: Brought) -> None:
    for form in ("a", "ranking"):
        said = brought.report("--form", form, "--format", "csv", "--channel", "all")
        assert found_in(said, "csv", *brought.everything.names) == rows_of(form, brought.everything), form
        assert words_in(said, "csv").splitlines()[0].endswith("(gộp phiếu tại máy và phiếu giấy)")


def test_participation_sets_both_channels_apart_and_together_against_the_imported_dossiers(
    brought: Brought,
) -> None:
    said = brought.report("--form", "b", "--format", "csv", "--channel", "all").decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(said.split("\r\n\r\n")[1].partition("\r\n")[2]), delimiter=";")
    found = {row[1]: dict(zip(head, row, strict=True)) for row in rows if len(row) == len(head)}
    kiosk, paper, pooled = (
        dict(one.everyone()) for one in (brought.kiosk, brought.paper, brought.everything)
    )
    assert kiosk[TOTAL].collected > 0
    for name, told in pooled.items():
        row, overall = found[name], told.counts[CRITERIA[-1].text]
        assert row["Số hồ sơ đã trả kết quả"] == str(told.dossiers)
        assert row["Số lượt đánh giá: Tại máy"] == str(kiosk[name].collected)
        assert row["Số lượt đánh giá: Phiếu giấy"] == str(paper[name].collected)
        assert row["Số lượt đánh giá: Cộng"] == str(told.collected)
        words = ("Rất hài lòng", "Hài lòng", "Không hài lòng")
        assert [row[f"Mức độ đánh giá: {word}"] for word in words] == [str(overall[one]) for one in LEVELS]
        assert row["Số lượt (n)"] == str(overall.total())
        percent = share(told.compared, told.dossiers or 0)
        assert row["Tỷ lệ hồ sơ được đánh giá"] == f"{percent}%".replace(".", ",")
    dossiers = {code: found[name]["Số hồ sơ đã trả kết quả"] for code, name in DEPARTMENTS.items()}
    assert (dossiers["ho-tich"], dossiers["dat-dai"]) == ("60", "85")
