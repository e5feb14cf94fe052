"""The centre's tables.

devices, enrolments            who may send, and the codes by which they will
people, person_sessions        who may look, and who is logged in
readers                        programs that read
attempts, audit                tries that failed, and what people did; the latter is only ever added to
journals                       one row a journal: its device, its newest entry, its family
entries                        every line ever received, named (journal, seq, hash); only ever added to
gaps                           entries that others stand on, removed by retention before they arrived
findings                       what somebody should look at: forks, rewrites, lines that are not understood
entry_ids                      first version of each entry id, only for families that need look-ups
ballots, shifts                the closings that count, one row each
rollup, kinds                  the ballots' sums by day, and what each sum is about
questionnaires                 what was asked, and since which day
agencies, departments          the catalogue: a tree of agencies, and what is rated in each
aliases, placings              other codes of a department; which agency a device belonged to, and when
printed                        on what each printed report rested
papers                         paper ballots as they were typed in, every version; only ever added to
dossier_files, dossiers        files of dossiers returned, and what they say by day; only ever added to

Hours are whole hours since 1970 UTC: arrival must tell nothing about one citizen. Of people, whole seconds
since then are kept. `journal` is a number of
journals.no; where it has no foreign key, that is because one would be looked up for each line.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
)

metadata = MetaData()

# From `version` on: what its last batch told, in columns of their own so that ten thousand can be sorted, and
# how many findings there are. Until a new token is first used it is the next one, and the old one works.
devices = Table(
    "devices",
    metadata,
    Column("device", Text, primary_key=True),
    Column("training", Boolean, nullable=False),
    Column("token_hash", LargeBinary, unique=True, nullable=False),
    Column("revoked", Boolean, nullable=False),
    Column("contact_hour", Integer),
    Column("journal", Text),
    Column("health", Text),
    Column("next_token_hash", LargeBinary),
    Column("version", Text),
    Column("waiting", BigInteger),
    Column("waiting_since", BigInteger),
    Column("faults", Text),
    Column("clock_offset", BigInteger),
    Column("shift_open", Boolean),
    Column("quiet_minutes", BigInteger),
    Column("last_ballot", BigInteger),
    Column("forks", Integer, nullable=False, server_default="0"),
    Column("rewrites", Integer, nullable=False, server_default="0"),
    Column("gaps", Integer, nullable=False, server_default="0"),
    Column("odd_lines", Integer, nullable=False, server_default="0"),
    Index("devices_next_token_hash", "next_token_hash", unique=True),
)

enrolments = Table(
    "enrolments",
    metadata,
    Column("device", Text, ForeignKey("devices.device"), primary_key=True),
    Column("code_hash", LargeBinary, unique=True, nullable=False),
    Column("expires", BigInteger, nullable=False),
)

readers = Table(
    "readers",
    metadata,
    Column("name", Text, primary_key=True),
    Column("token_hash", LargeBinary, unique=True, nullable=False),
    Column("revoked", Boolean, nullable=False),
)

# `initial_until`: the password was given out, must be changed, and serves until then.
people = Table(
    "people",
    metadata,
    Column("name", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("agency", Text),
    Column("password_hash", Text, nullable=False),
    Column("initial_until", BigInteger),
    Column("disabled", Boolean, nullable=False),
    Column("added", BigInteger, nullable=False),
)

person_sessions = Table(
    "person_sessions",
    metadata,
    Column("session_hash", LargeBinary, primary_key=True),
    Column("person", Text, ForeignKey("people.name"), nullable=False, index=True),
    Column("opened", BigInteger, nullable=False),
    Column("used", BigInteger, nullable=False),
)

# `key` is a digest of what is tried: an account's name, existing or not, or an address.
attempts = Table(
    "attempts",
    metadata,
    Column("key", LargeBinary, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("last", BigInteger, nullable=False, index=True),
    Column("free_at", BigInteger, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("at", BigInteger, nullable=False, index=True),
    Column("who", Text),
    Column("what", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("details", Text, nullable=False),
)

# A family is a journal with those that it continues and that continue it, named after one of them. A journal
# that only others named has no device yet. `tangled`: its ids stand in entry_ids and are looked up.
journals = Table(
    "journals",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("journal", Text, unique=True, nullable=False),
    Column("family", Text, nullable=False, index=True),
    Column("device", Text, ForeignKey("devices.device")),
    Column("simulated", Boolean),
    Column("head_seq", BigInteger, nullable=False),
    Column("head_hash", LargeBinary, nullable=False),
    Column("tangled", Boolean, nullable=False),
)

entries = Table(
    "entries",
    metadata,
    Column("journal", Integer, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("line", Text, nullable=False),
    Column("arrival_hour", Integer, nullable=False),
    PrimaryKeyConstraint("journal", "seq", "hash"),
)

gaps = Table(
    "gaps",
    metadata,
    Column("journal", Integer, ForeignKey("journals.no"), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    PrimaryKeyConstraint("journal", "seq", "hash"),
)

findings = Table(
    "findings",
    metadata,
    Column("journal", Integer, ForeignKey("journals.no"), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("kind", Text, nullable=False),
    Column("arrival_hour", Integer, nullable=False),
    PrimaryKeyConstraint("journal", "seq", "hash", "kind"),
)

entry_ids = Table(
    "entry_ids",
    metadata,
    Column("journal", Integer, nullable=False),
    Column("id", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    PrimaryKeyConstraint("journal", "id"),
)

# What sums are about (central.rollup.About), as JSON; `alike` is a digest of it. What names one has no
# foreign key: it would be looked up for each.
kinds = Table(
    "kinds",
    metadata,
    Column("alike", BigInteger, primary_key=True, autoincrement=False),
    Column("said", Text, nullable=False),
    Column("department", Text),
    Column("questionnaire", Text, nullable=False),
    Column("level", Text),
)

# `entry` is the id of the closing that counts. `at` is what the kiosk's clock said, as written; `moved` the
# seconds that later clock steps moved it by; `day` the day that it counts for. `shift` is a shift's id.
ballots = Table(
    "ballots",
    metadata,
    Column("journal", Integer, nullable=False),
    Column("id", Text, nullable=False),
    Column("entry", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("moved", BigInteger, nullable=False),
    Column("day", Date, nullable=False),
    Column("alike", BigInteger, nullable=False),
    Column("shift", Text, nullable=False),
    PrimaryKeyConstraint("journal", "id"),
)

# `alike` is what ballots of this shift are summed under; `dossiers` is null where the clerk did not say.
shifts = Table(
    "shifts",
    metadata,
    Column("journal", Integer, ForeignKey("journals.no"), nullable=False),
    Column("id", Text, nullable=False),
    Column("entry", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("moved", BigInteger, nullable=False),
    Column("day", Date, nullable=False, index=True),
    Column("alike", BigInteger, nullable=False),
    Column("department", Text, nullable=False),
    Column("dossiers", BigInteger),
    PrimaryKeyConstraint("journal", "id"),
)

# `series` is one of central.rollup.Series. By the key a period of everybody is found, by the index one of a
# few journals.
rollup = Table(
    "rollup",
    metadata,
    Column("series", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("journal", Integer, nullable=False),
    Column("alike", BigInteger, nullable=False),
    Column("number", BigInteger, nullable=False),
    PrimaryKeyConstraint("series", "day", "journal", "alike"),
    Index("rollup_of_journal", "journal", "series", "day"),
)

questionnaires = Table(
    "questionnaires",
    metadata,
    Column("journal", Integer, ForeignKey("journals.no"), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("version", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("shift", BigInteger, nullable=False),
    Column("day", Date, nullable=False),
    PrimaryKeyConstraint("journal", "seq", "hash"),
)

# Both ends of a validity are days, inclusive; what has no end stands from year 1 to year 9999.
agencies = Table(
    "agencies",
    metadata,
    Column("code", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("parent", Text, ForeignKey("agencies.code"), index=True),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date, nullable=False),
)

departments = Table(
    "departments",
    metadata,
    Column("agency", Text, ForeignKey("agencies.code"), nullable=False),
    Column("code", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date, nullable=False),
    PrimaryKeyConstraint("agency", "code"),
)

# `alias` is in normal form (central.catalogue.normal).
aliases = Table(
    "aliases",
    metadata,
    Column("agency", Text, nullable=False),
    Column("alias", Text, nullable=False),
    Column("department", Text, nullable=False),
    PrimaryKeyConstraint("agency", "alias"),
    ForeignKeyConstraint(["agency", "department"], ["departments.agency", "departments.code"]),
)

# A device may be placed before it is enrolled. Its placings never overlap: its ballots would count twice.
placings = Table(
    "placings",
    metadata,
    Column("device", Text, nullable=False),
    Column("agency", Text, ForeignKey("agencies.code"), nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date, nullable=False),
    PrimaryKeyConstraint("device", "valid_from"),
)

# `heads` and `options` are JSON; `hour` is when it was printed.
printed = Table(
    "printed",
    metadata,
    Column("code", Text, primary_key=True),
    Column("form", Text, nullable=False),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    Column("time_zone", Text, nullable=False),
    Column("agency", Text),
    Column("simulated", Boolean, nullable=False),
    Column("heads", Text, nullable=False),
    Column("options", Text, nullable=False),
    Column("hour", Integer, nullable=False),
    Column("printed_by", Text, nullable=False),
)

# A row is a version of a sheet of paper ballots, `version` counting from 1; the newest counts, unless it is
# withdrawn. `no` grows over all sheets. `counts` is JSON: criterion to level to number. `agency` has no
# foreign key here and below, for the catalogue is written anew with each change.
papers = Table(
    "papers",
    metadata,
    Column("no", Integer, primary_key=True, autoincrement=False),
    Column("sheet", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("agency", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("questionnaire", Text, nullable=False),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    Column("issued", BigInteger, nullable=False),
    Column("collected", BigInteger, nullable=False),
    Column("valid", BigInteger, nullable=False),
    Column("counts", Text, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
    Column("typed_by", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Index("papers_sheet", "sheet", "version", unique=True),
    Index("papers_agency", "agency", "last"),
)

dossier_files = Table(
    "dossier_files",
    metadata,
    Column("no", Integer, primary_key=True, autoincrement=False),
    Column("agency", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("imported_by", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
)

# The dossiers that a department returned on a day, by the file `no`; the newest file's number counts.
dossiers = Table(
    "dossiers",
    metadata,
    Column("agency", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("no", Integer, nullable=False),
    Column("number", BigInteger, nullable=False),
    PrimaryKeyConstraint("agency", "department", "day", "no"),
    Index("dossiers_day", "day"),
)
