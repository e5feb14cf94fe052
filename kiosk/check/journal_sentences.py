"""The journal's sentences in Vietnamese: it speaks English, for logs; people are told in their language."""

from __future__ import annotations

from kiosk.config.translations import Translations

_SENTENCES = {
    "Another kiosk already runs on {}: close it, or give this one another journal.": (
        "Một kiosk khác đang chạy với {}: đóng nó lại, hoặc ghi journal.path khác cho máy này."
    ),
    "Another program is shipping {}: wait until it has finished, or close it.": (
        "Một chương trình khác đang gửi {}: chờ nó xong, hoặc đóng nó lại."
    ),
    "There is no journal at {}: start the kiosk once, or correct journal.path.": (
        "Chưa có nhật ký ở {}: mở kiosk một lần, hoặc sửa journal.path."
    ),
    "{} has no entry {}: see kiosk verify.": "{} không có mục {}: xem kiosk verify.",
    "{} is no journal: correct journal.path.": "{} không phải nhật ký: sửa journal.path.",
    "{} belongs to another program: give journal.path another name.": (
        "{} là tệp của chương trình khác: ghi journal.path khác."
    ),
    "{} was made by a newer version of this program: install that one, or run kiosk migrate.": (
        "{} do phiên bản mới hơn tạo ra: cài phiên bản đó, hoặc chạy kiosk migrate."
    ),
    "There is no copy of {} from before the newer version: install that version again.": (
        "Không có bản sao của {} từ trước phiên bản mới: cài lại phiên bản mới."
    ),
    "{} is no beginning of {}: install the newer version again.": (
        "{} không phải phần đầu của {}: cài lại phiên bản mới."
    ),
    "{} holds simulated ballots: start with --training, or give journal.path another name.": (
        "{} chứa phiếu mô phỏng: mở với --training, hoặc ghi journal.path khác."
    ),
    "{} holds real ballots, not to be mixed with simulated ones: give journal.path another name.": (
        "{} chứa phiếu thật, không được trộn với phiếu mô phỏng: ghi journal.path khác."
    ),
    "The disk is full: make room on the drive of {}.": "Ổ đĩa đầy: dọn chỗ trên ổ chứa {}.",
    "{} can't be opened or written: let the kiosk's own account own it and its folder.": (
        "Không mở hoặc không ghi được {}: cho tài khoản của kiosk làm chủ tệp và thư mục."
    ),
    "The disk failed under {}: check its room, its cable and its health.": (
        "Ổ đĩa có lỗi khi làm việc với {}: kiểm tra chỗ trống, dây và tình trạng ổ."
    ),
    "Another program keeps {} locked: close it.": "Chương trình khác đang khóa {}: đóng nó lại.",
    "{} is damaged: start the kiosk again, it carries on with what the hashes vouch for.": (
        "{} bị hỏng: mở lại kiosk, kiosk tự nối tiếp phần mà mã băm xác nhận."
    ),
    "{} can't be made or locked ({}).": "Không tạo hoặc không khóa được {} ({}).",
    "{} can't be made ({}).": "Không tạo được {} ({}).",
    "{} can't be replaced ({}): close what reads it.": (
        "Không thay được {} ({}): đóng chương trình đang đọc nó."
    ),
    "SQLite refused to work on {}: {}.": "SQLite không làm việc được với {}: {}.",
    "Entry 1 does not say whose journal this is: run kiosk verify.": (
        "Mục 1 không cho biết nhật ký của máy nào: chạy kiosk verify."
    ),
    "Entry {} can't be read ({}).": "Không đọc được mục {} ({}).",
    "Entry {} is not stored as text and hash.": "Mục {} không được lưu dưới dạng chữ và mã băm.",
    "Entry {} has {} bytes, {} are allowed: shorten the texts of config.toml.": (
        "Mục {} có {} byte, tối đa {}: rút gọn các câu chữ trong config.toml."
    ),
    "An entry has {} bytes, {} are allowed: shorten the texts of config.toml.": (
        "Một mục có {} byte, tối đa {}: rút gọn các câu chữ trong config.toml."
    ),
    "Entry {} holds a control character.": "Mục {} có ký tự điều khiển.",
    "An entry holds a control character.": "Một mục có ký tự điều khiển.",
    "Entry {} is no UTF-8.": "Mục {} không phải UTF-8.",
    "Entry {} is no JSON.": "Mục {} không phải JSON.",
    "What was asked from entry {} on is not what its version says.": (
        "Bộ tiêu chí từ mục {} không đúng với số phiên bản của nó."
    ),
    "{} does not hold what was written: check the disk and its health.": (
        "{} không giữ đúng những gì đã ghi: kiểm tra ổ đĩa."
    ),
    "The file's header was changed.": "Phần đầu của tệp bị sửa.",
    "Something else was put in the journal's place.": "Một tệp khác đã bị đặt vào chỗ của nhật ký.",
    "{} rows stand before the oldest entry.": "Có {} dòng đứng trước mục cũ nhất.",
    "The file's version was changed.": "Số phiên bản của tệp bị sửa.",
    "Entry {} does not match its hash.": "Mục {} không khớp mã băm.",
    "Entry {} is missing.": "Thiếu mục {}.",
    "The journal ends at entry {}, but {} is acknowledged: it was cut.": (
        "Nhật ký kết thúc ở mục {}, trong khi máy chủ đã nhận đến mục {}: nhật ký bị cắt."
    ),
    "The file's own rules were changed: {}.": "Các quy tắc của tệp bị sửa: {}.",
    "Entry 1 does not say whose journal this is.": "Mục 1 không cho biết nhật ký của máy nào.",
    "The file is damaged: {}.": "Tệp bị hỏng: {}.",
}

in_both = Translations(_SENTENCES).in_both
"""The journal's sentence and its translation; an unknown one stays as it is."""
