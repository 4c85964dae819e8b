//! Arguments of a tool call, held against the tool's own schema.
//!
//! A model gets names and types wrong now and then. It is told all of it at once, with what was expected, so that the second call
//! is right. Only as much of JSON Schema is known as [`super::specs`] uses.

use serde_json::{Map, Value};

use super::specs;

/// Arguments that fit the schema.
pub(super) struct Arguments<'v>(&'v Map<String, Value>);

impl<'v> Arguments<'v> {
    /// Holds arguments against the schema of the tool `name`.
    pub(super) fn checked(name: &str, arguments: &'v Value) -> Result<Self, String> {
        let specs = specs();
        let Some(spec) = specs.iter().find(|spec| spec.name == name) else {
            let names: Vec<&str> = specs.iter().map(|spec| spec.name).collect();
            return Err(format!(
                "there is no tool `{name}`; there are: {}",
                names.join(", ")
            ));
        };
        let expected = || format!("`{name}` expects {}", spec.schema);
        let Value::Object(map) = arguments else {
            return Err(format!("the arguments are no JSON object; {}", expected()));
        };
        let mut wrong = Vec::new();
        for required in spec.schema["required"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
        {
            if !map.contains_key(required) {
                wrong.push(format!("`{required}` is missing"));
            }
        }
        for (key, value) in map {
            let known = &spec.schema["properties"][key];
            let is_right = match known["type"].as_str() {
                Some("string") => value.is_string(),
                Some("boolean") => value.is_boolean(),
                Some("integer") => value.as_u64().is_some_and(|number| number > 0),
                Some("array") => value
                    .as_array()
                    .is_some_and(|items| !items.is_empty() && items.iter().all(Value::is_string)),
                _ => {
                    wrong.push(format!("`{key}` is not known"));
                    continue;
                }
            };
            if !is_right {
                wrong.push(format!("`{key}` should be {known}"));
            }
        }
        if wrong.is_empty() {
            Ok(Self(map))
        } else {
            Err(format!("{}; {}", wrong.join(", "), expected()))
        }
    }

    pub(super) fn text(&self, key: &str) -> Result<&'v str, String> {
        self.0
            .get(key)
            .and_then(Value::as_str)
            .ok_or_else(|| format!("`{key}` is missing"))
    }

    pub(super) fn text_or(&self, key: &str, otherwise: &'static str) -> Result<&'v str, String> {
        if self.0.contains_key(key) {
            self.text(key)
        } else {
            Ok(otherwise)
        }
    }

    pub(super) fn texts(&self, key: &str) -> Result<Vec<&'v str>, String> {
        let items = self.0.get(key).and_then(Value::as_array);
        let items = items.ok_or_else(|| format!("`{key}` is missing"))?;
        Ok(items.iter().filter_map(Value::as_str).collect())
    }

    pub(super) fn number_or(&self, key: &str, otherwise: u64) -> u64 {
        self.0.get(key).and_then(Value::as_u64).unwrap_or(otherwise)
    }

    pub(super) fn is(&self, key: &str) -> bool {
        self.0.get(key).and_then(Value::as_bool).unwrap_or_default()
    }
}
