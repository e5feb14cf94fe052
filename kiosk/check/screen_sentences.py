"""What the screens refuse to draw, in both languages: they speak English, as the journal does."""

from kiosk.config.translations import Translations

in_both = Translations(
    {
        "there is no assets/languages/{}/texts.toml; known languages: {}": (
            "không có assets/languages/{}/texts.toml; các ngôn ngữ có sẵn: {}"
        ),
        "{}: there is no such folder; make it, or remove languages_folder": (
            "{}: không có thư mục này; tạo thư mục, hoặc bỏ languages_folder"
        ),
        "{}: is no code of a language; name the folder as in en or hmn": (
            "{}: không phải mã ngôn ngữ; đặt tên thư mục như en hoặc hmn"
        ),
        "{}: texts.toml is missing; copy the one of en and translate it": (
            "{}: thiếu tệp texts.toml; chép tệp của en rồi dịch"
        ),
        "{}: larger than 128 KB; it holds more than texts": "{}: lớn hơn 128 KB; tệp không chỉ chứa lời",
        "{}: can't be read as texts ({}); compare it with vi/texts.toml": (
            "{}: không đọc được lời ({}); đối chiếu với vi/texts.toml"
        ),
        "{}: has a key that vi/texts.toml lacks: {}": "{}: có khóa mà vi/texts.toml không có: {}",
        "{}: lacks the key {}": "{}: thiếu khóa {}",
        "{}: {} must be a text with the placeholders of vi/texts.toml: {}": (
            "{}: {} phải là câu chữ có cùng chỗ điền như trong vi/texts.toml: {}"
        ),
        "{}: {} has letters that can't be drawn: {}; write it without, or add font.ttf": (
            "{}: {} có chữ không hiện được: {}; viết không dùng chữ ấy, hoặc thêm font.ttf"
        ),
        "{} has letters that can't be drawn: {}; write it without": (
            "{} có chữ không hiện được: {}; viết không dùng chữ ấy"
        ),
        "{} does not fit the poster; shorten it": "{} không vừa áp phích; viết ngắn lại",
        "{}: {} has more than {} letters; say it in fewer": "{}: {} dài hơn {} chữ; viết ngắn lại",
        "{}: is no TrueType font; take another file": "{}: không phải phông TrueType; lấy tệp khác",
        "{}: larger than 32 MB; take a typeface of one language": (
            "{}: lớn hơn 32 MB; lấy phông của một ngôn ngữ"
        ),
        "{}: larger than 2 MB; save it smaller": "{}: lớn hơn 2 MB; lưu lại cho nhỏ hơn",
        "{}: is no whole PNG picture; save it anew as PNG": (
            "{}: không phải ảnh PNG nguyên vẹn; lưu lại thành PNG"
        ),
        "{}: has {} x {} pixels; at most 2048 x 2048 are shown": (
            "{}: có {} x {} điểm ảnh; chỉ hiện được nhiều nhất 2048 x 2048"
        ),
        "{}: can't be read ({})": "{}: không đọc được ({})",
        "level {} has no face; known are {}": "mức độ {} không có khuôn mặt; các mã có khuôn mặt: {}",
        "at most {} languages fit the screen": "màn hình chỉ đủ chỗ cho {} ngôn ngữ",
        "at most {} reasons fit the screen": "màn hình chỉ đủ chỗ cho {} lý do",
    }
).in_both
