//! A key to a provider, which nothing prints.

use std::fmt;

/// Real keys have dozens of characters.
const SHORTEST_SECRET: usize = 8;

/// A secret. It can be sent, and there is no way to show it.
#[derive(Clone, PartialEq, Eq)]
pub struct Key(String);

impl Key {
    /// A key as the environment holds it, without the blanks and line breaks that files leave around it; none if nothing is left.
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty()).then(|| Self(text.to_owned()))
    }

    pub(crate) fn secret(&self) -> &str {
        &self.0
    }

    /// A foreign text in which the key may stand, without it. A word that servers at home are given for a key, such as `ollama`, is no
    /// secret and stays.
    pub(crate) fn scrub(&self, text: &str) -> String {
        if self.0.len() < SHORTEST_SECRET {
            return text.to_owned();
        }
        text.replace(&self.0, "[key]")
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key([redacted])")
    }
}
