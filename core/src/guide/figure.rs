//! The line figure: one calm drawing of an exercise, made from its keyframes.
//!
//! In: a block, or [`Keyframes`] with their name. Out: SVG; the start of the drop solid, its end pale, an arrow from one
//! to the other, what moves in the exhale's colour because it moves on the breath.

use super::shape::{Px, ball, limb, moved, unit};
use super::steps::title;
use crate::routine::pose::{self, Joints, Keyframes, LegJoints, PhoneAt, Point, View};
use crate::routine::{Block, Landmark};
use crate::words::{Form, Lang, Text, render};
use maud::{Markup, PreEscaped, html};

/// How the drawing looks; its colours are variables that whoever shows it sets.
pub(crate) const FIGURE_STYLE: &str = include_str!("figure.css");

/// Colours of a drawing that stands alone (LOOK, *colours*).
const STAND_ALONE: &str = "svg { --ground: #FBFAF7; --body: #EFEBE2; --ink: #1B2226; --quiet: #5A656B; \
     --line: #D9D6CE; --exhale: #1F6F78; --drifting: #A86B00; } \
     @media (prefers-color-scheme: dark) { svg { --ground: #14181B; --body: #2B3338; --ink: #E9EDEE; \
     --quiet: #9BA7AD; --line: #2B3338; --exhale: #6FC3CC; --drifting: #F7C04A; } } \
     .ground { fill: var(--ground); }\n";

const WIDTH: f64 = 440.0;
/// Pixels of a body height: head to toes and an arm behind the head fit.
const SCALE: f64 = 300.0;
const SHOULDER_X: f64 = 136.0;

/// Half thicknesses, body heights.
mod half {
    pub(super) const TRUNK: f64 = 0.058;
    pub(super) const HEAD: f64 = 0.062;
    pub(super) const NECK: f64 = 0.028;
    pub(super) const THIGH: f64 = 0.047;
    pub(super) const KNEE: f64 = 0.033;
    pub(super) const ANKLE: f64 = 0.02;
    pub(super) const HEEL: f64 = 0.021;
    pub(super) const TOE: f64 = 0.011;
    pub(super) const ARM: f64 = 0.025;
    pub(super) const WRIST: f64 = 0.014;
    pub(super) const HAND: f64 = 0.019;
    pub(super) const PHONE: f64 = 0.009;
    pub(super) const PHONE_WIDTH: f64 = 0.022;
}

/// The figure of `block` as a file of its own, its words in `lang`; none where nothing is done.
pub fn exercise_svg(block: &Block, lang: Lang) -> Option<String> {
    let frames = pose::keyframes(block)?;
    Some(stand_alone(&frames, &render(&title(block), lang, Form::Written), lang))
}

/// The figure of the leg-raise check as a file of its own (FIELD F32).
pub fn raise_svg(lang: Lang) -> String {
    stand_alone(&pose::raise_check(), &render(&Text::new("raise-title"), lang, Form::Written), lang)
}

fn stand_alone(frames: &Keyframes, title: &str, lang: Lang) -> String {
    drawing(frames, title, lang, true).into_string()
}

/// The number `v` as a picture needs it: a tenth of a pixel, and 0 for what is no number.
pub(super) fn num(v: f64) -> String {
    let rounded = if v.is_finite() { (v * 10.0).round() / 10.0 } else { 0.0 };
    format!("{}", if rounded == 0.0 { 0.0 } else { rounded })
}

/// Where a view lies in the picture.
#[derive(Clone, Copy)]
struct Canvas {
    view: View,
    height: f64,
    /// The floor from the side, the middle of the body from above.
    zero_y: f64,
}

impl Canvas {
    fn of(view: View) -> Self {
        match view {
            View::Side => Self { view, height: 240.0, zero_y: 214.0 },
            View::Above => Self { view, height: 220.0, zero_y: 124.0 },
        }
    }

    /// For the other leg: a little aside, so that it is seen behind the moving one.
    fn behind(self) -> Self {
        match self.view {
            View::Side => Self { zero_y: self.zero_y - 7.0, ..self },
            View::Above => self,
        }
    }

    fn px(self, [x, y]: Point) -> Px {
        [SHOULDER_X + SCALE * x, self.zero_y - SCALE * y]
    }
}

/// The figure of `frames`, called `title`; `alone` with its own colours and style.
pub(crate) fn drawing(frames: &Keyframes, title: &str, lang: Lang, alone: bool) -> Markup {
    let say = |key: &'static str| render(&Text::new(key), lang, Form::Written);
    let canvas = Canvas::of(frames.view);
    let start = frames.joints(&frames.start);
    let end = frames.end.map(|pose| (pose, frames.joints(&pose)));
    let both_move = frames.end.is_some_and(|pose| pose.other != frames.start.other);
    let reaches = frames.end.is_some_and(|pose| (pose.arms_deg[1] - frames.start.arms_deg[1]).abs() > 1.0);
    let desc = match (frames.phone, frames.view, &end) {
        (PhoneAt::Shin, ..) => "figure-raise",
        (_, View::Above, _) => "figure-above",
        (.., Some(_)) => "figure-side",
        (.., None) => "figure-hold",
    };
    let size = alone.then_some((num(2.0 * WIDTH), num(2.0 * canvas.height)));
    html! {
        svg.figure role="img" xmlns=[alone.then_some("http://www.w3.org/2000/svg")] viewBox=(format!("0 0 {WIDTH} {}", num(canvas.height)))
            width=[size.as_ref().map(|(w, _)| w)] height=[size.as_ref().map(|(_, h)| h)] {
            title { (title) }
            desc { (say(desc)) }
            @if alone {
                style { (PreEscaped(STAND_ALONE)) (PreEscaped(FIGURE_STYLE)) }
                rect.ground width="100%" height="100%" {}
            }
            (ground(frames, &start, end.as_ref().map(|(_, j)| j), canvas))
            (body("far", &far(&start, both_move, canvas)))
            @if let Some((_, end)) = &end {
                @if both_move { path.ghost d=(leg(&end.other, canvas.behind())) {} }
                path.ghost d=(leg(&end.moving, canvas)) {}
                @if reaches { path.ghost d=(arm(end.shoulders[1], end.hands[1], canvas)) {} }
                @if frames.phone == PhoneAt::Shin { (phone(end, frames, canvas, true)) }
            }
            (body("trunk", &trunk(&start, canvas)))
            (face(&start, canvas))
            (body("near", &arm(start.shoulders[0], start.hands[0], canvas)))
            @if both_move { (body("moving", &leg(&start.other, canvas.behind()))) }
            @if end.is_some() { (body("moving", &leg(&start.moving, canvas))) }
            @else { (body("near", &leg(&start.moving, canvas))) }
            (phone(&start, frames, canvas, false))
            (phone_label(&start, frames, canvas, &say("figure-phone")))
            @if let Some((_, end)) = &end {
                (movement(&start, end, canvas, [&say("figure-start"), &say("figure-end")]))
                @if reaches { (reach(&start, end, canvas)) }
            }
        }
    }
}

/// One part of the body: first its edge, then its inside, so that limbs flow into each other.
fn body(class: &str, path: &str) -> Markup {
    html! { @if !path.is_empty() { g class=(class) { path.edge d=(path) {} path.skin d=(path) {} } } }
}

fn leg(leg: &LegJoints, canvas: Canvas) -> String {
    let [hip, knee, ankle, toe] = [leg.hip, leg.knee, leg.ankle, leg.toe].map(|p| canvas.px(p));
    // The heel stands behind the ankle, on the sole.
    let sole = moved(ankle, unit(toe, ankle), 0.012 * SCALE);
    let heel = moved(sole, unit(knee, ankle), 0.012 * SCALE);
    [
        limb(hip, half::THIGH * SCALE, knee, half::KNEE * SCALE),
        limb(knee, half::KNEE * SCALE, ankle, half::ANKLE * SCALE),
        limb(heel, half::HEEL * SCALE, moved(toe, unit(knee, ankle), 0.012 * SCALE), half::TOE * SCALE),
    ]
    .concat()
}

fn arm(shoulder: Point, hand: Point, canvas: Canvas) -> String {
    let (shoulder, hand) = (canvas.px(shoulder), canvas.px(hand));
    limb(shoulder, half::ARM * SCALE, hand, half::WRIST * SCALE) + &ball(hand, half::HAND * SCALE)
}

/// What lies behind the trunk: the other leg, unless it moves too, and the other arm.
fn far(start: &Joints, both_move: bool, canvas: Canvas) -> String {
    let arm = arm(start.shoulders[1], start.hands[1], canvas);
    if both_move { arm } else { leg(&start.other, canvas.behind()) + &arm }
}

fn trunk(start: &Joints, canvas: Canvas) -> String {
    let [head, a, b] = [start.head, start.shoulders[0], start.shoulders[1]].map(|p| canvas.px(p));
    let [hip_a, hip_b] = [start.moving.hip, start.other.hip].map(|p| canvas.px(p));
    let middle = |[ax, ay]: Px, [bx, by]: Px| [f64::midpoint(ax, bx), f64::midpoint(ay, by)];
    let neck = limb(middle(a, b), half::NECK * SCALE, head, half::NECK * SCALE);
    let head = ball(head, half::HEAD * SCALE);
    let thick = half::TRUNK * SCALE;
    if canvas.view == View::Side {
        let [x, y] = canvas.px(start.head);
        let r = half::HEAD * SCALE;
        let nose = limb([x + 0.02 * r, y - 0.75 * r], 0.3 * r, [x + 0.08 * r, y - 1.1 * r], 0.1 * r);
        return [neck, head, nose, limb(a, 0.9 * thick, hip_a, thick)].concat();
    }
    // From above: shoulders, two flanks, hips, and what lies between them, all the same way round.
    let (wide, narrow) = (0.75 * thick, 0.95 * thick);
    let across = limb(a, wide, b, wide) + &limb(hip_a, narrow, hip_b, narrow);
    let flanks = limb(a, wide, hip_a, narrow) + &limb(b, wide, hip_b, narrow);
    let corners = [a, hip_a, hip_b, b].map(|[x, y]| format!("{} {}", num(x), num(y)));
    [neck, head, across, flanks, format!("M{}Z", corners.join("L"))].concat()
}

/// Nose and eye: they look up.
fn face(start: &Joints, canvas: Canvas) -> Markup {
    let [x, y] = canvas.px(start.head);
    let r = half::HEAD * SCALE;
    let at = |dx: f64, dy: f64| format!("{} {}", num(x + dx * r), num(y + dy * r));
    let path = match canvas.view {
        View::Side => format!("M{}L{}M{}L{}", at(-0.34, -0.6), at(-0.3, -0.44), at(0.5, -0.78), at(0.42, -0.52)),
        // Two eyes, nose, mouth; the chin points to the feet.
        View::Above => format!(
            "M{}L{}M{}L{}M{}L{}M{}L{}",
            at(-0.2, -0.6),
            at(-0.16, -0.5),
            at(-0.2, 0.12),
            at(-0.16, 0.2),
            at(-0.02, -0.2),
            at(0.18, -0.24),
            at(0.44, -0.38),
            at(0.44, -0.02)
        ),
    };
    html! { path.face d=(path) {} }
}

/// Floor, what holds the other leg up, and the depth that was chosen.
fn ground(frames: &Keyframes, start: &Joints, end: Option<&Joints>, canvas: Canvas) -> Markup {
    if canvas.view == View::Above {
        // A mat, so that the floor is seen as one.
        let (top, bottom) = (canvas.zero_y - 0.24 * SCALE, canvas.zero_y + 0.22 * SCALE);
        return html! {
            rect.mat x="20" width=(num(WIDTH - 40.0)) y=(num(top)) height=(num(bottom - top)) rx="8" {}
        };
    }
    let floor_y = canvas.zero_y;
    let [ankle_x, ankle_y] = canvas.px(start.other.ankle);
    let heel_x = end.map_or(0.0, |end| canvas.px(end.moving.ankle)[0]);
    html! {
        line.floor x1="8" x2=(num(WIDTH - 8.0)) y1=(num(floor_y)) y2=(num(floor_y)) {}
        @if frames.supported {
            // The edge of a doorway behind the heel.
            rect.prop x=(num(ankle_x + 13.0)) y=(num(ankle_y - 34.0)) width="9" height=(num(floor_y - ankle_y + 34.0)) {}
        }
        @match frames.landmark {
            Some(Landmark::Box) => {
                @let tall = SCALE * pose::heel_height(Landmark::Box);
                rect.prop x=(num(heel_x - 26.0)) y=(num(floor_y - tall)) width="60" height=(num(tall)) rx="3" {}
            }
            Some(landmark @ (Landmark::Knee | Landmark::Shin)) => {
                @let y = num(floor_y - SCALE * pose::heel_height(landmark));
                line.level x1=(num(heel_x - 90.0)) x2=(num(heel_x + 60.0)) y1=(y) y2=(y) {}
            }
            Some(Landmark::Floor) | None => {}
        }
    }
}

fn phone(joints: &Joints, frames: &Keyframes, canvas: Canvas, pale: bool) -> Markup {
    let [a, b] = joints.phone.map(|p| canvas.px(p));
    let across = {
        let [dx, dy] = unit(a, b);
        [dy, -dx]
    };
    // From the side the phone lies on the skin; from above its face is seen.
    let (low, high) = match frames.view {
        View::Side => (0.0, 2.0 * half::PHONE * SCALE),
        View::Above => (-0.75 * half::PHONE_WIDTH * SCALE, 0.75 * half::PHONE_WIDTH * SCALE),
    };
    let corners = [moved(a, across, low), moved(b, across, low), moved(b, across, high), moved(a, across, high)];
    let points: Vec<String> = corners.iter().map(|[x, y]| format!("{},{}", num(*x), num(*y))).collect();
    html! { polygon.phone.pale[pale] points=(points.join(" ")) {} }
}

fn phone_label(start: &Joints, frames: &Keyframes, canvas: Canvas, word: &str) -> Markup {
    let [[ax, ay], [bx, _]] = start.phone.map(|p| canvas.px(p));
    let middle = f64::midpoint(ax, bx);
    let (x, y, anchor) = match (frames.phone, frames.view) {
        (PhoneAt::Belly, View::Side) => (bx - 17.0, ay - 13.0, "end"),
        (PhoneAt::Belly, View::Above) => (ax - 8.0, ay + 5.0, "end"),
        (PhoneAt::Shin, _) => (middle, ay - 22.0, "middle"),
    };
    html! { text.label x=(num(x)) y=(num(y)) text-anchor=(anchor) { (word) } }
}

/// The arrow from where the leg is to where it goes, and the names of both.
fn movement(start: &Joints, end: &Joints, canvas: Canvas, [from_word, to_word]: [&str; 2]) -> Markup {
    let slid = libm::hypot(end.moving.ankle[0] - start.moving.ankle[0], end.moving.ankle[1] - start.moving.ankle[1]);
    // Where the foot stays the knee moves.
    let (from, to) = if slid < 0.05 {
        (canvas.px(start.moving.knee), canvas.px(end.moving.knee))
    } else {
        (canvas.px(start.moving.ankle), canvas.px(end.moving.ankle))
    };
    let hip = canvas.px(start.moving.hip);
    html! {
        (arrow(hip, from, to))
        (labels(start, end, canvas, (from, to), [from_word, to_word]))
    }
}

fn labels(start: &Joints, end: &Joints, canvas: Canvas, ends: (Px, Px), [from_word, to_word]: [&str; 2]) -> Markup {
    let ([fx, fy], [tx, ty]) = ends;
    let toe = |j: &Joints| canvas.px(j.moving.toe);
    let beside = |[x, y]: Px, [toe_x, toe_y]: Px| [x.max(toe_x) + 16.0, y.min(toe_y) + 8.0];
    let on_floor = fy > canvas.zero_y - 40.0 && ty > canvas.zero_y - 40.0;
    let (from, to) = match canvas.view {
        View::Above => {
            let [toe_x, toe_y] = toe(start);
            ([toe_x + 14.0, toe_y + 6.0], [tx + 18.0, ty + 14.0])
        }
        // Beside a foot that slides there is no room for a word: it stands at the knee.
        View::Side if on_floor => {
            let [knee_x, knee_y] = canvas.px(start.moving.knee);
            ([knee_x + 18.0, knee_y - 4.0], beside([tx, ty], toe(end)))
        }
        View::Side => {
            let [x, y] = beside([fx, fy], toe(start));
            // Above the arrow that leads down from there.
            ([x, if ty > fy { y - 8.0 } else { y }], beside([tx, ty], toe(end)))
        }
    };
    html! {
        text.label x=(num(from[0])) y=(num(from[1])) { (from_word) }
        text.label x=(num(to[0])) y=(num(to[1])) { (to_word) }
    }
}

/// The free arm's way behind the head.
fn reach(start: &Joints, end: &Joints, canvas: Canvas) -> Markup {
    arrow(canvas.px(start.shoulders[1]), canvas.px(start.hands[1]), canvas.px(end.hands[1]))
}

/// An arrow from `from` to `to`, bowed away from `pivot`, outside of hands and feet.
fn arrow(pivot: Px, from: Px, to: Px) -> Markup {
    let length = libm::hypot(to[0] - from[0], to[1] - from[1]);
    let middle = [f64::midpoint(from[0], to[0]), f64::midpoint(from[1], to[1])];
    let along = unit(from, to);
    let out = match unit(pivot, middle) {
        // What slides straight away from the pivot has its arrow above it.
        out if (out[0] * along[0] + out[1] * along[1]).abs() > 0.9 => [0.0, -1.0],
        out => out,
    };
    let short = 0.2 * length;
    let tail = moved(moved(from, along, short), out, 22.0);
    let tip = moved(moved(to, along, -short), out, 22.0);
    let bow = moved(middle, out, 22.0 + 0.2 * length);
    let [dx, dy] = unit(bow, tip);
    let barb = |side: f64| [tip[0] - 11.0 * dx - side * 5.5 * dy, tip[1] - 11.0 * dy + side * 5.5 * dx];
    let [left, right] = [barb(1.0), barb(-1.0)];
    let pair = |[x, y]: Px| format!("{} {}", num(x), num(y));
    let line = format!("M{}Q{} {}", pair(tail), pair(bow), pair(moved(tip, [dx, dy], -8.0)));
    html! {
        path.halo d=(line) {}
        path.arrow d=(line) {}
        polygon.arrow-head points=(format!("{} {} {}", pair(tip), pair(left), pair(right))) {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routine::{BUILT_IN, OtherLeg, SidePlan, Variant, block_of, built_in};
    use crate::timeline::BlockKind;

    fn every_drawing() -> Vec<String> {
        let mut blocks: Vec<Block> = BUILT_IN.iter().filter_map(|name| built_in(name)).flat_map(|r| r.blocks).collect();
        for variant in [Variant::KneeBreak, Variant::StraightLeg] {
            for other in [OtherLeg::Up, OtherLeg::Supported, OtherLeg::Bent, OtherLeg::Flat] {
                for landmark in
                    [None, Some(Landmark::Knee), Some(Landmark::Shin), Some(Landmark::Box), Some(Landmark::Floor)]
                {
                    let lower = block_of(BlockKind::LegLower).unwrap();
                    let sides = SidePlan::OneAfterTheOther;
                    let (variant, other_leg) = (Some(variant), Some(other));
                    blocks.push(Block { sides, variant, other_leg, landmark, ..lower });
                }
            }
        }
        let mut all: Vec<_> = blocks.iter().filter_map(|b| exercise_svg(b, Lang::De)).collect();
        assert_eq!(all.len(), blocks.len());
        all.push(raise_svg(Lang::En));
        all
    }

    #[test]
    fn every_drawing_is_named_stands_alone_and_stays_inside_its_frame() {
        for svg in every_drawing() {
            assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>"));
            for part in ["<title>", "<desc>", "prefers-color-scheme: dark", "class=\"phone\"", "xmlns="] {
                assert!(svg.contains(part), "{part} in {svg}");
            }
            for not in ["href", "<script", "url(", "NaN", "inf"] {
                assert!(!svg.contains(not), "{not} in {svg}");
            }
            // Points of the limbs: pairs behind M, L and at the end of arcs are all in the frame.
            for path in svg.split(" d=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
                for pair in path.split(['M', 'L', 'A', 'Q', 'Z']).filter(|p| !p.is_empty()) {
                    let numbers: Vec<f64> = pair.split([' ', ',']).map(|n| n.parse().unwrap()).collect();
                    let [.., x, y] = numbers.as_slice() else { panic!("{pair}") };
                    assert!((0.0..=WIDTH).contains(x) && (0.0..=240.0).contains(y), "{x} {y} in {path}");
                }
            }
        }
    }

    #[test]
    fn every_element_that_is_opened_is_closed() {
        for svg in every_drawing() {
            let mut open = Vec::new();
            for tag in svg.split('<').skip(1) {
                let name: String = tag.chars().take_while(|c| !" >".contains(*c)).collect();
                match name.strip_prefix('/') {
                    Some(name) => assert_eq!(open.pop().as_deref(), Some(name)),
                    None => open.push(name),
                }
            }
            assert!(open.is_empty());
        }
    }

    #[test]
    fn a_hold_has_no_arrow_and_whatever_moves_has_one() {
        for routine in BUILT_IN.iter().filter_map(|name| built_in(name)) {
            for block in &routine.blocks {
                let svg = exercise_svg(block, Lang::En).unwrap();
                let moves = block.exercise != BlockKind::Deadbug;
                assert_eq!(svg.contains("class=\"arrow\""), moves, "{:?}", block.exercise);
                assert_eq!(svg.contains("<g class=\"moving\""), moves, "{:?}", block.exercise);
            }
        }
        let setup = Block { exercise: BlockKind::Setup, ..block_of(BlockKind::Deadbug).unwrap() };
        assert_eq!(exercise_svg(&setup, Lang::En), None);
    }

    #[test]
    fn what_a_name_holds_cannot_break_out_of_the_drawing() {
        let frames = pose::raise_check();
        let svg = drawing(&frames, "</title><script>", Lang::En, true).into_string();
        assert!(!svg.contains("<script>"));
    }
}
