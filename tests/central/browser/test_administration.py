"""People, devices, catalogue and raw lines, as those who look after them meet them."""

from tests.central.browser.province import PASSWORD, TOWN


def test_an_account_is_added_and_its_password_shown_once(visit_as):
    page = visit_as("quan-tri", "/people")
    add = page.get_by_role("region", name="Thêm người dùng")
    add.get_by_label("Tên đăng nhập").fill("Văn Thư")
    add.get_by_role("button", name="Thêm").click()
    assert "Tên đăng nhập gồm" in page.get_by_role("alert").inner_text()
    add = page.get_by_role("region", name="Thêm người dùng")
    add.get_by_label("Tên đăng nhập").fill("van-thu")
    add.get_by_label("Cơ quan").select_option(TOWN)
    add.get_by_role("button", name="Thêm").click()
    secret = page.locator("output").inner_text()
    assert len(secret) >= 12
    page.get_by_role("link", name="Đã chép xong").click()
    assert secret not in page.content()
    assert "chưa đổi mật khẩu đầu" in page.get_by_role("row", name="van-thu").inner_text()


def test_an_account_is_disabled_at_once(visit_as):
    page = visit_as("quan-tri", "/people")
    row = page.get_by_role("row", name="thi-tran")
    row.get_by_text("Sửa").click()
    row.get_by_role("button", name="Khóa").click()
    assert "Đã khóa tài khoản." in page.get_by_role("status").inner_text()
    row = page.get_by_role("row", name="thi-tran")
    row.get_by_text("Sửa").click()
    row.get_by_role("button", name="Mở lại").click()
    assert "đang dùng" in page.get_by_role("row", name="thi-tran").inner_text()


def test_a_device_gets_a_code_that_is_shown_once(visit_as):
    page = visit_as("quan-tri", "/fleet")
    page.get_by_role("link", name="Thêm thiết bị").click()
    page.get_by_label("Tên thiết bị").fill("thi-tran-binh-duong-quay-4")
    page.get_by_label("Cơ quan").select_option(TOWN)
    page.get_by_role("button", name="Cấp mã đăng ký").click()
    code = page.locator("output").inner_text()
    assert len(code.replace("-", "")) == 12
    page.get_by_role("link", name="Đã chép xong").click()
    assert page.get_by_role("heading", level=1).inner_text() == "thi-tran-binh-duong-quay-4"
    assert code not in page.content()
    page.get_by_role("button", name="Thu hồi").click()
    assert "Đã thu hồi mã của thiết bị" in page.get_by_role("status").inner_text()


def test_devices_are_found_by_state_and_name(visit_as):
    page = visit_as("lanh-dao", "/fleet")
    page.get_by_role("link", name="có dấu vết sửa").click()
    assert page.locator("tbody th").all_inner_texts() == ["xa-hoa-loi-quay-2"]
    page.locator("tbody th a").click()
    assert "nhật ký rẽ nhánh" in page.locator("main").inner_text()
    assert page.get_by_role("button", name="Thu hồi").count() == 0


def test_an_agency_sees_its_own_devices_alone(visit_as):
    page = visit_as("thi-tran", "/fleet")
    names = page.locator("tbody th").all_inner_texts()
    assert names
    assert all(name.startswith(TOWN) for name in names)
    assert page.request.get("/fleet/device?name=xa-hoa-loi-quay-2").status == 404


def test_raw_lines_are_for_auditors_and_each_look_is_noted(visit_as):
    path = "/fleet/device?name=xa-hoa-loi-quay-2"
    assert visit_as("quan-tri", path).get_by_role("button", name="Xem dòng thô").count() == 0
    page = visit_as("thanh-tra", path)
    page.get_by_role("button", name="Xem dòng thô").click()
    assert '"kind":"journal_opened"' in page.locator("tbody").inner_text()
    trail = page.request.get("/audit?what=raw_lines_seen").text()
    assert "xa-hoa-loi-quay-2" in trail
    assert "thanh-tra" in trail


def test_an_agency_and_its_department_are_added_by_keyboard(visit_as):
    page = visit_as("quan-tri", "/catalogue")
    add = page.get_by_role("region", name="Thêm cơ quan trực thuộc")
    add.get_by_label("Mã").fill("Xã Mới")
    add.get_by_label("Tên").fill("UBND xã Mới")
    add.get_by_label("Tên").press("Enter")
    assert "mã gồm 1 đến 64 chữ thường" in page.get_by_role("alert").inner_text()
    assert add.get_by_label("Tên").input_value() == "UBND xã Mới"
    add.get_by_label("Mã").fill("xa-moi")
    add.get_by_label("Từ ngày").fill("2030-01-01")
    add.get_by_role("button", name="Thêm").press("Enter")
    assert "Đã thêm" in page.get_by_role("status").inner_text()
    assert page.get_by_role("heading", level=1).inner_text() == "UBND xã Mới"
    for said in ("Đã thêm", "mã này đã có"):
        add = page.get_by_role("region", name="Thêm bộ phận")
        add.get_by_label("Mã").fill("ho-tich")
        add.get_by_label("Tên").fill("Hộ tịch")
        add.get_by_label("Tên").press("Enter")
        assert said in page.locator("[role=status], [role=alert]").inner_text()
    page = visit_as("quan-tri", "/audit?what=catalogue_changed")
    told = page.locator("tbody tr").all_inner_texts()
    assert any("xa-moi/ho-tich" in row and "Hộ tịch" in row for row in told)


def test_a_name_in_the_catalogue_changes_and_the_code_stays(visit_as):
    page = visit_as("quan-tri", "/catalogue")
    page.get_by_role("link", name="UBND xã Thới Hòa").click()
    page.get_by_role("form", name="Sửa UBND xã Thới Hòa").get_by_label("Tên").fill("UBND phường Thới Hòa")
    page.get_by_role("form", name="Sửa UBND xã Thới Hòa").get_by_role("button", name="Lưu").click()
    assert "Đã lưu thay đổi." in page.get_by_role("status").inner_text()
    assert page.get_by_role("heading", level=1).inner_text() == "UBND phường Thới Hòa"
    form = page.get_by_role("form", name="Sửa UBND phường Thới Hòa")
    form.get_by_label("Từ ngày").fill("2025-01-01")
    form.get_by_label("Đến hết ngày").fill("2024-01-01")
    form.get_by_role("button", name="Lưu").click()
    assert "Chưa lưu" in page.get_by_role("alert").inner_text()
    page.get_by_role("form", name="Sửa UBND phường Thới Hòa").get_by_label("Tên").fill("UBND xã Thới Hòa")
    page.get_by_role("button", name="Lưu").first.click()


def test_nobody_s_password_stands_in_the_trail(visit_as):
    trail = visit_as("thanh-tra", "/audit").content()
    assert "đăng nhập" in trail
    assert PASSWORD not in trail
