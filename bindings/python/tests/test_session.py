"""One whole session: simulated person, live session, kept, opened again, reported."""

import asyncio

import pytest
from goldens import as_json

import proximal
from proximal import core, native
from proximal.simulate import ask, drive


def test_a_session_is_kept_to_the_last_digit(db: str) -> None:
    engine = native.Engine(db, proximal.wall())
    phone = native.SimulatedPhone(1, native.PersonKind.LOPSIDED)
    live = engine.begin(ask("leg-lowering", "left", core.Source.SIMULATED(1)), proximal.wall())
    events = [event for _, happened in drive(live, phone) for event in happened]
    record = live.save(proximal.wall())
    engine.shut()

    finished = [event[0] for event in events if event.is_rep_finished()]
    judged = [rep for rep in record.reps if rep.block is not core.BlockKind.DEADBUG]
    assert len(judged) == 10 and finished == record.reps
    assert {rep.verdict for rep in judged if rep.key.side is core.Side.LEFT} == {core.Verdict.STEADY}
    assert {rep.verdict for rep in judged if rep.key.side is core.Side.RIGHT} == {core.Verdict.LOST}

    again = native.Engine(db, proximal.wall())
    kept = again.session(record.id)
    # Floats too: equality of the values and of all that is in them.
    assert kept.reps == record.reps and as_json(kept) == as_json(record)
    words = native.Words(core.Lang.EN)
    page = asyncio.run(again.session_page(record.id, core.Lang.EN))
    for verdict in {rep.verdict for rep in judged}:
        assert words.verdict(verdict) in page
    again.shut()


def test_the_same_seed_gives_the_same_samples(simulated: proximal.Simulation) -> None:
    again = proximal.simulate(1, "lopsided")
    assert again.frames == simulated.frames and again.record.reps == simulated.record.reps
    other = proximal.simulate(2, "lopsided")
    assert other.frames != simulated.frames


def test_what_was_measured_stands_beside_the_truth(simulated: proximal.Simulation) -> None:
    both = simulated.reps.merge(simulated.true_reps, on=["block", "side", "set", "rep"], suffixes=("", "_true"))
    assert len(both) == 10
    off = (both.tilt_peak_deg - both.tilt_peak_deg_true).abs()
    assert off.max() < 2.5 and both.tilt_peak_deg.corr(both.tilt_peak_deg_true) > 0.95
    still = proximal.simulate(1, "still")
    assert still.true_reps.tilt_peak_deg.abs().max() == 0
    assert (still.reps.verdict == "steady").all()


def test_a_routine_that_there_is_not_is_named_with_those_that_are() -> None:
    import pytest

    with pytest.raises(ValueError, match="no routine; there are deadbug-breathing"):
        proximal.simulate(routine="handstand")
    with pytest.raises(ValueError, match="no PersonKind; there are still, steady"):
        proximal.simulate(person="acrobat")
