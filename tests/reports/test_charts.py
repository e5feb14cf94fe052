"""Charts as their reader sees them: words, lengths, patterns, and nothing over anything else."""

import io
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from functools import cache
from hashlib import sha256
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from PIL import Image, ImageChops, ImageStat

from kiosk.reports import charts, charts_bars, charts_rows, colours
from kiosk.reports.charts import chart_png, chart_svg, chart_words
from kiosk.reports.charts_pages import pages_of
from kiosk.reports.charts_sheet import WIDTH
from kiosk.reports.report import HeatChart
from kiosk.ui.theme import DAY
from tests.reports import kit

SVG = "{http://www.w3.org/2000/svg}"
FIVE = (
    ("Rất hài lòng", True),
    ("Hài lòng", True),
    ("Bình thường", False),
    ("Không hài lòng", False),
    ("Rất không hài lòng", False),
)
MANY = kit.bars(tuple((f"{kit.LONG} {number}", 100, (50, 49 - number, number + 1)) for number in range(40)))
MANY_SHARES = kit.shares(tuple((f"{kit.LONG} {number}", 13 * number, 520) for number in range(40)))
ONE = kit.bars((("Đánh giá chung", 3, (0, 0, 3)),))
OF_FIVE = kit.bars((("Thời gian", 100, (40, 30, 15, 10, 5)), ("Chưa có", 0, (0, 0, 0, 0, 0))), FIVE)
WEEKS = kit.trend(
    tuple(kit.point(date.fromordinal(738886 + 7 * week), 30 + week, 70 + week % 23) for week in range(52)),
    "week",
)
ALONE = kit.trend((kit.point(date(2024, 5, 1), 44, 80.5),))
ALL = {
    "bars": kit.bars(),
    "forty rows of long names": MANY,
    "one row, nobody satisfied": ONE,
    "five levels": OF_FIVE,
    "trend": kit.trend(),
    "a year of weeks": WEEKS,
    "one month": ALONE,
    "hours": kit.heat(),
    "shares": kit.shares(),
    "forty shares": MANY_SHARES,
    "more than all": kit.shares((("Cả kỳ", 12, 10),), None),
    "nothing": kit.bars(()),
}
EACH = pytest.mark.parametrize("chart", ALL.values(), ids=ALL)


@cache
def drawn(chart):
    return charts._drawn(chart, "vi")


@cache
def svg_of(chart):
    return chart_svg(chart)


def words_of(svg):
    return [element.get("data-text") for element in ET.fromstring(svg).iter() if element.get("data-text")]


def extent(svg, name):
    """Left, right, top, bottom of the shape with this name, in mm."""
    root = ET.fromstring(svg)
    (group,) = (one for one in root.iter() if one.get("id", "").endswith(f"-{name}"))
    numbers = [float(one) for one in re.findall(r"-?[\d.]+", group[0].get("d"))]
    mm = WIDTH / float(root.get("viewBox").split()[2])
    xs, ys = numbers[::2], numbers[1::2]
    return min(xs) * mm, max(xs) * mm, min(ys) * mm, max(ys) * mm


def length(svg, name):
    left, right, _, _ = extent(svg, name)
    return right - left


def grey(chart):
    with Image.open(io.BytesIO(chart_png(chart, WIDTH, 150))) as picture:
        return picture.convert("L")


@EACH
def test_no_word_stands_over_another_or_beyond_the_edge(chart):
    sheet = drawn(chart)
    sheet.figure.draw_without_rendering()
    boxes = [(text.get_text(), text.get_window_extent()) for axes in sheet.figure.axes for text in axes.texts]
    assert boxes
    for words, box in boxes:
        assert box.x0 > -1, words
        assert box.x1 < sheet.figure.bbox.x1 + 1, words
        assert box.y0 > -1, words
        assert box.y1 < sheet.figure.bbox.y1 + 1, words
    over = [
        (one, other)
        for (one, a), (other, b) in combinations(boxes, 2)
        if a.padded(-0.5).overlaps(b.padded(-0.5))
    ]
    assert over == []


@EACH
def test_a_chart_fits_a_page_and_no_letter_is_under_seven_points_but_in_narrow_cells(chart):
    sheet = drawn(chart)
    assert sheet.height <= 235
    smallest = min(text.get_fontsize() for axes in sheet.figure.axes for text in axes.texts)
    assert smallest >= (5.5 if chart.key == "hours" else 7)


@EACH
def test_a_drawing_stands_in_any_page_without_styles_or_anything_from_outside(chart):
    svg = svg_of(chart)
    assert svg.startswith("<svg")
    root = ET.fromstring(svg)
    for element in root.iter():
        assert element.tag.rpartition("}")[2] in {
            "svg",
            "g",
            "path",
            "use",
            "defs",
            "clipPath",
            "pattern",
            "rect",
        }
        assert "style" not in element.attrib
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert {url[1:] for url in re.findall(r'href="([^"]*)"', svg)} <= set(ids)
    assert set(re.findall(r"url\(#([^)]*)\)", svg)) <= set(ids)
    assert "url(" not in re.sub(r"url\(#[^)]*\)", "", svg)
    assert root.get("role") == "img"
    assert root.get("aria-label") == chart_words(chart)


def test_charts_of_one_page_share_no_ids():
    ids = [set(re.findall(r'id="([^"]*)"', chart_svg(chart))) for chart in (kit.bars(), kit.trend(), ONE)]
    assert all(not (one & other) for one, other in combinations(ids, 2))


def test_bars_are_as_long_as_the_shares_that_they_show():
    svg = svg_of(kit.bars())
    whole = length(svg, "row2-level0") + length(svg, "row2-level1")  # 180 and 20 of 200
    counts = [row[2] for row in kit.bars().rows]
    for row, level in ((0, 0), (0, 1), (0, 2), (1, 0), (1, 2), (3, 0), (3, 1), (3, 2)):
        share = counts[row][level] / sum(counts[row])
        assert length(svg, f"row{row}-level{level}") == pytest.approx(share * whole, abs=0.05)


def test_bars_meet_at_the_line_between_satisfied_and_not():
    svg = chart_svg(OF_FIVE)
    line = extent(svg, "row0-level1")[0]
    assert extent(svg, "row0-level2")[1] == pytest.approx(line, abs=0.05)
    in_order = [extent(svg, f"row0-level{level}")[0] for level in (4, 3, 2, 1, 0)]
    assert in_order == sorted(in_order)


def test_every_row_says_its_share_and_its_n_as_vietnamese_documents_write_them():
    words = words_of(chart_svg(kit.bars((("Kết quả giải quyết", 12394, (10000, 2000, 394)),))))
    assert {"Kết quả giải quyết", "96,8%", "12.394", "80,7%", "3,2%", "Tỷ lệ hài lòng", "n"} <= set(words)


def test_a_row_without_ballots_has_a_dash_and_no_bar():
    svg = chart_svg(OF_FIVE)
    assert "row1-" not in svg
    assert "–" in words_of(svg)


@pytest.mark.parametrize(
    "chart", [kit.bars(()), kit.trend(()), kit.shares(())], ids=["bars", "trend", "shares"]
)
def test_without_any_ballot_the_chart_says_so(chart):
    assert words_of(chart_svg(chart)) == ["Chưa có phiếu nào trong kỳ"]
    assert chart_words(chart) == "Chưa có phiếu nào trong kỳ."


def test_a_trend_has_a_gap_where_nobody_rated_and_hollow_points_where_few_did():
    root = ET.fromstring(svg_of(kit.trend()))
    groups = {one.get("id", "").partition("-")[2]: one for one in root.iter(f"{SVG}g")}
    assert len(groups["points"].findall(f".//{SVG}use")) == 4
    assert len(groups["points-small"].findall(f".//{SVG}use")) == 1
    sheet = drawn(kit.trend())
    lines = [line for line in sheet.figure.axes[0].lines if line.get_linestyle() == "-"]
    runs = [len(line.get_xdata()) for line in lines if line.get_color() == colours.ACCENT]
    assert sorted(runs) == [2, 2, 3]  # the legend's, May to June, January to March


def test_a_trend_keeps_the_place_of_months_that_the_figures_leave_out():
    chart = kit.trend(tuple(point for point in kit.trend().points if point[0].month in {1, 6}))
    words = words_of(chart_svg(chart))
    assert [word for word in words if word.startswith("Thg")] == [f"Thg {month}" for month in range(1, 7)]
    assert words.count("–") == 4


def test_a_trend_is_as_high_as_its_shares():
    svg = svg_of(kit.trend())
    root = ET.fromstring(svg)
    (group,) = (one for one in root.iter() if one.get("id", "").endswith("-points"))
    heights = [float(one.get("y")) for one in group.iter(f"{SVG}use")]
    shares = [91.2, 88.4, 93.8, 95.1]
    scale = (heights[0] - heights[1]) / (shares[0] - shares[1])
    for height, share in zip(heights, shares, strict=True):
        assert height == pytest.approx(heights[0] + scale * (share - shares[0]), abs=0.15)


def test_a_trend_without_intervals_is_drawn_all_the_same():
    words = words_of(chart_svg(kit.trend(((date(2024, 1, 1), 40, kit.share(1, 2), None),))))
    assert {"50,0%", "40"} <= set(words)


def test_every_step_of_a_trend_says_its_n():
    words = words_of(svg_of(kit.trend()))
    assert {"180", "95", "12", "0", "210", "240", "Số phiếu (n)", "Mẫu nhỏ (n < 30)"} <= set(words)


def test_an_hour_says_its_ballots_and_where_there_are_enough_its_share():
    chart = kit.heat()
    words = words_of(chart_svg(chart))
    n = sum(one[2] > 0 for one in chart.cells)
    shares = sum(one[2] > 0 and one[3] is not None for one in chart.cells)
    assert len([word for word in words if re.fullmatch(r"\d+", word)]) == n
    assert len([word for word in words if re.fullmatch(r"\d+,\d", word)]) == shares
    assert "Thứ 7" not in words
    assert "12h" in words


def test_the_weekend_is_drawn_where_it_has_ballots():
    chart = kit.heat()
    sunday = type(chart)(chart.key, chart.title, (*chart.cells, (6, 9, 4, None)))
    assert {"Thứ 7", "Chủ nhật"} <= set(words_of(chart_svg(sunday)))


def test_words_in_the_cells_of_a_heat_map_are_readable():
    for step in range(101):
        fill = colours.mixed(colours.SUNKEN, colours.ACCENT, step / 100)
        assert max(colours.contrast(one, fill) for one in (colours.BLACK, colours.PAPER)) >= 4.5


def test_a_share_is_as_long_as_it_is_of_its_whole_and_says_whether_the_target_is_met():
    svg = chart_svg(kit.shares())
    first, third = length(svg, "row0-share"), length(svg, "row2-share")
    assert first / third == pytest.approx((1234 / 2730) / (50 / 125), abs=0.01)
    words = words_of(svg)
    assert {"45,2%", "1.234 / 2.730", "7,3%", "Chỉ tiêu 40%", "0 / 0", "–"} <= set(words)
    assert words.count("Đạt") == 3  # in the legend, and the first and the third row
    assert words.count("Không đạt") == 2


def test_a_target_is_met_before_any_rounding():
    chart = kit.shares((("Gần đủ", 7999, 20000),))
    words = words_of(chart_svg(chart))
    assert words.count("Không đạt") == 2  # in the legend, and here
    assert "40,0%" in words
    assert chart_words(chart).endswith("0 trong 1 đạt.")


@pytest.mark.parametrize("levels", [kit.LEVELS, FIVE, FIVE[1:4]], ids=["three", "five", "city"])
def test_levels_are_told_apart_in_grey_print_by_brightness_or_pattern(levels):
    row = tuple(100 for _ in levels)
    chart = kit.bars((("Hàng", sum(row), row),), levels)
    picture, svg = grey(chart), chart_svg(chart)
    seen = []
    for level in range(len(levels)):
        left, right, top, bottom = (round(mm / 25.4 * 150) for mm in extent(svg, f"row0-level{level}"))
        middle = (left + right) // 2
        part = picture.crop((left + 3, top + 3, min(middle - 28, right - 3), bottom - 3))
        stat = ImageStat.Stat(part)
        seen.append((stat.mean[0], stat.stddev[0]))
    for (mean, rough), (other, other_rough) in combinations(seen, 2):
        assert abs(mean - other) > 30 or abs(rough - other_rough) > 12


def test_words_on_bars_are_readable():
    for tone in charts_bars.tones_of(OF_FIVE).values():
        assert colours.contrast(tone.words, tone.fill) >= 4.5


def test_colours_are_those_of_the_screens():
    ours = (
        colours.PAPER,
        colours.PAGE,
        colours.SUNKEN,
        colours.INK,
        colours.QUIET,
        colours.EDGE,
        colours.HAIR,
    )
    assert ours == (DAY.surface, DAY.page, DAY.sunken, DAY.ink, DAY.quiet, DAY.edge, DAY.hair)
    assert (DAY.very, DAY.satisfied, DAY.dissatisfied) == (colours.GREEN, colours.AMBER, colours.VIOLET)
    assert (DAY.accent, DAY.good) == (colours.ACCENT, colours.GOOD)
    assert (DAY.warning, DAY.warning_ground) == colours.WARNING


def test_names_that_a_font_or_a_page_could_stumble_over_are_drawn_as_text():
    name = 'Bộ phận "A" <script>alert(1)</script> & $x^2$ -- \U0001f600\nhai\tdòng'
    svg = chart_svg(kit.bars(((name, 5, (5, 0, 0)),)))
    assert "<script" not in svg
    said = " ".join(word for word in words_of(svg) if word)
    assert "<script>alert(1)</script> & $x^2$" in said
    assert "?" in said


def test_a_name_that_does_not_fit_keeps_its_beginning_and_its_end():
    words = words_of(svg_of(MANY))
    assert len([word for word in words if " … " in word]) == 40
    assert len({word for word in words if " … " in word}) == 40


def test_rows_shrink_before_a_page_is_full():
    roomy = charts_rows.Rows.of([kit.LONG] * 5, 10, 48)
    tight = charts_rows.Rows.of([kit.LONG] * 40, 10, 48)
    assert len(roomy.names[0]) == 3
    assert len(tight.names[0]) == 1
    assert tight.foot <= charts_rows.TALLEST


@pytest.mark.parametrize("rows", [40, 41, 110])
def test_a_chart_of_many_rows_is_drawn_in_parts_that_fit_on_a_page(rows):
    names = [f"{kit.LONG} {number}" for number in range(rows)]
    for chart in (
        kit.shares([(name, 9, 10) for name in names]),
        kit.bars([(name, 9, (9, 0, 0)) for name in names]),
    ):
        parts = pages_of(chart)
        assert [row for part in parts for row in part.rows] == list(chart.rows)
        assert len(parts) == -(-rows // 40)
        assert max(len(part.rows) for part in parts) - min(len(part.rows) for part in parts) <= 1
        assert {part.title for part in parts} == (
            {chart.title}
            if len(parts) == 1
            else {f"{chart.title} ({number + 1}/{len(parts)})" for number in range(len(parts))}
        )
    heights = [float(re.search(r'height="([\d.]+)mm"', chart_svg(part))[1]) for part in parts]
    assert max(heights) <= charts_rows.TALLEST + 1


def test_a_picture_has_the_size_that_is_asked_for():
    with Image.open(io.BytesIO(chart_png(kit.bars(), 160, 300))) as picture:
        assert picture.width == pytest.approx(160 / 25.4 * 300, abs=1)
        assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.1)
        assert set(picture.info) == {"dpi"}


@pytest.mark.parametrize("chart", [kit.bars(), kit.heat(), kit.trend()], ids=["bars", "hours", "trend"])
def test_page_and_document_show_the_same_drawing(chart, browser):
    with Image.open(io.BytesIO(chart_png(chart, WIDTH, 96))) as drawn:
        ours = drawn.convert("RGB")
    page = browser.new_page(viewport={"width": ours.width, "height": ours.height})
    page.set_content(f'<body style="margin:0">{chart_svg(chart)}</body>')
    with Image.open(io.BytesIO(page.screenshot())) as shot:
        theirs = shot.convert("RGB")
    page.close()
    assert theirs.size == ours.size
    size = (ours.width // 6, ours.height // 6)  # letters are smoothed in two ways, at so small a size
    ours, theirs = ours.resize(size, Image.Resampling.BOX), theirs.resize(size, Image.Resampling.BOX)
    assert max(ImageStat.Stat(ImageChops.difference(ours, theirs)).mean) < 2.5
    assert max(most for _, most in ImageChops.difference(ours, theirs).getextrema()) < 64


def test_the_same_chart_is_the_same_bytes_in_another_process_and_on_other_threads(tmp_path):
    program = (
        "from hashlib import sha256; from tests.reports import kit;"
        "from kiosk.reports.charts import chart_png, chart_svg;"
        "print(sha256(chart_svg(kit.trend()).encode() + chart_png(kit.bars(), 100, 96)).hexdigest())"
    )
    home = {
        "HOME": str(tmp_path),
        "PYTHONHASHSEED": "7",
        "PATH": os.environ["PATH"],
        "LANG": "C",
        "TZ": "America/Lima",
    }
    other = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], env=home, capture_output=True, text=True, check=True
    )

    def ours(_):
        return sha256(chart_svg(kit.trend()).encode() + chart_png(kit.bars(), 100, 96)).hexdigest()

    with ThreadPoolExecutor(2) as pool:
        assert set(pool.map(ours, range(2))) == {other.stdout.strip()}
    assert other.stderr == ""


def test_matplotlib_is_loaded_only_when_a_chart_is_drawn():
    program = (
        "import sys; from tests.reports import kit; from kiosk.reports.charts import chart_svg, chart_words;"
        "chart_words(kit.bars()); print('matplotlib' in sys.modules, 'numpy' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert told.split() == ["False", "False"]


def test_a_chart_says_its_message_in_a_sentence():
    assert chart_words(kit.bars()) == (
        "Tỷ lệ hài lòng cao nhất: Kết quả giải quyết, 100,0% (n\u00a0=\u00a0200); "
        "thấp nhất: Thái độ của cán bộ tiếp nhận hồ sơ, 87,5% (n\u00a0=\u00a0200)."
    )
    assert chart_words(ONE) == "Đánh giá chung: 0,0% hài lòng (n\u00a0=\u00a03)."
    assert chart_words(kit.shares()) == (
        "Cao nhất: Tư pháp – Hộ tịch, 45,2% (1.234/2.730); "
        "thấp nhất: Văn hóa – Xã hội (VHXH), 7,3% (30/410). Chỉ tiêu 40%: 2 trong 3 đạt."
    )
    assert chart_words(kit.heat()).startswith("Đông nhất: Thứ 2, 7h, 44 trong 980 phiếu.")


def test_the_sentence_of_a_trend_rests_on_months_with_enough_ballots():
    assert chart_words(kit.trend()) == (
        "Tỷ lệ hài lòng tháng 01/2024 là 91,2% (n\u00a0=\u00a0180), "
        "tháng 06/2024 là 95,1% (n\u00a0=\u00a0240). Thấp nhất là tháng 02/2024: 88,4% (n\u00a0=\u00a095)."
    )
    few = kit.trend((kit.point(date(2024, 3, 1), 4, 75),))
    assert chart_words(few) == "Tỷ lệ hài lòng tháng 03/2024 là 75% (n\u00a0=\u00a04)."


def test_rows_that_are_alike_are_not_ranked():
    alike = kit.bars((("Một", 10, (5, 4, 1)), ("Hai", 20, (8, 10, 2))))
    assert chart_words(alike) == "Cả 2 cùng có 90,0% hài lòng (n từ 10 đến 20)."
    same = kit.bars((("Một", 10, (5, 4, 1)), ("Hai", 10, (8, 1, 1))))
    assert chart_words(same) == "Cả 2 cùng có 90,0% hài lòng (n\u00a0=\u00a010)."
    shares = kit.shares((("Một", 5, 10), ("Hai", 10, 20)), None)
    assert chart_words(shares) == "Cả 2 cùng là 50,0%."
    hours = HeatChart("hours", "Giờ", ((0, 7, 40, Decimal("100.0")), (1, 8, 30, Decimal("100.0"))))
    assert chart_words(hours) == "Đông nhất: Thứ 2, 7h, 40 trong 70 phiếu."
    assert "Viền đậm: tỷ lệ hài lòng thấp nhất" not in words_of(chart_svg(hours))


def test_english_has_its_own_words_and_marks():
    words = words_of(chart_svg(kit.shares(), "en"))
    assert {"45.2%", "1,234 / 2,730", "Target 40%", "Not met"} <= set(words)
