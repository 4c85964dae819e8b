//! Which part of a design speaks of which other, as one list.
//!
//! The checks ask it for ids that lead nowhere, and `explain` for who speaks of an id; whoever adds a field that
//! names another part adds it here and has both. It judges nothing.

use std::fmt;

use super::{Design, Id};

/// A list of a design.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Section {
    /// `requirements`
    Requirement,
    /// `assumptions`
    Assumption,
    /// `questions`
    Question,
    /// `figures`
    Figure,
    /// `decisions`
    Decision,
    /// `zones`
    Zone,
    /// `components`
    Component,
    /// `links`
    Link,
    /// `data`
    Entity,
    /// `contracts`
    Contract,
    /// `failures`
    Failure,
    /// `threats`
    Threat,
    /// `slos`
    Slo,
    /// `rollout`
    Rollout,
    /// `backups`
    Backup,
    /// `costs`
    Cost,
    /// `growth`
    Growth,
    /// `tests`
    Test,
}

impl Section {
    /// What one of its items is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Requirement => "requirement",
            Self::Assumption => "assumption",
            Self::Question => "question",
            Self::Figure => "figure",
            Self::Decision => "decision",
            Self::Zone => "zone",
            Self::Component => "component",
            Self::Link => "link",
            Self::Entity => "entity",
            Self::Contract => "contract",
            Self::Failure => "failure mode",
            Self::Threat => "threat",
            Self::Slo => "SLO",
            Self::Rollout => "rollout step",
            Self::Backup => "backup",
            Self::Cost => "cost driver",
            Self::Growth => "growth step",
            Self::Test => "test",
        }
    }
}

impl fmt::Display for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// One part that names another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference<'a> {
    /// What the part that names is.
    pub section: Section,
    /// Its id.
    pub from: &'a str,
    /// The field in which it does.
    pub field: &'static str,
    /// The id that is named.
    pub to: &'a str,
    /// What may be named there.
    pub wanted: &'static [Section],
}

const TEST: &[Section] = &[Section::Test];
const DECISION: &[Section] = &[Section::Decision];
const COMPONENT: &[Section] = &[Section::Component];
const ENTITY: &[Section] = &[Section::Entity];
const FIGURE: &[Section] = &[Section::Figure];
const AFFECTED: &[Section] = &[
    Section::Requirement,
    Section::Decision,
    Section::Figure,
    Section::Component,
    Section::Link,
    Section::Entity,
    Section::Slo,
];
const FAILING: &[Section] = &[Section::Component, Section::Link];
const ATTACKED: &[Section] = &[Section::Component, Section::Link, Section::Contract];

impl Design {
    /// Everything that has an id: what it is, and the id.
    pub fn ids(&self) -> impl Iterator<Item = (Section, &str)> {
        fn of<T>(
            section: Section,
            items: &[T],
            id: fn(&T) -> &Id,
        ) -> impl Iterator<Item = (Section, &str)> {
            items.iter().map(move |item| (section, id(item).as_str()))
        }
        of(Section::Requirement, &self.requirements, |x| &x.id)
            .chain(of(Section::Assumption, &self.assumptions, |x| &x.id))
            .chain(of(Section::Question, &self.questions, |x| &x.id))
            .chain(of(Section::Figure, &self.figures, |x| &x.id))
            .chain(of(Section::Decision, &self.decisions, |x| &x.id))
            .chain(of(Section::Zone, &self.zones, |x| &x.id))
            .chain(of(Section::Component, &self.components, |x| &x.id))
            .chain(of(Section::Link, &self.links, |x| &x.id))
            .chain(of(Section::Entity, &self.data, |x| &x.id))
            .chain(of(Section::Contract, &self.contracts, |x| &x.id))
            .chain(of(Section::Failure, &self.failures, |x| &x.id))
            .chain(of(Section::Threat, &self.threats, |x| &x.id))
            .chain(of(Section::Slo, &self.slos, |x| &x.id))
            .chain(of(Section::Rollout, &self.rollout, |x| &x.id))
            .chain(of(Section::Backup, &self.backups, |x| &x.id))
            .chain(of(Section::Cost, &self.costs, |x| &x.id))
            .chain(of(Section::Growth, &self.growth, |x| &x.id))
            .chain(of(Section::Test, &self.tests, |x| &x.id))
    }

    /// Every mention of one part by another, in the order of the file.
    pub fn references(&self) -> Vec<Reference<'_>> {
        let mut found = Found(Vec::new());
        for item in &self.requirements {
            let mut add = found.of(Section::Requirement, &item.id);
            add.all("decided-by", &item.decided_by, DECISION);
            add.all("tested-by", &item.tested_by, TEST);
        }
        for item in &self.assumptions {
            found
                .of(Section::Assumption, &item.id)
                .all("affects", &item.affects, AFFECTED);
        }
        for item in &self.questions {
            found
                .of(Section::Question, &item.id)
                .all("flips", &item.flips, DECISION);
        }
        for item in &self.decisions {
            let mut add = found.of(Section::Decision, &item.id);
            add.all("figures", &item.figures, FIGURE);
            add.all("confirmation", &item.confirmation, TEST);
        }
        self.references_of_parts(&mut found);
        self.references_of_risks(&mut found);
        found.0
    }

    fn references_of_parts<'a>(&'a self, found: &mut Found<'a>) {
        for item in &self.components {
            let mut add = found.of(Section::Component, &item.id);
            add.one("zone", &item.zone, &[Section::Zone]);
            add.all("owns", &item.owns, ENTITY);
            add.all("decided-by", &item.decided_by, DECISION);
        }
        for item in &self.links {
            let mut add = found.of(Section::Link, &item.id);
            add.one("from", &item.from, COMPONENT);
            add.one("to", &item.to, COMPONENT);
        }
        for item in &self.data {
            let mut add = found.of(Section::Entity, &item.id);
            add.all("owner", &item.owner, COMPONENT);
            add.all("stored-in", &item.stored_in, COMPONENT);
            let named = item.fields.iter().flat_map(|field| &field.references);
            add.all("fields.references", named, ENTITY);
        }
        for item in &self.contracts {
            let mut add = found.of(Section::Contract, &item.id);
            add.one("component", &item.component, COMPONENT);
            add.all("used-by", &item.used_by, COMPONENT);
            add.all("tested-by", &item.tested_by, TEST);
            let fields = item.takes.iter().chain(&item.gives);
            let named = fields.flat_map(|field| &field.references);
            add.all("fields.references", named, ENTITY);
        }
    }

    fn references_of_risks<'a>(&'a self, found: &mut Found<'a>) {
        for item in &self.failures {
            let mut add = found.of(Section::Failure, &item.id);
            add.one("at", &item.at, FAILING);
            add.all("test", &item.test, TEST);
        }
        for item in &self.threats {
            let mut add = found.of(Section::Threat, &item.id);
            add.one("at", &item.at, ATTACKED);
            add.all("test", &item.test, TEST);
        }
        for item in &self.slos {
            found
                .of(Section::Slo, &item.id)
                .one("component", &item.component, COMPONENT);
        }
        for item in &self.backups {
            let mut add = found.of(Section::Backup, &item.id);
            add.one("component", &item.component, COMPONENT);
            add.all("restored-by", &item.restored_by, TEST);
        }
        for item in &self.costs {
            found
                .of(Section::Cost, &item.id)
                .all("figure", &item.figure, FIGURE);
        }
        for item in &self.growth {
            found
                .of(Section::Growth, &item.id)
                .all("figure", &item.figure, FIGURE);
        }
    }
}

/// The list while it grows.
struct Found<'a>(Vec<Reference<'a>>);

/// The same for one part.
struct Naming<'f, 'a> {
    found: &'f mut Vec<Reference<'a>>,
    section: Section,
    from: &'a str,
}

impl<'a> Found<'a> {
    fn of(&mut self, section: Section, from: &'a str) -> Naming<'_, 'a> {
        Naming {
            found: &mut self.0,
            section,
            from,
        }
    }
}

impl<'a> Naming<'_, 'a> {
    fn one(&mut self, field: &'static str, to: &'a str, wanted: &'static [Section]) {
        self.found.push(Reference {
            section: self.section,
            from: self.from,
            field,
            to,
            wanted,
        });
    }

    fn all(
        &mut self,
        field: &'static str,
        to: impl IntoIterator<Item = &'a Id>,
        wanted: &'static [Section],
    ) {
        for to in to {
            self.one(field, to, wanted);
        }
    }
}
