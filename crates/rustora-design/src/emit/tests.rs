//! What is made of the sample, what is made of a larger design, and that no text of a design gets out of its place.
//!
//! The helpers are for the renderers' own tests too: [`replaced`] puts a text into every field that takes one.

use std::collections::BTreeSet;

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag};
use toml::Value;

use super::*;
use crate::model::tests::{SAMPLE, sample};

/// A design as large as one meets: an edge, services, workers, a database with a replica, a broker, a cache, payment.
pub(super) fn shop() -> Design {
    Design::from_toml(include_str!("shop.toml")).unwrap()
}

/// Texts that mean something to Markdown, HTML, Mermaid, YAML, `PromQL` or a template.
pub(super) const HOSTILE: [&str; 12] = [
    "<script>alert(1)</script>",
    "a|b||c",
    "`x` ``y`` `",
    "[a](javascript:b) ![c](d)",
    "\"quoted\" 'single' \\ back\\\\slash",
    "# - 1. > = + *a* _b_ ~c~ $d$",
    "end\nend; %% {{ $labels.x }} #quot; &amp;",
    "--> ]]> </svg></style></title>",
    "http://example.org www.example.org @somebody",
    "\u{202e}abc\u{2028}\u{85}\u{feff}é漢字😀",
    "- \"x\": {a: [b, *c, &d]}",
    "]\"] --> x[\"",
];

/// A design with each of its texts, wherever it stands, as `of` has it; where another is not allowed, as it was.
pub(super) fn replaced(design: &str, of: impl Fn(&str) -> String) -> Design {
    fn texts(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::String(text) => {
                found.insert(text.clone());
            }
            Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
            Value::Table(table) => table.values().for_each(|item| texts(item, found)),
            _ => {}
        }
    }
    fn swap(value: &mut Value, from: &str, to: &str) {
        match value {
            Value::String(text) if text == from => to.clone_into(text),
            Value::Array(items) => items.iter_mut().for_each(|item| swap(item, from, to)),
            Value::Table(table) => {
                for (_, item) in table.iter_mut() {
                    swap(item, from, to);
                }
            }
            _ => {}
        }
    }
    let mut whole: Value = toml::from_str(design).unwrap();
    let mut found = BTreeSet::new();
    texts(&whole, &mut found);
    for text in found {
        let mut other = whole.clone();
        swap(&mut other, &text, &of(&text));
        if other.clone().try_into::<Design>().is_ok() {
            whole = other;
        }
    }
    whole.try_into().unwrap()
}

/// The anchors and the links of a Markdown text, and whatever else there is of HTML.
fn read(text: &str) -> (Vec<String>, Vec<String>, Vec<String>) {
    let (mut anchors, mut links, mut html) = (Vec::new(), Vec::new(), Vec::new());
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::InlineHtml(tag) | Event::Html(tag) => {
                let anchor = tag
                    .strip_prefix("<a id=\"")
                    .and_then(|rest| rest.strip_suffix("\">"));
                match anchor {
                    Some(anchor) => anchors.push(anchor.to_owned()),
                    None if &*tag == "</a>" => {}
                    None => html.push(tag.to_string()),
                }
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                links.push(dest_url.to_string());
            }
            _ => {}
        }
    }
    (anchors, links, html)
}

/// Every link of every file leads somewhere, every part has its place, and nothing else is markup.
fn hangs_together(design: &Design) {
    let files = files(design);
    let document = &files[0];
    let (anchors, links, html) = read(&document.text);
    let places: BTreeSet<&str> = anchors.iter().map(String::as_str).collect();
    assert_eq!(places.len(), anchors.len(), "an anchor stands twice");
    assert_eq!(html, Vec::<String>::new());
    let index = index::Index::new(design);
    for (section, id) in design.ids() {
        let anchor = index.anchor(id).unwrap();
        assert!(places.contains(anchor), "{section} {id} has no place");
    }
    let paths: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths.len(), files.len(), "a file is there twice");
    for link in links {
        let leads = link
            .strip_prefix('#')
            .map_or(paths.contains(link.as_str()), |place| {
                places.contains(place)
            });
        assert!(leads, "{link} leads nowhere");
    }
    for file in files.iter().filter(|file| file.path.starts_with("adr/")) {
        let (anchors, links, html) = read(&file.text);
        assert!(anchors.is_empty() && html.is_empty(), "{}", file.text);
        for link in links {
            let place = link.strip_prefix("../design.md#").unwrap_or_default();
            assert!(places.contains(place), "{link} leads nowhere");
        }
    }
    for (_, url) in files.iter().flat_map(|file| {
        file.text
            .match_indices("runbook_url: ")
            .map(move |(at, _)| (at, &file.text[at..]))
    }) {
        let url = url.lines().next().unwrap_or_default();
        let place = url
            .split('#')
            .nth(1)
            .unwrap_or_default()
            .trim_end_matches('"');
        assert!(places.contains(place), "{url} leads nowhere");
    }
}

#[test]
fn the_sample_as_files() {
    let design = sample();
    let records = adrs(&design);
    assert_eq!(records[0].path, "adr/0001-store.md");
    insta::assert_snapshot!("design-md", markdown(&design));
    insta::assert_snapshot!("adr-0001-store-md", records[0].text);
    insta::assert_snapshot!("prometheus-rules-yml", prometheus(&design));
    insta::assert_snapshot!("design-html", html(&design));
}

#[test]
fn every_link_leads_somewhere() {
    hangs_together(&sample());
    hangs_together(&shop());
    hangs_together(&Design::new("nothing", "ledger"));
}

#[test]
fn no_text_gets_out_of_its_place() {
    for hostile in HOSTILE {
        hangs_together(&replaced(SAMPLE, |text| format!("{text}{hostile}")));
        hangs_together(&replaced(SAMPLE, |text| format!("{hostile}{text}")));
    }
}

#[test]
fn the_same_design_gives_the_same_bytes() {
    assert_eq!(files(&shop()), files(&shop()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_a_design_says_its_documents_hang_together(said in any::<String>(), at in 0usize..40) {
        let at = at * 17;
        let design = replaced(SAMPLE, |text| {
            if text.len() % 40 == at % 40 { format!("{text}{said}") } else { text.to_owned() }
        });
        hangs_together(&design);
    }
}
