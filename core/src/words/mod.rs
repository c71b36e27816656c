//! Every sentence the core can say, in two languages, written and spoken.
//!
//! In: a [`Text`]: a key of the Fluent files in `en/` and `de/` with its arguments. Out: the sentence.
//! A message's attribute `.spoken` is what a voice says where it differs from what is written.

mod render;

pub use render::render;

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A sentence that is not yet in any language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record), uniffi(name = "Sentence"))]
pub struct Text {
    /// Key of the Fluent files.
    pub key: Cow<'static, str>,
    /// What the sentence is filled with.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub args: BTreeMap<Cow<'static, str>, Arg>,
}

/// What a sentence is filled with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum), uniffi(name = "SentenceArg"))]
pub enum Arg {
    /// A number; plural forms are chosen by it, decimals shown as the language does.
    Number {
        /// Its value.
        value: f64,
        /// Digits after the decimal sign.
        decimals: u8,
    },
    /// A word the sentence selects by (`left`, `steady`), or a name the user gave.
    Word(Cow<'static, str>),
}

impl Text {
    /// The sentence `key`, without arguments.
    pub const fn new(key: &'static str) -> Self {
        Self { key: Cow::Borrowed(key), args: BTreeMap::new() }
    }

    /// The same with the whole number `value` as `name`.
    #[must_use]
    pub fn count(self, name: &'static str, value: impl Into<f64>) -> Self {
        self.number(name, value.into(), 0)
    }

    /// The same with `value`, shown with `decimals` digits, as `name`.
    #[must_use]
    pub fn number(mut self, name: &'static str, value: f64, decimals: u8) -> Self {
        self.args.insert(Cow::Borrowed(name), Arg::Number { value, decimals });
        self
    }

    /// The same with `word` as `name`.
    #[must_use]
    pub fn word(mut self, name: &'static str, word: impl Into<Cow<'static, str>>) -> Self {
        self.args.insert(Cow::Borrowed(name), Arg::Word(word.into()));
        self
    }
}

/// The value `is` of an enum as the files spell it: its stored name with hyphens; `none` where there is none.
pub fn spelled(is: impl Serialize) -> String {
    match serde_json::to_value(is) {
        Ok(serde_json::Value::String(name)) => name.replace('_', "-"),
        _ => "none".to_owned(),
    }
}

/// A language the core speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Lang {
    /// English.
    En,
    /// German.
    De,
}

/// Whether a sentence is read or heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// On a screen or on paper.
    Written,
    /// By a voice.
    Spoken,
}
