//! What history needs from the world; it never asks for it (SEAMS, *purity*).

use crate::session::SessionId;
use crate::time::WallTime;

/// The moment of a command, and fresh randomness for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Env {
    /// What the user's clock shows.
    pub now: WallTime,
    /// 32 bytes nobody else has; fresh for every command.
    pub entropy: [u8; 32],
}

impl Env {
    /// A UUIDv7 of this moment; the same for the same environment.
    pub fn id(&self) -> [u8; 16] {
        SessionId::new(self.now, &self.entropy).0
    }

    /// The two halves of the entropy: names for what lives as long as a file.
    pub(super) fn halves(&self) -> [[u8; 16]; 2] {
        let (mut first, mut second) = ([0; 16], [0; 16]);
        first.iter_mut().zip(&self.entropy).for_each(|(to, from)| *to = *from);
        second.iter_mut().zip(self.entropy.iter().skip(16)).for_each(|(to, from)| *to = *from);
        [first, second]
    }
}
