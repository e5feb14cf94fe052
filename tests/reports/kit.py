"""Reports made by hand, for the tests of their writers."""

from datetime import date
from decimal import Decimal

from kiosk.reports.report import (
    BarsChart,
    Column,
    HeatChart,
    Kind,
    Report,
    Row,
    RowKind,
    ShareChart,
    SharesOf,
    SumOf,
    Table,
    TrendChart,
)

LEVELS = (("Rất hài lòng", True), ("Hài lòng", True), ("Không hài lòng", False))
CRITERIA = (
    "Thời gian giải quyết",
    "Thái độ của cán bộ tiếp nhận hồ sơ",
    "Kết quả giải quyết",
    "Đánh giá chung về quá trình giải quyết TTHC",
)
LONG = "Trung tâm Phục vụ hành chính công phường Nguyễn Cư Trinh, bộ phận tiếp nhận đất đai"


def share(part, whole):
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1")) if whole else None


def bars(rows=None, levels=LEVELS, key="criteria"):
    if rows is None:
        counts = ((156, 41, 3), (131, 44, 25), (180, 20, 0), (9, 3, 1))
        rows = tuple((name, sum(row), row) for name, row in zip(CRITERIA, counts, strict=True))
    return BarsChart(key, "Mức độ hài lòng theo nội dung", levels, rows)


def trend(points=None, step="month"):
    if points is None:
        data = ((1, 180, 91.2), (2, 95, 88.4), (3, 12, 66.7), (4, 0, None), (5, 210, 93.8), (6, 240, 95.1))
        points = tuple(point(date(2024, month, 1), n, value) for month, n, value in data)
    return TrendChart("trend", "Tỷ lệ hài lòng theo tháng", step, points)


def point(day, n, value):
    if value is None:
        return day, n, None, None
    value, reach = Decimal(str(value)), Decimal(round(95 / n**0.5, 1)).quantize(Decimal("0.1"))
    return day, n, value, (max(value - reach, Decimal(0)), min(value + reach, Decimal(100)))


def heat():
    cells = []
    for weekday in range(5):
        for hour in (*range(7, 12), *range(13, 17)):
            n = (weekday * 7 + hour * 13) % 47
            cells.append((weekday, hour, n, Decimal(80 + n % 19) + Decimal("0.5") if n >= 5 else None))
    return HeatChart("hours", "Số phiếu theo giờ trong tuần", tuple(cells))


def shares(rows=None, target=Decimal(40)):
    if rows is None:
        rows = (
            ("Tư pháp – Hộ tịch", 1234, 2730),
            ("Văn hóa – Xã hội (VHXH)", 30, 410),
            ("Địa chính", 50, 125),
            ("Kinh tế", 0, 0),
        )
    return ShareChart("participation", "Tỷ lệ hồ sơ được đánh giá", target, rows)


def form_a(**changes):
    """Seed-like: departments with their criteria under a merged cell, a total, charts, remarks, a mark."""
    columns = (
        Column("department", "Bộ phận", Kind.TEXT),
        Column("criterion", "Nội dung đánh giá", Kind.TEXT),
        Column("very", "Rất hài lòng", Kind.COUNT, over="Mức độ (số phiếu)"),
        Column("good", "Hài lòng", Kind.COUNT, over="Mức độ (số phiếu)"),
        Column("bad", "Không hài lòng", Kind.COUNT, over="Mức độ (số phiếu)"),
        Column("n", "n", Kind.COUNT, formula="6=3+4+5", follows=SumOf(("very", "good", "bad"))),
        Column(
            "share",
            "Tỷ lệ hài lòng",
            Kind.SHARE,
            formula="7=(3+4):6",
            follows=SharesOf(("very", "good"), "n"),
        ),
        Column("interval", "Khoảng tin cậy 95%", Kind.INTERVAL),
    )
    departments = (
        ("Tư pháp – Hộ tịch", ((186, 14, 0), (170, 29, 1), (165, 20, 2), (151, 30, 2))),
        ("Văn hóa – Xã hội (VHXH)", ((28, 2, 0), (27, 3, 0), (30, 0, 0), (26, 4, 0))),
        ("Địa chính", ((40, 8, 2), (39, 9, 2), (45, 4, 1), (45, 5, 0))),
    )
    rows = []
    for name, counts in departments:
        for number, (criterion, row) in enumerate(zip(CRITERIA, counts, strict=True)):
            merged = frozenset({"department"}) if number else frozenset()
            rows.append(Row((name, criterion, *numbers(row)), merged=merged))
    total = tuple(sum(counts[3][level] for _, counts in departments) for level in range(3))
    rows.append(Row(("Tổng cộng", CRITERIA[3], *numbers(total)), RowKind.TOTAL))
    table = Table(
        "results", "Kết quả theo bộ phận và nội dung", columns, tuple(rows), ("Phiếu thu về.",), numbered=True
    )
    values = {
        "form": "a",
        "title": "Kết quả đánh giá mức độ hài lòng",
        "agency": "Ủy ban nhân dân thị trấn Tân Thành",
        "unit": "Bộ phận Tiếp nhận và Trả kết quả",
        "span": "6 tháng đầu năm 2024",
        "first": date(2024, 1, 1),
        "last": date(2024, 6, 30),
        "tables": (table,),
        "charts": (bars(), trend(), heat(), shares()),
        "remarks": ("Bộ phận Kinh tế chưa có phiếu nào trong kỳ.",),
        "marks": ("SỐ LIỆU MÔ PHỎNG",),
        "basis": "Số liệu dựa trên 3 nhật ký, đến bản ghi 1.204, 380 và 512.",
        "code": "7K2M-9QXA-4TTE-0B1C-ZZ3D-8HWN",
    }
    return Report(**{**values, **changes})


def numbers(row):
    n, good = sum(row), row[0] + row[1]
    middle = share(good, n)
    reach = Decimal("4.3")
    return (*row, n, middle, (middle - reach, min(middle + reach, Decimal(100))))
