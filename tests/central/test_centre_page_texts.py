"""The words on the pages: the same keys in every language, and each that a template asks for."""

import re
from pathlib import Path
from string import Formatter
from unicodedata import is_normalized

import pytest

from central.audit import What
from central.device_states import State
from central.findings import Finding
from central.fleet import Sort
from central.pages.texts import load_texts
from central.roles import Role

TEMPLATES = Path(__file__).parents[2] / "central" / "templates"
LANGUAGES = load_texts()
BASE = LANGUAGES["vi"]


def placeholders(sentence):
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_the_keys_and_placeholders_of_the_first(language):
    texts = LANGUAGES[language]
    assert texts.sentences.keys() == BASE.sentences.keys()
    for key, sentence in texts.sentences.items():
        assert placeholders(sentence) == placeholders(BASE.sentences[key]), key
        assert is_normalized("NFC", sentence), key


def test_templates_ask_for_no_word_that_there_is_not():
    asked = {
        key
        for template in TEMPLATES.glob("*.html")
        for key in re.findall(r"""\bt\("([a-z_]+\.[a-z_0-9]+)"[,)]""", template.read_text(encoding="utf-8"))
    }
    assert len(asked) > 100
    assert asked - BASE.sentences.keys() == set()


@pytest.mark.parametrize(
    ("table", "words"),
    [("role", Role), ("state", State), ("sort", Sort), ("finding", Finding), ("deed", What)],
)
def test_what_has_a_code_has_a_word(table, words):
    assert [one for one in words if not BASE.has(f"{table}.{one.value}")] == []
