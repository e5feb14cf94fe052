"""`kiosk report` as its users meet it: every form in every format, whole or not at all."""

import csv
import io
import json
import os
import pty
import shutil
import subprocess
import sys
from contextlib import closing

import pytest
from docx import Document
from openpyxl import load_workbook

from tests.cli.kit import ROOT, Kiosk, finished
from tests.cli.test_commands import HALF_YEAR, PUBLISHED

FORMS = ("a", "b", "c", "ranking")
LEVELS = ("very_satisfied", "satisfied", "dissatisfied")
COUNTS = [[row[level] for level in LEVELS] for row in PUBLISHED]


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A journal with the town's published table of the first half of 2024."""
    folder = tmp_path_factory.mktemp("published")
    kiosk = Kiosk(folder, "sync.proxy=none")
    table = str(ROOT / "assets/examples/binh-duong-2024.json")
    done = finished(kiosk.process("simulate", "--table", table, "--at", "2024-03-15"))
    assert done.status == 0, done.err
    return folder / "journal.sqlite"


@pytest.fixture
def kiosk(tmp_path, published):
    """A kiosk with a copy of that journal."""
    kiosk = Kiosk(tmp_path, "sync.proxy=none")
    shutil.copy(published, kiosk.journal)
    return kiosk


def written(kiosk, wanted, *words):
    """What a process of its own wrote to a file in this format."""
    file = kiosk.folder / f"báo cáo.{wanted}"
    done = finished(
        kiosk.process("report", *HALF_YEAR, "--format", wanted, "--output", str(file), *words), seconds=120
    )
    assert (done.status, done.err) == (0, ""), done.err
    assert str(file) in done.out
    return file


def told(kiosk, capsys, *words):
    said = kiosk.run(capsys, "report", *HALF_YEAR, "--format", "json", *words)
    assert said.status == 0, said.err
    return json.loads(said.out)


def stands_in(wanted, rows):
    """Whether these rows of numbers come in this order, whatever stands beside and between them."""
    wanted = list(wanted)
    for row in rows:
        numbers = [int(cell) for cell in map(str, row) if cell.isdigit()]
        if wanted and any(numbers[at : at + 3] == wanted[0] for at in range(len(numbers))):
            wanted.pop(0)
    return not wanted


class TestThePublishedTable:
    """Form A in each format has the numbers that the town published."""

    def test_as_csv(self, kiosk):
        text = written(kiosk, "csv").read_bytes().decode("utf-8-sig")
        assert stands_in(COUNTS, csv.reader(io.StringIO(text), delimiter=";"))
        assert "Từ 01/01/2024 đến 30/06/2024" in text
        assert "84,5%" in text

    def test_as_a_workbook_through_a_pipe(self, kiosk):
        file = kiosk.folder / "a.xlsx"
        words = ("report", *HALF_YEAR, "--format", "xlsx")
        done = finished(kiosk.process(*words, shell=f'"$@" | cat > "{file}"'), seconds=120)
        assert (done.status, done.err) == (0, "")
        with closing(load_workbook(file)) as book:
            rows = [row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True)]
        assert stands_in(COUNTS, rows)

    def test_as_the_document_that_a_leader_signs_with_the_agencys_own_words(self, kiosk):
        letter = kiosk.folder / "letter.toml"
        example = (ROOT / "assets/reports/bao-cao-mau.toml").read_text(encoding="utf-8")
        assert "Nơi này" not in example
        letter.write_text(example.replace("Lưu: VT", "Nơi này, Lưu: VT"), encoding="utf-8")
        document = Document(str(written(kiosk, "docx", "--letter", str(letter))))
        cells = [[cell.text.strip() for cell in row.cells] for one in document.tables for row in one.rows]
        assert stands_in(COUNTS, cells)
        assert "Nơi này, Lưu: VT" in str(cells)

    def test_a_template_decides_before_the_configuration(self, kiosk, capsys):
        letter = kiosk.folder / "padded.toml"
        example = (ROOT / "assets/reports/bao-cao-mau.toml").read_text(encoding="utf-8")
        letter.write_text(f"{example}\n[report]\nzero_padded = true\n", encoding="utf-8")
        table = kiosk.run(capsys, "report", *HALF_YEAR, "--letter", str(letter)).out
        assert " 01 " in table
        assert " 01 " not in kiosk.run(capsys, "report", *HALF_YEAR).out

    def test_as_a_page_in_either_language_with_the_same_code(self, kiosk, capsys):
        page = written(kiosk, "html").read_text(encoding="utf-8")
        table = kiosk.run(capsys, "report", *HALF_YEAR).out
        assert table.rpartition("Mã đối chiếu: ")[2].strip() in page
        assert '<html lang="en"' in page
        assert "SIMULATED NUMBERS" in page
        for row in COUNTS:
            assert all(f">{number}<" in page for number in row)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_a_table_that_a_terminal_holds(kiosk, capsys, form):
    said = kiosk.run(capsys, "report", *HALF_YEAR, "--form", form)
    assert said.status == 0
    assert max(map(len, said.out.splitlines())) <= 120
    assert "SỐ LIỆU MÔ PHỎNG" in said.out
    assert "Mã đối chiếu: " in said.out


def test_the_terminals_table_has_the_published_numbers(kiosk, capsys):
    said = kiosk.run(capsys, "report", *HALF_YEAR)
    assert stands_in(COUNTS, [line.split() for line in said.out.splitlines()])


def test_the_other_forms_for_programs(kiosk, capsys):
    participation = told(kiosk, capsys, "--form", "b")
    factors = told(kiosk, capsys, "--form", "c")
    ranking = told(kiosk, capsys, "--form", "ranking")

    assert (participation["form"], participation["simulated"]) == ("b", True)
    assert participation["period"] == {
        "from": "2024-01-01",
        "to": "2024-06-30",
        "time_zone": "Asia/Ho_Chi_Minh",
    }
    [total] = [row["cells"] for row in participation["tables"][0]["rows"] if row["kind"] == "total"]
    assert 280 in total.values()
    assert "100.0" in total.values()
    assert any(row["cells"].get("n") == 1120 for table in factors["tables"] for row in table["rows"])
    first = ranking["tables"][0]["rows"][0]["cells"]
    assert (first["rank"], first["interval"][1]) == (1, "100.0")


def test_the_ranking_tells_the_change_against_another_period(kiosk, capsys):
    compared = ("--compare-from", "2024-03-15", "--compare-to", "2024-03-15")
    rows = told(kiosk, capsys, "--form", "ranking", *compared)["tables"][0]["rows"]
    alone = told(kiosk, capsys, "--form", "ranking")["tables"][0]["rows"]
    assert "0.0" in rows[0]["cells"].values()
    assert "0.0" not in alone[0]["cells"].values()


@pytest.mark.parametrize(
    "words",
    [
        ["--form", "ranking", "--compare-from", "2023-01-01"],
        ["--form", "a", "--compare-from", "2023-01-01", "--compare-to", "2023-06-30"],
        ["--form", "ranking", "--compare-from", "2023-07-01", "--compare-to", "2023-06-30"],
        ["--form", "d"],
        ["--format", "pdf"],
        ["--confirm", "7K2M"],
        ["--confirm", "7K2M-9QXA-4TTE-0B1C-ZZ3D-8HWN", "--output", "x"],
    ],
    ids=" ".join,
)
def test_what_makes_no_sense_is_wrong_use(kiosk, capsys, words):
    said = kiosk.run(capsys, "report", *HALF_YEAR, *words)
    assert (said.status, said.out) == (2, "")
    assert said.err.count("\n") == 1


def test_a_terminal_gets_no_document(kiosk):
    master, slave = pty.openpty()
    try:
        process = subprocess.Popen(
            [sys.executable, "-m", "kiosk", *kiosk.words("report", *HALF_YEAR, "--format", "docx")],
            stdout=slave,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            text=True,
        )
        _, err = process.communicate(timeout=120)
    finally:
        os.close(slave)
        os.close(master)
    assert process.returncode == 2
    assert "--output FILE.docx" in err


def test_without_the_extra_light_formats_work_and_heavy_ones_say_what_to_install(kiosk):
    """In a Python that finds none of its libraries, as where the extra was never installed."""
    program = """
import json, sys
for name in ("docx", "xlsxwriter", "matplotlib", "jinja2", "reportlab"):
    sys.modules[name] = None
from kiosk.cli import main
words = json.loads(sys.argv[1])
sys.exit(sum(main([*words, "--format", one]) << place for place, one in enumerate(sys.argv[2:])))
"""
    words = json.dumps(kiosk.words("report", *HALF_YEAR))
    formats = ["docx", "xlsx", "html", "table", "csv", "json"]
    done = subprocess.run(
        [sys.executable, "-c", program, words, *formats], check=False, capture_output=True, cwd=ROOT
    )
    assert done.returncode == 0b111
    told = done.stderr.decode().splitlines()
    assert len(told) == 3
    assert all("pip install '.[documents]'" in line for line in told)
    assert b'"departments"' in done.stdout


def test_an_older_file_is_replaced_and_a_link_stays_one(kiosk, capsys):
    file, link = kiosk.folder / "a.csv", kiosk.folder / "link.csv"
    file.write_text("old")
    link.symlink_to(file)
    said = kiosk.run(capsys, "report", *HALF_YEAR, "--format", "csv", "--output", str(link))
    assert said.status == 0
    assert link.is_symlink()
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_file_that_can_not_be_written_whole_leaves_the_older_one(kiosk):
    """A limit on the size of files stops the writing half way, as a full disk does."""
    file = kiosk.folder / "a.json"
    file.write_text("old")
    program = """
import resource, sys
from pathlib import Path
from kiosk.reports.output import write_whole
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    write_whole(Path(sys.argv[1]), bytes(100_000))
except OSError as error:
    sys.exit(error.filename)
"""
    done = subprocess.run(
        [sys.executable, "-c", program, str(file)], check=False, capture_output=True, text=True, cwd=ROOT
    )
    assert (done.returncode, done.stderr.strip()) == (1, str(file))
    assert file.read_text() == "old"
    assert [one.name for one in kiosk.folder.iterdir() if one.name.startswith(".")] == []


def test_a_place_that_is_none_is_told_in_a_sentence(kiosk, capsys):
    place = kiosk.folder / "no" / "a.csv"
    said = kiosk.run(capsys, "report", *HALF_YEAR, "--format", "csv", "--output", str(place))
    assert said.status == 1
    assert said.err.startswith(str(place))
    assert said.err.count("\n") == 1


def test_a_document_of_a_period_in_which_nothing_was_asked_is_not_written(kiosk, capsys):
    file = kiosk.folder / "a.csv"
    words = ("--from", "2020-01-01", "--to", "2020-12-31", "--format", "csv", "--output", str(file))
    said = kiosk.run(capsys, "report", *words)
    assert (said.status, said.err) == (1, "Nothing was asked on this PC in this period.\n")
    assert not file.exists()


def test_a_template_with_faults_is_told_before_anything_is_counted(tmp_path, capsys):
    letter = tmp_path / "letter.toml"
    letter.write_text("wrong = 1\n", encoding="utf-8")
    said = Kiosk(tmp_path).run(capsys, "report", *HALF_YEAR, "--letter", str(letter))
    assert said.status == 1
    assert str(letter) in said.err
