"""`central report` and `central import-dossiers`, as IT staff and reporting officers meet them."""

import io
import json
import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
import requests
from docx import Document
from sqlalchemy import text

from central import audit, catalogue, papers
from central.audit import By, What
from central.catalogue import Agency, Catalogue, Department, Placing
from central.papers import Sheet
from central.roles import Role
from kiosk.reports.confirmation import read_code
from kiosk.reports.letter_file import load_letter
from tests.central.commands import status_of
from tests.central.kit import ASKED, DAY, NOW, PaperKiosk, name
from tests.central.people import session_of
from tests.central.server import serving

CODE = re.compile(r"Mã đối chiếu: (\S+)")
PERIOD = ("--from", "2026-11-01", "--to", "2026-11-30")
COMMUNE = "xa-an-binh"
LETTER = Path(__file__).parents[2] / "assets/reports/bao-cao-mau.toml"
on_one_database = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@dataclass
class Done:
    status: int
    out: bytes
    err: str

    @property
    def text(self):
        return self.out.decode()


@pytest.fixture
def central(database_url, capsysbinary, tmp_path, monkeypatch):
    """Run a command line on this database, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CENTRAL_DATABASE", database_url)

    def central(*words):
        capsysbinary.readouterr()
        status = status_of(words)
        said = capsysbinary.readouterr()
        return Done(status, said.out, said.err.decode())

    return central


@pytest.fixture
def kiosk(store, send):
    """A commune whose kiosk had three ballots, and whose one department is rated on paper, too."""
    with store.writing() as connection:
        catalogue.add(
            connection,
            Catalogue(
                {"tinh": Agency("tinh", "Tỉnh"), COMMUNE: Agency(COMMUNE, "UBND xã An Bình", "tinh")},
                {(COMMUNE, "tu-phap"): Department(COMMUNE, "tu-phap", "Tư pháp – Hộ tịch")},
                (Placing("quan-1", COMMUNE),),
            ),
        )
    kiosk = PaperKiosk().start().ask()
    for level in ("very_satisfied", "satisfied", "dissatisfied"):
        kiosk.vote(thai_do=level, chung=level)
    kiosk.end_shift(12)
    send(kiosk.batch())
    return kiosk


def type_in(store, issued=50):
    counts = {"chung": {"very_satisfied": 30, "satisfied": 10}}
    sheet = Sheet(COMMUNE, "tu-phap", ASKED.version, DAY, DAY, issued, 45, 40, counts)
    with store.writing() as connection:
        papers.enter(connection, name(), sheet, after=0, today=DAY, by=By("van-thu", "", NOW))


def test_printed_reports_are_confirmed_whatever_came_after_them(central, store, send, kiosk):
    type_in(store)
    forms = [(*PERIOD, "--channel", "all", "--form", form) for form in ("a", "b", "c", "ranking")]
    forms.append((*forms[1], "--agency", COMMUNE))
    printed = {asked: central("report", *asked).text for asked in forms}
    kiosk.vote(chung="dissatisfied")
    send(kiosk.batch(), now=NOW + timedelta(hours=2))
    type_in(store, issued=60)
    dossiers = Path("tra.csv")
    dossiers.write_text("Ngày;Bộ phận;Số hồ sơ\n20/11/2026;tu-phap;99\n", encoding="utf-8")
    assert central("import-dossiers", dossiers, "--agency", COMMUNE).status == 0
    for asked, table in printed.items():
        code = CODE.search(table)[1]
        assert CODE.search(central("report", *asked).text)[1] != code
        said = central("report", *asked, "--confirm", code.lower().replace("-", " "))
        assert said.status == 0, said.err
        assert said.err.startswith("Confirmed: ")
        assert said.text.strip() == table.strip()


def test_a_change_against_another_period_is_confirmed_with_it(central, kiosk):
    before = ("--compare-from", "2026-10-01", "--compare-to", "2026-10-31")
    asked = (*PERIOD, "--form", "ranking", *before)
    code = CODE.search(central("report", *asked).text)[1]
    assert central("report", *asked, "--confirm", code).status == 0
    said = central("report", *PERIOD, "--form", "ranking", "--confirm", code)
    assert (said.status, "--compare-from 2026-10-01" in said.err) == (1, True)


def test_a_code_of_something_else_says_of_what(central, kiosk):
    code = CODE.search(central("report", *PERIOD, "--form", "b").text)[1]
    for words, of in (
        (("--form", "a"), "--form b, not of --form a"),
        (("--form", "b", "--agency", COMMUNE), "all agencies, not of --agency xa-an-binh"),
        (("--form", "b", "--channel", "paper"), "--channel kiosk, not of --channel paper"),
    ):
        said = central("report", *PERIOD, *words, "--confirm", code)
        assert (said.status, of in said.err) == (1, True), said.err
    other = read_code("7K2M9QXA7K2M9QXA7K2M9QXA")
    assert "no report with this code" in central("report", *PERIOD, "--confirm", other).err


def test_lines_that_were_changed_confirm_nothing(central, store, kiosk):
    code = CODE.search(central("report", *PERIOD).text)[1]
    with store.writing() as connection:
        forged = (
            'UPDATE entries SET line = replace(line, \'"chung":"satisfied"\', \'"chung":"dissatisfied"\')'
        )
        connection.execute(text(forged))
    said = central("report", *PERIOD, "--confirm", code)
    assert (said.status, "give other numbers" in said.err) == (1, True)


@on_one_database
def test_each_report_is_noted_with_its_code(central, store, kiosk):
    code = CODE.search(central("report", *PERIOD).text)[1]
    with store.reading() as connection:
        (note,) = audit.page(connection, what=What.EXPORTED)
    assert note.details["code"] == code
    assert note.who.endswith("(central)")


@on_one_database
def test_channels_are_pooled_only_where_all_are_asked_for(central, store, kiosk):
    type_in(store)
    collected = {}
    for channel in ("kiosk", "paper", "all"):
        said = central("report", *PERIOD, "--format", "json", "--agency", COMMUNE, "--channel", channel)
        collected[channel] = json.loads(said.out)["total"]["collected"]
    assert collected == {"kiosk": 3, "paper": 45, "all": 48}
    assert "Chưa gồm 45 phiếu giấy" in central("report", *PERIOD).text


@pytest.fixture
def strict(central):
    """A template by which three ballots are enough, and a hundred of hundred must be satisfied."""
    file = Path("mau.toml")
    settings = "[report]\nsmall_sample = 3\ntarget_satisfied = 100\n"
    file.write_text(f"{LETTER.read_text(encoding='utf-8')}\n{settings}", encoding="utf-8")
    return file


@on_one_database
def test_a_template_decides_on_targets_and_small_samples_and_is_kept_with_the_code(central, kiosk, strict):
    ranking = (*PERIOD, "--form", "ranking")
    usual, own = central("report", *ranking), central("report", *ranking, "--letter", strict)
    assert "mẫu nhỏ" in usual.text
    assert "mẫu nhỏ" not in own.text
    strict.unlink()
    assert central("report", *ranking, "--confirm", CODE.search(own.text)[1]).status == 0


@on_one_database
def test_the_pages_go_by_the_template_that_the_server_was_given(store, kiosk, strict):
    cookie = {"central": session_of(store, Role.AUDITOR)}
    days = f"from={PERIOD[1]}&to={PERIOD[3]}"
    with serving(store, letter=load_letter(strict)) as url:
        ranking = requests.get(f"{url}/export/ranking.csv?{days}", cookies=cookie, timeout=120)
        letter = requests.get(f"{url}/export/b.docx?{days}", cookies=cookie, timeout=120)
    assert "mẫu nhỏ" not in ranking.content.decode()
    tables = Document(io.BytesIO(letter.content)).tables
    cells = "\n".join(cell.text for table in tables for row in table.rows for cell in row.cells)
    assert "Thường trực Đảng ủy" in cells
    assert "100%" in cells


@on_one_database
@pytest.mark.parametrize("kind", ["csv", "html", "xlsx", "docx"])
def test_each_format_is_a_whole_file(central, kiosk, kind):
    file = Path(f"bao-cao.{kind}")
    letter = ("--letter", LETTER) if kind == "docx" else ()
    said = central("report", *PERIOD, "--format", kind, "--output", file, *letter)
    assert (said.status, said.out, said.err) == (0, b"", f"Wrote {file}.\n")
    begins = {"csv": b"\xef\xbb\xbf", "html": b"<!", "xlsx": b"PK", "docx": b"PK"}
    assert file.read_bytes().lower().startswith(begins[kind].lower())
    if kind == "xlsx":
        assert openpyxl.load_workbook(io.BytesIO(file.read_bytes())).sheetnames


@on_one_database
@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("--compare-from", "2026-10-01"), 2, "go together"),
        (("--compare-from", "2026-10-01", "--compare-to", "2026-10-31"), 2, "with --form ranking"),
        (("--to", "2026-10-31"), 2, "after its last"),
        (("--confirm", "7K2M"), 2, "24 letters"),
        (("--confirm", "7K2M9QXA7K2M9QXA7K2M9QXA", "--output", "x"), 2, "does not go with --output"),
        (("--agency", "nowhere"), 1, "There is no agency nowhere"),
        (("--letter", "nowhere.toml", "--format", "docx"), 1, "nowhere.toml"),
        (("--output", "nowhere/x", "--format", "csv"), 1, "nowhere/x"),
    ],
)
def test_wrong_words_end_with_one_sentence_and_the_status_of_kiosk_report(
    central, kiosk, words, status, said
):
    done = central("report", *PERIOD, *words)
    assert done.status == status
    assert said in done.err
    assert "Traceback" not in done.err


@on_one_database
def test_a_period_in_which_nothing_was_asked_says_so(central, store):
    said = central("report", *PERIOD)
    assert (said.status, said.out, said.err) == (0, b"", "Nothing was asked in this period.\n")
    assert central("report", *PERIOD, "--format", "csv").status == 1
    assert json.loads(central("report", *PERIOD, "--format", "json").out)["total"]["collected"] == 0


@on_one_database
def test_simulated_ballots_are_reported_only_when_asked_for(central, store, kiosk, send):
    simulated = PaperKiosk("dao-tao", simulated=True).start().ask()
    simulated.vote(chung="satisfied")
    send(simulated.batch(), training=True)
    assert "MÔ PHỎNG" not in central("report", *PERIOD).text
    assert "MÔ PHỎNG" in central("report", *PERIOD, "--simulated").text


@on_one_database
def test_a_file_of_dossiers_is_kept_whole_or_told_with_all_its_faults(central, kiosk):
    file = Path("tra.csv")
    file.write_text("Ngày;Bộ phận;Số hồ sơ\n20/11/2026;Xây dựng;1\nmai;tu-phap;x\n", encoding="utf-8")
    said = central("import-dossiers", file, "--agency", COMMUNE)
    assert said.status == 1
    assert said.err.splitlines()[0] == "central: tra.csv: nothing was kept."
    assert [line.split(":")[0] for line in said.err.splitlines()[1:]] == ["row 2", "row 3", "row 3"]
    yesterday = date.today() - timedelta(days=1)  # noqa: DTZ011  any past day
    file.write_text(f"Date,Department,Dossiers\n{yesterday},tu-phap,1.234\n", encoding="utf-16")
    assert "1 numbers are new" in central("import-dossiers", file, "--agency", COMMUNE).err
    assert "1 stood already" in central("import-dossiers", file, "--agency", COMMUNE).err
    assert central("import-dossiers", file, "--agency", "nowhere").status == 1
    assert central("import-dossiers", "nowhere.csv", "--agency", COMMUNE).status == 1
    assert central("import-dossiers", file).status == 2
