//! The list of rules.

use std::io::{self, Write};

use annotate_snippets::renderer::{DEFAULT_ERROR_STYLE, DEFAULT_NOTE_STYLE, DEFAULT_WARNING_STYLE};
use anstyle::Style;
use rustora_review::{Category, FixAvailability, RULES, Rule, Severity};
use serde::Serialize;

use super::terminal::width;
use super::text::{wrap, wrap_hanging};

/// Writes it for people, by category.
///
/// # Errors
/// When `out` takes no more.
pub(crate) fn write(out: &mut dyn Write) -> io::Result<()> {
    let bold = Style::new().bold();
    let width = width().unwrap_or(100).clamp(60, 120);
    let longest = RULES.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    for category in Category::ALL {
        writeln!(out, "{bold}{}{bold:#}", category.name())?;
        for rule in RULES.iter().filter(|rule| rule.category == category) {
            let style = match rule.severity {
                Severity::Error => DEFAULT_ERROR_STYLE,
                Severity::Warning => DEFAULT_WARNING_STYLE,
                Severity::Note => DEFAULT_NOTE_STYLE,
            };
            let fix = if fix(rule) { "  fix" } else { "" };
            let severity = format!(
                "{:<1$}",
                rule.severity.name(),
                if fix.is_empty() { 0 } else { 7 }
            );
            writeln!(
                out,
                "  {:longest$}  {style}{severity}{style:#}{fix}",
                rule.id
            )?;
            let summary = wrap_hanging(&rule.page().summary, width, 4);
            writeln!(out, "    {summary}")?;
        }
        writeln!(out)?;
    }
    let legend = "`fix`: the rule writes corrected code where it can. `rustora explain RULE` shows a rule's page.";
    writeln!(out, "{}", wrap(legend, width))
}

fn fix(rule: &Rule) -> bool {
    rule.fix == FixAvailability::Sometimes
}

#[derive(Serialize)]
struct Listing {
    schema: &'static str,
    rules: Vec<Listed>,
}

#[derive(Serialize)]
struct Listed {
    id: &'static str,
    category: &'static str,
    severity: &'static str,
    confidence: &'static str,
    fix: &'static str,
    summary: String,
    why: &'static str,
}

/// Writes it for programs, as docs/schema/rustora.rules.1.json says.
///
/// # Errors
/// When `out` takes no more.
pub(crate) fn write_json(out: &mut dyn Write) -> io::Result<()> {
    let rules = RULES.iter().map(|rule| Listed {
        id: rule.id,
        category: rule.category.name(),
        severity: rule.severity.name(),
        confidence: rule.confidence.name(),
        fix: if fix(rule) { "sometimes" } else { "none" },
        summary: rule.page().summary,
        why: rule.why,
    });
    let listing = Listing {
        schema: "rustora.rules/1",
        rules: rules.collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &listing)?;
    writeln!(out)
}
