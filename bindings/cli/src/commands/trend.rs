//! `trend`: how a number went from session to session, with its noise.
//!
//! In: a database, what to follow and over which days. Out: a drawing in characters with what it means and what it does
//! not; the same as JSON or as SVG.

use super::{Face, open_history};
use crate::chart::{self, Panel, Role};
use crate::failure::Failure;
use crate::folders;
use crate::furniture;
use crate::insight_args::{MetricName, Stretch, Trend as Args};
use crate::names::FirstSide;
use crate::output::{self, Output};
use crate::sentence::written;
use proximal::{Engine, range_of};
use proximal_core::insight::{Change, Dot, Felt, GapScreen, Leaning, Metric, Range, Trend, TrendScreen, Unit, says};
use proximal_core::report::{felt_svg, gap_svg, trend_svg};
use proximal_core::schedule::{self, says as plan_says};
use proximal_core::session::says as session_says;
use proximal_core::timeline::Side;
use proximal_core::words::{Lang, Text};
use serde::Serialize;
use std::fmt::Write as _;
use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

/// Columns where nobody says how many there are.
const PIPE_WIDTH: usize = 80;
/// Longer lines are hard to read.
const MOST_WIDTH: usize = 110;

/// What was asked for.
enum Screen {
    Trend(TrendScreen),
    Gap(GapScreen),
    Felt(Felt),
}

/// Runs it.
pub(crate) fn run(args: &Args, face: Face) -> Result<(), Failure> {
    let file = folders::sessions(&args.db)?;
    let screen = match open_history(&args.db, &file)? {
        Some(engine) => read(&engine, args)?,
        None => None,
    };
    let Some(screen) = screen else {
        if args.svg || face.json {
            return Err(Failure::input(&file.to_string_lossy(), "holds no session that fits"));
        }
        return output::print(format!("{}\n", written(&Text::new("trend-none"), face.lang)).as_bytes());
    };
    if args.svg {
        return draw(&screen, args, face);
    }
    if face.json {
        return output::print_json(&Told::of(&screen, face.lang));
    }
    let stdout = std::io::stdout();
    let terminal = stdout.is_terminal();
    let width = if terminal {
        ratatui::crossterm::terminal::size()
            .map_or(PIPE_WIDTH, |(columns, _)| usize::from(columns).clamp(48, MOST_WIDTH))
    } else {
        PIPE_WIDTH
    };
    let colours = terminal && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
    output::print(text(&screen, width, colours, face.lang).as_bytes())
}

fn read(engine: &Engine, args: &Args) -> Result<Option<Screen>, Failure> {
    let range = up_to_today(engine, args.last)?;
    let filter = args.filter();
    Ok(match args.metric {
        MetricName::Gap => engine.gap(filter, range)?.map(Screen::Gap),
        MetricName::Felt => Some(Screen::Felt(engine.felt_against_measured(range)?)),
        metric => engine.trend(metric.into(), filter, range)?.map(|mut screen| {
            if let Some(side) = args.side {
                let side = if side == FirstSide::Left { Side::Left } else { Side::Right };
                screen.sides.retain(|s| s.side == side);
            }
            Screen::Trend(screen)
        }),
    })
}

/// The user's days of `last`, up to today.
pub(super) fn up_to_today(engine: &Engine, last: Stretch) -> Result<Range, Failure> {
    let now = furniture::now();
    let rollover_h = engine.plan()?.rollover_h;
    let today = schedule::day_of(now, rollover_h);
    Ok(match today.and_then(|today| Some((last.from(today)?, today))) {
        Some((from, to)) => range_of(from, to, rollover_h, now.offset_min),
        None => Range::default(),
    })
}

fn draw(screen: &Screen, args: &Args, face: Face) -> Result<(), Failure> {
    let svg = match screen {
        Screen::Trend(screen) => trend_svg(screen, face.lang),
        Screen::Gap(screen) => gap_svg(screen, face.lang),
        Screen::Felt(felt) => felt_svg(felt, face.lang),
    };
    let name = proximal_core::words::spelled(Metric::from(args.metric));
    let path = args.output.clone().unwrap_or_else(|| PathBuf::from(format!("trend-{name}.svg")));
    let mut to = Output::to(&path)?;
    to.write_all(svg.as_bytes()).map_err(|e| Failure::from_io(&path.to_string_lossy(), &e))?;
    to.finish()?;
    if path == Path::new("-") {
        return Ok(());
    }
    output::print(format!("{}\n", path.display()).as_bytes())
}

/// A sentence, rendered.
fn say(lang: Lang) -> impl Fn(&Text) -> String {
    move |text| written(text, lang)
}

/// What is said below the picture: what became of it, how sure that is, what is left out.
fn sentences(screen: &Screen, lang: Lang) -> Vec<String> {
    let say = say(lang);
    let mut all: Vec<String> = Vec::new();
    match screen {
        Screen::Trend(screen) => {
            all.extend(screen.sides.iter().map(|s| say(&says::change(s.side, &s.trend, &say))));
            all.extend(screen.sides.iter().filter_map(|s| says::band(s.side, &s.trend, &say)).map(|t| say(&t)));
            all.extend(says::left_out(screen.metric, &screen.left_out).iter().map(&say));
        }
        Screen::Gap(screen) => all.push(say(&says::gap(screen))),
        Screen::Felt(felt) => {
            all.extend(says::felt(felt).iter().map(&say));
            all.extend(felt.places.iter().map(|(place, n)| say(&says::place(*place, *n, felt.told))));
        }
    }
    all
}

fn metric(screen: &Screen) -> Metric {
    match screen {
        Screen::Trend(screen) => screen.metric,
        Screen::Gap(_) => Metric::Gap,
        Screen::Felt(_) => Metric::Felt,
    }
}

fn text(screen: &Screen, width: usize, colours: bool, lang: Lang) -> String {
    let say = say(lang);
    let metric = metric(screen);
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{}", say(&says::metric(metric)));
    let level = match screen {
        Screen::Trend(screen) => Some(screen.level),
        Screen::Gap(screen) => Some(screen.level),
        Screen::Felt(_) => None,
    };
    if let Some(level) = level {
        let _ = writeln!(out, "{}", say(&plan_says::level(level)));
    }
    out.push('\n');
    let panels = panels(screen, lang);
    let decimal_sign = if lang == Lang::De { ',' } else { '.' };
    if panels.iter().any(|p| !p.dots.is_empty()) {
        let lines = chart::lines(&panels, width, metric.decimals(), metric.most(), decimal_sign);
        out.push_str(&chart::text(&lines, colours));
        out.push('\n');
    }
    for sentence in sentences(screen, lang) {
        let _ = writeln!(out, "{}", chart::wrapped(&sentence, width, 2));
    }
    let (means, not) = (Text::new("trend-means-head"), Text::new("trend-not-head"));
    for (head, texts) in [(means, says::means(metric)), (not, says::means_not(metric))] {
        let _ = writeln!(out, "\n{}", say(&head));
        for text in texts {
            let _ = writeln!(out, "{}", chart::wrapped(&format!("- {}", say(&text)), width, 2));
        }
    }
    out
}

fn panels(screen: &Screen, lang: Lang) -> Vec<Panel> {
    let say = say(lang);
    match screen {
        Screen::Trend(screen) => {
            screen.sides.iter().map(|s| of_trend(say(&session_says::side(s.side)), &s.trend, lang)).collect()
        }
        Screen::Gap(screen) => {
            let dots: Vec<Dot> = screen.sessions.iter().map(|s| s.dot).collect();
            let trend = Trend::of(Metric::Gap, dots);
            let (arrow, role) = match screen.leaning {
                Leaning::More => ('↗', Role::Drifting),
                Leaning::Fewer => ('↘', Role::Drifting),
                Leaning::Neither => ('→', Role::Quiet),
                Leaning::TooFew => ('…', Role::Quiet),
            };
            let end = |side: &'static str| say(&Text::new("gap-side").word("side", side));
            vec![Panel {
                verdict: (arrow, say(&says::gap_verdict(screen.leaning)), role),
                ends: format!("↑ {}  ↓ {}", end("left"), end("right")),
                line: screen.typical.map(|(by, _)| [by, by]),
                ..of_trend(String::new(), &trend, lang)
            }]
        }
        Screen::Felt(felt) => {
            let trend = Trend::of(Metric::Felt, felt.dots.clone());
            let (arrow, role) = arrow(felt.apart.change);
            vec![Panel {
                verdict: (arrow, say(&says::felt_verdict(felt.apart.change)), role),
                ends: format!("↑ {}  ↓ {}", say(&Text::new("felt-up")), say(&Text::new("felt-down"))),
                line: felt.typical.map(|(by, _)| [by, by]),
                ..of_trend(String::new(), &trend, lang)
            }]
        }
    }
}

fn of_trend(name: String, trend: &Trend, lang: Lang) -> Panel {
    let say = say(lang);
    let (arrow, role) = arrow(trend.change);
    let down = if trend.metric.less_is_steadier() { '↓' } else { '↑' };
    let day = |dot: Option<&Dot>| dot.map_or_else(String::new, |d| furniture::when(d.at).chars().take(10).collect());
    Panel {
        name,
        verdict: (arrow, say(&says::verdict(trend.change)), role),
        axis: say(&says::axis(trend.metric)),
        ends: says::better(trend.metric).map_or_else(String::new, |t| format!("{down} {}", say(&t))),
        dots: trend.dots.iter().map(|d| (d.at.utc_ms as f64 / 86_400_000.0, d.value)).collect(),
        line: trend.line,
        level: trend.level,
        band: trend.band(),
        days: [day(trend.dots.first()), day(trend.dots.last())],
    }
}

/// Which way the number went.
fn arrow(change: Change) -> (char, Role) {
    let way = |by: f64| if by < 0.0 { '↘' } else { '↗' };
    match change {
        Change::TooFew { .. } => ('…', Role::Quiet),
        Change::WithinNoise { .. } => ('→', Role::Quiet),
        Change::Steadier { by, .. } => (way(by), Role::Steady),
        Change::LessSteady { by, .. } => (way(by), Role::Drifting),
    }
}

/// A screen for machines: its numbers, their unit and their sentences.
#[derive(Debug, Serialize)]
struct Told<'a> {
    schema: &'static str,
    metric: Metric,
    unit: Unit,
    less_is_steadier: Option<bool>,
    #[serde(flatten)]
    screen: Numbers<'a>,
    says: Vec<String>,
    means: Vec<String>,
    does_not_mean: Vec<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
enum Numbers<'a> {
    Trend(&'a TrendScreen),
    Gap(&'a GapScreen),
    Felt(&'a Felt),
}

impl<'a> Told<'a> {
    fn of(screen: &'a Screen, lang: Lang) -> Self {
        let metric = metric(screen);
        let said = |texts: Vec<Text>| texts.iter().map(say(lang)).collect();
        Self {
            schema: "proximal.trend/1",
            metric,
            unit: metric.unit(),
            less_is_steadier: says::better(metric).map(|_| metric.less_is_steadier()),
            says: sentences(screen, lang),
            means: said(says::means(metric)),
            does_not_mean: said(says::means_not(metric)),
            screen: match screen {
                Screen::Trend(screen) => Numbers::Trend(screen),
                Screen::Gap(screen) => Numbers::Gap(screen),
                Screen::Felt(felt) => Numbers::Felt(felt),
            },
        }
    }
}
