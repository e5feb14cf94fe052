"""config.toml to checked settings: either a `Config`, or every fault at once."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.config.addresses import read_endpoint, read_proxy
from kiosk.config.faults import ConfigError, Fault, FaultList
from kiosk.config.invite import read_invite
from kiosk.config.lines import lines_of
from kiosk.config.message import Message
from kiosk.config.notice import read_notice
from kiosk.config.office import read_office
from kiosk.config.overrides import Override, apply
from kiosk.config.questionnaire import read_questionnaire
from kiosk.config.reasons import reason_of
from kiosk.config.report import read_report
from kiosk.config.settings import (
    Agency,
    Config,
    Device,
    DisplaySettings,
    JournalSettings,
    SyncSettings,
)
from kiosk.config.table import Table
from kiosk.config.toml_sentences import in_both
from kiosk.config.watchdog import read_watchdog
from kiosk.domain.desk_state import DeskSettings
from kiosk.domain.entries import Mode

MAX_FILE_BYTES = 256 * 1024
_DAY_MINUTES = 24 * 60
_STEPS = [minutes for minutes in range(1, 60) if 60 % minutes == 0] + [
    hours * 60 for hours in range(1, 25) if 24 % hours == 0
]
_FEWEST_DAYS_KEPT = 400
# F1 opens Kivy's settings panel and Escape ends programs: neither is left to choose.
_KEYS = tuple(f"f{number}" for number in range(2, 13))


def load(file: Path, overrides: Sequence[Override] = ()) -> Config:
    """The configuration in `file`, with `overrides` put over it; raises ConfigError with all faults."""
    text = _read(file)
    document = _parse(file, text)
    faults = FaultList(file, lines_of(text), [one.key for one in overrides])
    apply(overrides, document, faults)
    root = Table(document, "", faults)
    config = _config(file, root)
    root.close()
    if faults.faults:
        raise ConfigError(faults.faults)
    return config


def _read(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            content = stream.read(MAX_FILE_BYTES + 1)
        if len(content) > MAX_FILE_BYTES:
            raise ConfigError([_too_long(file)])
        return content.decode("utf-8-sig")  # Notepad puts a byte order mark before the text
    except UnicodeDecodeError:
        what = Message("không phải văn bản UTF-8", "is not UTF-8 text")
        cure = Message('lưu lại với mã "UTF-8"', 'save it with the encoding "UTF-8"')
    except (OSError, ValueError) as error:  # ValueError: a path with a zero byte
        reason = reason_of(error) if isinstance(error, OSError) else Message(str(error), str(error))
        what = Message(
            f"không đọc được tệp cấu hình ({reason.vi})", f"the configuration can't be read ({reason.en})"
        )
        cure = Message(
            "kiểm tra đường dẫn sau --config và quyền đọc tệp", "check the path after --config and its rights"
        )
    raise ConfigError([Fault(str(file), "", None, what, cure)])


def _too_long(file: Path) -> Fault:
    return Fault(
        str(file),
        "",
        None,
        Message(f"dài hơn {MAX_FILE_BYTES} byte", f"is longer than {MAX_FILE_BYTES} bytes"),
        Message("chỉ đúng tệp config.toml", "name the right config.toml"),
    )


def _parse(file: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        told = in_both(str(error))
        what = Message(f"không đúng cú pháp TOML: {told.vi}", f"is not TOML: {told.en}")
        cure = Message("sửa dòng được nêu, so với tệp mẫu", "mend that line, compare it with the example")
        raise ConfigError([Fault(str(file), "", None, what, cure)]) from None


def _config(file: Path, root: Table) -> Config:
    folder = file.parent
    agency, desk, questionnaire = root.table("agency"), _desk(root), read_questionnaire(root)
    return Config(
        file=file,
        zone=_zone(agency),
        agency=_agency(agency),
        device=_device(root.table("device")),
        journal=_journal(root.table("journal"), folder),
        sync=_sync(root.table("sync"), folder),
        pins_file=root.table("access").path("pins_file", folder, example="var/pins.toml"),
        desk=desk,
        display=_display(root, folder),
        notice=read_notice(root, desk.languages[0]),
        invite=read_invite(root.table("invite"), folder),
        watchdog=read_watchdog(root.table("watchdog")),
        report=read_report(root.table("report"), questionnaire),
        questionnaire=questionnaire,
    )


def _agency(table: Table) -> Agency:
    return Agency(
        table.text("name", example="UBND thị trấn Bình Dương"),
        _or_empty(table, "unit"),
        _or_empty(table, "hotline"),
    )


def _or_empty(table: Table, key: str) -> str:
    return table.text(key, "") if table.has(key) else ""


def _zone(table: Table) -> ZoneInfo:
    name = table.text("time_zone", "Asia/Ho_Chi_Minh")
    try:
        return ZoneInfo(name or "UTC")
    except (KeyError, ValueError, OSError):  # not there; a path; a folder such as "Asia"
        table.fault(
            "time_zone",
            Message("không phải tên múi giờ", "is no name of a time zone"),
            Message('dùng "Asia/Ho_Chi_Minh"', 'use "Asia/Ho_Chi_Minh"'),
        )
        return ZoneInfo("UTC")


def _device(table: Table) -> Device:
    return Device(table.code("id", example="binhduong-01"), _or_empty(table, "counter"))


def _journal(table: Table, folder: Path) -> JournalSettings:
    days = table.integer("retention_days", 0, low=0, high=36_500)
    if 0 < days < _FEWEST_DAYS_KEPT:
        table.fault(
            "retention_days",
            Message("phải là 0 (giữ mãi) hoặc từ 400 ngày", "must be 0 (kept for ever) or at least 400 days"),
            Message("ghi 0 nếu không chắc", "write 0 if in doubt"),
        )
    path = table.path("path", folder, example="var/journal.sqlite", required=True)
    return JournalSettings(path or folder, days)


def _sync(table: Table, folder: Path) -> SyncSettings:
    return SyncSettings(
        endpoint=read_endpoint(table),
        token_file=table.path("token_file", folder, example="var/token"),
        proxy=read_proxy(table),
    )


def _step(table: Table) -> int:
    minutes = table.integer("time_step_minutes", 15, low=1, high=_DAY_MINUTES)
    if minutes not in _STEPS:
        table.fault(
            "time_step_minutes",
            Message(
                "phải chia hết một giờ, hoặc là số giờ chia hết một ngày", "must divide an hour or a day"
            ),
            Message("dùng 15, 30 hoặc 60", "use 15, 30 or 60"),
        )
    return minutes


def _desk(root: Table) -> DeskSettings:
    table = root.table("desk")
    return DeskSettings(
        mode=Mode(table.choice("mode", Mode.OPEN, list(Mode))),
        step_minutes=_step(root.table("privacy")),
        languages=root.table("display").languages("languages", ("vi",)),
        idle_seconds=table.integer("idle_seconds", 30, low=5, high=600),
        still_there_seconds=table.integer("still_there_seconds", 20, low=5, high=600),
        thanks_seconds=table.integer("thanks_seconds", 5, low=1, high=60),
        invited_seconds=table.integer("invited_seconds", 60, low=10, high=600),
        admin_seconds=table.integer("admin_seconds", 120, low=30, high=3600),
        hours=read_office(root),
        scramble_pins=root.table("access").flag("scramble_pins", default=False),
    )


def _display(root: Table, folder: Path) -> DisplaySettings:
    table, desk = root.table("display"), root.table("desk")
    settings = DisplaySettings(
        size=table.pair("size", low=320, high=16_384, example="[1920, 1080]"),
        position=table.pair("position", low=-32_768, high=32_767, example="[1920, 0]") or (0, 0),
        diagonal_inches=table.number("diagonal_inches", low=5, high=120),
        dark_after_seconds=table.integer("dark_after_seconds", 0, low=0, high=86_400),
        invite_key=desk.choice("invite_key", "f8", _KEYS),
        shift_key=desk.choice("shift_key", "f9", _KEYS),
        sounds=table.flag("sounds", default=True),
        attract_seconds=table.integer("attract_seconds", 45, low=0, high=3600),
        languages_folder=table.folder("languages_folder", folder, example="languages"),
    )
    if table.has("position") and settings.size is None:
        table.fault(
            "position",
            Message("cần có size đi kèm", "needs a size beside it"),
            Message("thêm dòng: size = [1920, 1080]", "add the line: size = [1920, 1080]"),
        )
    if settings.invite_key == settings.shift_key:
        desk.fault(
            "shift_key",
            Message("trùng với invite_key", "is the same as invite_key"),
            Message("chọn hai phím khác nhau", "choose two different keys"),
        )
    return settings
