"""The pages as a leader's browser meets them."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import requests

from central import devices, readers
from central.devices import Device
from central.ingest import take
from tests.central.kit import NOW, PaperKiosk
from tests.central.server import serving

PERIOD = "/?from=2026-11-01&to=2026-11-30"


class Clock:
    now = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)

    def __call__(self):
        return self.now


@pytest.fixture
def database_url(tmp_path):
    return f"sqlite:///{tmp_path}/centre.sqlite"


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def url(store, clock):
    with serving(store, now=clock) as url:
        yield url


@pytest.fixture
def token(store):
    with store.writing() as connection:
        return readers.enrol(connection, "chi")[0]


@pytest.fixture
def browser(url, token):
    """A browser that has logged in."""
    with requests.Session() as session:
        assert session.post(f"{url}/login", {"token": token}, timeout=30).status_code == 200
        session.timeout = 30
        yield session


@pytest.fixture
def votes(store):
    """Take the ballots of a kiosk: 1.200 satisfied, 40 not."""

    def votes(name="quan-1", *, simulated=False):
        with store.writing() as connection:
            devices.enrol(connection, name, training=simulated)
        kiosk = PaperKiosk(name, simulated=simulated).start().ask()
        for level, number in (("satisfied", 1160), ("very_satisfied", 40), ("dissatisfied", 40)):
            for _ in range(number):
                kiosk.vote(chung=level)
        for first in range(1, kiosk.last + 1, 500):
            last = min(first + 499, kiosk.last)
            take(store, Device(name, simulated, b""), kiosk.batch(first, last), now=NOW)

    return votes


def words_of(page):
    return " ".join(re.sub(r"<[^>]*>", " ", page.text).split())


def test_without_a_login_there_is_a_form_and_not_one_figure(url, votes):
    votes()
    for path in ("/", PERIOD, "/devices"):
        page = requests.get(f"{url}{path}", timeout=30)
        assert page.status_code == 401
        assert "Mã truy cập" in page.text
        assert "1.240" not in page.text


def test_a_wrong_token_is_refused_in_words(url):
    page = requests.post(f"{url}/login", {"token": "guess"}, timeout=30)
    assert page.status_code == 401
    assert "không đúng" in page.text


def test_a_devices_token_opens_no_page(url, store):
    with store.writing() as connection:
        token, _ = devices.enrol(connection, "quan-1", training=False)
    assert requests.post(f"{url}/login", {"token": token}, timeout=30).status_code == 401


def test_the_table_shows_vietnamese_numbers(browser, url, votes):
    votes()
    words = words_of(browser.get(url + PERIOD))
    assert "Từ ngày 01/11/2026 đến ngày 30/11/2026" in words
    assert "1. Tư pháp – Hộ tịch phiếu phát ra – · thu về 1.240 · hợp lệ 1.240" in words
    assert "Đánh giá chung 40 1.160 40 1.240 96,8% 3,2%" in words
    assert "MÔ PHỎNG" not in words


def test_simulated_figures_say_so_and_are_a_link_apart(browser, url, votes):
    votes("dao-tao", simulated=True)
    assert "SỐ LIỆU MÔ PHỎNG" in browser.get(url + PERIOD).text
    votes("quan-1")
    page = browser.get(url + PERIOD)
    assert "SỐ LIỆU MÔ PHỎNG" not in page.text
    link = re.search(r'href="([^"]+)">Số liệu mô phỏng<', page.text)[1].replace("&amp;", "&")
    other = browser.get(url + link).text
    assert "SỐ LIỆU MÔ PHỎNG" in other
    assert ">Số liệu thật<" in other


def test_valid_ballots_have_a_table_of_their_own_where_some_are_flagged(browser, url, votes, store):
    votes()
    assert "Chỉ tính phiếu hợp lệ" not in browser.get(url + PERIOD).text
    with store.writing() as connection:
        connection.exec_driver_sql("UPDATE rollup SET valid = FALSE WHERE answers LIKE '%dissatisfied%'")
    assert "Chỉ tính phiếu hợp lệ" in browser.get(url + PERIOD).text


def test_the_page_begins_with_this_month(browser, url):
    assert "Từ ngày 01/11/2026 đến ngày 21/11/2026" in words_of(browser.get(url))


def test_a_wrong_period_is_told_in_words(browser, url):
    page = browser.get(f"{url}/?from=2026-11-30&to=2026-11-01")
    assert page.status_code == 400
    assert "không được sau ngày cuối" in page.text


def test_names_from_a_kiosk_are_text_and_never_markup(browser, url, store):
    with store.writing() as connection:
        devices.enrol(connection, "quan-1", training=False)
    kiosk = PaperKiosk().start().ask()
    kiosk.vote('<script>alert("x")</script>', chung="satisfied")
    take(store, Device("quan-1", False, b""), kiosk.batch(), now=NOW)
    page = browser.get(url + PERIOD).text
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_devices_show_the_hour_of_contact_and_what_needs_a_look(browser, url, votes, store):
    votes()
    with store.writing() as connection:
        devices.enrol(connection, "quan-2", training=False)
    backup = PaperKiosk("quan-2")
    other = backup.copy()
    backup.note()
    other.note()
    for branch in (backup, other):
        take(store, Device("quan-2", False, b""), branch.batch(), now=NOW)
    words = words_of(browser.get(f"{url}/devices"))
    assert "quan-1 thật khoảng 10 giờ, 20/11/2026" in words
    assert "nhật ký rẽ nhánh: 1" in words


def test_a_session_ends_with_the_log_out(browser, url):
    secret = browser.cookies["central"]
    browser.post(f"{url}/logout")
    assert requests.get(url, cookies={"central": secret}, timeout=30).status_code == 401


def test_a_session_ends_after_its_hours(browser, url, clock):
    clock.now += timedelta(seconds=readers.SESSION_SECONDS - 1)
    assert browser.get(url).status_code == 200
    clock.now += timedelta(seconds=1)
    assert browser.get(url).status_code == 401


def test_a_session_ends_where_its_reader_is_revoked(browser, url, store):
    with store.writing() as connection:
        readers.revoke(connection, "chi")
    assert browser.get(url).status_code == 401


def test_the_cookie_is_kept_from_scripts_and_other_sites(url, token, store):
    answer = requests.post(f"{url}/login", {"token": token}, allow_redirects=False, timeout=30)
    cookie = answer.headers["Set-Cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    with serving(store, secure_cookies=True) as secure:
        answer = requests.post(f"{secure}/login", {"token": token}, allow_redirects=False, timeout=30)
    assert answer.headers["Set-Cookie"].startswith("__Host-central=")
    assert "secure" in answer.headers["Set-Cookie"].lower()


def test_neither_token_nor_session_stands_in_the_database(browser, store, token):
    with store.reading() as connection:
        rows = [*connection.exec_driver_sql("SELECT * FROM readers")]
        rows += connection.exec_driver_sql("SELECT * FROM sessions")
    assert token not in str(rows)
    assert browser.cookies["central"] not in str(rows)


@pytest.mark.parametrize("path", ["/login", "/logout"])
@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://other.example"}], ids=["new", "old"]
)
def test_a_form_of_another_site_is_refused(browser, url, token, path, headers):
    assert browser.post(url + path, {"token": token}, headers=headers).status_code == 403
    assert browser.get(url).status_code == 200


def test_the_log_in_leads_back_to_the_page_that_was_asked_for_and_nowhere_else(url, token):
    page = requests.get(url + PERIOD, timeout=30).text
    query = re.search(r'name="query" value="([^"]*)"', page)[1].replace("&amp;", "&")
    form = {"token": token, "query": query}
    answer = requests.post(f"{url}/login", form, allow_redirects=False, timeout=30)
    assert answer.headers["Location"] == PERIOD
    form["query"] = "\r\nX: y//evil.example"
    answer = requests.post(f"{url}/login", form, allow_redirects=False, timeout=30)
    assert answer.headers["Location"].startswith("/?")
    assert "X" not in answer.headers


def test_pages_need_nothing_from_any_other_host(browser, url, votes):
    votes()
    for path in ("/", PERIOD, "/devices", "/style.css"):
        page = browser.get(url + path)
        assert not re.findall(r'(?:src|href|url|@import)[=( ]*["\']?(?:https?:)?//', page.text)
        assert "<script" not in page.text
    assert "default-src 'none'" in browser.get(url).headers["Content-Security-Policy"]
