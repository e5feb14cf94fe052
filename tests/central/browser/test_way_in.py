"""Log-in, log-out, the change of a password, and who is kept out."""

from datetime import UTC, datetime

import requests

from central.audit import By
from central.people import reset_password
from tests.central.browser.pictures import log_in
from tests.central.browser.province import HALF_YEAR, PASSWORD


def test_a_page_asked_for_without_a_log_in_comes_after_it(visit, url):
    page = visit(f"/ranking?{HALF_YEAR}")
    assert "470" not in page.content()
    page.get_by_label("Tên đăng nhập").fill("lanh-dao")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{url}/ranking?{HALF_YEAR}")
    assert page.get_by_role("heading", level=1).inner_text().startswith("Xếp hạng")


def test_a_wrong_password_is_told_beside_the_fields_and_names_nobody(visit):
    page = visit("/login")
    page.get_by_label("Tên đăng nhập").fill("nobody-here")
    page.get_by_label("Mật khẩu").fill("guess")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    told = page.get_by_role("alert")
    assert told.inner_text() == "Tên đăng nhập hoặc mật khẩu không đúng."
    field = page.get_by_label("Tên đăng nhập")
    assert field.get_attribute("aria-describedby") == told.get_attribute("id")
    assert field.input_value() == "nobody-here"
    assert page.get_by_label("Mật khẩu").input_value() == ""


def test_who_got_a_first_password_must_change_it_before_anything_else(visit, url, store):
    with store.writing() as connection:
        first = reset_password(connection, "moi-den", by=By(None, "", datetime.now(UTC)))
    page = visit("/login")
    page.get_by_label("Tên đăng nhập").fill("moi-den")
    page.get_by_label("Mật khẩu").fill(first)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{url}/password")
    assert page.goto("/ranking").url == f"{url}/password"
    page.get_by_label("Mật khẩu hiện tại").fill(first)
    page.get_by_label("Mật khẩu mới", exact=True).fill("ngắn")
    page.get_by_label("Nhập lại mật khẩu mới").fill("ngắn khác")
    page.get_by_role("button", name="Đổi mật khẩu").click()
    assert page.url == f"{url}/password"
    page.get_by_label("Mật khẩu hiện tại").fill(first)
    page.get_by_label("Mật khẩu mới", exact=True).fill("một câu khác cũng dài")
    page.get_by_label("Nhập lại mật khẩu mới").fill("một câu khác cũng dài")
    page.get_by_role("button", name="Đổi mật khẩu").click()
    page.get_by_text("Đã đổi mật khẩu.").wait_for()


def test_after_the_log_out_the_cookie_is_worth_nothing(browser, url):
    context = browser.new_context(base_url=url)
    page = context.new_page()
    log_in(page, url, "lanh-dao")
    cookie = {one["name"]: one["value"] for one in context.cookies()}
    page.locator("details.account summary").click()
    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_url(f"{url}/login")
    context.close()
    answer = requests.get(f"{url}/", cookies=cookie, allow_redirects=False, timeout=120)
    assert answer.headers["Location"] == "/login"


def test_a_form_of_another_session_or_site_is_refused_in_words(visit_as, url):
    page = visit_as("quan-tri", "/people")
    for form in ({"name": "evil", "role": "province"}, {"name": "evil", "role": "province", "key": "0" * 64}):
        answer = page.request.post("/people", form=form)
        assert answer.status == 403
        assert "không đến từ trang của máy chủ này" in answer.text()
    answer = page.request.post("/logout", form={}, headers={"Origin": "https://other.example"})
    assert answer.status == 403


def test_the_log_in_leads_to_no_other_site(visit):
    for back in ("https://evil.example/", "//evil.example", "/\\evil.example"):
        page = visit(f"/login?back={back}")
        assert page.locator("input[name=back]").last.input_value() == "/"


def test_pages_of_others_are_not_for_everybody(visit_as):
    page = visit_as("lanh-dao", "/fleet")
    for path in ("/people", "/catalogue", "/audit", "/fleet/add"):
        assert page.request.get(path).status == 403
    names = page.get_by_role("navigation", name="Các trang").get_by_role("link").all_inner_texts()
    assert "Người dùng" not in names


def test_every_page_says_what_browsers_may_do_with_it(url):
    for path in ("/login", "/nowhere"):
        headers = requests.get(f"{url}{path}", timeout=120).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert "script" not in headers["Content-Security-Policy"]
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"


def test_the_style_is_kept_for_a_year_under_the_name_of_its_content(url):
    page = requests.get(f"{url}/login", timeout=120).text
    path = page.split('rel="stylesheet" href="')[1].split('"')[0]
    answer = requests.get(url + path, timeout=120)
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Encoding"] == "gzip"
    assert requests.get(f"{url}/static/style.css", timeout=120).status_code == 404
