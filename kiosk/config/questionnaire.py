"""The questionnaire of a configuration: departments, criteria, levels and reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from kiosk.config.message import Message
from kiosk.config.table import Table
from kiosk.domain.canonical import MAX_LINE_BYTES
from kiosk.domain.entries import QuestionnaireShown, line_of
from kiosk.domain.ports import ADMIN
from kiosk.domain.questionnaire import Criterion, Department, Factor, Level, Questionnaire, Reason

_FEWEST_LEVELS, _MOST_LEVELS = 2, 5


def read_questionnaire(document: Table) -> Questionnaire:
    """What departments, factors, criteria, levels and reasons the file has; faults are noted."""
    departments, factors, criteria, levels, reasons = (
        document.tables(key) for key in ("departments", "factors", "criteria", "levels", "reasons")
    )
    groups = tuple(
        Factor(one.code("code", example="thu-tuc"), one.text("text"), one.texts("texts")) for one in factors
    )
    questionnaire = Questionnaire(
        departments=tuple(_department(one) for one in departments),
        criteria=tuple(_criterion(one, groups) for one in criteria),
        levels=tuple(_level(one) for one in levels),
        reasons=tuple(
            Reason(one.code("code", example="cham-hen"), one.text("text"), one.texts("texts"))
            for one in reasons
        ),
        factors=groups,
    )
    for tables, key, values in (
        (departments, "code", (one.code for one in questionnaire.departments)),
        (departments, "name", (one.name for one in questionnaire.departments)),
        (factors, "code", (one.code for one in questionnaire.factors)),
        (factors, "text", (one.text for one in questionnaire.factors)),
        (criteria, "code", (one.code for one in questionnaire.criteria)),
        (criteria, "text", (one.text for one in questionnaire.criteria)),
        (levels, "code", (one.code for one in questionnaire.levels)),
        (levels, "text", (one.text for one in questionnaire.levels)),
        (reasons, "code", (one.code for one in questionnaire.reasons)),
        (reasons, "text", (one.text for one in questionnaire.reasons)),
    ):
        _refuse_doubles(zip(tables, values, strict=True), key)
    _check_counts(document, questionnaire)
    _check_size(document, questionnaire)
    return questionnaire


def _department(table: Table) -> Department:
    code = table.code("code", example="tu-phap-ho-tich")
    if code == ADMIN:
        table.fault(
            "code",
            Message('"admin" là tên của mã PIN quản trị', '"admin" is the name of the administrator\'s PIN'),
            Message("đặt mã khác cho bộ phận", "give the department another code"),
        )
    return Department(code, table.text("name", example="Tư pháp – Hộ tịch"), table.texts("names"))


def _criterion(table: Table, factors: Sequence[Factor]) -> Criterion:
    code, text, texts = table.code("code", example="thoi-gian"), table.text("text"), table.texts("texts")
    factor = table.code("factor", example="thu-tuc") if table.has("factor") else ""
    if factor and factor not in {one.code for one in factors}:
        table.fault(
            "factor",
            Message(f'không có yếu tố nào mã "{factor}"', f'there is no factor "{factor}"'),
            Message(
                "thêm mục [[factors]] có mã này, hoặc sửa mã", "add a [[factors]] of that code, or mend it"
            ),
        )
    return Criterion(code, text, texts, factor)


def _level(table: Table) -> Level:
    return Level(
        table.code("code", example="very_satisfied"),
        table.text("text", example="Rất hài lòng"),
        table.texts("texts"),
        table.flag("satisfied"),
    )


def _refuse_doubles(values: Iterable[tuple[Table, str]], key: str) -> None:
    met = set()
    for table, value in values:
        if value and value in met:
            table.fault(
                key,
                Message(f'"{value}" đã có ở mục trên', f'"{value}" stands above already'),
                Message("đặt tên khác, hoặc xóa mục lặp", "name it otherwise, or remove the repetition"),
            )
        met.add(value)


def _check_counts(document: Table, questionnaire: Questionnaire) -> None:
    for key, those in (("departments", questionnaire.departments), ("criteria", questionnaire.criteria)):
        if not those:
            document.fault(
                key,
                Message("phải có ít nhất một mục", "at least one is needed"),
                Message(f"thêm một mục [[{key}]] như trong tệp mẫu", f"add a [[{key}]] as in the example"),
            )
    levels = questionnaire.levels
    if not _FEWEST_LEVELS <= len(levels) <= _MOST_LEVELS:
        document.fault(
            "levels",
            Message("phải có từ 2 đến 5 mức độ", "there must be 2 to 5 levels"),
            Message("thêm hoặc bớt mục [[levels]]", "add or remove [[levels]]"),
        )
    elif len({level.satisfied for level in levels}) == 1:
        document.fault(
            "levels",
            Message(
                "phải có mức độ hài lòng và mức độ không hài lòng",
                "some levels must count as satisfied and some not",
            ),
            Message(
                "ghi satisfied = true hoặc false cho từng mức độ",
                "say satisfied = true or false for each level",
            ),
        )


def _check_size(document: Table, questionnaire: Questionnaire) -> None:
    """A questionnaire travels as one journal line."""
    entry = QuestionnaireShown(at=datetime(2026, 1, 1, tzinfo=UTC), questionnaire=questionnaire)
    size = len(line_of(entry).encode())
    if size > MAX_LINE_BYTES:
        document.fault(
            "",
            Message(
                f"bộ tiêu chí dài {size} byte, nhiều nhất là {MAX_LINE_BYTES}",
                f"the questionnaire takes {size} bytes; at most {MAX_LINE_BYTES} are possible",
            ),
            Message(
                "rút gọn tên, bớt bộ phận hoặc bớt ngôn ngữ",
                "shorten names, or drop departments or languages",
            ),
        )
