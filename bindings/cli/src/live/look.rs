//! The look of the terminal: LOOK.md's dark tokens, as far as the terminal can show them.
//!
//! In: what the environment says the terminal can. Out: a style for each role. A verdict's shape never depends on it.

use proximal_core::motion::{BandState, Verdict};
use proximal_core::timeline::PhaseKind;
use ratatui::style::{Color, Modifier, Style};

/// How many colours there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Depth {
    /// None: the user asked for none.
    Mono,
    /// The sixteen that every terminal names.
    Sixteen,
    /// Any.
    True,
}

/// Styles by role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Look {
    depth: Depth,
}

impl Look {
    /// The look at `depth`.
    #[cfg(test)]
    pub(crate) fn new(depth: Depth) -> Self {
        Self { depth }
    }

    /// What the environment asks for (`NO_COLOR`, `COLORTERM`).
    pub(crate) fn of_environment() -> Self {
        let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let depth = if set("NO_COLOR").is_some() {
            Depth::Mono
        } else if set("COLORTERM").is_some_and(|c| c == "truecolor" || c == "24bit") {
            Depth::True
        } else {
            Depth::Sixteen
        };
        Self { depth }
    }

    /// Text on its ground. Only with all colours is the ground ours: the measured contrasts hold on it.
    pub(crate) fn ink(self) -> Style {
        match self.depth {
            Depth::True => Style::new().fg(Color::from_u32(0x00E9_EDEE)).bg(Color::from_u32(0x0014_181B)),
            _ => Style::new(),
        }
    }

    /// Labels.
    pub(crate) fn quiet(self) -> Style {
        match self.depth {
            Depth::Mono => Style::new().add_modifier(Modifier::DIM),
            _ => self.colour(0x009B_A7AD, Color::Gray),
        }
    }

    /// Hairlines and the ground of bars.
    pub(crate) fn line(self) -> Style {
        self.colour(0x002B_3338, Color::DarkGray)
    }

    /// The soft disc of the band; a little lighter than a hairline, or nobody sees it.
    pub(crate) fn disc(self) -> Style {
        self.colour(0x005A_656B, Color::DarkGray)
    }

    /// What belongs to a phase.
    pub(crate) fn phase(self, kind: PhaseKind) -> Style {
        match kind {
            PhaseKind::Exhale => self.colour(0x006F_C3CC, Color::Cyan),
            PhaseKind::Inhale => self.colour(0x00BF_A3E0, Color::Magenta),
            PhaseKind::Pause | PhaseKind::Setup | PhaseKind::Signs | PhaseKind::Rest => self.quiet(),
        }
    }

    /// What belongs to a verdict.
    pub(crate) fn verdict(self, verdict: Verdict) -> Style {
        match verdict {
            Verdict::Steady => self.colour(0x004F_C3D0, Color::Cyan),
            Verdict::Drifting => self.colour(0x00F7_C04A, Color::Yellow),
            Verdict::Lost => self.colour(0x00F0_567F, Color::LightRed),
            Verdict::Unclear => self.colour(0x008E_999F, Color::Gray),
        }
    }

    fn colour(self, rgb: u32, named: Color) -> Style {
        match self.depth {
            Depth::Mono => Style::new(),
            Depth::Sixteen => Style::new().fg(named),
            Depth::True => Style::new().fg(Color::from_u32(rgb)),
        }
    }
}

/// What a band state would be called at the end of a rep.
pub(crate) fn as_verdict(band: BandState) -> Verdict {
    match band {
        BandState::Steady => Verdict::Steady,
        BandState::Drifting => Verdict::Drifting,
        BandState::Lost => Verdict::Lost,
    }
}
