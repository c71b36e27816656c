//! What the phone says: rest, gyroscope, conventions, clocks and vibration.

use super::*;

/// Integrates the gyroscope from the first up vector; says how far the result strays from the truth, degrees.
fn strays(seed: u64, phone: Phone) -> f64 {
    let mut person = Person::drawn(seed);
    person.hip_deg = 15.0;
    let phases = run(&plan_of(2, false), START, Simulator::new(seed, person, phone)).performed;
    let mut sim = Simulator::new(seed, person, phone);
    sim.fault(Fault::Slip { when: When::JudgedRep(1), turn_deg: [5.0, -3.0] });
    for p in phases.phases() {
        sim.phase(p);
    }
    let (mut bytes, mut truth) = (Vec::new(), Vec::new());
    sim.frame_with_truth(MonoTime::from_s(120.0), &mut bytes, &mut truth);
    let (all, _) = records(&[bytes]);
    let gyro = all.iter().filter(|r| r.kind == SensorKind::Gyroscope).map(|r| r.xyz.map(f64::from));
    let mut worst = 0.0_f64;
    let mut up = truth[0].up;
    let step_s = 1.0 / phone.rate_hz;
    // A gyroscope reading lies a quarter of a period after its accelerometer's, so it stands for the period well enough.
    for (rate, pair) in gyro.zip(truth.windows(2)) {
        let cross = |[a, b, c]: [f64; 3], [x, y, z]: [f64; 3]| [b * z - c * y, c * x - a * z, a * y - b * x];
        let half = cross(up, rate).map(|v| v * step_s / 2.0);
        let middle = [up[0] + half[0], up[1] + half[1], up[2] + half[2]];
        let whole = cross(middle, rate).map(|v| v * step_s);
        up = [up[0] + whole[0], up[1] + whole[1], up[2] + whole[2]];
        let off = size(cross(up, pair[1].up)).to_degrees();
        worst = worst.max(off);
    }
    worst
}

#[test]
fn the_gyroscope_integrates_to_the_attitude() {
    for (seed, skew_deg) in [(1, 0.0), (2, 20.0), (3, 90.0)] {
        let phone = Phone { rate_hz: 250.0, skew_deg, ..Phone::ideal() };
        let off = strays(seed, phone);
        assert!(off < 0.1, "skew {skew_deg}: {off}");
    }
}

#[test]
fn a_biased_gyroscope_does_not_integrate_to_the_attitude() {
    let errors = SensorErrors { gyr_bias_dps: 0.6, ..SensorErrors::NONE };
    assert!(strays(1, Phone { rate_hz: 250.0, errors, ..Phone::ideal() }) > 1.0);
}

#[test]
fn an_iphone_says_the_same_as_an_android_phone_after_conversion() {
    let android = of(5, Person::sloppy(), Phone::typical());
    let iphone = of(5, Person::sloppy(), Phone { convention: Convention::Ios, ..Phone::typical() });
    assert_eq!(android.truth, iphone.truth);
    let (a, b) = (records(&android.frames), records(&iphone.frames));
    assert_eq!(a.0.len(), b.0.len());
    for (x, y) in a.1.iter().zip(&b.1) {
        assert!(x.iter().zip(y).all(|(p, q)| (p - q).abs() < 1e-5), "{x:?} {y:?}");
    }
    assert_ne!(a.0, b.0);
}

#[test]
fn a_regular_clock_loses_repeats_and_delays_nothing() {
    let regular = of(1, Person::steady(), Phone::typical());
    let times: Vec<f64> = readings(&regular, SensorKind::Accelerometer).iter().map(|r| r.0).collect();
    assert!(times.windows(2).all(|w| (w[1] - w[0] - 0.01).abs() < 1e-6));
    let turns: Vec<f64> = readings(&regular, SensorKind::Gyroscope).iter().map(|r| r.0).collect();
    assert!(turns.iter().zip(&times).all(|(g, a)| (g - a - 0.0025).abs() < 1e-6));
}

#[test]
fn a_jittered_clock_loses_the_share_that_it_should() {
    let clock = Clock::Jittered { sd_s: 0.002, lost: 0.05 };
    let phone = Phone { rate_hz: 60.0, clock, gyroscope: false, ..Phone::typical() };
    let web = of(2, Person::steady(), phone);
    let whole = of(2, Person::steady(), Phone { clock: Clock::Regular, ..phone });
    let count = |p: &Performance| readings(p, SensorKind::Accelerometer).len() as f64;
    let lost = 1.0 - count(&web) / count(&whole);
    assert!((0.035..0.065).contains(&lost), "{lost}");
    assert!(readings(&web, SensorKind::Gyroscope).is_empty());
    let stamps: Vec<f64> = readings(&web, SensorKind::Accelerometer).iter().map(|r| r.0).collect();
    assert!(stamps.windows(2).all(|w| w[1] >= w[0]));
}

#[test]
fn a_wall_clock_shows_whole_milliseconds_and_repeats_some() {
    let phone = Phone { rate_hz: 201.0, clock: Clock::WallClockMs, gyroscope: false, ..Phone::typical() };
    let wall = of(3, Person::steady(), phone);
    let (all, _) = records(&wall.frames);
    assert!(all.iter().all(|r| r.t.0 % 1_000_000 == 0));
    let repeated = all.windows(2).filter(|w| w[0].t == w[1].t).count() as f64 / all.len() as f64;
    assert!((0.01..0.3).contains(&repeated), "{repeated}");
    let frame_ends_late = wall.frames.iter().all(|bytes| {
        let frame = Frame::parse(bytes).unwrap();
        frame.records().all(|r| r.unwrap().t.0 <= frame.received.0)
    });
    assert!(frame_ends_late);
}

#[test]
fn a_fast_sensor_clock_on_its_own_base_drifts_away_from_the_sessions() {
    let phone = Phone { drift_ppm: 50.0, clock_base: Nanos::from_s(1000.0), ..Phone::typical() };
    let off = of(3, Person::steady(), phone);
    let on = of(3, Person::steady(), Phone::typical());
    let stamps = |p| readings(p, SensorKind::Accelerometer);
    let (first, last) = (stamps(&off)[0].0, stamps(&off).last().unwrap().0);
    let end = stamps(&on).last().unwrap().0;
    assert_eq!(first, 1000.0);
    assert!((last - 1000.0 - end - end * 50e-6).abs() < 1e-6);
}

#[test]
fn a_long_wait_is_handed_over_in_frames_that_can_count_it() {
    let mut sim = Simulator::new(1, Person::still(), Phone { rate_hz: 500.0, ..Phone::typical() });
    let mut count = || {
        let mut bytes = Vec::new();
        sim.frame(MonoTime::from_s(80.0), &mut bytes);
        records(&[bytes]).0.len()
    };
    assert_eq!([count(), count(), count()], [65_535, 80_001 - 65_535, 0]);
}

#[test]
fn the_phone_shakes_within_the_spans_it_is_told_and_only_there() {
    let mut sim = Simulator::new(1, Person::still(), Phone::ideal());
    let span = Span::from_s(4.0, 4.06);
    sim.shake(span);
    let mut bytes = Vec::new();
    sim.frame(MonoTime::from_s(8.0), &mut bytes);
    let (all, si) = records(&[bytes]);
    for (r, a) in all.iter().zip(&si).filter(|(r, _)| r.kind == SensorKind::Accelerometer) {
        assert!((size(*a) - 9.806_65).abs() < 0.3 || span.contains(MonoTime(r.t.0)), "{r:?}");
    }
    assert!(si.iter().any(|a| size(*a) > 10.1));
}
