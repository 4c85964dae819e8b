//! Where to start with a whole system: what decides its success, what to settle now and what later, the first steps, and the code
//! at its heart.

use std::fmt::Write as _;

use rustora_design::archetype::{DesignError, design};
use rustora_design::brief::{Archetype, Brief};
use rustora_design::model::{DataClass, Design};
use rustora_knowledge::Topic;

use super::tables::{cell, hazards};
use super::{Advice, block, page, section};

/// What is particular to an archetype's beginning.
struct Beginning {
    title: &'static str,
    /// The page whose insight leads.
    insight: &'static str,
    /// Each with a sentence: what it settles.
    now: &'static [&'static str],
    /// What can wait, and until when.
    later: &'static [&'static str],
    /// The pages whose code is shown.
    code: &'static [&'static str],
    steps: [&'static str; 3],
}

const LEDGER: Beginning = Beginning {
    title: "Where to start with a ledger",
    insight: "double-entry",
    now: &[
        "double-entry",
        "money-and-rounding",
        "transaction-isolation",
        "idempotency-keys",
        "transactional-outbox",
    ],
    later: &[
        "Which accounts are hot, and splitting them: measure first; the schema does not change.",
        "A second region, read replicas for statements: as long as what decides reads the primary.",
        "A ledger database (TigerBeetle): once one primary is busy; transfers keep their ids.",
        "Currency exchange and fees: they are transfers with more entries.",
    ],
    code: &["double-entry", "idempotency-keys", "transactional-outbox"],
    steps: [
        "Write the two tables, the constraint that entries sum to zero, and grants without UPDATE and DELETE; then a property test that runs random transfers from many clients, kills connections, and adds up after each commit. Everything else is built on that test staying green.",
        "Post one transfer end to end under an idempotency key, and write the two tests that matter: twenty concurrent first uses of one key have one effect; killed between commit and answer, the same key gets the transfer that was posted.",
        "Add the outbox and a reconciliation that compares stored balances with sums, and restore a backup once before the first real amount is posted.",
    ],
};

const QUEUE: Beginning = Beginning {
    title: "Where to start with a queue that loses nothing",
    insight: "durable-acknowledgement",
    now: &[
        "durable-acknowledgement",
        "message-broker",
        "idempotent-consumer",
        "leases-and-fencing",
        "poison-messages",
    ],
    later: &[
        "Partitions and the number of consumers: from the first load test.",
        "Replay and a second group of readers: when somebody asks for history.",
        "A second region: ids stay, so that a message that arrives twice has its effect once.",
    ],
    code: &[
        "message-broker",
        "idempotent-consumer",
        "leases-and-fencing",
    ],
    steps: [
        "Write the history checker first: published, delivered, acknowledged, set aside as a list of events, and a function that finds loss, invention and double effects in it.",
        "Run one producer and one consumer against the broker of your choice with fsync on, kill either at random for an hour, and let the checker read.",
        "Add leases with fencing and the place for poison messages; then measure, with open-loop load, and only then choose partitions.",
    ],
};

const API: Beginning = Beginning {
    title: "Where to start with an API for very many connections",
    insight: "accept-loop",
    now: &[
        "accept-loop",
        "admission-control",
        "tls-termination",
        "connection-pool",
        "graceful-shutdown",
    ],
    later: &[
        "Caching and read replicas: when the database is the limit, which a load test says.",
        "Several regions: when a latency that was measured asks for it.",
        "A tier that only holds connections: from about a million.",
    ],
    code: &["accept-loop", "graceful-shutdown", "connection-pool"],
    steps: [
        "Write the load client: open-loop, one task for each connection, source addresses enough for the ports; hold a tenth of the connections and read the memory per connection.",
        "Write the accept loop with its three limits (connections, time to the first byte and the headers, age) and the shutdown with a deadline, and run the client against it, with a thousand slow clients beside it.",
        "Put one real endpoint behind it with a pool sized by Little's law, cut all connections at once, and measure how long the storm takes.",
    ],
};

/// Where to start with what a brief describes.
///
/// # Errors
///
/// When wishes exclude each other, or no number of servers carries the load.
pub fn start(brief: &Brief) -> Result<Advice, DesignError> {
    let beginning = match brief.archetype {
        Archetype::Ledger => &LEDGER,
        Archetype::MessageQueue => &QUEUE,
        Archetype::ConnectionApi => &API,
    };
    let design = design(brief)?;
    let mut out = vec![format!("# {}", beginning.title)];
    out.extend(page(beginning.insight).map(|page| page.insight.clone()));
    out.push(steps(beginning));
    out.push(format!("## The data model\n\n{}", data(&design)));
    out.push(format!("## To decide now\n\n{}", now(beginning, &design)));
    out.push(format!(
        "## To decide later\n\n{}",
        later(beginning, &design)
    ));
    for id in beginning.code {
        let Some(page) = page(id) else { continue };
        out.push(format!("## {} in code", page.title));
        for example in &page.examples {
            out.push(example.text_before.clone());
            out.push(block(&example.code));
        }
    }
    let pages: Vec<&Topic> = beginning.now.iter().filter_map(|id| page(id)).collect();
    out.extend(section("Hazards", &hazards(&pages)));
    out.push(format!("## What it has to carry\n\n{}", figures(&design)));
    out.push(
        "Numbers that nobody gave are assumptions; `rustora design` lists them with the questions that would change a decision, and \
         writes the whole design (`--out DIR`)."
            .to_owned(),
    );
    Ok(Advice {
        title: beginning.title.to_owned(),
        topics: beginning.now.to_vec(),
        markdown: out.join("\n\n") + "\n",
    })
}

fn steps(beginning: &Beginning) -> String {
    let steps = beginning.steps.iter().enumerate();
    let steps: Vec<String> = steps
        .map(|(index, step)| format!("{}. {step}", index + 1))
        .collect();
    format!("## The first three steps\n\n{}", steps.join("\n"))
}

fn data(design: &Design) -> String {
    let mut out = "| What | Fields | Always holds |\n|---|---|---|".to_owned();
    for entity in &design.data {
        let fields = entity.fields.iter().map(|field| {
            let mark = match field.class {
                DataClass::Plain => "",
                DataClass::Personal => " (personal)",
                DataClass::Secret => " (secret)",
            };
            format!("`{}: {}`{mark}", field.name, field.ty)
        });
        let fields: Vec<String> = fields.collect();
        // Writing to a `String` cannot fail.
        _ = write!(
            out,
            "\n| **{}** | {} | {} |",
            entity.id,
            cell(&fields.join(", ")),
            cell(&entity.invariants.join(" "))
        );
    }
    out
}

/// Each decision that cannot wait: what to take, why, and what would turn it around. Where there is no choice, what the page says.
fn now(beginning: &Beginning, design: &Design) -> String {
    let decided = beginning.now.iter().filter_map(|topic| {
        let page = page(topic)?;
        let decision = design.decisions.iter();
        let mut decision = decision.filter(|decision| decision.question == *topic);
        let chosen = decision
            .next()
            .filter(|_| !page.options.is_empty())
            .and_then(|decision| {
                let option = decision
                    .options
                    .iter()
                    .find(|option| option.id == decision.chosen)?;
                Some(format!(
                    " → **{}**. {} {}",
                    option.name, option.because, decision.sensitivity
                ))
            });
        let said = || format!(". {}", words(&page.decision));
        Some(format!(
            "- **{}**{}",
            page.title,
            chosen.unwrap_or_else(said)
        ))
    });
    decided.collect::<Vec<_>>().join("\n")
}

/// A paragraph on one line.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn later(beginning: &Beginning, design: &Design) -> String {
    let told = beginning.later.iter().map(|text| format!("- {text}"));
    let steps = design.growth.iter();
    let steps = steps.map(|step| format!("- Due at *{}*: {}", step.due_at, step.change));
    told.chain(steps).collect::<Vec<_>>().join("\n")
}

fn figures(design: &Design) -> String {
    let mut out = "| What | Low .. expected .. high | How |\n|---|---|---|".to_owned();
    for figure in &design.figures {
        _ = write!(
            out,
            "\n| {} | {} | {} |",
            cell(&figure.what),
            figure.value.rounded(),
            cell(&figure.formula)
        );
    }
    out
}
