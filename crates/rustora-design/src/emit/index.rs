//! Where everything that has an id is found in a document, and text in which ids have become links.
//!
//! An anchor is the id in lower case, with what is no letter, digit or dash written as its number, so that any id has one
//! and two of them never share it. It knows no document: who lists a part places its anchor. In prose a word is taken for an
//! id when it looks like nothing else (`R1`, `p99-response`), or when the kind of part stands before it (`figure
//! peak`); "answers" stays a word even where an SLO is called that.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Design, Section};

use super::document::{Inline, Line, joined};

/// The anchors of a design.
pub(super) struct Index<'a> {
    anchors: BTreeMap<&'a str, (Section, String)>,
}

impl<'a> Index<'a> {
    pub(super) fn new(design: &'a Design) -> Self {
        let mut taken = BTreeSet::new();
        let mut anchors = BTreeMap::new();
        for (section, id) in design.ids() {
            anchors.entry(id).or_insert_with(|| {
                let slug = slug(id);
                let mut anchor = slug.clone();
                let mut number = 2;
                while !taken.insert(anchor.clone()) {
                    anchor = format!("{slug}_{number}");
                    number += 1;
                }
                (section, anchor)
            });
        }
        Self { anchors }
    }

    /// The anchor of a part.
    pub(super) fn anchor(&self, id: &str) -> Option<&str> {
        self.anchors.get(id).map(|(_, anchor)| anchor.as_str())
    }

    /// The part's own place. Of two with the same id, which is a hole in the design, the renderer places the first.
    pub(super) fn place(&self, id: &str) -> Line {
        vec![match self.anchor(id) {
            Some(anchor) => Inline::Place {
                anchor: anchor.to_owned(),
                shown: id.to_owned(),
            },
            None => Inline::Code(id.to_owned()),
        }]
    }

    /// A mention of the part.
    pub(super) fn link(&self, id: &str) -> Line {
        vec![self.mention(id)]
    }

    fn mention(&self, id: &str) -> Inline {
        match self.anchor(id) {
            Some(anchor) => Inline::Link {
                anchor: anchor.to_owned(),
                shown: id.to_owned(),
            },
            None => Inline::Code(id.to_owned()),
        }
    }

    /// Mentions in a row.
    pub(super) fn links<'i>(&self, ids: impl IntoIterator<Item = &'i String>) -> Line {
        joined(ids.into_iter().map(|id| self.link(id)), ", ")
    }

    /// Text of a design: what stands between backticks is code, and what names a part is a link.
    pub(super) fn prose(&self, text: &str) -> Line {
        let text = flat(text);
        let mut line = Line::new();
        let pieces: Vec<&str> = text.split('`').collect();
        // An odd number of backticks has one without a partner, which is text.
        let pairs = pieces.len() % 2 == 1;
        for (number, piece) in pieces.iter().enumerate() {
            if pairs && number % 2 == 1 {
                match piece.trim() {
                    "" => {}
                    id => line.push(self.mention(id)),
                }
            } else {
                let mark = if pairs || number == 0 { "" } else { "`" };
                self.words(&format!("{mark}{piece}"), &mut line);
            }
        }
        line
    }

    fn words(&self, text: &str, line: &mut Line) {
        let is_word = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
        let mut plain = String::new();
        let mut before = String::new();
        let mut rest = text;
        while let Some(start) = rest.find(is_word) {
            let (gap, from) = rest.split_at(start);
            let (word, after) = from.split_at(from.find(|c| !is_word(c)).unwrap_or(from.len()));
            plain.push_str(gap);
            let kind = self.anchors.get(word).map(|(section, _)| *section);
            let named = kind.is_some_and(|kind| looks_like_an_id(word) || before == kind.name());
            if named {
                if !plain.is_empty() {
                    line.push(Inline::Text(std::mem::take(&mut plain)));
                }
                line.push(self.mention(word));
            } else {
                plain.push_str(word);
            }
            word.clone_into(&mut before);
            rest = after;
        }
        plain.push_str(rest);
        if !plain.is_empty() {
            line.push(Inline::Text(plain));
        }
    }
}

/// A capital and a number, or words with dashes: nothing that prose would say otherwise.
fn looks_like_an_id(word: &str) -> bool {
    let capital = word.starts_with(|c: char| c.is_ascii_uppercase());
    let number = word.ends_with(|c: char| c.is_ascii_digit());
    (capital && number) || (word.contains('-') && word.starts_with(char::is_alphanumeric))
}

/// The text on one line, without characters that only control.
pub(super) fn flat(text: &str) -> String {
    let spaced: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .filter(|c| !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An anchor, or the stem of a file's name: letters, digits and dashes; anything else as `_` its number `_`.
pub(super) fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() || c == '-' {
            slug.push(c.to_ascii_lowercase());
        } else {
            put!(slug, "_{:x}_", u32::from(c));
        }
    }
    if slug.is_empty() { "_".into() } else { slug }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::tests::sample;

    #[test]
    fn what_names_a_part_is_a_link_and_an_ordinary_word_is_none() {
        let design = sample();
        let index = Index::new(&design);
        let link = |id: &str| index.link(id).remove(0);
        assert_eq!(
            index.prose("see R1: answers of figure peak in `api x`, api-to-db's peak"),
            [
                Inline::text("see "),
                link("R1"),
                Inline::text(": answers of figure "),
                link("peak"),
                Inline::text(" in "),
                Inline::Code("api x".into()),
                Inline::text(", "),
                link("api-to-db"),
                Inline::text("'s peak"),
            ]
        );
        assert_eq!(
            index.prose("a ` b"),
            [Inline::text("a "), Inline::text("` b")]
        );
    }

    #[test]
    fn every_id_has_an_anchor_of_its_own() {
        let mut design = sample();
        for (number, id) in ["r1", "R_1", "a b", "ab", "", "é", "_2"].iter().enumerate() {
            let mut test = design.tests[0].clone();
            (*id).clone_into(&mut test.id);
            design.tests.insert(number, test);
        }
        let index = Index::new(&design);
        let anchors: BTreeSet<&str> = design
            .ids()
            .filter_map(|(_, id)| index.anchor(id))
            .collect();
        assert_eq!(anchors.len(), design.ids().count());
        assert!(anchors.contains("r1") && anchors.contains("r1_2"));
        assert!(anchors.iter().all(|anchor| !anchor.contains('.')));
    }
}
