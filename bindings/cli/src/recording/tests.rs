use super::*;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fmt::Write as _;
use std::io::Write as _;

const HEADER: &str = "t,ax,ay,az\n";

fn open(bytes: &[u8]) -> Result<Recording, InputError> {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(bytes).unwrap();
    Recording::open(file.path())
}

fn rows(bytes: &[u8]) -> Vec<Row> {
    open(bytes).unwrap().rows(None).unwrap().map(Result::unwrap).collect()
}

/// What is wrong with a recording, with its line.
fn fault(bytes: &[u8]) -> (Option<u64>, String) {
    let e = open(bytes).unwrap_err();
    assert!(!e.to_string().contains('\n'), "one line: {e}");
    (e.line, e.what)
}

/// A hundred rows at 100 Hz of a phone at rest, each changed by `change`.
fn resting(change: impl Fn(u32, &mut f64, &mut [f64; 3])) -> Vec<u8> {
    let mut text = HEADER.to_owned();
    for i in 0..100 {
        let (mut t_s, mut acc) = (f64::from(i) / 100.0, [0.1, -0.2, 9.8]);
        change(i, &mut t_s, &mut acc);
        let [x, y, z] = acc;
        writeln!(text, "{t_s},{x},{y},{z}").unwrap();
    }
    text.into_bytes()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

#[test]
fn a_resting_phone_reads_the_same_plain_and_packed_and_twice() {
    let plain = resting(|_, _, _| {});
    let mut recording = open(&gzip(&plain)).unwrap();
    assert_eq!(recording.summary(), Summary { rows: 100, first_s: 0.0, last_s: 0.99, has_gyro: false });
    for _ in 0..2 {
        let again: Vec<Row> = recording.rows(None).unwrap().map(Result::unwrap).collect();
        assert_eq!(again, rows(&plain));
    }
}

#[test]
fn columns_are_found_by_name_whatever_their_order_case_and_company() {
    let text = "\u{feff} AZ , mov,t,ax,ay,gy,gx,gz\r\n9.8,walk,1.5,0.1,0.2,5,4,6\r\n\r\n9.8,,1.6,0.1,0.2,5,4,6\r\n";
    let read = rows(text.as_bytes());
    let first = Row { line: 2, t_s: 1.5, acc: [0.1, 0.2, 9.8], gyr: Some([4.0, 5.0, 6.0]) };
    assert_eq!(read, [first, Row { line: 4, t_s: 1.6, ..first }]);
}

#[test]
fn two_packed_files_one_after_the_other_are_one_recording() {
    let mut bytes = gzip(b"t,ax,ay,az\n0,0,0,9.8\n");
    bytes.extend(gzip(b"0.01,0,0,9.8\n"));
    assert_eq!(rows(&bytes).len(), 2);
}

#[test]
fn a_reading_that_is_missing_or_not_finite_comes_as_such_for_the_intake_to_count() {
    let read = rows(b"t,ax,ay,az\n0,nan,0,9.8\n0.01,,inf,9.8\n0.02,0,0,9.8\n");
    assert!(read[0].acc[0].is_nan() && read[1].acc[0].is_nan() && read[1].acc[1].is_infinite());
}

#[test]
fn a_header_that_is_not_ours_is_refused_by_what_is_wrong_with_it() {
    let header = |line: &str| fault(format!("{line}\n0,1,2,9\n").as_bytes());
    assert!(header("t,ax,ay").1.contains("no column 'az'"));
    assert!(header("t,ax_g,ay_g,az_g,norm_g").1.contains("multiply by 9.80665"));
    assert!(header("0.0,0.1,0.2,9.8").1.contains("data where the header should be"));
    assert!(header("t;ax;ay;az").1.contains("commas"));
    assert!(header("t,ax,ay,az,ax").1.contains("'ax' is there twice"));
    assert!(header("t,ax,ay,az,gx,gy").1.contains("no column 'gz'"));
    assert_eq!(header("time,ax,ay,az").0, Some(1));
}

#[test]
fn what_holds_no_recording_is_told_apart() {
    assert_eq!(fault(b"").1, "is empty");
    assert_eq!(fault(b"\n \n").1, "is empty");
    assert_eq!(fault(HEADER.as_bytes()).1, "holds a header but no samples");
    assert!(fault(b"t,ax,ay,az\n0,0,0,9.8\n").1.contains("only 1 sample"));
    assert_eq!(fault(&[0x7f, b'E', b'L', b'F', 2, 1, 1, 0, 0, 0]).1, "is binary, not CSV text");
    assert!(fault(&[0xff, 0xfe, b't', 0, b',', 0, b'\n', 0]).1.contains("UTF-16"));
    assert!(fault(b"PK\x03\x04rest").1.contains("zip"));
    assert_eq!(fault(b"t,ax,ay,az\n0,0,0,9.8\n0.01,\xe9,0,9.8\n"), (Some(3), "is not UTF-8 text".to_owned()));
    assert_eq!(fault(&vec![b'x'; 100_000]).1, "is longer than 65536 bytes: not a CSV recording");
}

#[test]
fn a_row_that_is_no_row_is_named_by_its_line() {
    let row = |row: &str| fault(format!("{HEADER}0,0,0,9.8\n{row}\n0.02,0,0,9.8\n").as_bytes());
    assert_eq!(row("0.01,0,0"), (Some(3), "3 fields where the header has 4".to_owned()));
    assert_eq!(row("0.01,0,0,9.8,7"), (Some(3), "5 fields where the header has 4".to_owned()));
    assert_eq!(row("0.01,0,up,9.8"), (Some(3), "ay is 'up', not a number".to_owned()));
    for stamp in ["nan", "inf", "-inf", "", "1700000000000"] {
        let (line, what) = row(&format!("{stamp},0,0,9.8"));
        assert!(line == Some(3) && what.contains("stamp t is"), "{stamp}: {what}");
    }
}

#[test]
fn a_recording_that_ends_inside_its_packing_is_no_recording() {
    let packed = gzip(&resting(|_, _, _| {}));
    assert!(fault(&packed[..packed.len() - 9]).1.contains("gzip data end too early, after line"));
    assert!(fault(&packed[..5]).1.contains("gzip data end too early"));
    let mut damaged = packed.clone();
    let checksum = packed.len() - 8;
    damaged[checksum] ^= 0xff;
    assert_eq!(fault(&damaged).1, "gzip data are damaged, after line 101");
}

#[test]
fn stamps_may_repeat_jump_and_step_back_now_and_then_but_not_as_a_rule() {
    let now_and_then = resting(|i, t_s, _| match i {
        10 | 11 => *t_s = 0.09,
        50 => *t_s = 0.47,
        60.. => *t_s += 40.0,
        _ => {}
    });
    assert_eq!(open(&now_and_then).unwrap().summary().last_s, 40.99);
    let (line, what) = fault(&resting(|_, t_s, _| *t_s = 10.0 - *t_s));
    assert!(line == Some(3) && what.contains("in 99 of 99 steps"), "{what}");
    let (line, _) = fault(&resting(|i, t_s, _| *t_s -= f64::from(u8::from(i % 10 == 5)) * 0.02));
    assert_eq!(line, Some(7));
}

#[test]
fn accelerations_in_g_are_refused_and_a_phone_in_free_fall_is_not() {
    assert!(fault(&resting(|_, _, acc| *acc = acc.map(|a| a / 9.806_65))).1.contains("multiply by 9.80665"));
    assert!(open(&resting(|i, _, acc| *acc = if i < 40 { [0.0, 0.0, 1.0] } else { *acc })).is_ok());
}

#[test]
fn stamps_in_milliseconds_and_readings_that_are_all_missing_are_refused() {
    assert!(fault(&resting(|_, t_s, _| *t_s *= 1000.0)).1.contains("must be in seconds"));
    assert_eq!(fault(&resting(|_, _, acc| acc[1] = f64::NAN)).1, "no row has a finite ax, ay, az");
    assert!(open(&resting(|i, _, acc| acc[1] = if i < 99 { f64::NAN } else { 0.0 })).is_ok());
}
