//! Everything that is made out of a design: a document, decision records, rules for Prometheus, a page.
//!
//! Pure functions from a [`Design`] to text. Nothing here reads, writes or asks for a time, so the same design gives
//! the same bytes, and a difference between two of them is a difference between designs. It judges nothing: a design
//! with holes is rendered with its holes, ids that lead nowhere as code instead of links. What would surprise: Markdown
//! and HTML are two renderers of one tree, and every text of a design is taken for plain text, in which
//! only backticks mean something.

/// Appends to a `String` what `format!` would make; that cannot fail.
macro_rules! put {
    ($out:expr, $($said:tt)+) => {{
        let _ = std::fmt::Write::write_fmt(&mut $out, format_args!($($said)+));
    }};
}

mod adr;
mod content;
mod document;
mod flows;
mod html;
mod index;
mod layout;
mod markdown;
mod prometheus;
mod words;

#[cfg(test)]
mod tests;

use crate::model::Design;

pub use adr::adrs;
pub use html::html;
pub use markdown::markdown;
pub use prometheus::prometheus;

/// The name of the document.
pub const DOCUMENT: &str = "design.md";

/// The name of the page.
pub const PAGE: &str = "design.html";

/// The name of the file of rules.
pub const RULES: &str = "prometheus.rules.yml";

/// A file that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Where it belongs, relative to the folder of the document, with `/` between folders.
    pub path: String,
    /// What is in it.
    pub text: String,
}

/// Every file that is made of a design. The links between them hold when they keep their paths.
pub fn files(design: &Design) -> Vec<File> {
    let file = |path: &str, text| File {
        path: path.to_owned(),
        text,
    };
    let mut files = vec![file(DOCUMENT, markdown(design))];
    files.extend(adrs(design));
    files.push(file(RULES, prometheus(design)));
    files.push(file(PAGE, html(design)));
    files
}
