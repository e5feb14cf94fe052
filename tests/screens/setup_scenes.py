"""Every page of setup, with the longest that may stand on it: for what looks at the layout, and for pictures.

`python -m tests.screens.setup_scenes OUT` draws them.
"""

import sys
from dataclasses import replace
from pathlib import Path

from PIL import Image

from tests.screens.window import open_window

if __name__ == "__main__":
    open_window()  # before anything imports Kivy

from kiosk.setup.answers import Step
from kiosk.setup.document import coded
from kiosk.ui.administration import Finding, State
from tests.screens.pilot import FULL_HD, LAPTOP, PORTRAIT, Pilot
from tests.screens.setup_kit import TOWN, SetupCounter

FULL = replace(
    TOWN,
    endpoint="https://hailong.binhduong.gov.vn/v1/batches",
    code="DKRS-XK8H-A5CS",
    device="binhduong-01",
    device_told=True,
    agency="UBND thị trấn Bình Dương",
    pins={"admin": "2468", "dia-chinh": "1357"},
    touch_works=True,
)
LONGEST = replace(
    FULL,
    endpoint="https://hailong-danhgia.sothongtinvatruyenthong.binhduong.gov.vn:8443/kiosk/v1/batches",
    agency="Ủy ban nhân dân thị trấn Dương Đông, huyện Phú Quốc, tỉnh Kiên Giang – trụ sở làm việc thứ hai",
    unit="Trung tâm Phục vụ hành chính công, Bộ phận Tiếp nhận và Trả kết quả giải quyết thủ tục",
    device_told=False,
    departments=coded([f"Bộ phận Đăng ký đất đai và Quản lý trật tự xây dựng số {n}" for n in range(12)]),
    touch_works=False,
)
FINDINGS = [
    Finding(
        State.FAULT, "không tìm thấy máy chủ hailong.binhduong.gov.vn", "kiểm tra dây mạng và tên máy chủ"
    ),
    Finding(State.WARNING, "chưa biết màn hình lớn bao nhiêu", "ghi display.diagonal_inches"),
    Finding(State.WARNING, "màn hình tự tắt sau 10 phút", "đặt màn hình không bao giờ tắt"),
    Finding(State.WARNING, "kiosk không tự chạy khi bật máy", "bật dịch vụ hai-long-kiosk"),
]
WRONG = {
    "endpoint": "Không tìm thấy tên máy chủ. Cần làm: kiểm tra DNS và địa chỉ máy chủ.",
    "code": "Máy chủ không nhận mã này: mã sai, đã dùng hoặc hết hạn; xin mã mới",
}


def at(step):
    return lambda setup: setup.app.turn_to_step(step)


def asking(setup):
    at(Step.CENTRE)(setup)
    setup.tap(setup.app.look.texts("setup.ask"))


def refused(setup):
    asking(setup)
    setup.said(**WRONG)


def nameless(setup):
    setup.app.take(replace(setup.answers, agency="", device="Quầy 1", device_told=False))
    at(Step.PLACE)(setup)
    setup.tap(setup.app.look.texts("setup.on"))


def typing(name, step):
    def then(setup):
        at(step)(setup)
        fields = [part for part in setup.page.walk(restrict=True) if type(part).__name__ == "Field"]
        setup.pilot.tap(fields[name])

    return then


def device(setup):
    setup.app.take(replace(setup.answers, device_told=False))
    typing(3, Step.PLACE)(setup)


def renaming(setup):
    at(Step.DEPARTMENTS)(setup)
    tiles = [part for part in setup.page.walk(restrict=True) if type(part).__name__ == "Tile"]
    setup.pilot.tap(tiles[0])


def pin(setup):
    at(Step.PINS)(setup)
    tiles = [part for part in setup.page.walk(restrict=True) if type(part).__name__ == "Tile"]
    setup.pilot.tap(tiles[0])


def wrong_pin(setup):
    pin(setup)
    setup.type_pin("123")


def differing_pins(setup):
    pin(setup)
    setup.type_pin("1234")
    setup.type_pin("1235")


def pinless(setup):
    setup.app.take(replace(setup.answers, pins={}))
    at(Step.PINS)(setup)
    setup.tap(setup.app.look.texts("setup.on"))


def half_touched(setup):
    at(Step.TOUCH)(setup)
    for spot in setup.page.spots[::2]:
        setup.pilot.tap(spot)


def touched(setup):
    at(Step.TOUCH)(setup)
    for spot in setup.page.spots:
        setup.pilot.tap(spot)


def writing(setup):
    at(Step.SUMMARY)(setup)
    setup.tap(setup.app.look.texts("setup.write"))


def not_written(setup):
    writing(setup)
    setup.failed("/var/lib/hai-long/token: không ghi được (không có quyền); kiểm tra thư mục và quyền")


def finished(findings):
    def then(setup):
        writing(setup)
        setup.written(findings)

    return then


SCENES = {
    "language": at(Step.LANGUAGE),
    "centre": at(Step.CENTRE),
    "asking": asking,
    "refused": refused,
    "address": typing(0, Step.CENTRE),
    "code": typing(1, Step.CENTRE),
    "place": at(Step.PLACE),
    "nameless": nameless,
    "agency": typing(0, Step.PLACE),
    "device": device,
    "departments": at(Step.DEPARTMENTS),
    "renaming": renaming,
    "pins": at(Step.PINS),
    "pinless": pinless,
    "pin": pin,
    "wrong-pin": wrong_pin,
    "differing-pins": differing_pins,
    "touch": at(Step.TOUCH),
    "half-touched": half_touched,
    "touched": touched,
    "summary": at(Step.SUMMARY),
    "writing": writing,
    "not-written": not_written,
    "finished": finished(FINDINGS),
    "finished-well": finished([]),
}


def shown(pilot, name, *, size, language, answers):
    """Setup at a scene."""
    setup = SetupCounter(pilot, size=size, language=language, answers=answers)
    SCENES[name](setup)
    setup.pilot.wait(0.5)
    return setup


def draw(target, wanted):
    """Writes the pictures that are wanted, or all."""
    pilot = Pilot()
    for size in (LAPTOP, FULL_HD, PORTRAIT):
        for label, language, answers in (("", "vi", FULL), ("-longest", "en", LONGEST)):
            for name in wanted or SCENES:
                shown(pilot, name, size=size, language=language, answers=answers)
                image = Image.frombytes("RGBA", size, pilot.pixels()).transpose(
                    Image.Transpose.FLIP_TOP_BOTTOM
                )
                image.convert("RGB").save(Path(target, f"{name}{label}-{size[0]}.png"))
                pilot.stop_app()


if __name__ == "__main__":
    draw(sys.argv[1], sys.argv[2:])
