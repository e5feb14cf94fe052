"""The example for a thousand PCs, played by Ansible itself on a bare system: once, and again."""

import json
import re
import shutil

from build_spec.linux import deb
from tests.packaging import bare_root
from tests.packaging.deb_system import NEW, good
from tests.setup.conftest import centre

__all__ = ["centre"]

EXAMPLE = bare_root.ROOT / "build_spec/linux/ansible"
INVENTORY = """
[kiosks]
hoabinh-01 ansible_connection=local agency="UBND xã Hòa Bình" counter="Quầy 1" enrol_code={code}

[kiosks:vars]
admin_pin="2468"
proxy=none
"""
PROVINCE = re.compile(r'^(?:name = "UBND.*|id = .*)$', re.MULTILINE)


def test_the_playbook_makes_a_kiosk_and_a_second_time_changes_nothing(packages, centre, tmp_path):
    """systemd does not run in there, so the kiosk is not started anew at the end."""
    root = bare_root.fresh(tmp_path / "root", *deb.DEPENDS, "ansible-core", "python3-apt")
    shutil.copy(packages[NEW], root.shared)
    shutil.copy(EXAMPLE / "kiosk.yml", root.shared)
    example = (bare_root.ROOT / "config.toml").read_text(encoding="utf-8")
    (root.shared / "province.toml").write_text(PROVINCE.sub("", example, count=2), encoding="utf-8")
    hosts = INVENTORY.format(code=centre.code())
    (root.shared / "hosts.ini").write_text(hosts, encoding="utf-8")

    first, second = played(root, centre.url), played(root, centre.url)
    assert re.search(r"changed=[1-9]\d* .*failed=0", first), first
    assert re.search(r"changed=0 .*failed=0", second), second
    assert "knows this device's token" in second
    assert good(root.run("hai-long-lockdown", "status")).count(" on\n") == 5
    assert "2468" not in first + second
    said = good(root.run("runuser", "-u", "hai-long", "--", "kiosk", "check", "--format", "json"))
    assert "fault" not in {one["state"] for one in json.loads(said)["findings"]}


def played(root, endpoint):
    command = f"cd /mnt; ansible-playbook -i hosts.ini -e hidden=false -e endpoint={endpoint} kiosk.yml"
    return good(root.run("sh", "-ec", command, SYSTEMD_OFFLINE="1"))
