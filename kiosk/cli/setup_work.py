"""What setup does on this PC and at the centre, for its screens and without them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kiosk.cli.enrol import answer_to, keep_token, not_written, token_place
from kiosk.cli.errors import CommandError
from kiosk.config import Config, Message, Override, load
from kiosk.config.settings import SyncSettings
from kiosk.sealing import is_sealed, unseal
from kiosk.secrets import check_writable, read_token
from kiosk.setup.answers import Answers
from kiosk.setup.document import Base, UnchangeableError
from kiosk.setup.rules import proxy_of
from kiosk.setup.saving import Prepared, codes_with_pin, new_pins, prepared
from kiosk.ui.assets import ASSETS
from sync.enrolment import OtherDevice

EXAMPLE = ASSETS.parent / "config.toml"
_FILLED_IN = (("agency.name", "…"), ("device.id", "x"))
"""What a given configuration may leave to setup."""


@dataclass(frozen=True)
class Saved:
    """What was done: the configuration as it holds now, and the files that are new or changed."""

    config: Config
    changed: tuple[Path, ...]


@dataclass(frozen=True)
class SetUp:
    """Setting up this PC, with its configuration at `target`, begun with `base`.

    `former` is the configuration that is there already; `proxy` is to be written, empty for as it is.
    """

    target: Path
    base: Base
    former: Config | None
    proxy: str = ""

    @classmethod
    def of(cls, target: Path, given: Path | None, proxy: str = "") -> SetUp:
        """Begin with a given configuration, else with that at `target`, else with the product's example.

        Raises ConfigError where one of them can't be used.
        """
        former = load(target) if target.is_file() else None
        standing = tomllib.loads(_text_of(target)) if former else {}
        if given is not None:
            load(given, [Override(key, value) for key, value in _FILLED_IN])
            return cls(target, Base(_text_of(given), given, standing=standing), former, proxy)
        if former is not None:
            base = Base(_text_of(target), target, former=True, standing=standing)
            return cls(target, base, former, proxy)
        return cls(target, Base(_text_of(EXAMPLE), EXAMPLE, example=True), None, proxy)

    def answers(self, environment: Mapping[str, str]) -> Answers:
        """What is known already. Raises SecretError where a former secret can't be used."""
        answers = self.base.answers()
        if self.former is None:
            return answers
        return replace(
            answers,
            device="" if is_sealed(self.former.journal.path) else self.former.device.id,
            enrolled=bool(read_token(self.former.sync.token_file, environment)),
            pins_kept=codes_with_pin(self.former.pins_file),
        )

    def device_of(self, answers: Answers) -> str:
        """Ask the centre whose the code is, which does not use it up; raises CommandError."""
        written = self.base.document.get("sync", {}).get("proxy", "")
        settings = SyncSettings(answers.endpoint, None, proxy_of(self.proxy or written))
        answer = answer_to(answers.code, "", settings, self.target)
        if isinstance(answer, OtherDevice):
            return answer.device
        raise CommandError(
            Message(
                f"{answers.endpoint}: không phải máy chủ Hài Lòng; kiểm tra địa chỉ",
                f"{answers.endpoint}: is no Hài Lòng server; look at the address",
            )
        )

    def save(self, answers: Answers) -> Saved:
        """Hand the code in, if there is one, and write everything.

        Raises CommandError, ConfigError or SecretError; then there is no new configuration.
        """
        try:
            text = self.base.with_answers(answers, self.target, self.proxy)
            with prepared(text, self.target, self.base.source) as ready:
                return self._put(ready, answers)
        except UnchangeableError as error:
            raise CommandError(error.message) from None
        except OSError as error:
            raise not_written(Path(error.filename or self.target), error) from None

    def _put(self, ready: Prepared, answers: Answers) -> Saved:
        config, changed = ready.config, []
        pins = new_pins(config, answers.pins)
        if pins and config.pins_file:
            check_writable(config.pins_file)  # before the code is spent
        if answers.code:
            changed.append(self._enrol(config, answers.code))
        if pins and config.pins_file:
            pins.write(config.pins_file)
            changed.append(config.pins_file)
        if ready.put_in_place():
            changed.append(self.target)
        unseal(config.journal.path)
        return Saved(config, tuple(changed))

    def _enrol(self, config: Config, code: str) -> Path:
        """Hand the code in and keep the token; returns where."""
        file = token_place(config)
        answer = answer_to(code, config.device.id, config.sync, self.target)
        if isinstance(answer, OtherDevice):
            raise CommandError(
                Message(
                    f"mã này của máy {answer.device}, không phải {config.device.id}; xin mã khác",
                    f"this code is for {answer.device}, not {config.device.id}; ask for another one",
                )
            )
        keep_token(config, file, answer.token)
        return file


def _text_of(file: Path) -> str:
    return file.read_text(encoding="utf-8-sig")
