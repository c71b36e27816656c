//! Proximal.
