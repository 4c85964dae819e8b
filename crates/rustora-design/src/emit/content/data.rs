//! What is stored and what is promised about it: section 8.
//!
//! Entities with their fields, invariants and indexes, then every contract. A field that says something about a person or
//! is a secret says so in the table, since that is what a reviewer looks for.

use crate::model::{Contract, Design, Entity, Field};

use super::super::document::{Inline, Line, Section, Table, joined, plain};
use super::super::index::{Index, flat};
use super::super::words;
use super::{code, labelled};

pub(super) fn concepts(design: &Design, index: &Index<'_>) -> Section {
    let mut section = Section::outline("concepts", "Data and contracts");
    for (number, entity) in design.data.iter().enumerate() {
        section.part(data(entity, index, number + 1));
    }
    for (number, contract) in design.contracts.iter().enumerate() {
        section.part(promise(contract, index, number + 1));
    }
    section
}

fn data(entity: &Entity, index: &Index<'_>, number: usize) -> Section {
    let mut title = plain("Data: ");
    title.extend(index.place(&entity.id));
    let mut part = Section::new(format!("data.{number}"), title);
    let kept = match &entity.retention {
        Some(retention) => format!("It is kept for {retention}."),
        None => "It is kept for ever.".to_owned(),
    };
    part.says(plain(kept));
    part.tables(fields("Fields", &entity.fields, index));
    let invariants = entity.invariants.iter();
    part.lists(
        invariants
            .map(|text| labelled("Invariant.", index.prose(text)))
            .collect(),
    );
    let mut table = Table::new("Indexes", &["Index on", "Unique", "Because"]);
    for item in &entity.indexes {
        let names = item.fields.iter().map(|name| code(name));
        table.row([
            joined(names, ", "),
            plain(if item.unique { "yes" } else { "no" }),
            index.prose(&item.because),
        ]);
    }
    part.tables(table);
    part
}

fn fields(caption: &'static str, fields: &[Field], index: &Index<'_>) -> Table {
    let mut table = Table::new(caption, &["Field", "Type", "Care", "One of"]);
    for field in fields {
        table.row([
            code(&field.name),
            code(&field.ty),
            plain(words::data_class(field.class)),
            index.links(&field.references),
        ]);
    }
    table
}

fn promise(contract: &Contract, index: &Index<'_>, number: usize) -> Section {
    let mut title = plain(match words::contract_kind(contract.kind) {
        "endpoint" => "Endpoint: ",
        "procedure" => "Procedure: ",
        "stream" => "Stream: ",
        _ => "Message: ",
    });
    title.extend(index.place(&contract.id));
    let mut part = Section::new(format!("contract.{number}"), title);
    let mut line = Vec::new();
    if !flat(&contract.name).is_empty() {
        line.push(Inline::Code(flat(&contract.name)));
        line.extend(plain(": "));
    }
    line.extend(index.prose(&contract.does));
    part.says(line);
    let said = |text: &Option<String>, otherwise: &str| match text {
        Some(text) => index.prose(text),
        None => plain(otherwise),
    };
    let mut table = Table::new("Promise", &["What", "How"]);
    let mut row = |what: &str, how: Line| {
        if !how.is_empty() {
            table.row([plain(what), how]);
        }
    };
    row("made by", index.link(&contract.component));
    row("relied on by", index.links(&contract.used_by));
    row("who may", said(&contract.authorisation, "not said"));
    row(
        "a second call is harmless by",
        said(&contract.idempotent_by, "nothing"),
    );
    row("limit", said(&contract.limit, "none"));
    let errors = contract.errors.iter().map(|error| index.prose(error));
    row("says no with", joined(errors, "; "));
    row("takes", shape(&contract.takes, index));
    row("gives", shape(&contract.gives, index));
    row("shown by", index.links(&contract.tested_by));
    part.tables(table);
    part
}

/// `name: Type` for each field, with what it is one of and the care it needs.
fn shape(fields: &[Field], index: &Index<'_>) -> Line {
    let each = fields.iter().map(|field| {
        let mut line = code(&format!("{}: {}", field.name, field.ty));
        if let Some(of) = &field.references {
            line.extend(plain(" of "));
            line.extend(index.link(of));
        }
        if field.class != crate::model::DataClass::Plain {
            line.extend(plain(format!(" ({})", words::data_class(field.class))));
        }
        line
    });
    joined(each, ", ")
}
