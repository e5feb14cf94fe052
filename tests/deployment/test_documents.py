"""What the documents of the centre tell somebody to type exists."""

import argparse
import re
from importlib import import_module
from pathlib import Path

import pytest

from central.cli import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ["docs/centre.md", "docs/deployment/README.md", "README.md"]


def text_of(name):
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_each_command_that_a_document_names_exists(name):
    named = set(re.findall(r"(?:^|`|&& )central ([a-z][a-z-]+)", text_of(name), re.MULTILINE))
    assert named <= COMMANDS.keys()


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_of_the_centre_is_documented(command):
    assert f"central {command}" in text_of("docs/centre.md")


def test_each_option_of_serve_is_documented():
    parser = argparse.ArgumentParser(add_help=False)
    import_module("central.cli.serve").add_arguments(parser)
    options = re.findall(r"--[a-z-]+", parser.format_help())
    assert [one for one in options if one not in text_of("docs/centre.md")] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_each_file_that_a_document_leads_to_is_there(name):
    folder = (ROOT / name).parent
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text_of(name))
    assert links
    assert [link for link in links if not (folder / link).exists()] == []


def test_each_file_that_the_steps_install_is_shipped():
    steps = text_of("docs/centre.md")
    installed = set(re.findall(r"[\w-]+\.(?:service|timer|conf|env|sh|lock)\b", steps))
    shipped = {file.name for file in (ROOT / "docs/deployment").iterdir()}
    assert {one for one in installed if one.startswith(("hai-long-", "central.", "centre."))} <= shipped
    assert {"hai-long-central.service", "hai-long-backup.timer", "nginx.conf", "sysusers.conf"} <= installed
