//! The rules of the house: what no file of `core` may do, read from its source, and what no file of the project may name.
//!
//! In: the source as it lies here, without comments and tests; the files under version control; what cargo says of our
//! dependencies. Out: red, with file and line. Each rule is first shown a planted offence, which it must find.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on stops")]

use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Each room of `core/src`, lowest first, with the rooms (or one module of a room) it may use (DESIGN §1, *arrows*).
const ROOMS: &[(&str, &[&str])] = &[
    ("time", &[]),
    ("words", &[]),
    ("timeline", &["time"]),
    ("routine", &["time", "timeline"]),
    ("motion", &["time", "timeline"]),
    ("cues", &["time", "timeline", "words"]),
    ("session", &["time", "timeline", "words", "routine", "motion", "cues"]),
    ("schedule", &["time", "timeline", "words", "routine", "motion::Estimate", "motion::Verdict", "session::Ending"]),
    (
        "insight",
        &["time", "timeline", "words", "routine", "motion::Estimate", "motion::Verdict", "session", "schedule"],
    ),
    ("history", &["time", "timeline", "words::spelled", "routine", "motion", "cues", "session", "schedule", "insight"]),
    ("trainer", &["time", "timeline", "routine", "motion", "session", "schedule"]),
    ("sim", &["time", "timeline", "motion::frame", "motion::MotionEvent", "motion::MotionEventKind"]),
    ("guide", &["timeline", "words", "routine", "motion"]),
    (
        "report",
        &[
            "time",
            "timeline",
            "words",
            "routine",
            "motion",
            "cues",
            "session",
            "guide",
            "schedule",
            "insight",
            "trainer",
            // What a screen shows, not the handles that read it.
            "history::ChecksScreen",
            "history::Counts",
            "history::Day",
            "history::SessionSummary",
        ],
    ),
];

/// The rooms that do I/O, with what they are handed.
const WITH_FILES: [&str; 2] = ["history", "report"];

/// Modules of `std` that are the world: threads, processes, sockets, the environment.
const WORLD: [&str; 6] = ["thread", "sync", "process", "net", "env", "os"];

/// A constant made on first use and a value that is shared but not changed are no meetings of threads.
const HARMLESS: [&str; 2] = ["sync::LazyLock", "sync::Arc"];

/// Other ways to ask for the time, in Rust and in SQL.
const CLOCKS: [&str; 6] = ["now()", "SystemTime", "'now'", "CURRENT_TIME", "CURRENT_DATE", "unixepoch("];

/// Crates that a plain build of the core does without: FFI, runtimes, threads, the network, the system's randomness.
const FOREIGN: [&str; 9] =
    ["uniffi", "tokio", "async-std", "smol", "rayon", "getrandom", "reqwest", "hyper", "object_store"];

/// Hosts the project may name: a stranger can reach each of them. The last two are how FHIR spells its code systems.
const HOSTS: [&str; 7] = [
    "www.apache.org",
    "maven.apache.org",
    "github.com",
    "www.w3.org",
    "sh.rustup.rs",
    "terminology.hl7.org",
    "unitsofmeasure.org",
];

/// Folders of the machines this was written on; in two parts, so that this file does not name them.
const MACHINES: [[&str; 2]; 3] = [["/wo", "rk/"], ["/ro", "ot/"], ["/tmp/tar", "get-"]];

/// One file of `core/src`: its path below it, and its text without comments and tests.
struct Source {
    file: String,
    code: String,
}

impl Source {
    fn planted(file: &str, text: &str) -> Self {
        Self { file: file.to_owned(), code: without_tests(&without_comments(text)).0 }
    }

    /// The room the file is in: its first folder, or itself.
    fn room(&self) -> &str {
        self.file.split('/').next().unwrap().trim_end_matches(".rs")
    }

    /// How many `super` lead from the file's module to the crate.
    fn depth(&self) -> usize {
        self.file.split('/').filter(|part| *part != "mod.rs").count()
    }

    fn finding(&self, at: usize, what: &str) -> String {
        format!("{}:{}: {what}", self.file, self.code[..at].matches('\n').count() + 1)
    }

    /// Every path that begins with the word `root`, without it, groups in braces written out; with where it stands.
    fn paths(&self, root: &str) -> Vec<(usize, String)> {
        let start = format!("{root}::");
        let starts = self.code.match_indices(&start).map(|(at, start)| (at, at + start.len()));
        let whole = starts.filter(|(at, _)| !self.code[..*at].trim_end_matches("::").ends_with(is_word));
        whole.flat_map(|(at, tail)| use_tree(&self.code[tail..]).into_iter().map(move |path| (at, path))).collect()
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The paths of a use tree: `a::{b, c::d}` gives `a::b` and `a::c::d`.
fn use_tree(text: &str) -> Vec<String> {
    let (mut paths, mut open, mut path, mut named) = (Vec::new(), Vec::new(), String::new(), false);
    for c in text.chars() {
        match c {
            '{' => open.push(path.clone()),
            ',' | '}' if !open.is_empty() => {
                // Behind a closed group or a last comma stands nothing.
                if open.last() != Some(&path) {
                    paths.push(path);
                }
                if c == '}' {
                    open.pop();
                }
                path = open.last().cloned().unwrap_or_default();
                named = false;
                if open.is_empty() {
                    return paths;
                }
            }
            // What follows a blank is `as` and another name.
            c if c.is_whitespace() && !open.is_empty() => named = open.last() != Some(&path),
            c if is_word(c) || c == ':' || c == '*' => {
                if !named {
                    path.push(c);
                }
            }
            _ => break,
        }
    }
    paths.push(path);
    paths
}

/// `path` is `module` or lies in it.
fn within(path: &str, module: &str) -> bool {
    path.strip_prefix(module).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// `text` with its comments blanked; strings keep their slashes but not their braces, lines their numbers.
fn without_comments(text: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(c) = rest.chars().next() {
        let raw = rest.strip_prefix('r').map(|r| r.len() - r.trim_start_matches('#').len());
        let end = |of: &str| rest.find(of).map_or(rest.len(), |at| at + of.len());
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            end("*/")
        } else if c == '"' {
            let closing = rest.char_indices().skip(1).scan(false, |escaped, (at, c)| {
                let closes = c == '"' && !*escaped;
                *escaped = c == '\\' && !*escaped;
                Some((at, closes))
            });
            closing.into_iter().find(|(_, closes)| *closes).map_or(rest.len(), |(at, _)| at + 1)
        } else if let Some(hashes) = raw.filter(|n| rest[1 + n..].starts_with('"') && !out.ends_with(is_word)) {
            let closing = format!("\"{}", "#".repeat(hashes));
            rest[2 + hashes..].find(&closing).map_or(rest.len(), |at| 2 + hashes + at + closing.len())
        } else if ["'\"'", "'{'", "'}'"].iter().any(|literal| rest.starts_with(literal)) {
            3
        } else {
            c.len_utf8()
        };
        let (taken, left) = rest.split_at(length);
        if taken.starts_with("//") || taken.starts_with("/*") {
            out.extend(taken.chars().filter(|c| *c == '\n'));
        } else if length > 1 {
            out.push_str(&taken.replace(['{', '}'], " "));
        } else {
            out.push_str(taken);
        }
        rest = left;
    }
    out
}

/// `code` without the items under `#[cfg(test)]`, and the names of the test modules that are files of their own.
fn without_tests(code: &str) -> (String, Vec<String>) {
    const MARK: &str = "#[cfg(test)]";
    let (mut out, mut files, mut rest) = (String::new(), Vec::new(), code);
    while let Some(at) = rest.find(MARK) {
        out.push_str(&rest[..at]);
        let item = &rest[at + MARK.len()..];
        let mut depth = 0;
        let end = item.char_indices().find(|(_, c)| {
            depth += i32::from(*c == '{') - i32::from(*c == '}');
            depth == 0 && (*c == ';' || *c == '}')
        });
        let (item, left) = item.split_at(end.map_or(item.len(), |(at, _)| at + 1));
        if let Some(name) = item.trim_end_matches(';').rsplit("mod ").next().filter(|_| !item.contains('{')) {
            files.push(name.trim().to_owned());
        }
        out.extend(item.chars().filter(|c| *c == '\n'));
        rest = left;
    }
    (out + rest, files)
}

/// All of `core/src` but its test modules.
fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut folders, mut sources, mut tests) = (vec![root.clone()], Vec::new(), Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let file = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
            match path.extension().and_then(OsStr::to_str) {
                _ if path.is_dir() => folders.push(path),
                Some("rs") => {
                    let (code, modules) = without_tests(&without_comments(&fs::read_to_string(&path).unwrap()));
                    let beside = file.trim_end_matches("mod.rs").trim_end_matches("lib.rs");
                    let folder =
                        beside.strip_suffix(".rs").map_or_else(|| beside.to_owned(), |stem| format!("{stem}/"));
                    tests.extend(modules.iter().map(|name| format!("{folder}{name}")));
                    sources.push(Source { file, code });
                }
                Some("sql") => sources.push(Source { file, code: fs::read_to_string(&path).unwrap() }),
                _ => {}
            }
        }
    }
    let is_test = |file: &str| tests.iter().any(|t| file == format!("{t}.rs") || file.starts_with(&format!("{t}/")));
    sources.retain(|source| !is_test(&source.file));
    assert!(sources.len() > ROOMS.len(), "only {} files found: the rules would hold of nothing", sources.len());
    sources
}

fn asks_for_the_time(source: &Source) -> Vec<String> {
    let words = CLOCKS.iter().flat_map(|clock| source.code.match_indices(clock));
    let types = source.paths("std").into_iter().filter(|(_, p)| within(p, "time") && !within(p, "time::Duration"));
    let places = words.map(|(at, _)| at).chain(types.map(|(at, _)| at));
    places.map(|at| source.finding(at, "asks for the time")).collect()
}

fn touches_the_world(source: &Source) -> Vec<String> {
    let worldly = |path: &str| {
        let world =
            WORLD.iter().any(|module| within(path, module)) && !HARMLESS.iter().any(|module| within(path, module));
        world || within(path, "fs") && !WITH_FILES.contains(&source.room())
    };
    let used = source.paths("std").into_iter().filter(|(_, path)| worldly(path));
    used.map(|(at, path)| source.finding(at, &format!("uses std::{path}"))).collect()
}

fn imports_upward(source: &Source) -> Vec<String> {
    // What the crate is made of, and how all of it crosses to other languages: nothing uses either.
    if source.file == "lib.rs" || source.file == CROSSING {
        return Vec::new();
    }
    let Some((room, may)) = ROOMS.iter().find(|(room, _)| *room == source.room()) else {
        return vec![format!("{}: a room without a line in ROOMS", source.file)];
    };
    let from_the_crate = source.paths("crate");
    let climbed = source.paths("super").into_iter().filter_map(|(at, path)| {
        let tail = path.trim_start_matches("super::");
        let supers = 1 + (path.len() - tail.len()) / "super::".len();
        let is_room = ROOMS.iter().any(|(room, _)| within(tail, room));
        (supers >= source.depth() && is_room).then(|| (at, tail.to_owned()))
    });
    let all = from_the_crate.into_iter().chain(climbed);
    let bad = all.filter(|(_, path)| !within(path, room) && !may.iter().any(|lower| within(path, lower)));
    bad.map(|(at, path)| source.finding(at, &format!("{room} imports crate::{path}"))).collect()
}

/// The one file that is UniFFI's, whole behind the feature: lib.rs says so.
const CROSSING: &str = "crossing.rs";

fn knows_uniffi(source: &Source) -> Vec<String> {
    if source.file == CROSSING {
        return Vec::new();
    }
    let switched = |at: usize| {
        if source.code[..at].trim_end().ends_with("#[cfg(feature = \"uniffi\")]") {
            return true;
        }
        let attribute = source.code[..at].rfind('#').map_or("", |from| &source.code[from..at]);
        attribute.trim_start_matches(['#', '!', '[']).starts_with("cfg_attr(feature = \"uniffi\"")
            && !attribute.contains(']')
    };
    let uses = source.code.match_indices("uniffi::").filter(|(at, _)| !switched(*at));
    uses.map(|(at, _)| source.finding(at, "UniFFI outside its feature")).collect()
}

/// The names in `tree`, as `cargo tree --prefix none` prints them, that the core does without.
fn foreign_crates(tree: &str) -> Vec<&str> {
    let names = tree.lines().filter_map(|line| line.split(' ').next());
    names.filter(|name| FOREIGN.iter().any(|f| name == f || name.starts_with(&format!("{f}_")))).collect()
}

/// Folders of a machine and hosts a stranger cannot reach, as `text` names them.
fn names_a_machine(text: &str) -> Vec<String> {
    let folders = MACHINES.iter().flat_map(|parts| {
        let folder = parts.concat();
        let found = text.match_indices(&folder).filter(|(at, _)| !text[..*at].ends_with(|c| is_word(c) || c == '.'));
        found.map(|(_, folder)| folder.to_owned()).collect::<Vec<_>>()
    });
    let hosts = ["http://", "https://"].into_iter().flat_map(|scheme| text.split(scheme).skip(1)).filter_map(|tail| {
        let host = tail.split(|c: char| !is_word(c) && !".-:@".contains(c)).next().unwrap();
        (host.contains(is_word) && !HOSTS.contains(&host)).then(|| host.to_owned())
    });
    folders.chain(hosts).collect()
}

/// What `check` finds in `core/src`, as lines.
fn found(check: impl Fn(&Source) -> Vec<String>) -> String {
    sources().iter().flat_map(check).collect::<Vec<_>>().join("\n")
}

#[test]
fn nothing_in_core_asks_for_the_time() {
    for text in [
        "let t = Instant::now();",
        "use std::time::{Duration, Instant};",
        "fn f(at: std::time::SystemTime) {}",
        "const SQL: &str = \"select datetime('now')\";",
    ] {
        assert!(!asks_for_the_time(&Source::planted("motion/a.rs", text)).is_empty(), "{text}");
    }
    for text in ["// now() is never asked", "use std::time::Duration;", "#[cfg(test)]\nmod tests { fn f() { now() } }"]
    {
        assert_eq!(asks_for_the_time(&Source::planted("motion/a.rs", text)), [""; 0], "{text}");
    }
    assert_eq!(found(asks_for_the_time), "");
}

#[test]
fn nothing_in_core_starts_a_thread_or_opens_what_it_was_not_handed() {
    for text in [
        "std::thread::spawn(f);",
        "use std::{fmt, thread as t};",
        "use std::sync::{LazyLock, Mutex};",
        "let p = ::std::process::id();",
        "use std::net::TcpStream;",
        "std::fs::read(path)",
    ] {
        assert_eq!(touches_the_world(&Source::planted("session/a.rs", text)).len(), 1, "{text}");
    }
    for (file, text) in
        [("history/a.rs", "std::fs::read(path)"), ("words/a.rs", "use std::sync::LazyLock;"), ("a.rs", "use std::fmt;")]
    {
        assert_eq!(touches_the_world(&Source::planted(file, text)), [""; 0], "{text}");
    }
    assert_eq!(found(touches_the_world), "");
}

#[test]
fn no_room_of_core_imports_one_above_it() {
    for (file, text) in [
        ("time.rs", "use crate::timeline::Span;"),
        ("time.rs", "use super::words::Text;"),
        ("words/render.rs", "use crate::time::MonoTime;"),
        ("motion/pelvis/level.rs", "let c = super::super::super::cues::tone();"),
        ("motion/a.rs", "use crate::{time::Nanos, timeline::{\n    Phase,\n},\n    session::{Input as In}};"),
        ("cues/mod.rs", "/* crate::words */ let x = crate::routine::Tempo::default();"),
        ("session/a.rs", "let url = \"https://github.com\"; use crate::history::Store;"),
        ("sim/mod.rs", "use crate::motion::Verdict;"),
        ("report/mod.rs", "use crate::history::Reader;"),
        ("history/a.rs", "const Q: char = '\"'; use crate::report::page;"),
        ("history/a.rs", "#[cfg(test)]\nconst A: &str = \"\\\"{\";\nuse crate::report::page;"),
        ("timeline/a.rs", "use crate::*;"),
        ("gadgets/a.rs", "fn f() {}"),
    ] {
        let findings = imports_upward(&Source::planted(file, text));
        assert_eq!(findings.len(), 1, "{file}: {text}: {findings:?}");
    }
    for (file, text) in [
        ("session/says.rs", "use crate::{words::Text, motion::{Reason, Verdict}, timeline::Side, routine::Variant};"),
        ("motion/pelvis/level.rs", "use super::super::frame; use super::words; use crate::motion::Estimate;"),
        ("sim/mod.rs", "use crate::motion::frame::{self, Record}; //! crate::session"),
        ("routine/a.rs", "//! [`Plan`](crate::session)\n#[cfg(test)]\nmod tests {\n    use crate::session::Input;\n}"),
    ] {
        assert_eq!(imports_upward(&Source::planted(file, text)), [""; 0], "{file}: {text}");
    }
    assert_eq!(found(imports_upward), "");
}

#[test]
fn a_plain_core_knows_no_uniffi_and_no_runtime() {
    for text in ["#[derive(uniffi::Record)]", "#[cfg_attr(feature = \"uniffi\", derive(Eq))]\nuse uniffi::Enum;"] {
        assert_eq!(knows_uniffi(&Source::planted("session/a.rs", text)).len(), 1, "{text}");
    }
    for switched in [
        "#[cfg_attr(feature = \"uniffi\", derive(uniffi::Record))]",
        "#[cfg(feature = \"uniffi\")]\nuniffi::scaffolding!();",
    ] {
        assert_eq!(knows_uniffi(&Source::planted("session/a.rs", switched)), [""; 0], "{switched}");
    }
    assert_eq!(found(knows_uniffi), "");
    let lib = sources().into_iter().find(|source| source.file == "lib.rs").unwrap();
    assert!(
        lib.code.contains("#[cfg(feature = \"uniffi\")]\npub mod crossing;"),
        "crossing.rs is not behind its feature"
    );

    assert_eq!(foreign_crates("libm v0.2.16\nuniffi_core v0.30.0\ntokio v1.48.0 (*)"), ["uniffi_core", "tokio"]);
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["tree", "--package", "proximal-core", "--edges", "normal,build", "--prefix", "none"]);
    let tree = cargo.args(["--locked", "--offline"]).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    let names = String::from_utf8(tree.stdout).unwrap();
    assert!(names.contains("libm v"), "cargo tree: {}", String::from_utf8_lossy(&tree.stderr));
    assert_eq!(foreign_crates(&names), [""; 0]);
}

#[test]
fn no_file_of_the_project_names_a_machine_it_was_written_on() {
    let [[wo, rk], [ro, ot], _] = MACHINES;
    for text in [
        format!("see {wo}{rk}main/x"),
        format!("\"{ro}{ot}.cache\""),
        ["source = \"registry+http", "://crates.mirror.example/index\""].concat(),
        ["http", "://10.0.0.7:8080/simple"].concat(),
    ] {
        assert_eq!(names_a_machine(&text).len(), 1, "{text}");
    }
    for text in ["docs/work/x", "a URL begins with https:// or http://", "https://github.com/rust-lang/crates.io-index"]
    {
        assert_eq!(names_a_machine(text), [""; 0], "{text}");
    }

    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    if !root.join(".git").exists() {
        return; // Source without its history: nothing is tracked.
    }
    let mut git = Command::new("git");
    // In a container the checkout often belongs to another user, which git refuses by default.
    git.args(["-c", "safe.directory=*", "ls-files", "-z"]).current_dir(root);
    let Ok(listed) = git.output() else { return };
    let files = String::from_utf8(listed.stdout).unwrap();
    assert!(files.contains("Cargo.toml"), "git ls-files: {}", String::from_utf8_lossy(&listed.stderr));
    // What a generator wrote is not ours to word.
    for file in files.split('\0').filter(|file| !file.is_empty() && !file.contains("/generated/")) {
        // A file that is gone or not text has no words to find.
        let Ok(text) = fs::read_to_string(root.join(file)) else { continue };
        assert_eq!(names_a_machine(&text), [""; 0], "{file}");
    }
}
