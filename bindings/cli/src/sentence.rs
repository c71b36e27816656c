//! The core's sentences as a terminal shows them, or a voice says them.

use proximal_core::words::{self, Form, Lang, Text};

/// `text` as it is read.
pub(crate) fn written(text: &Text, lang: Lang) -> String {
    words::render(text, lang, Form::Written)
}

/// `text` as it is heard.
pub(crate) fn spoken(text: &Text, lang: Lang) -> String {
    words::render(text, lang, Form::Spoken)
}
