"""Reads one table of a TOML document: typed values, every fault noted, unknown keys refused."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import time
from pathlib import Path
from typing import Any

from kiosk.config.faults import FaultList
from kiosk.config.message import Message
from kiosk.config.places import is_no_file, is_no_folder

CODE = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")
CLOCK = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
MAX_CODE = 64
MAX_TEXT = 200
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_NOT_ON_ONE_LINE = {"Cc", "Cs", "Zl", "Zp"}  # control, half a character, line and paragraph separators


class Table:
    """A table of the document. A wrong value is noted as a fault, and reading goes on with a stand-in."""

    def __init__(self, members: Mapping[str, Any], key: str, faults: FaultList) -> None:
        self.key = key
        self._members = members
        self._faults = faults
        self._asked: set[str] = set()
        self._tables: dict[str, Table] = {}
        self._inner: list[Table] = []

    def has(self, key: str) -> bool:
        """Whether the key is written here."""
        return key in self._members

    def fault(self, key: str, what: Message, cure: Message) -> None:
        """Note a fault of a key of this table; an empty key means the table itself."""
        self._faults.add(self._full(key), what, cure)

    def text(self, key: str, default: str | None = None, *, example: str = "…", limit: int = MAX_TEXT) -> str:
        """One line of text in NFC, not empty; required where there is no default."""
        value = self._value(key, required=default is None, example=f'"{example}"')
        if value is None:
            return default or ""
        if not isinstance(value, str) or not _is_one_line(value, limit):
            return self._expected(
                key,
                Message(
                    f"phải là chữ trên một dòng, 1–{limit} ký tự", f"must be one line of 1–{limit} letters"
                ),
                f'"{default or example}"',
            )
        return unicodedata.normalize("NFC", value).strip()

    def paragraphs(self, key: str, *, limit: int) -> tuple[str, ...]:
        """The lines of a text in NFC, empty ones left out; none where the key is not there."""
        value = self._value(key)
        if value is None:
            return ()
        lines = [line for line in value.splitlines() if line.strip()] if isinstance(value, str) else [""]
        if not all(_is_one_line(line, limit) for line in lines):
            self._expected(
                key,
                Message(
                    f"phải là chữ, mỗi dòng nhiều nhất {limit} ký tự",
                    f"must be text, no line longer than {limit} letters",
                ),
                '"""…"""',
            )
            return ()
        return tuple(unicodedata.normalize("NFC", line).strip() for line in lines)

    def code(self, key: str, *, example: str) -> str:
        """A name for programs, required: lower-case letters and digits, parted by - _ or a point."""
        value = self.text(key, example=example, limit=MAX_CODE)
        if value and not CODE.fullmatch(value):
            return self._expected(
                key,
                Message(
                    "phải là chữ thường không dấu a–z, chữ số, nối bằng - _ hoặc dấu chấm",
                    "must be lower-case letters a–z and digits, joined by - _ or a point",
                ),
                f'"{example}"',
            )
        return value

    def integer(self, key: str, default: int, *, low: int, high: int) -> int:
        """A whole number from `low` to `high`."""
        value = self._value(key)
        if value is None:
            return default
        if type(value) is not int or not low <= value <= high:
            self._expected(
                key,
                Message(
                    f"phải là số nguyên từ {low} đến {high}", f"must be a whole number from {low} to {high}"
                ),
                str(default),
            )
            return default
        return value

    def number(self, key: str, *, low: float, high: float) -> float | None:
        """A number from `low` to `high`, or None where the key is not there."""
        value = self._value(key)
        if value is None:
            return None
        if type(value) not in (int, float) or not low <= value <= high:
            self._expected(
                key,
                Message(f"phải là số từ {low:g} đến {high:g}", f"must be a number from {low:g} to {high:g}"),
                f"{low:g}",
            )
            return None
        return float(value)

    def flag(self, key: str, default: bool | None = None) -> bool:
        """`true` or `false`; required where there is no default."""
        value = self._value(key, required=default is None, example="true")
        if value is None:
            return bool(default)
        if type(value) is not bool:
            self._expected(
                key, Message("phải là true hoặc false", "must be true or false"), str(bool(default)).lower()
            )
            return bool(default)
        return value

    def choice(self, key: str, default: str, options: Sequence[str]) -> str:
        """One of the words in `options`."""
        value = self.text(key, default)
        if value in options:
            return value
        if value:
            listed = ", ".join(f'"{one}"' for one in options)
            self._expected(
                key, Message(f"phải là một trong: {listed}", f"must be one of: {listed}"), f'"{default}"'
            )
        return default

    def path(self, key: str, folder: Path, *, example: str, required: bool = False) -> Path | None:
        """A file's path, relative to `folder`, or None; kept to the byte, for file names know no NFC."""
        path = self._place(key, folder, example, required=required)
        if path and is_no_file(path):
            what = Message("là thư mục hoặc thiết bị, không phải tệp", "is no file")
            self._expected(key, what, f'"{example}"')
            return None
        return path

    def folder(self, key: str, folder: Path, *, example: str) -> Path | None:
        """A folder's path, relative to `folder`, or None; it need not be there yet."""
        path = self._place(key, folder, example)
        if path and is_no_folder(path):
            self._expected(key, Message("không phải thư mục", "is no folder"), f'"{example}"')
            return None
        return path

    def clock(self, key: str, *, example: str) -> time | None:
        """A time of day such as "18:00", or None where the key is not there."""
        value = self._value(key)
        if value is None:
            return None
        if not isinstance(value, str) or not CLOCK.fullmatch(value):
            self._expected(
                key,
                Message('phải là giờ dạng "giờ:phút"', 'must be a time as "hours:minutes"'),
                f'"{example}"',
            )
            return None
        return time.fromisoformat(value)

    def pair(self, key: str, *, low: int, high: int, example: str) -> tuple[int, int] | None:
        """Two whole numbers in brackets, or None."""
        value = self._value(key)
        if value is None:
            return None
        if (
            isinstance(value, list)
            and [type(one) for one in value] == [int, int]
            and low <= min(value)
            and max(value) <= high
        ):
            return value[0], value[1]
        self._expected(
            key,
            Message(
                f"phải là hai số nguyên từ {low} đến {high}",
                f"must be two whole numbers from {low} to {high}",
            ),
            example,
        )
        return None

    def words(
        self, key: str, default: Sequence[str], shape: re.Pattern[str], example: str
    ) -> tuple[str, ...]:
        """A list of different texts of one shape, not empty."""
        value = self._value(key)
        if value is None:
            return tuple(default)
        if (
            not isinstance(value, list)
            or not value
            or not all(isinstance(one, str) and shape.fullmatch(one) for one in value)
            or len(set(value)) < len(value)
        ):
            self._expected(
                key,
                Message(
                    "phải là danh sách không trống, không lặp, đúng dạng",
                    "must be a list of that form, not empty and without repeats",
                ),
                example,
            )
            return tuple(default)
        return tuple(value)

    def languages(self, key: str, default: Sequence[str]) -> tuple[str, ...]:
        """Codes of languages such as "vi" or "en"."""
        return self.words(key, default, _LANGUAGE, '["vi", "en"]')

    def texts(self, key: str, *, limit: int = MAX_TEXT) -> dict[str, str]:
        """Language code to text, as in `texts.en = "…"`."""
        inner = self.table(key)
        texts = {}
        for language in inner.written():
            text = inner.text(language, limit=limit)
            if _LANGUAGE.fullmatch(language):
                texts[language] = text
            else:
                inner.fault(
                    language,
                    Message("không phải mã ngôn ngữ", "is no code of a language"),
                    Message('dùng mã như "en" hoặc "km"', 'use a code such as "en" or "km"'),
                )
        return texts

    def written(self) -> list[str]:
        """The keys that are written here."""
        return list(self._members)

    def table(self, key: str) -> Table:
        """The table under a key, one object however often it is asked for; empty where it is not there."""
        if key in self._tables:
            return self._tables[key]
        value = self._value(key)
        if value is not None and not isinstance(value, dict):
            self._expected_table(key, f"[{self._full(key)}]")
            value = None
        self._tables[key] = self._opened(value or {}, self._full(key))
        return self._tables[key]

    def tables(self, key: str) -> list[Table]:
        """The `[[key]]` tables, in order."""
        value = self._value(key)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self._expected_table(key, f"[[{self._full(key)}]]")
            return []
        return [self._opened(one, f"{self._full(key)}.{number}") for number, one in enumerate(value, 1)]

    def close(self) -> None:
        """Note the keys, here and in the tables within, that nothing asked for."""
        for key in self._members:
            if key not in self._asked:
                self._unknown(key)
        for inner in self._inner:
            inner.close()

    def _opened(self, members: Mapping[str, Any], key: str) -> Table:
        inner = Table(members, key, self._faults)
        self._inner.append(inner)
        return inner

    def _full(self, key: str) -> str:
        return ".".join(part for part in (self.key, key) if part)

    def _value(self, key: str, *, required: bool = False, example: str = "") -> Any:
        self._asked.add(key)
        value = self._members.get(key)
        if value is None and required:
            self.fault(
                key,
                Message("còn thiếu", "is missing"),
                Message(f"thêm dòng: {key} = {example}", f"add the line: {key} = {example}"),
            )
        return value

    def _place(self, key: str, folder: Path, example: str, *, required: bool = False) -> Path | None:
        value = self._value(key, required=required, example=f'"{example}"')
        if value is None:
            return None
        if isinstance(value, str) and _is_one_line(value, limit=1024):
            return folder / value
        self._expected(key, Message("phải là đường dẫn", "must be a path"), f'"{example}"')
        return None

    def _expected(self, key: str, what: Message, example: str) -> str:
        line = f"{key} = {example}"
        self.fault(key, what, Message(f"viết lại, ví dụ: {line}", f"write it anew, for example: {line}"))
        return ""

    def _expected_table(self, key: str, heading: str) -> None:
        self.fault(
            key,
            Message("phải là một mục riêng", "must be a table"),
            Message(f"mở đầu bằng dòng {heading}", f"begin it with the line {heading}"),
        )

    def _unknown(self, key: str) -> None:
        import difflib  # noqa: PLC0415 - only a mistyped key needs it

        near = difflib.get_close_matches(key, self._asked, n=1)
        cure = (
            Message(f'có phải "{near[0]}" không? Nếu không, xóa đi', f'is "{near[0]}" meant? Else remove it')
            if near
            else Message("xóa đi, hoặc xem các khóa trong tệp mẫu", "remove it, or see the example's keys")
        )
        self.fault(key, Message("không có khóa nào tên như vậy", "there is no such key"), cure)


def _is_one_line(text: str, limit: int) -> bool:
    return (
        bool(text.strip())
        and len(text) <= limit
        and not _NOT_ON_ONE_LINE.intersection(map(unicodedata.category, text))
    )
