//! `note`, `score`, `edit`, `delete`, `undelete`, `undo`, `redo`: what the user keeps, changes and takes back.
//!
//! In: a database and what to do. Out: one sentence about it, or the same as JSON.

use super::{Face, open_history};
use crate::args::Db;
use crate::failure::Failure;
use crate::kept_args::{Edit, Note, One, Rep, Score, Whole, YesNo};
use crate::sentence::written;
use crate::{folders, furniture, output, world};
use proximal::{Correction, Engine, Item, ItemKind, NewNote, NewScore, says};
use proximal_core::session::{SessionId, SessionRecord};
use proximal_core::timeline::RepKey;
use proximal_core::words::Text;
use serde::Serialize;
use serde_json::json;
use std::fmt::Write as _;

/// Prints `value` for machines, `said` for people.
fn tell(value: &impl Serialize, said: &[Text], face: Face) -> Result<(), Failure> {
    if face.json {
        return output::print_json(value);
    }
    let lines: String = said.iter().map(|text| written(text, face.lang) + "\n").collect();
    output::print(lines.as_bytes())
}

/// The history that is there; only one that is can be changed.
fn there(db: &Db) -> Result<Engine, Failure> {
    let file = folders::sessions(db)?;
    open_history(db, &file)?.ok_or_else(|| Failure::input(&file.to_string_lossy(), "holds no sessions yet"))
}

/// The history, made where there is none yet.
fn made(db: &Db) -> Result<Engine, Failure> {
    let file = folders::sessions(db)?;
    folders::make_room_for(&file)?;
    let engine = Engine::open(&file, world::env()?)?;
    crate::session::tell_salvaged(&engine);
    Ok(engine)
}

fn session(engine: &Engine, id: Option<&str>) -> Result<Option<SessionId>, Failure> {
    Ok(id.map(|id| engine.session(id)).transpose()?.map(|session| session.id))
}

/// `note`.
pub(crate) fn note(args: &Note, face: Face) -> Result<(), Failure> {
    if args.text.is_none() && args.felt.is_none() {
        return notes(args, face);
    }
    let engine = made(&args.db)?;
    let note = NewNote {
        session: session(&engine, args.session.as_deref())?,
        lift: args.lift.map(Into::into),
        carry: args.felt.map(Into::into),
        text: args.text.clone().unwrap_or_default(),
    };
    let id = engine.note(note, world::env()?)?;
    let text = Text::new("kept-note").word("id", says::short(&id.to_string()));
    tell(&json!({ "id": id }), &[text], face)
}

fn notes(args: &Note, face: Face) -> Result<(), Failure> {
    let file = folders::sessions(&args.db)?;
    let notes = match open_history(&args.db, &file)? {
        Some(engine) => engine.notes(session(&engine, args.session.as_deref())?)?,
        None => Vec::new(),
    };
    let lift = args.lift.map(Into::into);
    let notes: Vec<_> = notes.into_iter().filter(|note| lift.is_none() || note.lift == lift).collect();
    if face.json || notes.is_empty() {
        return tell(&notes, &[Text::new("notes-none")], face);
    }
    let mut lines = String::new();
    for note in notes {
        let about = says::lift(&note).map(|text| written(&text, face.lang)).unwrap_or_default();
        let said = [about, note.text].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(". ");
        // Writing to a string cannot fail.
        let _ = writeln!(lines, "{}  {}  {said}", says::short(&note.id.to_string()), furniture::when(note.written));
    }
    output::print(lines.as_bytes())
}

/// `score`.
pub(crate) fn score(args: &Score, face: Face) -> Result<(), Failure> {
    let (Some(side), Some(score)) = (args.side, args.value) else { return scores(args, face) };
    let engine = made(&args.db)?;
    let new =
        NewScore { session: session(&engine, args.session.as_deref())?, side: side.into(), score, by: args.by.into() };
    let id = engine.score(new, world::env()?)?;
    let kept = engine.scores()?.into_iter().find(|score| score.id == id);
    let mut said: Vec<Text> = kept.iter().map(says::score).collect();
    said.extend(says::score_asks(score));
    tell(&json!({ "id": id }), &said, face)
}

fn scores(args: &Score, face: Face) -> Result<(), Failure> {
    let file = folders::sessions(&args.db)?;
    let scores = match open_history(&args.db, &file)? {
        Some(engine) => engine.scores()?,
        None => Vec::new(),
    };
    if face.json || scores.is_empty() {
        return tell(&scores, &[Text::new("scores-none")], face);
    }
    let line = |score: proximal::Score| {
        format!("{}  {}\n", furniture::when(score.scored), written(&says::score(&score), face.lang))
    };
    output::print(scores.into_iter().map(line).collect::<String>().as_bytes())
}

/// `edit`.
pub(crate) fn edit(args: &Edit, face: Face) -> Result<(), Failure> {
    let engine = there(&args.db)?;
    let item = engine.find(&args.id, false)?;
    match (item.kind, &args.text) {
        (ItemKind::Note, Some(text)) => engine.edit_note(item.id, text, world::env()?)?,
        (ItemKind::Session, None) => {
            let session = engine.session(&item.id.to_string())?;
            let corrections = corrections(args, &session)?;
            if corrections.is_empty() {
                let what = "say what was otherwise: --variant, --landmark, --exclude …; proximal edit --help lists it";
                return Err(Failure::Usage(what.to_owned()));
            }
            engine.correct(session.id, corrections, world::env()?)?;
        }
        (ItemKind::Note, None) => return Err(Failure::Usage("a note is changed with --text".to_owned())),
        (ItemKind::Session, Some(_)) => return Err(Failure::Usage("--text is for notes".to_owned())),
        _ => return Err(Failure::Usage("delete it and keep it anew: only sessions and notes are edited".to_owned())),
    }
    let value = match item.kind {
        ItemKind::Session => {
            let id = SessionId(item.id.0);
            json!({ "edited": item, "corrections": engine.corrections(id)? })
        }
        _ => json!({ "edited": item }),
    };
    tell(&value, &[says::changed(item, face.lang)], face)
}

fn corrections(args: &Edit, session: &SessionRecord) -> Result<Vec<Correction>, Failure> {
    let mut all = Vec::new();
    if args.as_performed {
        all.extend([
            Correction::Exercise(None),
            Correction::Variant(None),
            Correction::OtherLeg(None),
            Correction::Landmark(None),
        ]);
    }
    all.extend(args.exercise.map(|name| Correction::Exercise(Some(name.into()))));
    all.extend(args.variant.map(|name| Correction::Variant(Some(name.into()))));
    all.extend(args.other_leg.map(|name| Correction::OtherLeg(Some(name.into()))));
    all.extend(args.landmark.map(|name| Correction::Landmark(name.into())));
    all.extend(args.hurts.map(|hurts| Correction::PainAfter(Some(hurts == YesNo::Yes))));
    for (reps, excluded) in [(&args.exclude, true), (&args.include, false)] {
        for rep in reps {
            all.push(Correction::Excluded(key(session, *rep)?, excluded));
        }
    }
    Ok(all)
}

/// The one rep of the session that is meant.
fn key(session: &SessionRecord, rep: Rep) -> Result<RepKey, Failure> {
    let meant = |key: &RepKey| key.side == rep.side && key.rep == rep.nr && rep.set.is_none_or(|set| key.set == set);
    let mut keys: Vec<RepKey> = session.reps.iter().map(|r| r.key).filter(meant).collect();
    keys.dedup();
    match keys.as_slice() {
        [key] => Ok(*key),
        [] => Err(Failure::Usage("the session has no such rep; proximal show lists them".to_owned())),
        _ => Err(Failure::Usage("more than one rep is called so; say the set too: left:2:3".to_owned())),
    }
}

/// `delete`.
pub(crate) fn delete(args: &One, face: Face) -> Result<(), Failure> {
    let engine = there(&args.db)?;
    let item = engine.find(&args.id, false)?;
    engine.delete(item, world::env()?)?;
    tell(&json!({ "deleted": item }), &[says::deleted(item, face.lang)], face)
}

/// `undelete`.
pub(crate) fn undelete(args: &One, face: Face) -> Result<(), Failure> {
    let engine = there(&args.db)?;
    let item = engine.find(&args.id, true)?;
    engine.undelete(item, world::env()?)?;
    tell(&json!({ "undeleted": item }), &[says::undeleted(item, face.lang)], face)
}

/// One thing that was taken back or done again, for machines.
#[derive(Serialize)]
struct Change {
    did: &'static str,
    item: Item,
}

/// `undo`, and `redo`.
pub(crate) fn undo(args: &Whole, again: bool, face: Face) -> Result<(), Failure> {
    let engine = there(&args.db)?;
    let done = if again { engine.redo(world::env()?)? } else { engine.undo(world::env()?)? };
    let said = says::undone(done.as_ref(), again, face.lang);
    let changes = done.as_ref().map(|undone| {
        let change = |(kind, item): &(proximal::Kind, Item)| Change { did: kind.word(), item: *item };
        undone.actions.iter().map(change).collect::<Vec<_>>()
    });
    let left = done.as_ref().map_or(0, |undone| undone.left);
    let name = if again { "redone" } else { "undone" };
    tell(&json!({ name: changes, "left": left }), &said, face)
}

/// `history --deleted`.
pub(crate) fn bin(db: &Db, face: Face) -> Result<(), Failure> {
    let file = folders::sessions(db)?;
    let deleted = match open_history(db, &file)? {
        Some(engine) => engine.deleted()?,
        None => Vec::new(),
    };
    if face.json || deleted.is_empty() {
        return tell(&deleted, &[Text::new("bin-empty")], face);
    }
    let lines: String = deleted.into_iter().map(|item| says::item(item, face.lang) + "\n").collect();
    output::print(lines.as_bytes())
}
