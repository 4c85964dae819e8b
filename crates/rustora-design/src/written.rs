//! Reading TOML so that every mistake has a line, a field and the word that was probably meant.
//!
//! Briefs and designs come through here. It knows neither; it turns what serde and the TOML parser say into a
//! [`WrittenError`]. What would surprise: the words among which the nearest is looked for are taken out of serde's
//! message (`unknown field …, expected one of …`), since that is the only place where serde tells them; a test holds
//! that.

use serde::de::DeserializeOwned;
use toml::de::DeTable;

use crate::nearest;

/// Why a text is not what it should be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {}{message}{}", place(.field), help(.nearest.as_deref()))]
pub struct WrittenError {
    /// The line, from 1.
    pub line: u32,
    /// The field that it is about, with those around it (`load.connections`); empty when it is about the text as a whole.
    pub field: String,
    /// What is wrong, and where known what to do.
    pub message: String,
    /// The word that was probably meant.
    pub nearest: Option<String>,
}

fn place(field: &str) -> String {
    if field.is_empty() {
        String::new()
    } else {
        format!("`{field}`: ")
    }
}

fn help(nearest: Option<&str>) -> String {
    nearest.map_or_else(String::new, |word| format!("; did you mean `{word}`?"))
}

/// The line of a byte, from 1.
pub(crate) fn line(text: &str, at: usize) -> u32 {
    let before = text.as_bytes().iter().take(at);
    let breaks = before.filter(|byte| **byte == b'\n').count();
    u32::try_from(breaks + 1).unwrap_or(u32::MAX)
}

/// Reads `text`, which has to name `schema` in its field of that name.
pub(crate) fn read<T: DeserializeOwned>(text: &str, schema: &str) -> Result<T, WrittenError> {
    let table = DeTable::parse(text).map_err(|error| explain(text, &error, None))?;
    let table = table.get_ref();
    let whole = |line, message| WrittenError {
        line,
        field: "schema".to_owned(),
        message,
        nearest: None,
    };
    let Some(value) = table.get("schema") else {
        let message = format!("is missing: write `schema = \"{schema}\"` on the first line");
        return Err(whole(1, message));
    };
    let named = value.get_ref().as_str().unwrap_or_default();
    if named != schema {
        let message = format!("`{named}` is not read here: this version reads `{schema}`");
        return Err(whole(line(text, value.span().start), message));
    }
    toml::from_str(text).map_err(|error| explain(text, &error, Some(table)))
}

fn explain(text: &str, error: &toml::de::Error, table: Option<&DeTable<'_>>) -> WrittenError {
    let at = error.span().map_or(0, |span| span.start);
    let message = error.message().trim().to_owned();
    let path = table.and_then(|table| path(table, at)).unwrap_or_default();
    let unknown = ["unknown field `", "unknown variant `"]
        .iter()
        .find_map(|start| message.strip_prefix(start))
        .and_then(|rest| rest.split_once('`'));
    let nearest = unknown.and_then(|(word, rest)| {
        let words = rest.split('`').skip(1).step_by(2);
        nearest(word, words).map(str::to_owned)
    });
    let message = match (&nearest, unknown) {
        // The list is shorter than a screen only where the nearest word is not known.
        (Some(_), Some((word, _))) if message.starts_with("unknown field") => {
            format!("unknown field `{word}`")
        }
        (Some(_), Some((word, _))) => format!("`{word}` is not known here"),
        _ => message,
    };
    WrittenError {
        line: line(text, at),
        field: path,
        message,
        nearest,
    }
}

/// The fields around the byte `at`, outermost first; items of arrays are counted from 0.
fn path(table: &DeTable<'_>, at: usize) -> Option<String> {
    use toml::de::DeValue;

    fn within(value: &DeValue<'_>, at: usize) -> Option<String> {
        match value {
            DeValue::Table(table) => path(table, at),
            DeValue::Array(items) => items.iter().enumerate().find_map(|(index, item)| {
                let inside = within(item.get_ref(), at);
                match inside {
                    Some(inside) => Some(format!("[{index}].{inside}")),
                    None => item.span().contains(&at).then(|| format!("[{index}]")),
                }
            }),
            _ => None,
        }
    }

    for (key, value) in table {
        if let Some(inside) = within(value.get_ref(), at) {
            let dot = if inside.starts_with('[') { "" } else { "." };
            return Some(format!("{}{dot}{inside}", key.get_ref()));
        }
    }
    let here = table
        .iter()
        .find(|(key, value)| key.span().contains(&at) || value.span().contains(&at));
    here.map(|(key, _)| key.get_ref().to_string())
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;
    use crate::units::Span;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields, rename_all = "kebab-case")]
    struct Text {
        #[serde(rename = "schema")]
        _schema: String,
        #[serde(default, rename = "parts")]
        _parts: Vec<Part>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields, rename_all = "kebab-case")]
    struct Part {
        #[serde(rename = "kind")]
        _kind: Kind,
        #[serde(rename = "longest-wait")]
        _longest_wait: Span,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    enum Kind {
        Store,
        Broker,
    }

    fn said(text: &str) -> String {
        read::<Text>(text, "test/1").unwrap_err().to_string()
    }

    #[test]
    fn a_mistake_has_a_line_a_field_and_the_nearest_word() {
        let part =
            "schema = \"test/1\"\n[[parts]]\nkind = \"store\"\nlongest-wait = \"1 s\"\n[[parts]]\n";
        assert_eq!(
            said(&format!(
                "{part}kind = \"broker\"\nlongest_wait = \"1 s\"\n"
            )),
            "line 7: `parts[1].longest_wait`: unknown field `longest_wait`; did you mean `longest-wait`?"
        );
        assert_eq!(
            said(&format!("{part}kind = \"brokr\"\nlongest-wait = \"1 s\"\n")),
            "line 6: `parts[1].kind`: `brokr` is not known here; did you mean `broker`?"
        );
        assert_eq!(
            said(&format!(
                "{part}kind = \"broker\"\nlongest-wait = \"1 sm\"\n"
            )),
            "line 7: `parts[1].longest-wait`: `1 sm`: did you mean `ms`? `sm` is no unit"
        );
        assert!(said(&format!("{part}kind = \"broker\"\n")).starts_with("line 5: "));
        assert!(said("schema = \"test/1\"\n= 3\n").starts_with("line 2: "));
    }

    #[test]
    fn another_version_is_told_before_its_fields_are() {
        assert_eq!(
            said("# old\nschema = \"test/0\"\nother = 1\n"),
            "line 2: `schema`: `test/0` is not read here: this version reads `test/1`"
        );
        assert_eq!(
            said("other = 1"),
            "line 1: `schema`: is missing: write `schema = \"test/1\"` on the first line"
        );
    }
}
