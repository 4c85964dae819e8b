//! The front door: from what a person says to a job, and what the job needs to know.
//!
//! Evidence in the request is weighed (phrases of the lexicon, names, quantities, paths, pasted code), each job gets a score with
//! the reasons that made it, and the margin between the first two decides whether Rustora works or asks back. It knows no model
//! and no job from inside: it hands over slots. Of the machine it asks which paths exist and how the repository's main branch is
//! called, through [`Host`]; it reads no source but to find what a review is about ([`files_about`]), writes nothing and runs nothing.
//! Rules rather than a model, because the same words must always lead to the same job, and a person must be able to see why.
//! What would surprise: nothing that a request says is ever executed, so an attempt to talk Rustora into something ends as a job that
//! reads, or as [`Kind::NotOurs`], by construction and not by the list of such attempts, which only words the answer.

mod evidence;
mod lexicon;
mod phrase;
mod slots;
mod subject;
mod topic;
mod verdict;
mod words;

use rustora_host::Host;

pub use evidence::{Ranked, Reason};
pub use slots::{Amount, Bound, Found, Guess, Listed, LoadOf, NamedPath, Revision, Slots};
pub use subject::files_about;
pub use words::Span;

/// What Rustora does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Job {
    /// Finds what will hurt in code that is there.
    Review,
    /// Makes a service; it begins with its design.
    Build,
    /// Makes an architecture.
    Design,
    /// Answers a question.
    Advise,
    /// Keeps or drops something that a project has learnt.
    Memory,
}

impl Job {
    /// Every job, in the order in which equals are told.
    pub const ALL: [Self; 5] = [
        Self::Review,
        Self::Build,
        Self::Design,
        Self::Advise,
        Self::Memory,
    ];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Review => "review",
            Self::Build => "build",
            Self::Design => "design",
            Self::Advise => "advise",
            Self::Memory => "memory",
        }
    }
}

/// One way to understand a request, as a sentence that would be understood so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The job.
    pub job: Job,
    /// What to say to get it.
    pub say: String,
}

/// Whether it is clear what is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It is.
    Clear,
    /// There are two readings.
    Ambiguous {
        /// The likelier one.
        first: Reading,
        /// The other.
        second: Reading,
    },
    /// It is no request for a job of Rustora's.
    NotOurs {
        /// Why, as a sentence.
        why: String,
    },
}

/// What was understood of a request.
#[derive(Clone, Debug, PartialEq)]
pub struct Route {
    /// The job; none when it is not clear, or not ours.
    pub job: Option<Job>,
    /// What was understood, in one line.
    pub understood: String,
    /// What the request is about, in its own words where it has any.
    pub topic: String,
    /// What the job needs to know.
    pub slots: Slots,
    /// Every job with its score, the likeliest first.
    pub ranking: Vec<Ranked>,
    /// Whether that is clear.
    pub kind: Kind,
}

/// What Rustora can do, for whoever asked for something else.
pub const OFFER: &str = "I review Rust backend code (`rustora \"review src/db.rs\"`), design backend systems (`rustora \"design a message \
    queue with at-least-once delivery\"`), build Rust services (`rustora \"build a REST API with axum\"`) and answer questions \
    about Rust backends (`rustora \"should I use Kafka or NATS?\"`)";

/// Understands a request.
pub fn route(host: &dyn Host, request: &str) -> Route {
    let words = words::read(request);
    let mut slots = slots::fill(host, &words);
    let weighed = evidence::weigh(&words, &mut slots);
    let topic = topic::of(&words);
    let (job, kind) = verdict::of(&weighed, &slots, &topic);
    let understood = verdict::understood(&kind, job, &slots, &topic);
    Route {
        job,
        understood,
        topic,
        slots,
        ranking: weighed.ranking,
        kind,
    }
}
