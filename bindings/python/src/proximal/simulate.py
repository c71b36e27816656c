"""The simulated person and phone, through a whole session, with the truth.

In: a seed, and who it is. Out: a :class:`Simulation`: the frames a phone would have sent, the same as arrays, the session
that was kept of them, and what the pelvis really did. The same seed gives the same samples.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from . import tables
from ._native import proximal as native
from ._native import proximal_core as core
from .clock import wall
from .frames import Floats, unpack

if TYPE_CHECKING:
    import pandas as pd

TICK_NS = 50_000_000
"""The simulated host ticks and hands over samples so often."""
SCREEN_NS = 100_000_000
"""... and draws so often."""
THINKS_NS = 2_000_000_000
"""The person answers a question after so long."""
FELT_DEG = 6.0
"""People feel a pelvis that turns by so much, and take the rest for steady."""
PATIENCE_NS = 4 * 3600 * 10**9
"""A session that does not end by itself is given up after so long."""


@dataclass(frozen=True)
class Simulation:
    """A simulated session."""

    frames: list[bytes] = field(repr=False)
    """Block frames, one every 50 ms, as a phone sends them."""
    record: core.SessionRecord = field(repr=False)
    """The session as it was kept: what was performed, reps with their verdicts."""
    truth: core.Truth = field(repr=False)
    """What really happened."""

    @cached_property
    def _arrays(self) -> tuple[Floats, Floats, Floats, Floats]:
        return unpack(self.frames)

    @property
    def t_s(self) -> Floats:
        """Stamps of the forces [n], s."""
        return self._arrays[0]

    @property
    def acc(self) -> Floats:
        """Forces [n, 3], m/s²."""
        return self._arrays[1]

    @property
    def gyr_t_s(self) -> Floats:
        """Stamps of the rates [m], s: the two sensors speak each at its own time."""
        return self._arrays[2]

    @property
    def gyr(self) -> Floats:
        """Rates [m, 3], rad/s."""
        return self._arrays[3]

    @property
    def reps(self) -> "pd.DataFrame":
        """Measured: a row a rep. Needs pandas."""
        return tables.frame_of(tables.rep_row(rep) for rep in self.record.reps)

    @property
    def true_reps(self) -> "pd.DataFrame":
        """True: a row a rep, to stand beside ``reps``. Needs pandas."""
        return tables.frame_of(tables.truth_row(rep) for rep in self.truth.reps)

    @property
    def phases(self) -> "pd.DataFrame":
        """What was performed, a row a phase. Needs pandas."""
        return tables.frame_of(tables.phase_row(phase) for phase in self.record.performed)

    @property
    def timeline(self) -> str:
        """The same as the text of a ``proximal.timeline/1`` file, for ``analyze``."""
        phases = [tables.phase_row(phase) for phase in self.record.performed]
        for phase in phases:
            del phase["attempt"]
        return json.dumps({"schema": "proximal.timeline/1", "phases": phases})


def simulate(
    seed: int = 1,
    person: str | native.PersonKind = native.PersonKind.LOPSIDED,
    *,
    routine: str | core.Routine = "leg-lowering",
    first_side: str | core.Side = core.Side.LEFT,
) -> Simulation:
    """A whole session of a simulated person, as fast as it goes.

    ``person``: ``"still"``, ``"steady"``, ``"sloppy"`` or ``"lopsided"``. ``routine``: one that is built in, by its name, or
    one of your own. Nothing is kept on disk.
    """
    with tempfile.TemporaryDirectory() as folder:
        engine = native.Engine(str(Path(folder) / "simulated.db"), wall())
        phone = native.SimulatedPhone(seed, tables.case_of(native.PersonKind, person))
        live = engine.begin(ask(routine, first_side, core.Source.SIMULATED(seed)), wall())
        frames = [frame for frame, _ in drive(live, phone)]
        record = live.save(wall())
        engine.shut()
        return Simulation(frames, record, phone.truth())


def ask(routine: str | core.Routine, first_side: str | core.Side, source: core.Source) -> native.SessionAsk:
    """What a session is to be. ``ValueError`` when no routine of this name is built in."""
    if isinstance(routine, str):
        built_in = native.built_in_routine(routine)
        if built_in is None:
            known = ", ".join(each.name for each in native.built_in_routines())
            raise ValueError(f"'{routine}' is no routine; there are {known}")
        routine = built_in
    return native.SessionAsk(
        routine=routine,
        first_side=tables.case_of(core.Side, first_side),
        source=source,
        laid=core.Laid.UPRIGHT,
        settings=core.SessionSettings(cues_only=False, band_tone=True),
    )


def drive(live: native.LiveSession, phone: native.SimulatedPhone) -> Iterator[tuple[bytes, list[core.SessionEvent]]]:
    """Drives ``live`` to its end: each frame that was fed, with what came of that tick. It is for the caller to save."""
    waiting: list[core.CueAt] = []
    happened: list[core.SessionEvent] = []
    state = core.SessionState.IDLE

    def heard(now: int, step: native.Step) -> None:
        nonlocal state, waiting
        if step.snapshot:
            state = step.snapshot.state
        for event in step.events:
            if event.is_cue():
                waiting.append(event[0])
            elif event.is_cancel_cues_from():
                waiting = [cue for cue in waiting if cue.id < event[0]]
        if step.events:
            phone.hear(now, step.events)
            happened.extend(step.events)

    now = asked = 0
    heard(now, live.command(now, core.SessionCommand.START))
    while not live.is_done() and now < PATIENCE_NS:
        now += TICK_NS
        if live.tick(now):
            heard(now, live.take(False))
        due, waiting = [c for c in waiting if c.due <= now], [c for c in waiting if c.due > now]
        for cue in due:
            phone.play(cue)
            heard(now, live.cue_played(now, cue.id, cue.due))
        frame = phone.frame(now)
        drawn = now % SCREEN_NS == 0
        if live.feed(now, frame) or drawn:
            heard(now, live.take(drawn))
        reply = _reply(state)
        asked = asked + TICK_NS if reply else 0
        if reply and asked >= THINKS_NS:
            asked = 0
            heard(now, reply(live, phone, now))
        yield frame, happened[:]
        happened.clear()


def _reply(state: core.SessionState):  # type: ignore[no-untyped-def]
    return {
        core.SessionState.FELT: _felt,
        core.SessionState.RESULT: lambda live, _, now: live.command(now, core.SessionCommand.SKIP),
        core.SessionState.PAIN_CHECK: lambda live, _, now: live.answer(now, core.Answer.PAIN(False)),
    }.get(state)


def _felt(live: native.LiveSession, phone: native.SimulatedPhone, now: int) -> native.Step:
    judged = (rep for rep in phone.truth().reps if rep.block is not core.BlockKind.DEADBUG and not rep.aborted)
    steady = sum(max(abs(rep.tilt_peak_deg), rep.roll_peak_deg) < FELT_DEG for rep in judged)
    places = [core.Place.BELLY, core.Place.FRONT_OF_HIP]
    return live.answer(now, core.Answer.FELT(core.FeltAnswer(steady_reps=steady, places=places, to_landmark=None)))
