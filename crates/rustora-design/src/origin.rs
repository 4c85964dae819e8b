//! Where a value or a requirement comes from: said by somebody, or assumed for a reason.
//!
//! An assumption without a reason cannot be made. In files it is one line of text, `brief line 3` or `assumed: …`, since
//! a table would take three lines of a file that people read.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Who says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The brief does.
    Stated {
        /// The line, from 1.
        line: u32,
    },
    /// Nobody does.
    Assumed {
        /// Why it is a fair guess.
        because: String,
    },
}

impl Origin {
    /// An assumption and its reason.
    pub fn assumed(because: impl Into<String>) -> Self {
        let because = because.into();
        Self::Assumed { because }
    }

    /// Whether nobody said so.
    pub const fn is_assumed(&self) -> bool {
        matches!(self, Self::Assumed { .. })
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stated { line } => write!(f, "brief line {line}"),
            Self::Assumed { because } => write!(f, "assumed: {because}"),
        }
    }
}

/// A text that names no origin.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no origin: write `brief line 3`, or `assumed: ` and the reason")]
pub struct OriginError(String);

impl FromStr for Origin {
    type Err = OriginError;

    fn from_str(text: &str) -> Result<Self, OriginError> {
        let text = text.trim();
        if let Some(line) = text.strip_prefix("brief line ")
            && let Ok(line) = line.trim().parse()
        {
            return Ok(Self::Stated { line });
        }
        match text.strip_prefix("assumed:").map(str::trim) {
            Some(because) if !because.is_empty() => Ok(Self::assumed(because)),
            _ => Err(OriginError(text.to_owned())),
        }
    }
}

impl Serialize for Origin {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Origin {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_reads_as_it_is_written_and_needs_a_reason() {
        for text in ["brief line 3", "assumed: a day has a peak hour"] {
            assert_eq!(text.parse::<Origin>().unwrap().to_string(), text);
        }
        for text in ["assumed:", "brief line x", "somebody"] {
            assert!(text.parse::<Origin>().is_err(), "{text}");
        }
    }
}
