//! What a block hides from a compiler that is told nothing: its tests, and what stands behind a feature.
//!
//! Too much is taken for a test rather than too little: looking once more at what was seen costs a moment, and not looking
//! at it makes a wrong test proven. Code for other systems is not known here; no compiler of this one can judge it.

use rustora_source::{Word, words};

/// What is only compiled when the compiler is told to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Hidden {
    /// Whether it may have tests.
    pub(crate) tests: bool,
    /// The features that it names.
    pub(crate) features: Vec<String>,
}

impl Hidden {
    /// Whether there is anything.
    pub(crate) fn is_any(&self) -> bool {
        self.tests || !self.features.is_empty()
    }
}

/// What `code` hides.
pub(crate) fn hidden(code: &str) -> Hidden {
    let mut found = Hidden::default();
    let mut is_feature = false;
    for word in words(code) {
        match word {
            Word::Name(span) => {
                let name = code.get(span.range()).unwrap_or_default();
                found.tests |= name.contains("test") || name == "bench";
                is_feature = name == "feature";
            }
            Word::Text(span) => {
                let text = code.get(span.range()).unwrap_or_default().trim_matches('"');
                if is_feature && !found.features.iter().any(|known| known == text) {
                    found.features.push(text.to_owned());
                }
                is_feature = false;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_and_features_are_seen() {
        for code in [
            "#[cfg(test)] mod t {}",
            "#[tokio::test] async fn f() {}",
            "proptest! {}",
        ] {
            assert!(hidden(code).tests, "{code}");
        }
        let found = hidden("#[cfg(any(feature = \"a\", feature=\"b\"))] fn f() { say(\"c\") }");
        assert_eq!(found.features, ["a", "b"]);
        assert!(!found.tests);
        assert!(!hidden("fn main() {} // test").is_any());
    }
}
