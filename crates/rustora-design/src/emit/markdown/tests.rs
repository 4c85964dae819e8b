//! What is escaped is read back as what it was.

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser};

use super::super::index::flat;
use super::super::tests::HOSTILE;
use super::*;

/// What a reader sees of a text, in a paragraph and in a cell; anything but text is shown as `�`.
fn seen(markdown: &str) -> String {
    let mut seen = String::new();
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_MATH;
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Text(text) | Event::Code(text) => seen.push_str(&text),
            Event::Start(tag) if format!("{tag:?}").starts_with("Table") => {}
            Event::Start(pulldown_cmark::Tag::Paragraph) | Event::End(_) => {}
            other => put!(seen, "�{other:?}"),
        }
    }
    seen
}

fn rendered(line: &Line, within: Within) -> String {
    let design = Design::new("x", "ledger");
    let text = Writer::new(&design, &Home::Here).line(line, within);
    match within {
        Within::Flow => text,
        Within::Cell => format!("| a | b |\n|---|---|\n| {text} | 7 |\n"),
    }
}

fn survives(text: &str) {
    let text = flat(text);
    for piece in [Inline::Text(text.clone()), Inline::Code(text.clone())] {
        if text.is_empty() {
            continue;
        }
        let line = vec![piece];
        assert_eq!(seen(&rendered(&line, Within::Flow)), text);
        assert_eq!(seen(&rendered(&line, Within::Cell)), format!("ab{text}7"));
    }
}

#[test]
fn hostile_text_is_text() {
    for text in HOSTILE {
        survives(text);
    }
    survives("1. a");
    survives("99.95 %");
    // The source stays readable.
    assert_eq!(
        escape::text("sync_interval, 99.9 %, a-b (c)"),
        "sync_interval, 99.9 %, a-b (c)"
    );
}

proptest! {
    #[test]
    fn any_text_is_text(text in any::<String>()) {
        survives(&text);
    }

    #[test]
    fn markup_is_text(text in "[-#+=>*_`~|<&;:$!a1 .()\\[\\]\\\\@/]{1,24}") {
        survives(&text);
    }
}

#[test]
fn no_label_ends_its_diagram() {
    for text in HOSTILE {
        let design =
            super::super::tests::replaced(crate::model::tests::SAMPLE, |_| text.to_owned());
        for drawn in [mermaid::context(&design), mermaid::flow(&design, 0)] {
            for line in drawn.lines() {
                let signs = line.matches('"').count();
                assert!(signs == 0 || signs == 2, "{line}");
                let of_label = line.split('"').nth(1).unwrap_or_default();
                let plain = of_label
                    .replace("<b>", "")
                    .replace("</b>", "")
                    .replace("<br/>", "");
                assert!(!plain.contains(['<', '>', '|', '[', '`', '{']), "{line}");
            }
        }
    }
}
