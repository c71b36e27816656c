//! Simulated people through whole sessions: who is steady climbs, who is not does not, and nobody by lying still.

use crate::common::{Host, setup};
use crate::{day, start};
use proximal_core::history::outcome;
use proximal_core::motion::Laid;
use proximal_core::routine::compile;
use proximal_core::schedule::{Outcome, Standing, gap, standing};
use proximal_core::session::{Command, Session, State};
use proximal_core::sim::{Person, Phone, Skill};
use proximal_core::timeline::Side;

/// Three sessions at the level where everybody starts, sides in turn; whether the depth was reached as the person says.
fn three(seed: u64, person: Person, to_depth: Option<bool>) -> Vec<Outcome> {
    (0..3).map(|n| one(seed * 3 + n, n, person, to_depth)).collect()
}

fn one(seed: u64, n: u64, person: Person, to_depth: Option<bool>) -> Outcome {
    let routine = start().routine(None).unwrap();
    let first_side = if n.is_multiple_of(2) { Side::Left } else { Side::Right };
    let mut host = Host::new(seed, person, Phone::typical(), routine.clone());
    let plan = compile(&routine, first_side).unwrap();
    let started = day(i32::try_from(n).unwrap() * 2);
    host.session = Session::new(proximal_core::session::Setup {
        plan,
        first_side,
        started,
        laid: Laid::default(),
        ..setup(seed, routine)
    });
    host.command(Command::Start);
    host.until(State::Done);
    let mut said = outcome(&host.end().record);
    said.work.iter_mut().for_each(|work| work.to_depth = to_depth);
    said
}

fn stands(outcomes: &[Outcome]) -> Standing {
    standing(start(), 0, false, outcomes)
}

fn climbed(outcomes: &[Outcome]) -> bool {
    stands(outcomes).steps.first().is_some_and(|step| step.up)
}

#[test]
fn a_steady_person_climbs_within_three_sessions_in_nine_of_ten_seeds() {
    let seeds = 40;
    let mut up = 0;
    for seed in 0..seeds {
        let outcomes = three(seed, Person::steady(), Some(true));
        up += u64::from(climbed(&outcomes));
        if !climbed(&outcomes) {
            println!("seed {seed}: {:?}", stands(&outcomes).readings);
        }
    }
    println!("steady: {up} of {seeds} climb");
    assert!(up * 10 >= seeds * 9, "{up} of {seeds}");
}

#[test]
fn a_steady_person_of_any_breath_and_body_climbs_too() {
    let seeds = 20;
    let mut up = 0;
    for seed in 0..seeds {
        let person = Person { skill: [Skill::STEADY; 2], hip_deg: 0.0, ..Person::drawn(seed) };
        let outcomes = three(100 + seed, person, Some(true));
        up += u64::from(climbed(&outcomes));
        if !climbed(&outcomes) {
            println!(
                "seed {seed}: breath {}° {:?}",
                person.breath_deg,
                outcomes.iter().map(|o| (o.measured, &o.work)).collect::<Vec<_>>()
            );
        }
    }
    println!("steady, any breath and body: {up} of {seeds} climb");
    assert!(up * 10 >= seeds * 9, "{up} of {seeds}");
}

#[test]
fn a_sloppy_person_never_climbs_and_goes_down() {
    let mut down = 0;
    for seed in 0..12 {
        let outcomes = three(200 + seed, Person::sloppy(), Some(true));
        let now = stands(&outcomes);
        assert!(now.steps.iter().all(|step| !step.up), "seed {seed}");
        down += usize::from(!now.steps.is_empty());
    }
    assert!(down >= 10, "{down} of 12");
}

#[test]
fn nobody_climbs_by_lying_still_unless_they_say_that_the_leg_went_down() {
    for (seed, to_depth) in [(300, None), (301, Some(false)), (302, None), (303, Some(false))] {
        let outcomes = three(seed, Person::still(), to_depth);
        let steady = outcomes.iter().all(|o| o.work[0].left.steady >= 4 && o.work[0].right.steady >= 4);
        assert!(steady, "seed {seed}: lying still scores best, and that is the danger");
        assert_eq!(stands(&outcomes).steps, []);
    }
    // The control: the same sessions, said to have gone so deep, would lead on.
    assert!(climbed(&three(300, Person::still(), Some(true))));
}

#[test]
fn a_lopsided_person_is_given_the_side_and_an_even_one_none() {
    for seed in 0..6 {
        let found = gap(start(), &three(400 + seed, Person::lopsided(), Some(true))).unwrap();
        assert_eq!(found.side, Side::Right, "seed {seed}");
        assert_eq!(gap(start(), &three(500 + seed, Person::steady(), Some(true))), None, "seed {seed}");
    }
}
