"""Everything that can be said of a recording.

In: arrays, and the phases that were performed where they are known. Out: an :class:`Analysis`: reps as a data frame, the
track as arrays, what the reference taught, what happened to the phone. It is what ``proximal analyze --json`` tells.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from . import tables
from ._native import proximal as native
from ._native import proximal_core as core
from .frames import Floats, pack

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Track:
    """What was known at each reading, as it was then. All [n]; degrees; NaN where nothing could be said."""

    t_s: Floats
    """Seconds on the recording's clock."""
    phone_tilt_deg: Floats
    """The phone itself, breathing and all, from level."""
    phone_roll_deg: Floats
    """The same about the phone's long axis."""
    tilt_deg: Floats
    """The pelvis: arching (+), flattening (−), from where the rep began, breathing removed."""
    roll_deg: Floats
    """The pelvis' turn to one side, likewise."""


@dataclass(frozen=True)
class Analysis:
    """What was found in a recording."""

    found: native.Analysis = field(repr=False)
    """The values as the core has them."""
    track: Track = field(repr=False)
    """What was known at each reading."""

    @cached_property
    def reps(self) -> "pd.DataFrame":
        """A row a rep, the reference's exhales included (``block`` says which). Needs pandas."""
        return tables.frame_of(self.rep_rows)

    @property
    def rep_rows(self) -> list[tables.Row]:
        """The same without pandas."""
        return [tables.rep_row(rep) for rep in self.found.reps]

    @property
    def reference(self) -> dict[str, Any] | None:
        """What the five exhales taught: zero, breathing's depth, the bands in degrees, its fault if it has one."""
        return tables.plain(self.found.reference) if self.found.reference else None

    @cached_property
    def events(self) -> "pd.DataFrame":
        """What happened to the phone: ``t_s``, ``kind``. Needs pandas."""
        return tables.frame_of(self.event_rows, ["t_s", "kind"])

    @property
    def event_rows(self) -> list[tables.Row]:
        """The same without pandas."""
        return [tables.event_row(event) for event in self.found.events]

    @property
    def placement(self) -> str:
        """How the phone lay at the end."""
        return tables.plain(self.found.placement)

    @property
    def breath_rate_bpm(self) -> float | None:
        """Breaths a minute at the end; None where they could not be told."""
        return self.found.breathing.rate_bpm if self.found.breathing else None

    @property
    def samples(self) -> dict[str, int]:
        """How many samples were taken, and how many were not, by why."""
        return tables.plain(self.found.samples)


def analyze(
    t_s: npt.ArrayLike,
    acc: npt.ArrayLike,
    gyr: npt.ArrayLike | None = None,
    *,
    timeline: str | PathLike[str] | None = None,
    laid: str | core.Laid = core.Laid.UPRIGHT,
) -> Analysis:
    """Analyses a recording.

    ``t_s`` [n] s, ``acc`` [n, 3] m/s² (face up at rest: +9.81 on z), ``gyr`` [n, 3] rad/s. ``timeline`` says what was done
    when: the text of a ``proximal.timeline/1`` file, or where it is; without one there are no reps. ``laid``: ``"upright"``
    (top edge to the head), ``"crosswise-left"``, ``"crosswise-right"``.

    ``ValueError`` where shapes do not fit, ``ProximalError.InvalidInput`` for a timeline that is none.
    """
    return analyze_frames(pack(t_s, acc, gyr), timeline=timeline, laid=laid)


def analyze_frames(
    frames: Iterable[bytes],
    *,
    timeline: str | PathLike[str] | None = None,
    laid: str | core.Laid = core.Laid.UPRIGHT,
) -> Analysis:
    """As :func:`analyze`, of block frames: each sensor at its own stamps, as a phone or the simulated one sends them.

    ``ProximalError.InvalidInput`` with the byte where a frame is none.
    """
    way = tables.case_of(core.Laid, laid)
    if timeline is None:
        analyzer = native.Analyzer(way, [], [])
    else:
        analyzer = native.Analyzer.with_timeline(way, _text(timeline))
    points = [point for frame in frames for point in analyzer.feed(frame)]
    return Analysis(analyzer.finish(), track_of(points))


def _text(timeline: str | PathLike[str]) -> str:
    if isinstance(timeline, str) and timeline.lstrip().startswith("{"):
        return timeline
    return Path(timeline).read_text(encoding="utf-8")


def track_of(points: list[core.TrackPoint]) -> Track:
    """Points as arrays."""
    nothing = (np.nan, np.nan)
    rows = [(point.at, *point.phone_deg, *(point.pelvis_deg or nothing)) for point in points]
    columns = np.array(rows, np.float64).reshape(-1, 5).T.copy()
    return Track(columns[0] / 1e9, *columns[1:])
