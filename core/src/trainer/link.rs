//! A prescription in few characters: a link to tap, or to draw as a QR code.
//!
//! In: [`Prescription`]. Out: `PROXIMAL:RX1/` and letters and digits, all of them in the alphabet that a QR code packs
//! into 5½ bits (ISO/IEC 18004, alphanumeric mode). Inside, from the outside in: base32 (RFC 4648, no padding), crc32, deflate,
//! JSON whose commonest words are single bytes. Reading it needs no network.

use super::{Prescription, TrainerError};
use data_encoding::BASE32_NOPAD;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use std::io::{Read, Write};

const SCHEME: &str = "PROXIMAL:";
const HEAD: &str = "PROXIMAL:RX1/";
/// No link unpacks to more.
const MOST_BYTES: u64 = 64 << 10;

/// Words of a prescription, each one byte below a blank that JSON never holds. Frozen: links lie on paper. Longer ones
/// stand before those they contain.
const WORDS: [(u8, &str); 28] = [
    (0x01, "{\"schema\":\"proximal.prescription/1\""),
    (0x02, "\"routine\":{\"schema\":\"proximal.routine/1\",\"name\":\""),
    (0x03, "\"tempo\":{\"exhale_s\":"),
    (0x04, ",\"pause_s\":0.0,\"inhale_s\":"),
    (0x05, "},\"reversed\":false,\"blocks\":["),
    (0x06, "{\"exercise\":\""),
    (0x07, "\",\"reps\":"),
    (0x08, ",\"sets\":1"),
    (0x0b, ",\"sides\":\"both\""),
    (0x0c, ",\"sides\":\""),
    (0x0e, "\",\"variant\":\"knee_break\""),
    (0x0f, "\",\"variant\":\"straight_leg\""),
    (0x10, ",\"other_leg\":\""),
    (0x11, "\",\"landmark\":\""),
    (0x12, ",\"setup_s\":"),
    (0x13, ",\"rest_s\":0.0"),
    (0x14, ",\"rest_before_s\":"),
    (0x15, ",\"settling\":"),
    (0x16, ",\"made\":{\"utc_ms\":"),
    (0x17, ",\"offset_min\":"),
    (0x18, "\"plan\":{"),
    (0x19, "\"plan."),
    (0x1a, "alternating"),
    (0x1b, "leg_lower"),
    (0x1c, "leg-lower"),
    (0x1d, "deadbug"),
    (0x1e, "supported"),
    (0x1f, "whole_side_first"),
];

/// Whether `text` means to be such a link.
pub fn is_link(text: &str) -> bool {
    text.trim().get(..SCHEME.len()).is_some_and(|head| head.eq_ignore_ascii_case(SCHEME))
}

/// `prescription` as a link.
///
/// # Errors
/// [`TrainerError`] when it does not check.
pub fn to_link(prescription: &Prescription) -> Result<String, TrainerError> {
    prescription.check()?;
    let fail = |e: &dyn std::fmt::Display| TrainerError::new(e.to_string());
    let mut text = serde_json::to_string(prescription).map_err(|e| fail(&e))?;
    for (byte, word) in WORDS {
        text = text.replace(word, char::from(byte).encode_utf8(&mut [0; 4]));
    }
    let mut deflate = DeflateEncoder::new(Vec::new(), Compression::best());
    deflate.write_all(text.as_bytes()).map_err(|e| fail(&e))?;
    let packed = deflate.finish().map_err(|e| fail(&e))?;
    let mut bytes = crc32fast::hash(&packed).to_le_bytes().to_vec();
    bytes.extend(packed);
    Ok(format!("{HEAD}{}", BASE32_NOPAD.encode(&bytes)))
}

/// The prescription in `link`; blanks, line ends and small letters are forgiven.
///
/// # Errors
/// [`TrainerError`] when it was cut or misread, or is of a newer version.
pub fn from_link(link: &str) -> Result<Prescription, TrainerError> {
    let plain: String = link.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_uppercase();
    let Some(body) = plain.strip_prefix(HEAD) else {
        let newer = plain.starts_with("PROXIMAL:RX");
        let what = if newer { "a newer version made this link; update Proximal" } else { "is no prescription link" };
        return Err(TrainerError { newer, ..TrainerError::new(what) });
    };
    let cut = || TrainerError::new("the link was cut or misread; copy or scan all of it");
    let bytes = BASE32_NOPAD.decode(body.as_bytes()).map_err(|_| cut())?;
    let (crc, packed) = bytes.split_first_chunk::<4>().ok_or_else(cut)?;
    if crc32fast::hash(packed) != u32::from_le_bytes(*crc) {
        return Err(cut());
    }
    let mut text = String::new();
    DeflateDecoder::new(packed).take(MOST_BYTES).read_to_string(&mut text).map_err(|_| cut())?;
    for (byte, word) in WORDS {
        text = text.replace(char::from(byte), word);
    }
    Prescription::read(&text)
}
