//! What to ask first: the assumptions whose truth would change the design.
//!
//! For each number that was assumed there is a low and a high answer; whoever decides is asked again with both, and the
//! questions are ordered by how many decisions that turns around. It knows no decision: deciding is a function that comes
//! in. A question that flips nothing is still listed, last, since its answer changes figures.

use crate::units::{Count, Measure, Share, Span};

use super::{Archetype, Brief, Slot};

/// A question and what the brief would be with its answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Ask {
    /// The field that the answer belongs in.
    pub field: &'static str,
    /// The question.
    pub text: String,
    /// What is assumed meanwhile.
    pub meanwhile: String,
    /// The brief with a low answer, and what follows from it assumed anew. For deciding only: its lines are not those of
    /// the brief that was read.
    pub low: Brief,
    /// The brief with a high one.
    pub high: Brief,
}

/// A question with the decisions that it could turn around.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranked {
    /// The question.
    pub ask: Ask,
    /// What it flips; empty when nothing.
    pub flips: Vec<Flip>,
}

/// A decision that an answer turns around.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flip {
    /// Its position among the decisions.
    pub decision: usize,
    /// What is chosen now.
    pub now: String,
    /// What would be with the low answer.
    pub low: String,
    /// And with the high one.
    pub high: String,
}

/// Orders questions by how many decisions they flip, most first, then as they came.
///
/// `decide` gives what is chosen, one id for each decision and always in the same order.
pub fn rank(brief: &Brief, asks: Vec<Ask>, decide: impl Fn(&Brief) -> Vec<String>) -> Vec<Ranked> {
    let now = decide(brief);
    let ranked = asks.into_iter().map(|ask| {
        let (low, high) = (decide(&ask.low), decide(&ask.high));
        let flips = now
            .iter()
            .zip(low.into_iter().zip(high))
            .enumerate()
            .filter(|(_, (now, (low, high)))| low != *now || high != *now);
        let flips = flips
            .map(|(decision, (now, (low, high)))| Flip {
                decision,
                now: now.clone(),
                low,
                high,
            })
            .collect();
        Ranked { ask, flips }
    });
    let mut ranked: Vec<Ranked> = ranked.collect();
    ranked.sort_by_key(|ranked| std::cmp::Reverse(ranked.flips.len()));
    ranked
}

/// The numbers of a brief that were assumed, as questions: a tenth and ten times for loads, the usual extremes for the rest.
#[must_use]
pub fn open(brief: &Brief) -> Vec<Ask> {
    let mut asks = Asks {
        brief,
        found: Vec::new(),
    };
    match brief.archetype {
        Archetype::ConnectionApi => {
            asks.tenfold(
                "load.connections",
                "How many connections are open at once?",
                |brief| &mut brief.load.connections,
            );
            asks.tenfold(
                "load.requests",
                "How many requests come in, on average?",
                |brief| &mut brief.load.requests,
            );
        }
        Archetype::MessageQueue => {
            asks.tenfold(
                "load.messages",
                "How many messages come in, on average?",
                |brief| &mut brief.load.messages,
            );
        }
        Archetype::Ledger => {
            asks.tenfold(
                "load.transfers",
                "How many transfers are posted, on average?",
                |brief| &mut brief.load.transfers,
            );
        }
    }
    asks.tenfold("load.payload", "How large is one of them?", |brief| {
        &mut brief.load.payload
    });
    asks.between(
        "load.peak-factor",
        "How much higher than the average is the peak?",
        [Count::whole(1), Count::whole(10)],
        |brief| &mut brief.load.peak_factor,
    );
    asks.between(
        "latency.p99",
        "What do 99 of 100 answers have to stay below?",
        [Span::millis(20), Span::seconds(2)],
        |brief| &mut brief.latency.p99,
    );
    let day = 86_400;
    asks.between(
        "data.retention",
        "How long is it kept?",
        [Span::seconds(day), Span::seconds(3_650 * day)],
        |brief| &mut brief.data.retention,
    );
    let nines = [Share::percent(99), Share::nearest(0.9999)];
    asks.between(
        "service.availability",
        "How much of the time must it answer?",
        nines,
        |brief| &mut brief.availability,
    );
    asks.between(
        "recovery.point",
        "The writes of which time may be lost?",
        [Span::ZERO, Span::seconds(3_600)],
        |brief| &mut brief.recovery.point,
    );
    asks.between(
        "team.size",
        "How many people build and run it?",
        [Count::whole(1), Count::whole(12)],
        |brief| &mut brief.team,
    );
    asks.between(
        "budget.machines",
        "How many machines are there for it?",
        [Count::whole(1), Count::whole(12)],
        |brief| &mut brief.machines,
    );
    asks.found
}

/// The brief with everything assumed again that follows from what is stated. Its lines are those of a text that nobody
/// wrote. `None` when the answer contradicts what is stated; it is then weighed as it stands.
fn assumed_again(brief: &Brief) -> Option<Brief> {
    Brief::from_toml(&brief.to_toml().ok()?).ok()
}

struct Asks<'b> {
    brief: &'b Brief,
    found: Vec<Ask>,
}

impl Asks<'_> {
    fn tenfold<T: Measure>(
        &mut self,
        field: &'static str,
        text: &str,
        slot: fn(&mut Brief) -> &mut Slot<T>,
    ) {
        let now = slot(&mut self.brief.clone()).value.get();
        self.between(
            field,
            text,
            [T::nearest(now / 10.0), T::nearest(now * 10.0)],
            slot,
        );
    }

    fn between<T: Measure>(
        &mut self,
        field: &'static str,
        text: &str,
        [low, high]: [T; 2],
        slot: fn(&mut Brief) -> &mut Slot<T>,
    ) {
        let mut brief = self.brief.clone();
        let assumed = slot(&mut brief);
        if !assumed.is_assumed() {
            return;
        }
        let meanwhile = assumed.value.to_string();
        let with = |value: T| {
            let mut brief = self.brief.clone();
            *slot(&mut brief) = Slot::stated(value, 1);
            assumed_again(&brief).unwrap_or(brief)
        };
        self.found.push(Ask {
            field,
            text: text.to_owned(),
            meanwhile,
            low: with(low),
            high: with(high),
        });
    }
}
