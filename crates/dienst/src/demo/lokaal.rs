//! What a gemeente of the demo agreed for itself.

/// File and text of each.
pub const LOKAAL: [(&str, &str); 1] = [("raalte.toml", include_str!("lokaal/raalte.toml"))];
