"""The secrets of this PC: the device's token, and PINs as argon2 hashes.

They stand in files of their own that only the kiosk's account may read, or in the environment. No error text
here holds a secret.
"""

from __future__ import annotations

import os
import stat
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING

from kiosk.config import ADMIN
from kiosk.config.message import Message, with_cure
from kiosk.config.reasons import reason_of

if TYPE_CHECKING:
    from argon2 import PasswordHasher

TOKEN_VARIABLE = "HAI_LONG_TOKEN"  # noqa: S105  the name of a variable
_MAX_BYTES = 64 * 1024
_SHORTEST_INVITE_TOKEN = 16
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_FEWEST_DIGITS, _MOST_DIGITS = 4, 8
# One try takes some 20 ms on the screens' thread; the pad's growing delay is what stops guessing.
_ROUNDS, _KIBIBYTES = 2, 19_456
_MOST_WORK = (
    4 * _ROUNDS * _KIBIBYTES
)  # of a hash that another program made; a try takes as long as their product
_MOST_THREADS = 4


class SecretError(Exception):
    """A secret's file can't be used: what is wrong with it, and the cure."""

    def __init__(self, what: Message, cure: Message) -> None:
        super().__init__(with_cure(what, cure, "en"))
        self.what, self.cure = what, cure

    def text(self, language: str) -> str:
        """One line in a language."""
        return with_cure(self.what, self.cure, language)


def read_token(file: Path | None, environment: Mapping[str, str]) -> str | None:
    """The device's token, from the environment or else its file; None where this device is not enrolled.

    Raises SecretError where the file can't be read, others may read it, or it holds no token.
    """
    token = environment.get(TOKEN_VARIABLE) or (_read(file) if file else None)
    if token is None:
        return None
    token = token.strip()
    if not _is_token(token):
        place = TOKEN_VARIABLE if environment.get(TOKEN_VARIABLE) else str(file)
        raise SecretError(
            Message(f"{place}: không phải mã thiết bị", f"{place}: holds no token"),
            Message("chép lại đúng mã mà máy chủ cấp", "copy it again from the enrolment at the server"),
        )
    return token


def check_writable(file: Path) -> None:
    """Raise OSError where `write_private` could not write this file."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, probe = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-")
    os.close(descriptor)
    Path(probe).unlink()


def write_token(file: Path, token: str) -> None:
    """Keep the device's token where its owner alone may read it. Raises OSError."""
    write_private(file, f"{token}\n")


def read_invite_token(file: Path) -> str | None:
    """The token by which the one-stop software on this PC invites; None where there is no such file.

    Raises SecretError where the file can't be read, others may read it, or it holds too short a token.
    """
    text = _read(file)
    if text is None:
        return None
    token = text.strip()
    if not _is_token(token) or len(token) < _SHORTEST_INVITE_TOKEN:
        shortest = _SHORTEST_INVITE_TOKEN
        raise SecretError(
            Message(
                f"{file}: không phải mã từ {shortest} ký tự", f"{file}: holds no token of {shortest} letters"
            ),
            Message(
                "xóa tệp rồi mở kiosk, kiosk tự tạo mã; hoặc ghi vào tệp một dòng chữ số ngẫu nhiên",
                "remove it and start the kiosk, which makes one; or write random letters into it",
            ),
        )
    return token


def make_invite_token(file: Path) -> str:
    """A new random token, in a file that its owner alone may read. Raises OSError."""
    token = token_hex(16)
    write_private(file, f"{token}\n")
    return token


class Pins:
    """The PINs of departments and the administrator: what the desk asks (`PinCheck`)."""

    def __init__(self, hashes: Mapping[str, str] | None = None) -> None:
        self._hashes = dict(hashes or {})

    @property
    def locked(self) -> frozenset[str]:
        """The codes of the departments that have a PIN."""
        return frozenset(self._hashes) - {ADMIN}

    @property
    def has_admin(self) -> bool:
        """Whether the administrator has a PIN."""
        return ADMIN in self._hashes

    def is_right(self, department: str, pin: str) -> bool:
        """Whether `pin` is that of the department, or of `admin`; never right where none is set."""
        if department not in self._hashes:
            return False
        from argon2.exceptions import InvalidHashError, VerificationError  # noqa: PLC0415 - no start waits for it

        try:
            return _hasher().verify(self._hashes[department], pin)
        except (VerificationError, InvalidHashError):
            return False

    def with_pin(self, department: str, pin: str) -> Pins:
        """These PINs and one more, or another, for a department or `admin`."""
        return Pins({**self._hashes, department: _hasher().hash(pin)})

    def without(self, department: str) -> Pins:
        """These PINs but that one."""
        return Pins({code: one for code, one in self._hashes.items() if code != department})

    def write(self, file: Path) -> None:
        """Replace the file as a whole, readable by its owner alone. Raises OSError."""
        lines = [f'"{code}" = "{one}"\n' for code, one in sorted(self._hashes.items())]
        write_private(file, "".join(["# kiosk pin writes this file\n", *lines]))


def is_pin(text: str) -> bool:
    """Whether a text can be a PIN: 4 to 8 digits."""
    return text.isascii() and text.isdigit() and _FEWEST_DIGITS <= len(text) <= _MOST_DIGITS


def read_pins(file: Path | None) -> Pins:
    """The PINs in a file; none where there is no file. Raises SecretError for a file that can't be used."""
    text = _read(file) if file else None
    if text is None:
        return Pins()
    try:
        hashes = tomllib.loads(text)
    except (ValueError, RecursionError):
        raise _no_pins(file, "") from None
    for code, one in hashes.items():
        if not isinstance(one, str) or not _is_hash(one):
            raise _no_pins(file, code)
    return Pins(hashes)


def others_may_read(file: Path) -> bool:
    """Whether accounts other than the owner may touch the file or folder. Always False on Windows."""
    return os.name == "posix" and bool(file.stat().st_mode & _OTHERS)


def _read(file: Path) -> str | None:
    """The text of a secret's file, or None where there is none."""
    try:
        if others_may_read(file):
            raise SecretError(
                Message(f"{file}: tài khoản khác cũng đọc được", f"{file}: other accounts may read it"),
                Message(f"chạy lệnh chmod 600 {file}", f"run chmod 600 {file}"),
            )
        with file.open("rb") as stream:
            return stream.read(_MAX_BYTES).decode("utf-8-sig")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        raise SecretError(
            Message(f"{file}: không phải văn bản UTF-8", f"{file}: is not UTF-8 text"),
            Message("chỉ đúng tệp, hoặc tạo lại tệp này", "name the right file, or make it anew"),
        ) from None
    except OSError as error:
        reason = reason_of(error)
        raise SecretError(
            Message(f"{file}: không đọc được ({reason.vi})", f"{file}: can't be read ({reason.en})"),
            Message("cho tài khoản chạy kiosk quyền đọc tệp này", "let the kiosk's account read it"),
        ) from None


def write_private(file: Path, text: str) -> None:
    """Replace the file as a whole, readable by its owner alone; a power cut leaves the old one or the new.

    Run as root, it belongs to whom the old one belonged, or its folder. Raises OSError.
    """
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        _give_to_owner(Path(temporary), file)
        Path(temporary).replace(file)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher  # noqa: PLC0415 - no start waits for it

    return PasswordHasher(time_cost=_ROUNDS, memory_cost=_KIBIBYTES, parallelism=1)


def _is_token(text: str) -> bool:
    """Whether this can stand in a header: letters, digits and signs, no space."""
    return bool(text) and text.isascii() and text.isprintable() and " " not in text


def _is_hash(text: str) -> bool:
    """Whether this is an argon2 hash that a try of a PIN can afford to compute."""
    from argon2 import extract_parameters  # noqa: PLC0415 - no start waits for it
    from argon2.exceptions import InvalidHashError  # noqa: PLC0415 - no start waits for it

    try:
        cost = extract_parameters(text)
    except InvalidHashError:
        return False
    return cost.memory_cost * cost.time_cost <= _MOST_WORK and cost.parallelism <= _MOST_THREADS


def _no_pins(file: Path | None, code: str) -> SecretError:
    place = f"{file}: {code}" if code else str(file)
    return SecretError(
        Message(f"{place}: không phải mã PIN dạng băm", f"{place}: is no hash of a PIN"),
        Message("xóa tệp rồi đặt lại bằng: kiosk pin", "remove the file and set PINs anew with: kiosk pin"),
    )


def _give_to_owner(temporary: Path, file: Path) -> None:
    """Run as root, `kiosk pin` must not take the file away from the kiosk's account."""
    if os.name == "posix" and os.geteuid() == 0:
        owner = (file if file.exists() else file.parent).stat()
        os.chown(temporary, owner.st_uid, owner.st_gid)
