"""Reports made by hand for the letter: the town's published table of 2024, and wide ones of many units."""

import json
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from kiosk.reports.report import Column, Kind, Report, Row, RowKind, SharesOf, SumOf, Table

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "assets/reports/bao-cao-mau.toml"
PUBLISHED = json.loads((ROOT / "assets/examples/binh-duong-2024.json").read_text(encoding="utf-8"))
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
LEVELS = ("very_satisfied", "satisfied", "dissatisfied")
GRADES = "Mức độ đánh giá"


def percent(part, whole):
    if not whole:
        return None
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def published_columns():
    return (
        Column("number", "STT", Kind.TEXT),
        Column("unit", "Bộ phận được đánh giá", Kind.TEXT),
        Column("criterion", "Nội dung đánh giá", Kind.TEXT),
        Column("very_satisfied", "Rất hài lòng", Kind.COUNT, over=GRADES),
        Column("satisfied", "Hài lòng", Kind.COUNT, over=GRADES),
        Column("dissatisfied", "Không hài lòng", Kind.COUNT, over=GRADES),
        Column("n", "Tổng số", Kind.COUNT, follows=SumOf(LEVELS)),
        Column("share", "Tỷ lệ hài lòng", Kind.SHARE, follows=SharesOf(LEVELS[:2], "n")),
    )


def counted(counts):
    return (*counts, sum(counts), percent(sum(counts[:2]), sum(counts)))


def published_rows(departments=DEPARTMENTS):
    rows = []
    for number, (code, name) in enumerate(departments.items(), 1):
        mine = [row for row in PUBLISHED if row["department"] == code]
        for place, row in enumerate(mine):
            merged = frozenset({"number", "unit"}) if place else frozenset()
            counts = tuple(row[level] for level in LEVELS)
            rows.append(Row((str(number), name, CRITERIA[row["criterion"]], *counted(counts)), merged=merged))
    for place, (code, name) in enumerate(CRITERIA.items()):
        counts = tuple(sum(row[level] for row in PUBLISHED if row["criterion"] == code) for level in LEVELS)
        merged = frozenset({"number", "unit"}) if place else frozenset()
        rows.append(Row(("", "Tổng cộng", name, *counted(counts)), RowKind.TOTAL, merged))
    return tuple(rows)


def published(**changes):
    """The letter of the town of Bình Dương on the first half of 2024."""
    ballots = {"Tư pháp – Hộ tịch": 200, "Văn hóa – Xã hội (VHXH)": 30, "Địa chính": 50}
    by_unit = "\n".join(f"{name}: {count}" for name, count in ballots.items())
    table = Table("levels", "", published_columns(), published_rows(), zero_padded=True)
    values = {
        "form": "a",
        "title": "Kết quả đánh giá mức độ hài lòng của người dân, tổ chức đối với dịch vụ hành chính công",
        "agency": "UBND thị trấn Bình Dương",
        "unit": "Bộ phận Tiếp nhận và Trả kết quả",
        "span": "6 tháng đầu năm 2024",
        "first": date(2024, 1, 1),
        "last": date(2024, 6, 30),
        "tables": (table,),
        "remarks": ("Bảng gồm mọi phiếu thu về; số phiếu hợp lệ được ghi riêng ở mục 3.",),
        "words": {
            "phat_ra": "280",
            "thu_vao": "280",
            "hop_le": "280",
            "so_tieu_chi": "4",
            "tieu_chi": "; ".join(CRITERIA.values()),
            "ty_le_hai_long": "100,0%",
            "phat_ra_theo_bo_phan": by_unit,
            "thu_vao_theo_bo_phan": by_unit,
            "hop_le_theo_bo_phan": by_unit,
        },
        "basis": "Số liệu dựa trên 1 nhật ký của máy đánh giá, đến mục 1.420.",
        "code": "7K2M-9QXA-4TTE-0B1C-ZZ3D-8HWN",
    }
    return Report(**{**values, **changes})


def many(units=60, **changes):
    """A table of form A over many pages, with names that markup could mistake and one that is very long."""
    names = {f"u{number}": f"Bộ phận số {number} <A&B> \"C\" 'D'" for number in range(1, units + 1)}
    names["u7"] = "Phòng Kinh tế, Hạ tầng và Đô thị " * 6
    rows = []
    for number, name in enumerate(names.values(), 1):
        for place, criterion in enumerate(CRITERIA.values()):
            merged = frozenset({"number", "unit"}) if place else frozenset()
            counts = (1000 * number, 10 + place, number % 3)
            rows.append(Row((str(number), name, criterion, *counted(counts)), merged=merged))
    return published(tables=(Table("levels", "Kết quả", published_columns(), tuple(rows)),), **changes)


def participation(**changes):
    """Form B: a row that numbers the columns, targets, channels; too wide for an upright page."""
    channel, levels = "Số lượt đánh giá theo kênh", "Mức độ"
    columns = (
        Column("number", "STT", Kind.TEXT),
        Column("unit", "Đơn vị", Kind.TEXT),
        Column("dossiers", "Hồ sơ đã trả kết quả", Kind.COUNT),
        Column("kiosk", "Kiosk", Kind.COUNT, over=channel),
        Column("paper", "Phiếu giấy", Kind.COUNT, over=channel),
        Column("rated", "Tổng lượt đánh giá", Kind.COUNT, formula="6=4+5", follows=SumOf(("kiosk", "paper"))),
        Column(
            "rate", "Tỷ lệ tham gia", Kind.SHARE, formula="7=6:3", follows=SharesOf(("rated",), "dossiers")
        ),
        Column("target", "Đạt 40%", Kind.MET),
        Column("good", "Hài lòng", Kind.COUNT, over=levels),
        Column("fair", "Bình thường", Kind.COUNT, over=levels),
        Column("bad", "Không hài lòng", Kind.COUNT, over=levels),
        Column("n", "n", Kind.COUNT, formula="12=9+10+11", follows=SumOf(("good", "fair", "bad"))),
        Column("share", "Tỷ lệ hài lòng", Kind.SHARE, formula="13=9:12", follows=SharesOf(("good",), "n")),
    )
    data = (
        ("Phường Bến Nghé", 12394, 4000, 958, (4500, 400, 58)),
        ("Phường Nguyễn Cư Trinh", 880, 300, 51, (340, 9, 2)),
        ("Xã Cần Giờ", None, 0, 0, (0, 0, 0)),
    )
    rows = [participating((str(number), *row)) for number, row in enumerate(data, 1)]
    rows.append(participating(("", "Tổng cộng", 13274, 4300, 1009, (4840, 409, 60)), RowKind.TOTAL))
    table = Table(
        "participation", "Tỷ lệ hồ sơ được đánh giá", columns, tuple(rows), ("Hồ sơ: số đã biết.",), True
    )
    return published(form="b", title="Tỷ lệ tham gia đánh giá", tables=(table,), words={}, **changes)


def participating(row, kind=RowKind.BODY):
    number, name, dossiers, kiosk, paper, levels = row
    rated, n = kiosk + paper, sum(levels)
    rate = percent(rated, dossiers) if dossiers else None
    met = None if rate is None else rate >= 40
    cells = (number, name, dossiers, kiosk, paper, rated, rate, met, *levels, n, percent(levels[0], n))
    return Row(cells, kind)


def ranking(units=40, **changes):
    """Agencies by their index, with intervals and changes; some too small to be ranked."""
    columns = (
        Column("rank", "Hạng", Kind.RANK),
        Column("unit", "Cơ quan, đơn vị", Kind.TEXT),
        Column("n", "Số phiếu", Kind.COUNT),
        Column("index", "Chỉ số", Kind.INDEX),
        Column("interval", "Khoảng tin cậy 95%", Kind.INTERVAL),
        Column("change", "So với kỳ trước (điểm phần trăm)", Kind.POINTS),
        Column("note", "Ghi chú", Kind.TEXT),
    )
    rows = [Row(("Nhóm xã",) + (None,) * 6, RowKind.HEADING)]
    for number in range(1, units + 1):
        index = Decimal(995 - 5 * number).scaleb(-1)
        interval = (index - Decimal("2.1"), min(index + Decimal("2.1"), Decimal("100.0")))
        change = (Decimal("1.2"), Decimal("-0.5"), Decimal("0.0"), None)[number % 4]
        rows.append(
            Row((number, f"Ủy ban nhân dân xã số {number}", 300 + number, index, interval, change, ""))
        )
    small = (
        "Ủy ban nhân dân xã Đảo",
        7,
        Decimal("85.7"),
        (Decimal("48.7"), Decimal("97.4")),
        None,
        "mẫu nhỏ",
    )
    rows.append(Row((None, *small), RowKind.LEFT_OUT))
    table = Table("ranking", "Xếp hạng", columns, tuple(rows), ("Chỉ số: tỷ lệ hài lòng gộp.",))
    return published(form="ranking", title="Xếp hạng các cơ quan", tables=(table,), words={}, **changes)
