"""The figures that the agency's own sentences may name in braces: "Số phiếu thu về: {thu_vao} phiếu".

Those of a form stand in `Report.words`, whole numbers and shares as `kiosk.reports.numbers` writes them; what
a form does not have is left out there. A list has one line ("Địa chính: 50") for each unit.
"""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.reports.numbers import day
from kiosk.reports.report import Report

# What every report has.
OF_ANY = {
    "ky": "kỳ báo cáo bằng chữ",
    "tu_ngay": "ngày đầu của kỳ",
    "den_ngay": "ngày cuối của kỳ",
    "co_quan": "tên cơ quan",
    "don_vi": "tên bộ phận một cửa; không ghi thì là tên cơ quan",
    "tieu_de": "tên của biểu",
}
# What a form may have.
OF_A_FORM = {
    "phat_ra": "số phiếu phát ra",
    "thu_vao": "số phiếu thu về",
    "hop_le": "số phiếu hợp lệ",
    "so_bo_phan": "số bộ phận được đánh giá",
    "bo_phan": "tên các bộ phận, cách nhau bằng dấu chấm phẩy",
    "so_tieu_chi": "số nội dung đánh giá",
    "tieu_chi": "tên các nội dung đánh giá, cách nhau bằng dấu chấm phẩy",
    "ty_le_hai_long": "tỷ lệ hài lòng ở nội dung đánh giá chung",
    "ho_so": "số hồ sơ đã trả kết quả",
    "ty_le_tham_gia": "tỷ lệ hồ sơ được đánh giá",
}
LISTS = {
    "phat_ra_theo_bo_phan": "phiếu phát ra của từng bộ phận",
    "thu_vao_theo_bo_phan": "phiếu thu về của từng bộ phận",
    "hop_le_theo_bo_phan": "phiếu hợp lệ của từng bộ phận",
}
KNOWN = frozenset({*OF_ANY, *OF_A_FORM, *LISTS})


def words_of(report: Report) -> Mapping[str, str]:
    """Every word that sentences about this report may use."""
    return {
        **report.words,
        "ky": report.span,
        "tu_ngay": day(report.first),
        "den_ngay": day(report.last),
        "co_quan": report.agency,
        "don_vi": report.unit or report.agency,
        "tieu_de": report.title,
    }
