//! `analyze`: everything that can be said of a recording.
//!
//! In: a recording, and its timeline where there is one. Out: one JSON object on standard output (a short text without
//! `--json`), and the live track as CSV `t,tilt_deg,roll_deg` where asked for; both whole or not at all.

use super::{Face, read_timeline};
use crate::args::Analyze;
use crate::failure::Failure;
use crate::feed::Feed;
use crate::furniture::shape;
use crate::output::{self, Output};
use crate::recording::Recording;
use crate::sentence;
use proximal_core::motion::{
    BreathVerdict, Breathing, Counts, Estimate, Finding, Live, MotionEvent, MotionEventKind, PlacementState, Reason,
    ReferenceRecord, RepRecord, Tracker, Verdict,
};
use proximal_core::session::says;
use proximal_core::timeline::{BlockKind, Side};
use serde::Serialize;
use std::fmt::Write as _;
use std::io::Write as _;

/// More events than this are counted, not listed: a recording of millions of rows must not fill the memory.
const MOST_EVENTS: usize = 10_000;

/// Runs it.
pub(crate) fn run(args: &Analyze, face: Face) -> Result<(), Failure> {
    let timeline = args.timeline.as_deref().map(read_timeline).transpose()?;
    let mut recording = Recording::open(&args.recording)?;
    let mut samples = args.samples.as_deref().map(Output::to).transpose()?;
    let mut feed = Feed::new(!args.no_gyro);
    let mut tracker = Tracker::laid(args.laid.into()).recording_all();
    if let Some(timeline) = &timeline {
        timeline.performed.phases().iter().for_each(|p| tracker.phase(*p));
        timeline.masks.iter().zip(0..).for_each(|(mask, name)| tracker.mask(name, *mask));
    }
    let mut analysis = Analysis::default();
    let mut live: Option<Live> = None;
    let failed = |e: &std::io::Error| Failure::from_io("samples", e);
    if let Some(out) = &mut samples {
        writeln!(out, "t,tilt_deg,roll_deg").map_err(|e| failed(&e))?;
    }
    for row in recording.rows(Some("analyze"))? {
        let row = row?;
        if let Some(reading) = feed.reading(&row) {
            let step = tracker.push(&reading);
            live = step.live;
            analysis.breathing = step.breathing.or(analysis.breathing);
            analysis.take(&mut tracker);
        }
        if let Some(out) = &mut samples {
            let written = match live {
                Some(l) => writeln!(out, "{:.6},{:.5},{:.5}", row.t_s, l.tilt_deg, l.roll_deg),
                None => writeln!(out, "{:.6},,", row.t_s),
            };
            written.map_err(|e| failed(&e))?;
        }
    }
    tracker.finish();
    analysis.take(&mut tracker);
    analysis.placement = tracker.placement();
    analysis.counts = feed.counts();

    let told = if face.json { analysis.json()? } else { analysis.text(face) };
    if let Some(samples) = samples {
        samples.finish()?;
    }
    output::print(told.as_bytes())
}

/// What was found.
#[derive(Debug, Default)]
struct Analysis {
    reps: Vec<RepRecord>,
    reference: Option<ReferenceRecord>,
    events: Vec<MotionEvent>,
    events_left_out: u64,
    placement: PlacementState,
    breathing: Option<Breathing>,
    counts: Counts,
}

/// A rep as the contract has it: flat, with units in the names.
#[derive(Serialize)]
struct RepRow<'a> {
    block: BlockKind,
    block_index: u16,
    side: Side,
    set: u16,
    rep: u16,
    attempt: u16,
    start_s: f64,
    end_s: f64,
    tilt_peak_deg: f64,
    tilt_peak_ci95_deg: [f64; 2],
    roll_peak_deg: f64,
    roll_peak_ci95_deg: [f64; 2],
    tilt_drift_deg: f64,
    roll_drift_deg: f64,
    tilt_wiggle_deg: f64,
    roll_wiggle_deg: f64,
    tilt_in_band: f64,
    roll_in_band: f64,
    creep_deg: Option<f64>,
    creep_ci95_deg: Option<[f64; 2]>,
    moment_of_loss_s: Option<f64>,
    stillness_ratio: Option<f64>,
    verdict: Verdict,
    reasons: &'a [Reason],
    breath: BreathVerdict,
}

#[derive(Serialize)]
struct EventRow {
    t_s: f64,
    kind: MotionEventKind,
}

impl Analysis {
    fn take(&mut self, tracker: &mut Tracker) {
        while let Some(finding) = tracker.next_finding() {
            match finding {
                Finding::Reference(reference) => self.reference = Some(reference),
                Finding::Rep(rep) => self.reps.push(rep),
                Finding::Event(event) if self.events.len() < MOST_EVENTS => self.events.push(event),
                Finding::Event(_) => self.events_left_out += 1,
            }
        }
    }

    fn json(&self) -> Result<String, Failure> {
        let reps: Vec<RepRow<'_>> = self.reps.iter().map(RepRow::of).collect();
        let events: Vec<EventRow> = self.events.iter().map(|e| EventRow { t_s: e.at.s(), kind: e.kind }).collect();
        let told = serde_json::json!({
            "schema": "proximal.analysis/1",
            "reps": reps,
            "reference": self.reference,
            "events": events,
            "events_left_out": self.events_left_out,
            "placement": self.placement,
            "breathing": { "rate_bpm": self.breathing.and_then(|b| b.rate_bpm) },
            "samples": self.counts,
        });
        let text = serde_json::to_string_pretty(&told).map_err(|e| Failure::input("analysis", e.to_string()))?;
        Ok(text + "\n")
    }

    fn text(&self, face: Face) -> String {
        let written = |text| sentence::written(&text, face.lang);
        let mut out = String::new();
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{}", written(says::placement(self.placement)));
        if let Some(rate) = self.breathing.and_then(|b| b.rate_bpm) {
            let _ = writeln!(out, "{rate:.1} /min");
        }
        if let Some(reference) = &self.reference {
            let _ = writeln!(out, "{}", written(says::reference(reference.fault)));
            if let Some(mislaid) = says::mislaid(reference) {
                let _ = writeln!(out, "{}", written(mislaid));
            }
        }
        for rep in self.reps.iter().filter(|r| r.block.is_judged()) {
            let peak = |e: Estimate| format!("{:+.1}° ({:+.1} … {:+.1})", e.value, e.ci95[0], e.ci95[1]);
            let _ = writeln!(
                out,
                "{:>8.1} s  {:<5} {}  {} {:<9} {}  {}",
                rep.span.start.s(),
                written(says::side(rep.key.side)),
                rep.key.rep,
                shape(rep.verdict),
                written(says::verdict(rep.verdict)),
                peak(rep.tilt.peak_deg),
                peak(rep.roll.peak_deg),
            );
            for reason in &rep.reasons {
                let _ = writeln!(out, "            {}", written(says::reason(*reason)));
            }
        }
        for event in &self.events {
            let _ = writeln!(out, "{:>8.1} s  {}", event.at.s(), written(says::event(event.kind)));
        }
        out
    }
}

impl<'a> RepRow<'a> {
    fn of(rep: &'a RepRecord) -> Self {
        Self {
            block: rep.block,
            block_index: rep.key.block_index,
            side: rep.key.side,
            set: rep.key.set,
            rep: rep.key.rep,
            attempt: rep.attempt,
            start_s: rep.span.start.s(),
            end_s: rep.span.end.s(),
            tilt_peak_deg: rep.tilt.peak_deg.value,
            tilt_peak_ci95_deg: rep.tilt.peak_deg.ci95,
            roll_peak_deg: rep.roll.peak_deg.value,
            roll_peak_ci95_deg: rep.roll.peak_deg.ci95,
            tilt_drift_deg: rep.tilt.drift_deg.value,
            roll_drift_deg: rep.roll.drift_deg.value,
            tilt_wiggle_deg: rep.tilt.wiggle_deg,
            roll_wiggle_deg: rep.roll.wiggle_deg,
            tilt_in_band: rep.tilt.in_band,
            roll_in_band: rep.roll.in_band,
            creep_deg: rep.creep_deg.map(|c| c.value),
            creep_ci95_deg: rep.creep_deg.map(|c| c.ci95),
            moment_of_loss_s: rep.moment_of_loss_s,
            stillness_ratio: rep.stillness_ratio,
            verdict: rep.verdict,
            reasons: &rep.reasons,
            breath: rep.breath,
        }
    }
}
