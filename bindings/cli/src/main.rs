//! Proximal.
fn main() {}
