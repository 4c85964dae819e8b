//! The signature tables: what `std` and the crates that backends are made of look like from outside.
//!
//! One file of declarations for each crate, in Rust's own syntax with the bodies left out and marks as
//! attributes, so that the same parser and resolver serve for tables and for real code. A table says for
//! which versions it holds; with a lock file that says otherwise it is not used.

/// A table.
pub(super) struct Stub {
    /// The crate, as code names it.
    pub(super) name: &'static str,
    /// The declarations.
    pub(super) text: &'static str,
}

macro_rules! stubs {
    ($($name:literal),* $(,)?) => {
        &[$(Stub { name: $name, text: include_str!(concat!("../../stubs/", $name, ".rs")) }),*]
    };
}

/// All tables.
pub(super) const STUBS: &[Stub] = stubs![
    "actix_web",
    "anyhow",
    "argon2",
    "axum",
    "bcrypt",
    "bytes",
    "chrono",
    "clokwerk",
    "dashmap",
    "deadpool_postgres",
    "diesel",
    "diesel_async",
    "eyre",
    "futures",
    "futures_util",
    "hmac",
    "http",
    "parking_lot",
    "pbkdf2",
    "postgres",
    "rayon",
    "regex",
    "reqwest",
    "scrypt",
    "secrecy",
    "serde_json",
    "sqlx",
    "std",
    "tokio",
    "tokio_postgres",
    "tokio_stream",
    "tokio_util",
    "tower_http",
    "tracing",
    "ureq",
    "url",
];

/// Crates that are read as another one, which re-exports all of them that matters.
const ALIASES: [(&str, &str); 11] = [
    ("core", "std"),
    ("alloc", "std"),
    ("lock_api", "parking_lot"),
    ("color_eyre", "eyre"),
    ("futures_core", "futures_util"),
    ("futures_sink", "futures_util"),
    ("futures_io", "futures_util"),
    ("axum_core", "axum"),
    ("tracing_core", "tracing"),
    ("tracing_attributes", "tracing"),
    ("sqlx_core", "sqlx"),
];

/// The packages whose types rules ask about: only a dependency that builds on one of them can hand such a type out.
pub(super) const CARRIED: [&str; 5] = ["axum", "reqwest", "sqlx", "sqlx-core", "tokio"];

/// The names of all crates that there is a table for.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    STUBS
        .iter()
        .map(|stub| stub.name)
        .chain(ALIASES.iter().map(|(name, _)| *name))
}

/// The table of a crate.
pub(super) fn stub(name: &str) -> Option<&'static Stub> {
    let name = ALIASES
        .iter()
        .find(|(alias, _)| *alias == name)
        .map_or(name, |(_, name)| name);
    STUBS.iter().find(|stub| stub.name == name)
}

/// Whether a table that says `versions` holds for `version`. Both as cargo writes them; what cannot be
/// read holds, since a table that is slightly off still knows more than nothing.
pub(super) fn holds(versions: &str, version: &str) -> bool {
    let Some(version) = numbers(version) else {
        return true;
    };
    versions.split(',').all(|bound| {
        let bound = bound.trim();
        let (at_least, text) = match (bound.strip_prefix(">="), bound.strip_prefix('<')) {
            (Some(text), _) => (true, text),
            (_, Some(text)) => (false, text),
            _ => return true,
        };
        numbers(text).is_none_or(|limit| (version >= limit) == at_least)
    })
}

/// The three numbers of a version, missing ones as 0.
fn numbers(text: &str) -> Option<[u64; 3]> {
    let release = text.trim().split(['-', '+']).next()?;
    let mut out = [0; 3];
    for (slot, part) in out.iter_mut().zip(release.split('.')) {
        *slot = part.parse().ok()?;
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_holds_within_its_bounds() {
        assert!(holds(">=0.11, <0.14", "0.13.5"));
        assert!(!holds(">=0.11, <0.14", "0.14.0"));
        assert!(!holds(">=0.11, <0.14", "0.10.9"));
        assert!(holds(">=1", "2.0.0-beta.1"));
    }
}
