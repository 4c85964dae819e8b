//! Strict YAML as a tree with line numbers, within bounds.
//!
//! The parser hands out events and knows no bounds of its own: here a tree is at most [`MOST_DEEP`] deep, and what aliases make
//! of it weighs at most [`MOST_WEIGHT`], so that neither nesting nor an alias of aliases costs more than the text. Scalars stay
//! text; what `true` or `12` means is for the field to say. Tags are not looked at. What would surprise: a key that stands twice in
//! one map is an error here, as it is for YAML itself, though not for the parser.

use std::collections::HashMap;

use saphyr_parser::{Event, Parser, ScalarStyle, Span};

/// How deep lists and maps may stand in one another; hooks, the deepest that a definition has, are six.
const MOST_DEEP: usize = 64;

/// How many keys a map may have; each is compared with those before it.
const MOST_KEYS: usize = 1_000;

/// How much a tree may weigh, aliases written out: one for each node, and the bytes of its text.
const MOST_WEIGHT: usize = 4 << 20;

/// A value, and the line that it starts on.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The line, from 1.
    pub line: u32,
    /// The value.
    pub value: Value,
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Text, a number, `true`, or nothing at all.
    Scalar {
        /// As it was written, escapes resolved.
        text: String,
        /// Whether it stood without quotes, so that `true` is not the word.
        is_plain: bool,
    },
    /// A list.
    List(Vec<Node>),
    /// A map, in the order in which it was written.
    Map(Vec<Entry>),
}

/// A key and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// The line of the key.
    pub line: u32,
    /// The value.
    pub value: Node,
}

/// Why it is no YAML, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NotYaml {
    pub(super) line: u32,
    pub(super) why: String,
}

impl Node {
    pub(super) fn text(line: u32, text: impl Into<String>) -> Self {
        let (text, is_plain) = (text.into(), false);
        let value = Value::Scalar { text, is_plain };
        Self { line, value }
    }

    /// Whether nothing stands there.
    pub fn is_null(&self) -> bool {
        match &self.value {
            Value::Scalar { text, is_plain } => {
                *is_plain && matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL")
            }
            _ => false,
        }
    }

    /// The same from JSON, which has no lines.
    pub(super) fn of_json(json: &serde_json::Value) -> Self {
        let scalar = |text: String, is_plain| Value::Scalar { text, is_plain };
        let value = match json {
            serde_json::Value::Null => scalar("null".to_owned(), true),
            serde_json::Value::Bool(value) => scalar(value.to_string(), true),
            serde_json::Value::Number(value) => scalar(value.to_string(), true),
            serde_json::Value::String(value) => scalar(value.clone(), false),
            serde_json::Value::Array(values) => {
                Value::List(values.iter().map(Self::of_json).collect())
            }
            serde_json::Value::Object(values) => Value::Map(
                values
                    .iter()
                    .map(|(key, value)| Entry {
                        key: key.clone(),
                        line: 1,
                        value: Self::of_json(value),
                    })
                    .collect(),
            ),
        };
        Self { line: 1, value }
    }

    /// One for each node, and the bytes of its text.
    fn weight(&self) -> usize {
        1 + match &self.value {
            Value::Scalar { text, .. } => text.len(),
            Value::List(nodes) => nodes.iter().map(Self::weight).sum(),
            Value::Map(entries) => entries
                .iter()
                .map(|entry| entry.key.len() + entry.value.weight())
                .sum(),
        }
    }
}

/// A list or a map that is not at its end, with its line, and its anchor or 0.
struct Open {
    line: u32,
    anchor: usize,
    inside: Inside,
}

enum Inside {
    List(Vec<Node>),
    /// With the key whose value is next.
    Map(Vec<Entry>, Option<(String, u32)>),
}

#[derive(Default)]
struct Tree {
    open: Vec<Open>,
    anchors: HashMap<usize, Node>,
    weight: usize,
    root: Option<Node>,
}

/// Reads the one map that front matter is; `first` is the number of its first line.
pub(super) fn map(text: &str, first: u32) -> Result<Vec<Entry>, NotYaml> {
    let root = node(text, first)?;
    match root {
        Some(Node {
            value: Value::Map(entries),
            ..
        }) => Ok(entries),
        Some(node) if !node.is_null() => Err(NotYaml {
            line: node.line,
            why: "there are no fields, `name: value`".to_owned(),
        }),
        _ => Ok(Vec::new()),
    }
}

fn node(text: &str, first: u32) -> Result<Option<Node>, NotYaml> {
    let at = |line: usize| first.saturating_add(u32::try_from(line).unwrap_or(u32::MAX)) - 1;
    let mut tree = Tree::default();
    let mut parser = Parser::new_from_str(text);
    while let Some(event) = parser.next_event() {
        let (event, span): (Event<'_>, Span) = event.map_err(|error| NotYaml {
            line: at(error.marker().line().max(1)),
            why: error.info().to_owned(),
        })?;
        let line = at(span.start.line().max(1));
        let done = tree.take(event, line);
        done.map_err(|why| NotYaml { line, why })?;
    }
    Ok(tree.root)
}

impl Tree {
    fn take(&mut self, event: Event<'_>, line: u32) -> Result<(), String> {
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let is_plain = style == ScalarStyle::Plain;
                let text = text.into_owned();
                let value = Value::Scalar { text, is_plain };
                let node = Node { line, value };
                let weight = node.weight();
                self.put(node, weight, anchor)
            }
            Event::Alias(anchor) => {
                let known = self.anchors.get(&anchor);
                let mut node = known
                    .cloned()
                    .ok_or("an alias stands inside of what it names")?;
                node.line = line;
                let weight = node.weight();
                self.put(node, weight, 0)
            }
            Event::SequenceStart(anchor, _) => self.enter(line, anchor, Inside::List(Vec::new())),
            Event::MappingStart(anchor, _) => {
                self.enter(line, anchor, Inside::Map(Vec::new(), None))
            }
            Event::SequenceEnd | Event::MappingEnd => self.leave(),
            Event::DocumentStart(_) if self.root.is_some() => {
                Err("a second document begins".to_owned())
            }
            _ => Ok(()),
        }
    }

    fn enter(&mut self, line: u32, anchor: usize, inside: Inside) -> Result<(), String> {
        if self.open.len() >= MOST_DEEP {
            return Err(format!("it is more than {MOST_DEEP} levels deep"));
        }
        self.open.push(Open {
            line,
            anchor,
            inside,
        });
        Ok(())
    }

    fn leave(&mut self) -> Result<(), String> {
        let Some(open) = self.open.pop() else {
            return Ok(());
        };
        let value = match open.inside {
            Inside::List(nodes) => Value::List(nodes),
            Inside::Map(entries, _) => Value::Map(entries),
        };
        let line = open.line;
        // What is inside was weighed when it was put there.
        self.put(Node { line, value }, 1, open.anchor)
    }

    fn put(&mut self, node: Node, weight: usize, anchor: usize) -> Result<(), String> {
        // What an anchor keeps is there twice.
        self.weight += weight + if anchor > 0 { node.weight() } else { 0 };
        if self.weight > MOST_WEIGHT {
            return Err("with its aliases written out it is too large".to_owned());
        }
        if anchor > 0 {
            self.anchors.insert(anchor, node.clone());
        }
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        match &mut open.inside {
            Inside::List(nodes) => nodes.push(node),
            Inside::Map(entries, key) => {
                if let Some((key, line)) = key.take() {
                    let value = node;
                    entries.push(Entry { key, line, value });
                    return Ok(());
                }
                let Value::Scalar { text, .. } = node.value else {
                    return Err("a key is a list or a map".to_owned());
                };
                if entries.len() >= MOST_KEYS {
                    return Err(format!("a map has more than {MOST_KEYS} keys"));
                }
                if entries.iter().any(|entry| entry.key == text) {
                    return Err(format!("the key `{text}` stands there twice"));
                }
                *key = Some((text, node.line));
            }
        }
        Ok(())
    }
}
