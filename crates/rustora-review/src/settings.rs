//! `[workspace.metadata.rustora]`: what a team decided for its workspace.
//!
//! ```toml
//! [workspace.metadata.rustora]
//! fail-on = "warning"             # error (default), warning, note
//! confidence = "high"             # high, medium (default), low
//! exclude = ["crates/generated"]  # paths below the root
//!
//! [workspace.metadata.rustora.rules]
//! n-plus-one-query = "allow"      # allow, note, warning, error
//! ```

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use toml::{Table, Value};

use crate::finding::{Confidence, Severity};
use crate::rule::Rule;
use crate::rules::RULES;

/// The settings of a workspace.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Settings {
    /// The severity from which a review fails, where it was set.
    pub fail_on: Option<Severity>,
    /// The confidence from which findings are shown, where it was set.
    pub confidence: Option<Confidence>,
    exclude: Vec<String>,
    rules: FxHashMap<String, Option<Severity>>,
}

impl Settings {
    /// Reads the table. What it says that means nothing comes back as warnings.
    pub fn read(table: &Table) -> (Self, Vec<String>) {
        let mut settings = Self::default();
        let mut warnings = Vec::new();
        for (key, value) in table {
            let text = value.as_str().unwrap_or_default();
            let understood = match key.as_str() {
                "fail-on" => {
                    settings.fail_on = Severity::named(text);
                    settings.fail_on.is_some()
                }
                "confidence" => {
                    settings.confidence = Confidence::named(text);
                    settings.confidence.is_some()
                }
                "exclude" => {
                    let paths = value
                        .as_array()
                        .into_iter()
                        .flatten()
                        .filter_map(Value::as_str);
                    settings.exclude = paths
                        .map(|path| path.trim_end_matches('/').to_owned())
                        .collect();
                    value.is_array()
                }
                "rules" => {
                    settings.read_rules(value, &mut warnings);
                    value.is_table()
                }
                // Another part of Rustora may own it.
                _ => true,
            };
            if !understood {
                warnings.push(format!("the value of `metadata.rustora.{key}` is not understood and was left out; see `rustora help review`"));
            }
        }
        (settings, warnings)
    }

    fn read_rules(&mut self, value: &Value, warnings: &mut Vec<String>) {
        for (rule, level) in value.as_table().into_iter().flatten() {
            let known = RULES.iter().any(|known| known.id == rule);
            let level = match level.as_str() {
                Some("allow") => Some(None),
                Some(text) => Severity::named(text).map(Some),
                None => None,
            };
            match level {
                Some(level) if known => _ = self.rules.insert(rule.clone(), level),
                Some(_) => warnings.push(format!("`metadata.rustora.rules` names `{rule}`, which is no rule; see `rustora rules`")),
                None => warnings.push(format!("`metadata.rustora.rules.{rule}` wants \"allow\", \"note\", \"warning\" or \"error\"")),
            }
        }
    }

    /// How bad a rule's findings are here; `None` when it is switched off.
    pub fn severity(&self, rule: &Rule) -> Option<Severity> {
        self.rules
            .get(rule.id)
            .copied()
            .unwrap_or(Some(rule.severity))
    }

    /// Whether findings in a file, given below the root, are left out.
    pub fn excludes(&self, path: &str) -> bool {
        self.exclude.iter().any(|prefix| {
            path.strip_prefix(prefix.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_understood_is_said() {
        let table = "fail-on = \"bad\"\nexclude = [\"gen/\"]\n[rules]\nn-plus-one-query = \"allow\"\nnope = \"note\"";
        let (settings, warnings) = Settings::read(&table.parse().unwrap());
        assert_eq!(warnings.len(), 2, "{warnings:?}");
        assert!(settings.excludes("gen/a.rs") && !settings.excludes("generated/a.rs"));
        let rule = RULES
            .iter()
            .find(|rule| rule.id == "n-plus-one-query")
            .unwrap();
        assert_eq!(settings.severity(rule), None);
    }
}
