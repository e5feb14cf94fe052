"""Screens, touch, sleep, lockdown and autostart of a PC, from its own files, X server and registry."""

import subprocess
import sys
from dataclasses import replace

import pytest

from kiosk.check import (
    autostart,
    display,
    graphics,
    lockdown,
    lockdown_windows,
    machine,
    sleep,
    system,
    touch,
)
from kiosk.check.subject import Window
from kiosk.journal.machine import Part
from kiosk.screen_size import Screen
from tests.check.kit import FULL_HD, linked, states, subject, written

LEFT = Screen(0, 0, 1920, 1080, 480, 270)
RIGHT = Screen(1920, 0, 1080, 1920, 270, 480)


@pytest.mark.parametrize(
    ("version", "told"),
    [
        ((3, 36, 0), [("system", "fault")]),
        ((3, 40, 1), [("system", "warn")]),
        ((3, 44, 5), [("system", "warn")]),
        ((3, 44, 6), []),
        ((3, 45, 0), [("system", "warn")]),
        ((3, 50, 7), []),
        ((3, 51, 2), [("system", "warn")]),
        ((3, 51, 3), []),
        ((3, 53, 1), []),
    ],
)
def test_a_sqlite_that_is_too_old_or_may_damage_a_journal_is_told(version, told):
    assert states(system.of_sqlite(version)) == told


@pytest.mark.parametrize(
    ("opengl", "renderer", "state"),
    [
        ("4.6.0 NVIDIA 535.1", "GeForce GT 710", "ok"),
        ("OpenGL ES 3.0 (ANGLE 2.1.0)", "ANGLE (Intel HD Graphics Direct3D11)", "ok"),
        ("1.1.0", "GDI Generic", "fault"),
        ("4.5 (Compatibility Profile) Mesa 22.3.6", "llvmpipe (LLVM 15.0.6, 256 bits)", "warn"),
        ("OpenGL ES 2.0", "ANGLE (Microsoft Basic Render Driver)", "warn"),
        ("", "", "fault"),
    ],
)
def test_who_draws_and_how_well_is_told(opengl, renderer, state):
    window = Window(1920, 1080, opengl, renderer=renderer)
    assert states(graphics.check(window)) == [("graphics", state)]


@pytest.mark.parametrize(
    ("settings", "screens", "state"),
    [
        ((), [LEFT], "ok"),
        ((), [LEFT, RIGHT], "warn"),
        (("display.size=[1080, 1920]", "display.position=[1920, 0]"), [LEFT, RIGHT], "ok"),
        (("display.size=[1080, 1920]", "display.position=[1920, 0]"), [LEFT], "fault"),
        (("display.size=[1920, 1080]", "display.position=[1920, 0]"), [LEFT, RIGHT], "fault"),
    ],
)
def test_of_two_screens_the_configuration_names_the_citizens(tmp_path, settings, screens, state):
    here = subject(tmp_path, *settings, screens=lambda: screens)
    assert states(display.check(here), "heads") == [("heads", state)]


def test_a_touch_that_arrives_in_two_ways_is_a_fault(tmp_path):
    twice = replace(FULL_HD, providers=("mouse", "wm_touch"))
    assert states(display.check(subject(tmp_path, window=twice)), "input") == [("input", "fault")]
    assert states(display.check(subject(tmp_path)), "input") == [("input", "ok")]


KEYBOARD = """\
I: Bus=0011 Vendor=0001 Product=0001 Version=ab41
N: Name="AT Translated Set 2 keyboard"
B: PROP=0
B: EV=120013
"""
TOUCHPAD = """\
I: Bus=0018 Vendor=06cb Product=7f28 Version=0100
N: Name="SynPS/2 Synaptics TouchPad"
B: PROP=5
B: ABS=660800011000003
"""
TOUCH_SCREEN = """\
I: Bus=0003 Vendor=0eef Product=c000 Version=0111
N: Name="eGalax Inc. eGalaxTouch EXC3000"
B: PROP=2
B: ABS=260800000000003
"""


def test_a_touch_screen_is_told_from_a_touch_pad(tmp_path):
    here = subject(tmp_path, root=tmp_path)
    devices = written(tmp_path, "proc/bus/input/devices", f"{KEYBOARD}\n{TOUCHPAD}\n")
    assert states(touch.check(here)) == [("touch", "warn")]
    devices.write_text(f"{KEYBOARD}\n{TOUCHPAD}\n{TOUCH_SCREEN}\n")
    [found] = touch.check(here)
    assert (found.state.value, "eGalaxTouch" in found.what.en) == ("ok", True)


TARGETS = ("sleep.target", "suspend.target", "hibernate.target", "hybrid-sleep.target")


@pytest.fixture
def pc(tmp_path):
    """A PC with systemd that neither sleeps nor lets anybody out."""
    (tmp_path / "run/systemd/system").mkdir(parents=True)
    for unit in (*TARGETS, "ctrl-alt-del.target"):
        linked(tmp_path, f"etc/systemd/system/{unit}", "/dev/null")
    written(tmp_path, "etc/systemd/logind.conf.d/kiosk.conf", "[Login]\nNAutoVTs=0\nReserveVT=0\n")
    written(tmp_path, "proc/sys/kernel/sysrq", "0\n")
    written(tmp_path, "etc/X11/xorg.conf.d/kiosk.conf", 'Option "DontVTSwitch" "true"\n')
    return tmp_path


def test_a_pc_that_does_not_sleep_and_lets_nobody_out_is_good(pc):
    here = subject(pc, root=pc, environment={})
    assert states(sleep.check(here)) == [("sleep", "ok")]
    assert states(lockdown.check(here)) == [("lockdown", "ok")]


def test_a_pc_that_may_sleep_is_told_with_the_command_that_ends_it(pc):
    (pc / "etc/systemd/system/suspend.target").unlink()
    [found] = sleep.check(subject(pc, root=pc, environment={}))
    assert (found.state.value, "systemctl mask" in found.cure.en) == ("warn", True)


def test_a_pc_that_sleeps_when_left_alone_is_told(pc):
    written(pc, "etc/systemd/logind.conf", "[Login]\n#IdleAction=ignore\nIdleAction=suspend\n")
    [found] = sleep.check(subject(pc, root=pc, environment={}))
    assert "suspend" in found.what.vi


@pytest.mark.parametrize(
    ("open_it", "told"),
    [
        (lambda pc: (pc / "etc/systemd/logind.conf.d/kiosk.conf").unlink(), "đăng nhập"),
        (lambda pc: (pc / "etc/X11/xorg.conf.d/kiosk.conf").unlink(), "Ctrl-Alt-F2"),
        (lambda pc: written(pc, "proc/sys/kernel/sysrq", "438\n"), "SysRq"),
    ],
)
def test_each_way_out_is_named(pc, open_it, told):
    open_it(pc)
    [found] = lockdown.check(subject(pc, root=pc, environment={}))
    assert found.state.value == "warn"
    assert told in found.what.vi


def test_a_desktop_session_is_a_way_out(pc):
    [found] = lockdown.check(subject(pc, root=pc, environment={"XDG_CURRENT_DESKTOP": "GNOME"}))
    assert "GNOME" in found.what.vi


def test_where_another_console_can_be_reached_so_can_its_ctrl_alt_del(pc):
    (pc / "etc/X11/xorg.conf.d/kiosk.conf").unlink()
    (pc / "etc/systemd/system/ctrl-alt-del.target").unlink()
    assert states(lockdown.check(subject(pc, root=pc, environment={}))) == [("lockdown", "warn")] * 2


def test_a_wayland_session_has_no_way_to_other_consoles(pc):
    (pc / "etc/X11/xorg.conf.d/kiosk.conf").unlink()
    here = subject(pc, root=pc, environment={"WAYLAND_DISPLAY": "wayland-0"})
    assert states(lockdown.check(here)) == [("lockdown", "ok")]


def test_each_item_of_the_packages_lockdown_is_on_or_told_with_its_command(tmp_path):
    for item in ("awake", "screen"):
        for place in (f"usr/lib/hai-long/lockdown/{item}/", ""):
            written(tmp_path, f"{place}etc/{item}.d/60-hai-long.conf", f"[{item}]\n")
    here = subject(tmp_path, root=tmp_path, environment={})
    assert states(lockdown.check(here)) == [("lockdown", "ok")]
    written(tmp_path, "etc/screen.d/60-hai-long.conf", "# changed\n")
    [found] = lockdown.check(here)
    assert (found.state.value, found.cure.en) == ("warn", "run hai-long-lockdown apply screen")


def test_a_pc_whose_sleep_is_forbidden_by_a_file_is_good(pc):
    (pc / "etc/systemd/system/suspend.target").unlink()
    written(pc, "etc/systemd/sleep.conf.d/60.conf", "[Sleep]\nAllowSuspend=no\nAllowHibernation=no\n")
    assert states(sleep.check(subject(pc, root=pc, environment={}))) == [("sleep", "ok")]


SERVICE = (
    "[Service]\nExecStart=/usr/bin/cage -- /opt/hai-long/kiosk watch --config /etc/hai-long/config.toml\n"
)


def test_a_kiosk_that_starts_at_boot_is_found(tmp_path):
    here = subject(tmp_path, root=tmp_path)
    assert states(autostart.check(here)) == [("autostart", "warn")]
    written(tmp_path, "usr/lib/systemd/system/counter.service", SERVICE)
    [found] = autostart.check(here)
    assert (found.state.value, found.cure.en) == ("warn", "run systemctl enable counter.service")
    linked(
        tmp_path,
        "etc/systemd/system/graphical.target.wants/counter.service",
        "/usr/lib/systemd/system/counter.service",
    )
    assert states(autostart.check(here)) == [("autostart", "ok")]


def test_an_entry_of_a_desktops_autostart_counts_unless_it_is_hidden(tmp_path):
    here = subject(tmp_path, root=tmp_path, is_watched=lambda: True)
    entry = written(tmp_path, "etc/xdg/autostart/kiosk.desktop", "[Desktop Entry]\nExec=kiosk watch\n")
    [found] = autostart.check(here)
    assert (found.state.value, "running now" in found.what.en) == ("ok", True)
    entry.write_text("[Desktop Entry]\nExec=kiosk watch\nHidden=true\n")
    assert states(autostart.check(here)) == [("autostart", "warn")]


TASKS = r"""<?xml version="1.0"?><Tasks>
<!-- \Microsoft\Office --><Task><Triggers><LogonTrigger /></Triggers>
<Actions><Exec><Command>office.exe</Command></Exec></Actions></Task>
<!-- \Counter --><Task><Triggers><{trigger} /></Triggers><Settings><Enabled>{enabled}</Enabled></Settings>
<Actions><Exec><Command>"C:\Program Files\HaiLong\kiosk.exe"</Command></Exec></Actions></Task></Tasks>"""


@pytest.mark.parametrize(
    ("trigger", "enabled", "at_boot"),
    [("LogonTrigger", "true", True), ("BootTrigger", "false", False), ("CalendarTrigger", "true", False)],
)
def test_a_task_of_windows_that_starts_the_kiosk_is_found(trigger, enabled, at_boot):
    listed = TASKS.replace("{trigger}", trigger).replace("{enabled}", enabled)
    assert list(autostart.tasks(listed)) == [("Counter", at_boot)]


LOCKED = {
    "Shell": "C:\\Program Files\\HaiLong\\kiosk.exe",
    "AllowEdgeSwipe": 0,
    "TouchMode_hold": 0,
    "NoWinKeys": 1,
    "DisableTaskMgr": 1,
    "NoAutoRebootWithLoggedOnUsers": 1,
}


def test_a_locked_windows_has_no_known_way_out():
    assert states(lockdown_windows.ways_out(lambda _key, name: LOCKED.get(name))) == []


@pytest.mark.parametrize("name", LOCKED)
def test_each_value_that_windows_lacks_is_a_way_out(name):
    values = {one: value for one, value in LOCKED.items() if one != name}
    assert states(lockdown_windows.ways_out(lambda _key, name: values.get(name))) == [("lockdown", "warn")]


RUN = r"HKCU\SOFTWARE\Microsoft\Windows\CurrentVersion\Run"


def test_a_windows_that_starts_the_kiosk_from_its_registry_is_found():
    values = {(RUN, "HaiLong"): '"C:\\Program Files\\HaiLong\\kioskw.exe" watch --config x'}
    assert list(autostart.in_registry(lambda *place: values.get(place))) == [("HKCU Run", True)]


def test_a_windows_plan_that_sleeps_is_told_with_its_command():
    found = list(sleep.of_windows({"sleep": 1800, "screen": 0, "saver": 600}))
    assert states(found) == [("sleep", "warn")] * 2
    assert "standby-timeout-ac 0" in found[0].cure.en
    assert list(sleep.of_windows({"sleep": 0, "screen": 0, "saver": 0})) == []


@pytest.mark.parametrize(("minutes", "found"), [("0", "[]"), ("10", "[('sleep', 'warn')]")])
def test_an_x_server_that_darkens_its_screen_is_told(minutes, found):
    ask = "import os\nfrom kiosk.check import sleep\nfrom tests.check.kit import states\n"
    ask += "print(states(sleep.of_x11(sleep.seconds_of_x11(os.environ))))"
    server = ["xvfb-run", "-a", "-s", f"-screen 0 640x480x24 -s {minutes} -dpms"]
    done = subprocess.run([*server, sys.executable, "-c", ask], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == found, done.stderr


def test_a_pc_whose_hardware_can_not_be_read_would_not_notice_that_it_was_copied():
    assert machine.judge([Part("machine_id", "a"), Part("disk", "b")]).state.value == "ok"
    found = machine.judge([Part("machine_id", "a")])
    assert (found.state.value, "kiosk seal" in found.cure.vi) == ("warn", True)
