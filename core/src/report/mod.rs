//! A session as one HTML file.
