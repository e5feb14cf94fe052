"""Paper ballots typed in and corrected, dossiers from a file: all in 2025, where no kiosk has ballots."""

import pytest

from tests.central.browser.province import TOWN
from tests.central.browser.test_pages_of_figures import rows_of

SPRING = "from=2025-01-01&to=2025-06-30"
TOTALS = {"Phiếu phát ra": "60", "Phiếu thu về": "50", "Phiếu hợp lệ": "40"}
GRID = {
    "Thời gian giải quyết": ("20", "12", "8"),
    "Thái độ của cán bộ tiếp nhận hồ sơ": ("30", "10", ""),
    "Kết quả giải quyết": ("20", "20", ""),
    "Đánh giá chung về quá trình giải quyết TTHC": ("25", "10", "5"),
}
LEVELS = ("Rất hài lòng", "Hài lòng", "Không hài lòng")


def fill(page, days=("2025-03-01", "2025-03-31"), totals=TOTALS, grid=GRID):
    for label, value in zip(("Từ ngày", "Đến hết ngày"), days, strict=True):
        page.get_by_label(label, exact=True).fill(value)
    for label, value in totals.items():
        page.get_by_label(label, exact=True).fill(value)
    for criterion, numbers in grid.items():
        for level, number in zip(LEVELS, numbers, strict=True):
            page.get_by_label(f"{criterion}: {level}", exact=True).fill(number)


def new_sheet(page, department):
    page.get_by_role("link", name="Nhập bảng kê mới").click()
    page.get_by_label("Bộ phận", exact=True).select_option(label=department)
    page.get_by_role("button", name="Tiếp tục").click()


def test_a_sheet_is_typed_in_with_an_error_corrected_and_reported_with_all_channels(visit_as):
    page = visit_as("thi-tran", "/papers")
    new_sheet(page, "Địa chính")
    wrong = {**TOTALS, "Phiếu thu về": "61", "Phiếu hợp lệ": "bốn mươi"}
    fill(page, totals=wrong, grid={**GRID, "Kết quả giải quyết": ("20", "20", "1")})
    page.get_by_role("button", name="Lưu bảng kê").press("Enter")
    alert = page.get_by_role("alert")
    assert [line.split(":")[0] for line in alert.locator("li").all_inner_texts()] == [
        "Phiếu hợp lệ",
        "Phiếu thu về",
    ]
    alert.get_by_role("link", name="Phiếu hợp lệ").press("Enter")
    field = page.locator(":focus, :target").first
    assert field.get_attribute("name") == "valid"
    assert field.get_attribute("aria-invalid") == "true"
    assert "không phải là số" in page.locator(f"#{field.get_attribute('aria-describedby')}").inner_text()
    assert page.get_by_label("Thời gian giải quyết: Hài lòng", exact=True).input_value() == "12"

    page.get_by_label("Phiếu thu về", exact=True).fill("50")
    page.get_by_label("Phiếu hợp lệ", exact=True).fill("40")
    page.get_by_role("button", name="Lưu bảng kê").click()
    assert page.get_by_role("alert").get_by_role("link").all_inner_texts() == ["Kết quả giải quyết"]
    page.get_by_label("Kết quả giải quyết: Không hài lòng").fill("")
    page.get_by_role("button", name="Lưu bảng kê").click()
    assert "Đã lưu bảng kê" in page.get_by_role("status").inner_text()

    page.get_by_role("link", name="Địa chính").click()
    page.get_by_label("Thời gian giải quyết: Rất hài lòng", exact=True).fill("19")
    page.get_by_role("button", name="Lưu bản sửa").click()
    assert "đã sửa 1 lần" in page.get_by_role("row", name="Địa chính").inner_text()
    page.get_by_role("link", name="Địa chính").click()
    assert "20/12/8" in page.get_by_role("region", name="Các lần ghi").inner_text()

    page.goto(f"/table?{SPRING}&channel=all")
    assert "gộp phiếu tại máy và phiếu giấy" in page.get_by_role("heading", level=1).inner_text()
    rows = rows_of(page, "Kết quả khảo sát")
    assert ["19", "12", "8"] in [row[-4:-1] for row in rows]
    page.goto(f"/table?{SPRING}")
    assert "Chưa gồm 50 phiếu giấy" in page.locator("main").inner_text()
    page.goto("/table?from=2025-03-10&to=2025-06-30&channel=all")
    assert "chỉ có một phần trong kỳ" in page.locator("main").inner_text()

    page.goto("/papers")
    page.get_by_role("link", name="Địa chính").click()
    page.get_by_role("button", name="Rút bảng kê").click()
    assert "đã rút" in page.get_by_role("row", name="Địa chính").inner_text()
    page.goto(f"/table?{SPRING}")
    assert "phiếu giấy" not in page.locator("main").inner_text()


def test_who_corrects_what_somebody_else_has_just_corrected_is_told(visit_as):
    page = visit_as("thi-tran", "/papers")
    new_sheet(page, "Tư pháp – Hộ tịch")
    fill(page, days=("2025-07-01", "2025-07-31"))
    page.get_by_role("button", name="Lưu bảng kê").click()
    page.get_by_role("link", name="Tư pháp – Hộ tịch").click()
    other = visit_as("lanh-dao", page.url)
    other.get_by_label("Phiếu phát ra", exact=True).fill("70")
    other.get_by_role("button", name="Lưu bản sửa").click()
    page.get_by_label("Phiếu phát ra", exact=True).fill("80")
    page.get_by_role("button", name="Lưu bản sửa").click()
    assert "vừa được người khác sửa" in page.get_by_role("alert").inner_text()
    page.get_by_role("link", name="Mở lại bản mới nhất").click()
    assert page.get_by_label("Phiếu phát ra", exact=True).input_value() == "70"


CSV = "Ngày;Bộ phận;Số hồ sơ\n{day};Địa chính;1.200\n04/08/2025;VHXH;{vhxh}\n"


def send(page, text):
    file = {"name": "tra-ket-qua.csv", "mimeType": "text/csv", "buffer": text.encode("utf-16")}
    page.get_by_label("Tệp CSV").set_input_files(file)
    page.get_by_role("button", name="Xem trước").click()


def test_a_file_of_dossiers_is_looked_at_before_it_is_kept(visit_as):
    page = visit_as("thi-tran", "/dossiers")
    send(page, CSV.format(day="31/02/2025", vhxh=34))
    assert "Dòng 2: ngày “31/02/2025” không đọc được" in page.get_by_role("alert").inner_text()
    send(page, CSV.format(day="04/08/2025", vhxh=34))
    assert "2 số mới, 0 số thay số cũ" in page.locator("main").inner_text()
    assert rows_of(page, "Tổng theo bộ phận")[-1] == ["Tổng cộng", "1.234"]
    august = "/participation?from=2025-08-01&to=2025-08-31"
    kept_nothing = visit_as("lanh-dao", f"{august}&agency={TOWN}").locator("main").inner_text()
    assert "1.200" not in kept_nothing
    page.get_by_role("button", name="Lưu", exact=True).click()
    assert "Đã lưu số hồ sơ." in page.get_by_role("status").inner_text()
    assert "1.234" in page.get_by_role("row", name="tra-ket-qua.csv").inner_text()

    send(page, CSV.format(day="04/08/2025", vhxh=40))
    assert rows_of(page, "Số thay số cũ") == [["Văn hóa – Xã hội (VHXH)", "04/08/2025", "34", "40"]]
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.goto(august)
    assert "1.240" in page.locator("main").inner_text()


@pytest.mark.parametrize("path", ["/papers", "/papers/sheet", "/dossiers"])
def test_each_sees_what_is_its_own(visit_as, path):
    town = visit_as("thi-tran", path)
    assert town.goto(f"{path}?agency=xa-an-binh").status == 403
    assert visit_as("quan-tri", "/").goto(path).status == 403
    auditor = visit_as("thanh-tra", f"{path}?agency={TOWN}")
    assert auditor.get_by_role("button", name="Lưu").count() == 0
    assert auditor.get_by_role("button", name="Xem trước").count() == 0


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [
        ("/dossiers/preview", {"agency": "xa-an-binh", "file": CSV}, 403),
        ("/dossiers/preview", {"agency": TOWN, "file": "x" * 2**20 + "x" * 8192}, 413),
        ("/dossiers/preview", {"agency": TOWN}, 422),
        ("/dossiers/preview", {"agency": TOWN, "key": "", "file": CSV}, 403),
        ("/papers/sheet", {"agency": "xa-an-binh"}, 403),
        ("/papers/sheet", {"agency": TOWN, "sheet": "../1"}, 404),
        ("/papers/sheet", {"agency": TOWN}, 400),
        ("/papers/withdraw", {"agency": TOWN, "sheet": "0" * 16}, 404),
    ],
)
def test_forms_that_no_page_has_change_nothing(visit_as, path, fields, status):
    page = visit_as("thi-tran", "/dossiers")
    own_key = page.locator("input[name=key]").first.get_attribute("value")
    sent = {"key": own_key, **fields}
    if "file" in sent:
        sent["file"] = {"name": "x.csv", "mimeType": "text/csv", "buffer": sent["file"].encode()}
    how = {"multipart": sent} if path.startswith("/dossiers") else {"form": sent}
    assert page.request.post(path, **how).status == status


def test_a_stranger_s_file_is_not_read(visit):
    page = visit("/login")
    file = {"name": "x.csv", "mimeType": "text/csv", "buffer": b"x" * 2**21}
    answer = page.request.post("/dossiers/preview", multipart={"file": file}, max_redirects=0)
    assert (answer.status, answer.headers["location"]) == (303, "/login")
