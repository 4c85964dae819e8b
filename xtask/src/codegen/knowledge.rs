//! What follows from the playbooks in `knowledge/`: their list in the crate, their index, their links to rules.
//!
//! A page names a rule as ``[`rule-id`]``; where such a link leads is written at the end of the page by this file, because
//! rules move and authors should not have to know their folders. The rest of a page is never touched.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use rustora_knowledge::{Topic, parse};

use super::{NOTICE, RULES, RuleFile};
use crate::repo::Repo;

/// Where the playbooks are.
pub(crate) const KNOWLEDGE: &str = "knowledge";

const REGISTRY: &str = "crates/rustora-knowledge/src/registry.rs";

/// The ids of the playbooks on disk, sorted.
pub(crate) fn ids(repo: &Repo) -> Vec<String> {
    let names = repo.list(KNOWLEDGE);
    let ids = names.iter().filter_map(|name| name.strip_suffix(".md"));
    let mut ids: Vec<_> = ids
        .filter(|id| *id != "README")
        .map(str::to_owned)
        .collect();
    ids.sort_unstable();
    ids
}

/// The path of a playbook below the root.
pub(crate) fn path(id: &str) -> String {
    format!("{KNOWLEDGE}/{id}.md")
}

/// Every generated file with its text.
pub(super) fn files(repo: &Repo, rules: &[RuleFile]) -> Result<Vec<(String, String)>, String> {
    let ids = ids(repo);
    let mut files = vec![(REGISTRY.to_owned(), registry(&ids))];
    let mut topics = Vec::new();
    for id in &ids {
        let text = repo.read(&path(id))?;
        topics.push(parse(id, &text).map_err(|error| error.to_string())?);
        files.push((path(id), linked(&text, rules)));
    }
    files.push((format!("{KNOWLEDGE}/README.md"), index(&topics)));
    Ok(files)
}

fn registry(ids: &[String]) -> String {
    let mut out = format!("//! The pages, by id. {NOTICE}\n\n");
    out.push_str("/// The id and the text of every page.\n");
    out.push_str("pub(crate) const PAGES: &[(&str, &str)] = &[\n");
    for id in ids {
        let include = format!("include_str!(\"../../../{}\")", path(id));
        // rustfmt breaks a tuple that is wider.
        if id.len() + include.len() + 4 <= 60 {
            _ = writeln!(out, "    (\"{id}\", {include}),");
        } else {
            _ = writeln!(out, "    (\n        \"{id}\",\n        {include},\n    ),");
        }
    }
    out.push_str("];\n");
    out
}

/// The page with a definition for each rule that it links to, and for no other.
fn linked(page: &str, rules: &[RuleFile]) -> String {
    let own: Vec<&str> = page.lines().filter(|line| !is_definition(line)).collect();
    let mut out = format!("{}\n", own.join("\n").trim_end());
    let parts = own.iter().flat_map(|line| line.split("[`").skip(1));
    let named: BTreeSet<&str> = parts
        .filter_map(|part| Some(part.split_once("`]")?.0))
        .collect();
    let known: Vec<_> = named
        .iter()
        .filter_map(|id| rules.iter().find(|rule| rule.id == **id))
        .collect();
    for (index, rule) in known.iter().enumerate() {
        let gap = if index == 0 { "\n" } else { "" };
        let RuleFile {
            id,
            category,
            module,
            ..
        } = rule;
        _ = writeln!(out, "{gap}[`{id}`]: ../{RULES}/{category}/{module}.md");
    }
    out
}

fn is_definition(line: &str) -> bool {
    line.starts_with("[`") && line.contains("`]: ../")
}

fn index(topics: &[Topic]) -> String {
    let mut out = String::from("# Playbooks\n\n");
    _ = writeln!(
        out,
        "{} topics that decide what a Rust backend is like. Designs, decisions and advice are made of these pages, and every\n\
         Rust block in them is compiled by `cargo xtask pages`.\n\n{NOTICE}\n",
        topics.len()
    );
    out.push_str("| playbook | what it answers | options |\n|---|---|---|\n");
    for topic in topics {
        let options: Vec<_> = topic
            .options
            .iter()
            .map(|option| format!("`{}`", option.id))
            .collect();
        let options = if options.is_empty() {
            "-".to_owned()
        } else {
            options.join(", ")
        };
        let question = topic.question.replace('|', "\\|");
        _ = writeln!(
            out,
            "| [{}]({}.md) | {question} | {options} |",
            topic.title, topic.id
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_rules_are_written_once_and_old_ones_go() {
        let rules = crate::codegen::rules(&Repo::here()).unwrap();
        let page =
            "# A\n\n- text ([`static-mut`], [`no-such-rule`])\n\n[`gone`]: ../crates/gone.md\n";
        let once = linked(page, &rules);
        let expected = "# A\n\n- text ([`static-mut`], [`no-such-rule`])\n\n\
                        [`static-mut`]: ../crates/rustora-review/src/rules/correctness/static_mut.md\n";
        assert_eq!(once, expected);
        assert_eq!(linked(&once, &rules), once);
    }
}
