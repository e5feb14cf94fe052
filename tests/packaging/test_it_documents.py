"""What the documents for IT tell somebody to do works on a bare machine, as it is written."""

import json
import re
import shutil

from build_spec.linux import deb
from build_spec.package import sums
from tests.packaging import bare_root
from tests.packaging.booted import SCREEN
from tests.packaging.deb_system import NEW, good, layered
from tests.packaging.test_deb import configure, journal_of, vote
from tests.setup.conftest import centre

__all__ = ["centre"]
ROOT = bare_root.ROOT
IT = (ROOT / "docs/it.md").read_text(encoding="utf-8")
LINUX = (ROOT / "docs/linux.md").read_text(encoding="utf-8")
LOCKDOWN = (ROOT / "build_spec/linux/lockdown/README.md").read_text(encoding="utf-8")


def section(document, title):
    return document.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def items(text):
    return {line.strip("|").split("|")[0].strip(" `") for line in text.splitlines() if line.startswith("| `")}


def test_the_items_of_the_lockdown_are_those_that_are_there():
    there = {folder.name for folder in (ROOT / "build_spec/linux/lockdown").iterdir() if folder.is_dir()}
    assert items(section(LINUX, "Khóa máy")) == there
    assert items(LOCKDOWN) == there


def test_a_bare_machine_becomes_a_kiosk_as_it_is_written(packages, tmp_path):
    """Without what apt fetches from afar, the stick that is mounted, and the restart."""
    root = bare_root.fresh(tmp_path / "root", *deb.DEPENDS, "xserver-xorg-video-dummy")
    shutil.copy(packages[NEW], root.shared)
    sums.write(root.shared)
    [verifying] = re.findall(r"`(sha256sum [^`]+)`", section(IT, "Chuẩn bị"))
    assert f"{packages[NEW].name}: OK" in good(root.run("sh", "-exc", f"cd /mnt; {verifying}"))

    good(steps(root, [block(IT, "Một máy: Linux", 0)[1].removesuffix(" && reboot")]))
    assert "off" not in good(root.run("hai-long-lockdown", "status"))

    configure(root)
    (root.shared / "dummy.conf").write_text(SCREEN)
    good(root.run("cp", "/mnt/dummy.conf", "/etc/X11/xorg.conf.d/90-dummy.conf"))
    lines = "\n".join(block(IT, "Thử phần cứng trong mười phút", 0)[1:3])
    said = root.run("sh", "-xc", lines.replace("--hardware", "--format json"))
    looked_at = {one["check"]: one["what"] for one in json.loads(said.stdout)["findings"]}
    assert "1 màn hình" in looked_at["heads"]
    assert "OpenGL" in looked_at["graphics"]
    assert "connection_refused" in looked_at["centre"]


def test_a_pc_is_set_up_unattended_as_it_is_written(installed, centre, tmp_path):
    root = layered(tmp_path / "root", installed)
    (root.shared / "tinh.toml").write_text((ROOT / "config.toml").read_text(encoding="utf-8"))
    (root.shared / "pin.txt").write_text("2468\n")
    (root.shared / "pin.txt").chmod(0o600)
    lines = ["cd /mnt", *block(IT, "Nghìn máy", 0)]
    good(
        steps(
            root, [line.replace("https://hailong.tinh.gov.vn", centre.url) for line in lines], centre.code()
        )
    )
    said = good(root.run("runuser", "-u", "hai-long", "--", "kiosk", "check", "--language", "en"))
    assert "knows this device's token" in said
    assert "FAULT" not in said


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


def steps(root, lines, code=""):
    ours = [line for line in lines if not line.startswith(("systemctl ", "reboot"))]
    return root.run("sh", "-exc", "\n".join(ours).replace("DKRS-XK8H-A5CS", code))
