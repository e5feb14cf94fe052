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

from central.schema.access import attempts, audit, devices, enrolments, people, person_sessions, readers
from central.schema.agencies import agencies, aliases, departments, placings
from central.schema.base import metadata
from central.schema.lines import entries, entry_ids, findings, gaps, journals
from central.schema.reported import dossier_files, dossiers, papers, printed
from central.schema.sums import ballots, kinds, questionnaires, rollup, shifts

__all__ = [
    "agencies",
    "aliases",
    "attempts",
    "audit",
    "ballots",
    "departments",
    "devices",
    "dossier_files",
    "dossiers",
    "enrolments",
    "entries",
    "entry_ids",
    "findings",
    "gaps",
    "journals",
    "kinds",
    "metadata",
    "papers",
    "people",
    "person_sessions",
    "placings",
    "printed",
    "questionnaires",
    "readers",
    "rollup",
    "shifts",
]
