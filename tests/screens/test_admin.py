"""The administrator's pages with the real administration behind them: real journals, threads and folders."""

import shutil
import threading
from datetime import date
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.cli.administration import Administrator
from kiosk.cli.administration_jobs import BackgroundJob
from kiosk.clock import SystemClock
from kiosk.config import load, override_of
from kiosk.ui.administration import Drive
from kiosk.ui.app import KioskApp
from kiosk.ui.screens.admin.calendar import periods
from kiosk.ui.screens.admin.leaving import LeavingPage
from kiosk.ui.widgets.part import Words
from sync.status import SyncStatus
from tests.cli.kit import EXAMPLE, Kiosk
from tests.screens.counter import MORNING
from tests.screens.pages import AdminPage, LoginPage, RatingPage
from tests.screens.pilot import FULL_HD, PORTRAIT, Finger
from tests.sync.scripted_server import ScriptedServer

PIN = "13579"
PATIENCE = 120


class Morning(SystemClock):
    def now(self):
        return MORNING.astimezone(self._zone)


class Gate:
    """Jobs stop before their first step that has got anywhere, until it is opened."""

    def __init__(self):
        self.reached, self._open = threading.Event(), threading.Event()

    def open(self):
        self._open.set()

    def wait(self, done):
        if done:
            self.reached.set()
            self._open.wait(PATIENCE)


@pytest.fixture(scope="module")
def journal(tmp_path_factory):
    kiosk = Kiosk(tmp_path_factory.mktemp("simulated"))
    words = ("simulate", "--ballots", "170", "--at", "2026-11-20")
    assert main(kiosk.words(*words)) == 0
    return kiosk.journal


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "KINGSTON"
    folder.mkdir()
    return Drive(folder, "KINGSTON", 8 * 10**9)


@pytest.fixture
def gate(monkeypatch):
    """Holds the jobs of this test in their middle."""
    gate, step = Gate(), BackgroundJob.step

    def gated(job, done, total, words):
        step(job, done, total, words)
        gate.wait(done)
        step(job, done, total, words)

    monkeypatch.setattr(BackgroundJob, "step", gated)
    yield gate
    gate.open()


@pytest.fixture
def inside(counter, journal, stick, tmp_path):
    """Makes a kiosk whose administrator has given the PIN; a shift is open at the land registry."""
    made = []

    def make(*settings, on_duty=True, drives=(stick,), **choices):
        Path(tmp_path, "token").write_text("a-token-of-this-test\n")
        Path(tmp_path, "token").chmod(0o600)
        kiosk = Kiosk(tmp_path, "sync.proxy=none", *settings)
        shutil.copy(journal, kiosk.journal)
        kiosk.journal.chmod(0o600)
        config = load(EXAMPLE, [override_of(one) for one in kiosk.settings])
        administrator = Administrator(config, Morning(config.zone), SyncStatus, {}, lambda: tuple(drives))
        made.append(administrator)
        one = counter(pins={"admin": PIN}, administration=administrator, **choices)
        if on_duty:
            one.on_duty()
        one.desk.ask_admin()
        one.app.refresh()
        one.page.type(PIN).open()
        finished(one)
        return one

    yield make
    for administrator in made:
        administrator.close()


def finished(kiosk):
    """The page's job has ended, and the screens have seen it."""
    job = kiosk.sheet.page.job
    if job:
        job.join(PATIENCE)
        assert job.over
    kiosk.pilot.wait(0.5)


def reading(kiosk):
    return " | ".join(kiosk.words)


def misfits(kiosk):
    """The texts that do not fit their places."""
    parts = [part for part in kiosk.sheet.walk(restrict=True) if isinstance(part, Words)]
    return [part.text for part in parts if part.text and not part.setting.fits]


def count_ticks(kiosk):
    """How often the desk is asked what is due, from now on."""
    ticks, tick = [], kiosk.desk.tick

    def counted():
        ticks.append(kiosk.pilot.time())
        tick()

    kiosk.desk.tick = counted
    return ticks


def test_the_status_stands_there_with_the_real_journal(inside):
    kiosk = inside()
    assert isinstance(kiosk.page, AdminPage)
    assert kiosk.reads("Quản trị · binhduong-01")
    assert kiosk.reads("Đang trực: Địa chính")
    assert "Đã kiểm tra | chưa, từ khi mở máy" in reading(kiosk)
    assert misfits(kiosk) == []


@pytest.mark.parametrize("size", [FULL_HD, PORTRAIT], ids=["landscape", "portrait"])
def test_every_page_opens_and_leads_back(inside, size):
    kiosk = inside(size=size)
    pages = {
        "Thử kết nối": "Làm lại",
        "Ghi ra USB": "Ghi ra USB “KINGSTON”",
        "Kiểm tra nhật ký": "Làm lại",
        "Phiếu hôm nay": "Tổng cộng",
        "Báo cáo theo kỳ": "Quý trước",
        "Kết thúc hoặc thoát": "Thoát chương trình",
    }
    for action, word in pages.items():
        kiosk.tap(action)
        finished(kiosk)
        assert kiosk.reads(word), (action, kiosk.words)
        assert misfits(kiosk) == []
        kiosk.page.back()
        finished(kiosk)
        assert kiosk.reads("Cập nhật")


def test_closing_leads_to_the_first_criterion(inside):
    assert isinstance(inside().page.close(), RatingPage)


def test_closing_leads_to_login_where_nobody_is_on_duty(inside):
    kiosk = inside(on_duty=False)
    assert kiosk.reads("Chưa có phiên trực")
    assert isinstance(kiosk.page.close(), LoginPage)


def test_the_journal_is_verified_and_the_status_says_so(inside):
    kiosk = inside()
    kiosk.tap("Kiểm tra nhật ký")
    finished(kiosk)
    assert "Nhật ký nguyên vẹn" in reading(kiosk)
    kiosk.page.back()
    finished(kiosk)
    assert "08:15 hôm nay" in reading(kiosk)


def test_while_something_runs_the_window_goes_on_drawing_and_the_desk_ticking(inside, gate):
    kiosk = inside()
    kiosk.tap("Kiểm tra nhật ký")
    assert gate.reached.wait(PATIENCE)
    ticks = count_ticks(kiosk)
    kiosk.wait(2)
    job = kiosk.sheet.page.job
    assert not job.over
    assert len(ticks) == 8
    assert kiosk.reads("Đang kiểm tra từng mục…")
    share = int(100 * job.progress.done / job.progress.total)
    assert 0 < share < 100
    assert kiosk.reads(f"{share}%")
    kiosk.pilot.press(kiosk.find("Dừng lại"))
    assert kiosk.pilot.frames_drawn_in(0.5) > 0
    assert not job.over


def test_what_runs_can_be_stopped_and_begun_again(inside, gate, stick):
    kiosk = inside()
    kiosk.tap("Ghi ra USB")
    finished(kiosk)
    kiosk.tap("Ghi ra USB “KINGSTON”")
    assert gate.reached.wait(PATIENCE)
    kiosk.tap("Dừng lại")
    assert kiosk.reads("Đang dừng…")
    assert not kiosk.reads("Dừng lại")
    gate.open()
    finished(kiosk)
    assert "Đã dừng theo yêu cầu" in reading(kiosk)
    assert not kiosk.reads("Có thể rút USB.")
    assert list(stick.path.iterdir()) == []
    kiosk.tap("Ghi lần nữa")
    finished(kiosk)
    assert kiosk.reads("Đã ghi xong")
    assert kiosk.reads("Có thể rút USB.")
    assert not kiosk.reads("Xin đừng rút USB khi đang ghi.")
    assert [file.name for file in stick.path.iterdir()] == ["hai-long-binhduong-01-2026-11-20.bundle"]


@pytest.mark.parametrize("way", ["Quay lại", "Đóng quản trị"])
def test_leaving_the_page_stops_what_runs_and_nothing_is_left_on_the_stick(inside, gate, stick, way):
    kiosk = inside()
    kiosk.tap("Ghi ra USB")
    finished(kiosk)
    kiosk.tap("Ghi ra USB “KINGSTON”")
    assert gate.reached.wait(PATIENCE)
    job = kiosk.sheet.page.job
    kiosk.tap(way)
    gate.open()
    job.join(PATIENCE)
    assert job.over
    assert job.result is None
    assert list(stick.path.iterdir()) == []


def test_a_stick_that_is_full_or_gone_is_told_on_the_page(inside, stick):
    kiosk = inside()
    kiosk.tap("Ghi ra USB")
    finished(kiosk)
    stick.path.rmdir()
    kiosk.tap("Ghi ra USB “KINGSTON”")
    finished(kiosk)
    assert "Lỗi · Không còn thấy USB" in reading(kiosk)


def test_without_a_stick_it_can_be_searched_again(inside, stick):
    drives = []
    kiosk = inside(drives=())
    kiosk.app._kit.administration._drives = lambda: tuple(drives)
    kiosk.tap("Ghi ra USB")
    finished(kiosk)
    assert "Chưa thấy USB nào" in reading(kiosk)
    drives.append(stick)
    kiosk.tap("Tìm lại")
    finished(kiosk)
    assert kiosk.reads("Ghi ra USB “KINGSTON”")


def test_a_centre_that_never_answers_holds_nobody_up(inside):
    with ScriptedServer().running() as server:
        server.will(server.hang)
        kiosk = inside(f"sync.endpoint={server.url}")
        kiosk.tap("Thử kết nối")
        job = kiosk.sheet.page.job
        kiosk.wait(3)
        assert kiosk.reads("Đang hỏi máy chủ…")
        kiosk.tap("Dừng lại")
        kiosk.wait(0.5)
        assert job.over
        assert "Đã dừng theo yêu cầu" in reading(kiosk)


def test_a_fault_of_the_connection_is_told_with_its_cure(inside):
    kiosk = inside("sync.endpoint=http://127.0.0.1:9/v1/batches")
    kiosk.tap("Thử kết nối")
    finished(kiosk)
    assert "Lỗi · Máy chủ từ chối kết nối" in reading(kiosk)
    assert "Cần làm: kiểm tra cổng trong sync.endpoint" in reading(kiosk)


def test_forgotten_pages_leave_by_themselves(inside):
    kiosk = inside()
    assert isinstance(kiosk.wait(115), AdminPage)
    assert isinstance(kiosk.wait(10), RatingPage)


def test_nobody_is_sent_away_while_something_runs(inside, gate):
    kiosk = inside()
    kiosk.tap("Kiểm tra nhật ký")
    assert gate.reached.wait(PATIENCE)
    assert isinstance(kiosk.wait(300), AdminPage)
    gate.open()
    finished(kiosk)
    assert isinstance(kiosk.wait(125), RatingPage)


def test_what_stands_still_for_long_keeps_nobody_from_the_screen(inside, gate):
    kiosk = inside()
    kiosk.tap("Kiểm tra nhật ký")
    assert gate.reached.wait(PATIENCE)
    assert isinstance(kiosk.wait(590), AdminPage)
    assert isinstance(kiosk.wait(140), RatingPage)


def test_todays_ballots_show_no_level(inside):
    kiosk = inside()
    kiosk.tap("Phiếu hôm nay")
    finished(kiosk)
    assert kiosk.reads("170")
    assert not kiosk.reads("Rất hài lòng")


def test_the_report_of_a_month_has_leaves(inside):
    kiosk = inside()
    kiosk.tap("Báo cáo theo kỳ")
    kiosk.tap("Tháng này")
    finished(kiosk)
    assert kiosk.reads("Báo cáo theo kỳ · 01/11/2026 – 30/11/2026")
    first = kiosk.words
    kiosk.tap("Trang sau")
    assert kiosk.words != first
    kiosk.pilot.key("pageup")
    assert kiosk.words == first


def test_days_are_typed_on_the_pad_and_with_the_keyboard(inside):
    kiosk = inside()
    kiosk.tap("Báo cáo theo kỳ")
    kiosk.tap("Chọn ngày khác")
    for digit in "20112026":
        kiosk.pilot.tap(kiosk.sheet.page.pad.keys[digit])
    assert kiosk.reads("20/11/2026")
    assert kiosk.reads("__/__/____")
    assert not kiosk.reads("Xem")
    for digit in "31112026":
        kiosk.pilot.key(digit)
    assert kiosk.reads("Không có ngày này. Xin xóa và gõ lại.")
    for key in (*["backspace"] * 8, *"19112026"):
        kiosk.pilot.key(key)
    assert kiosk.reads("Ngày cuối phải sau ngày đầu. Xin xóa và gõ lại.")
    for key in (*["backspace"] * 8, *"20112026"):
        kiosk.pilot.key(key)
    kiosk.tap("Xem")
    finished(kiosk)
    assert kiosk.reads("Báo cáo theo kỳ · 20/11/2026")


def test_after_a_day_that_does_not_exist_nothing_is_typed_until_it_is_deleted(inside):
    kiosk = inside()
    kiosk.tap("Báo cáo theo kỳ")
    kiosk.tap("Chọn ngày khác")
    for digit in "310220261":
        kiosk.pilot.key(digit)
    assert kiosk.reads("31/02/2026")
    assert kiosk.reads("__/__/____")
    assert kiosk.reads("Không có ngày này. Xin xóa và gõ lại.")
    for key in ("backspace", "7"):
        kiosk.pilot.key(key)
    assert kiosk.reads("31/02/2027")


def test_back_leads_one_page_back(inside):
    kiosk = inside()
    kiosk.tap("Báo cáo theo kỳ")
    kiosk.tap("Tháng này")
    finished(kiosk)
    kiosk.page.back()
    assert kiosk.reads("Chọn ngày khác")
    kiosk.tap("Chọn ngày khác")
    kiosk.pilot.key("escape")
    kiosk.pilot.key("escape")
    finished(kiosk)
    assert kiosk.reads("Cập nhật")


def test_a_confirmation_has_one_way_back(inside):
    kiosk = inside()
    kiosk.tap("Kết thúc hoặc thoát")
    kiosk.tap("Thoát chương trình")
    assert not kiosk.reads("Quay lại")
    kiosk.tap("Không, quay lại")
    assert isinstance(kiosk.sheet.page, LeavingPage)
    assert kiosk.reads("Quay lại")


def test_the_shift_in_progress_ends_without_its_pin(inside):
    kiosk = inside()
    kiosk.tap("Kết thúc hoặc thoát")
    kiosk.tap("Kết thúc phiên trực")
    assert "Số hồ sơ đã trả: chưa nhập" in reading(kiosk)
    assert kiosk.journal.of("shift_closed") == []
    kiosk.tap("Kết thúc phiên trực")
    kiosk.wait(0.5)
    assert [one.dossiers for one in kiosk.journal.of("shift_closed")] == [None]
    assert isinstance(kiosk.page, AdminPage)
    assert kiosk.reads("Chưa có phiên trực")


def test_the_program_ends_only_after_it_was_asked_about(inside, monkeypatch):
    ends = []
    monkeypatch.setattr(KioskApp, "stop", lambda _app: ends.append(True))
    kiosk = inside()
    kiosk.tap("Kết thúc hoặc thoát")
    kiosk.tap("Thoát chương trình")
    kiosk.tap("Không, quay lại")
    assert ends == []
    kiosk.tap("Thoát chương trình")
    kiosk.tap("Thoát chương trình")
    assert ends == [True]


def test_the_keyboard_goes_everywhere(inside):
    kiosk = inside()
    for key in ("tab", "tab", "tab", "tab", "up", "down", "enter"):
        kiosk.pilot.key(key)
    finished(kiosk)
    assert "Nhật ký nguyên vẹn" in reading(kiosk)
    kiosk.pilot.key("escape")
    assert kiosk.reads("Cập nhật")
    kiosk.pilot.key("escape")
    assert isinstance(kiosk.page, RatingPage)


def test_a_second_touch_in_the_same_moment_presses_nothing_on_the_page_that_came(inside):
    kiosk = inside()
    kiosk.tap("Kết thúc hoặc thoát")
    exit_ = kiosk.find("Thoát chương trình")
    finger = Finger(kiosk.pilot, *kiosk.pilot.middle_of(exit_)).down()
    assert exit_ not in finger.on
    finger.up()
    assert isinstance(kiosk.sheet.page, LeavingPage)


def test_nothing_of_the_pages_remains_when_they_are_left(inside):
    kiosk = inside()
    kiosk.page.close()
    assert not [word for word in kiosk.words if "Quản trị" in word or "máy chủ" in word.lower()]


@pytest.mark.parametrize(
    ("today", "word", "first", "last"),
    [
        ("2026-11-21", "this_quarter", "2026-10-01", "2026-12-31"),
        ("2026-01-31", "last_month", "2025-12-01", "2025-12-31"),
        ("2026-03-31", "last_quarter", "2025-10-01", "2025-12-31"),
        ("2024-02-29", "this_month", "2024-02-01", "2024-02-29"),
        ("2024-06-30", "first_half", "2024-01-01", "2024-06-30"),
        ("2024-07-01", "first_half", "2024-01-01", "2024-06-30"),
        ("2024-07-01", "last_year", "2023-01-01", "2023-12-31"),
        ("2024-12-31", "this_month", "2024-12-01", "2024-12-31"),
    ],
)
def test_usual_periods_begin_and_end_where_people_expect(today, word, first, last):
    known = {one.word: one for one in periods(date.fromisoformat(today))}
    assert (known[word].first.isoformat(), known[word].last.isoformat()) == (first, last)
