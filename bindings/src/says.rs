//! What became of what the user kept, changed and took back, in words.
//!
//! In: values of the engine. Out: sentences of the core.

use proximal_core::history::{Contents, Item, ItemKind, Kind, Note, Salvaged, Score, Undone};
use proximal_core::timeline::Side;
use proximal_core::words::{self, Form, Lang, Text, spelled};
use std::path::Path;

/// As much of an id as it takes to name a thing: it holds the millisecond in which it was made.
const SHORT_ID: usize = 13;

/// As much of `id` as a user has to type.
pub fn short(id: &str) -> String {
    id.chars().take(SHORT_ID).collect()
}

/// "the note 019a…".
pub fn item(item: Item, lang: Lang) -> String {
    let key = match item.kind {
        ItemKind::Session => "item-session",
        ItemKind::Note => "item-note",
        ItemKind::Score => "item-score",
        ItemKind::Raise => "item-raise",
        ItemKind::Routine => "item-routine",
        ItemKind::Paper => "item-paper",
    };
    words::render(&Text::new(key).word("id", short(&item.id.to_string())), lang, Form::Written)
}

fn about(key: &'static str, of: Item, lang: Lang) -> Text {
    Text::new(key).word("item", item(of, lang))
}

/// It is deleted.
pub fn deleted(of: Item, lang: Lang) -> Text {
    about("item-deleted", of, lang)
}

/// It is there again.
pub fn undeleted(of: Item, lang: Lang) -> Text {
    about("item-back", of, lang)
}

/// It was changed.
pub fn changed(of: Item, lang: Lang) -> Text {
    about("item-changed", of, lang)
}

/// What was taken back, or (`again`) done again, a sentence each.
pub fn undone(undone: Option<&Undone>, again: bool, lang: Lang) -> Vec<Text> {
    let Some(undone) = undone else {
        return vec![Text::new(if again { "redo-nothing" } else { "undo-nothing" })];
    };
    let mut said: Vec<Text> = Vec::new();
    for (kind, of) in &undone.actions {
        let key = match kind {
            Kind::Insert | Kind::Undelete => "item-gone",
            Kind::Delete => "item-back",
            Kind::Field if again => "item-as-after",
            Kind::Field => "item-as-before",
        };
        let text = about(key, *of, lang);
        if !said.contains(&text) {
            said.push(text);
        }
    }
    if undone.left > 0 {
        said.push(Text::new("undo-left").count("count", undone.left));
    } else if said.is_empty() {
        said.push(Text::new("setting-as-before"));
    }
    said
}

/// Where a damaged file went and what came over.
pub fn salvaged(salvaged: &Salvaged) -> Text {
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let file = name(&salvaged.file);
    let key = if file.ends_with(".traces") { "salvaged-traces" } else { "salvaged-history" };
    let count = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    Text::new(key)
        .word("file", file)
        .word("aside", name(&salvaged.aside))
        .count("kept", count(salvaged.kept))
        .count("anew", count(salvaged.anew))
        .count("lost", count(salvaged.lost))
}

/// How much is in a backup.
pub fn backed_up(contents: &Contents, file: &str) -> Text {
    let sessions = u32::try_from(contents.sessions).unwrap_or(u32::MAX);
    Text::new("backup-made").count("sessions", sessions).word("file", file.to_owned())
}

/// What was put back, as of `when`.
pub fn restored(contents: &Contents, when: String) -> Text {
    let sessions = u32::try_from(contents.sessions).unwrap_or(u32::MAX);
    Text::new("backup-restored").count("sessions", sessions).word("when", when)
}

/// A typed score, and who saw it.
pub fn score(score: &Score) -> Text {
    Text::new("kept-score")
        .word("side", if score.side == Side::Left { "left" } else { "right" })
        .word("score", score.score.to_string())
        .word("by", spelled(score.by))
        .word("id", short(&score.id.to_string()))
}

/// What a score asks for (FIELD F32).
pub fn score_asks(score: u8) -> Vec<Text> {
    match score {
        0 => vec![Text::new("score-pain"), Text::new("score-low")],
        1 => vec![Text::new("score-low")],
        _ => Vec::new(),
    }
}

/// The lift a note is about and how it felt; none where it is about none.
pub fn lift(note: &Note) -> Option<Text> {
    let lift = note.lift?;
    Some(Text::new("note-lift").word("lift", spelled(lift)).word("carry", spelled(note.carry)))
}
