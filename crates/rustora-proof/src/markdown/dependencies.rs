//! What a page's `toml` blocks depend on.
//!
//! Only blocks that say `dependencies` are read at all: a broken `rustfmt.toml` on a page is not our business.

use rustora_source::LineIndex;
use toml::Value;
use toml::de::DeTable;

use super::lines::Code;

/// A dependency that a `toml` block adds to the Rust blocks behind it.
#[derive(Clone, Debug, PartialEq)]
pub struct Dependency {
    /// The name under which it is used.
    pub name: String,
    /// What stands behind its name: a requirement, or a table with one.
    pub value: Value,
    /// The 1-based line of the Markdown on which it stands.
    pub line: u32,
}

/// A `toml` block that speaks of dependencies and cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the `toml` block cannot be read in line {line}: {message}")]
pub struct TomlError {
    /// The 1-based line of the Markdown.
    pub line: u32,
    /// What is wrong, in the parser's words.
    pub message: String,
}

/// The dependencies of one block.
pub(super) fn read(code: &Code) -> Result<Vec<Dependency>, TomlError> {
    if !code.text.contains("dependencies") {
        return Ok(Vec::new());
    }
    let index = LineIndex::new(&code.text);
    let line_of = |at: usize| {
        let line = index.line(u32::try_from(at).unwrap_or(u32::MAX)) as usize;
        let origin = code.lines.get(line - 1).or(code.lines.last());
        origin.map_or(1, |origin| origin.line)
    };
    let error = |error: &toml::de::Error| TomlError {
        line: line_of(error.span().map_or(0, |span| span.start)),
        message: error.message().to_owned(),
    };
    let values: toml::Table = toml::from_str(&code.text).map_err(|it| error(&it))?;
    let places = DeTable::parse(&code.text).map_err(|it| error(&it))?;
    let mut found = Vec::new();
    for section in ["dependencies", "dev-dependencies"] {
        let table = places.get_ref().get(section);
        let Some(table) = table.and_then(|section| section.get_ref().as_table()) else {
            continue;
        };
        for (name, _) in table {
            let line = line_of(name.span().start);
            let value = values
                .get(section)
                .and_then(|section| section.get(&**name.get_ref()))
                .filter(|value| value.is_str() || value.is_table())
                .ok_or_else(|| TomlError {
                    line,
                    message: format!(
                        "`{}` is given neither a version nor a table",
                        name.get_ref()
                    ),
                })?;
            found.push(Dependency {
                name: name.get_ref().to_string(),
                value: value.clone(),
                line,
            });
        }
    }
    found.sort_by_key(|dependency| dependency.line);
    Ok(found)
}
