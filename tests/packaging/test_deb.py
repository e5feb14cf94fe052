"""The Debian package on a bare system: installed by apt, upgraded, taken back, removed and purged.

systemd is not running in there, so units are looked at, not started.
"""

import configparser
import shutil
import sqlite3
from contextlib import closing

import pytest

from tests.packaging import bare_root
from tests.packaging.deb_system import NEW, OLD, good, install, layered

CONFIG = "/etc/hai-long/config.toml"
STATE = "var/lib/hai-long"
KIOSK = ("runuser", "-u", "hai-long", "--", "kiosk")
END = ("--config", CONFIG, "--language", "en")


@pytest.fixture
def system(tmp_path, installed):
    """That system, to be changed by one test."""
    return layered(tmp_path / "system", installed)


@pytest.fixture(scope="session")
def with_ballots(tmp_path_factory, installed):
    """The same with a configuration and some ballots that nobody has sent."""
    root = layered(tmp_path_factory.mktemp("ballots") / "system", installed)
    configure(root)
    vote(root)
    return root


@pytest.fixture
def counter(tmp_path, with_ballots):
    """A counter in use, to be changed by one test."""
    return layered(tmp_path / "counter", with_ballots)


def configure(root):
    """What `kiosk setup` leaves; the example's own places become the package's."""
    example = (bare_root.ROOT / "config.toml").read_text(encoding="utf-8")
    place = root.shared / "config.toml"
    place.write_text(example.replace('"var/', '"/var/lib/hai-long/'), encoding="utf-8")
    good(root.run("install", "-o", "hai-long", "-m", "644", "/mnt/config.toml", CONFIG))
    (root.shared / "token").write_text("a-token-of-the-centre-0123456789abcdef\n")
    good(root.run("install", "-o", "hai-long", "-m", "600", "/mnt/token", f"/{STATE}/token"))


def vote(root):
    """Real lines in the journal of the kiosk's account, as a counter leaves them; no window is needed."""
    good(root.run(*KIOSK, "simulate", "--ballots", "3", "--seed", "1", *END))


def status(root):
    return root.run("dpkg-query", "-W", "-f", "${db:Status-Abbrev}${Version}", "hai-long").stdout


def journal_of(root):
    return root.run(*KIOSK, "verify", "--format", "json", *END).stdout


def is_there(root, path):
    return root.run("test", "-e", path).returncode == 0


def rights(root, path):
    return root.run("stat", "-c", "%a %U %G", path).stdout.strip()


def units(root):
    folder = root.run("cat", "/lib/systemd/system/hai-long-kiosk.service").stdout
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str
    parser.read_string(folder)
    return parser


class TestInstalled:
    def test_its_files_belong_to_root_and_its_state_to_an_account_without_rights(self, system):
        assert rights(system, "/usr/lib/hai-long/kiosk/kiosk") == "755 root root"
        assert rights(system, f"/{STATE}") == "700 hai-long hai-long"
        assert rights(system, "/etc/hai-long") == "775 root hai-long"
        account = system.run("getent", "passwd", "hai-long").stdout.split(":")
        assert account[5:] == [f"/{STATE}", "/usr/sbin/nologin\n"]
        assert system.run("find", "/usr/lib/hai-long", "-perm", "/6022", "!", "-type", "l").stdout == ""

    def test_everything_that_it_loads_is_there(self, system):
        script = "find /usr/lib/hai-long -name '*.so*' -o -name kiosk -type f | xargs ldd 2>/dev/null"
        loaded = system.run("env", "LD_LIBRARY_PATH=/usr/lib/hai-long/kiosk/_internal", "sh", "-c", script)
        assert "libc.so.6" in loaded.stdout
        assert [line for line in loaded.stdout.splitlines() if "not found" in line] == []

    def test_the_command_works_without_a_python_of_the_system(self, system):
        assert system.run("python3", "--version").returncode != 0
        assert "kiosk" in good(system.run("kiosk", "--help"))

    def test_it_starts_at_boot_and_anew_each_night(self, system):
        wanted = "/etc/systemd/system"
        assert is_there(system, f"{wanted}/graphical.target.wants/hai-long-kiosk.service")
        assert is_there(system, f"{wanted}/timers.target.wants/hai-long-kiosk-restart.timer")

    def test_systemd_finds_nothing_to_say_about_its_units(self, system):
        names = ("hai-long-kiosk.service", "hai-long-kiosk-restart.service", "hai-long-kiosk-restart.timer")
        checked = system.run("systemd-analyze", "verify", "--man=no", *names)
        said = [line for line in checked.stderr.splitlines() if "hai-long" in line]
        assert said == []
        assert checked.returncode == 0 or "hai-long" not in checked.stderr

    def test_the_kiosk_may_do_little(self, system):
        service = units(system)["Service"]
        assert service["User"] == "hai-long"
        assert (service["NoNewPrivileges"], service["ProtectSystem"]) == ("yes", "strict")
        assert service["CapabilityBoundingSet"] == ""
        scored = system.run(
            "systemd-analyze", "security", "--offline=yes", "--threshold=35", "hai-long-kiosk.service"
        )
        assert scored.returncode == 0, scored.stdout[-1500:]


class TestUpgraded:
    def test_journal_and_configuration_stay(self, counter, packages):
        before, written = journal_of(counter), counter.run("cat", CONFIG).stdout

        said = good(install(counter, packages[NEW]))

        assert status(counter) == f"ii {NEW}"
        assert (journal_of(counter), counter.run("cat", CONFIG).stdout) == (before, written)
        assert said.count("mục khớp mã băm") == 2, said  # once before, once after
        assert rights(counter, f"/{STATE}/journal.sqlite") == "600 hai-long hai-long"

    def test_a_journal_that_was_wrong_before_is_told_and_stops_nothing(self, counter, packages):
        with closing(sqlite3.connect(taken_up(counter))) as database:
            database.execute("DROP TRIGGER journal_no_update")
            database.execute(
                "UPDATE journal SET line = replace(line, 'satisfied', 'Satisfied') WHERE seq > 5"
            )
            database.commit()
        put_back(counter)

        said = good(install(counter, packages[NEW]))

        assert "LỖI" in said
        assert status(counter) == f"ii {NEW}"

    def test_the_older_package_takes_a_newer_ones_tables_back(self, counter, packages):
        good(install(counter, packages[NEW]))
        before = journal_of(counter)
        journal = taken_up(counter)
        shutil.copy(journal, f"{journal}.before-0002")
        with closing(sqlite3.connect(journal)) as database:
            database.execute("INSERT INTO migration VALUES ('0002 something new')")
            database.execute("PRAGMA user_version = 2")
            database.commit()
        put_back(counter)

        said = good(install(counter, packages[OLD]))

        assert status(counter) == f"ii {OLD}"
        assert "trở về các bảng của phiên bản này" in said
        assert journal_of(counter) == before


def taken_up(root):
    """A copy of the journal on this side, closed and whole."""
    script = f"cp -p /{STATE}/journal.sqlite* /mnt/"
    good(root.run("sh", "-c", script))
    journal = root.shared / "journal.sqlite"
    with closing(sqlite3.connect(journal)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return journal


def put_back(root):
    script = (
        f"rm -f /{STATE}/journal.sqlite-*; cp /mnt/journal.sqlite* /{STATE}/;"
        f" chown hai-long: /{STATE}/*; chmod 600 /{STATE}/*"
    )
    good(root.run("sh", "-c", script))


class TestRemoved:
    def test_not_while_entries_are_unsent(self, counter):
        refused = counter.apt("remove", "hai-long")

        assert refused.returncode != 0
        assert "chưa gửi" in refused.stdout + refused.stderr
        assert "HAI_LONG_EXPORT=/FILE apt remove hai-long" in refused.stdout + refused.stderr
        assert status(counter) == f"ii {OLD}"
        assert is_there(counter, "/usr/bin/kiosk")

    def test_once_they_are_exported(self, counter):
        before = journal_of(counter)

        good(counter.apt("remove", "hai-long", HAI_LONG_EXPORT="/mnt/rest.bundle"))

        assert not is_there(counter, "/usr/bin/kiosk")
        assert (counter.shared / "rest.bundle").stat().st_size > 500
        assert is_there(counter, f"/{STATE}/journal.sqlite")
        assert f'"seq": {counted(counter)}' in before

    def test_a_purge_after_that_leaves_nothing_and_says_where_the_rest_went(self, counter):
        good(counter.apt("remove", "hai-long", HAI_LONG_EXPORT="/mnt/rest.bundle"))

        said = good(counter.apt("purge", "hai-long"))

        assert "/mnt/rest.bundle" in said
        assert not is_there(counter, f"/{STATE}")
        assert not is_there(counter, "/etc/hai-long")
        assert status(counter) == ""

    def test_no_purge_of_a_journal_that_came_later(self, counter):
        good(counter.apt("remove", "hai-long", HAI_LONG_EXPORT="/mnt/rest.bundle"))
        good(counter.run("rm", f"/{STATE}/.removed"))

        refused = counter.apt("purge", "hai-long")

        assert refused.returncode != 0
        assert "nobody knows whether the journal" in refused.stderr + refused.stdout
        assert is_there(counter, f"/{STATE}/journal.sqlite")

    def test_what_was_never_set_up_is_removed_and_purged_at_once(self, system):
        good(system.apt("purge", "hai-long"))
        left = system.run("find", "/etc", "/usr", "/lib", "/var/lib/hai-long", "-path", "*hai-long*").stdout
        assert [line for line in left.splitlines() if "/var/lib/dpkg" not in line] == []


def counted(root):
    with closing(sqlite3.connect(taken_up(root))) as database:
        return database.execute("SELECT max(seq) FROM journal").fetchone()[0]


class TestLockdown:
    def test_each_item_goes_on_and_off(self, system):
        assert system.run("hai-long-lockdown", "status").returncode == 1
        good(system.run("hai-long-lockdown", "apply"))
        said = good(system.run("hai-long-lockdown", "status"))
        assert said == "awake on\nconsole on\nscreen on\nupdates on\nusb on\n"
        assert system.run("hai-long-lockdown", "undo", "usb").stdout == "usb off\n"
        assert system.run("hai-long-lockdown", "status", "usb").returncode == 1
        assert system.run("hai-long-lockdown", "status", "screen").returncode == 0

    def test_what_somebody_changed_is_told_and_left(self, system):
        good(system.run("hai-long-lockdown", "apply", "updates"))
        good(system.run("sh", "-c", "echo // >> /etc/apt/apt.conf.d/60hai-long"))
        undone = system.run("hai-long-lockdown", "undo")
        assert "updates changed" in undone.stdout
        assert is_there(system, "/etc/apt/apt.conf.d/60hai-long")

    def test_an_unknown_item_is_refused(self, system):
        assert system.run("hai-long-lockdown", "apply", "nothing").returncode == 2

    def test_a_removal_takes_it_back(self, system):
        good(system.run("hai-long-lockdown", "apply"))
        good(system.apt("remove", "hai-long"))
        assert system.run("find", "/etc", "-name", "[0-9]*hai-long*").stdout == ""
