"""Records of the core as rows: flat, with units in the names, as ``proximal analyze --json`` has them.

In: generated values. Out: dictionaries, and a pandas frame where pandas is installed (``pip install proximal[pandas]``).
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from ._native import proximal_core as core

if TYPE_CHECKING:
    import pandas as pd

E = TypeVar("E", bound=enum.Enum)
Row = dict[str, Any]


def name_of(case: enum.Enum) -> str:
    """``Verdict.LOST`` as ``"lost"``."""
    return case.name.lower()


def case_of(kind: type[E], wanted: str | E) -> E:
    """``"crosswise-left"`` as ``Laid.CROSSWISE_LEFT``; ``ValueError`` that lists what there is."""
    if isinstance(wanted, kind):
        return wanted
    try:
        return kind[str(wanted).upper().replace("-", "_")]
    except KeyError:
        known = ", ".join(name_of(case) for case in kind)
        raise ValueError(f"'{wanted}' is no {kind.__name__}; there are {known}") from None


def _which(rep: core.RepRecord | core.RepTruth) -> Row:
    """Which rep it is, and when."""
    return {
        "block": name_of(rep.block),
        "block_index": rep.key.block_index,
        "side": name_of(rep.key.side),
        "set": rep.key.set,
        "rep": rep.key.rep,
        "attempt": rep.attempt,
        "start_s": rep.span.start / 1e9,
        "end_s": rep.span.end / 1e9,
    }


def rep_row(rep: core.RepRecord) -> Row:
    """A rep; times in seconds on the clock of its recording or session, intervals as ``[low, high]``."""
    tilt, roll, creep = rep.tilt, rep.roll, rep.creep_deg
    return _which(rep) | {
        "tilt_peak_deg": tilt.peak_deg.value,
        "tilt_peak_ci95_deg": tilt.peak_deg.ci95,
        "roll_peak_deg": roll.peak_deg.value,
        "roll_peak_ci95_deg": roll.peak_deg.ci95,
        "tilt_drift_deg": tilt.drift_deg.value,
        "roll_drift_deg": roll.drift_deg.value,
        "tilt_wiggle_deg": tilt.wiggle_deg,
        "roll_wiggle_deg": roll.wiggle_deg,
        "tilt_in_band": tilt.in_band,
        "roll_in_band": roll.in_band,
        "creep_deg": creep and creep.value,
        "creep_ci95_deg": creep and creep.ci95,
        "moment_of_loss_s": rep.moment_of_loss_s,
        "stillness_ratio": rep.stillness_ratio,
        "verdict": name_of(rep.verdict),
        "reasons": [name_of(reason) for reason in rep.reasons],
        "breath": name_of(rep.breath),
    }


def event_row(event: core.MotionEvent) -> Row:
    """What happened to the phone, and when."""
    return {"t_s": event.at / 1e9, "kind": name_of(event.kind)}


def truth_row(rep: core.RepTruth) -> Row:
    """What a simulated pelvis really did in a rep."""
    measures = ("aborted", "tilt_peak_deg", "roll_peak_deg", "tilt_onset_deg", "roll_onset_deg", "creep_deg")
    return _which(rep) | {name: getattr(rep, name) for name in measures}


def phase_row(phase: core.PerformedPhase) -> Row:
    """A performed phase, as a ``proximal.timeline/1`` file has it."""
    return {
        "kind": name_of(phase.kind),
        "start_s": phase.span.start / 1e9,
        "end_s": phase.span.end / 1e9,
        "block": name_of(phase.block),
        "block_index": phase.key.block_index,
        "side": name_of(phase.key.side),
        "set": phase.key.set,
        "rep": phase.key.rep,
        "attempt": phase.attempt,
        "outcome": name_of(phase.outcome),
    }


def plain(value: Any) -> Any:
    """Any generated value as dictionaries, lists, strings and numbers; times stay nanoseconds."""
    if isinstance(value, enum.Enum):
        return name_of(value)
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if isinstance(value, Mapping):
        return {name: plain(each) for name, each in value.items()}
    if type(value).__module__.startswith(core.__name__.rpartition(".")[0]):
        case = type(value).__qualname__.rpartition(".")
        fields = vars(value)
        if not case[0]:
            return {name: plain(each) for name, each in fields.items()}
        # A case that carries something.
        named = {name: plain(each) for name, each in fields.items() if name != "_values"}
        held = [plain(each) for each in fields.get("_values", ())]
        inside = named or (held[0] if len(held) == 1 else held)
        return {case[2].lower(): inside} if fields else case[2].lower()
    return value


def frame_of(rows: Iterable[Mapping[str, Any]], columns: Iterable[str] | None = None) -> "pd.DataFrame":
    """A pandas frame of ``rows``; ``columns`` are there when no row is."""
    try:
        import pandas as pd
    except ImportError as e:
        raise ImportError("data frames need pandas: pip install 'proximal[pandas]'") from e
    rows = list(rows)
    return pd.DataFrame(rows, columns=None if rows or columns is None else list(columns))
