"""The town whose table was published in 2024, for real: three kiosks, PostgreSQL, HTTP between them."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from build_spec.demo.programs import ROOT, Kiosk, running_centre
from central import catalogue, enrolment, passwords, people
from central.audit import By
from central.catalogue import Agency, Catalogue, Department
from central.roles import Role
from central.store import Store
from tests.proof.expected import NO_FACTOR, Recount, Told

TABLE = ROOT / "assets/examples/binh-duong-2024.json"
PUBLISHED: list[dict[str, str | int]] = json.loads(TABLE.read_text(encoding="utf-8"))
FIRST, LAST = date(2024, 1, 1), date(2024, 6, 30)
PATIENCE_SECONDS = 300  # each of some thousand touches is on the disk before it is received
YEAR_END = date(2024, 12, 31)
PROVINCE, TOWN = "tinh-binh-duong", "thi-tran-binh-duong"
PASSWORD = "một câu dài dễ nhớ"
PEOPLE = {
    "lanh-dao": (Role.PROVINCE, None),
    "thi-tran": (Role.AGENCY, TOWN),
    "thanh-tra": (Role.AUDITOR, None),
}
DEPARTMENTS = {
    "tu-phap-ho-tich": "Tư pháp – Hộ tịch",
    "vhxh": "Văn hóa – Xã hội (VHXH)",
    "dia-chinh": "Địa chính",
}
CRITERIA = {
    "thoi-gian": "Thời gian giải quyết",
    "thai-do": "Thái độ của cán bộ tiếp nhận hồ sơ",
    "ket-qua": "Kết quả giải quyết",
    "chung": "Đánh giá chung về quá trình giải quyết TTHC",
}
REASONS = (
    "Chậm hẹn",
    "Phải đi lại nhiều lần",
    "Yêu cầu giấy tờ ngoài quy định",
    "Thái độ chưa đúng mực",
    "Hướng dẫn chưa rõ",
    "Kết quả chưa đúng",
)
COMMUNES = {"xa-thoi-hoa": ("UBND xã Thới Hòa", 3), "xa-tan-dinh": ("UBND xã Tân Định", 12)}


def published(*of: str) -> Recount:
    """What was published, of these departments or of all; the others had no ballots.

    Every citizen was given a ballot and had one dossier.
    """
    units = {}
    for code, name in DEPARTMENTS.items():
        counts = {criterion: Counter[str]() for criterion in CRITERIA.values()}
        for row in PUBLISHED:
            if row["department"] == code and code in (of or DEPARTMENTS):
                levels = {level: count for level, count in row.items() if isinstance(count, int)}
                counts[CRITERIA[str(row["criterion"])]] = Counter(levels)
        ballots = max(levels.total() for levels in counts.values())
        units[name] = Told(ballots, ballots, ballots, counts, counts, ballots or None, ballots)
    criteria = tuple(CRITERIA.values())
    return Recount(units, criteria, {NO_FACTOR: criteria}, REASONS)


@dataclass(frozen=True)
class Town:
    """A running centre and the kiosks, by device, that have sent it what they have."""

    address: str
    database: str
    kiosks: Mapping[str, Kiosk]


@contextmanager
def town(folder: Path, database: str) -> Iterator[Town]:
    """The published ballots, a department a kiosk, and two communes nearby; all is simulated, and says so."""
    codes = _set_up(database)
    tables = {f"{TOWN}-{number}": _table_of(folder, code) for number, code in enumerate(DEPARTMENTS, 1)}
    what = {device: ("--table", str(table)) for device, table in tables.items()}
    for commune, (_, ballots) in COMMUNES.items():
        what[f"{commune}-1"] = ("--ballots", str(ballots))
    with running_centre(folder, database) as centre:
        kiosks = {device: _kiosk(device, folder, centre.batches) for device in what}
        with ThreadPoolExecutor(len(kiosks)) as at_once:
            for _ in at_once.map(lambda one: _work(kiosks[one], codes[one], what[one]), kiosks):
                pass  # raises what a kiosk said
        yield Town(centre.address, database, kiosks)


def _kiosk(device: str, folder: Path, endpoint: str) -> Kiosk:
    own = folder / device
    own.mkdir()
    return Kiosk(
        {
            "device.id": device,
            "journal.path": f"{own}/journal.sqlite",
            "sync.endpoint": endpoint,
            "sync.token_file": f"{own}/token",
            "sync.proxy": "none",
        }
    )


def _work(kiosk: Kiosk, code: str, ballots: Sequence[str]) -> None:
    """A kiosk's way: enrolled by its code, a day of ballots, sent."""
    for words in (("enrol", code), ("simulate", *ballots, "--at", "2024-06-14"), ("sync", "--once")):
        done = subprocess.run(
            kiosk.command(*words), capture_output=True, text=True, check=False, timeout=PATIENCE_SECONDS
        )
        assert done.returncode == 0, done.stderr


def _table_of(folder: Path, department: str) -> Path:
    file = folder / f"{department}.json"
    file.write_text(json.dumps([row for row in PUBLISHED if row["department"] == department]))
    return file


def _set_up(database: str) -> dict[str, str]:
    """Catalogue and people; the one-time code of each device."""
    communes = {code: name for code, (name, _) in COMMUNES.items()}
    below = {TOWN: "UBND thị trấn Bình Dương", **communes}
    agencies = [Agency(PROVINCE, "UBND tỉnh Bình Dương")]
    agencies += [Agency(code, name, PROVINCE) for code, name in below.items()]
    rated = [Department(agency, code, name) for agency in below for code, name in DEPARTMENTS.items()]
    by = By("quan-tri", "", datetime.now(UTC))
    store = Store.open(database)
    try:
        with store.writing() as connection:
            catalogue.add(
                connection,
                Catalogue(
                    {one.code: one for one in agencies}, {(one.agency, one.code): one for one in rated}
                ),
            )
            kept = passwords.HASHING.hashed(PASSWORD)
            for name, (role, agency) in PEOPLE.items():
                people.add(connection, name, role, agency, by=by)
                people.keep_password(connection, name, kept)
            devices = {f"{TOWN}-{number}": TOWN for number in (1, 2, 3)} | {
                f"{one}-1": one for one in COMMUNES
            }
            return {
                device: enrolment.give_code(connection, device, agency=agency, training=True, by=by)
                for device, agency in devices.items()
            }
    finally:
        store.close()
