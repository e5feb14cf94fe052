"""The template file of a letter: TOML to a checked `Letter`, or every fault at once."""

from __future__ import annotations

import difflib
import re
import tomllib
from pathlib import Path
from typing import Any

from kiosk.config.faults import ConfigError, Fault, FaultList
from kiosk.config.lines import lines_of
from kiosk.config.message import Message
from kiosk.config.reasons import reason_of
from kiosk.config.report import read_report
from kiosk.config.table import Table
from kiosk.config.toml_sentences import in_both
from kiosk.reports.letter import (
    FORMS,
    PLACEHOLDER,
    SHOWS,
    TABLE_KEYS,
    TABLES,
    Letter,
    Part,
    Section,
    Signer,
    names_in,
)
from kiosk.reports.words import KNOWN

LetterFileError = ConfigError  # for who may not import kiosk.config
MAX_FILE_BYTES = 256 * 1024
_LONGEST = 4000
_EXAMPLE = Message(
    "so với tệp mẫu assets/reports/bao-cao-mau.toml",
    "compare it with the example assets/reports/bao-cao-mau.toml",
)


def load_letter(file: Path) -> Letter:
    """The letter in a template file; raises ConfigError with all faults."""
    text = _read(file)
    document = _parse(file, text)
    faults = FaultList(file, lines_of(text))
    root = Table(document, "", faults)
    letter = _letter(root)
    root.close()
    if faults.faults:
        raise ConfigError(faults.faults)
    return letter


def _read(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            content = stream.read(MAX_FILE_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a path with a zero byte
        reason = reason_of(error) if isinstance(error, OSError) else Message(str(error), str(error))
        what = Message(f"không đọc được mẫu báo cáo ({reason.vi})", f"can't be read ({reason.en})")
        cure = Message("kiểm tra đường dẫn và quyền đọc tệp", "check the path and the file's rights")
        raise _fault(file, what, cure) from None
    if len(content) > MAX_FILE_BYTES:
        what = Message(f"dài hơn {MAX_FILE_BYTES} byte", f"is longer than {MAX_FILE_BYTES} bytes")
        raise _fault(file, what, Message("chỉ đúng tệp mẫu", "name the right template"))
    try:
        return content.decode("utf-8-sig")  # Notepad puts a byte order mark before the text
    except UnicodeDecodeError:
        what = Message("không phải văn bản UTF-8", "is not UTF-8 text")
        cure = Message('lưu lại với mã "UTF-8"', 'save it with the encoding "UTF-8"')
        raise _fault(file, what, cure) from None


def _parse(file: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        told = in_both(str(error))
        what = Message(f"không đúng cú pháp TOML: {told.vi}", f"is not TOML: {told.en}")
        raise _fault(file, what, _EXAMPLE) from None


def _fault(file: Path, what: Message, cure: Message) -> ConfigError:
    return ConfigError([Fault(str(file), "", None, what, cure)])


def _letter(root: Table) -> Letter:
    issuer, document = root.table("issuer"), root.table("document")
    return Letter(
        issuer=issuer.text("name", example="UBND THỊ TRẤN BÌNH DƯƠNG"),
        superior=_line(issuer, "superior"),
        place=_line(issuer, "place"),
        symbol=_symbol(issuer),
        subject=_subject(document),
        opening=_sentences(document, "opening"),
        closing=" ".join(_sentences(document, "closing")),
        sections=_sections(root),
        signer=_signer(root.table("signer")),
        recipients=root.table("recipients").paragraphs("lines", limit=_LONGEST),
        settings=read_report(root.table("report")) if root.has("report") else None,
    )


def _line(table: Table, key: str) -> str:
    """A text that may be left empty."""
    return " ".join(table.paragraphs(key, limit=_LONGEST))


def _symbol(table: Table) -> str:
    symbol = table.text("symbol", example="/BC-UBND")
    if symbol and not symbol.startswith("/"):
        table.fault(
            "symbol",
            Message("phải bắt đầu bằng dấu /", "must begin with a stroke"),
            Message(
                'viết lại, ví dụ: symbol = "/BC-UBND"', 'write it anew, for example: symbol = "/BC-UBND"'
            ),
        )
    return symbol


def _subject(table: Table) -> str:
    subject = table.text("subject", example="{tieu_de} {ky}", limit=_LONGEST)
    _check_names(table, "subject", subject)
    return subject


def _sentences(table: Table, key: str) -> tuple[str, ...]:
    lines = table.paragraphs(key, limit=_LONGEST)
    for line in lines:
        _check_names(table, key, line)
    return lines


def _check_names(table: Table, key: str, text: str) -> None:
    for name in names_in(text):
        if name not in KNOWN:
            near = difflib.get_close_matches(name, sorted(KNOWN), n=1) or sorted(KNOWN)
            listed = ", ".join(f"{{{one}}}" for one in near)
            table.fault(
                key,
                Message(f"không có số liệu nào tên {{{name}}}", f"there is no figure named {{{name}}}"),
                Message(f"dùng {listed}", f"use {listed}"),
            )
    if set(PLACEHOLDER.sub("", text)) & {"{", "}"}:
        table.fault(
            key,
            Message("có dấu ngoặc nhọn lẻ", "has a brace without its partner"),
            Message("viết tên số liệu giữa { và }", "write a figure's name between { and }"),
        )


def _sections(root: Table) -> tuple[Section, ...]:
    tables = root.tables("sections")
    sections = tuple(_section(table) for table in tables)
    shown = {
        form for one in sections for part in one.parts if TABLES in part.shows for form in part.forms or FORMS
    }
    if missing := [form for form in FORMS if form not in shown]:
        root.fault(
            "sections",
            Message(
                f"không có phần nào in bảng số liệu của biểu {', '.join(missing)}",
                f"no part shows the tables of form {', '.join(missing)}",
            ),
            Message('thêm shows = ["tables"] vào một phần', 'add shows = ["tables"] to a part'),
        )
    return sections


def _section(table: Table) -> Section:
    heading = table.text("heading", example="Kết quả thực hiện")
    return Section(heading, tuple(_part(one) for one in table.tables("parts")))


def _part(table: Table) -> Part:
    return Part(
        heading=_line(table, "heading"),
        text=_sentences(table, "text"),
        shows=table.words("shows", (), _one_of(SHOWS), '["tables", "charts", "remarks"]'),
        forms=table.words("forms", (), _one_of(FORMS), '["a", "b"]'),
        tables=table.words("tables", (), _one_of(TABLE_KEYS), '["levels", "shares"]'),
    )


def _one_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(words))


def _signer(table: Table) -> Signer:
    return Signer(
        authority=table.paragraphs("authority", limit=_LONGEST),
        title=table.text("title", example="CHỦ TỊCH"),
        name=_line(table, "name"),
    )
