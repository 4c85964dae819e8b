//! One finding as rustc would draw it.
//!
//! `annotate-snippets` does the drawing, of what [`Window`] cuts out for it.

use std::fmt::Write as _;

use annotate_snippets::renderer::DEFAULT_HELP_STYLE;
use annotate_snippets::{AnnotationKind, Group, Level, Patch};
use rustora_architect::{Proof, Told, ToldFix};
use rustora_review::{Applicability, Confidence, Related, Rule, Severity, page};
use rustora_source::apply;

use super::UNPROVEN;
use super::terminal::Look;
use super::text::{neutral, neutral_source, wrap};
use super::window::Window;

/// How many lines of a pattern are shown; the page has the rest.
const PATTERN_LINES: usize = 24;
/// In bytes, the longest line whose correction is drawn: longer ones were written by programs.
const LONGEST_LINE: usize = 1_000;
/// How far in a remark starts: behind a line number of some digits, ` = ` and its name.
const REMARK_INDENT: usize = 14;

/// The drawing of `finding`. `with_pattern` says whether its rule's pattern was not yet shown.
pub(super) fn draw(look: &Look, finding: &Told, with_pattern: bool) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let location = &finding.location;
    let (here, there): (Vec<_>, Vec<_>) = finding
        .related
        .iter()
        .partition(|related| related.location.source == location.source);
    let window = Window::of(
        location,
        here.iter()
            .map(|related| related.location.span)
            .chain([location.span]),
    );
    let mut snippet = window
        .snippet(look, location)
        .annotation(window.annotation(AnnotationKind::Primary, location.span));
    for related in here {
        let annotation = window.annotation(AnnotationKind::Context, related.location.span);
        snippet = snippet.annotation(annotation.label(neutral(&related.message)));
    }
    let title = level
        .primary_title(neutral(&finding.message))
        .id(finding.id.as_str());
    let mut main = title.element(snippet);
    for (name, message) in remarks(finding) {
        let message = wrap(
            &neutral(message),
            look.text_width.saturating_sub(REMARK_INDENT),
        );
        main = main.element(Level::NOTE.with_name(name).message(message));
    }
    let mut below = String::new();
    let mut correction = None;
    match &finding.fix {
        Some(fix) => correction = Some(corrected(look, finding, fix)),
        None => match finding.rule {
            Some(rule) if with_pattern => below = pattern(rule),
            Some(rule) => {
                let help = format!("rustora explain {}", rule.id);
                main = main.element(Level::HELP.message(help));
            }
            None => {}
        },
    }
    let mut groups = vec![main];
    groups.extend(there.into_iter().map(|related| elsewhere(look, related)));
    groups.extend(correction);
    look.renderer.render(&groups) + &below
}

/// The corrected code of a finding that was drawn before.
pub(super) fn draw_fix(look: &Look, finding: &Told) -> Option<String> {
    let told = finding.fix.as_ref()?;
    Some(look.renderer.render(&[corrected(look, finding, told)]))
}

/// What stands below the drawing, each with its name.
fn remarks(finding: &Told) -> Vec<(&'static str, &str)> {
    let name = if finding.rule.is_some() {
        "why"
    } else {
        "note"
    };
    let mut remarks: Vec<_> = finding.why.iter().map(|why| (name, why.as_str())).collect();
    if finding.caused_elsewhere {
        remarks.push(("note", "not on a changed line, but caused by the change"));
    }
    if finding.confidence == Confidence::Low {
        remarks.push(("note", "of low confidence: it may well be right as it is"));
    }
    remarks
}

/// A place in another file.
fn elsewhere<'f>(look: &Look, related: &'f Related) -> Group<'f> {
    let window = Window::of(&related.location, [related.location.span]);
    let annotation = window.annotation(AnnotationKind::Primary, related.location.span);
    let snippet = window
        .snippet(look, &related.location)
        .annotation(annotation);
    Level::NOTE
        .secondary_title(neutral(&related.message))
        .element(snippet)
}

/// The corrected code.
fn corrected<'f>(look: &Look, finding: &'f Told, told: &'f ToldFix) -> Group<'f> {
    let fix = &told.fix;
    let check = match (&told.proof, fix.applicability) {
        (Proof::Proven, Applicability::MachineApplicable) => " (proven)".to_owned(),
        (Proof::Proven, Applicability::MaybeIncorrect) => {
            " (proven to compile; check that this is what you mean)".to_owned()
        }
        // Of a quick review it is said once, at its end.
        (Proof::Unproven(why), _) if why != UNPROVEN => format!(" (unproven: {})", neutral(why)),
        (Proof::Unproven(_), Applicability::MachineApplicable) => String::new(),
        (Proof::Unproven(_), Applicability::MaybeIncorrect) => {
            " (check that this is what you mean)".to_owned()
        }
    };
    let title = Level::HELP.secondary_title(format!("{}{check}", neutral(&fix.title)));
    let location = &finding.location;
    // Edits that do not fit are a defect of the rule, and no reason to say nothing.
    if fix.edits.is_empty() || apply(&location.source.text, &fix.edits).is_err() {
        return Group::with_title(title);
    }
    let window = Window::of(location, fix.edits.iter().map(|edit| edit.span));
    // A drawing cuts the lines that it points into, but not those that it changes.
    if window.longest_line() > LONGEST_LINE {
        return Group::with_title(title);
    }
    let patches = fix
        .edits
        .iter()
        .map(|edit| Patch::new(window.range(edit.span), neutral_source(&edit.text)));
    title.element(window.snippet(look, location).patches(patches))
}

/// The first good example of the rule's page: without a gutter and never cut on the right, so that it can be
/// copied.
fn pattern(rule: &Rule) -> String {
    let (page, help) = (rule.page(), DEFAULT_HELP_STYLE);
    let Some(block) = page
        .blocks("Good")
        .first()
        .map(|block| page::without_expectations(block))
    else {
        return String::new();
    };
    let rule = rule.id;
    let mut out = format!("\n{help}help{help:#}: a pattern that works (rustora explain {rule})\n");
    let lines: Vec<&str> = block.trim_end().lines().collect();
    for line in lines.iter().take(PATTERN_LINES) {
        _ = write!(out, "\n{}", format!("    {line}").trim_end());
    }
    if lines.len() > PATTERN_LINES {
        out.push_str("\n    // ... the page has the rest");
    }
    out
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use annotate_snippets::Renderer;
    use proptest::prelude::*;
    use rustora_review::{Finding, Fix, Location, RULES, Rule, Source};
    use rustora_source::{Edit, LineIndex, Span};

    use super::*;

    fn location(source: &Arc<Source>, span: Span) -> Location {
        let lines = LineIndex::new(&source.text);
        let position = |offset| lines.position(&source.text, offset);
        Location {
            source: source.clone(),
            span,
            start: position(span.start),
            end: position(span.end),
        }
    }

    fn source(path: &str, text: &str) -> Arc<Source> {
        Arc::new(Source {
            path: path.to_owned(),
            text: text.into(),
        })
    }

    /// By its name: which rule comes first changes with every rule.
    fn rule(id: &str) -> &'static Rule {
        RULES.iter().find(|rule| rule.id == id).unwrap()
    }

    fn finding(source: &Arc<Source>, span: Span) -> Finding {
        Finding {
            rule: rule("async-guard-across-io-await"),
            fingerprint: String::new(),
            severity: Severity::Warning,
            confidence: Confidence::Low,
            location: location(source, span),
            message: "this is wrong".to_owned(),
            related: Vec::new(),
            fix: None,
            caused_elsewhere: true,
            extent: None,
            rests_on: Vec::new(),
            is_conditional: false,
        }
    }

    /// The span of the only occurrence of `part`.
    fn of(text: &str, part: &str) -> Span {
        let start = u32::try_from(text.find(part).unwrap()).unwrap();
        Span::new(start, start + u32::try_from(part.len()).unwrap())
    }

    /// Without styles: taking them out would also take out what a hostile text brings along.
    fn drawn(finding: &Finding, width: usize) -> String {
        let mut look = Look::new(width, String::new());
        look.renderer = Renderer::plain().term_width(width.max(40));
        draw(
            &look,
            &Told::of(finding, &Proof::Unproven(UNPROVEN.to_owned())),
            false,
        )
    }

    #[test]
    fn places_in_two_files_and_edits_in_two_lines() {
        let text = "use a::b;\n\nfn f() {\n    one();\n    two();\n}\n";
        let (here, there) = (
            source("src/a.rs", text),
            source("src/b.rs", "\n\npub fn one() {}\n"),
        );
        let mut finding = finding(&here, of(text, "one()"));
        let related = |location, message: &str| Related {
            location,
            message: message.to_owned(),
        };
        finding.related = vec![
            related(
                location(&there, of(&there.text, "one")),
                "it is written here",
            ),
            related(location(&here, of(text, "two()")), "after this"),
        ];
        finding.fix = Some(Fix {
            title: "do it otherwise".to_owned(),
            applicability: Applicability::MaybeIncorrect,
            edits: vec![
                Edit::replace(of(text, "b;"), "{b, c};"),
                Edit::insert(of(text, "();\n    two").start, "_more"),
            ],
        });
        insta::assert_snapshot!(drawn(&finding, 80));
    }

    #[test]
    fn edits_that_overlap_are_not_drawn() {
        let source = source("a.rs", "abcdef");
        let mut finding = finding(&source, Span::new(0, 3));
        let edits = vec![
            Edit::replace(Span::new(0, 3), "§"),
            Edit::replace(Span::new(2, 4), "§"),
        ];
        finding.fix = Some(Fix {
            title: "mend it".to_owned(),
            applicability: Applicability::MachineApplicable,
            edits,
        });
        let drawn = drawn(&finding, 80);
        assert!(
            drawn.contains("help: mend it") && !drawn.contains('§'),
            "{drawn}"
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]
        #[test]
        fn any_text_with_any_spans_is_drawn(
            text in "[a-c \t\r\n\u{0}\u{1b}\u{9b}\u{200d}\u{202e}é🦀\u{feff}]{0,60}",
            spans in proptest::collection::vec((0_u32..300, 0_u32..300), 1..4),
            edits in proptest::collection::vec((0_u32..70, 0_u32..9, "[a-c \t\r\n\u{1b}é]{0,9}"), 0..3),
            width in 0_usize..200,
        ) {
            let (here, there) = (source("a\n\u{1b}.rs", &text), source("b.rs", &text));
            let span = |(start, end)| Span::new(start, end);
            let mut finding = finding(&here, span(spans[0]));
            for (index, at) in spans[1..].iter().enumerate() {
                let source = if index == 0 { &here } else { &there };
                finding.related.push(Related { location: location(source, span(*at)), message: "m\u{1b}".to_owned() });
            }
            let edits = edits.into_iter().map(|(start, len, text)| Edit::replace(Span::new(start, start + len), text));
            finding.fix = Some(Fix { title: "t\u{1b}".to_owned(), applicability: Applicability::MaybeIncorrect, edits: edits.collect() });
            let drawn = drawn(&finding, width);
            let control = drawn.chars().find(|c| c.is_control() && *c != '\n');
            prop_assert!(control.is_none(), "{control:?} in {drawn:?}");
        }
    }
}
