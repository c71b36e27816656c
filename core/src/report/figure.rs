//! The line figure: one calm drawing of an exercise, made from its keyframes.
//!
//! In: [`Keyframes`] and the words beside it. Out: inline SVG; the start of the drop solid, its end dashed, an arrow
//! from one to the other, the moving leg in the exhale's colour because it moves on the breath.

use super::line::num;
use crate::routine::pose::{Joints, Keyframes, LegJoints, Point};
use maud::{Markup, html};

/// What the drawing says in words.
#[derive(Debug)]
pub(super) struct FigureWords {
    /// Title for screen readers.
    pub(super) title: String,
    /// Description for screen readers.
    pub(super) desc: String,
    /// Beside the phone.
    pub(super) phone: String,
    /// Beside the pose in which the drop begins.
    pub(super) start: String,
    /// Beside the pose in which it ends.
    pub(super) end: String,
}

const WIDTH: f64 = 400.0;
const HEIGHT: f64 = 212.0;
/// Pixels of a body height: head to toes and an arm behind the head fit.
const SCALE: f64 = 280.0;
const SHOULDER_X: f64 = 118.0;
const FLOOR_Y: f64 = 194.0;

fn px([x, y]: Point) -> Point {
    [SHOULDER_X + SCALE * x, FLOOR_Y - SCALE * y]
}

fn line(points: &[Point]) -> String {
    let pairs: Vec<String> = points.iter().map(|p| px(*p)).map(|[x, y]| format!("{},{}", num(x), num(y))).collect();
    pairs.join(" ")
}

fn leg(hip: Point, leg: LegJoints) -> String {
    line(&[hip, leg.knee, leg.ankle, leg.toe])
}

/// The figure of `frames`.
pub(super) fn figure(frames: &Keyframes, words: &FigureWords) -> Markup {
    let start = frames.start.joints();
    let end = frames.end.map(|pose| pose.joints());
    let both_move = frames.end.is_some_and(|pose| pose.other != frames.start.other);
    let reach_deg = frames.end.map_or(0.0, |pose| pose.arms_deg[1] - frames.start.arms_deg[1]);
    let [head_x, head_y] = px(start.head);
    let [phone_x, phone_y] = px(start.phone[0]);
    let phone_width = SCALE * (start.phone[1][0] - start.phone[0][0]);
    html! {
        svg.figure role="img" viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) {
            title { (words.title) }
            desc { (words.desc) }
            line.floor x1="8" x2=(WIDTH - 8.0) y1=(FLOOR_Y + 5.0) y2=(FLOOR_Y + 5.0) {}
            @if frames.supported { (support(&start)) }
            polyline.far points=(leg(start.hip, start.other)) {}
            polyline.far points=(line(&[start.shoulder, start.hands[1]])) {}
            @if let Some(end) = &end {
                @if reach_deg.abs() > 1.0 {
                    polyline.ghost.arm points=(line(&[end.shoulder, end.hands[1]])) {}
                }
                polyline.ghost points=(leg(end.hip, end.moving)) {}
            }
            circle.body cx=(num(head_x)) cy=(num(head_y)) r=(num(SCALE * 0.058)) {}
            polyline.trunk points=(line(&[start.shoulder, start.hip])) {}
            polyline.trunk.inside points=(line(&[start.shoulder, start.hip])) {}
            polyline.arm points=(line(&[start.shoulder, start.hands[0]])) {}
            polyline.moving.still[end.is_none()] points=(leg(start.hip, start.moving)) {}
            @if both_move { polyline.moving points=(leg(start.hip, start.other)) {} }
            rect.phone x=(num(phone_x)) y=(num(phone_y - 7.0)) width=(num(phone_width)) height="7" rx="2.5" {}
            text.label.phone-label x=(num(phone_x + phone_width - 4.0)) y=(num(phone_y - 15.0)) text-anchor="end" {
                (words.phone)
            }
            @if let Some(end) = &end { (movement(&start, end, words)) }
        }
    }
}

/// What holds the other leg up: the edge of a doorway behind its heel.
fn support(start: &Joints) -> Markup {
    let [x, y] = px(start.other.ankle);
    html! { line.support x1=(num(x + 11.0)) x2=(num(x + 11.0)) y1=(num(y - 26.0)) y2=(FLOOR_Y + 5.0) {} }
}

/// The arrow from the ankle at the start to the ankle at the end, bowed away from the hip, and the names of both ends.
fn movement(start: &Joints, end: &Joints, words: &FigureWords) -> Markup {
    let (hip, from, to) = (px(start.hip), px(start.moving.ankle), px(end.moving.ankle));
    let middle = [f64::midpoint(from[0], to[0]), f64::midpoint(from[1], to[1])];
    let out = unit(hip, middle);
    // The arrow runs outside of both feet, ends short of the foot, and bows a third of its length outwards.
    let length = libm::hypot(to[0] - from[0], to[1] - from[1]);
    let shifted = |p: Point, by: f64| [p[0] + out[0] * by, p[1] + out[1] * by];
    let along = unit(from, to);
    let foot = 0.2 * length;
    let tail = shifted([from[0] + along[0] * foot, from[1] + along[1] * foot], 22.0);
    let tip = shifted([to[0] - along[0] * foot, to[1] - along[1] * foot], 22.0);
    let bow = shifted(middle, 22.0 + length * 0.2);
    let d = unit(bow, tip);
    let barb = |side: f64| [tip[0] - 11.0 * d[0] - side * 5.5 * d[1], tip[1] - 11.0 * d[1] + side * 5.5 * d[0]];
    let [a, b] = [barb(1.0), barb(-1.0)];
    let toe = px(start.moving.toe);
    // Beside a foot on the floor there is no room for a word: it stands at the knee.
    let on_floor = from[1] > FLOOR_Y - 40.0;
    let knee = px(start.moving.knee);
    let name = if on_floor {
        [knee[0] + 8.0, knee[1] - 6.0]
    } else {
        [from[0].max(toe[0]) + 10.0, from[1].min(toe[1]) + 10.0]
    };
    let path =
        format!("M{} {}Q{} {} {} {}", num(tail[0]), num(tail[1]), num(bow[0]), num(bow[1]), num(tip[0]), num(tip[1]));
    let head = format!("{},{} {},{} {},{}", num(tip[0]), num(tip[1]), num(a[0]), num(a[1]), num(b[0]), num(b[1]));
    html! {
        path.arrow d=(path) {}
        polygon.arrow-head points=(head) {}
        text.label x=(num(name[0])) y=(num(name[1])) { (words.start) }
        text.label x=(num(to[0] + 16.0)) y=(num(to[1] + 4.0)) { (words.end) }
    }
}

/// From `a` towards `b`, one long; any direction where they are one.
fn unit(a: Point, b: Point) -> Point {
    let by = libm::hypot(b[0] - a[0], b[1] - a[1]);
    if by > 0.0 { [(b[0] - a[0]) / by, (b[1] - a[1]) / by] } else { [1.0, 0.0] }
}
