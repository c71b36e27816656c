//! A session while it runs: on the terminal, as plain lines, or as JSON lines.
//!
//! In: [`Snapshot`]s and [`Event`]s. Out: what the user sees, and the [`Command`]s they type.

mod big;
mod level;
mod look;
mod plain;
mod screen;
#[cfg(test)]
mod tests;

use crate::failure::Failure;
use crate::interrupt;
use look::Look;
use plain::Plain;
use proximal_core::session::{Command, Event, Snapshot, State};
use proximal_core::words::Lang;
use ratatui::DefaultTerminal;
use ratatui::crossterm::event::{self, Event as TerminalEvent, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use screen::Screen;
use std::io::{self, IsTerminal as _, Write as _};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

/// How a session is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// The whole terminal, redrawn; falls back to plain lines where that cannot be had.
    Screen,
    /// A line for each thing that is said or judged.
    Plain,
    /// A JSON object a line for every event.
    Json,
}

impl Mode {
    /// What suits standard output.
    pub(crate) fn of(json: bool) -> Self {
        let dumb = std::env::var("TERM").is_ok_and(|t| t == "dumb");
        match (json, io::stdout().is_terminal() && !dumb) {
            (true, _) => Self::Json,
            (false, true) => Self::Screen,
            (false, false) => Self::Plain,
        }
    }
}

/// The eye sees no more; a fast session has thousands of steps a second.
const FRAME: Duration = Duration::from_millis(33);

/// The terminal is ours: it has to be given back however we end.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Gives the terminal back where we have it; for an end that runs no destructors, too.
pub(crate) fn restore_terminal() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        ratatui::restore();
    }
}

/// The view of one session.
#[derive(Debug)]
pub(crate) struct LiveView {
    view: View,
    state: State,
}

#[derive(Debug)]
enum View {
    Screen(Box<OnScreen>),
    Plain(Plain),
    Json,
}

#[derive(Debug)]
struct OnScreen {
    terminal: DefaultTerminal,
    screen: Screen,
    shown: Option<(Instant, Snapshot)>,
    /// What was typed. A thread of its own reads it: reading from a terminal that was closed may never return.
    typed: Receiver<TerminalEvent>,
}

impl LiveView {
    /// A view in this mode and language; a screen takes the terminal until [`LiveView::close`] or drop.
    pub(crate) fn new(mode: Mode, lang: Lang) -> Self {
        let view = match mode {
            Mode::Json => View::Json,
            Mode::Plain => View::Plain(Plain::new(lang)),
            Mode::Screen => match take_terminal() {
                Ok(terminal) => {
                    let screen = Screen::new(Look::of_environment(), lang);
                    View::Screen(Box::new(OnScreen { terminal, screen, shown: None, typed: read_keys() }))
                }
                Err(_) => View::Plain(Plain::new(lang)),
            },
        };
        Self { view, state: State::Idle }
    }

    /// Shows what came of one step.
    ///
    /// # Errors
    /// [`Failure`] when standard output cannot be written or nobody reads it.
    pub(crate) fn show(&mut self, snapshot: &Snapshot, events: &[Event]) -> Result<(), Failure> {
        self.state = snapshot.state;
        let shown = match &mut self.view {
            View::Screen(view) => view.show(snapshot),
            View::Plain(view) => view.show(snapshot, events, &mut io::stdout().lock()),
            View::Json => plain::json(snapshot, events, &mut io::stdout().lock()),
        };
        shown.map_err(|e| Failure::from_io("standard output", &e))
    }

    /// What the user asked for since; never waits. Ctrl-C, which a raw terminal hands over as a key, goes to
    /// [`interrupt::requested`].
    pub(crate) fn poll(&mut self) -> Option<Command> {
        let View::Screen(view) = &mut self.view else { return None };
        while let Ok(typed) = view.typed.try_recv() {
            match typed {
                TerminalEvent::Key(key) if key.kind == KeyEventKind::Press => {
                    if key.code == KeyCode::Char('c') && key.modifiers.contains(KeyModifiers::CONTROL) {
                        interrupt::request();
                        return None;
                    }
                    if let Some(command) = command(key, self.state) {
                        return Some(command);
                    }
                }
                TerminalEvent::Resize(..) => view.redraw(),
                _ => {}
            }
        }
        None
    }

    /// Sees to it that all arrived, and gives the terminal back.
    ///
    /// # Errors
    /// [`Failure`] when standard output cannot be written or nobody reads it.
    pub(crate) fn close(self) -> Result<(), Failure> {
        drop(self);
        io::stdout().flush().map_err(|e| Failure::from_io("standard output", &e))
    }
}

impl Drop for LiveView {
    fn drop(&mut self) {
        restore_terminal();
    }
}

impl OnScreen {
    fn show(&mut self, snapshot: &Snapshot) -> io::Result<()> {
        let due = self.shown.as_ref().is_none_or(|(at, last)| at.elapsed() >= FRAME || last.state != snapshot.state);
        if due {
            self.terminal.draw(|frame| self.screen.draw(snapshot, frame))?;
            self.shown = Some((Instant::now(), snapshot.clone()));
        }
        Ok(())
    }

    /// After a change of size; the next snapshot may be long in coming.
    fn redraw(&mut self) {
        if let Some((_, snapshot)) = &self.shown {
            // What cannot be drawn now is drawn by the next `show`, which says why it cannot.
            let _ = self.terminal.draw(|frame| self.screen.draw(snapshot, frame));
        }
    }
}

fn take_terminal() -> io::Result<DefaultTerminal> {
    TAKEN.store(true, Ordering::SeqCst);
    ratatui::try_init().inspect_err(|_| restore_terminal())
}

/// Reads what is typed until nobody wants it; ends with the program at the latest.
fn read_keys() -> Receiver<TerminalEvent> {
    let (keys, typed) = channel();
    thread::spawn(move || {
        while let Ok(event) = event::read() {
            if keys.send(event).is_err() {
                break;
            }
        }
    });
    typed
}

/// What a key asks for.
fn command(key: KeyEvent, state: State) -> Option<Command> {
    match key.code {
        KeyCode::Char(' ') => Some(match state {
            State::Idle => Command::Start,
            State::Paused | State::Lifted => Command::Resume,
            State::Felt | State::Result | State::PainCheck => Command::Skip,
            State::Placing | State::CountIn | State::Running | State::Done => Command::Pause,
        }),
        KeyCode::Char('s') => Some(Command::Skip),
        KeyCode::Char('r') => Some(Command::Redo),
        KeyCode::Char('p') => Some(Command::Pain),
        KeyCode::Char('q') => Some(Command::Stop),
        _ => None,
    }
}
