import unicodedata

import pytest

from kiosk.config import ConfigError
from kiosk.reports.letter import Part, Section, Wording, default_letter
from kiosk.reports.letter_file import load_letter
from tests.reports.letters_kit import TEMPLATE, participation, published


def written(tmp_path, text):
    file = tmp_path / "bao-cao.toml"
    file.write_text(text, encoding="utf-8")
    return file


def changed(tmp_path, *changes):
    text = TEMPLATE.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return written(tmp_path, text)


def faults_of(file, language="en"):
    with pytest.raises(ConfigError) as raised:
        load_letter(file)
    return raised.value.text(language).splitlines()


def test_the_example_that_ships_is_a_letter_of_three_sections():
    letter = load_letter(TEMPLATE)
    assert (letter.issuer, letter.superior) == ("UBND THỊ TRẤN BÌNH DƯƠNG", "UBND HUYỆN THĂNG BÌNH")
    assert (letter.place, letter.symbol) == ("Bình Dương", "/BC-UBND")
    assert [section.heading for section in letter.sections] == [
        "Kết quả thực hiện",
        "Đánh giá chung",
        "Nhiệm vụ trong thời gian tới",
    ]
    assert letter.signer.authority == ("TM. ỦY BAN NHÂN DÂN",)
    assert letter.recipients[-1].startswith("- Lưu: VT")


def test_every_fault_is_told_at_once_with_its_line_and_its_cure(tmp_path):
    file = changed(
        tmp_path,
        ('symbol = "/BC-UBND"', 'symbol = "BC-UBND"'),
        ("superior =", "superrior ="),
        ("{hop_le} phiếu hợp lệ", "{hop_lee} phiếu hợp lệ"),
        ('heading = "Ưu điểm"', "heading = 3"),
        ('title = "CHỦ TỊCH"', ""),
        ('forms = ["a"]', 'forms = ["z"]'),
    )
    lines = file.read_text(encoding="utf-8").splitlines()
    told = faults_of(file)

    def line_of(text):
        return next(number for number, line in enumerate(lines, 1) if text in line)

    assert len(told) == 6
    for start, words in {
        f"{file}:{line_of('superrior')}: issuer.superrior: ": 'is "superior" meant?',
        f"{file}:{line_of('symbol =')}: issuer.symbol: ": 'symbol = "/BC-UBND"',
        f"{file}:{line_of('heading = 3')}: sections.2.parts.1.heading: ": "must be text",
        f"{file}:{line_of('[signer]')}: signer.title: ": "is missing",
        f"{file}:{line_of('forms = [')}: sections.1.parts.4.forms: ": '["a", "b"]',
    }.items():
        assert any(line.startswith(start) and words in line for line in told), (start, told)
    assert any("{hop_lee}" in line and "use {hop_le}" in line for line in told)
    assert all("To do: " in line for line in told)
    assert all("Cần làm: " in line for line in faults_of(file, "vi"))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('shows = ["tables", "remarks", "charts"]\n\n', "\n", "tables of form b, c, ranking"),
        ("{tieu_de} {ky}", "{tieu_de} {ky", "brace"),
        ("{tieu_de} {ky}", "{} {ky}", "no figure named {}"),
        ('tables = ["levels"', 'tables = ["lovels"', "must be a list of that form"),
        ("[recipients]", "[recipient]", "no such key"),
        ('name = "UBND THỊ TRẤN BÌNH DƯƠNG" ', 'name = "" ', "must be one line"),
        ("[issuer]", "[issuer", "is not TOML"),
    ],
)
def test_what_a_template_can_get_wrong_is_named(tmp_path, old, new, words):
    assert words in "\n".join(faults_of(changed(tmp_path, (old, new))))


def test_a_file_that_is_no_template_is_told_in_one_sentence(tmp_path):
    missing = tmp_path / "none.toml"
    assert [str(missing) in line for line in faults_of(missing)] == [True]
    (tmp_path / "latin.toml").write_bytes("place = 'Bình'".encode("latin-1"))
    assert "UTF-8" in faults_of(tmp_path / "latin.toml")[0]
    (tmp_path / "long.toml").write_bytes(b"#" * 300_000)
    assert "longer" in faults_of(tmp_path / "long.toml")[0]


def test_texts_are_composed_whatever_the_editor_wrote(tmp_path):
    text = unicodedata.normalize("NFD", TEMPLATE.read_text(encoding="utf-8"))
    assert load_letter(written(tmp_path, text)) == load_letter(TEMPLATE)


def test_a_sentence_is_filled_and_one_without_its_figure_is_left_out():
    wording = Wording(published())
    assert wording.sentence("Thu về {thu_vao} phiếu, {ky}.") == "Thu về 280 phiếu, 6 tháng đầu năm 2024."
    assert wording.sentence("{ho_so} hồ sơ") == ""
    assert list(wording.sentences(["một", "{ty_le_tham_gia}", "hai"])) == ["một", "hai"]


def test_a_list_comes_once_a_line_and_what_is_not_known_of_one_unit_is_left_out():
    report = published(words={"phat_ra_theo_bo_phan": "Hộ tịch: 200\nĐịa chính: –\nTổ 1: 5", "phat_ra": "–"})
    wording = Wording(report)
    assert list(wording.sentences(["+ {phat_ra_theo_bo_phan} phiếu;"])) == [
        "+ Hộ tịch: 200 phiếu;",
        "+ Tổ 1: 05 phiếu;",
    ]
    assert wording.sentence("Phát ra {phat_ra} phiếu") == ""


def test_two_lists_in_one_sentence_go_side_by_side():
    words = {"phat_ra_theo_bo_phan": "A: 20\nB: –", "thu_vao_theo_bo_phan": "A: 10\nB: 30"}
    those = Wording(published(words=words)).sentences(["{phat_ra_theo_bo_phan}, {thu_vao_theo_bo_phan}"])
    assert list(those) == ["A: 20, A: 10"]


def test_an_agency_whose_desk_has_no_name_keeps_the_sentences_about_it():
    assert Wording(published(unit="")).sentence("tại {don_vi}") == "tại UBND thị trấn Bình Dương"


def test_counts_below_ten_are_written_as_the_tables_write_them():
    assert Wording(published()).sentence("{so_tieu_chi} nội dung") == "04 nội dung"
    plain = participation()
    assert Wording(published(tables=plain.tables)).sentence("{so_tieu_chi} nội dung") == "4 nội dung"


def test_a_figure_that_looks_like_a_placeholder_is_not_filled_again():
    assert Wording(published(agency="{ky}")).sentence("{co_quan}") == "{ky}"


def test_a_part_is_for_its_forms_and_one_that_lost_all_sentences_is_left_out():
    section = Section(
        "Kết quả",
        (
            Part("Chung"),
            Part("Hồ sơ", ("{ho_so}",)),
            Part("Của b", ("b",), forms=("b",)),
            Part(text=("mọi",)),
        ),
    )
    assert [part.heading for part, _ in Wording(published()).parts_of(section)] == ["Chung", ""]
    assert [part.heading for part, _ in Wording(participation()).parts_of(section)] == ["Chung", "Của b", ""]


def test_a_part_shows_the_tables_that_it_names_of_every_scale():
    table = published().tables[0]
    tables = [table, *(type(table)(key, "", table.columns, ()) for key in ("levels-2", "shares"))]
    report = published(tables=tuple(tables))
    assert [one.key for one in Part(tables=("levels",)).tables_of(report)] == ["levels", "levels-2"]
    assert len(Part().tables_of(report)) == 3


def test_an_agency_without_a_template_gets_a_letter_with_lines_to_write_on():
    letter = default_letter("UBND xã Tân Thành")
    assert letter.issuer == "UBND XÃ TÂN THÀNH"
    assert [section.heading for section in letter.sections][1:] == [
        "Đánh giá chung",
        "Nhiệm vụ trong thời gian tới",
    ]
    assert "…" in letter.sections[2].parts[0].text[0]
