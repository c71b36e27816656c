//! From a key to a sentence, over the Fluent files.
//!
//! In: a [`Text`], a language, written or spoken. Out: the sentence. Never fails: a key that no file has comes out as
//! itself, which the tests of this module forbid.

use super::{Arg, Form, Lang, Text};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::{FluentNumber, FluentNumberOptions};
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::sync::LazyLock;

type Bundle = FluentBundle<FluentResource>;

/// The files of one language, one a subject; both languages have the same.
macro_rules! files {
    ($lang:literal) => {
        concat!(
            include_str!(concat!($lang, "/cues.ftl")),
            include_str!(concat!($lang, "/live.ftl")),
            include_str!(concat!($lang, "/verdicts.ftl")),
            include_str!(concat!($lang, "/errors.ftl")),
            include_str!(concat!($lang, "/report.ftl")),
            include_str!(concat!($lang, "/history.ftl")),
            include_str!(concat!($lang, "/exercises.ftl")),
            include_str!(concat!($lang, "/plan.ftl")),
            include_str!(concat!($lang, "/sound.ftl")),
            include_str!(concat!($lang, "/trends.ftl")),
            include_str!(concat!($lang, "/exchange.ftl")),
        )
    };
}

const EN: &str = files!("en");
const DE: &str = files!("de");

static EN_BUNDLE: LazyLock<Bundle> = LazyLock::new(|| {
    let mut bundle = bundle("en", EN);
    bundle.set_formatter(Some(|value, _| shown(value, ".")));
    bundle
});
static DE_BUNDLE: LazyLock<Bundle> = LazyLock::new(|| {
    let mut bundle = bundle("de", DE);
    bundle.set_formatter(Some(|value, _| shown(value, ",")));
    bundle
});

/// No sentence needs more, and the plural rules count digits in 64 bits.
const MAX_DECIMALS: u8 = 6;
/// Past this a number has no digits left after its decimal sign, and the plural rules overflow.
const MAX_PLURAL: f64 = 1e12;

/// The sentence `text` stands for.
pub fn render(text: &Text, lang: Lang, form: Form) -> String {
    let bundle = match lang {
        Lang::En => &*EN_BUNDLE,
        Lang::De => &*DE_BUNDLE,
    };
    let Some(message) = bundle.get_message(&text.key) else { return text.key.to_string() };
    let spoken = message.get_attribute("spoken").filter(|_| form == Form::Spoken);
    let Some(pattern) = spoken.map(|a| a.value()).or_else(|| message.value()) else { return text.key.to_string() };
    let args: FluentArgs = text.args.iter().map(|(name, arg)| (name.as_ref(), value(arg))).collect();
    // A missing argument shows as its name in braces: the sentence around it still helps.
    bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
}

fn bundle(lang: &str, source: &str) -> Bundle {
    // What cannot be parsed is left out of the resource; a test says that nothing is.
    let resource = match FluentResource::try_new(source.to_owned()) {
        Ok(resource) | Err((resource, _)) => resource,
    };
    let mut bundle = Bundle::new_concurrent(vec![lang.parse().unwrap_or_default()]);
    // Isolation marks are for mixed directions; a voice stumbles over them and both languages run left to right.
    bundle.set_use_isolating(false);
    bundle.add_resource_overriding(resource);
    bundle
}

fn value(arg: &Arg) -> FluentValue<'_> {
    match arg {
        Arg::Word(word) => FluentValue::from(word.as_ref()),
        Arg::Number { value, .. } if !value.is_finite() => FluentValue::from("–"),
        Arg::Number { value, decimals } if value.abs() > MAX_PLURAL => {
            FluentValue::from(format!("{value:.*}", usize::from((*decimals).min(MAX_DECIMALS))))
        }
        Arg::Number { value, decimals } => {
            let digits = usize::from((*decimals).min(MAX_DECIMALS));
            // Plural forms go by what is shown: 0.96 with no digits is one.
            let shown: f64 = format!("{value:.digits$}").parse().unwrap_or(*value);
            // None as in a literal: a form for [0] is found only so.
            let options =
                FluentNumberOptions { minimum_fraction_digits: (digits > 0).then_some(digits), ..Default::default() };
            FluentNumber::new(shown, options).into()
        }
    }
}

fn shown(value: &FluentValue, decimal_sign: &str) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let digits = number.options.minimum_fraction_digits.unwrap_or(0);
    // Zero has no sign in a sentence, and a minus is a minus: a hyphen goes unspoken.
    let text = format!("{:.digits$}", if number.value == 0.0 { 0.0 } else { number.value });
    Some(text.replace('-', "−").replace('.', decimal_sign))
}

#[cfg(test)]
mod tests {
    use super::*;
    use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::Path;

    /// What a message asks for: its variables and the words it selects by.
    type Needs = BTreeMap<&'static str, BTreeSet<&'static str>>;

    fn inline(e: &InlineExpression<&'static str>, needs: &mut Needs) {
        match e {
            InlineExpression::VariableReference { id } => {
                needs.entry(id.name).or_default();
            }
            InlineExpression::Placeable { expression } => expr(expression, needs),
            _ => {}
        }
    }

    fn expr(e: &Expression<&'static str>, needs: &mut Needs) {
        match e {
            Expression::Inline(e) => inline(e, needs),
            Expression::Select { selector, variants } => {
                inline(selector, needs);
                let words = variants.iter().filter_map(|v| match v.key {
                    VariantKey::Identifier { name } => Some(name),
                    VariantKey::NumberLiteral { .. } => None,
                });
                let plural = ["zero", "one", "two", "few", "many", "other"];
                if let InlineExpression::VariableReference { id } = selector {
                    let words = words.filter(|w| !plural.contains(w));
                    needs.entry(id.name).or_default().extend(words);
                }
                for v in variants {
                    pattern(&v.value, needs);
                }
            }
        }
    }

    fn pattern(p: &Pattern<&'static str>, needs: &mut Needs) {
        for element in &p.elements {
            if let PatternElement::Placeable { expression } = element {
                expr(expression, needs);
            }
        }
    }

    /// Each message and attribute (`key`, `key.spoken`) of a file with what it asks for.
    fn messages(source: &'static str) -> BTreeMap<String, Needs> {
        let resource = fluent_syntax::parser::parse(source).expect("no junk");
        let mut all = BTreeMap::new();
        let mut insert = |key: String, p: &Pattern<&'static str>| {
            let mut needs = Needs::new();
            pattern(p, &mut needs);
            assert!(all.insert(key.clone(), needs).is_none(), "{key} stands twice");
        };
        for entry in &resource.body {
            if let Entry::Message(m) = entry {
                insert(m.id.name.to_owned(), m.value.as_ref().expect("a message has a value"));
                for a in &m.attributes {
                    assert_eq!(a.id.name, "spoken", "{}", m.id.name);
                    insert(format!("{}.spoken", m.id.name), &a.value);
                }
            }
        }
        all
    }

    fn rust_files(dir: &Path, files: &mut Vec<std::path::PathBuf>) {
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.ends_with("target") {
                rust_files(&path, files);
            } else if path.extension().is_some_and(|e| e == "rs") {
                files.push(path);
            }
        }
    }

    /// Every string inside the parentheses of a `Text::new(…)` in this repository's sources, tests left out.
    fn keys_in_code() -> BTreeSet<String> {
        let core = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut files = Vec::new();
        for dir in [core.join("src"), core.join("../bindings")] {
            rust_files(&dir, &mut files);
        }
        let mut keys = BTreeSet::new();
        for file in files {
            let source = std::fs::read_to_string(&file).unwrap();
            let code = source.split("#[cfg(test)]").next().unwrap_or_default();
            for after in code.split("Text::new(").skip(1) {
                let mut depth = 1;
                let inside = after.split_inclusive(['(', ')']).take_while(|part| {
                    let open = depth > 0;
                    depth += if part.ends_with('(') { 1 } else { -1 };
                    open
                });
                let inside: String = inside.collect();
                keys.extend(inside.split('"').skip(1).step_by(2).map(str::to_owned));
            }
        }
        keys
    }

    fn en(text: &Text) -> String {
        render(text, Lang::En, Form::Written)
    }

    fn de(text: &Text) -> String {
        render(text, Lang::De, Form::Written)
    }

    #[test]
    fn both_languages_have_the_same_keys_attributes_variables_and_words_to_select_by() {
        let (en, de) = (messages(EN), messages(DE));
        let differ: Vec<_> = en.keys().chain(de.keys()).filter(|k| en.get(*k) != de.get(*k)).collect();
        assert!(differ.is_empty(), "{differ:?}");
    }

    #[test]
    fn every_key_in_the_code_is_in_the_files() {
        let (files, code) = (messages(EN), keys_in_code());
        assert!(code.len() > 50, "the search finds the keys: {}", code.len());
        let missing: Vec<_> = code.iter().filter(|k| !files.contains_key(*k)).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn no_sentence_shouts_or_names_a_key() {
        for (key, lang) in messages(EN).into_keys().flat_map(|k| [(k.clone(), Lang::En), (k, Lang::De)]) {
            let key = key.trim_end_matches(".spoken").to_owned();
            for form in [Form::Written, Form::Spoken] {
                let said = render(&Text { key: key.clone().into(), args: BTreeMap::new() }, lang, form);
                assert!(!said.contains('!') && said != key && !said.is_empty(), "{key}: {said}");
            }
        }
    }

    #[test]
    fn a_cue_is_three_words_at_most_in_both_languages() {
        let cues = messages(EN).into_keys().filter(|k| k.starts_with("cue-")).collect::<Vec<_>>();
        assert!(cues.len() > 10);
        for (cue, lang) in cues.iter().flat_map(|c| [(c, Lang::En), (c, Lang::De)]) {
            let said =
                render(&Text { key: cue.clone().into(), args: BTreeMap::new() }.count("n", 3), lang, Form::Spoken);
            assert!(said.split_whitespace().count() <= 3, "{cue}: {said}");
        }
    }

    #[test]
    fn the_decimal_sign_and_the_minus_are_the_languages_own() {
        let t = Text::new("cue-number").number("n", -2.25, 1);
        assert_eq!((en(&t).as_str(), de(&t).as_str()), ("−2.2", "−2,2"));
        assert_eq!(de(&Text::new("cue-number").number("n", -0.001, 1)), "0,0");
        assert_eq!(en(&Text::new("cue-number").count("n", 5)), "5");
    }

    #[test]
    fn a_word_is_selected_by_and_shown_without_marks() {
        let t = Text::new("setup-lower").word("side", "left").word("other", "flat").word("variant", "straight-leg");
        assert_eq!(en(&t), "Left leg moves. Lay the other leg flat. Keep the knee straight.");
        assert_eq!(en(&Text::new("error-no-session").word("id", "a.db")), "There is no session a.db.");
    }

    #[test]
    fn what_is_said_may_differ_from_what_is_written() {
        let t = Text::new("pause-call");
        assert_eq!(render(&t, Lang::De, Form::Spoken), "Pause wegen eines Anrufs.");
        assert!(de(&t).len() > 30);
        let same = Text::new("cue-left-leg");
        assert_eq!(render(&same, Lang::De, Form::Spoken), de(&same));
    }

    #[test]
    fn no_number_and_no_key_makes_it_panic() {
        assert_eq!(en(&Text::new("no-such-key")), "no-such-key");
        for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX, f64::MIN_POSITIVE, -1e18, 1e12] {
            for decimals in [0, 6, 255] {
                for key in ["cue-number", "setup-lower"] {
                    let t = Text::new(key).number("n", value, decimals).number("side", value, decimals);
                    assert!(!en(&t).is_empty());
                }
            }
        }
        assert_eq!(en(&Text::new("cue-number").number("n", f64::NAN, 1)), "–");
        assert_eq!(en(&Text::new("cue-number")), "{$n}");
    }
}
