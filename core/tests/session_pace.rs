//! The pace of a session: offered when the breath does not follow, slower on request, or without a clock; and how long it
//! takes from the start to the first lower.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "what is not there fails the test")]

mod common;

use common::{Host, article};
use proximal_core::cues::Tone;
use proximal_core::motion::{Reason, Verdict};
use proximal_core::session::{Command, Ending, Event, State};
use proximal_core::sim::{Fault, Person, Phone};
use proximal_core::time::{MonoTime, Nanos};
use proximal_core::timeline::{BlockKind, Outcome, PerformedPhase, PhaseKind};

fn started(seed: u64, person: Person) -> Host {
    let mut host = Host::new(seed, person, Phone::typical(), article());
    host.command(Command::Start);
    host
}

/// Lowers that were done, in order.
fn lowers(host: &Host) -> Vec<PerformedPhase> {
    let record = host.session.record();
    let done =
        record.performed.phases().iter().filter(|p| p.block == BlockKind::LegLower && p.outcome == Outcome::Done);
    done.copied().collect()
}

fn offers(host: &Host) -> usize {
    host.events.iter().filter(|e| matches!(e, Event::PaceOffered)).count()
}

/// A person who learned the reference and then comes too late with every breath.
fn runs_away() -> Host {
    let mut host = started(4, Person { breath_deg: 2.5, ..Person::still() });
    host.until_lower(PhaseKind::Exhale);
    host.late = Nanos::from_s(1.3);
    host
}

#[test]
fn two_reps_out_of_time_bring_one_offer_and_a_person_in_time_gets_none() {
    let mut host = runs_away();
    host.until(State::Done);
    let breaths: Vec<_> = host.session.record().reps.iter().map(|r| (r.breath, r.verdict, r.tilt.peak_deg)).collect();
    assert_eq!(offers(&host), 1, "{breaths:?}");
    let said: Vec<_> = host.told.iter().filter_map(|(_, c)| c.what.say.as_ref()).map(|t| t.key.clone()).collect();
    assert_eq!(said.iter().filter(|k| *k == "pace-offer").count(), 1);
    let mut calm = started(4, Person::steady());
    calm.until(State::Done);
    assert_eq!(offers(&calm), 0);
}

#[test]
fn two_taps_after_the_offer_pause_and_the_next_two_go_on_slower_as_was_said() {
    let mut host = runs_away();
    host.until_reps(4);
    assert_eq!(offers(&host), 1);
    let choices = host.snapshot.as_ref().unwrap().ask.clone().unwrap().choices;
    assert_eq!(choices.len(), 3);
    for wanted in [State::Paused, State::CountIn] {
        for after_s in [1.0, 1.3] {
            host.simulator.fault(Fault::Tap { at: host.now + Nanos::from_s(after_s), force: 25.0 });
        }
        host.ticks(30);
        assert_eq!(host.state(), wanted);
    }
    assert!(host.told.iter().any(|(_, c)| c.what.say.as_ref().is_some_and(|t| t.key == "pause-offer")));
    host.until(State::Done);
    let last = lowers(&host).last().copied().unwrap();
    assert_eq!((last.kind, last.span.length()), (PhaseKind::Inhale, Nanos::from_s(5.0)));
}

#[test]
fn slower_begins_with_a_whole_rep_and_its_tones_last_as_long_as_its_breaths() {
    let mut host = started(2, Person::steady());
    host.until_reps(3);
    host.ticks(5);
    host.command(Command::Slower);
    host.until(State::Done);
    let lengths: Vec<(f64, f64)> =
        lowers(&host).chunks(2).map(|rep| (rep[0].span.length().s(), rep[1].span.length().s())).collect();
    assert_eq!(lengths.len(), 10);
    let slower = lengths.iter().position(|l| *l == (6.0, 5.0)).unwrap();
    assert!((3..=5).contains(&slower), "{lengths:?}");
    assert!(lengths[slower..].iter().all(|l| *l == (6.0, 5.0)) && lengths[..slower].iter().all(|l| *l == (5.0, 4.0)));
    let tones = host.told.iter().filter_map(|(_, c)| c.what.tone.map(|(tone, length)| (c.due, tone, length)));
    let tones: Vec<_> = tones.collect();
    for phase in lowers(&host) {
        let tone = if phase.kind == PhaseKind::Exhale { Tone::Exhale } else { Tone::Inhale };
        assert!(tones.contains(&(phase.span.start, tone, phase.span.length())), "{phase:?}");
    }
    assert_eq!(host.session.record().ending, Ending::Finished);
    let steady = host.session.record().reps.iter().filter(|r| r.verdict == Verdict::Steady).count();
    assert!(steady >= 8, "a slower breath is still measured: {steady}");
}

#[test]
fn without_a_clock_the_breath_ends_each_phase_and_no_rep_is_judged_by_it() {
    let mut host = started(2, Person { breath_deg: 5.0, ..Person::still() });
    host.until_reps(1);
    host.command(Command::FreePace);
    // The person hears no phase begin and breathes at a pace of their own.
    host.deaf = true;
    host.until(State::Done);
    let record = host.session.record();
    assert_eq!((record.ending, record.reps.len()), (Ending::Finished, 10));
    let free = &lowers(&host)[8..];
    let breaths: Vec<f64> = free.chunks(2).map(|rep| rep[0].span.length().s() + rep[1].span.length().s()).collect();
    let mean = breaths.iter().sum::<f64>() / breaths.len() as f64;
    // The simulated person's own breath takes 4 s.
    assert!((3.5..5.0).contains(&mean), "{breaths:?}");
    let unclear = record.reps.iter().filter(|r| r.reasons.first() == Some(&Reason::NoClock));
    assert!(unclear.clone().count() >= 6 && unclear.clone().all(|r| r.verdict == Verdict::Unclear));
    assert_eq!(record.reps[0].verdict, Verdict::Steady, "what was done before stays");
}

#[test]
fn from_the_start_to_the_first_lower_it_takes_seventy_five_seconds_at_most() {
    let mut times: Vec<f64> = (0..20)
        .map(|seed| {
            // From the very instant at which the phone begins to be laid down.
            let mut host = Host::new(seed, Person::steady(), Phone::typical(), article());
            host.now = MonoTime(0);
            host.command(Command::Start);
            let start = host.now;
            host.until_lower(PhaseKind::Exhale);
            (lowers_began(&host) - start).s()
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let median = f64::midpoint(times[9], times[10]);
    eprintln!("start to first lower: median {median:.1} s, longest {:.1} s", times[19]);
    assert!(median <= 75.0, "{times:?}");
}

fn lowers_began(host: &Host) -> proximal_core::time::MonoTime {
    let began = host.events.iter().find_map(|e| match e {
        Event::PhaseBegan(p) if p.block == BlockKind::LegLower => Some(p.span.start),
        _ => None,
    });
    began.unwrap()
}
