//! The tree of a document as HTML elements.
//!
//! Each cell of a table carries its column's name, which is shown where rows become cards. It knows no style.

use std::collections::BTreeSet;

use crate::model::Design;

use super::super::document::{Block, Inline, Line, Picture, Section, Step, Table};
use super::super::flows::flows;
use super::super::index::Index;
use super::escape::{attribute, text};
use super::{figures, svg};

pub(super) struct Tree<'a> {
    design: &'a Design,
    index: &'a Index<'a>,
    /// The anchors that stand already.
    placed: BTreeSet<String>,
}

impl<'a> Tree<'a> {
    pub(super) fn new(design: &'a Design, index: &'a Index<'a>) -> Self {
        Self {
            design,
            index,
            placed: BTreeSet::new(),
        }
    }

    pub(super) fn section(&mut self, section: &Section, number: &str, level: usize) -> String {
        let level = level.min(6);
        let id = self.id(&section.anchor);
        let title = self.line(&section.title);
        let number = if number.is_empty() {
            String::new()
        } else {
            format!("<span class=\"number\">{number}</span> ")
        };
        let mut out = format!("<section>\n<h{level}{id}>{number}{title}</h{level}>\n");
        out.push_str(&self.blocks(&section.blocks));
        for part in &section.parts {
            out.push_str(&self.section(part, "", level + 1));
        }
        out.push_str("</section>\n");
        out
    }

    /// The attribute of a place, once.
    fn id(&mut self, anchor: &str) -> String {
        if self.placed.insert(anchor.to_owned()) {
            format!(" id=\"{}\"", attribute(anchor))
        } else {
            String::new()
        }
    }

    pub(super) fn blocks(&mut self, blocks: &[Block]) -> String {
        let mut out = String::new();
        for block in blocks {
            let drawn = match block {
                Block::Paragraph(line) => format!("<p>{}</p>\n", self.line(line)),
                Block::List(lines) => {
                    let items: Vec<String> = lines
                        .iter()
                        .map(|line| format!("<li>{}</li>\n", self.line(line)))
                        .collect();
                    format!("<ul>\n{}</ul>\n", items.concat())
                }
                Block::Steps(steps) => self.steps(steps),
                Block::Table(table) => self.table(table),
                Block::Picture(picture) => self.picture(picture),
            };
            out.push_str(&drawn);
        }
        out
    }

    fn steps(&mut self, steps: &[Step]) -> String {
        let mut out = String::from("<ol class=\"path\">\n");
        for step in steps {
            let head = self.line(&step.head);
            let does = self.line(&step.does);
            put!(out, "<li><p>{head} {does}</p>\n<dl>");
            for (label, line) in &step.notes {
                if !line.is_empty() {
                    let line = self.line(line);
                    put!(out, "<div><dt>{label}</dt><dd>{line}</dd></div>");
                }
            }
            out.push_str("</dl></li>\n");
        }
        out.push_str("</ol>\n");
        out
    }

    fn table(&mut self, table: &Table) -> String {
        let caption = text(&table.caption);
        let mut out = format!(
            "<div class=\"wide\" role=\"region\" aria-label=\"{}\" tabindex=\"0\">\n<table>\n<caption>{caption}</caption>\n<thead><tr>",
            attribute(&table.caption)
        );
        for head in &table.head {
            put!(out, "<th scope=\"col\">{}</th>", text(head));
        }
        out.push_str("</tr></thead>\n<tbody>\n");
        for row in &table.rows {
            out.push_str("<tr>");
            for (number, (cell, head)) in row.iter().zip(&table.head).enumerate() {
                let tag = if number == 0 {
                    "th scope=\"row\""
                } else {
                    "td"
                };
                let close = if number == 0 { "th" } else { "td" };
                let empty = if cell.is_empty() {
                    " class=\"empty\""
                } else {
                    ""
                };
                let cell = self.line(cell);
                let head = attribute(head);
                // One element inside, since a card sets the column's name beside it.
                put!(
                    out,
                    "<{tag}{empty} data-column=\"{head}\"><div>{cell}</div></{close}>"
                );
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody>\n</table>\n</div>\n");
        out
    }

    fn picture(&self, picture: &Picture) -> String {
        let (label, drawn) = match picture {
            Picture::Context => (
                "Components and links".to_owned(),
                svg::context(self.design, self.index),
            ),
            Picture::Flow(number) => {
                let flows = flows(self.design);
                let Some(flow) = flows.get(*number) else {
                    return String::new();
                };
                (
                    format!("What {} sets off, step by step", flow.start),
                    svg::sequence(flow, *number),
                )
            }
        };
        format!(
            "<figure class=\"wide\" role=\"region\" aria-label=\"{}\" tabindex=\"0\">\n{drawn}</figure>\n",
            attribute(&label)
        )
    }

    pub(super) fn line(&mut self, line: &Line) -> String {
        line.iter().map(|piece| self.piece(piece)).collect()
    }

    fn piece(&mut self, piece: &Inline) -> String {
        match piece {
            Inline::Text(said) => text(said),
            Inline::Code(code) => format!("<code>{}</code>", text(code)),
            Inline::Strong(said) => format!("<strong>{}</strong>", text(said)),
            Inline::Place { anchor, shown } => {
                format!(
                    "<span class=\"id\"{}>{}</span>",
                    self.id(anchor),
                    text(shown)
                )
            }
            Inline::Link { anchor, shown } => {
                let class = if self.index.anchor(shown).is_some() {
                    " class=\"id\""
                } else {
                    ""
                };
                let anchor = attribute(anchor);
                format!("<a{class} href=\"#{anchor}\">{}</a>", text(shown))
            }
            // The page stands alone: the file may not be beside it.
            Inline::File { shown, .. } => format!("<code>{}</code>", text(shown)),
            Inline::Score(score) => figures::score(*score),
            Inline::Interval(interval) => figures::interval(interval),
        }
    }
}
