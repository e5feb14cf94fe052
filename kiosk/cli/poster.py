"""`kiosk poster FILE.pdf`: an A4 poster that invites citizens to rate, in the agency's name."""

from __future__ import annotations

from pathlib import Path

from kiosk.check.screen_sentences import in_both
from kiosk.cli.arguments import FILE, Arguments, Parser
from kiosk.cli.errors import CommandError, WrongUseError
from kiosk.cli.own_program import without_documents
from kiosk.config import Config, Message
from kiosk.ui.texts import BASE_LANGUAGE, load_texts

_INVITATION = "Kính mời Ông/Bà đánh giá mức độ hài lòng"  # the screen's asks to touch it, paper can't be
_STEPS = (
    "Mời Ông/Bà chạm vào một khuôn mặt cho mỗi câu trên màn hình.",
    "Câu nào không muốn trả lời, xin chạm “Bỏ qua”.",
    "Màn hình có chữ to cho người cần.",
)
_PROMISE_MORE = "Cán bộ tại quầy không xem được Ông/Bà đã chọn mức nào."
_ELSEWHERE = Message(
    "vẽ áp phích trên máy có Python và kho mã nguồn, sau lệnh pip install '.[documents]'",
    "draw the poster on a PC with Python and the source, after pip install '.[documents]'",
)
_HOTLINE = "Phản ánh, kiến nghị: {}"


def add_arguments(parser: Parser) -> None:
    """`kiosk poster FILE.pdf`."""
    parser.add("file", type=Path, metavar=FILE, text=Message("tệp PDF sẽ ghi", "the PDF to write"))


def run(arguments: Arguments) -> int:
    """Write the poster; the texts on it are Vietnamese."""
    config = arguments.load_config()
    file: Path = arguments.file
    if file.suffix.lower() != ".pdf":
        raise WrongUseError(
            Message(f"{file}: tên tệp phải kết thúc bằng .pdf", f"{file}: the name must end in .pdf")
        )
    try:
        _write(config, file)
    except ModuleNotFoundError as error:
        raise CommandError(without_documents(str(error.name), "PDF", _ELSEWHERE)) from error
    except ValueError as error:
        told = in_both(str(error))
        raise CommandError(Message(f"{config.file}: {told.vi}", f"{config.file}: {told.en}")) from error
    arguments.say(Message(f"Đã ghi {file}, khổ A4.", f"Wrote {file}, A4."))
    return 0


def _write(config: Config, file: Path) -> None:
    from kiosk.poster import Poster, write_poster  # noqa: PLC0415  an extra that may not be installed

    texts = load_texts()[BASE_LANGUAGE]
    hotline = config.agency.hotline
    poster = Poster(
        agency=config.agency.name,
        unit=config.agency.unit,
        invitation=texts.tied(_INVITATION),
        purpose=texts.tied(texts("thanks.help")),
        levels=[(one.code, texts.tied(one.text_in(BASE_LANGUAGE))) for one in config.questionnaire.levels],
        steps=[texts.tied(step) for step in _STEPS],
        promise=texts.tied(texts("rating.anonymous")),
        promise_more=texts.tied(_PROMISE_MORE),
        hotline=texts.tied(_HOTLINE.format(hotline)) if hotline else "",
    )
    write_poster(poster, file)
