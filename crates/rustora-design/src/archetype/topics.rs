//! Decisions out of pages: a page's options as something to decide, and a brief's wishes in the words of the pages.

use std::collections::{BTreeMap, BTreeSet};

use rustora_knowledge::{OptionRow, Topic, topic};

use crate::brief::{Brief, Guarantee};
use crate::decide::{self, Ceiling, Choice, DecideError, Question, Verdict, Wanted};
use crate::model::{Decision, DecisionOption, Id};
use crate::units::{Count, Estimate, Measure, Quantity, Rate};

/// A topic that an archetype decides.
#[derive(Debug)]
pub(super) struct Asked {
    /// The page.
    pub(super) topic: &'static str,
    /// The tests that show that the decision was carried out.
    pub(super) confirmed_by: &'static [&'static str],
    /// The figures that it rests on.
    pub(super) figures: &'static [&'static str],
    /// What follows from it for this archetype, whatever is chosen.
    pub(super) consequences: &'static [&'static str],
    /// The guarantees that every system of the archetype needs of it.
    pub(super) needs: &'static [&'static str],
    /// What the skeleton is drawn for, where not every option of the page suits it.
    pub(super) drawn: Option<Drawn>,
    /// Whose load it carries.
    pub(super) carries: Carries,
}

/// Whose load an option has to carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Carries {
    /// All that comes in.
    All,
    /// Its own part of it, which a brief does not tell.
    Part,
}

/// A wish that a skeleton has and a page has no word for.
#[derive(Debug)]
pub(super) struct Drawn {
    /// The wish, as a gate names it.
    pub(super) gate: &'static str,
    /// The options that meet it.
    pub(super) options: &'static [&'static str],
    /// Why the others do not.
    pub(super) because: &'static str,
}

impl Asked {
    pub(super) const fn new(
        topic: &'static str,
        confirmed_by: &'static [&'static str],
        figures: &'static [&'static str],
    ) -> Self {
        Self {
            topic,
            confirmed_by,
            figures,
            consequences: &[],
            needs: &[],
            drawn: None,
            carries: Carries::All,
        }
    }

    pub(super) const fn needs(mut self, needs: &'static [&'static str]) -> Self {
        self.needs = needs;
        self
    }

    pub(super) const fn drawn(mut self, drawn: Drawn) -> Self {
        self.drawn = Some(drawn);
        self
    }

    pub(super) const fn in_part(mut self) -> Self {
        self.carries = Carries::Part;
        self
    }

    pub(super) const fn so(mut self, consequences: &'static [&'static str]) -> Self {
        self.consequences = consequences;
        self
    }
}

/// Which of a brief's guarantees a topic decides. Others are no gate there: which runtime is used has no say in the order of messages.
const HEEDS: [(&str, &[&str]); 8] = [
    (
        "message-broker",
        &[
            "redelivery",
            "durable-ack",
            "order-per-key",
            "survives-node-loss",
            "multi-region",
        ],
    ),
    (
        "durable-acknowledgement",
        &["durable-ack", "survives-node-loss"],
    ),
    ("idempotent-consumer", &["effect-once"]),
    ("idempotency-keys", &["effect-once"]),
    ("poison-messages", &["order-per-key"]),
    (
        "data-store",
        &[
            "durable-ack",
            "serializable",
            "survives-node-loss",
            "read-your-writes",
            "multi-region",
        ],
    ),
    (
        "double-entry",
        &[
            "durable-ack",
            "serializable",
            "audit-trail",
            "read-your-writes",
        ],
    ),
    ("transaction-isolation", &["serializable"]),
];

/// Scores on pages go from 1 to 5, those of decisions from 0 to 10.
const SCALE: u8 = decide::BEST / 5;

impl Asked {
    pub(super) fn page(&self) -> Option<&'static Topic> {
        topic(self.topic)
    }

    /// What is chosen for a brief; nothing where the page leaves no choice.
    pub(super) fn verdict(&self, brief: &Brief) -> Result<Option<Verdict>, DecideError> {
        let Some(page) = self.page().filter(|page| !page.options.is_empty()) else {
            return Ok(None);
        };
        let mut question = question(page, brief);
        let mut wanted = wanted(page, brief, &question);
        let needs = self.needs.iter().map(|need| (*need).to_owned());
        wanted.guarantees.extend(needs);
        if self.carries == Carries::Part {
            wanted.loads.clear();
        }
        if let Some(drawn) = &self.drawn {
            for option in &mut question.options {
                if drawn.options.contains(&option.id.as_str()) {
                    option.gives.insert(drawn.gate.to_owned());
                } else {
                    let because = drawn.because.to_owned();
                    option.cannot.insert(drawn.gate.to_owned(), because);
                }
            }
            wanted.guarantees.insert(drawn.gate.to_owned());
        }
        question.gates.clone_from(&wanted.guarantees);
        decide::decide(&question, &wanted, &brief.weights.value).map(Some)
    }

    /// A decision that leaves no choice: what the page says.
    pub(super) fn only_way(&self, id: Id, confirmation: Vec<Id>) -> Decision {
        let page = self.page();
        let title = page.map_or(self.topic, |page| page.title.as_str());
        let because = page.map_or_else(String::new, |page| super::plain(&page.decision));
        Decision {
            id,
            question: self.topic.to_owned(),
            asks: page.map_or_else(String::new, |page| page.question.clone()),
            chosen: "as-described".to_owned(),
            because: because.clone(),
            sensitivity: "There is one way that holds; no weight changes it.".to_owned(),
            consequences: Vec::new(),
            figures: Vec::new(),
            confirmation,
            weights: None,
            options: vec![DecisionOption {
                id: "as-described".to_owned(),
                name: format!("{title}, as the playbook describes it"),
                scores: [decide::BEST; 5],
                total: None,
                ruled_out: Vec::new(),
                because,
            }],
        }
    }
}

/// What is chosen among the options of a page; nothing where it leaves no choice.
pub(super) fn weigh(id: &str, brief: &Brief) -> Result<Option<Verdict>, DecideError> {
    let Some(page) = topic(id).filter(|page| !page.options.is_empty()) else {
        return Ok(None);
    };
    let mut question = question(page, brief);
    let wanted = wanted(page, brief, &question);
    question.gates.clone_from(&wanted.guarantees);
    decide::decide(&question, &wanted, &brief.weights.value).map(Some)
}

/// A page as a question. What is a gate there is the asker's to say.
fn question(page: &Topic, brief: &Brief) -> Question {
    Question {
        id: page.id.clone(),
        asks: page.question.clone(),
        gates: BTreeSet::new(),
        options: page
            .options
            .iter()
            .map(|option| choice(page, option, brief))
            .collect(),
    }
}

fn choice(page: &Topic, option: &OptionRow, brief: &Brief) -> Choice {
    let gives: BTreeSet<String> = option
        .gives
        .iter()
        .map(|guarantee| guarantee.name().to_owned())
        .collect();
    let mut kinds = BTreeSet::new();
    if page.id == "message-broker" && !gives.contains("no-extra-service") {
        kinds.insert("broker".to_owned());
    }
    if gives.contains("durable-ack") {
        kinds.insert("durable-store".to_owned());
    }
    Choice {
        id: option.id.clone(),
        name: named(option),
        scores: option.scores.all().map(|score| score * SCALE),
        gives,
        cannot: BTreeMap::new(),
        kinds,
        ceilings: ceiling(page, option, brief).into_iter().collect(),
        because: option.because.clone(),
    }
}

/// An option's id and what the page adds to it, since the one is often only half of the name.
fn named(option: &OptionRow) -> String {
    let added = option.name.replace('`', "");
    format!("{} ({})", option.id, added.trim())
}

/// What an option carries at most, all machines together. Per core nothing is said: how many there are is not in a brief.
fn ceiling(page: &Topic, option: &OptionRow, brief: &Brief) -> Option<Ceiling> {
    let ceiling = option.ceiling.as_ref()?;
    let machines = match ceiling.per.as_deref() {
        None => Count::whole(1),
        // How many there are is a limit only when somebody said so; otherwise there are as many as are needed.
        Some("node") if !brief.machines.is_assumed() => brief.machines.value,
        Some(_) => return None,
    };
    let amount = Count::nearest(precise(ceiling.amount) * machines.get());
    let most: Quantity = match ceiling.unit.as_str() {
        "connections" => amount.into(),
        "msg/s" | "tx/s" | "req/s" => Rate::nearest(amount.get()).into(),
        _ => return None,
    };
    Some(Ceiling {
        most: Estimate::exactly(most),
        source: format!("playbook {}", page.id),
    })
}

#[expect(clippy::cast_precision_loss, reason = "ceilings are far below 2^52")]
const fn precise(amount: u64) -> f64 {
    amount as f64
}

/// A brief's wishes in the words of the pages, as far as they are decided on this one.
fn wanted(page: &Topic, brief: &Brief, question: &Question) -> Wanted {
    let heeds = HEEDS.iter().find(|(topic, _)| *topic == page.id);
    let heeds = heeds.map_or(&[][..], |(_, heeds)| heeds);
    let stated = brief.guarantees.value.iter();
    let mut guarantees: BTreeSet<String> = stated
        .flat_map(|guarantee| words(*guarantee))
        .filter(|word| heeds.contains(word))
        .map(|word| (*word).to_owned())
        .collect();
    if brief.regions.value.len() > 1 && heeds.contains(&"multi-region") {
        guarantees.insert("multi-region".to_owned());
    }
    let named = |names: &[String]| -> BTreeSet<String> {
        let options = question.options.iter().map(|option| option.id.as_str());
        let meant = options.filter(|id| names.iter().any(|name| is_meant(id, name)));
        let kinds = names
            .iter()
            .filter(|name| matches!(name.as_str(), "broker" | "durable-store"));
        meant.map(str::to_owned).chain(kinds.cloned()).collect()
    };
    Wanted {
        guarantees,
        loads: vec![
            brief.peak_rate().into(),
            brief.load.connections.value.into(),
        ],
        asked_for: named(&brief.technology.wanted.value),
        forbidden: named(&brief.technology.forbidden.value),
    }
}

/// Whether a product's name means an option: one of the option's words begins like it.
fn is_meant(option: &str, name: &str) -> bool {
    let name = name.to_lowercase();
    let name = match name.as_str() {
        "postgresql" | "pg" => "postgres",
        other => other.split([' ', '-']).next().unwrap_or(other),
    };
    option == name || option.split('-').any(|word| word == name)
}

fn words(guarantee: Guarantee) -> &'static [&'static str] {
    match guarantee {
        // What is acknowledged and then lost was not delivered once.
        Guarantee::AtLeastOnce => &["redelivery", "durable-ack"],
        Guarantee::AtMostOnce | Guarantee::TenantIsolation => &[],
        Guarantee::EffectOnce | Guarantee::IdempotentWrites => &["effect-once"],
        Guarantee::OrderPerKey | Guarantee::TotalOrder => &["order-per-key"],
        Guarantee::DurableAck => &["durable-ack"],
        Guarantee::SurvivesFailover => &["survives-node-loss"],
        Guarantee::Serializable => &["serializable"],
        Guarantee::ReadYourWrites => &["read-your-writes"],
        Guarantee::AuditTrail => &["audit-trail"],
    }
}

/// What a component is made with when this option was chosen.
pub(super) fn technology(option: &str) -> String {
    let known = match option {
        "axum-own-loop" => "axum 0.8 on a hyper-util accept loop",
        "axum-serve" => "axum 0.8",
        "actix-web" => "actix-web 4",
        "hyper" => "hyper 1",
        "tonic" => "tonic 0.14",
        "postgres-ledger" | "postgres" | "postgresql" => "PostgreSQL 17",
        "sqlite-ledger" | "sqlite" => "SQLite, WAL",
        "tigerbeetle" => "TigerBeetle, with PostgreSQL 17 beside it",
        "postgres-queue" => "PostgreSQL 17, a table with SKIP LOCKED",
        "embedded-log" => "a log of segments in the process",
        "nats-jetstream" => "NATS JetStream, three replicas, sync_interval always",
        "nats-jetstream-default" => "NATS JetStream as installed",
        "kafka" => "Kafka, acks=all, min.insync.replicas=2",
        "rabbitmq-quorum" => "RabbitMQ 4, quorum queues with confirms",
        "redis-streams" => "Redis Streams",
        other => return other.replace('-', " "),
    };
    known.to_owned()
}
