//! What was understood of a request: the job, the slots, the ranking and why.

use std::io::{self, Write};

use anstyle::Style;
use rustora_agent::Ranked as RankedAgent;
use rustora_architect::route::{Kind, OFFER, Ranked, Route};
use serde::Serialize;

use super::text::{count, neutral};

/// How many reasons of a job people are shown, and how many agents.
const SHOWN: usize = 4;
const AGENTS: usize = 5;

/// The agents that there are.
pub(crate) struct Agents<'a> {
    /// The one that was asked for by name.
    pub(crate) chosen: Option<&'a str>,
    /// All of them by name, the likeliest first; empty where there is only one.
    pub(crate) ranked: &'a [(&'a str, RankedAgent)],
}

/// Writes it for people.
///
/// # Errors
/// When `out` takes no more.
pub(crate) fn write(out: &mut dyn Write, route: &Route, agents: &Agents<'_>) -> io::Result<()> {
    let bold = Style::new().bold();
    writeln!(out, "{bold}{}{bold:#}", neutral(&route.understood))?;
    match &route.kind {
        Kind::Clear => {}
        Kind::Ambiguous { first, second } => {
            for reading in [first, second] {
                let say = neutral(&reading.say);
                writeln!(out, "  {}? say: {say}", reading.job.name())?;
            }
        }
        Kind::NotOurs { why } => writeln!(out, "  {}. {OFFER}.", neutral(why))?,
    }
    for listed in route.slots.list() {
        writeln!(
            out,
            "  {:14} {}",
            neutral(&listed.name),
            neutral(&listed.value)
        )?;
    }
    for remark in &route.slots.remarks {
        writeln!(out, "  note: {remark}")?;
    }
    writeln!(out)?;
    for ranked in &route.ranking {
        ranking(out, ranked)?;
    }
    if let Some(name) = agents.chosen {
        writeln!(out, "\nagent {}: it was asked for", neutral(name))?;
    } else if !agents.ranked.is_empty() {
        writeln!(out, "\nagents")?;
    }
    let shown = agents.ranked.iter().take(AGENTS);
    for (name, ranked) in shown {
        let because = neutral(&ranked.because.join(", "));
        writeln!(
            out,
            "  {:24} {:5.1}  {because}",
            neutral(name),
            ranked.score
        )?;
    }
    let more = agents.ranked.len().saturating_sub(AGENTS);
    if more > 0 {
        writeln!(out, "  and {}", count(more, "more agent"))?;
    }
    Ok(())
}

fn ranking(out: &mut dyn Write, ranked: &Ranked) -> io::Result<()> {
    let reasons = ranked.reasons.iter().take(SHOWN);
    let mut why: Vec<String> = reasons
        .map(|reason| format!("{} {:+}", neutral(&reason.text), reason.weight))
        .collect();
    if ranked.reasons.len() > SHOWN {
        why.push(format!("{} more", ranked.reasons.len() - SHOWN));
    }
    let score = format!("{:.1}", ranked.score + 0.0);
    writeln!(
        out,
        "{:8} {score:>5}  {}",
        ranked.job.name(),
        why.join(", ")
    )
}

#[derive(Serialize)]
struct Routed<'r> {
    schema: &'static str,
    request: &'r str,
    kind: &'static str,
    job: Option<&'static str>,
    understood: &'r str,
    topic: &'r str,
    slots: Vec<Slot>,
    remarks: &'r [String],
    ranking: Vec<Rank<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    agent: Option<&'r str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    agents: Vec<AgentRank<'r>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    readings: Vec<Reading<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'r str>,
}

#[derive(Serialize)]
struct Slot {
    name: String,
    value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    span: Option<Place>,
}

#[derive(Serialize)]
struct Place {
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct Rank<'r> {
    job: &'static str,
    score: f64,
    reasons: Vec<Reason<'r>>,
}

#[derive(Serialize)]
struct AgentRank<'r> {
    name: &'r str,
    score: f64,
    because: &'r [String],
}

#[derive(Serialize)]
struct Reason<'r> {
    text: &'r str,
    weight: f64,
}

#[derive(Serialize)]
struct Reading<'r> {
    job: &'static str,
    say: &'r str,
}

/// Writes it for programs, as docs/schema/rustora.route.1.json says.
///
/// # Errors
/// When `out` takes no more.
pub(crate) fn write_json(
    out: &mut dyn Write,
    request: &str,
    route: &Route,
    agents: &Agents<'_>,
) -> io::Result<()> {
    let (kind, readings, why) = match &route.kind {
        Kind::Clear => ("clear", Vec::new(), None),
        Kind::Ambiguous { first, second } => ("ambiguous", vec![first, second], None),
        Kind::NotOurs { why } => ("not-ours", Vec::new(), Some(why.as_str())),
    };
    let slots = route.slots.list().into_iter().map(|listed| Slot {
        name: listed.name,
        value: listed.value,
        span: listed.span.map(|span| Place {
            start: span.start,
            end: span.end,
        }),
    });
    let ranking = route.ranking.iter().map(|ranked| Rank {
        job: ranked.job.name(),
        // An empty sum is negative zero.
        score: ranked.score + 0.0,
        reasons: ranked
            .reasons
            .iter()
            .map(|reason| Reason {
                text: &reason.text,
                weight: reason.weight,
            })
            .collect(),
    });
    let readings = readings.into_iter().map(|reading| Reading {
        job: reading.job.name(),
        say: &reading.say,
    });
    let ranked_agents = agents.ranked.iter().map(|(name, ranked)| AgentRank {
        name,
        score: ranked.score,
        because: &ranked.because,
    });
    let routed = Routed {
        schema: "rustora.route/1",
        request,
        kind,
        job: route.job.map(rustora_architect::route::Job::name),
        understood: &route.understood,
        topic: &route.topic,
        slots: slots.collect(),
        remarks: &route.slots.remarks,
        ranking: ranking.collect(),
        agent: agents.chosen,
        agents: ranked_agents.collect(),
        readings: readings.collect(),
        why,
    };
    serde_json::to_writer_pretty(&mut *out, &routed)?;
    writeln!(out)
}
