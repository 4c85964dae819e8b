//! Holes of a design and explanations of its parts, for people.

use std::io::{self, Write};

use annotate_snippets::renderer::{DEFAULT_ERROR_STYLE, DEFAULT_HELP_STYLE};
use anstyle::Style;
use rustora_design::check::Hole;
use rustora_design::explain::{Explanation, Mention};
use rustora_design::model::Design;

use super::text;

/// Writes what does not hold in a design.
///
/// # Errors
/// When `out` takes no more.
pub(crate) fn write_holes(out: &mut dyn Write, design: &Design, holes: &[Hole]) -> io::Result<()> {
    let (error, help) = (DEFAULT_ERROR_STYLE, DEFAULT_HELP_STYLE);
    for hole in holes {
        writeln!(
            out,
            "{error}hole[{}]{error:#} at {} `{}`: {}",
            hole.check,
            hole.section.name(),
            text::neutral(&hole.at),
            text::neutral(&hole.what)
        )?;
        writeln!(out, "  {help}help{help:#}: {}", text::neutral(&hole.todo))?;
    }
    let bold = Style::new().bold();
    writeln!(
        out,
        "{bold}{}{bold:#} in `{}`",
        text::count(holes.len(), "hole"),
        text::neutral(&design.name)
    )
}

/// Writes what is to be said of one id.
///
/// # Errors
/// When `out` takes no more.
pub(crate) fn write_explanation(
    out: &mut dyn Write,
    design: &Design,
    told: &Explanation<'_>,
) -> io::Result<()> {
    let bold = Style::new().bold();
    writeln!(
        out,
        "{bold}{} {}{bold:#}: {}",
        told.section.name(),
        text::neutral(told.id),
        text::neutral(&told.title)
    )?;
    for (field, why) in &told.why {
        writeln!(out, "  {field}: {}", text::neutral(why))?;
    }
    for figure in &told.figures {
        writeln!(
            out,
            "  figure {}: {}\n    {}\n    source: {}",
            figure.id,
            figure.value.rounded(),
            text::neutral(&figure.formula),
            text::neutral(&figure.source)
        )?;
    }
    let mut mentions = |heading: &str, mentions: &[Mention<'_>]| -> io::Result<()> {
        for mention in mentions {
            writeln!(
                out,
                "  {heading} {} {}: {}",
                mention.section.name(),
                text::neutral(mention.id),
                text::neutral(&mention.title)
            )?;
        }
        Ok(())
    };
    mentions("decided by", &told.decided_by)?;
    mentions("tested by", &told.tested_by)?;
    mentions("names", &told.names)?;
    mentions("named by", &told.named_by)?;
    if !told.holes.is_empty() {
        write_holes(out, design, &told.holes)?;
    }
    Ok(())
}
