//! Bits in bytes, the highest first.
//!
//! In: numbers and how many bits of each. Out: bytes and back; a reader that runs out says so.

/// Writes bits.
#[derive(Debug, Default)]
pub(super) struct Writer {
    bytes: Vec<u8>,
    /// The lowest `held` bits wait for a byte to be full.
    waiting: u64,
    held: u32,
}

impl Writer {
    /// The lowest `width` bits of `value`; at most 32.
    pub(super) fn put(&mut self, value: u32, width: u32) {
        let mask = (1_u64 << width) - 1;
        self.waiting = (self.waiting << width) | (u64::from(value) & mask);
        self.held += width;
        while self.held >= 8 {
            self.held -= 8;
            let [.., byte] = (self.waiting >> self.held).to_be_bytes();
            self.bytes.push(byte);
        }
    }

    /// All bits of `value`.
    pub(super) fn put_whole(&mut self, value: u64) {
        let [a, b, c, d, e, f, g, h] = value.to_be_bytes();
        self.put(u32::from_be_bytes([a, b, c, d]), 32);
        self.put(u32::from_be_bytes([e, f, g, h]), 32);
    }

    /// The bytes, the last one filled up with zeros.
    pub(super) fn finish(mut self) -> Vec<u8> {
        self.put(0, (8 - self.held) % 8);
        self.bytes
    }
}

/// Reads bits.
#[derive(Debug)]
pub(super) struct Reader<'b> {
    rest: std::slice::Iter<'b, u8>,
    waiting: u64,
    held: u32,
}

impl<'b> Reader<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self { rest: bytes.iter(), waiting: 0, held: 0 }
    }

    /// Takes bytes in until 33 bits or more are at hand, or none are left.
    fn fill(&mut self) {
        while self.held <= 32 {
            let Some(byte) = self.rest.next() else { return };
            self.waiting = (self.waiting << 8) | u64::from(*byte);
            self.held += 8;
        }
    }

    /// The next `width` bits, at most 32; none when there are not so many.
    pub(super) fn take(&mut self, width: u32) -> Option<u32> {
        self.fill();
        self.held = self.held.checked_sub(width)?;
        let bits = (self.waiting >> self.held) & ((1_u64 << width) - 1);
        u32::try_from(bits).ok()
    }

    /// 64 bits.
    pub(super) fn take_whole(&mut self) -> Option<u64> {
        let (high, low) = (self.take(32)?, self.take(32)?);
        Some((u64::from(high) << 32) | u64::from(low))
    }

    /// How many zeros come before the next one, which is taken too; none when there are more than `most`, at most 31.
    pub(super) fn zeros(&mut self, most: u32) -> Option<u32> {
        self.fill();
        let bits = if self.held == 0 { 0 } else { self.waiting << (64 - self.held) };
        let zeros = bits.leading_zeros();
        if zeros > most || zeros >= self.held {
            return None;
        }
        self.held -= zeros + 1;
        Some(zeros)
    }

    /// Whether nothing is left but the zeros that fill the last byte.
    pub(super) fn ends_here(mut self) -> bool {
        self.fill();
        self.held < 8 && self.waiting & ((1 << self.held) - 1) == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_come_back_and_no_more_of_them() {
        let mut to = Writer::default();
        to.put(0b101, 3);
        to.put(u32::MAX, 32);
        to.put_whole(0x0123_4567_89ab_cdef);
        to.put(1, 6);
        to.put(0, 0);
        let bytes = to.finish();
        assert_eq!(bytes.len(), (3 + 32 + 64 + 6_usize).div_ceil(8));
        let mut from = Reader::new(&bytes);
        assert_eq!((from.take(3), from.take(32)), (Some(0b101), Some(u32::MAX)));
        assert_eq!((from.take_whole(), from.zeros(24)), (Some(0x0123_4567_89ab_cdef), Some(5)));
        assert!(from.ends_here());
        let mut short = Reader::new(&bytes[..1]);
        assert_eq!((short.take(9), Reader::new(&[0; 8]).zeros(24), Reader::new(&[]).zeros(24)), (None, None, None));
        assert!(!Reader::new(&[1]).ends_here() && !Reader::new(&[0, 0]).ends_here());
    }
}
