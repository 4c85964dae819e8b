//! The page is read back with a reader that knows the elements we write and no others.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::super::index::flat;
use super::super::tests::{HOSTILE, replaced, shop};
use super::*;
use crate::model::tests::{SAMPLE, sample};

const ELEMENTS: &str = "html head meta title style body nav main header section details summary figure figcaption div span \
    p ul ol li dl dt dd h1 h2 h3 h4 h5 h6 table caption thead tbody tr th td a code strong svg g defs marker path rect text desc";
const ATTRIBUTES: &str = "lang charset name content id class href role tabindex scope style viewBox refX refY markerWidth markerHeight \
    markerUnits orient d x y width height rx transform marker-end aria-label aria-labelledby aria-hidden data-column";

#[derive(Default)]
struct Page {
    ids: Vec<String>,
    links: Vec<String>,
    text: String,
}

/// The attributes of a tag: names and values, each between double quotes.
fn attributes(mut rest: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    while !rest.trim().is_empty() {
        let (name, after) = rest.trim_start().split_once("=\"").unwrap();
        let (value, after) = after.split_once('"').unwrap();
        found.push((name, value));
        rest = after;
    }
    found
}

/// Reads a page; fails on an element or attribute that we do not write, and where they are not closed in order.
fn read(page: &str) -> Page {
    let elements: BTreeSet<&str> = ELEMENTS.split_whitespace().collect();
    let names: BTreeSet<&str> = ATTRIBUTES.split_whitespace().collect();
    let mut rest = page.strip_prefix("<!doctype html>").unwrap();
    let (mut found, mut open) = (Page::default(), Vec::new());
    while let Some((text, tag)) = rest.split_once('<') {
        assert!(!text.contains('>') || open.contains(&"style"), "{text}");
        found.text.push_str(text);
        let (tag, after) = tag.split_once('>').unwrap();
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
            continue;
        }
        let itself = tag.ends_with('/');
        let tag = tag.trim_end_matches('/');
        let (name, said) = tag.split_once(' ').unwrap_or((tag, ""));
        assert!(elements.contains(name), "<{name}>");
        for (attribute, value) in attributes(said) {
            assert!(names.contains(attribute), "{attribute} in <{tag}>");
            match attribute {
                "id" => found.ids.push(value.to_owned()),
                "href" => found
                    .links
                    .push(value.strip_prefix('#').unwrap().to_owned()),
                "style" => assert!(
                    value
                        .chars()
                        .all(|c| c.is_ascii_alphanumeric() || ":;-".contains(c))
                ),
                _ => {}
            }
        }
        if !itself && name != "meta" {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?}");
    found
}

fn holds(design: &Design) -> Page {
    let page = read(&html(design));
    let ids: BTreeSet<&str> = page.ids.iter().map(String::as_str).collect();
    assert_eq!(ids.len(), page.ids.len(), "an id stands twice");
    for link in &page.links {
        assert!(ids.contains(link.as_str()), "#{link} leads nowhere");
    }
    let index = Index::new(design);
    for (section, id) in design.ids() {
        assert!(
            ids.contains(index.anchor(id).unwrap()),
            "{section} {id} has no place"
        );
    }
    page
}

#[test]
fn every_link_leads_somewhere() {
    holds(&sample());
    holds(&shop());
    holds(&Design::new("nothing", "ledger"));
}

#[test]
fn no_text_is_markup() {
    for hostile in HOSTILE {
        let design = replaced(SAMPLE, |text| format!("{text}{hostile}"));
        let page = holds(&design);
        // It is still there, as text.
        if !hostile.contains('`') {
            let said = text(&flat(&design.requirements[0].measure));
            assert!(page.text.contains(&said), "{said}");
        }
    }
}

#[test]
fn nothing_is_fetched() {
    let page = html(&shop());
    for word in [
        "<script",
        "src=",
        "url(http",
        "@import",
        "@font-face",
        "<link",
        "<img",
    ] {
        assert!(!page.contains(word), "{word}");
    }
}

#[test]
fn a_part_of_the_document_that_nobody_wrote_is_not_there() {
    let page = html(&Design::new("nothing", "ledger"));
    assert!(!page.contains("<table>") && !page.contains("class=\"drawing\""));
    let page = html(&sample());
    assert_eq!(page.matches("class=\"drawing\"").count(), 2);
    assert!(page.contains(">8.25<svg"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_a_design_says_the_page_holds(said in any::<String>(), at in 0usize..40) {
        holds(&replaced(SAMPLE, |text| {
            if text.len() % 40 == at { format!("{said}{text}") } else { text.to_owned() }
        }));
    }
}
