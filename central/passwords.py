"""Passwords: what one must be, and how it is kept, as argon2id by the second recommendation of RFC 9106.

A password is compared in the form NFKC, for one keyboard writes "ế" as one letter and another as three.
"""

from __future__ import annotations

import secrets
import unicodedata
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 12, 256  # characters
_FEWEST_DIFFERENT = 5
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is mistaken for another on paper
_AT_ONCE = 4  # of 64 MiB each: who sends logins must not take all memory


class PasswordError(Exception):
    """A password that can't be taken; the text is one sentence, `code` a word for pages to translate."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


class Hashing:
    """Makes and checks hashes, a few at a time."""

    def __init__(self, hasher: PasswordHasher) -> None:
        self._hasher = hasher
        self._nobodys = hasher.hash(secrets.token_urlsafe())
        self._turn = BoundedSemaphore(_AT_ONCE)

    def hashed(self, password: str) -> str:
        """What is kept of a password."""
        with self._turn:
            return self._hasher.hash(_normal(password))

    def is_right(self, kept: str | None, password: str) -> bool:
        """Whether it is the password that was kept; None, nobody's, takes as long and is never right."""
        try:
            with self._turn:
                right = self._hasher.verify(kept or self._nobodys, _normal(password))
        except (VerificationError, InvalidHashError):
            return False
        return right and kept is not None

    def is_outdated(self, kept: str) -> bool:
        """Whether it was kept by other parameters than a new one would be."""
        return self._hasher.check_needs_rehash(kept)


HASHING = Hashing(PasswordHasher())


def check(password: str, name: str) -> None:
    """Raise PasswordError unless the account of this name may have this password."""
    plain = _normal(password)
    if len(plain) < SHORTEST:
        raise PasswordError("short", f"A password has at least {SHORTEST} characters.")
    if len(plain) > LONGEST:
        raise PasswordError("long", f"A password has at most {LONGEST} characters.")
    if len(set(plain.casefold())) < _FEWEST_DIFFERENT or name in plain.casefold():
        raise PasswordError(
            "easy", "A password has at least 5 different characters and not the account's name in it."
        )


def initial() -> str:
    """A password to be read aloud or typed once: 79 random bits in four groups."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def _normal(password: str) -> str:
    # What is too long is cut where it still is too long: nobody's typing costs more than a page of text.
    return unicodedata.normalize("NFKC", password[: 4 * LONGEST])
