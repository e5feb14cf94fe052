"""A configuration as setup begins with it, the answers in it, and the text with other answers."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kiosk.config import ADMIN, Message
from kiosk.setup.answers import Answers, DepartmentAnswer, free_code
from kiosk.setup.rules import tidied
from kiosk.setup.toml_lines import TomlLines

PLACE_OF_DATA = {Path("/etc/hai-long/config.toml"): Path("/var/lib/hai-long")}
"""Where the journal and the secrets belong for a configuration that stands where Linux keeps those."""
_USUAL = Path("var")  # beside the configuration, elsewhere
_PATHS = (
    ("journal", "path", "journal.sqlite"),
    ("sync", "token_file", "token"),
    ("access", "pins_file", "pins.toml"),
)


class UnchangeableError(Exception):
    """The text is written so that setup can't change it; `message` says it in one sentence."""

    def __init__(self, source: Path) -> None:
        self.message = Message(
            f"{source}: cách viết của tệp này không sửa tự động được; viết mỗi khóa trên một dòng"
            " như tệp mẫu, hoặc sửa tay",
            f"{source}: is written so that it can't be changed by a program; write each key on a line of its"
            " own, as the example does, or change it by hand",
        )
        super().__init__(self.message.en)


@dataclass(frozen=True)
class Base:
    """What is begun with: the former configuration, one that was given, or the product's example.

    `standing` is the document that holds on this PC until now: its journal and secrets stay where they are.
    """

    text: str
    source: Path
    former: bool = False
    example: bool = False
    standing: Mapping[str, Any] = field(default_factory=dict)
    document: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "document", tomllib.loads(self.text))

    def answers(self) -> Answers:
        """What it says already. The example's town is nobody's."""
        departments = tuple(
            DepartmentAnswer(one["name"], one["code"], one.get("names", {}))
            for one in self.document["departments"]
        )
        answers = Answers(
            unit=self._text("agency", "unit"),
            counter=self._text("device", "counter"),
            departments=departments,
            keeps_codes=self.former,
        )
        if self.example:
            return answers
        return replace(
            answers,
            endpoint=self._text("sync", "endpoint"),
            agency=self._text("agency", "name"),
            device=self._text("device", "id"),
        )

    def _text(self, table: str, key: str) -> str:
        return str(self.document.get(table, {}).get(key, ""))

    def with_answers(self, answers: Answers, target: Path, proxy: str = "") -> str:
        """The text with these answers, for a file at `target`; raises UnchangeableError."""
        change = _Change(TomlLines(self.text), tomllib.loads(self.text))
        for table, key, value in (
            ("agency", "name", answers.agency),
            ("agency", "unit", answers.unit),
            ("device", "id", answers.device),
            ("device", "counter", answers.counter),
            ("sync", "endpoint", answers.endpoint),
        ):
            change.put(table, key, value)
        if proxy:
            change.put("sync", "proxy", proxy)
        self._put_paths(change, target)
        change.put_departments(answers.departments)
        text = change.lines.text
        if not _says(text, change.document):
            raise UnchangeableError(self.source)
        return self.text if tomllib.loads(text) == self.document else text

    def _put_paths(self, change: _Change, target: Path) -> None:
        """What is relative in a new configuration goes where the platform keeps data; none may be missing."""
        folder = PLACE_OF_DATA.get(target)
        for table, key, usual in _PATHS:
            place = self.standing.get(table, {}).get(key)
            path = Path(self._text(table, key) or _USUAL / usual)
            if folder and not path.is_absolute():
                path = folder / path.name
            change.put(table, key, place or path.as_posix())


@dataclass
class _Change:
    """The same changes in the lines and in what they should say."""

    lines: TomlLines
    document: dict[str, Any]

    def put(self, table: str, key: str, value: str) -> None:
        """An empty value drops the key."""
        members = self.document.setdefault(table, {})
        if members.get(key, "") == value:
            return
        if value:
            members[key] = value
            self.lines.put(table, key, value)
        else:
            del members[key]
            self.lines.drop(table, key)

    def put_departments(self, departments: tuple[DepartmentAnswer, ...]) -> None:
        """Written anew where anything about them differs."""
        wanted = [_members(one) for one in departments]
        if wanted == self.document["departments"]:
            return
        self.document["departments"] = wanted
        self.lines.put_tables("departments", [_flat(one) for one in wanted])


def _members(one: DepartmentAnswer) -> dict[str, Any]:
    members: dict[str, Any] = {"code": one.code, "name": one.name}
    return {**members, "names": dict(one.names)} if one.names else members


def _flat(members: dict[str, Any]) -> dict[str, str]:
    names = {f"names.{language}": name for language, name in members.get("names", {}).items()}
    return {"code": members["code"], "name": members["name"], **names}


def _says(text: str, document: dict[str, Any]) -> bool:
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return _filled(said) == _filled(document)


def _filled(document: dict[str, Any]) -> dict[str, Any]:
    """Without tables that hold nothing."""
    return {key: value for key, value in document.items() if value != {}}


def coded(names: Sequence[str], known: Sequence[DepartmentAnswer] = ()) -> tuple[DepartmentAnswer, ...]:
    """Departments by name, each with a code of its own; `code=name` says it.

    One that is `known` by this name stays as it is: ballots may have been counted under its code.
    """
    named = {one.name: one for one in known}
    found: list[DepartmentAnswer] = []
    for text in names:
        code, equals, name = (part.strip() for part in text.partition("="))
        if equals:
            found.append(DepartmentAnswer(tidied(name), code))
            continue
        taken = {one.code for one in (*known, *found)} | {ADMIN}
        name = tidied(text)
        found.append(named.get(name) or DepartmentAnswer(name, free_code(name, taken)))
    return tuple(found)
