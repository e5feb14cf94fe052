"""What is wrong with a bundle, a receipt or the journal under it, in both languages."""

from kiosk.config.translations import Translations

in_both = Translations(
    {
        "The file is not a receipt, or one of another version.": (
            "tệp không phải biên nhận, hoặc thuộc phiên bản khác"
        ),
        "The receipt was changed or cut, or is for another device or an older token.": (
            "biên nhận bị sửa, bị cắt, của máy khác hoặc của mã thiết bị cũ"
        ),
        "The receipt does not say through which entry and hash.": "biên nhận thiếu số mục hoặc mã băm",
        "The receipt is for another journal.": "biên nhận của nhật ký khác",
        "The receipt acknowledges entry {}, which this journal does not have.": (
            "biên nhận nói đến mục {} mà nhật ký này không có"
        ),
        "The receipt's hash is not this journal's at entry {}.": (
            "mã băm trong biên nhận khác với mục {} của nhật ký này"
        ),
        "Entry {} of the journal is missing.": "nhật ký thiếu mục {}",
        "Entry {} of the journal does not match its hash.": "mục {} của nhật ký không khớp mã băm",
    }
).in_both
