"""A file of dossiers returned, as one-stop software and Excel write it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from central.catalogue import normal
from central.dossiers import Returned
from central.dossiers_file import MAX_BYTES, DossiersFileError, read, written
from central.pages.dossiers_words import sentences
from central.pages.texts import load_texts

TODAY = date(2026, 11, 21)
TEXTS = load_texts()
SPELLED = {
    "tu-phap": "tu-phap",
    "tu-phap-ho-tich": "tu-phap",
    "chung-thuc": "tu-phap",
    "dia-chinh": "dia-chinh",
}
PLAIN = "Ngày;Bộ phận;Số hồ sơ\n20/11/2026;Tư pháp;1.234\n2026-11-20;dia-chinh;7\n"
NUMBERS = [Returned(date(2026, 11, 20), "dia-chinh", 7), Returned(date(2026, 11, 20), "tu-phap", 1234)]


def find(text):
    return SPELLED.get(normal(text))


def numbers(text, encoding="utf-8"):
    return read(text.encode(encoding), find, TODAY)


def faults(text, language="vi"):
    with pytest.raises(DossiersFileError) as caught:
        numbers(text)
    return list(sentences(caught.value, TEXTS[language]))


def taken_or_told(content):
    """The numbers, or sentences in both languages; nothing else may come of it."""
    try:
        return read(content, find, TODAY)
    except DossiersFileError as error:
        return [list(sentences(error, texts)) for texts in TEXTS.values()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_whatever_excel_writes_is_read(encoding, delimiter, ending):
    assert numbers(PLAIN.replace(";", delimiter).replace("\n", ending), encoding) == NUMBERS


@pytest.mark.parametrize(
    "head",
    [
        "Ngày trả kết quả;Mã bộ phận;Số hồ sơ đã trả kết quả",
        "DATE;Department;Dossiers",
        '"Ngày";"Lĩnh vực";"SỐ LƯỢNG HỒ SƠ"',
    ],
)
def test_heads_may_be_vietnamese_or_english_in_any_spelling(head):
    assert numbers(PLAIN.replace("Ngày;Bộ phận;Số hồ sơ", head)) == NUMBERS


def test_other_columns_and_empty_rows_are_passed_over():
    text = "STT;Số hồ sơ;Ghi chú;Ngày;Bộ phận\n;;;;\n\n1;3;x;1/2/2026;Tư pháp\n;;;;\n"
    assert numbers(text) == [Returned(date(2026, 2, 1), "tu-phap", 3)]


def test_rows_of_one_department_in_two_spellings_add_up():
    text = "Ngày;Bộ phận;Số hồ sơ\n20/11/2026;Tư pháp;3\n20/11/2026;Chứng thực;4\n"
    assert numbers(text) == [Returned(date(2026, 11, 20), "tu-phap", 7)]


def test_all_faulty_rows_are_named_at_once_with_their_cures():
    text = (
        "Ngày;Bộ phận;Số hồ sơ\n31/02/2026;Tư pháp;3\n20/11/2026;Xây dựng;1,5\n22/11/2026;Tư pháp;3\n"
        "20/11/2026;Tư pháp;3\n20/11/2026;TƯ PHÁP;4\nTổng;;7\n"
    )
    unknown = "trong danh mục của cơ quan. Sửa lại, hoặc nhờ quản trị thêm tên gọi này vào danh mục."
    assert faults(text) == [
        "Dòng 2: ngày “31/02/2026” không đọc được. Viết như 21/11/2026; xóa dòng nếu là dòng tổng cộng.",
        f"Dòng 3: không có bộ phận “Xây dựng” {unknown}",
        "Dòng 3: số hồ sơ “1,5” không đọc được. Viết như 1234 hoặc 1.234, nhiều nhất 10000000.",
        "Dòng 4: ngày “22/11/2026” chưa đến. Sửa lại ngày.",
        "Dòng 6: bộ phận và ngày này đã có ở dòng 5. Cộng hai dòng lại hoặc xóa một dòng.",
        "Dòng 7: ngày “Tổng” không đọc được. Viết như 21/11/2026; xóa dòng nếu là dòng tổng cộng.",
        f"Dòng 7: không có bộ phận “” {unknown}",
    ]


def test_missing_and_doubled_columns_are_named():
    assert faults("Ngày;Ngày;Bộ phận\n", "en") == [
        "row 1: there is no column of dossiers. Name it “Số hồ sơ” or “Dossiers”.",
        "row 1: there is more than one column of days. Leave one.",
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "không có dòng số liệu"),
        ("Ngày;Bộ phận;Số hồ sơ\n".encode(), "không có dòng số liệu"),
        (PLAIN.encode("cp1258", "replace"), "Không đọc được chữ"),
        (PLAIN.encode("utf-16-le"), "Không đọc được chữ"),
        (b"\xff\xfe\x00", "Không đọc được chữ"),
        (b"a" * (MAX_BYTES + 1), "lớn hơn 1024 KB"),
    ],
)
def test_what_is_no_such_file_is_told_in_one_sentence(content, said):
    with pytest.raises(DossiersFileError) as caught:
        read(content, find, TODAY)
    (sentence,) = sentences(caught.value, TEXTS["vi"])
    assert said in sentence


def test_a_long_list_of_faults_ends_with_how_many_there_are_more():
    text = "Ngày;Bộ phận;Số hồ sơ\n" + "x;Tư pháp;1\n" * 205
    told = faults(text)
    assert len(told) == 201
    assert told[-1] == "… và 5 lỗi nữa."


def test_the_plain_form_says_the_same():
    assert numbers(written(NUMBERS)) == NUMBERS


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda one: one.encode(errors="replace")))
def test_no_bytes_lead_to_anything_but_numbers_or_its_own_fault(content):
    assert taken_or_told(content)


_CELLS = st.one_of(
    st.sampled_from(["20/11/2026", "2026-11-20", "tu-phap", "Tư pháp", "7", "1.234", "-1", ""]),
    st.text(max_size=8),
)


@given(st.lists(st.lists(_CELLS, max_size=4), max_size=6), st.sampled_from(";,\t"))
def test_no_cells_do_either(rows, delimiter):
    head = delimiter.join(["Ngày", "Bộ phận", "Số hồ sơ"])
    text = "\n".join([head, *(delimiter.join(cells) for cells in rows)])
    assert taken_or_told(text.encode(errors="replace"))


@st.composite
def _files(draw):
    """Rows of one spelling a day each, in any order and form, and what they sum to."""
    days = st.dates(date(2026, 1, 1), TODAY)
    spellings = st.sampled_from(["Tư pháp", "chung thuc", "ĐỊA CHÍNH"])
    numbers = st.integers(0, 9_999_999)
    rows = draw(
        st.lists(st.tuples(days, spellings, numbers), min_size=1, unique_by=lambda row: row[:2], max_size=20)
    )
    day_form = draw(st.sampled_from(["%d/%m/%Y", "%Y-%m-%d"]))
    points = draw(st.booleans())
    delimiter = draw(st.sampled_from([";", ",", "\t"]))
    lines = [["Ngày", "Bộ phận", "Số hồ sơ"]]
    lines += [
        [day.strftime(day_form), spelling, f"{number:,}".replace(",", ".") if points else str(number)]
        for day, spelling, number in rows
    ]
    text = "\r\n".join(delimiter.join(line) for line in lines)
    return text.encode(draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))), rows


@given(_files())
def test_accepted_rows_sum_to_what_was_written(file):
    content, rows = file
    told = read(content, find, TODAY)
    assert sum(one.number for one in told) == sum(number for _, _, number in rows)
    assert {one.day for one in told} == {day for day, _, _ in rows}
    assert len({(one.day, one.department) for one in told}) == len(told)


def test_a_day_that_is_still_to_come_is_none_of_them():
    tomorrow = TODAY + timedelta(days=1)
    assert len(faults(f"Ngày;Bộ phận;Số hồ sơ\n{tomorrow};Tư pháp;1\n")) == 1
