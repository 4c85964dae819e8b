//! What runs, where, and who calls whom: sections 3, 5, 6 and 7.
//!
//! The context shows what crosses from one zone to another, since that is where somebody else's word is taken for
//! something; the building blocks list every zone, component and link.

use crate::model::{Component, Design, Link};

use super::super::document::{Block, Line, Picture, Section, Table, joined, plain};
use super::super::flows::flows;
use super::super::index::Index;
use super::super::words;

pub(super) fn context(design: &Design, index: &Index<'_>) -> Section {
    let mut section = Section::outline("context", "Context");
    if design.components.is_empty() {
        return section;
    }
    section.blocks.push(Block::Picture(Picture::Context));
    section.says(plain(
        "Solid lines are calls whose caller waits, dashed ones are calls whose caller does not. An arrow points from the one \
         who opens the connection to the one who answers.",
    ));
    let mut part = Section::outline("crossings", "What crosses a border");
    let mut table = Table::new(
        "Links between zones",
        &["Link", "From", "Into", "What", "How it is protected"],
    );
    for link in &design.links {
        let (Some(from), Some(to)) = (design.component(&link.from), design.component(&link.to))
        else {
            continue;
        };
        if from.zone != to.zone {
            table.row([
                index.link(&link.id),
                index.link(&from.zone),
                index.link(&to.zone),
                index.prose(&link.what),
                index.prose(&words::carried(link)),
            ]);
        }
    }
    part.tables(table);
    section.part(part);
    section
}

pub(super) fn blocks(design: &Design, index: &Index<'_>) -> Section {
    let mut section = Section::outline("blocks", "Building blocks");
    section.part(zones(design, index));
    section.part(components(design, index));
    section.part(links(design, index));
    section.part(ownership(design, index));
    section
}

fn zones(design: &Design, index: &Index<'_>) -> Section {
    let mut part = Section::outline("zones", "Zones of trust");
    let mut table = Table::new("Zones", &["Id", "What it is", "Who is in it"]);
    for zone in &design.zones {
        let inside = design
            .components
            .iter()
            .filter(|component| component.zone == zone.id)
            .map(|component| &component.id);
        table.row([
            index.place(&zone.id),
            index.prose(&zone.name),
            index.links(inside),
        ]);
    }
    part.tables(table);
    part
}

fn components(design: &Design, index: &Index<'_>) -> Section {
    let mut part = Section::outline("components", "Components");
    let mut table = Table::new(
        "Components",
        &[
            "Id",
            "Kind",
            "What it does",
            "Made with",
            "Zone",
            "Decided by",
        ],
    );
    for item in &design.components {
        table.row([
            index.place(&item.id),
            plain(words::component_kind(item.kind)),
            index.prose(&item.does),
            index.prose(&item.technology),
            index.link(&item.zone),
            index.links(&item.decided_by),
        ]);
    }
    part.tables(table);
    part
}

fn links(design: &Design, index: &Index<'_>) -> Section {
    let mut part = Section::outline("links", "Links");
    let mut table = Table::new(
        "Links",
        &[
            "Id",
            "Who calls whom",
            "What goes over it",
            "How the caller calls",
            "Carried by",
        ],
    );
    for link in &design.links {
        table.row([
            index.place(&link.id),
            ends(link, index),
            index.prose(&link.what),
            plain(words::call(link)),
            index.prose(&words::carried(link)),
        ]);
    }
    part.tables(table);
    part
}

fn ends(link: &Link, index: &Index<'_>) -> Line {
    joined([index.link(&link.from), index.link(&link.to)], " → ")
}

fn ownership(design: &Design, index: &Index<'_>) -> Section {
    let mut part = Section::outline("ownership", "Who owns which data");
    let mut table = Table::new("Ownership of data", &["Data", "Written by", "Stored in"]);
    for entity in &design.data {
        let owners = design.owners(entity).into_iter().map(|id| index.link(id));
        table.row([
            index.link(&entity.id),
            joined(owners, ", "),
            index.links(&entity.stored_in),
        ]);
    }
    part.tables(table);
    part
}

pub(super) fn runtime(design: &Design, index: &Index<'_>) -> Section {
    let mut section = Section::outline("runtime", "Runtime view");
    for (number, flow) in flows(design).iter().enumerate() {
        let anchor = format!("flow.{}", number + 1);
        let mut title = plain("What ");
        title.extend(index.link(flow.start));
        title.extend(plain(" sets off"));
        let mut part = Section::new(anchor, title);
        part.blocks.push(Block::Picture(Picture::Flow(number)));
        if !flow.shown.is_empty() {
            let mut line = plain("What happens then is shown above: the calls of ");
            line.extend(joined(flow.shown.iter().map(|id| index.link(id)), ", "));
            line.extend(plain("."));
            part.says(line);
        }
        section.part(part);
    }
    section
}

pub(super) fn deployment(design: &Design, index: &Index<'_>) -> Section {
    let mut section = Section::outline("deployment", "Deployment");
    let mut table = Table::new(
        "What runs where",
        &[
            "Component",
            "Zone",
            "Replicas",
            "Copies",
            "Memory each",
            "Carries each",
            "Peak of all",
            "Available",
            "Connections",
            "Deadline",
        ],
    );
    for item in &design.components {
        table.row(placed(item, index));
    }
    section.tables(table);
    section
}

fn placed(item: &Component, index: &Index<'_>) -> [Line; 10] {
    let budget = &item.budget;
    let copies = if item.kind.keeps_data() {
        words::replication(item.replication)
    } else {
        ""
    };
    [
        index.link(&item.id),
        index.link(&item.zone),
        plain(item.replicas.to_string()),
        plain(copies),
        plain(words::maybe(budget.memory)),
        plain(words::maybe(budget.capacity)),
        plain(words::maybe(budget.peak)),
        plain(words::maybe(budget.availability)),
        plain(words::connections(budget)),
        plain(words::maybe(budget.deadline)),
    ]
}
