//! Whatever a session shows or says is a sentence in both languages, written and spoken.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "what is not there fails the test")]

mod common;

use common::{Host, article};
use proximal_core::cues::CueAt;
use proximal_core::routine::{Landmark, OtherLeg, SidePlan, Variant, built_in, leg_lowering};
use proximal_core::session::{Answer, Command, Event, Felt, Input, Interruption, Snapshot, State};
use proximal_core::sim::{Fault, Person, Phone};
use proximal_core::time::Nanos;
use proximal_core::timeline::{PhaseKind, Span};
use proximal_core::words::{Form, Lang, Text, render};
use std::collections::BTreeSet;

/// Every text that a value holds, wherever it stands: what has a key and perhaps arguments.
fn texts(value: &serde_json::Value, found: &mut Vec<Text>) {
    match value {
        serde_json::Value::Object(fields) => {
            if fields.get("key").is_some_and(serde_json::Value::is_string) {
                found.push(serde_json::from_value(value.clone()).unwrap());
            }
            fields.values().for_each(|v| texts(v, found));
        }
        serde_json::Value::Array(all) => all.iter().for_each(|v| texts(v, found)),
        _ => {}
    }
}

/// A session in which much happens, with the snapshots it showed.
fn eventful() -> (Host, Vec<Snapshot>) {
    let mut routine = article();
    routine.blocks[1].landmark = Some(Landmark::Shin);
    let mut host = Host::new(9, Person::lopsided(), Phone { skew_deg: 180.0, ..Phone::typical() }, routine);
    host.silent = true;
    let mut shown = Vec::new();
    let look = |host: &Host, shown: &mut Vec<Snapshot>| shown.extend(host.snapshot.clone());
    host.command(Command::Start);
    look(&host, &mut shown);
    host.until_lower(PhaseKind::Exhale);
    look(&host, &mut shown);
    for why in [Interruption::Call, Interruption::AudioLost, Interruption::ScreenLocked, Interruption::LowPower] {
        host.input(Input::Interruption(why));
        look(&host, &mut shown);
        host.command(Command::Resume);
        host.until(State::Running);
    }
    let start = host.now + Nanos::from_s(1.0);
    host.simulator.fault(Fault::Lift { span: Span { start, end: start + Nanos::from_s(4.0) }, turn_deg: [0.0; 2] });
    host.until(State::Lifted);
    look(&host, &mut shown);
    host.input(Input::Answer(Answer::Pain(false)));
    look(&host, &mut shown);
    host.ticks(80);
    host.command(Command::Resume);
    host.until(State::Running);
    host.mute = true;
    host.ticks(15);
    look(&host, &mut shown);
    host.mute = false;
    host.command(Command::Resume);
    for state in [State::Felt, State::Result, State::PainCheck, State::Done] {
        host.until(state);
        look(&host, &mut shown);
        match state {
            State::Felt => host.input(Input::Answer(Answer::Felt(Felt::default()))),
            State::Result => host.command(Command::Skip),
            _ => host.input(Input::Answer(Answer::Pain(true))),
        }
    }
    look(&host, &mut shown);
    (host, shown)
}

#[test]
fn every_text_of_an_eventful_session_is_a_whole_sentence_in_both_languages() {
    let (host, shown) = eventful();
    let mut found = Vec::new();
    texts(&serde_json::to_value(&host.events).unwrap(), &mut found);
    texts(&serde_json::to_value(&shown).unwrap(), &mut found);
    let keys: BTreeSet<&str> = found.iter().map(|t| t.key.as_ref()).collect();
    assert!(keys.len() > 45, "{keys:?}");
    for text in &found {
        for lang in [Lang::En, Lang::De] {
            for form in [Form::Written, Form::Spoken] {
                let said = render(text, lang, form);
                let whole = !said.trim().is_empty() && said != text.key && !said.contains(['{', '}']);
                assert!(whole, "{}: {said}", text.key);
                assert!(!said.contains("  "), "{}: {said}", text.key);
            }
        }
    }
}

#[test]
fn whether_the_leg_went_so_far_is_asked_where_there_is_a_way_to_go_and_nowhere_else() {
    let asked = |name: &str, landmark: Option<Landmark>| {
        let mut routine = built_in(name).unwrap();
        for block in routine.blocks.iter_mut().filter(|b| b.exercise.lowers_a_leg()) {
            block.landmark = landmark;
        }
        let mut host = Host::new(3, Person::still(), Phone::typical(), routine);
        host.silent = true;
        host.command(Command::Start);
        host.until(State::Felt);
        let choices = host.snapshot.as_ref().unwrap().ask.as_ref().unwrap().choices.clone();
        let said: Vec<String> = choices.iter().map(|c| render(&c.text, Lang::En, Form::Written)).collect();
        said.contains(&"As far as planned".to_owned())
    };
    assert!(asked("heel-slide", None) && asked("leg-lowering", Some(Landmark::Knee)));
    assert!(!asked("leg-lowering", None));
}

/// What was said and not taken back, in order.
fn said(host: &Host) -> Vec<CueAt> {
    let mut said: Vec<CueAt> = Vec::new();
    for event in &host.events {
        match event {
            Event::Cue(cue) if cue.what.say.is_some() => said.push(cue.clone()),
            Event::CancelCuesFrom(id) => said.retain(|cue| cue.id < *id),
            _ => {}
        }
    }
    said.sort_by_key(|cue| cue.due);
    said
}

/// Sentences that run into the one after them; a calm voice says about two and a half words a second.
fn run_over(said: &[CueAt], lang: Lang) -> Vec<(f64, String)> {
    let words = |cue: &CueAt| cue.what.say.as_ref().map(|text| render(text, lang, Form::Spoken)).unwrap_or_default();
    let early = |[a, b]: [&CueAt; 2]| (b.due - a.due).s() < 0.4 * words(a).split_whitespace().count() as f64 - 1e-9;
    let pairs = said.iter().zip(said.iter().skip(1)).filter(|(a, b)| early([a, b]));
    pairs.map(|(a, b)| (a.due.s(), format!("{} | {}", words(a), words(b)))).collect()
}

/// What is said in a session of a person who holds still.
fn whole(phone: Phone, sides: SidePlan, prepare: impl Fn(&mut Host)) -> Vec<CueAt> {
    let routine = leg_lowering(Variant::StraightLeg, OtherLeg::Up, sides);
    let mut host = Host::new(1, Person { breath_askew_deg: 0.0, ..Person::still() }, phone, routine);
    host.command(Command::Start);
    prepare(&mut host);
    host.until(State::Done);
    said(&host)
}

#[test]
fn in_no_session_are_two_sentences_said_at_once() {
    let lies = |skew_deg| Phone { skew_deg, ..Phone::typical() };
    let (alternating, one_side) = (SidePlan::Alternating, SidePlan::OneAfterTheOther);
    let sessions = [
        ("as planned", whole(lies(0.0), alternating, |_| {})),
        ("side after side", whole(lies(0.0), one_side, |_| {})),
        ("reference refused twice", whole(lies(0.0), alternating, |host| host.deaf = true)),
        ("wrong way round", whole(lies(180.0), alternating, |_| {})),
        ("askew", whole(lies(40.0), alternating, |_| {})),
        ("no sensors", whole(lies(0.0), alternating, |host| host.mute = true)),
        (
            "not waited for",
            whole(lies(0.0), alternating, |host| {
                host.mute = true;
                host.command(Command::Skip);
            }),
        ),
        (
            "paused, resumed, skipped, done again",
            whole(lies(0.0), alternating, |host| {
                host.until_lower(PhaseKind::Exhale);
                for wish in [Command::Pause, Command::Resume, Command::Skip, Command::Redo] {
                    host.command(wish);
                    host.ticks(60);
                }
            }),
        ),
    ];
    for ((what, said), lang) in sessions.iter().flat_map(|session| [(session, Lang::En), (session, Lang::De)]) {
        assert!(said.len() > 10, "{what}");
        assert_eq!(run_over(said, lang), [], "{what}");
    }
    // The measure sees one that is said too early.
    let mut early = sessions[0].1.clone();
    let setup = early.iter().position(|c| c.what.say.as_ref().is_some_and(|t| t.key == "setup-lower")).unwrap();
    early[setup + 1].due = early[setup].due + Nanos::from_s(1.0);
    assert_eq!(run_over(&early, Lang::En).len(), 1);
}
