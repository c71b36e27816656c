//! The log out of a damaged file: rows of `ops`, found page by page and byte by byte, whatever is around them.
//!
//! In: the bytes of a database and of its write-ahead log. Out: every [`Op`] whose row can be read whole, and the store's
//! name. Ops never change and are never deleted, so an old copy of one is as good as the newest: every page is looked at,
//! stale ones and those in the write-ahead log too, and neither SQLite's trees nor its header are trusted
//! (sqlite.org/fileformat2.html: §1.5 leaf cells, §1.6 overflow, §2.1 records, §4 the write-ahead log).
//!
//! SQLite keeps no checksum of a page: a byte that was flipped inside a number is not noticed here either.

use super::hlc::Hlc;
use super::ops::{Kind, Op, decode};
use std::collections::HashMap;

/// No op is longer.
const LONGEST: u64 = 64 << 20;
const WAL_HEADER: usize = 32;
const FRAME_HEADER: usize = 24;
/// Columns of `ops`; the first is the row's own number.
const COLUMNS: usize = 12;

/// What was found.
#[derive(Default)]
pub(super) struct Found {
    /// Ops, in the order of the clock; each once.
    pub(super) ops: Vec<Op>,
    /// The store's name, by which its traces know it.
    pub(super) store: Option<[u8; 16]>,
}

/// Looks through a database of ours and its write-ahead log.
pub(super) fn carve(main: &[u8], wal: &[u8]) -> Found {
    let pages = Pages::new(main, wal);
    let mut ops = HashMap::new();
    let mut keep = |op: Op| {
        ops.entry((op.stream, op.n, op.hlc, op.ent_type.clone(), op.ent_id.clone())).or_insert(op);
    };
    // First what pages themselves call their cells, then what merely looks like one: left-overs of cells that were moved
    // may be half overwritten.
    for page in pages.all.iter().rev() {
        cells(page).filter_map(|at| cell(&pages, page, at)).for_each(&mut keep);
    }
    for page in pages.all.iter().rev() {
        (0..page.len()).filter_map(|at| cell(&pages, page, at)).for_each(&mut keep);
    }
    let mut ops: Vec<Op> = ops.into_values().collect();
    ops.sort_by_key(|op| (op.hlc, op.stream, op.n));
    Found { ops, store: pages.all.iter().rev().find_map(|page| store_in(page)) }
}

/// Whether these bytes are of one of our files, however damaged.
pub(super) fn is_ours(main: &[u8]) -> bool {
    store_in(main).is_some()
}

/// A row of `local`: header of three bytes, a text of five ("store"), a blob of sixteen.
fn store_in(bytes: &[u8]) -> Option<[u8; 16]> {
    const ROW: &[u8] = b"\x03\x17\x2cstore";
    let at = bytes.windows(ROW.len()).position(|window| window == ROW)? + ROW.len();
    bytes.get(at..at + 16)?.try_into().ok()
}

/// Every image of every page, oldest first.
struct Pages<'b> {
    all: Vec<&'b [u8]>,
    /// Newest image by number.
    newest: HashMap<u64, &'b [u8]>,
    size: usize,
}

impl<'b> Pages<'b> {
    fn new(main: &'b [u8], wal: &'b [u8]) -> Self {
        let size = page_size(main).unwrap_or(4096);
        let mut pages = Self { all: main.chunks(size).collect(), newest: HashMap::new(), size };
        pages.newest = (1..).zip(pages.all.iter().copied()).collect();
        // Frames of the run of the log that was going on have its salts; others are older and lie in the file by now.
        let salts = wal.get(16..24);
        for frame in wal.get(WAL_HEADER..).unwrap_or_default().chunks_exact(FRAME_HEADER + size) {
            let (header, page) = frame.split_at(FRAME_HEADER);
            if header.get(8..16) == salts {
                pages.newest.insert(number(header, 4), page);
            }
            pages.all.push(page);
        }
        pages
    }
}

fn page_size(main: &[u8]) -> Option<usize> {
    let [high, low] = main.get(16..18)?.try_into().ok()?;
    let size = match u16::from_be_bytes([high, low]) {
        1 => 65_536,
        size => usize::from(size),
    };
    (size.is_power_of_two() && size >= 512).then_some(size)
}

/// The first `bytes` bytes, big-endian.
fn number(bytes: &[u8], count: usize) -> u64 {
    bytes.iter().take(count).fold(0, |sum, byte| (sum << 8) | u64::from(*byte))
}

/// A variable-length integer and its length.
fn varint(bytes: &[u8]) -> Option<(u64, usize)> {
    let mut value = 0_u64;
    for (i, byte) in bytes.iter().take(9).enumerate() {
        if i == 8 {
            return Some(((value << 8) | u64::from(*byte), 9));
        }
        value = (value << 7) | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some((value, i + 1));
        }
    }
    None
}

/// Where the cells of a leaf page begin; the file's first page has its header before.
fn cells(page: &[u8]) -> impl Iterator<Item = usize> {
    let header = if page.starts_with(b"SQLite format 3\0") { 100 } else { 0 };
    let header = page.get(header..).filter(|header| header.first() == Some(&13)).unwrap_or_default();
    let count = usize::try_from(number(header.get(3..).unwrap_or_default(), 2)).unwrap_or(0);
    let places = header.get(8..).unwrap_or_default().chunks_exact(2).take(count);
    places.map(|place| usize::try_from(number(place, 2)).unwrap_or(usize::MAX))
}

/// The op whose cell begins at `at`, if one does.
fn cell(pages: &Pages<'_>, page: &[u8], at: usize) -> Option<Op> {
    let bytes = page.get(at..)?;
    let (length, a) = varint(bytes)?;
    let (_, b) = varint(bytes.get(a..)?)?;
    let body = bytes.get(a + b..)?;
    // Most places are no cell: they are told by the record's first bytes, before anything is copied.
    let (header, h) = varint(body)?;
    let is_row = body.get(h) == Some(&0) && body.get(h + 1) == Some(&44);
    if !is_row || !(13..=64).contains(&header) || !(header..LONGEST).contains(&length) {
        return None;
    }
    let payload = payload(pages, body, usize::try_from(length).ok()?)?;
    op(&payload, usize::try_from(header).ok()?, h)
}

/// The whole payload: what does not fit lies in a chain of overflow pages.
fn payload(pages: &Pages<'_>, body: &[u8], length: usize) -> Option<Vec<u8>> {
    let usable = pages.size;
    let (most, least) = (usable - 35, (usable - 12) * 32 / 255 - 23);
    if length <= most {
        return Some(body.get(..length)?.to_vec());
    }
    let fitting = least + (length - least) % (usable - 4);
    let local = if fitting <= most { fitting } else { least };
    let mut payload = body.get(..local)?.to_vec();
    let mut next = number(body.get(local..local + 4)?, 4);
    while payload.len() < length {
        let page = pages.newest.get(&next)?;
        next = number(page, 4);
        let rest = length - payload.len();
        payload.extend_from_slice(page.get(4..4 + rest.min(usable - 4))?);
    }
    Some(payload)
}

/// One value of a record.
#[derive(Debug)]
enum Value<'p> {
    Null,
    Integer(i64),
    Blob(&'p [u8]),
    Text(&'p str),
}

fn op(payload: &[u8], header: usize, mut place: usize) -> Option<Op> {
    let mut at = header;
    let mut values = Vec::with_capacity(COLUMNS);
    while place < header {
        let (kind, length) = varint(payload.get(place..header)?)?;
        place += length;
        let length = match kind {
            0 | 8 | 9 => 0,
            1..=4 => usize::try_from(kind).ok()?,
            5 => 6,
            6 => 8,
            12.. => usize::try_from((kind - 12) / 2).ok()?,
            _ => return None,
        };
        let bytes = payload.get(at..at.checked_add(length)?)?;
        at += length;
        values.push(match kind {
            0 => Value::Null,
            8 => Value::Integer(0),
            9 => Value::Integer(1),
            1..=6 => {
                let unused = 64 - 8 * u32::try_from(length).ok()?;
                Value::Integer((number(bytes, length) << unused).cast_signed() >> unused)
            }
            _ if kind % 2 == 0 => Value::Blob(bytes),
            _ => Value::Text(std::str::from_utf8(bytes).ok()?),
        });
    }
    if at != payload.len() {
        return None;
    }
    let values: [Value<'_>; COLUMNS] = values.try_into().ok()?;
    let [Value::Null, Value::Blob(stream), Value::Integer(n), Value::Integer(hlc), Value::Text(ent_type), rest @ ..] =
        values
    else {
        return None;
    };
    let [Value::Blob(ent_id), Value::Text(kind), field, value, base, Value::Integer(min_reader), extra] = rest else {
        return None;
    };
    let field = match field {
        Value::Null => None,
        Value::Integer(tag) => Some(u16::try_from(tag).ok()?),
        _ => return None,
    };
    let base = match base {
        Value::Null => None,
        Value::Integer(base) => Some(Hlc::from_sql(base)),
        _ => return None,
    };
    let cbor = |value: Value<'_>| match value {
        Value::Null => Some(None),
        Value::Blob(bytes) => decode(bytes).ok().map(|_| Some(bytes.to_vec())),
        _ => None,
    };
    Some(Op {
        stream: stream.try_into().ok()?,
        n: u64::try_from(n).ok()?,
        hlc: u64::try_from(hlc).ok().map(Hlc)?,
        ent_type: ent_type.to_owned(),
        ent_id: ent_id.to_vec(),
        kind: Kind::from_word(kind).ok()?,
        field,
        value: cbor(value)?,
        base,
        min_reader: u32::try_from(min_reader).ok()?,
        extra: cbor(extra)?,
    })
}
