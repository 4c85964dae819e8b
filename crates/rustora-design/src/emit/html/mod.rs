//! The design as one page: everything inside, nothing to fetch, readable on a telephone and on paper.
//!
//! The page is the same tree that Markdown is rendered from, with the records of the decisions in it and with pictures
//! drawn as SVG. It has no script: what folds is `<details>`, what is wide scrolls in its own box, and on a narrow screen
//! each row of a table becomes a card. What would surprise: the table of contents stands in it twice, beside the text
//! and above it, and the width of the window shows one of them, since no style can keep a `<details>` open.

mod escape;
mod figures;
mod svg;
mod tree;

use crate::model::Design;

use super::content::{Records, document};
use super::document::{Document, Inline, Line};
use super::index::Index;

use escape::{attribute, text};

const STYLE: &str = include_str!("style.css");

/// The page of a design.
pub fn html(design: &Design) -> String {
    let index = Index::new(design);
    let document = document(design, &index, Records::Inside);
    let mut tree = tree::Tree::new(design, &index);
    let mut body = String::new();
    body.push_str("<header>\n");
    put!(body, "<h1>{}</h1>\n", text(&document.title));
    body.push_str(&tree.blocks(&document.lead));
    body.push_str("</header>\n");
    put!(
        body,
        "<details class=\"contents above\">\n<summary>Contents</summary>\n{}</details>\n",
        contents(&document)
    );
    for (number, section) in document.sections.iter().enumerate() {
        body.push_str(&tree.section(section, &(number + 1).to_string(), 2));
    }
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <nav class=\"contents beside\" aria-label=\"Contents\">\n{}</nav>\n\
         <main>\n{body}</main>\n</body>\n</html>\n",
        text(&document.title),
        contents(&document)
    )
}

fn contents(document: &Document) -> String {
    let mut out = String::from("<ol>\n");
    for section in &document.sections {
        put!(out, "<li>{}", entry(&section.anchor, &section.title));
        // Parts of the outline; one for every record or flow would be too many.
        let parts = section
            .parts
            .iter()
            .filter(|part| part.anchor.starts_with("section."));
        let parts: Vec<String> = parts
            .map(|part| format!("<li>{}</li>", entry(&part.anchor, &part.title)))
            .collect();
        if !parts.is_empty() {
            put!(out, "\n<ul>{}</ul>", parts.concat());
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ol>\n");
    out
}

fn entry(anchor: &str, title: &Line) -> String {
    format!(
        "<a href=\"#{}\">{}</a>",
        attribute(anchor),
        text(&unmarked(title))
    )
}

/// The words of a line.
fn unmarked(line: &Line) -> String {
    let words = line.iter().map(|piece| match piece {
        Inline::Text(text) | Inline::Code(text) | Inline::Strong(text) => text.as_str(),
        Inline::Place { shown, .. } | Inline::Link { shown, .. } | Inline::File { shown, .. } => {
            shown
        }
        Inline::Score(_) | Inline::Interval(_) => "",
    });
    words.collect()
}

#[cfg(test)]
mod tests;
