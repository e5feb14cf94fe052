"""The arrows of docs/architecture.md, read from every import statement and every `#:import` line of kv files.

import-linter (`make lint`) follows chains of imports but sees neither kv files nor which other packages
a part was promised; this test does.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
EVERYTHING = ("kiosk", "sync", "central")
WEB = ("fastapi", "starlette", "uvicorn", "jinja2", "pydantic", "sqlalchemy", "psycopg")

# What a part may import beside itself and the standard library. The longest name that fits a module counts.
MAY_IMPORT: dict[str, tuple[str, ...]] = {
    "kiosk": (),
    "kiosk.__main__": ("kiosk.cli",),
    "kiosk.cli": EVERYTHING,
    "kiosk.cli.check": (*EVERYTHING, "certifi"),
    "kiosk.clock": (),
    "kiosk.config": ("kiosk.domain",),
    "kiosk.domain": (),
    "kiosk.heartbeat": (),
    "kiosk.invite_call": (),
    "kiosk.journal": ("kiosk.domain", "sqlalchemy", "filelock"),
    "kiosk.poster": (
        "kiosk.ui.assets",
        "kiosk.ui.face_shape",
        "kiosk.ui.letters",
        "kiosk.ui.theme",
        "reportlab",
    ),
    "kiosk.reports": ("kiosk.domain",),
    "kiosk.reports.as_docx": ("kiosk.reports", "docx"),
    "kiosk.reports.as_xlsx": ("kiosk.domain", "kiosk.reports", "xlsxwriter"),
    "kiosk.reports.letter_file": ("kiosk.reports", "kiosk.config"),
    "kiosk.reports.as_html": ("kiosk.domain", "kiosk.reports", "jinja2", "markupsafe"),
    "kiosk.reports.as_html_style": ("kiosk.reports", "fontTools"),
    "kiosk.reports.charts_sheet": ("kiosk.reports", "matplotlib"),
    "kiosk.screen_size": (),
    "kiosk.sealing": (),
    "kiosk.secrets": ("kiosk.config", "argon2"),
    "kiosk.setup": ("kiosk.config", "kiosk.domain", "kiosk.secrets", "sync.enrolment"),
    "kiosk.setup.answers": (),
    "kiosk.simulate": ("kiosk.domain",),
    "kiosk.check": (
        "kiosk.config",
        "kiosk.domain",
        "kiosk.journal",
        "kiosk.screen_size",
        "kiosk.sealing",
        "kiosk.secrets",
        "sync",
    ),
    "kiosk.support": ("kiosk.config", "kiosk.journal", "kiosk.secrets"),
    "kiosk.ui": ("kiosk.domain", "sync.status", "kivy"),
    "kiosk.ui.setup": ("kiosk.domain", "kiosk.setup.answers", "kiosk.ui", "kivy"),
    "kiosk.stopping": (),
    "kiosk.watchdog": ("kiosk.heartbeat", "filelock"),
    "sync": (),
    "sync.endpoint": ("sync", "requests", "urllib3"),
    "sync.wire": (),
    "sync.status": (),
    "sync.source": (),
    "sync.answers": ("sync.wire", "sync.status"),
    "sync.enrolment": ("sync.wire", "sync.status", "sync.answers"),
    "sync.bundle": ("sync.wire", "sync.status", "sync.source", "sync.batching"),
    "central": ("sync.wire", "sync.bundle", "sync.enrolment", "kiosk.domain", "kiosk.reports", *WEB),
    "central.migrations": ("central.locks", "central.schema", "central.rebuild", "alembic", "sqlalchemy"),
    "central.passwords": ("argon2",),
    "central.cli": (*EVERYTHING, *WEB),
}
# Here the part's own package is no exception; "kiosk" catches modules that the table forgot.
ALONE = (
    "kiosk",
    "kiosk.setup.answers",
    "sync.wire",
    "sync.status",
    "sync.source",
    "sync.answers",
    "sync.bundle",
    "sync.enrolment",
)

MODULES = sorted(path for part in EVERYTHING for path in (ROOT / part).rglob("*.py"))
KV_FILES = sorted(path for part in EVERYTHING for path in (ROOT / part).rglob("*.kv"))


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def within(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def imports_of(path: Path) -> Iterator[str]:
    """Every module that a source file names, wherever the import stands; `from a import b` gives a.b."""
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = [*package[: len(package) - node.level + 1]] if node.level else []
            yield from (".".join([*base, *filter(None, [node.module]), alias.name]) for alias in node.names)


def kv_imports_of(path: Path) -> Iterator[str]:
    """The second word of each `#:import name module` line."""
    yield from re.findall(r"^\s*#:\s*import\s+\S+\s+(\S+)", path.read_text(encoding="utf-8"), re.MULTILINE)


def forbidden(importer: str, imported: str) -> bool:
    rule = max((part for part in MAY_IMPORT if within(importer, (part,))), key=len)
    own = () if rule in ALONE else (rule,)
    if imported.partition(".")[0] in sys.stdlib_module_names:
        return False
    return not within(imported, (*own, *MAY_IMPORT[rule]))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_what_its_part_may(path: Path) -> None:
    wrong = [imported for imported in imports_of(path) if forbidden(name_of(path), imported)]
    assert wrong == []


def test_kv_files_import_only_what_their_part_may() -> None:
    wrong = {
        (path.name, imported)
        for path in KV_FILES
        for imported in kv_imports_of(path)
        if forbidden(name_of(path), imported)
    }
    assert wrong == set()


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("kiosk.ui.screens.rating", "sqlalchemy.orm"),
        ("kiosk.ui.app", "kiosk.journal"),
        ("kiosk.domain.desk", "kivy.clock"),
        ("kiosk.domain.tally", "kiosk.reports"),
        ("sync.shipper", "requests"),
        ("sync.wire", "sync.endpoint"),
        ("sync.shipper", "kiosk.journal"),
        ("central.ingest", "kiosk.journal.chain"),
        ("kiosk.reports.forms", "kiosk.domains"),
        ("kiosk.forgotten", "kiosk.journal"),
    ],
)
def test_an_arrow_that_points_outward_is_noticed(importer: str, imported: str) -> None:
    assert forbidden(importer, imported)


def test_imports_inside_functions_and_relative_ones_are_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
    module = tmp_path / "kiosk/ui/app.py"
    module.parent.mkdir(parents=True)
    module.write_text("from ..journal import store\n\ndef late():\n    import sqlalchemy.orm\n")
    assert list(imports_of(module)) == ["kiosk.journal.store", "sqlalchemy.orm"]


def test_kv_import_lines_are_seen(tmp_path: Path) -> None:
    screen = tmp_path / "screen.kv"
    screen.write_text("#:import theme kiosk.ui.theme\n#: import dp kivy.metrics.dp\nWidget:\n")
    assert list(kv_imports_of(screen)) == ["kiosk.ui.theme", "kivy.metrics.dp"]
