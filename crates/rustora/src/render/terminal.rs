//! A review for people at a terminal.
//!
//! Styles are always written; the stream underneath takes them out where they do not belong.

use std::io::{self, IsTerminal as _, Write};
use std::path::Path;

use annotate_snippets::Renderer;
use annotate_snippets::renderer::DEFAULT_NOTE_STYLE;
use anstyle::Style;
use rustora_architect::{Told, Tool};
use rustora_host::Host;
use rustora_review::{Category, Change, Severity};

use super::{Report, UNPROVEN, snippet, text};

/// How wide source lines may be where no terminal sets a limit: what rustc does.
const OPEN_WIDTH: usize = 140;
/// Wider text is hard to read.
const TEXT_WIDTH: usize = 100;
/// Narrower drawings are of no use.
const LEAST_WIDTH: usize = 40;

/// How to draw.
pub(crate) struct Look {
    pub(super) renderer: Renderer,
    /// How many characters a line of text may have.
    pub(super) text_width: usize,
    /// What to put before a path below the workspace's root, so that it leads there from the current folder.
    prefix: String,
}

impl Look {
    /// For the terminal at the standard output, if there is one.
    pub(crate) fn of(host: &dyn Host, root: &Path) -> Self {
        let width = width().unwrap_or(OPEN_WIDTH);
        let folder = host
            .current_dir()
            .and_then(|folder| host.canonical(&folder));
        Self::new(width, prefix(root, folder.ok().as_deref()))
    }

    pub(super) fn new(width: usize, prefix: String) -> Self {
        let width = width.max(LEAST_WIDTH);
        Self {
            renderer: Renderer::styled().term_width(width),
            text_width: width.min(TEXT_WIDTH),
            prefix,
        }
    }

    /// A path below the root as it is reached from the current folder.
    pub(super) fn path(&self, path: &str) -> String {
        let prefix = if Path::new(path).is_absolute() {
            ""
        } else {
            &self.prefix
        };
        text::neutral(&format!("{prefix}{path}"))
    }
}

/// The width of the terminal at the standard output.
pub(crate) fn width() -> Option<usize> {
    let out = io::stdout();
    let (terminal_size::Width(width), _) =
        terminal_size::terminal_size_of(&out).filter(|_| out.is_terminal())?;
    Some(usize::from(width))
}

fn prefix(root: &Path, folder: Option<&Path>) -> String {
    let slashes = |path: &Path| {
        let parts = path.iter().map(|part| part.to_string_lossy() + "/");
        parts.collect::<String>()
    };
    let Some(folder) = folder else {
        return slashes(root);
    };
    if let Ok(below) = root.strip_prefix(folder) {
        slashes(below)
    } else if let Ok(below) = folder.strip_prefix(root) {
        "../".repeat(below.iter().count())
    } else {
        format!("{}/", root.display())
    }
}

/// Writes the review.
///
/// # Errors
/// When `out` takes no more.
pub(crate) fn write(out: &mut dyn Write, report: &Report<'_>, look: &Look) -> io::Result<()> {
    write_findings(out, &report.findings, look)?;
    write_end(out, report, look)
}

/// Writes the findings of the rules before anything was compiled: their fixes are still to be proven.
///
/// # Errors
/// When `out` takes no more.
pub(crate) fn write_quick(out: &mut dyn Write, report: &Report<'_>, look: &Look) -> io::Result<()> {
    let mut findings = report.findings.clone();
    for finding in &mut findings {
        finding.fix = None;
    }
    write_findings(out, &findings, look)
}

/// Writes what compiling added: what compiler and clippy say, and the fixes of the rules' findings with what became of them.
///
/// # Errors
/// When `out` takes no more.
pub(crate) fn write_compiled(
    out: &mut dyn Write,
    report: &Report<'_>,
    look: &Look,
) -> io::Result<()> {
    let is_lint = |finding: &&Told| finding.tool != Tool::Rustora;
    let lints: Vec<Told> = report.findings.iter().filter(is_lint).cloned().collect();
    write_findings(out, &lints, look)?;
    let mut heading = "corrected code of the findings above\n\n";
    for finding in report.findings.iter().filter(|finding| !is_lint(finding)) {
        if let Some(drawing) = snippet::draw_fix(look, finding) {
            let bold = Style::new().bold();
            write!(out, "{bold}{heading}{bold:#}{drawing}\n\n")?;
            heading = "";
        }
    }
    if let Some(compiled) = report.compiled {
        let note = DEFAULT_NOTE_STYLE;
        for line in &compiled.account {
            writeln!(out, "{note}note{note:#}: {}", text::neutral(line))?;
        }
    }
    write_end(out, report, look)
}

fn write_findings(out: &mut dyn Write, findings: &[Told], look: &Look) -> io::Result<()> {
    let bold = Style::new().bold();
    let mut explained: Vec<&str> = Vec::new();
    for category in Category::ALL {
        let of_category = || {
            findings
                .iter()
                .filter(|finding| finding.category == category)
        };
        let count = of_category().count();
        if count == 0 {
            continue;
        }
        let heading = format!("{}: {}", category.name(), text::count(count, "finding"));
        writeln!(out, "{bold}{heading}{bold:#}\n")?;
        for finding in of_category() {
            let id = finding.id.as_str();
            let with_pattern = finding.fix.is_none() && !explained.contains(&id);
            if with_pattern {
                explained.push(id);
            }
            writeln!(out, "{}\n", snippet::draw(look, finding, with_pattern))?;
        }
    }
    Ok(())
}

/// What was left out, the verdict, and what was not shown.
fn write_end(out: &mut dyn Write, report: &Report<'_>, look: &Look) -> io::Result<()> {
    let bold = Style::new().bold();
    let (note, plain) = (DEFAULT_NOTE_STYLE, Style::new());
    for told in &report.review.notes {
        let message = text::neutral(&told.message);
        writeln!(
            out,
            "{note}note{note:#}: {}: {message}",
            look.path(&told.path)
        )?;
    }
    let style = if report.has(Severity::Note) {
        bold
    } else {
        plain
    };
    let comma = if report.findings.is_empty() { "" } else { "," };
    writeln!(
        out,
        "{style}{}{style:#}{comma} {}",
        report.verdict(),
        scope(report)
    )?;
    for line in afterthoughts(report) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// What was looked at, and how long it took.
fn scope(report: &Report<'_>) -> String {
    let review = report.review;
    let change = match report.change {
        None => String::new(),
        Some(Change::Since(revision)) => format!("the changes since {}: ", text::neutral(revision)),
        Some(Change::Staged) => "the staged changes: ".to_owned(),
        Some(Change::Patch(_)) => "the patch: ".to_owned(),
    };
    let (files, lines) = (
        text::count(review.files, "file"),
        text::count(review.lines, "line"),
    );
    format!(
        "in {change}{files}, {lines}, {:.2} s",
        review.timing.total.as_secs_f64()
    )
}

/// What is to be known about what was not shown.
fn afterthoughts(report: &Report<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    if report.compiled.is_none() && report.findings.iter().any(|finding| finding.fix.is_some()) {
        lines.push(format!("every fix is unproven ({UNPROVEN})"));
    }
    let hidden = report.hidden;
    if hidden > 0 {
        let from = report.shown_from.name();
        let them = if hidden == 1 { "it" } else { "them" };
        let hidden = text::count(hidden, "finding");
        lines.push(format!(
            "{hidden} below {from} confidence not shown: `--all` shows {them}"
        ));
    }
    if report.review.suppressed > 0 {
        lines.push(format!(
            "{} suppressed in the code",
            text::count(report.review.suppressed, "finding")
        ));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_from_the_current_folder() {
        let prefix = |root: &str, folder: &str| prefix(Path::new(root), Some(Path::new(folder)));
        assert_eq!(prefix("/w", "/w"), "");
        assert_eq!(prefix("/w/app/api", "/w"), "app/api/");
        assert_eq!(prefix("/w", "/w/src/bin"), "../../");
        assert_eq!(prefix("/v", "/w"), "/v/");
    }
}
