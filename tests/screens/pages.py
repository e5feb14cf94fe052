"""Page objects: one a screen; what a person does there returns the page that follows."""

from kiosk.domain.desk_view import Screen


class Page:
    screen: Screen

    def __init__(self, counter):
        self.counter = counter

    def tap(self, words):
        return self.counter.tap(words)

    def reads(self, words):
        return self.counter.reads(words)


class ClosedPage(Page):
    screen = Screen.CLOSED


class LoginPage(Page):
    screen = Screen.LOGIN

    def choose(self, department):
        return self.tap(department)


class PinPage(Page):
    screen = Screen.PIN

    def type(self, digits):
        for digit in digits:
            self.counter.pilot.tap(self.counter.sheet.pad.keys[digit])
        return self

    def delete(self):
        self.tap("Xóa")
        return self

    def open(self):
        return self.tap("Mở")

    def leave(self):
        return self.tap("Quay lại")


class InvitationPage(Page):
    screen = Screen.INVITATION

    def invite(self):
        return self.tap("Cán bộ mở phiếu · F8")


class CitizenPage(Page):
    """What the strip offers to citizens."""

    def other_language(self):
        counter = self.counter
        counter.pilot.tap(counter.sheet.strip.language_button)
        return counter.page

    def other_type(self):
        counter = self.counter
        counter.pilot.tap(counter.sheet.strip.type_button)
        return counter.page

    def touch_names(self):
        """The clerk touches the names on the strip."""
        counter = self.counter
        counter.pilot.tap(counter.sheet.strip.clerk)
        return counter.page


class RatingPage(CitizenPage):
    screen = Screen.RATING

    @property
    def criterion(self):
        return self.counter.sheet.title.text

    def answer(self, words="Hài lòng"):
        return self.tap(words)

    def skip(self):
        return self.tap("Bỏ qua")

    def back(self):
        return self.tap("Quay lại")

    def answer_all(self, *words):
        page = self
        for one in words or ["Hài lòng"] * 4:
            page = page.answer(one)
        return page


class ReasonsPage(CitizenPage):
    screen = Screen.REASONS

    def choose(self, *reasons):
        for reason in reasons:
            self.tap(reason)
        return self

    def send(self):
        return self.tap("Gửi góp ý")

    def skip(self):
        return self.tap("Bỏ qua")

    def back(self):
        return self.tap("Quay lại")


class StillTherePage(Page):
    screen = Screen.STILL_THERE

    def finish(self):
        return self.tap("Kết thúc")

    def go_on(self):
        return self.tap("Tiếp tục đánh giá")


class ThanksPage(Page):
    screen = Screen.THANKS


class ShiftPage(Page):
    screen = Screen.SHIFT

    def change(self, department):
        return self.tap(department)

    def end(self):
        return self.tap("Kết thúc phiên trực")

    def note(self):
        return self.tap("Ghi số hồ sơ đã trả")

    def back(self):
        return self.tap("Trở về đánh giá")

    def invite(self):
        return self.tap("Mở phiếu đánh giá · F8")


class DossiersPage(PinPage):
    """The pad; and, before a shift ends, one look at what will be final."""

    screen = Screen.DOSSIERS

    def note(self):
        return self.tap("Lưu")

    def forget(self):
        return self.tap("Xóa số đã lưu")

    def go_on(self):
        return self.tap("Tiếp tục")

    def go_on_without_number(self):
        return self.tap("Không rõ số hồ sơ")

    def correct(self):
        return self.tap("Sửa số hồ sơ")

    def end(self):
        return self.tap("Kết thúc phiên trực")

    def back(self):
        return self.tap("Quay lại")


class AdminPage(Page):
    screen = Screen.ADMIN

    def close(self):
        return self.tap("Đóng quản trị")

    def back(self):
        return self.tap("Quay lại")


class OutOfServicePage(Page):
    screen = Screen.OUT_OF_SERVICE


PAGES = {
    page.screen: page
    for page in (
        ClosedPage, LoginPage, PinPage, InvitationPage, RatingPage, ReasonsPage, StillTherePage,
        ThanksPage, ShiftPage, DossiersPage, AdminPage, OutOfServicePage,
    )
}  # fmt: skip


def page_of(counter):
    return PAGES[counter.view.screen](counter)
