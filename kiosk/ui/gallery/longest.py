"""The longest names, criteria and reasons that offices really use, all at once: what must still fit."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.questionnaire import Criterion, Department, Reason
from kiosk.ui.canned import PROVINCE, TOWN
from kiosk.ui.gallery.scene import Scene
from kiosk.ui.settings import Labels

LONGEST_LABELS = Labels(
    "Ủy ban nhân dân phường Thượng Đình – Nguyễn Trãi",
    "Trung tâm Phục vụ hành chính công phường Thượng Đình",
    "Quầy số 12",
    "thuong-dinh-nguyen-trai-quay-so-12",
)
_SIXTEEN = (
    Department("van-phong", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân"),
    Department("phan-anh", "Tiếp nhận, giải quyết phản ánh, kiến nghị"),
    Department(
        "kinh-te",
        "Phòng Kinh tế, Hạ tầng và Đô thị",
        {"en": "Office of Economy, Infrastructure and Urban Affairs"},
    ),
    *PROVINCE.departments[:12],
    PROVINCE.departments[13],
)
LONGEST = replace(
    TOWN,
    departments=_SIXTEEN,
    criteria=(
        Criterion(
            "phan-anh",
            "Tiếp nhận, giải quyết phản ánh, kiến nghị của tổ chức, cá nhân",
            {"en": "How complaints and suggestions of citizens and organisations are received and answered"},
        ),
        Criterion(
            "cong-chuc",
            "Thái độ, tinh thần trách nhiệm của công chức khi hướng dẫn, tiếp nhận và giải quyết hồ sơ",
            {"en": "Attitude and responsibility of the officer who guides you and receives your papers"},
        ),
        Criterion("thu-tuc", "Thủ tục hành chính", {"en": "Administrative procedures"}),  # and the shortest
        Criterion(
            "ket-qua",
            "Kết quả giải quyết thủ tục hành chính và dịch vụ hành chính công",
            {"en": "Result of the administrative procedure and of the public service"},
        ),
    ),
    reasons=(
        *TOWN.reasons,
        Reason("phi", "Phải nộp thêm chi phí", {"en": "Had to pay more than the fee"}),
        Reason("cho", "Chờ đến lượt quá lâu", {"en": "Waited too long for a turn"}),
        Reason("xin-loi", "Trễ hẹn không có thư xin lỗi", {"en": "Late without an apology"}),
    ),
)


def longest(scene: Scene) -> Scene:
    """The same moment at that office."""
    return replace(scene, name=f"{scene.name}-longest", questionnaire=LONGEST, labels=LONGEST_LABELS)
