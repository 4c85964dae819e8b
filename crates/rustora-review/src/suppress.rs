//! `// rustora: allow(rule) -- reason`.
//!
//! Behind code the comment speaks of its line; on a line of its own, of the item or statement that follows. One
//! that suppresses nothing, names no rule or gives no reason is itself a finding, `unfounded-allow`.

use rustora_source::Span;
use rustora_source::scan::Directive;
use rustora_source::tree::{Expr, Stmt};

use crate::facts::File;
use crate::rule::{Draft, Rule};
use crate::rules::RULES;
use crate::settings::Settings;

/// The rule that speaks of suppressions.
const OWN: &str = "unfounded-allow";

/// One rule that one comment names.
struct Allow<'f> {
    rule: &'f str,
    at: Span,
    covers: Span,
    used: bool,
}

/// Drops what comments in the file suppress, and adds what is wrong with the comments. Also says how many were dropped.
pub(crate) fn apply(
    file: &File,
    drafts: Vec<(&'static Rule, Draft)>,
    settings: &Settings,
) -> (Vec<(&'static Rule, Draft)>, usize) {
    let own = RULES.iter().copied().find(|rule| rule.id == OWN);
    let (mut allows, mut complaints) = read(file);
    let before = drafts.len();
    let mut kept: Vec<_> = drafts
        .into_iter()
        .filter(|(rule, draft)| {
            let mut suppressing = allows
                .iter_mut()
                .filter(|allow| allow.rule == rule.id && overlaps(allow.covers, draft.span));
            suppressing.next().map(|allow| allow.used = true).is_none()
        })
        .collect();
    let dropped = before - kept.len();
    for allow in allows.iter().filter(|allow| !allow.used) {
        let rule = allow.rule;
        let message = match RULES.iter().find(|known| known.id == rule) {
            // A rule that is switched off may well have fired.
            Some(known) if settings.severity(known).is_none() => continue,
            Some(_) => format!("this allows `{rule}`, which finds nothing here"),
            None => format!("this allows `{rule}`, which is no rule"),
        };
        complaints.push(Draft::new(allow.at, message));
    }
    if let Some(own) = own {
        kept.extend(complaints.into_iter().map(|draft| (own, draft)));
    }
    (kept, dropped)
}

fn overlaps(a: Span, b: Span) -> bool {
    a.start < b.end && b.start < a.end
}

fn read(file: &File) -> (Vec<Allow<'_>>, Vec<Draft>) {
    let (mut allows, mut complaints) = (Vec::new(), Vec::new());
    for directive in &file.parsed.directives {
        let text = file.str(directive.text);
        let Some((rules, rest)) = text
            .strip_prefix("allow(")
            .and_then(|rest| rest.split_once(')'))
        else {
            let message =
                "this comment is not understood; it wants `rustora: allow(rule) -- reason`";
            complaints.push(Draft::new(directive.span, message));
            continue;
        };
        let reason = rest.trim().strip_prefix("--").map_or("", str::trim);
        if reason.is_empty() {
            complaints.push(Draft::new(
                directive.span,
                "this allows a finding without saying why; add ` -- reason`",
            ));
        }
        let covers = covered(file, directive);
        let rules = rules
            .split(',')
            .map(str::trim)
            .filter(|rule| !rule.is_empty());
        allows.extend(rules.map(|rule| Allow {
            rule,
            at: directive.span,
            covers,
            used: false,
        }));
    }
    (allows, complaints)
}

/// What a comment speaks of.
fn covered(file: &File, directive: &Directive) -> Span {
    let lines = &file.parsed.lines;
    let line_at = |offset: u32| {
        let line = lines.line(offset);
        let start = lines.line_start(line);
        Span::new(
            start,
            start + u32::try_from(lines.text(&file.text, line).len()).unwrap_or(0),
        )
    };
    if directive.trailing {
        return line_at(directive.span.start);
    }
    let next = next_code(&file.text, directive.span.end);
    let tree = file.tree();
    // Between an item's attributes and its name, or right before it.
    let item = tree.items().find(|(_, item)| {
        item.span.start == next
            || (item.span.start < directive.span.start && directive.span.end < item.name.start)
    });
    if let Some((_, item)) = item {
        return item.span;
    }
    // The outermost statement or expression that starts there.
    let mut found: Option<Span> = None;
    for id in tree.exprs() {
        let span = tree.expr_span(id);
        if span.start == next {
            found = Some(found.map_or(span, |known| known.to(span)));
        }
        if let Expr::Block(block) = tree[id] {
            for stmt in &tree[block.stmts] {
                if let Stmt::Let { span, .. } = *stmt
                    && span.start == next
                {
                    found = Some(found.map_or(span, |known| known.to(span)));
                }
            }
        }
    }
    found.unwrap_or_else(|| line_at(next))
}

/// Where the next thing that is neither space nor a `//` comment starts.
fn next_code(text: &str, from: u32) -> u32 {
    let mut at = from as usize;
    while let Some(rest) = text.get(at..) {
        let trimmed = rest.trim_start();
        at += rest.len() - trimmed.len();
        if trimmed.starts_with("//") {
            at += trimmed.find('\n').unwrap_or(trimmed.len());
        } else {
            break;
        }
    }
    u32::try_from(at).unwrap_or(u32::MAX)
}
