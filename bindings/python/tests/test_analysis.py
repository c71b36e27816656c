"""Recordings: packed, analysed, and told as the command line tells them."""

import json
import math
import os
import subprocess
from pathlib import Path

import numpy as np
import pytest
from conftest import DATA, needs_data

import proximal
from proximal.frames import RECORD

COMMAND = Path(os.environ.get("PROXIMAL_COMMAND", Path(__file__).resolve().parents[3] / "target/debug/proximal"))
needs_command = pytest.mark.skipif(not COMMAND.exists(), reason="no command line: cargo build")


def test_what_is_packed_comes_out_again() -> None:
    t = np.arange(1000) / 100
    acc, gyr = np.random.default_rng(1).normal(size=(2, 1000, 3))
    frames = list(proximal.pack(t, acc, gyr, rows=300))
    assert [len(frame) for frame in frames] == [16 + 600 * 24] * 3 + [16 + 200 * 24]
    at, force, rate_at, rate = proximal.unpack(frames)
    assert np.array_equal(at, t) and np.array_equal(rate_at, t)
    assert np.array_equal(force, acc.astype(np.float32)) and np.array_equal(rate, gyr.astype(np.float32))
    assert RECORD.itemsize == 24 and list(proximal.pack([], np.zeros((0, 3)))) == []


@pytest.mark.parametrize(
    ("t", "acc", "says"),
    [
        ([0.0, 1.0], [[0, 0, 9.8]], r"acc has shape \(1, 3\), wanted \(2, 3\)"),
        ([[0.0]], [[0, 0, 9.8]], "t_s has shape"),
        ([0.0, math.nan], [[0, 0, 9.8]] * 2, r"t_s\[1\] is no time"),
        ([1e12], [[0, 0, 9.8]], r"t_s\[0\] is no time"),
    ],
)
def test_shapes_that_do_not_fit_are_named(t: object, acc: object, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        proximal.analyze(t, acc)


def test_forces_that_are_no_numbers_are_counted_not_fatal() -> None:
    acc = np.tile([0.0, 0.0, 9.81], (200, 1))
    acc[50], acc[60], acc[70, 1] = math.nan, math.inf, 1e300
    found = proximal.analyze(np.arange(200) / 100, acc)
    assert found.samples["accepted"] == 197 and found.samples["impossible"] == 3
    assert found.reps.empty and found.reference is None


def test_frames_analysed_again_tell_what_the_session_told(simulated: proximal.Simulation) -> None:
    found = proximal.analyze_frames(simulated.frames, timeline=simulated.timeline)
    lowers = found.reps[found.reps.block == "leg_lower"]
    assert lowers.verdict.tolist() == simulated.reps.verdict.tolist()
    assert found.reference and found.reference["breaths"] == 5 and found.placement == "ready"
    track = found.track
    assert len(track.t_s) == len(simulated.t_s) == len(track.tilt_deg)
    inside = (track.t_s > lowers.start_s.iloc[1]) & (track.t_s < lowers.end_s.iloc[1])
    assert np.nanmax(np.abs(track.tilt_deg[inside])) > 5


def test_a_timeline_may_be_text_or_a_file(simulated: proximal.Simulation, tmp_path: Path) -> None:
    file = tmp_path / "timeline.json"
    file.write_text(simulated.timeline)
    from_file, from_path, from_text = (
        proximal.analyze(simulated.t_s, simulated.acc, timeline=each).rep_rows
        for each in (str(file), file, simulated.timeline)
    )
    assert from_file == from_path == from_text and len(from_text) > 10
    with pytest.raises(proximal.ProximalError.InvalidInput, match="schema"):
        proximal.analyze(simulated.t_s, simulated.acc, timeline='{"phases": []}')
    with pytest.raises(ValueError, match="no Laid; there are upright, crosswise_left"):
        proximal.analyze(simulated.t_s, simulated.acc, laid="sideways")


def test_a_csv_without_its_columns_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "r.csv"
    file.write_text("t,ax,ay,gx\n0,0,0,0\n")
    with pytest.raises(ValueError, match="r.csv, line 1: no column az"):
        proximal.read_csv(file)
    file.write_text("az,t,ax,ay\n9.8,0.5,0,1\n")
    recording = proximal.read_csv(file)
    assert recording.t_s.tolist() == [0.5] and recording.acc.tolist() == [[0, 1, 9.8]] and recording.gyr is None


TIMELINE = {
    "schema": "proximal.timeline/1",
    "phases": [
        {"kind": kind, "start_s": 15 + 10 * i + after, "end_s": 20 + 10 * i + after, "block": block, "side": side, "set": 1, "rep": rep}
        for i, (block, side, rep) in enumerate(
            [("deadbug", "both", r) for r in range(1, 6)] + [("leg_lower", "left", r) for r in range(1, 4)]
        )
        for kind, after in (("exhale", 0), ("inhale", 5))
    ],
}


def same(ours: object, theirs: object, where: str) -> None:
    if isinstance(theirs, dict):
        for key, value in theirs.items():
            same(ours.get(key), value, f"{where}.{key}")
    elif isinstance(theirs, list):
        assert len(ours) == len(theirs), where
        for i, pair in enumerate(zip(ours, theirs, strict=True)):
            same(*pair, f"{where}[{i}]")
    elif isinstance(theirs, float):
        assert math.isclose(ours, theirs, rel_tol=1e-9, abs_tol=1e-9), f"{where}: {ours}, the command line says {theirs}"
    else:
        assert ours == theirs, f"{where}: {ours}, the command line says {theirs}"


@needs_data
@needs_command
@pytest.mark.parametrize(
    "recording", ["supine_phone/breath_0014_003", "supine_phone/slip_0018_001", "broad/10_undisturbed_slow_translation_A"]
)
def test_python_and_the_command_line_say_the_same(recording: str, tmp_path: Path) -> None:
    file = Path(str(DATA)) / f"{recording}.csv.gz"
    timeline, samples = tmp_path / "timeline.json", tmp_path / "samples.csv"
    timeline.write_text(json.dumps(TIMELINE))
    command = [COMMAND, "analyze", file, "--timeline", timeline, "--samples", samples, "--json"]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)

    read = proximal.read_csv(file)
    found = proximal.analyze(read.t_s, read.acc, read.gyr, timeline=timeline)
    assert len(told["reps"]) >= 5
    same(found.rep_rows, told["reps"], "reps")
    same(found.event_rows, told["events"], "events")
    if told["reference"] is None:
        assert found.reference is None
    else:
        same(found.reference, told["reference"], "reference")
    same(found.placement, told["placement"], "placement")
    same(found.samples, told["samples"], "samples")
    same(found.breath_rate_bpm, told["breathing"]["rate_bpm"], "breathing")
    live = np.genfromtxt(samples, delimiter=",", names=True)
    shown = ~np.isnan(found.track.tilt_deg)
    at = np.searchsorted(live["t"], found.track.t_s[shown] - 2e-6)
    assert shown.any() and np.allclose(live["tilt_deg"][at], found.track.tilt_deg[shown], atol=1e-5)
