//! The decision records of the project.

use std::path::Path;

use rustora_host::Host;

use super::{Lines, count, quoted};
use crate::adr::{self, Status};

/// How many records are told.
const RECORDS: usize = 30;

pub(super) fn learn(host: &dyn Host, root: &Path) -> Lines {
    let mut out = Lines::default();
    // Records that cannot be read are no reason to learn nothing else; `rustora adr check` says why.
    let Ok(place) = adr::place(host, root) else {
        return out;
    };
    let Ok(found) = adr::read(host, &place) else {
        return out;
    };
    // What still holds comes first when there are many.
    let mut records: Vec<&adr::Record> = found.records.iter().collect();
    records.sort_by_key(|record| {
        (
            !matches!(record.status, Status::Accepted | Status::Proposed),
            std::cmp::Reverse(record.number),
        )
    });
    let rest = records.split_off(records.len().min(RECORDS));
    records.sort_by_key(|record| record.number);
    let above = root
        .strip_prefix(&place.root)
        .map_or(0, |below| below.components().count());
    let shown = |record: &adr::Record| {
        format!(
            "{}{}",
            "../".repeat(above),
            record.path.to_string_lossy().replace('\\', "/")
        )
    };
    for record in &records {
        let status = match &record.status {
            Status::Superseded(Some(by)) => format!("superseded by ADR {by}"),
            Status::Other(text) if text.is_empty() => "no status".to_owned(),
            Status::Other(text) => quoted(text),
            other => other.name().to_owned(),
        };
        let told = format!("ADR {} {}: {status}", record.number, quoted(&record.title));
        out.add(
            format!("adr {} {}", record.number, shown(record)),
            &told,
            &format!("{}:1", shown(record)),
        );
    }
    if let Some(first) = rest.first() {
        out.add(
            "adr more",
            &format!("And {}", count(rest.len(), "older record")),
            &format!("{}:1", shown(first)),
        );
    }
    out
}
