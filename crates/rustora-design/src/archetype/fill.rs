//! Puts numbers where a skeleton has names in braces: `{peak}`, `{rate.origin}`.
//!
//! Braces with anything else in them are left as they are: contracts have paths such as `/v1/messages/{id}`.

use std::collections::BTreeMap;

use crate::brief::{Brief, Slot};
use crate::units::{Measure, Span};

/// Values by name.
#[derive(Debug, Default)]
pub(super) struct Values(BTreeMap<String, String>);

impl Values {
    /// Sets one. In the skeleton it may stand inside of a string or alone.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "numbers and texts alike are written where they are computed"
    )]
    pub(super) fn set(&mut self, name: impl Into<String>, value: impl ToString) {
        let value = value.to_string();
        let value = value.replace('\\', "\\\\").replace('"', "\\\"");
        self.0.insert(name.into(), value);
    }

    fn slot<T: Measure>(&mut self, name: &str, slot: &Slot<T>) {
        self.set(name, slot.value.rounded());
        self.set(format!("{name}.origin"), &slot.origin);
    }

    /// What every archetype takes from a brief.
    pub(super) fn common(&mut self, brief: &Brief) {
        self.set("name", &brief.name);
        self.slot("rate", brief.main_rate());
        self.set("peak", brief.peak_rate().rounded());
        self.slot("connections", &brief.load.connections);
        self.slot("payload", &brief.load.payload);
        self.slot("p99", &brief.latency.p99);
        self.slot("availability", &brief.availability);
        self.set("guarantees.origin", &brief.guarantees.origin);
        self.slot("retention", &brief.data.retention);
        self.set("recovery.point", brief.recovery.point.value);
        self.set("recovery.time", brief.recovery.time.value);
        self.set("recovery.origin", &brief.recovery.point.origin);
        let replication = format!("{:?}", brief.data.replication.value).to_lowercase();
        self.set("replication", replication);
        let point = brief.recovery.point.value;
        // With a copy that has every commit the archive is for another kind of loss, and may be a minute behind.
        let interval = if point > Span::ZERO && point < Span::seconds(60) {
            point
        } else {
            Span::seconds(60)
        };
        self.set("backup.interval", interval);
    }

    /// The text with every known name replaced.
    pub(super) fn fill(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() * 2);
        let mut rest = text;
        while let Some(at) = rest.find('{') {
            out.push_str(&rest[..at]);
            rest = &rest[at..];
            let known = rest
                .find('}')
                .and_then(|end| Some((end, self.0.get(&rest[1..end])?)));
            if let Some((end, value)) = known {
                out.push_str(value);
                rest = &rest[end + 1..];
            } else {
                out.push('{');
                rest = &rest[1..];
            }
        }
        out + rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_names_are_replaced_and_nothing_else() {
        let mut values = Values::default();
        values.set("a.b", "say \"x\"");
        values.set("n", 3);
        let text = "{ id = \"{a.b}\", count = {n}, path = \"/{id}\", {n";
        let expected = "{ id = \"say \\\"x\\\"\", count = 3, path = \"/{id}\", {n";
        assert_eq!(values.fill(text), expected);
    }
}
