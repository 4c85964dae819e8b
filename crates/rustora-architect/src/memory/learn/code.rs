//! Reading short sequences of words and strings out of a source, as `env::var("X")`.

use rustora_source::{Span, Word};

use super::super::ground::Source;

/// A string that stands right behind some words.
pub(super) struct Named<'t> {
    /// What it says.
    pub(super) text: &'t str,
    /// Where it starts.
    pub(super) at: u32,
}

/// The strings that are the first thing in the parentheses, or behind the `=`, of one of `names`: with `::` in front of the last word
/// where a name has several parts.
pub(super) fn strings<'t>(
    source: &'t Source,
    names: &[&[&str]],
    between: &[&str],
) -> Vec<Named<'t>> {
    let mut found = Vec::new();
    let mut last: [Option<Span>; 3] = [None; 3];
    for word in source.words() {
        match word {
            Word::Name(span) => last = [last[1], last[2], Some(span)],
            Word::Text(span) => {
                if let Some(name) = last[2] {
                    let gap = source.text.get(name.end as usize..span.start as usize);
                    let gap: String = gap.unwrap_or_default().split_whitespace().collect();
                    let is_it = |parts: &&&[&str]| {
                        let from = 3 - parts.len().min(3);
                        let spans = last[from..].iter().zip(parts.iter());
                        spans
                            .into_iter()
                            .all(|(span, part)| span.is_some_and(|span| source.str(span) == *part))
                    };
                    if between.contains(&gap.as_str()) && names.iter().any(|parts| is_it(&parts)) {
                        let written = source.str(span);
                        let text = written
                            .trim_start_matches(['r', 'b', '#', 'c'])
                            .trim_end_matches('#');
                        found.push(Named {
                            text: text.trim_matches('"'),
                            at: span.start,
                        });
                    }
                }
                last = [None; 3];
            }
        }
    }
    found
}
