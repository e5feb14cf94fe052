"""The configuration: that it can be used, and what it leaves unsaid."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.check.finding import Finding, fault, good, warning
from kiosk.check.subject import Subject
from kiosk.config import Config, ConfigError, Message


def faults_of(error: ConfigError) -> Iterable[Finding]:
    """Every fault of a configuration that can't be used."""
    for one in error.faults:
        place = f"{one.file}:{one.line}" if one.line else one.file
        where = f"{place}: {one.key}" if one.key else place
        yield fault("configuration", Message(f"{where}: {one.what.vi}", f"{where}: {one.what.en}"), one.cure)


def check(subject: Subject) -> Iterable[Finding]:
    """What the configuration describes, and which words lack a language."""
    config = subject.config
    asked = config.questionnaire
    counts = len(asked.departments), len(asked.criteria), len(asked.levels)
    yield good(
        "configuration",
        Message(
            f"{config.file}: {counts[0]} bộ phận, {counts[1]} tiêu chí, {counts[2]} mức độ",
            f"{config.file}: {counts[0]} departments, {counts[1]} criteria, {counts[2]} levels",
        ),
    )
    for language in config.desk.languages[1:]:
        missing = _without(config, language)
        if missing:
            listed = ", ".join(missing)
            yield warning(
                "configuration",
                Message(
                    f'chưa có bản dịch "{language}" của: {listed}', f'no words in "{language}" for: {listed}'
                ),
                Message(
                    f"thêm names.{language} hoặc texts.{language}; nếu không, màn hình hiện bản chính",
                    f"add names.{language} or texts.{language}; else the screen shows the base text",
                ),
            )


def _without(config: Config, language: str) -> list[str]:
    """The codes of what has no words in a language."""
    asked = config.questionnaire
    words = [(one.code, one.names) for one in asked.departments]
    words += [(one.code, one.texts) for one in (*asked.criteria, *asked.reasons)]
    words += [(one.code, one.texts) for one in asked.levels]
    return [code for code, texts in words if language not in texts]
