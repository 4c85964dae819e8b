//! `[permissions]` of a file: three lists of patterns, handed on as they were written.
//!
//! What a pattern stands for, and that a repository's may only narrow, is known to whoever judges what may be done. It is read here because
//! the file is read once. A misspelt list would be no rule at all, so that each word that is none of the three is told with its line.

use toml::de::{DeTable, DeValue};

use super::file::without_line;

/// Lists of patterns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lists {
    /// What may be done.
    pub allow: Vec<String>,
    /// What a person is asked about.
    pub ask: Vec<String>,
    /// What may not be done.
    pub deny: Vec<String>,
}

/// What two files say about what may be done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Permissions {
    /// The user's own lists.
    pub user: Lists,
    /// Those of the repository, a stranger's.
    pub repository: Lists,
    /// What the repository's file says that is no list.
    pub notes: Vec<String>,
}

/// The lists of a file, as far as they can be read, and what is wrong with the others, by line.
pub(super) fn lists(text: &str) -> (Lists, Vec<String>) {
    let (mut lists, mut wrong) = (Lists::default(), Vec::new());
    let file = match DeTable::parse(text) {
        Ok(file) => file,
        Err(error) => return (lists, vec![without_line(text, &error)]),
    };
    let line = |at: usize| text.get(..at).unwrap_or(text).matches('\n').count() + 1;
    let Some(found) = file.get_ref().get("permissions") else {
        return (lists, wrong);
    };
    let DeValue::Table(table) = found.get_ref() else {
        let at = line(found.span().start);
        wrong.push(format!("line {at}: `permissions` is no table"));
        return (lists, wrong);
    };
    for (name, value) in table {
        let at = line(name.span().start);
        let list = match name.get_ref().as_ref() {
            "allow" => &mut lists.allow,
            "ask" => &mut lists.ask,
            "deny" => &mut lists.deny,
            other => {
                wrong.push(format!(
                    "line {at}: `{other}` in [permissions] is not known; there are allow, ask, deny"
                ));
                continue;
            }
        };
        let DeValue::Array(items) = value.get_ref() else {
            wrong.push(format!("line {at}: `{}` is no list", name.get_ref()));
            continue;
        };
        for item in items {
            match item.get_ref() {
                DeValue::String(pattern) => list.push(pattern.to_string()),
                _ => wrong.push(format!(
                    "line {}: a pattern in `{}` is no text",
                    line(item.span().start),
                    name.get_ref()
                )),
            }
        }
    }
    wrong.sort();
    (lists, wrong)
}
