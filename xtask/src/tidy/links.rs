//! Links in Markdown to files of this repository, and to headings and named places in them.

use std::path::{Component, Path};

use crate::repo::{Repo, ending};

use super::Report;

pub(super) fn check(repo: &Repo, files: &[String], report: &mut Report) {
    for path in files
        .iter()
        .filter(|path| ending(path) == "md" && !path.starts_with("fixtures/"))
    {
        let text = repo.text(path).unwrap_or_default();
        for (line, target) in links(&text) {
            if target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            let (file, heading) = target.split_once('#').unwrap_or((&target, ""));
            let Some(full) = joined(path, file) else {
                report.problem(
                    path,
                    Some(line),
                    format!("`{target}` leads out of the repository"),
                );
                continue;
            };
            if !repo.path(&full).exists() {
                report.problem(path, Some(line), format!("`{target}` leads nowhere"));
            } else if !heading.is_empty() && ending(&full) == "md" {
                let known = repo.text(&full).unwrap_or_default();
                let is_named = known.contains(&format!("<a id=\"{heading}\">"));
                if !is_named && !headings(&known).any(|known| known == heading) {
                    report.problem(
                        path,
                        Some(line),
                        format!("`{full}` has no heading `#{heading}`"),
                    );
                }
            }
        }
    }
}

/// The targets of a page's links, with their lines; code is left out.
fn links(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (line, text) in prose(text) {
        let plain = without_code(text);
        for (at, _) in plain.match_indices("](") {
            let target = plain[at + 2..].split([')', ' ']).next().unwrap_or("");
            found.push((line, target.trim_matches(['<', '>']).to_owned()));
        }
        if let Some((_, target)) = plain
            .strip_prefix('[')
            .and_then(|rest| rest.split_once("]: "))
        {
            found.push((line, target.trim().to_owned()));
        }
    }
    found
}

/// The lines outside fenced code, from 1.
fn prose(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut fenced = false;
    text.lines().enumerate().filter_map(move |(index, line)| {
        let is_fence = line.trim_start().starts_with("```");
        fenced ^= is_fence;
        (!fenced && !is_fence).then_some((index + 1, line))
    })
}

/// A line with the inside of its code spans blanked.
fn without_code(line: &str) -> String {
    let blank = |(index, part): (usize, &str)| {
        if index % 2 == 0 {
            part.to_owned()
        } else {
            "-".repeat(part.len())
        }
    };
    line.split('`')
        .enumerate()
        .map(blank)
        .collect::<Vec<_>>()
        .join("`")
}

/// What a page's headings are called in a link.
fn headings(text: &str) -> impl Iterator<Item = String> {
    prose(text).filter_map(|(_, line)| {
        let title = line.strip_prefix('#')?.trim_start_matches('#').trim();
        let kept = title
            .chars()
            .filter(|c| c.is_alphanumeric() || " -_".contains(*c));
        Some(
            kept.map(|c| if c == ' ' { '-' } else { c })
                .collect::<String>()
                .to_lowercase(),
        )
    })
}

/// `target` as seen from `page`, below the root; none when it leads out of it.
fn joined(page: &str, target: &str) -> Option<String> {
    if target.is_empty() {
        return Some(page.to_owned());
    }
    let mut parts: Vec<String> = page.split('/').map(str::to_owned).collect();
    parts.pop();
    for part in Path::new(target).components() {
        match part {
            Component::ParentDir => _ = parts.pop()?,
            Component::CurDir => {}
            Component::Normal(name) => parts.push(name.to_string_lossy().into_owned()),
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dead_links_are_named() {
        let temp = tempfile::tempdir().unwrap();
        let repo = Repo::at(temp.path());
        let page = "# A page: it's `this`\n[ok](b.md#two-words) [self](#a-page-its-this) [web](https://example.org/x)\n\
                    [gone](c.md)\n[`a`](../../out.md)\n[heading](b.md#three)\n`[code](d.md)`\n```\n[fenced](e.md)\n```\n[ref]: f.md\n";
        repo.write("docs/a.md", page).unwrap();
        repo.write("docs/b.md", "## Two words\n").unwrap();
        let mut report = Report::default();
        check(&repo, &repo.files(), &mut report);
        let expected = [
            "docs/a.md:3: `c.md` leads nowhere",
            "docs/a.md:4: `../../out.md` leads out of the repository",
            "docs/a.md:5: `docs/b.md` has no heading `#three`",
            "docs/a.md:10: `f.md` leads nowhere",
        ];
        assert_eq!(report.problems, expected);
    }
}
