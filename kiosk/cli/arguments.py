"""How the words of a command line are read, in both languages."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from kiosk.cli.wording import ARGUMENTS, OPTIONS, WordedHelp, WordedParser
from kiosk.config import LANGUAGES, Config, Message, load, override_of

CONFIG_VARIABLE = "HAI_LONG_CONFIG"
_CONFIG_NAME = "config.toml"
FILE, DAY = Message("TỆP", "FILE"), Message("NGÀY", "DAY")
_COMMANDS = Message("các lệnh", "commands")
_SHORT = Message("[LỆNH] [tùy chọn]", "[COMMAND] [options]")
_Read = TypeVar("_Read")


class Arguments(argparse.Namespace):
    """What the command line says."""

    language: str
    config: Path | None
    set: list[str]

    def say(self, message: Message) -> None:
        """Print a sentence in the chosen language."""
        sys.stdout.write(f"{message.text(self.language)}\n")

    def load_config(self) -> Config:
        """The configuration that the command line names; raises ConfigError."""
        return load(self.config or default_config(os.environ), [override_of(one) for one in self.set])


class Group:
    """Arguments that are added with their words in both languages; `with_value` are options that take one."""

    def __init__(self, options: argparse._ArgumentGroup, language: str, with_value: set[str]) -> None:
        self._options = options
        self._language = language
        self.with_value = with_value

    def add(self, *names: str, text: Message, metavar: Message | str | None = None, **how: Any) -> None:
        """Add an argument, as argparse's `add_argument` does."""
        told = text.text(self._language).replace("%", "%%")
        if metavar:
            how["metavar"] = metavar if isinstance(metavar, str) else metavar.text(self._language)
        action = self._place_of(names).add_argument(*names, help=told, **how)
        if action.nargs != 0:
            self.with_value.update(action.option_strings)

    def _place_of(self, _names: Sequence[str]) -> argparse._ArgumentGroup:
        return self._options


class Parser(Group):
    """An argparse parser that speaks both languages and whose faults are `WrongUseError`."""

    def __init__(self, command: str, language: str, commands: Mapping[str, Message]) -> None:
        is_run = command == "run"
        listed = "\n".join(f"  {name:<10}{text.text(language)}" for name, text in commands.items())
        self._own = WordedParser(
            prog="kiosk" if is_run else f"kiosk {command}",
            usage=f"kiosk {_SHORT.text(language)}" if is_run else None,
            description=commands[command].text(language) if command in commands else None,
            epilog=f"{_COMMANDS.text(language)}:\n{listed}" if is_run else None,
            formatter_class=partial(WordedHelp, language=language),
            add_help=False,
            allow_abbrev=False,
        )
        self._arguments = self._own.add_argument_group(ARGUMENTS.text(language))
        super().__init__(self._own.add_argument_group(OPTIONS.text(language)), language, set())
        self.add("-h", "--help", action="help", text=Message("hiện trợ giúp này", "show this help"))

    def choice(self) -> Group:
        """A group of options of which exactly one must be given."""
        group = self._options.add_mutually_exclusive_group(required=True)
        return Group(group, self._language, self.with_value)

    def parse_args(self, words: list[str], namespace: Arguments) -> Arguments:
        """Read the words; raises WrongUseError."""
        return self._own.parse_args(words, namespace=namespace)

    def _place_of(self, names: Sequence[str]) -> argparse._ArgumentGroup:
        return self._options if names[0].startswith("-") else self._arguments


def add_common(parser: Parser) -> None:
    """The options that each command has."""
    parser.add(
        "--config",
        type=Path,
        metavar=FILE,
        text=Message(
            f"tệp cấu hình (nếu không: {_CONFIG_NAME} ở thư mục này, biến {CONFIG_VARIABLE}, {_place()})",
            f"configuration (else {_CONFIG_NAME} in this folder, the variable {CONFIG_VARIABLE}, {_place()})",
        ),
    )
    parser.add(
        "--set",
        type=written_as("key=value", _setting),
        action="append",
        default=[],
        metavar=Message("KHÓA=GIÁ-TRỊ", "KEY=VALUE"),
        text=Message("đổi một khóa cho lần chạy này", "set a key for this run"),
    )
    parser.add(
        "--language", choices=LANGUAGES, text=Message("ngôn ngữ của lệnh", "language of the command line")
    )


def common_passed_on(arguments: Arguments) -> list[str]:
    """The common options, as words of another command line."""
    words = ["--language", arguments.language]
    if arguments.config is not None:
        words += ["--config", str(arguments.config)]
    for setting in arguments.set:
        words += ["--set", setting]
    return words


def add_format(parser: Parser, default: str = "text") -> None:
    """The option of commands that speak to people or to programs."""
    parser.add(
        "--format",
        choices=(default, "json"),
        default=default,
        text=Message("cho người đọc, hay JSON cho chương trình", "for people, or JSON for programs"),
    )


def _setting(text: str) -> str:
    """The text itself, if it has the form of a setting; raises ValueError."""
    override_of(text)
    return text


def default_config(environment: Mapping[str, str]) -> Path:
    """The configuration that is used where none is named."""
    here = Path(_CONFIG_NAME)
    if here.is_file():
        return here
    return place_of_configuration(environment)


def place_of_configuration(environment: Mapping[str, str]) -> Path:
    """Where this PC's own configuration belongs, whatever lies in the working folder."""
    named = environment.get(CONFIG_VARIABLE)
    return Path(named) if named else _place()


def _place() -> Path:
    """Where the platform keeps settings of the machine."""
    if os.name == "nt":
        return Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData")) / "HaiLong" / _CONFIG_NAME
    return Path("/etc/hai-long") / _CONFIG_NAME


def written_as(form: str, read: Callable[[str], _Read]) -> Callable[[str], _Read]:
    """A reader of an argument whose fault names the form that is wanted."""

    def typed(text: str) -> _Read:
        try:
            return read(text)
        except ValueError:
            raise argparse.ArgumentTypeError(f'"{text}" ≠ {form}') from None

    return typed
