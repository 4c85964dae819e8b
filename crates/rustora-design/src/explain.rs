//! What one id of a design is, why it is there, and what hangs on it.
//!
//! Data for `design explain`: nothing here is prose but what the design holds. It follows references one step in both
//! directions, and one further for tests: what shows that a component works are the tests of its failure modes, threats and
//! contracts.

use crate::capacity::Figure;
use crate::check::{Hole, check};
use crate::model::{Design, Section};

/// What is to be said of an id.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation<'a> {
    /// The id.
    pub id: &'a str,
    /// What it is.
    pub section: Section,
    /// What it says, as one line.
    pub title: String,
    /// Why it is so: name of the field and its text, in the order of the file.
    pub why: Vec<(&'static str, String)>,
    /// The figures that it rests on; of a figure itself, that figure.
    pub figures: Vec<&'a Figure>,
    /// The decisions behind it.
    pub decided_by: Vec<Mention<'a>>,
    /// The tests that show it, its own and those of what is said about it.
    pub tested_by: Vec<Mention<'a>>,
    /// What else it names.
    pub names: Vec<Mention<'a>>,
    /// What names it.
    pub named_by: Vec<Mention<'a>>,
    /// What does not hold at it.
    pub holes: Vec<Hole>,
}

/// Another part, and the field of the naming one.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention<'a> {
    /// What it is.
    pub section: Section,
    /// Its id.
    pub id: &'a str,
    /// What it says, as one line.
    pub title: String,
    /// The field in which the one names the other.
    pub field: &'static str,
}

/// What is to be said of `id`; `None` when nothing is called so ([`nearest_id`] then helps).
#[must_use]
pub fn explain<'a>(design: &'a Design, id: &str) -> Option<Explanation<'a>> {
    let (section, id) = design.ids().find(|(_, known)| *known == id)?;
    let references = design.references();
    let mention = |section, id: &'a str, field| Mention {
        section,
        id,
        title: title(design, section, id),
        field,
    };
    let section_of = |id: &str| design.ids().find(|(_, known)| *known == id);
    let (mut decided_by, mut tested_by, mut names) = (Vec::new(), Vec::new(), Vec::new());
    let mut figures: Vec<&Figure> = design.figure(id).into_iter().collect();
    for reference in references.iter().filter(|reference| reference.from == id) {
        let Some((section, to)) = section_of(reference.to) else {
            continue;
        };
        match section {
            Section::Decision => decided_by.push(mention(section, to, reference.field)),
            Section::Test => tested_by.push(mention(section, to, reference.field)),
            Section::Figure => figures.extend(design.figure(to)),
            _ => names.push(mention(section, to, reference.field)),
        }
    }
    let mut named_by = Vec::new();
    for reference in references.iter().filter(|reference| reference.to == id) {
        let from = mention(reference.section, reference.from, reference.field);
        if reference.section == Section::Decision && section != Section::Test {
            decided_by.push(from.clone());
        }
        named_by.push(from);
        // What is said about it is shown by tests of its own.
        let about = matches!(
            reference.section,
            Section::Failure | Section::Threat | Section::Contract | Section::Backup
        );
        let tests = references.iter().filter(|other| {
            about && other.from == reference.from && other.wanted.contains(&Section::Test)
        });
        for test in tests {
            let known = tested_by
                .iter()
                .any(|known: &Mention<'_>| known.id == test.to);
            if let Some((Section::Test, to)) = section_of(test.to)
                && !known
            {
                tested_by.push(mention(Section::Test, to, test.field));
            }
        }
    }
    let holes = check(design).into_iter().filter(|hole| hole.at == id);
    Some(Explanation {
        id,
        section,
        title: title(design, section, id),
        why: why(design, section, id),
        figures,
        decided_by,
        tested_by,
        names,
        named_by,
        holes: holes.collect(),
    })
}

/// The id that was probably meant.
#[must_use]
pub fn nearest_id<'a>(design: &'a Design, id: &str) -> Option<&'a str> {
    crate::nearest(id, design.ids().map(|(_, id)| id))
}

/// What a part says, as one line; empty when it is not there.
#[must_use]
pub fn title(design: &Design, section: Section, id: &str) -> String {
    macro_rules! of {
        ($list:ident, $item:ident => $title:expr) => {
            design
                .$list
                .iter()
                .find(|item| item.id == id)
                .map(|$item| $title)
        };
    }
    let title = match section {
        Section::Requirement => of!(requirements, item => item.text.clone()),
        Section::Assumption => of!(assumptions, item => item.text.clone()),
        Section::Question => of!(questions, item => item.text.clone()),
        Section::Figure => of!(figures, item => format!("{}: {}", item.what, item.value.rounded())),
        Section::Decision => of!(decisions, item => format!("{} {}", item.asks, item.chosen)),
        Section::Zone => of!(zones, item => item.name.clone()),
        Section::Component => of!(components, item => item.does.clone()),
        Section::Link => {
            of!(links, item => format!("{} → {}: {} over {}", item.from, item.to, item.what, item.protocol))
        }
        Section::Entity => {
            of!(data, item => item.invariants.first().cloned().unwrap_or_else(|| item.id.clone()))
        }
        Section::Contract => of!(contracts, item => format!("{}: {}", item.name, item.does)),
        Section::Failure => {
            of!(failures, item => format!("{} {:?}: {}", item.at, item.fault, item.effect).to_lowercase())
        }
        Section::Threat => of!(threats, item => item.attack.clone()),
        Section::Slo => {
            of!(slos, item => format!("{} of {} over {}", item.target, item.sli, item.window))
        }
        Section::Rollout => of!(rollout, item => item.does.clone()),
        Section::Backup => of!(backups, item => item.how.clone()),
        Section::Cost => of!(costs, item => item.what.clone()),
        Section::Growth => of!(growth, item => format!("at {}: {}", item.due_at, item.change)),
        Section::Test => of!(tests, item => item.shows.clone()),
    };
    title.unwrap_or_default()
}

/// The fields of a part that say why it is so; those that are empty are left out.
fn why(design: &Design, section: Section, id: &str) -> Vec<(&'static str, String)> {
    let find = |known: &str| known == id;
    let fields: Option<Vec<(&'static str, String)>> = match section {
        Section::Requirement => {
            design
                .requirements
                .iter()
                .find(|item| find(&item.id))
                .map(|item| {
                    vec![
                        ("measure", item.measure.clone()),
                        ("origin", item.origin.to_string()),
                    ]
                })
        }
        Section::Assumption => design
            .assumptions
            .iter()
            .find(|item| find(&item.id))
            .map(|item| vec![("because", item.because.clone())]),
        Section::Question => design
            .questions
            .iter()
            .find(|item| find(&item.id))
            .map(|item| vec![("meanwhile", item.meanwhile.clone())]),
        Section::Figure => design.figure(id).map(|item| {
            vec![
                ("formula", item.formula.clone()),
                ("source", item.source.clone()),
            ]
        }),
        Section::Decision => design.decision(id).map(|item| {
            let mut fields = vec![
                ("because", item.because.clone()),
                ("sensitivity", item.sensitivity.clone()),
            ];
            let consequences = item.consequences.iter();
            fields.extend(consequences.map(|text| ("consequence", text.clone())));
            let out = item.options.iter().flat_map(|option| {
                let why = option.ruled_out.iter();
                why.map(|out| ("ruled out", format!("{}: {}", option.name, out.evidence)))
            });
            fields.extend(out);
            fields
        }),
        Section::Component => design
            .component(id)
            .map(|item| vec![("technology", item.technology.clone())]),
        Section::Failure => design
            .failures
            .iter()
            .find(|item| find(&item.id))
            .map(|item| {
                vec![
                    ("seen by", item.seen_by.clone()),
                    ("answer", item.answer.clone()),
                ]
            }),
        Section::Threat => design
            .threats
            .iter()
            .find(|item| find(&item.id))
            .map(|item| {
                vec![
                    ("control", item.control.clone()),
                    ("owasp", item.owasp.clone().unwrap_or_default()),
                ]
            }),
        Section::Rollout => design
            .rollout
            .iter()
            .find(|item| find(&item.id))
            .map(|item| vec![("gate", item.gate.clone()), ("undo", item.undo.clone())]),
        Section::Cost => design
            .costs
            .iter()
            .find(|item| find(&item.id))
            .map(|item| vec![("grows with", item.grows_with.clone())]),
        Section::Test => design
            .tests
            .iter()
            .find(|item| find(&item.id))
            .map(|item| vec![("place", item.place.clone())]),
        _ => None,
    };
    let fields = fields.unwrap_or_default().into_iter();
    fields.filter(|(_, text)| !text.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::tests::sample;

    fn ids<'a>(mentions: &[Mention<'a>]) -> Vec<&'a str> {
        mentions.iter().map(|mention| mention.id).collect()
    }

    #[test]
    fn a_decision_shows_its_reasons_and_who_rests_on_it() {
        let design = sample();
        let found = explain(&design, "D1").unwrap();
        assert_eq!(
            found.title,
            "Where do balances and entries live? postgresql"
        );
        assert_eq!(found.figures[0].id, "peak");
        assert_eq!(ids(&found.tested_by), ["conservation"]);
        assert_eq!(ids(&found.named_by), ["R1", "R2", "Q1", "api"]);
        let why: Vec<_> = found.why.iter().map(|(field, _)| *field).collect();
        assert_eq!(why, ["because", "sensitivity", "consequence", "ruled out"]);
        assert!(found.holes.is_empty());
    }

    #[test]
    fn a_component_is_tested_by_what_is_said_about_it() {
        let mut design = sample();
        let found = explain(&design, "db").unwrap();
        assert_eq!(ids(&found.tested_by), ["kill-db", "restore-drill"]);
        assert_eq!(ids(&found.named_by), ["api-to-db", "transfer", "F1", "wal"]);
        assert_eq!(ids(&found.names), ["cluster"]);
        let api = explain(&design, "api").unwrap();
        assert_eq!(ids(&api.decided_by), ["D1"]);
        assert_eq!(ids(&api.tested_by), ["conservation"]);
        design.components[1].replicas = 1;
        let api = explain(&design, "api").unwrap();
        assert_eq!(api.holes[0].check, "no-spare-replica");
    }

    #[test]
    fn a_figure_shows_its_formula_and_every_id_has_a_title() {
        let design = sample();
        let found = explain(&design, "peak").unwrap();
        assert_eq!(found.title, "peak load: 500/s");
        assert_eq!(ids(&found.decided_by), ["D1"]);
        assert_eq!(found.why[0].1, "λ × peak factor = 167/s × 3 = 500/s");
        for (section, id) in design.ids() {
            assert!(!title(&design, section, id).is_empty(), "{section} {id}");
            assert!(explain(&design, id).is_some());
        }
        assert!(explain(&design, "pek").is_none());
        assert_eq!(nearest_id(&design, "pek"), Some("peak"));
    }
}
