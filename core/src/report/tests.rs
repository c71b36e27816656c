use super::*;
use crate::motion::{
    AxisRecord, BreathVerdict, Estimate, Laid, Lies, MotionEvent, MotionEventKind, Reason, ReferenceFault,
    ReferenceRecord, RepRecord, Verdict,
};
use crate::routine::{Block, OtherLeg, Routine, SidePlan, Tempo, Variant};
use crate::session::{SessionId, TrackPoint};
use crate::time::{MonoTime, WallTime};
use crate::timeline::{BlockKind, Outcome, Performed, PerformedPhase, PhaseKind, RepKey, Side, Span};

/// A clock that did not begin at zero, as a phone's does not.
const ZERO_S: f64 = 86_000.0;

fn block(exercise: BlockKind, sides: SidePlan, setup_s: f64) -> Block {
    let lower = exercise == BlockKind::LegLower;
    Block {
        exercise,
        reps: 5,
        sets: 1,
        sides,
        variant: lower.then_some(Variant::KneeBreak),
        other_leg: lower.then_some(OtherLeg::Up),
        landmark: None,
        setup_s,
        rest_s: 0.0,
        rest_before_s: 0.0,
        settling: 2,
    }
}

/// Lays phases one after the other.
struct Clock {
    now_s: f64,
    performed: Performed,
}

impl Clock {
    fn phase(&mut self, kind: PhaseKind, block: BlockKind, side: Side, rep: u16, length_s: f64) -> Span {
        let span = Span::from_s(self.now_s, self.now_s + length_s);
        self.now_s += length_s;
        let key = RepKey { block_index: u16::from(block != BlockKind::Deadbug), set: 1, side, rep };
        let phase = PerformedPhase { kind, block, key, attempt: 1, span, outcome: Outcome::Done };
        self.performed.push(phase).unwrap();
        span
    }

    fn breath(&mut self, block: BlockKind, side: Side, rep: u16) -> Span {
        let out = self.phase(PhaseKind::Exhale, block, side, rep, 5.0);
        let back = self.phase(PhaseKind::Inhale, block, side, rep, 4.0);
        Span { start: out.start, end: back.end }
    }
}

fn axis(peak_deg: f64) -> AxisRecord {
    let about = |value: f64, half: f64| Estimate { value, ci95: [value - half, value + half] };
    AxisRecord { peak_deg: about(peak_deg, 0.9), drift_deg: about(peak_deg * 0.3, 0.7), wiggle_deg: 0.2, in_band: 0.8 }
}

fn rep(side: Side, n: u16, span: Span, peaks: [f64; 2], verdict: Verdict, reasons: &[Reason]) -> RepRecord {
    let left_band = matches!(verdict, Verdict::Drifting | Verdict::Lost);
    RepRecord {
        block: BlockKind::LegLower,
        key: RepKey { block_index: 1, set: 1, side, rep: n },
        attempt: 1,
        span,
        tilt: axis(peaks[0]),
        roll: axis(peaks[1]),
        creep_deg: Some(Estimate { value: -0.2 * f64::from(n), ci95: [-0.2 * f64::from(n) - 0.5, 0.6] }),
        moment_of_loss_s: left_band.then_some(3.6 + 0.2 * f64::from(n)),
        stillness_ratio: Some(1.4),
        verdict,
        reasons: reasons.iter().copied().collect(),
        breath: if n == 4 { BreathVerdict::Late } else { BreathVerdict::InTime },
    }
}

/// A steady left and a sloppy right after an accepted reference, with its signals.
fn fixture() -> (SessionRecord, Trace) {
    let mut clock = Clock { now_s: ZERO_S, performed: Performed::default() };
    clock.phase(PhaseKind::Setup, BlockKind::Setup, Side::Both, 1, 15.0);
    for n in 1..=5 {
        clock.breath(BlockKind::Deadbug, Side::Both, n);
    }
    let reference_end_s = clock.now_s;
    let mut reps = Vec::new();
    let rights = [
        ([1.6, 0.4], Verdict::Steady, vec![]),
        ([3.4, 0.8], Verdict::Drifting, vec![Reason::TiltedForward]),
        ([6.6, -1.8], Verdict::Lost, vec![Reason::TiltedForward]),
        ([3.1, -2.7], Verdict::Drifting, vec![Reason::TiltedForward, Reason::RolledRight]),
        ([2.4, -0.6], Verdict::Unclear, vec![Reason::Bumped]),
    ];
    for side in [Side::Left, Side::Right] {
        clock.phase(PhaseKind::Setup, BlockKind::Setup, side, 1, 12.0);
        clock.breath(BlockKind::Settle, side, 1);
        clock.breath(BlockKind::Settle, side, 2);
        for (n, (peaks, verdict, reasons)) in (1..).zip(&rights) {
            let span = clock.breath(BlockKind::LegLower, side, n);
            reps.push(match side {
                Side::Left => rep(side, n, span, [0.5 + 0.2 * f64::from(n), -0.4], Verdict::Steady, &[]),
                _ => rep(side, n, span, *peaks, *verdict, reasons),
            });
        }
    }
    let last = reps.last().unwrap().span;
    let session = SessionRecord {
        id: SessionId([7; 16]),
        started: WallTime { utc_ms: 1_795_452_600_000, offset_min: 60 },
        started_at: MonoTime::from_s(ZERO_S),
        routine: Routine {
            schema: "proximal.routine/1".to_owned(),
            name: "leg-lowering".to_owned(),
            tempo: Tempo { exhale_s: 5.0, pause_s: 0.0, inhale_s: 4.0 },
            reversed: false,
            blocks: vec![
                block(BlockKind::Deadbug, SidePlan::Both, 15.0),
                block(BlockKind::LegLower, SidePlan::OneAfterTheOther, 12.0),
            ],
        },
        first_side: Side::Left,
        ending: Ending::Finished,
        source: Source::Simulated(7),
        reference: Some(ReferenceRecord {
            span: Span::from_s(ZERO_S + 15.0, reference_end_s),
            breaths: 5,
            tilt_zero_deg: 4.0,
            roll_zero_deg: -1.0,
            depth_deg: 4.6,
            spread_deg: [0.5, 0.2],
            delay_s: 0.4,
            drifting_deg: [2.5, 2.5],
            lost_deg: [5.0, 5.0],
            gyro_bias: None,
            fault: None,
            laid: Laid::Upright,
            lies: Lies::Upright,
            askew_deg: Some(Estimate { value: 4.0, ci95: [-10.0, 18.0] }),
        }),
        events: vec![MotionEvent { at: MonoTime(last.start.0 + 2_000_000_000), kind: MotionEventKind::Bump }],
        pain_before: None,
        felt: None,
        pain_after: None,
        performed: clock.performed,
        reps,
    };
    let trace = trace(&session);
    (session, trace)
}

/// A track at 20 Hz that agrees with the records: breath on the phone, a bow with the peak's height on the pelvis.
fn trace(session: &SessionRecord) -> Trace {
    let end_s = session.performed.phases().last().unwrap().span.end.s();
    let ticks = (0..100_000_u32).take_while(|i| f64::from(*i) / 20.0 < end_s - ZERO_S);
    let point = |i: u32| {
        let at = MonoTime::from_s(ZERO_S + f64::from(i) / 20.0);
        let cycle = session.performed.cycles().find(|c| c.span.contains(at));
        let share = cycle.map_or(0.0, |c| (at - c.span.start).s() / c.span.length().s());
        let breath = -2.3 * (1.0 - libm::cos(share * std::f64::consts::TAU)) / 2.0;
        let small = 0.08 * (libm::sin(f64::from(i) * 0.31) + libm::sin(f64::from(i) * 0.083));
        let rep = session.reps.iter().find(|r| r.span.contains(at));
        let bow = libm::sin(share * std::f64::consts::PI);
        let pelvis = rep.map(|r| [r.tilt.peak_deg.value * bow + small, r.roll.peak_deg.value * bow + small * 0.6]);
        let [tilt, roll] = pelvis.unwrap_or([small, small]);
        TrackPoint { at, phone_deg: [tilt + breath, roll + 0.1 * breath], pelvis_deg: pelvis }
    };
    Trace { samples: Vec::new(), track: ticks.map(point).collect() }
}

const VOID: [&str; 2] = ["meta", "br"];

/// Every tag closed in order, every attribute quoted, no bare `<` or `&`; style is taken as it is.
fn assert_well_formed(page: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = page.strip_prefix("<!DOCTYPE html>").expect("a doctype");
    while let Some(at) = rest.find('<') {
        let text = &rest[..at];
        assert!(
            text.split('&').skip(1).all(|t| ["amp;", "lt;", "gt;", "quot;"].iter().any(|e| t.starts_with(e))),
            "{text}"
        );
        let end = rest[at..].find('>').expect("a tag that ends") + at;
        let tag = &rest[at + 1..end];
        assert_eq!(tag.matches('"').count() % 2, 0, "<{tag}>");
        assert!(!tag.contains('<'), "<{tag}>");
        let name = tag.trim_start_matches('/').split_whitespace().next().unwrap_or("");
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "</{name}>");
        } else if !VOID.contains(&name) {
            open.push(name);
        }
        rest = &rest[end + 1..];
    }
    assert!(open.is_empty(), "{open:?}");
}

/// What must hold of every page.
fn page(session: &SessionRecord, trace: Option<&Trace>) -> String {
    let mut english = String::new();
    for lang in [Lang::De, Lang::En] {
        english = session_html(session, trace, lang);
        assert_well_formed(&english);
        for never in ["NaN", "inf\"", "inf ", "report-", "<script", "http://", "https://", "undefined"] {
            let body = english.split("</style>").last().unwrap();
            assert!(!body.contains(never), "{never} in {lang:?}: {}", around(body, never));
        }
    }
    english
}

fn around<'a>(text: &'a str, what: &str) -> &'a str {
    let at = text.find(what).unwrap();
    text.get(at.saturating_sub(60)..(at + 60).min(text.len())).unwrap_or_default()
}

#[test]
fn a_whole_session_says_what_happened_and_one_thing_to_do() {
    let (session, trace) = fixture();
    let page = page(&session, Some(&trace));
    assert!(page.contains("Left: steady on 5 of 5."), "{}", around(&page, "<h1"));
    assert!(page.contains("Right: drifted on 2 and lost on 1 of 5, about 4 seconds into the exhale."));
    assert_eq!(page.matches("class=\"next\"").count(), 1);
    assert!(page.contains("box under the right heel"));
    assert!(page.contains("Simulated person, seed 7"));
    assert!(page.contains("Monday, 23 November 2026, 17:50 (UTC+01:00)"), "{}", around(&page, "2026"));
    if let Ok(folder) = std::env::var("PROXIMAL_REPORT_OUT") {
        for (lang, name) in [(Lang::En, "en"), (Lang::De, "de")] {
            let file = std::path::Path::new(&folder).join(format!("report-{name}.html"));
            std::fs::write(file, session_html(&session, Some(&trace), lang)).unwrap();
        }
    }
}

#[test]
fn headings_go_down_one_step_at_a_time_and_there_is_one_title() {
    let (session, trace) = fixture();
    let page = page(&session, Some(&trace));
    let levels: Vec<u32> = page
        .match_indices("<h")
        .filter_map(|(at, _)| page[at + 2..].chars().next()?.to_digit(10).filter(|_| page[at + 3..].starts_with('>')))
        .collect();
    assert_eq!(levels.iter().filter(|l| **l == 1).count(), 1);
    assert!(levels.windows(2).all(|w| w[1] <= w[0] + 1), "{levels:?}");
    assert!(page.contains("<html lang=\"en\">") && page.contains("<title>Leg lowering session"));
}

#[test]
fn every_picture_says_in_words_what_it_shows() {
    let (session, trace) = fixture();
    let page = page(&session, Some(&trace));
    let pictures = page.matches("role=\"img\"").count();
    // Reference, and for each side a change of posture and its reps, for a desk and for a phone; two figures.
    assert_eq!(pictures, 12);
    assert_eq!(page.matches("<desc>").count(), pictures);
    assert!(page.contains("Right 3: lost."));
}

#[test]
fn a_verdict_is_a_shape_and_a_word() {
    let (session, _) = fixture();
    let page = page(&session, None);
    for word in ["steady", "drifting", "lost", "unclear"] {
        assert!(page.contains(&format!("<strong class=\"{word}\">{word}</strong>")));
    }
    let chips = page.matches("class=\"chip\"").count();
    assert_eq!(chips, 20, "ten reps, once as a chip and once in the table");
}

#[test]
fn what_a_file_or_a_routine_is_called_cannot_become_markup() {
    let (mut session, trace) = fixture();
    session.source = Source::Recording("<script>alert(1)</script>&\".csv".to_owned());
    session.routine.name = "</style><img onerror=x>".to_owned();
    let page = page(&session, Some(&trace));
    assert!(page.contains("&lt;script&gt;alert(1)"));
    assert!(!page.contains("<img"));
}

#[test]
fn without_a_reference_it_says_so_and_draws_no_band() {
    let (mut session, trace) = fixture();
    assert!(page(&session, Some(&trace)).contains("class=\"band\""));
    session.reference = None;
    for rep in &mut session.reps {
        (rep.verdict, rep.reasons, rep.creep_deg) =
            (Verdict::Unclear, [Reason::NoReference].into_iter().collect(), None);
    }
    let page = page(&session, Some(&trace));
    assert!(page.contains("No reference was reached") && !page.contains("class=\"band\""));
    assert!(page.contains("Nothing could be judged.") && page.contains("There is no reference."));
    assert!(page.contains("begin with the five exhales"));
    assert!(!page.contains("Left beside right"), "a table of dashes");
}

#[test]
fn a_refused_reference_says_why_and_what_to_do_about_it() {
    let (mut session, _) = fixture();
    session.reps.clear();
    session.reference.as_mut().unwrap().fault = Some(ReferenceFault::Moved);
    let page = page(&session, None);
    assert!(page.contains("Nothing could be judged.") && page.contains("The phone moved during the five exhales"));
    assert!(page.contains("No leg lower was done.") && page.contains("tuck the phone under your waistband"));
    assert!(!page.contains("class=\"band\""));
}

#[test]
fn pain_comes_first_whatever_the_verdicts_were() {
    let (mut session, trace) = fixture();
    session.ending = Ending::Pain;
    let page = page(&session, Some(&trace));
    let hurt = page.find("You stopped because it hurt.").unwrap();
    assert!(hurt < page.find("Left: steady").unwrap());
    assert!(page.contains("Rest now.") && !page.contains("box under"));
}

#[test]
fn an_interrupted_session_of_nothing_is_still_a_page() {
    let (mut session, _) = fixture();
    session.ending = Ending::Interrupted;
    session.performed = Performed::default();
    session.reps.clear();
    session.reference = None;
    session.routine.blocks.clear();
    let page = page(&session, Some(&Trace::default()));
    assert!(
        page.contains("Nothing could be judged.") && page.contains("The session ended before the first leg lower.")
    );
    assert!(page.contains("Nothing was performed."));
}

#[test]
fn where_one_side_was_judged_the_headline_keeps_both_apart() {
    let (mut session, _) = fixture();
    for rep in session.reps.iter_mut().filter(|r| r.key.side == Side::Right) {
        (rep.verdict, rep.reasons) = (Verdict::Unclear, [Reason::Slipped].into_iter().collect());
    }
    let page = page(&session, None);
    assert!(page.contains("Left: steady on 5 of 5.") && page.contains("Right: none of 5 could be judged."));
    assert!(!page.contains("Nothing could be judged."));
}

#[test]
fn one_side_alone_is_not_set_beside_a_side_that_was_not_done() {
    let (mut session, trace) = fixture();
    session.reps.retain(|r| r.key.side == Side::Right);
    let page = page(&session, Some(&trace));
    assert!(!page.contains("Left beside right") && page.contains("In numbers"));
    assert!(!page.contains("Left: "));
}

#[test]
fn a_rep_done_again_counts_once_as_it_was_last_done() {
    let (mut session, _) = fixture();
    let mut again = session.reps[7].clone();
    (again.attempt, again.verdict, again.moment_of_loss_s) = (2, Verdict::Steady, None);
    session.reps.push(again);
    assert!(page(&session, None).contains("Right: drifted on 2 of 5"));
}

#[test]
fn numbers_that_are_none_become_dashes_and_never_reach_the_page() {
    let (mut session, mut trace) = fixture();
    let broken = Estimate { value: f64::NAN, ci95: [f64::NEG_INFINITY, f64::INFINITY] };
    session.reps[2].tilt.peak_deg = broken;
    session.reps[8].creep_deg = Some(broken);
    session.reps[8].moment_of_loss_s = Some(f64::NAN);
    session.reference.as_mut().unwrap().delay_s = f64::NAN;
    trace.track[700].pelvis_deg = Some([f64::NAN, f64::INFINITY]);
    trace.track[701].phone_deg = [f64::NAN, 1e300];
    assert!(page(&session, Some(&trace)).contains("<td data-label=\"Peak tilt\">–</td>"));
}

#[test]
fn everyone_steady_but_out_of_time_is_offered_a_slower_pace() {
    let (mut session, _) = fixture();
    for rep in &mut session.reps {
        (rep.verdict, rep.moment_of_loss_s) = (Verdict::Steady, None);
        rep.reasons.clear();
    }
    let advice = |session: &SessionRecord| headline::headline(session).next.key.into_owned();
    assert_eq!(advice(&session), "report-next-slower");
    for rep in &mut session.reps {
        rep.breath = BreathVerdict::InTime;
    }
    assert_eq!(advice(&session), "report-next-same");
}

#[test]
fn every_reason_and_every_fault_has_an_advice_in_both_languages() {
    use crate::words::{Form, render};
    use Reason::{
        BreathChanged, Bumped, Gap, Masked, NoClock, NoReference, NotPlaced, Replaced, RolledLeft, RolledRight,
        Slipped, TiltedBack, TiltedForward, TooCloseToCall, TooFewSamples,
    };
    let reasons = [
        Bumped,
        BreathChanged,
        Gap,
        Masked,
        NoClock,
        NoReference,
        NotPlaced,
        Replaced,
        RolledLeft,
        RolledRight,
        Slipped,
        TiltedBack,
        TiltedForward,
        TooCloseToCall,
        TooFewSamples,
    ];
    let faults = [
        ReferenceFault::TooShort,
        ReferenceFault::NotPlaced,
        ReferenceFault::Moved,
        ReferenceFault::Wandered,
        ReferenceFault::OffCue,
    ];
    let because = |key, why| Text::new(key).word("why", why);
    let texts = reasons.map(|r| says::case("report-next-unclear", r)).into_iter();
    let texts = texts.chain(faults.map(|f| says::case("report-next-fault", f)));
    let texts = texts.chain(reasons.map(|r| because("report-why-unclear", says::name(r))));
    for text in texts.chain(faults.map(|f| because("report-why-fault", says::name(f)))) {
        for lang in [Lang::En, Lang::De] {
            let said = render(&text, lang, Form::Written);
            assert!(said.ends_with('.') && !said.contains("report-"), "{said}");
        }
    }
}
