//! A design with everything that comes out of it, and a brief out of what a person said.
//!
//! The design engine knows no request and no playbook's code; here they meet: what the front door found in a request becomes a brief,
//! in its own format, so that a person can read, correct and keep it; and the document gets the code of the parts that
//! matter, out of the pages that the decisions were made from.

use std::fmt::Write as _;

use rustora_design::archetype::{self, DesignError};
use rustora_design::brief::{Archetype, Brief};
use rustora_design::emit;
use rustora_design::model::Design;
use rustora_host::Host;
use rustora_knowledge::topic;

use crate::route::{self, Job, Kind};

mod brief;

pub use brief::brief;

/// A design and the brief that it was made from.
#[derive(Clone, Debug)]
pub struct Designed {
    /// The design.
    pub design: Design,
    /// The same as `design.toml`.
    pub toml: String,
    /// The brief as TOML: what was stated, and nothing that was assumed.
    pub brief: String,
}

/// Designs what a brief asks for.
///
/// # Errors
///
/// When wishes exclude each other, or no number of servers carries the load.
pub fn designed(brief: &Brief) -> Result<Designed, DesignError> {
    let design = archetype::design(brief)?;
    // No text and no number of a design or a brief is one that TOML cannot say.
    let toml = design.to_toml().unwrap_or_default();
    let brief = brief.to_toml().unwrap_or_default();
    Ok(Designed {
        design,
        toml,
        brief,
    })
}

/// The pages whose code a design of this kind shows.
const fn code_of(archetype: Archetype) -> &'static [&'static str] {
    match archetype {
        Archetype::ConnectionApi => &["accept-loop", "graceful-shutdown", "connection-pool"],
        Archetype::MessageQueue => &[
            "message-broker",
            "idempotent-consumer",
            "leases-and-fencing",
        ],
        Archetype::Ledger => &["double-entry", "idempotency-keys", "transactional-outbox"],
    }
}

/// The design as one document, with the code of the parts that matter.
pub fn document(designed: &Designed) -> String {
    let mut out = emit::markdown(&designed.design);
    if !out.ends_with('\n') {
        out.push('\n');
    }
    out.push_str(&code(&designed.design));
    out
}

/// Code that Rustora's own tests compile, page by page.
fn code(design: &Design) -> String {
    let mut out = "\n## Code of the parts that matter\n\n\
                   Each block stands on a playbook and is compiled with every change of Rustora, against the versions that are named; \
                   `rustora prove design.md` says whether it compiles in your own workspace, with the versions there.\n"
        .to_owned();
    let archetype = Archetype::ALL
        .into_iter()
        .find(|archetype| archetype.id() == design.archetype);
    let pages = archetype.map_or(&[][..], code_of);
    for page in pages.iter().filter_map(|id| topic(id)) {
        let versions: Vec<String> = page
            .crates
            .iter()
            .map(|one| format!("`{}` {}", one.name, one.version))
            .collect();
        // Writing to a `String` cannot fail.
        _ = writeln!(out, "\n### {}\n\n{}", page.title, page.insight);
        for example in &page.examples {
            _ = writeln!(
                out,
                "\n{}\n\n```rust\n{}\n```",
                example.text_before,
                example.code.trim_end()
            );
        }
        if !versions.is_empty() {
            _ = writeln!(out, "\nWith {}.", versions.join(", "));
        }
    }
    out
}

impl Designed {
    /// The page for a browser.
    pub fn page(&self) -> String {
        emit::html(&self.design)
    }

    /// Every file of the design: its path below the folder, and its text.
    pub fn files(&self) -> Vec<(String, String)> {
        let mut files = vec![
            ("brief.toml".to_owned(), self.brief.clone()),
            ("design.toml".to_owned(), self.toml.clone()),
        ];
        for file in emit::files(&self.design) {
            let text = if file.path == emit::DOCUMENT {
                document(self)
            } else {
                file.text
            };
            files.push((file.path, text));
        }
        files
    }
}

/// A brief out of a request, and in one line what was understood.
///
/// # Errors
///
/// When the request is of no kind that can be designed, or contradicts itself: why, as a sentence.
pub fn understood(host: &dyn Host, request: &str) -> Result<(Brief, String), String> {
    let route = route::route(host, request);
    if let Kind::NotOurs { why } = &route.kind {
        return Err(why.clone());
    }
    let brief = brief(&route.slots)?;
    let line = match route.job {
        Some(Job::Design | Job::Build) => route.understood,
        _ => format!("design: {}", brief.archetype.id()),
    };
    Ok((brief, line))
}
