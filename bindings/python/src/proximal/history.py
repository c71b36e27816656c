"""A history, read into data frames.

In: the file of an app or of the command line. Out: sessions and reps as rows, pages, signals. ``with History(path) as
history:`` lets go of the file at the end.
"""

from __future__ import annotations

from os import PathLike, fspath
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import numpy as np

from . import tables, work
from ._native import proximal as native
from ._native import proximal_core as core
from .analysis import Track, track_of
from .clock import moment, wall
from .frames import Floats

if TYPE_CHECKING:
    import pandas as pd

ALL = 2**32 - 1


class History:
    """The sessions of one person. Any thread may ask; after ``close`` every call says ``ProximalError.Closed``."""

    def __init__(self, path: str | PathLike[str], *, make: bool = False) -> None:
        """Opens ``path``; ``FileNotFoundError`` when it is not there, unless ``make`` makes it.

        A file of a newer version is refused untouched (``ProximalError.NewerSchema``); one too damaged to be opened is set
        aside, and what can be read of it is there again: ``engine.salvaged()`` says so.
        """
        if not make and not Path(path).is_file():
            raise FileNotFoundError(f"no history in {fspath(path)}")
        self.engine = native.Engine(fspath(path), wall())
        """All that the core can do with it."""

    def __enter__(self) -> "History":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Finishes what is being written and lets go of the file; a second time is nothing."""
        try:
            self.engine.shut()
        except native.ProximalError.Closed:
            pass

    def sessions(self, newest: int = ALL) -> "pd.DataFrame":
        """A row a session, newest first, at most ``newest`` of them. Needs pandas."""
        return tables.frame_of(self.session_rows(newest), _SESSION_COLUMNS)

    def session_rows(self, newest: int = ALL) -> list[tables.Row]:
        """The same without pandas. ``started`` is in the zone that the session was in; counts are of judged reps."""
        return [_session_row(session) for session in self.engine.sessions(newest)]

    def reps(self, newest: int = ALL) -> "pd.DataFrame":
        """A row a rep, sessions newest first; ``session`` and ``started`` say which. Needs pandas."""
        return tables.frame_of(self.rep_rows(newest))

    def rep_rows(self, newest: int = ALL) -> list[tables.Row]:
        """The same without pandas."""
        rows = []
        for summary in self.engine.sessions(newest):
            about = {"session": summary.id, "started": moment(summary.started)}
            rows += [about | tables.rep_row(rep) for rep in self.engine.session(summary.id).reps]
        return rows

    def session(self, id: str) -> core.SessionRecord:
        """The session whose id is or begins with ``id``; ``ProximalError.InvalidInput`` when there is none or several."""
        return self.engine.session(id)

    def signals(self, id: str) -> "Signals | None":
        """What a session's sensors said and what was made of it; None when it is not on this device."""
        trace = self.engine.trace(self.engine.session(id).id, None)
        return Signals(trace) if trace else None

    async def page(self, id: str, lang: str | core.Lang = core.Lang.EN) -> str:
        """The report of a session: one HTML page, no script, no network."""
        return await self.engine.session_page(id, tables.case_of(core.Lang, lang))

    async def export(
        self,
        path: str | PathLike[str],
        format: str | core.ExportFormat = "reps",
        *,
        session: str | None = None,
        on_progress: work.OnProgress | None = None,
    ) -> core.Exported:
        """Writes the history to ``path``, whole or not at all, also when the task is cancelled.

        ``format``: ``"reps"`` (CSV, a row a rep), ``"lines"`` (JSON Lines, all of it), ``"fhir"``, ``"signals"`` or ``"track"`` (CSV).
        ``session``: only this one, by its whole id.
        """
        wish = core.ExportWish(session=session, span=None, no_signals=False)
        wanted = tables.case_of(core.ExportFormat, format)
        file = fspath(path)
        return await work.run(lambda told, cancel: self.engine.export(wanted, wish, file, told, cancel), on_progress)

    async def import_file(
        self, path: str | PathLike[str], *, on_progress: work.OnProgress | None = None
    ) -> core.Imported:
        """Takes in what an export as JSON Lines held: all of it or nothing, also when the task is cancelled."""
        file = fspath(path)
        return await work.run(lambda told, cancel: self.engine.import_file(file, told, cancel), on_progress)


class Signals:
    """The stored signals of a session, on its clock."""

    def __init__(self, trace: core.Trace) -> None:
        samples = trace.samples
        self.t_s: Floats = np.array([sample.at for sample in samples], np.float64) / 1e9
        """Stamps [n], s."""
        self.acc: Floats = np.array([sample.acc for sample in samples], np.float64).reshape(-1, 3)
        """Forces [n, 3], m/s²."""
        nothing = [np.nan] * 3
        self.gyr: Floats = np.array([sample.gyr or nothing for sample in samples], np.float64).reshape(-1, 3)
        """Rates [n, 3], rad/s; NaN where there was none."""
        self.track: Track = track_of(trace.track)
        """What was shown."""


_COUNTS = ("steady", "drifting", "lost", "unclear")
_SESSION_COLUMNS = ["id", "started", "routine", "ending", "source"] + [
    f"{side}_{count}" for side in ("left", "right", "both") for count in _COUNTS
]


def _session_row(session: core.SessionSummary) -> tables.Row:
    row: dict[str, Any] = {
        "id": session.id,
        "started": moment(session.started),
        "routine": session.routine,
        "ending": tables.plain(session.ending),
        "source": tables.plain(session.source),
    }
    for side in ("left", "right", "both"):
        row |= {f"{side}_{count}": getattr(getattr(session, side), count) for count in _COUNTS}
    return row
