//! What a brief left open, as assumptions of the design, each with what would have to be looked at again.

use crate::brief::{Brief, Slot};
use crate::model::{Assumption, Design};
use crate::origin::Origin;
use crate::units::Measure;

/// A slot in words: what it is, its value, who says so, and the figures that rest on it.
type Told<'b> = (&'static str, String, &'b Origin, &'static [&'static str]);

/// The assumptions of a brief.
pub(super) fn of(brief: &Brief, design: &Design) -> Vec<Assumption> {
    let told = [load(brief), promises(brief), means(brief)].concat();
    let assumed = told
        .into_iter()
        .filter_map(|(what, value, origin, figures)| {
            let Origin::Assumed { because } = origin else {
                return None;
            };
            Some((format!("{what}: {value}."), because.clone(), figures))
        });
    assumed
        .enumerate()
        .map(|(index, (text, because, figures))| Assumption {
            id: format!("A{}", index + 1),
            text,
            because,
            affects: figures
                .iter()
                .filter(|id| design.figure(id).is_some())
                .map(|id| (*id).to_owned())
                .collect(),
        })
        .collect()
}

fn slot<'b, T: Measure>(
    what: &'static str,
    slot: &'b Slot<T>,
    figures: &'static [&'static str],
) -> Told<'b> {
    (
        what,
        slot.value.rounded().to_string(),
        &slot.origin,
        figures,
    )
}

fn load(brief: &Brief) -> Vec<Told<'_>> {
    let load = &brief.load;
    vec![
        slot("The average load", brief.main_rate(), &["peak", "disk"]),
        slot(
            "Connections at once",
            &load.connections,
            &["memory", "storm", "replicas-by-connections"],
        ),
        slot(
            "One of them carries",
            &load.payload,
            &["disk", "replication"],
        ),
        slot("The peak over the average", &load.peak_factor, &["peak"]),
        slot(
            "After a year as much as today times",
            &brief.data.growth,
            &[],
        ),
    ]
}

fn promises(brief: &Brief) -> Vec<Told<'_>> {
    let (data, recovery) = (&brief.data, &brief.recovery);
    let guarantees = brief.guarantees.value.iter();
    let guarantees: Vec<String> = guarantees.map(|one| one.id().to_owned()).collect();
    let replication = format!("{:?}", data.replication.value).to_lowercase();
    vec![
        slot("99 of 100 answers within", &brief.latency.p99, &["in-work"]),
        (
            "What must never be broken",
            listed(&guarantees),
            &brief.guarantees.origin,
            &[],
        ),
        slot("What is kept is kept for", &data.retention, &["disk"]),
        (
            "Copies are kept the same",
            replication,
            &data.replication.origin,
            &["disk"],
        ),
        slot("It answers", &brief.availability, &["up"]),
        slot("Writes that may be lost are those of", &recovery.point, &[]),
        slot("It works again within", &recovery.time, &[]),
    ]
}

fn means(brief: &Brief) -> Vec<Told<'_>> {
    let names = |what, slot: &'_ Slot<Vec<String>>| (what, listed(&slot.value));
    let (rules, rules_are) = names("Rules of others", &brief.compliance);
    let (regions, regions_are) = names("Regions", &brief.regions);
    let weights = brief.weights.value.all().map(|weight| weight.to_string());
    vec![
        (rules, rules_are, &brief.compliance.origin, &[]),
        slot("People who build and run it", &brief.team, &[]),
        slot("Machines", &brief.machines, &[]),
        (regions, regions_are, &brief.regions.origin, &[]),
        (
            "Correctness, performance, maintainability, reliability and operability count",
            weights.join(", "),
            &brief.weights.origin,
            &[],
        ),
    ]
}

fn listed(names: &[String]) -> String {
    match names {
        [] => "none".to_owned(),
        names => names.join(", "),
    }
}
