//! What travels between trainer and client arrives, or says why not.

use super::*;
use crate::routine::{BUILT_IN, built_in};
use crate::time::WallTime;
use proptest::prelude::*;

const NOW: WallTime = WallTime { utc_ms: 1_795_680_000_000, offset_min: 60 };

fn prescription(routine: &str) -> Prescription {
    let mut all = Prescription::new(built_in(routine).unwrap(), NOW);
    all.from = Some("Kim, Stillwater Gym".to_owned());
    all.client = Some("Anna".to_owned());
    all.note = Some("Stop at the box on the right.".to_owned());
    let plan = [("plan.times", "mon=18:00 wed=18:00 fri=07:30"), ("plan.limit-week", "4"), ("plan.lock", "on")];
    all.plan = plan.map(|(key, value)| (key.to_owned(), value.to_owned())).into();
    all
}

#[test]
fn a_prescription_of_any_built_in_routine_comes_back_from_file_and_link() {
    for name in BUILT_IN {
        let sent = prescription(name);
        assert_eq!(Prescription::read(&sent.write().unwrap()).unwrap(), sent);
        let link = to_link(&sent).unwrap();
        assert_eq!(from_link(&link).unwrap(), sent, "{name}");
        // Version 15 at level M holds 600 characters of this alphabet (ISO/IEC 18004, table 7): 77 modules a side.
        assert!(link.len() <= 600, "{name}: {} characters", link.len());
        assert!(
            is_link(&link) && link.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b":/".contains(&b))
        );
        println!("{name}: {} characters from {} bytes of JSON", link.len(), sent.write().unwrap().len());
    }
}

#[test]
fn a_link_is_forgiven_its_looks_but_not_a_lost_or_wrong_letter() {
    let link = to_link(&prescription("leg-lowering")).unwrap();
    let shown = format!("  {}\n{}\n", &link[..40].to_lowercase(), &link[40..]);
    assert_eq!(from_link(&shown).unwrap(), prescription("leg-lowering"));
    for at in 13..link.len() {
        let wrong = if link.as_bytes()[at] == b'A' { "B" } else { "A" };
        let misread = format!("{}{wrong}{}", &link[..at], &link[at + 1..]);
        // The last letter has bits that mean nothing; the decoder refuses them.
        assert!(from_link(&misread).is_err(), "letter {at}");
        assert!(from_link(&link[..at]).is_err(), "cut at {at}");
    }
    assert!(from_link("proximal:rx2/ABC").unwrap_err().newer);
    assert!(!is_link("routine.json") && is_link(" proximal:rx1/…"));
}

#[test]
fn what_cannot_be_done_or_is_not_a_trainers_is_refused_with_its_field() {
    let refused = |change: fn(&mut Prescription)| {
        let mut all = prescription("leg-lowering");
        change(&mut all);
        let said = all.write().unwrap_err().to_string();
        assert_eq!(to_link(&all).unwrap_err().to_string(), said);
        said
    };
    assert!(refused(|p| p.routine.tempo.exhale_s = 30.0).starts_with("routine: "));
    assert!(refused(|p| drop(p.plan.insert("plan.rollover".to_owned(), "3".to_owned()))).contains("'plan.rollover'"));
    assert!(
        refused(|p| drop(p.plan.insert("plan.limit-day".to_owned(), "9".to_owned()))).starts_with("plan.limit-day")
    );
    assert!(refused(|p| p.note = Some("x".repeat(201))).starts_with("note: "));
    assert!(refused(|p| p.from = Some("a\u{1}b".to_owned())).starts_with("from: "));
    let newer = prescription("leg-lowering").write().unwrap().replace("prescription/1", "prescription/2");
    assert!(Prescription::read(&newer).unwrap_err().newer);
    assert!(Prescription::read("{}").unwrap_err().to_string().starts_with("schema"));
    assert!(Prescription::read("no").unwrap_err().to_string().starts_with("is no prescription"));
}

fn result(client: &str, made_ms: i64, days: &[i64]) -> ClientResult {
    let done = |day: &i64| Done {
        started: WallTime { utc_ms: day * 86_400_000, offset_min: 60 },
        routine: "leg-lowering".to_owned(),
        ending: crate::session::Ending::Finished,
        real: true,
        variant: None,
        landmark: None,
        left: Reps { steady: 4, drifting: 1, ..Reps::default() },
        right: Reps { lost: 2, unclear: 3, ..Reps::default() },
        both: Reps::default(),
        felt_steady: Some(7),
        pain: None,
    };
    ClientResult {
        schema: "proximal.result/1".to_owned(),
        client: client.to_owned(),
        made: WallTime { utc_ms: made_ms, offset_min: 60 },
        since_ms: 0,
        prescribed: None,
        goal_a_week: Some(3),
        sessions: days.iter().map(done).collect(),
    }
}

#[test]
fn clients_stand_by_name_and_several_files_of_one_are_one() {
    let all =
        vec![result("Zoe", 1, &[1]), result("anna ", 5, &[2, 3]), result("Ben", 2, &[]), result("Anna", 9, &[3, 4])];
    let by_name = ClientResult::by_client(all);
    assert_eq!(by_name.iter().map(|r| r.client.as_str()).collect::<Vec<_>>(), ["Anna", "Ben", "Zoe"]);
    let days: Vec<i64> = by_name[0].sessions.iter().map(|s| s.started.utc_ms / 86_400_000).collect();
    assert_eq!(days, [2, 3, 4]);
    let reps = by_name[0].sessions[0].reps();
    assert_eq!((reps.judged(), reps.steady, reps.unclear), (7, 4, 3));
}

#[test]
fn a_result_comes_back_from_its_file_and_another_document_is_refused() {
    let sent = result("Anna", 5, &[2, 3]);
    assert_eq!(ClientResult::read(&sent.write().unwrap()).unwrap(), sent);
    assert!(ClientResult::read(&prescription("leg-lowering").write().unwrap()).is_err());
    assert!(ClientResult::read(&sent.write().unwrap().replace("Anna", " ")).is_err());
    assert!(ClientResult::read(&sent.write().unwrap().replace("result/1", "result/3")).unwrap_err().newer);
}

proptest! {
    #[test]
    fn any_words_a_trainer_writes_arrive(note in "[^\\p{Cc}]{1,200}", from in "\\PC{1,40}") {
        prop_assume!(!note.trim().is_empty() && !from.trim().is_empty());
        let mut sent = prescription("leg-lowering");
        (sent.note, sent.from) = (Some(note), Some(from));
        prop_assert_eq!(from_link(&to_link(&sent).unwrap()).unwrap(), sent);
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "\\PC{0,200}", tail in "[A-Z2-7]{0,80}") {
        let _ = (from_link(&text), Prescription::read(&text), ClientResult::read(&text));
        let _ = from_link(&format!("PROXIMAL:RX1/{tail}"));
    }
}
