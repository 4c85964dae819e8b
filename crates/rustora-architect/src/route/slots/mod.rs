//! What a job needs to know, found in the request: each value with the place where it was said.
//!
//! It knows which values there are and fills none of the gaps: what nobody said is not here, and the job assumes it and says so. Every
//! span lies inside the request. What would surprise: a product is wanted, forbidden or merely compared, and only the first two bind a
//! design.

mod names;
mod numbers;
mod places;
mod quantities;
mod revisions;

use std::path::PathBuf;

use rustora_design::brief::{Archetype, Guarantee};
use rustora_design::units::{Bytes, Count, Measure as _, Quantity, Share, Span as Duration};
use rustora_host::Host;
use rustora_review::Category;

use super::words::{Span, Words};

/// A value and where it was said.
#[derive(Clone, Debug, PartialEq)]
pub struct Found<T> {
    /// The value.
    pub value: T,
    /// Where.
    pub span: Span,
}

/// What a load is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LoadOf {
    /// Connections that are open at the same time.
    Connections,
    /// People who use it.
    Users,
    /// Requests.
    Requests,
    /// Messages, events, jobs.
    Messages,
    /// Transfers, payments.
    Transfers,
    /// Bytes.
    Data,
}

impl LoadOf {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Connections => "connections",
            Self::Users => "users",
            Self::Requests => "requests",
            Self::Messages => "messages",
            Self::Transfers => "transfers",
            Self::Data => "data",
        }
    }
}

/// A load.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Amount {
    /// Of what.
    pub of: LoadOf,
    /// How much: a count, a rate, bytes, or bytes in a time.
    pub amount: Quantity,
}

/// A bound of latency.
#[derive(Clone, Debug, PartialEq)]
pub struct Bound {
    /// `p99` and the like; none when nobody said which part of the answers is meant.
    pub percentile: Option<String>,
    /// What they stay below.
    pub below: Duration,
}

/// A path that the request names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedPath {
    /// As it was written, without a line number behind it.
    pub path: String,
    /// Whether something stands there. What does not exist is here only when it looks like Rust source.
    pub exists: bool,
}

/// A change to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Revision {
    /// Everything since this revision.
    Since(String),
    /// What is staged.
    Staged,
}

/// What the system is like, guessed.
#[derive(Clone, Debug, PartialEq)]
pub struct Guess {
    /// The archetype.
    pub archetype: Archetype,
    /// The words that made it.
    pub because: Vec<String>,
}

/// Everything that was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Slots {
    /// How much comes in.
    pub loads: Vec<Found<Amount>>,
    /// How fast it has to answer.
    pub latencies: Vec<Found<Bound>>,
    /// What it must never break.
    pub guarantees: Vec<Found<Guarantee>>,
    /// Products that it is to be made with.
    pub wanted: Vec<Found<&'static str>>,
    /// Products that it is to be made without.
    pub forbidden: Vec<Found<&'static str>>,
    /// Products between which somebody has to choose.
    pub compared: Vec<Found<&'static str>>,
    /// The part of the time in which it has to answer.
    pub availability: Option<Found<Share>>,
    /// Rules of others.
    pub compliance: Vec<Found<&'static str>>,
    /// Where it runs.
    pub regions: Vec<Found<String>>,
    /// In how many places.
    pub region_count: Option<Found<Count>>,
    /// Those who build and run it.
    pub team: Option<Found<Count>>,
    /// What there is to run it on.
    pub machines: Option<Found<Count>>,
    /// Memory of a machine.
    pub memory: Option<Found<Bytes>>,
    /// What one message or request carries.
    pub payload: Option<Found<Bytes>>,
    /// For how long data is kept.
    pub retention: Option<Found<Duration>>,
    /// The time whose writes may be lost.
    pub recovery_point: Option<Found<Duration>>,
    /// The time until it works again.
    pub recovery_time: Option<Found<Duration>>,
    /// What it is like.
    pub archetype: Option<Guess>,
    /// Where the code is.
    pub paths: Vec<Found<NamedPath>>,
    /// The change to look at.
    pub revision: Option<Found<Revision>>,
    /// What a review is to answer; empty for everything.
    pub categories: Vec<Found<Category>>,
    /// What a review is about, when no path says so: a name that [`files_about`](super::files_about) knows.
    pub about: Option<Found<&'static str>>,
    /// Rust that was pasted.
    pub code: Vec<Found<String>>,
    /// Whether it is to be quick: without the compiler.
    pub quick: Option<Found<()>>,
    /// What has to be said about all this.
    pub remarks: Vec<String>,
}

/// A slot as a line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
    /// Where it was said; none for what was guessed from several words.
    pub span: Option<Span>,
}

/// Finds them.
pub(super) fn fill(host: &dyn Host, words: &Words<'_>) -> Slots {
    let mut slots = Slots::default();
    places::fill(host, words, &mut slots);
    revisions::fill(host, words, &mut slots);
    quantities::fill(words, &mut slots);
    names::fill(words, &mut slots);
    slots
}

impl Slots {
    /// Products, however they were named.
    pub fn products(&self) -> impl Iterator<Item = &Found<&'static str>> {
        let bound = self.wanted.iter().chain(&self.forbidden);
        bound.chain(&self.compared)
    }

    /// The paths that are there.
    pub fn existing(&self) -> impl Iterator<Item = PathBuf> + '_ {
        let there = self.paths.iter().filter(|path| path.value.exists);
        there.map(|path| PathBuf::from(&path.value.path))
    }

    /// All of them in a fixed order, as names and values.
    pub fn list(&self) -> Vec<Listed> {
        let mut all = List::default();
        for path in &self.paths {
            all.add("path", path.value.path.clone(), &path.span);
        }
        match &self.revision {
            Some(Found {
                value: Revision::Since(revision),
                span,
            }) => all.add("since", revision.clone(), span),
            Some(Found {
                value: Revision::Staged,
                span,
            }) => all.add("change", "staged".to_owned(), span),
            None => {}
        }
        all.each("category", &self.categories, |category| {
            category.name().to_owned()
        });
        all.one("about", self.about.as_ref(), |about| (*about).to_owned());
        all.each("code", &self.code, |code| format!("{} bytes", code.len()));
        all.one("quick", self.quick.as_ref(), |()| "yes".to_owned());
        if let Some(guess) = &self.archetype {
            all.0.push(Listed {
                name: "archetype".to_owned(),
                value: guess.archetype.id().to_owned(),
                span: None,
            });
        }
        for load in &self.loads {
            all.add(
                load.value.of.name(),
                load.value.amount.to_string(),
                &load.span,
            );
        }
        for bound in &self.latencies {
            let name = bound.value.percentile.as_deref().unwrap_or("latency");
            all.add(name, bound.value.below.to_string(), &bound.span);
        }
        all.each("guarantee", &self.guarantees, |guarantee| {
            guarantee.id().to_owned()
        });
        all.one("availability", self.availability.as_ref(), |share| {
            percent(*share)
        });
        all.each("with", &self.wanted, |name| (*name).to_owned());
        all.each("without", &self.forbidden, |name| (*name).to_owned());
        all.each("compares", &self.compared, |name| (*name).to_owned());
        all.each("compliance", &self.compliance, |name| (*name).to_owned());
        all.each("region", &self.regions, Clone::clone);
        all.one("regions", self.region_count.as_ref(), ToString::to_string);
        all.one("team", self.team.as_ref(), ToString::to_string);
        all.one("machines", self.machines.as_ref(), ToString::to_string);
        all.one("memory", self.memory.as_ref(), ToString::to_string);
        all.one("payload", self.payload.as_ref(), ToString::to_string);
        all.one("retention", self.retention.as_ref(), ToString::to_string);
        all.one(
            "recovery-point",
            self.recovery_point.as_ref(),
            ToString::to_string,
        );
        all.one(
            "recovery-time",
            self.recovery_time.as_ref(),
            ToString::to_string,
        );
        all.0
    }
}

/// A share as people say it.
fn percent(share: Share) -> String {
    // Six digits behind the point are nine nines.
    let percent = (share.get() * 1e8).round() / 1e6;
    format!("{percent} %")
}

/// A list that is being written.
#[derive(Default)]
struct List(Vec<Listed>);

impl List {
    fn add(&mut self, name: &str, value: String, span: &Span) {
        self.0.push(Listed {
            name: name.to_owned(),
            value,
            span: Some(span.clone()),
        });
    }

    fn each<T>(&mut self, name: &str, found: &[Found<T>], show: impl Fn(&T) -> String) {
        for one in found {
            self.add(name, show(&one.value), &one.span);
        }
    }

    fn one<T>(&mut self, name: &str, found: Option<&Found<T>>, show: impl Fn(&T) -> String) {
        if let Some(one) = found {
            self.add(name, show(&one.value), &one.span);
        }
    }
}

/// Adds what is not there yet.
fn add_new<T: PartialEq>(list: &mut Vec<Found<T>>, value: T, span: Span) {
    if list.iter().all(|found| found.value != value) {
        list.push(Found { value, span });
    }
}
