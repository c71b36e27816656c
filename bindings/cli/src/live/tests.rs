use super::*;
use crate::furniture::Furniture;
use look::Depth;
use proximal_core::cues::{Cue, CueAt, CueId};
use proximal_core::motion::{BandState, PlacementState, Verdict};
use proximal_core::session::{PelvisView, PhaseView, RepChip, says};
use proximal_core::time::{MonoTime, Nanos};
use proximal_core::timeline::{BlockKind, PhaseKind, Side};
use proximal_core::words::Text;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

fn lowering() -> Snapshot {
    let chip = |side, rep, verdict| RepChip { side, rep, verdict };
    Snapshot {
        at: MonoTime::from_s(83.0),
        state: State::Running,
        headline: Text::new("cue-exhale-lower"),
        message: Some(Text::new("band-drifting")),
        placement: PlacementState::Ready,
        phase: Some(PhaseView {
            kind: PhaseKind::Exhale,
            block: BlockKind::LegLower,
            side: Side::Right,
            rep: 3,
            reps: 5,
            progress: 0.43,
            left_s: 2.85,
        }),
        progress: 0.614,
        pelvis: Some(PelvisView {
            tilt_deg: 3.4,
            roll_deg: -1.25,
            drifting_deg: [2.5, 2.5],
            lost_deg: [5.0, 5.0],
            band: BandState::Drifting,
        }),
        reps: vec![
            chip(Side::Left, 1, Verdict::Steady),
            chip(Side::Right, 1, Verdict::Drifting),
            chip(Side::Left, 2, Verdict::Unclear),
            chip(Side::Right, 2, Verdict::Lost),
            chip(Side::Left, 3, Verdict::Steady),
        ],
        ask: None,
        result: None,
    }
}

/// What a terminal of this size shows, a string a row.
fn shown(snapshot: &Snapshot, lang: Lang, (width, height): (u16, u16)) -> Vec<String> {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    let screen = Screen::new(Look::new(Depth::Mono), lang);
    terminal.draw(|frame| screen.draw(snapshot, frame)).unwrap();
    let cells: Vec<&str> = terminal.backend().buffer().content().iter().map(ratatui::buffer::Cell::symbol).collect();
    cells.chunks(usize::from(width)).map(|row| row.concat().trim_end().to_owned()).collect()
}

fn has(rows: &[String], what: &str) -> bool {
    rows.iter().any(|row| row.contains(what))
}

#[test]
fn a_usual_terminal_shows_all_there_is_in_both_languages() {
    let en = shown(&lowering(), Lang::En, (80, 24));
    println!("{}", en.join("\n"));
    for what in [
        "Leg lowers · Right · rep 3 of 5",
        "61 %",
        "3 s",
        "◐ drifting",
        "tilt  +3.4°",
        "roll  −1.2°",
        "● steady",
        "◌ unclear",
        "p pain",
    ] {
        assert!(has(&en, what), "{what}");
    }
    assert!(en.iter().filter(|row| row.contains('█')).count() >= 4, "the phase in large letters");
    let de = shown(&lowering(), Lang::De, (80, 24));
    println!("{}", de.join("\n"));
    for what in ["Rechts · 3 von 5", "Kippung  +3,4°", "◐ driftet", "p Schmerz"] {
        assert!(has(&de, what), "{what}");
    }
}

#[test]
fn a_tiny_terminal_keeps_the_word_the_breath_and_how_to_say_that_it_hurts() {
    for (lang, word) in [(Lang::En, "EXHALE"), (Lang::De, "AUSATMEN")] {
        let rows = shown(&lowering(), lang, (40, 12));
        println!("{}", rows.join("\n"));
        let words = Furniture::new(lang);
        for what in [word, "3 s", "○", words.keys(false)[1].1] {
            assert!(has(&rows, what), "{what}");
        }
    }
}

#[test]
fn no_size_and_no_number_breaks_the_drawing() {
    let mut odd = lowering();
    odd.progress = f64::NAN;
    odd.pelvis =
        odd.pelvis.map(|p| PelvisView { tilt_deg: f64::INFINITY, lost_deg: [0.0; 2], drifting_deg: [0.0; 2], ..p });
    odd.phase = odd.phase.map(|p| PhaseView { progress: 7.0, left_s: -3.0, ..p });
    odd.reps = lowering().reps.repeat(40);
    for snapshot in [lowering(), odd] {
        for width in [1, 2, 3, 7, 19, 40, 79, 300] {
            for height in [1, 2, 3, 5, 8, 13, 20, 100] {
                shown(&snapshot, Lang::De, (width, height));
            }
        }
    }
}

#[test]
fn a_single_row_shows_the_phase() {
    assert_eq!(shown(&lowering(), Lang::En, (20, 1)), ["EXHALE"]);
}

#[test]
fn a_waiting_session_says_so_and_offers_to_go_on() {
    let waiting = Snapshot { state: State::Paused, phase: None, pelvis: None, ..lowering() };
    let rows = shown(&waiting, Lang::En, (40, 12));
    assert!(has(&rows, "PAUSED") && has(&rows, "space resume"));
}

#[test]
fn keys_ask_for_what_the_state_allows() {
    let key = |c| KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE);
    assert_eq!(command(key(' '), State::Running), Some(Command::Pause));
    assert_eq!(command(key(' '), State::Paused), Some(Command::Resume));
    assert_eq!(command(key(' '), State::Idle), Some(Command::Start));
    assert_eq!(command(key('p'), State::Running), Some(Command::Pain));
    assert_eq!(command(key('x'), State::Running), None);
}

fn cue(id: u64, due_s: f64, key: &'static str) -> Event {
    let due = MonoTime::from_s(due_s);
    let what = Cue { say: Some(Text::new(key)), tone: None, haptic: None };
    Event::Cue(CueAt { id: CueId(id), due, latest: due + Nanos::from_s(0.3), what })
}

#[test]
fn a_plain_cue_is_said_when_it_is_due_and_not_when_it_was_cancelled() {
    let at = |at_s: f64| Snapshot { at: MonoTime::from_s(at_s), message: None, ..lowering() };
    let (mut plain, mut said) = (Plain::new(Lang::En), Vec::new());
    plain.show(&at(10.0), &[cue(1, 11.0, "first"), cue(2, 12.0, "second")], &mut said).unwrap();
    assert!(said.is_empty(), "announced, not yet due");
    plain.show(&at(11.5), &[Event::CancelCuesFrom(CueId(2))], &mut said).unwrap();
    plain.show(&at(13.0), &[], &mut said).unwrap();
    let said = String::from_utf8(said).unwrap();
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.starts_with("  0:01.0  "), "{said}");
}

#[test]
fn a_plain_line_says_one_thing_once_and_again_when_it_is_news_again() {
    let say = says::reference(None);
    let at = |at_s: f64, message: Option<Text>| Snapshot { at: MonoTime::from_s(at_s), message, ..lowering() };
    let cue = |id, due_s: f64| {
        let due = MonoTime::from_s(due_s);
        let what = Cue { say: Some(say.clone()), tone: None, haptic: None };
        Event::Cue(CueAt { id: CueId(id), due, latest: due + Nanos::from_s(0.3), what })
    };
    let (mut plain, mut said) = (Plain::new(Lang::En), Vec::new());
    let why = Event::Paused(say.clone());
    plain.show(&at(10.0, Some(say.clone())), &[why, cue(1, 10.0)], &mut said).unwrap();
    plain.show(&at(12.0, None), &[cue(2, 12.0)], &mut said).unwrap();
    assert_eq!(String::from_utf8(said.clone()).unwrap().lines().count(), 1);
    plain.show(&at(19.0, None), &[cue(3, 19.0)], &mut said).unwrap();
    let said = String::from_utf8(said).unwrap();
    assert_eq!(said.lines().count(), 2, "the next breath says it again: {said}");
}

#[test]
fn every_event_is_one_json_object_on_a_line_of_its_own() {
    let mut lines = Vec::new();
    plain::json(&lowering(), &[cue(1, 84.0, "a"), Event::CancelCuesFrom(CueId(1))], &mut lines).unwrap();
    let lines: Vec<serde_json::Value> =
        String::from_utf8(lines).unwrap().lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[1], serde_json::json!({"t_s": 83.0, "event": {"cancel_cues_from": 1}}));
}
