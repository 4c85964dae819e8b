//! Advice: the most important insight first, a recommendation weighed for what is asked, code that was compiled, and what goes wrong.
//!
//! Everything that is said stands on a page of knowledge or comes out of a design; here it is put in the order in which a person
//! reads it. Two kinds of questions are told apart: one about a topic gets its page, weighed for the numbers of the
//! question; "where do I start" gets the first steps of a whole system. The code blocks are those of the pages, which are
//! compiled with every change of Rustora against the versions that the answer names.

mod start;
mod tables;

use rustora_design::archetype::{DesignError, weigh};
use rustora_design::brief::Brief;
use rustora_design::decide::{DecideError, Verdict};
use rustora_design::units::Measure as _;
use rustora_knowledge::{Topic, search, topic};

use tables::{crates, failures, hazards, options};

pub use start::start;

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// What it is about.
    pub title: String,
    /// The pages that it was made from, the one that leads first.
    pub topics: Vec<&'static str>,
    /// The answer, as Markdown.
    pub markdown: String,
}

/// How much a second page has to have to do with a question to be named, over the first.
const NEAR: f64 = 0.45;

/// Answers a question about a topic; nothing when no page has to do with it. `brief` holds what is known of the system that it is
/// asked for.
///
/// # Errors
///
/// When what is wished for excludes every option of the page.
pub fn advise(question: &str, brief: &Brief) -> Result<Option<Advice>, DesignError> {
    let hits = search(question);
    let Some(best) = hits.first() else {
        return Ok(None);
    };
    let near: Vec<&'static Topic> = hits
        .iter()
        .skip(1)
        .take_while(|hit| hit.score > best.score * NEAR)
        .take(3)
        .map(|hit| hit.topic)
        .collect();
    on(best.topic, &near, brief).map(Some)
}

/// The advice of one page, `near` being pages to read next.
///
/// # Errors
///
/// When what is wished for excludes every option of the page.
pub fn on(
    page: &'static Topic,
    near: &[&'static Topic],
    brief: &Brief,
) -> Result<Advice, DesignError> {
    // What the options of a page cannot carry is told beside them; the page is still the answer.
    let (verdict, conflict) = match weigh(&page.id, brief) {
        Ok(verdict) => (verdict, None),
        Err(error @ DesignError::Decide(DecideError::Conflict { .. })) => (None, Some(error)),
        Err(error) => return Err(error),
    };
    let mut out = Vec::new();
    out.push(format!("# {}", page.title));
    out.push(page.insight.clone());
    out.push(format!("**Recommendation.** {}", page.decision));
    if let Some(verdict) = &verdict {
        out.push(weighed(verdict, brief));
    }
    out.extend(
        conflict.map(|error| format!("For what you said nothing on this page is enough: {error}")),
    );
    for example in &page.examples {
        out.push(example.text_before.clone());
        out.push(block(&example.code));
    }
    if let Some(verdict) = &verdict {
        out.push(format!(
            "## Alternatives\n\n{}\n\n{}",
            page.question,
            options(verdict)
        ));
    }
    out.push(format!("## When it matters\n\n{}", page.when));
    out.extend(section("How it fails", &failures(&page.failures)));
    out.extend(section("Hazards", &hazards(&[page])));
    out.extend(section("What to build it from", &crates(page)));
    if !near.is_empty() {
        let names = near
            .iter()
            .map(|page| format!("`{}` ({})", page.id, page.title));
        out.push(format!(
            "Read next: {}. `rustora knowledge show {}` prints a page with its sources.",
            names.collect::<Vec<_>>().join(", "),
            page.id
        ));
    }
    let mut topics = vec![page.id.as_str()];
    topics.extend(near.iter().map(|page| page.id.as_str()));
    Ok(Advice {
        title: page.title.clone(),
        topics,
        markdown: out.join("\n\n") + "\n",
    })
}

/// What the numbers of the question make of the options.
fn weighed(verdict: &Verdict, brief: &Brief) -> String {
    let Some(first) = verdict.weighed.first() else {
        return String::new();
    };
    format!(
        "For {} at the peak and {} connections that is **{}**: {} {}",
        brief.peak_rate().rounded(),
        brief.load.connections.value,
        first.choice.name,
        first.choice.because,
        verdict.sensitivity
    )
}

fn block(code: &str) -> String {
    format!("```rust\n{}\n```", code.trim_end())
}

fn section(title: &str, text: &str) -> Option<String> {
    (!text.is_empty()).then(|| format!("## {title}\n\n{text}"))
}

/// The page of this id; a page that is gone is left out of an answer rather than breaking it.
fn page(id: &str) -> Option<&'static Topic> {
    topic(id)
}
