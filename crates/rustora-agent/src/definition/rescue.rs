//! Front matter that is no YAML, read all the same, and told.
//!
//! Of 854 public definitions 63 are no YAML, most of them since a description holds `: ` or lines such as `user: …` at its
//! left edge. Other loaders drop such a file, or its fields, without a word. Here each step puts one thing right and tries again: tabs
//! become spaces; values on one line that fail alone are taken as text; last, only fields that are known are looked for at the
//! left edge, and every other line belongs to the field above it. What would surprise: the last step takes an unknown
//! field for text too, since nothing tells the two apart.

use super::fields::KNOWN;
use super::problem::{Kind, Level, Problem};
use super::yaml::{self, Entry, Node, NotYaml};

/// What to write so that any text is taken as it stands.
const BLOCK: &str = "and indent each line of the text below it by two spaces";

/// The fields of front matter whose first line has the number `first`.
pub(super) fn read(
    front: &str,
    first: u32,
    problems: &mut Vec<Problem>,
) -> Result<Vec<Entry>, Problem> {
    let strict = match yaml::map(front, first) {
        Ok(entries) => return Ok(entries),
        Err(error) => error,
    };
    let spaced = front.replace('\t', "  ");
    if let Some(tab) = front.find('\t') {
        let line = first + count(&front[..tab]);
        problems.push(Problem::warning(
            line,
            Kind::Tabs,
            "there are tabs in the front matter, and YAML does not take them for spaces; each was read as two",
            "indent by spaces",
        ));
        if let Ok(entries) = yaml::map(&spaced, first) {
            return Ok(entries);
        }
    }
    let (quoted, told) = quoted(&spaced, first);
    if !told.is_empty()
        && let Ok(entries) = yaml::map(&quoted, first)
    {
        problems.extend(told);
        return Ok(entries);
    }
    known(&spaced, first, &strict, problems)
}

fn count(before: &str) -> u32 {
    u32::try_from(before.matches('\n').count()).unwrap_or(u32::MAX)
}

/// `key: value` at the left edge, as key and value.
fn field(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let is_key = key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    let is_apart = value.is_empty() || value.starts_with([' ', '\t']);
    (is_key && is_apart).then(|| (key, value.trim()))
}

/// The text with quotes around each value that stands on one line and is no YAML by itself.
fn quoted(front: &str, first: u32) -> (String, Vec<Problem>) {
    let lines: Vec<&str> = front.split('\n').collect();
    let mut told = Vec::new();
    let mut out: Vec<String> = Vec::with_capacity(lines.len());
    for (index, line) in lines.iter().enumerate() {
        let goes_on = lines
            .get(index + 1)
            .is_some_and(|next| next.starts_with(' '));
        let number = first + u32::try_from(index).unwrap_or(u32::MAX - first);
        let wanted = field(line).filter(|(_, value)| !value.is_empty() && !goes_on);
        let failed = wanted.and_then(|(key, value)| {
            let error = yaml::map(line, number).err()?;
            Some((key, value, error))
        });
        let Some((key, value, error)) = failed else {
            out.push((*line).to_owned());
            continue;
        };
        out.push(format!("{key}: '{}'", unquoted(value).replace('\'', "''")));
        told.push(Problem::warning(
            number,
            Kind::Quoted,
            format!(
                "the value of `{key}` is no YAML ({}); it was taken as text",
                why(&error, value)
            ),
            format!("put the value in quotes, or write `{key}: |` {BLOCK}"),
        ));
    }
    (out.join("\n"), told)
}

/// What somebody who knows no YAML understands.
fn why(error: &NotYaml, value: &str) -> String {
    let first = value.chars().next().unwrap_or_default();
    if value.contains(": ") || value.ends_with(':') {
        "`: ` begins another field".to_owned()
    } else if "*&!%@`|>".contains(first) {
        format!("`{first}` at its start means something else")
    } else {
        error.why.clone()
    }
}

/// A value without quotes around it, when what is inside is not quoted as it should be.
fn unquoted(value: &str) -> String {
    for quote in ['"', '\''] {
        let inside = value
            .strip_prefix(quote)
            .and_then(|rest| rest.strip_suffix(quote));
        if let Some(inside) = inside {
            return inside.replace("\\\"", "\"");
        }
    }
    value.to_owned()
}

/// A known field and the lines below it that belong to it.
struct Block<'t> {
    key: &'t str,
    line: u32,
    value: &'t str,
    below: Vec<&'t str>,
    /// The first of these lines that looks like something else.
    strange: Option<u32>,
}

fn known(
    front: &str,
    first: u32,
    strict: &NotYaml,
    problems: &mut Vec<Problem>,
) -> Result<Vec<Entry>, Problem> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    let mut above = None;
    for (index, text) in front.split('\n').enumerate() {
        let line = first + u32::try_from(index).unwrap_or(u32::MAX - first);
        let found = field(text)
            .filter(|(key, _)| KNOWN.contains(key) && blocks.iter().all(|block| block.key != *key));
        match (found, blocks.last_mut()) {
            (Some((key, value)), _) => blocks.push(Block {
                key,
                line,
                value,
                below: Vec::new(),
                strange: None,
            }),
            (None, Some(block)) => {
                if !text.is_empty() && !text.starts_with(' ') {
                    block.strange.get_or_insert(line);
                }
                block.below.push(text);
            }
            (None, None) if text.trim().is_empty() => {}
            (None, None) => _ = above.get_or_insert(line),
        }
    }
    if blocks.is_empty() {
        return Err(Problem::new(
            strict.line,
            Level::Error,
            Kind::KnownFields,
            format!(
                "the front matter is no YAML, and has no field that is known: {}",
                strict.why
            ),
            "write one field a line: `name: my-agent`, `description: When to use it.`",
        ));
    }
    if let Some(line) = above {
        problems.push(Problem::warning(
            line,
            Kind::KnownFields,
            "this stands above the first field that is known, and was left out",
            "begin the front matter with `name: …`",
        ));
    }
    let mut entries = Vec::with_capacity(blocks.len());
    let mut told = false;
    for block in &blocks {
        let (node, why) = value(block);
        if let Some((line, why)) = why {
            told = true;
            problems.push(Problem::warning(
                line,
                Kind::KnownFields,
                format!(
                    "this is no YAML ({why}); it was taken as part of the text of `{}`",
                    block.key
                ),
                format!("write `{}: |` {BLOCK}", block.key),
            ));
        }
        entries.push(Entry {
            key: block.key.to_owned(),
            line: block.line,
            value: node,
        });
    }
    if !told {
        problems.push(Problem::warning(
            strict.line,
            Kind::KnownFields,
            format!(
                "the front matter is no YAML ({}); each known field was read by itself",
                strict.why
            ),
            "write one field a line, and texts of several lines behind `|`, indented by two spaces",
        ));
    }
    Ok(entries)
}

/// The value of a field by itself; when it had to be taken as text, where and why it is no YAML.
fn value(block: &Block<'_>) -> (Node, Option<(u32, String)>) {
    let mut alone = format!("{}: {}", block.key, block.value);
    for line in &block.below {
        alone.push('\n');
        alone.push_str(line);
    }
    let error = match yaml::map(&alone, block.line).map(|mut map| (map.pop(), map.len())) {
        Ok((Some(entry), 0)) => return (entry.value, None),
        Ok(_) => NotYaml {
            line: block.strange.unwrap_or(block.line),
            why: "a field that nobody knows".to_owned(),
        },
        Err(error) => error,
    };
    let is_header = matches!(block.value, "|" | ">" | "|-" | ">-" | "|+" | ">+");
    let first = (!is_header).then_some(block.value);
    let below = block.below.iter().map(|line| line.trim());
    let text: Vec<&str> = first.into_iter().chain(below).collect();
    let text = unquoted(text.join("\n").trim());
    let line = block.strange.unwrap_or(error.line);
    let why = if block.strange.is_some() {
        "it is not indented".to_owned()
    } else {
        why(&error, block.value)
    };
    (Node::text(block.line, text), Some((line, why)))
}
