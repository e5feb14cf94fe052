"""What the screens refuse to draw, in both languages: they speak English, as the journal does."""

from kiosk.config.translations import Translations

in_both = Translations(
    {
        "there is no assets/languages/{}/texts.toml; known languages: {}": (
            "không có assets/languages/{}/texts.toml; các ngôn ngữ có sẵn: {}"
        ),
        "level {} has no face; known are {}": "mức độ {} không có khuôn mặt; các mã có khuôn mặt: {}",
        "at most {} reasons fit the screen": "màn hình chỉ đủ chỗ cho {} lý do",
    }
).in_both
