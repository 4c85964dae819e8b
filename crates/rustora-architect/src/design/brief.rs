//! A brief out of what was found in a request, in the brief's own format.
//!
//! It says only what was said: every gap is left to the brief's assumptions, which are marked as such.

use std::fmt::Write as _;

use rustora_design::brief::{Archetype, Brief};

use crate::route::{Found, LoadOf, Slots};

/// A brief out of what was found in a request.
///
/// # Errors
///
/// When nothing says what kind of system it is, or values contradict each other: why, as a sentence.
pub fn brief(slots: &Slots) -> Result<Brief, String> {
    let Some(guess) = &slots.archetype else {
        let kinds = Archetype::ALL.map(Archetype::id).join("`, `");
        return Err(format!(
            "it does not say what kind of system it is; there are designs for `{kinds}`"
        ));
    };
    Brief::from_toml(&written(guess.archetype, slots)).map_err(|errors| {
        let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
        errors.join("; ")
    })
}

/// The brief as a person would write it.
fn written(archetype: Archetype, slots: &Slots) -> String {
    let mut out = format!(
        "schema = \"rustora.brief/1\"\nname = \"{0}\"\narchetype = \"{0}\"\n",
        archetype.id()
    );
    let guarantees = slots.guarantees.iter().map(|found| found.value.id());
    out += &list("guarantees", guarantees);
    out += &list("compliance", names(&slots.compliance));
    out += &list(
        "regions",
        slots.regions.iter().map(|found| found.value.as_str()),
    );
    out += &load(slots);
    let p99 = slots.latencies.iter().find(|found| {
        let percentile = found.value.percentile.as_deref();
        percentile.is_none_or(|part| part == "p99")
    });
    let p99 = p99.map(|found| found.value.below.to_string());
    out += &table("latency", &[("p99", p99)]);
    out += &table("data", &[("retention", said(slots.retention.as_ref()))]);
    let availability = said(slots.availability.as_ref());
    out += &table("service", &[("availability", availability)]);
    let recovery = [
        ("point", said(slots.recovery_point.as_ref())),
        ("time", said(slots.recovery_time.as_ref())),
    ];
    out += &table("recovery", &recovery);
    out += &table("team", &[("size", said(slots.team.as_ref()))]);
    out += &table("budget", &[("machines", said(slots.machines.as_ref()))]);
    let technology =
        list("wanted", names(&slots.wanted)) + &list("forbidden", names(&slots.forbidden));
    if !technology.is_empty() {
        out += "\n[technology]\n";
        out += &technology;
    }
    out
}

fn load(slots: &Slots) -> String {
    let amount = |of: LoadOf| {
        let found = slots.loads.iter().find(|found| found.value.of == of);
        found.map(|found| found.value.amount.to_string())
    };
    // Of requests and the like a count is no load: it does not say in what time.
    let rate = |of: LoadOf| amount(of).filter(|text| text.contains('/'));
    let connections = amount(LoadOf::Connections).filter(|text| !text.contains('/'));
    let lines = [
        ("connections", connections),
        ("requests", rate(LoadOf::Requests)),
        ("messages", rate(LoadOf::Messages)),
        ("transfers", rate(LoadOf::Transfers)),
        ("payload", said(slots.payload.as_ref())),
    ];
    table("load", &lines)
}

fn said<T: ToString>(found: Option<&Found<T>>) -> Option<String> {
    found.map(|found| found.value.to_string())
}

fn names<'s>(found: &'s [Found<&'static str>]) -> impl Iterator<Item = &'s str> {
    found.iter().map(|found| found.value)
}

/// A list of texts; nothing where there are none.
fn list<'s>(key: &str, texts: impl Iterator<Item = &'s str>) -> String {
    let texts: Vec<String> = texts.map(|text| format!("{text:?}")).collect();
    if texts.is_empty() {
        return String::new();
    }
    format!("{key} = [{}]\n", texts.join(", "))
}

/// A table of texts; nothing where nothing was said.
fn table(name: &str, lines: &[(&str, Option<String>)]) -> String {
    let mut out = String::new();
    for (key, value) in lines {
        if let Some(value) = value {
            // Writing to a `String` cannot fail.
            _ = writeln!(out, "{key} = \"{value}\"");
        }
    }
    if out.is_empty() {
        return out;
    }
    format!("\n[{name}]\n{out}")
}

#[cfg(test)]
mod tests {
    use rustora_host::MemoryHost;

    use super::*;
    use crate::route::route;

    fn of(request: &str) -> Result<Brief, String> {
        brief(&route(&MemoryHost::default(), request).slots)
    }

    #[test]
    fn what_was_said_is_stated_and_nothing_else_is() {
        let brief = of("design a ledger on postgres without kafka, 200 transfers per second, p99 below 80 ms, 99.95 % available, PCI, team of 4").unwrap();
        assert_eq!(brief.archetype, Archetype::Ledger);
        let stated = brief.to_toml().unwrap();
        for part in [
            "transfers = \"200/s\"",
            "p99 = \"80 ms\"",
            "99.95 %",
            "PCI",
            "size = \"4\"",
            "wanted = [\"postgres",
            "forbidden = [\"kafka\"]",
        ] {
            assert!(stated.contains(part), "{part}: {stated}");
        }
        assert!(brief.load.payload.is_assumed() && brief.recovery.point.is_assumed());
    }

    #[test]
    fn without_a_kind_there_is_no_brief() {
        let why = of("design something fast").unwrap_err();
        assert!(why.contains("`message-queue`"), "{why}");
    }
}
