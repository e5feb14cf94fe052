"""What the documents for IT say is so: names, files, anchors, and commands as they are written."""

import re

import pytest

from kiosk.check import _CHECKS
from kiosk.check.sync_faults import MEANINGS
from kiosk.journal import faults
from sync.status import Fault
from tests.packaging import bare_root
from tests.packaging.deb_system import WHY_NOT, good, layered
from tests.packaging.test_deb import configure, journal_of, vote

ROOT = bare_root.ROOT
IT = (ROOT / "docs/it.md").read_text(encoding="utf-8")
LINUX = (ROOT / "docs/linux.md").read_text(encoding="utf-8")
LOCKDOWN = (ROOT / "build_spec/linux/lockdown/README.md").read_text(encoding="utf-8")


def section(document, title):
    return document.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def rows(text):
    return {row[0].strip(" `"): [cell.strip() for cell in row[1:]] for row in table(text)}


def table(text):
    return [line.strip("|").split("|") for line in text.splitlines() if line.startswith("| `")]


def test_every_fault_is_named_with_its_meaning_and_cure():
    documented = rows(section(IT, "Tên các lỗi"))
    of_journal = {faults.OTHER_MACHINE, faults.CUT, faults.SALVAGED}
    assert documented.keys() == {fault.value for fault in Fault} | of_journal
    for fault, (what, cure) in MEANINGS.items():
        assert documented[fault.value] == [f"{what.vi}; {cure.vi}", f"{what.en}; {cure.en}"]


def test_every_check_is_named_in_both_languages():
    vietnamese, english = IT.split("\n## In English\n")
    names = {name for name, _ in _CHECKS}
    assert [name for name in names if f"`{name}`" not in section(vietnamese, "`kiosk check` nói gì")] == []
    assert [name for name in names if f"`{name}`" not in english] == []


@pytest.mark.parametrize("name", ["it", "linux"])
def test_each_link_leads_somewhere(name):
    text = (ROOT / f"docs/{name}.md").read_text(encoding="utf-8")
    for file, anchor in re.findall(r"\]\(([^)#:]*)#?([^)]*)\)", text):
        target = ROOT / "docs" / file if file else ROOT / f"docs/{name}.md"
        assert target.exists(), file
        if anchor:
            titles = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


def test_the_items_of_the_lockdown_are_those_that_are_there():
    there = {folder.name for folder in (ROOT / "build_spec/linux/lockdown").iterdir() if folder.is_dir()}
    assert rows(section(LINUX, "Khóa máy")).keys() == there
    assert rows(LOCKDOWN).keys() == there


@pytest.mark.skipif(WHY_NOT is not None, reason=str(WHY_NOT))
def test_the_steps_on_linux_work_as_they_are_written(installed, tmp_path):
    """Without those of systemd, which does not run in there."""
    root = layered(tmp_path / "root", installed)
    good(steps(root, block(LINUX, "Từ máy trống đến kiosk", 0)[1:]))
    configure(root)
    vote(root)
    before = journal_of(root)

    good(steps(root, block(LINUX, "Sao lưu, khôi phục", 0)))
    good(root.run("sh", "-c", "rm /var/lib/hai-long/journal.sqlite*"))
    good(steps(root, block(LINUX, "Sao lưu, khôi phục", 1)))
    assert journal_of(root) == before

    good(steps(root, block(LINUX, "Gỡ", 0)))
    assert (root.shared / "rest.bundle").exists()


def block(document, title, number):
    return re.findall(r"```\n(.*?)```", section(document, title), re.DOTALL)[number].splitlines()


def steps(root, lines):
    ours = [line for line in lines if not line.startswith(("systemctl ", "reboot"))]
    return root.run("sh", "-exc", "\n".join(ours))
