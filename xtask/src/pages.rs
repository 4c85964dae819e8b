//! Compiles what pages show: of the rules' every bad block, every good one, and the bad ones with their fixes applied; of
//! the playbooks every example.
//!
//! Each block becomes a module of `fixtures/pages` or `fixtures/playbooks`, packages that depend on what the blocks use,
//! and one `cargo check` answers for all of them. A module's text is the block's, line for line, so that an error's
//! place in the module is its place in the block. Blocks with errors are then left out and the rest is asked
//! again, since an early error keeps the compiler from looking further. That a bad block makes its rule fire
//! and a good one does not is the business of the tests in `rustora-review`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::PathBuf;

use rustora_host::MemoryHost;
use rustora_review::{FixAvailability, Progress, RULES, Request, Rule, review};
use rustora_source::{EditError, apply};
use serde_json::Value;

use crate::codegen::{self, knowledge};
use crate::repo::Repo;

/// What compiles the blocks of the rules' pages; the rules review them with its manifest and lock file.
const PAGES: &str = "fixtures/pages";
/// What compiles the examples of the playbooks.
const PLAYBOOKS: &str = "fixtures/playbooks";

/// How often fixes are applied and the result reviewed again before it must have come to rest.
const ROUNDS: usize = 8;

/// What a block shows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Shows {
    Bad,
    Good,
    Fixed,
    Example,
}

impl Shows {
    fn name(self) -> &'static str {
        match self {
            Self::Bad => "bad",
            Self::Good => "good",
            Self::Fixed => "fixed",
            Self::Example => "example",
        }
    }
}

/// One module to compile.
struct Block {
    /// The id of the rule or the playbook.
    of: String,
    /// The path of the page.
    page: String,
    shows: Shows,
    /// From 1, among the blocks of the same heading.
    number: usize,
    /// The line of the page above its first one; a fixed block has the place of the bad one.
    above: usize,
    text: String,
}

impl Block {
    fn module(&self) -> String {
        let of = self.of.replace('-', "_");
        format!("{of}_{}_{}", self.shows.name(), self.number)
    }
}

/// Compiles every block of every page, or of those whose path contains `only`.
pub(crate) fn run(repo: &Repo, only: Option<&str>) -> Result<(), String> {
    let is_asked = |path: &str| only.is_none_or(|part| path.contains(part));
    let examples = examples(repo, &is_asked)?;
    let mut problems = held(repo, PLAYBOOKS, &examples)?;
    let (rules, of_fixes) = blocks(repo, &is_asked)?;
    problems.extend(of_fixes);
    problems.extend(held(repo, PAGES, &rules)?);
    let playbooks: BTreeSet<_> = examples.iter().map(|block| &block.of).collect();
    println!(
        "{} blocks of rules and {} examples of {} playbooks",
        rules.len(),
        examples.len(),
        playbooks.len(),
    );
    for problem in &problems {
        println!("{problem}");
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(format!("{} problems in the pages", problems.len()))
    }
}

/// Compiles blocks in a package, prints how many do, and returns what is wrong with the others.
fn held(repo: &Repo, package: &str, blocks: &[Block]) -> Result<Vec<String>, String> {
    let (mut failing, mut problems) = (BTreeSet::new(), Vec::new());
    loop {
        let kept: Vec<&Block> = blocks
            .iter()
            .filter(|block| !failing.contains(&block.module()))
            .collect();
        write(repo, package, &kept)?;
        if kept.is_empty() {
            break;
        }
        let errors = compile(repo, package)?;
        if errors.is_empty() {
            break;
        }
        for (module, line, message) in errors {
            let block = blocks.iter().find(|block| block.module() == module);
            let Some(block) = block.filter(|block| !failing.contains(&block.module()) || line > 0)
            else {
                return Err(format!("{package} does not compile: {message}"));
            };
            let at = match block.shows {
                Shows::Fixed => format!(
                    "{}: line {line} of bad block {} with its fixes applied",
                    block.page, block.number
                ),
                shows => format!(
                    "{}:{}: line {line} of {} block {}",
                    block.page,
                    block.above + line,
                    shows.name(),
                    block.number
                ),
            };
            problems.push(format!("{at}: {message}"));
            failing.insert(module);
        }
    }
    // What is left on disk is everything, for whoever wants to look.
    write(repo, package, &blocks.iter().collect::<Vec<_>>())?;
    print(blocks, &failing);
    Ok(problems)
}

fn print(blocks: &[Block], failing: &BTreeSet<String>) {
    let mut pages: BTreeMap<&String, BTreeMap<Shows, (usize, usize)>> = BTreeMap::new();
    for block in blocks {
        let (compiled, all) = pages
            .entry(&block.of)
            .or_default()
            .entry(block.shows)
            .or_default();
        *all += 1;
        *compiled += usize::from(!failing.contains(&block.module()));
    }
    for (rule, shown) in pages {
        let counts: Vec<_> = shown
            .iter()
            .map(|(shows, (compiled, all))| format!("{compiled} of {all} {}", shows.name()))
            .collect();
        println!("{rule}: {} compile", counts.join(", "));
    }
}

/// The examples of the playbooks on disk.
fn examples(repo: &Repo, is_asked: &dyn Fn(&str) -> bool) -> Result<Vec<Block>, String> {
    let mut blocks = Vec::new();
    for of in knowledge::ids(repo) {
        let page = knowledge::path(&of);
        if !is_asked(&page) {
            continue;
        }
        let topic =
            rustora_knowledge::parse(&of, &repo.read(&page)?).map_err(|error| error.to_string())?;
        let numbered = topic.examples.into_iter().enumerate();
        blocks.extend(numbered.map(|(index, example)| Block {
            of: of.clone(),
            page: page.clone(),
            shows: Shows::Example,
            number: index + 1,
            above: example.line - 1,
            text: example.code,
        }));
    }
    Ok(blocks)
}

/// The blocks of the rules' pages, and what is wrong with fixes.
fn blocks(
    repo: &Repo,
    is_asked: &dyn Fn(&str) -> bool,
) -> Result<(Vec<Block>, Vec<String>), String> {
    let manifest = repo.read(&format!("{PAGES}/Cargo.toml"))?;
    let lock = repo.read(&format!("{PAGES}/Cargo.lock"))?;
    let (mut blocks, mut problems) = (Vec::new(), Vec::new());
    for rule in RULES.iter().copied() {
        let path = page_of(rule);
        if !is_asked(&path) {
            continue;
        }
        let page = rule.page();
        let mut has_fixed = false;
        for (shows, heading) in [(Shows::Bad, "Bad"), (Shows::Good, "Good")] {
            for (index, text) in page.blocks(heading).into_iter().enumerate() {
                let number = index + 1;
                let above = line_of(rule.page, text);
                if shows == Shows::Bad {
                    match fixed(rule, text, &manifest, &lock) {
                        Ok(Some(text)) => {
                            has_fixed = true;
                            blocks.push(Block {
                                of: rule.id.to_owned(),
                                page: path.clone(),
                                shows: Shows::Fixed,
                                number,
                                above,
                                text,
                            });
                        }
                        Ok(None) => {}
                        Err(why) => problems.push(format!(
                            "{}: the fixes of bad block {number}: {why}",
                            rule.id
                        )),
                    }
                }
                blocks.push(Block {
                    of: rule.id.to_owned(),
                    page: path.clone(),
                    shows,
                    number,
                    above,
                    text: format!("{text}\n"),
                });
            }
        }
        if !has_fixed && rule.fix == FixAvailability::Sometimes {
            problems.push(format!(
                "{}: the rule says that it writes fixes, and none of its bad blocks gets one",
                rule.id
            ));
        }
    }
    Ok((blocks, problems))
}

fn page_of(rule: &Rule) -> String {
    let (category, module) = (rule.category.name(), rule.id.replace('-', "_"));
    format!("{}/{category}/{module}.md", codegen::RULES)
}

/// How many lines of the page stand above a part of it.
fn line_of(page: &str, part: &str) -> usize {
    let before = part.as_ptr().addr().saturating_sub(page.as_ptr().addr());
    page.get(..before)
        .map_or(0, |before| before.matches('\n').count())
}

/// The block with the fixes that its rule offers, applied until there are none; nothing when there never was one.
fn fixed(rule: &Rule, block: &str, manifest: &str, lock: &str) -> Result<Option<String>, String> {
    let mut text = format!("{block}\n");
    for round in 0..ROUNDS {
        let files = [
            ("/page/Cargo.toml", manifest),
            ("/page/Cargo.lock", lock),
            ("/page/src/lib.rs", text.as_str()),
        ];
        let request = Request {
            paths: vec![PathBuf::from("/page")],
            threads: Some(1),
            ..Request::default()
        };
        let review = review(&MemoryHost::new(files), &request, &Progress::default())
            .map_err(|error| error.to_string())?;
        let offered: Vec<_> = review
            .findings
            .iter()
            .filter(|finding| finding.rule.id == rule.id)
            .filter_map(|finding| finding.fix.as_ref())
            .collect();
        if offered.is_empty() {
            return Ok((round > 0).then_some(text));
        }
        let all: Vec<_> = offered.iter().flat_map(|fix| fix.edits.clone()).collect();
        text = match apply(&text, &all) {
            // Fixes that touch the same bytes go one after the other.
            Err(EditError::Overlap(..)) => apply(&text, &offered[0].edits),
            applied => applied,
        }
        .map_err(|error| error.to_string())?;
    }
    Err(format!(
        "after {ROUNDS} rounds there is still something to fix"
    ))
}

fn write(repo: &Repo, package: &str, blocks: &[&Block]) -> Result<(), String> {
    let generated = format!("{package}/src/generated");
    let mut index = String::from(
        "//! The blocks of the pages. Generated by `cargo xtask pages`; git ignores it.\n\n",
    );
    for block in blocks {
        let module = block.module();
        _ = writeln!(index, "mod {module};");
        repo.write(&format!("{generated}/{module}.rs"), &block.text)?;
    }
    repo.write(&format!("{generated}/mod.rs"), &index)?;
    for name in repo.list(&generated) {
        let module = name.strip_suffix(".rs").unwrap_or(&name);
        if module != "mod" && !blocks.iter().any(|block| block.module() == module) {
            std::fs::remove_file(repo.path(&format!("{generated}/{name}")))
                .map_err(|error| format!("cannot remove {name}: {error}"))?;
        }
    }
    Ok(())
}

/// The compiler's errors: module, line, message. An error that belongs to no module has an empty one.
fn compile(repo: &Repo, package: &str) -> Result<Vec<(String, usize, String)>, String> {
    let mut cargo = repo.cargo();
    cargo.args([
        "check",
        "--tests",
        "--locked",
        "--quiet",
        "--message-format=json",
        "--manifest-path",
    ]);
    cargo
        .arg(repo.path(package).join("Cargo.toml"))
        .env("CARGO_TARGET_DIR", repo.path("target/pages"));
    let output = cargo
        .output()
        .map_err(|error| format!("cannot start cargo: {error}"))?;
    let mut errors = Vec::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else {
            continue;
        };
        let message = &message["message"];
        if message["level"] != "error" {
            continue;
        }
        let text = message["message"].as_str().unwrap_or_default();
        let code = message["code"]["code"]
            .as_str()
            .map_or(String::new(), |code| format!(" [{code}]"));
        let spans = message["spans"].as_array().map_or(&[][..], Vec::as_slice);
        let primary = spans
            .iter()
            .find(|span| span["is_primary"] == true)
            .and_then(place);
        match primary {
            Some((module, line)) => errors.push((module, line, format!("{text}{code}"))),
            None if text.starts_with("aborting due to") => {}
            None => errors.push((
                String::new(),
                0,
                message["rendered"].as_str().unwrap_or(text).to_owned(),
            )),
        }
    }
    if errors.is_empty() && !output.status.success() {
        return Err(format!(
            "cargo check of {package} failed: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        ));
    }
    errors.sort_unstable();
    errors.dedup();
    Ok(errors)
}

/// The module and line of a span; where a macro of another crate made the code, those of its call.
fn place(span: &Value) -> Option<(String, usize)> {
    let file = span["file_name"].as_str()?.replace('\\', "/");
    let module = file
        .rsplit_once("generated/")
        .and_then(|(_, name)| name.strip_suffix(".rs"))
        .filter(|module| *module != "mod");
    match module {
        Some(module) => Some((
            module.to_owned(),
            usize::try_from(span["line_start"].as_u64()?).ok()?,
        )),
        None => place(span.get("expansion")?.get("span")?),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_error_in_a_macro_is_where_the_macro_is_called() {
        let inner = json!({ "file_name": "src/generated/a_bad_1.rs", "line_start": 7 });
        let outer = json!({ "file_name": "elsewhere/macros.rs", "line_start": 90, "expansion": { "span": inner } });
        assert_eq!(place(&outer), Some(("a_bad_1".into(), 7)));
        assert_eq!(
            place(&json!({ "file_name": "src/lib.rs", "line_start": 1, "expansion": null })),
            None
        );
    }

    #[test]
    fn a_block_knows_its_place_in_the_page() {
        let page = "# a\n\n## Bad\n\n```rust\nf();\n```\n";
        let block = rustora_review::page::Page::parse(page).blocks("Bad")[0];
        assert_eq!(line_of(page, block), 5);
    }
}
