"""What Python's TOML reader finds wrong, in both languages."""

from kiosk.config.message import Message
from kiosk.config.translations import Translations

_FAULTS = Translations(
    {
        "Cannot overwrite a value": "khóa hoặc mục này đã có ở trên",
        "Cannot mutate immutable namespace {}": "khóa {} đã có ở trên",
        "Cannot declare {} twice": "mục {} có hai lần",
        "Cannot redefine namespace {}": "mục {} có hai lần",
        "Duplicate inline table key {}": "khóa {} có hai lần",
        "Invalid value": "giá trị không đúng dạng (chữ phải ở trong ngoặc kép)",
        "Invalid date or datetime": "ngày giờ không đúng (chữ phải ở trong ngoặc kép)",
        "Invalid statement": "dòng không đúng dạng khóa = giá trị",
        "Invalid initial character for a key part": "tên khóa không đúng dạng",
        "Expected '=' after a key in a key/value pair": "thiếu dấu = sau khóa",
        "Expected newline or end of document after a statement": "thừa chữ sau giá trị",
        "Expected ']' at the end of a table declaration": "tên mục thiếu dấu ]",
        "Expected ']]' at the end of an array declaration": "tên mục thiếu dấu ]]",
        "Expected {}": "thiếu {}",
        "Found invalid character {}": "ký tự không được phép {}",
        "Illegal character {}": "ký tự không được phép {}",
        "Unclosed array": "danh sách thiếu dấu ]",
        "Unclosed inline table": "bảng thiếu dấu đóng ngoặc nhọn",
        "Unterminated string": "chữ thiếu ngoặc kép đóng",
        "Unescaped '\\' in a string": "dấu \\ trong ngoặc kép phải viết hai lần, hoặc dùng ngoặc đơn",
        "Invalid hex value": "mã ký tự sau dấu \\ không đúng",
        "Escaped character is not a Unicode scalar value": "mã ký tự sau dấu \\ không đúng",
    }
)
_PLACES = Translations({"line {}, column {}": "dòng {}, cột {}", "end of document": "cuối tệp"})


def in_both(sentence: str) -> Message:
    """The reader's words, which end with the place: `Invalid value (at line 3, column 5)`."""
    fault, at, place = sentence.removesuffix(")").rpartition(" (at ")
    if not at:  # not the reader's own words, but Python's
        return Message("có giá trị quá dài hoặc lồng quá sâu", sentence)
    return Message(f"{_FAULTS.in_both(fault).vi} ({_PLACES.in_both(place).vi})", sentence)
