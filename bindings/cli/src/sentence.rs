//! The core's sentences, in the user's language.

use proximal_core::words::{Form, Lang, Text};

/// `text` in `lang`.
pub(crate) fn render(text: &Text, lang: Lang, form: Form) -> String {
    let _ = (lang, form);
    text.key.to_string()
}

/// `text` as it is read.
pub(crate) fn written(text: &Text, lang: Lang) -> String {
    render(text, lang, Form::Written)
}
