//! What a workspace has looked at and accepted, each with its reason.
//!
//! ```toml
//! [[workspace.metadata.rustora.accepted]]
//! advisory = "RUSTSEC-2023-0071"
//! reason = "no private key is in this program"
//!
//! [[workspace.metadata.rustora.accepted]]
//! yanked = "core2@0.4.0"
//! reason = "all of it is; it goes with the next image crate"
//!
//! [[workspace.metadata.rustora.accepted]]
//! guideline = "C-FEATURE"
//! package = "shop"
//! reason = "the name was published"
//! ```
//!
//! A package as such cannot be accepted: the next advisory about it would go unseen. What is accepted and no longer there is told.

use toml::{Table, Value};

/// One thing that was accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    pub(crate) what: What,
    pub(crate) reason: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// An advisory, in whichever package.
    Advisory(String),
    /// A version that was yanked, `name@1.2.3`.
    Yanked(String),
    /// A guideline, of one package or of all.
    Guideline { id: String, package: Option<String> },
}

/// Reads the settings of a workspace.
///
/// # Errors
/// When an entry says nothing, or something that is not understood.
pub(crate) fn read(settings: &Table) -> Result<Vec<Accepted>, String> {
    let Some(value) = settings.get("accepted") else {
        return Ok(Vec::new());
    };
    let list = value
        .as_array()
        .ok_or("`accepted` wants tables, `[[workspace.metadata.rustora.accepted]]`")?;
    list.iter().map(one).collect()
}

/// What an entry may say.
const KEYS: [&str; 5] = ["advisory", "yanked", "guideline", "package", "reason"];

fn one(value: &Value) -> Result<Accepted, String> {
    let table = value
        .as_table()
        .ok_or("an entry of `accepted` is no table")?;
    if let Some(key) = table.keys().find(|key| !KEYS.contains(&key.as_str())) {
        let keys = KEYS.join(", ");
        return Err(format!(
            "an entry of `accepted` has `{key}`; there are {keys}"
        ));
    }
    let field = |key: &str| match table.get(key) {
        None => Ok(None),
        Some(value) => match value.as_str().map(str::trim) {
            Some(text) if !text.is_empty() => Ok(Some(text.to_owned())),
            _ => Err(format!("`{key}` of `accepted` wants a text")),
        },
    };
    let package = field("package")?;
    let what = match (field("advisory")?, field("yanked")?, field("guideline")?) {
        (Some(id), None, None) if package.is_none() => What::Advisory(id),
        (None, Some(version), None) if package.is_none() => {
            if !version.contains('@') {
                return Err(format!(
                    "`yanked = \"{version}\"` of `accepted` wants a version, as in \"core2@0.4.0\""
                ));
            }
            What::Yanked(version)
        }
        (None, None, Some(id)) => What::Guideline { id, package },
        _ => {
            return Err("an entry of `accepted` wants one of `advisory`, `yanked` and `guideline`; `package` goes with `guideline` only".to_owned());
        }
    };
    let reason = field("reason")?
        .ok_or_else(|| format!("{} is accepted without a `reason`", what.name()))?;
    Ok(Accepted { what, reason })
}

impl What {
    /// As a person would say it.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Advisory(id) | Self::Guideline { id, package: None } => id.clone(),
            Self::Yanked(version) => format!("yanked {version}"),
            Self::Guideline {
                id,
                package: Some(package),
            } => format!("{id} of {package}"),
        }
    }
}

/// What was found, held against what was accepted.
pub(crate) struct Sorted {
    pub(crate) standing: Vec<String>,
    /// What was accepted, with the reason, and what is accepted in vain.
    pub(crate) told: Vec<String>,
}

/// Something that does not hold: what could be accepted, and the line that tells it.
pub(crate) type Hit = (What, String);

/// Takes out of `hits` what was accepted. `is_asked` says which of `accepted` could have been among them.
pub(crate) fn sort(
    hits: Vec<Hit>,
    accepted: &[Accepted],
    is_asked: impl Fn(&What) -> bool,
) -> Sorted {
    let mut used = vec![false; accepted.len()];
    let (mut standing, mut told) = (Vec::new(), Vec::new());
    for (what, line) in hits {
        match accepted.iter().position(|known| covers(&known.what, &what)) {
            Some(index) => {
                used[index] = true;
                told.push(format!("accepted: {line} ({})", accepted[index].reason));
            }
            None => standing.push(line),
        }
    }
    let unused = accepted.iter().zip(used);
    let unused = unused.filter(|(known, is_used)| !is_used && is_asked(&known.what));
    told.extend(unused.map(|(known, _)| {
        let name = known.what.name();
        format!("{name} is accepted and is not there; take it out of `accepted`")
    }));
    Sorted { standing, told }
}

fn covers(accepted: &What, hit: &What) -> bool {
    match (accepted, hit) {
        (What::Guideline { id, package: None }, What::Guideline { id: other, .. }) => id == other,
        _ => accepted == hit,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Result<Vec<Accepted>, String> {
        read(&text.parse().unwrap())
    }

    #[test]
    fn what_is_not_understood_is_an_error() {
        for (text, part) in [
            ("accepted = \"all\"", "wants tables"),
            ("accepted = [1]", "no table"),
            ("[[accepted]]\nid = \"x\"\nreason = \"y\"", "has `id`"),
            ("[[accepted]]\nadvisory = \"x\"", "without a `reason`"),
            (
                "[[accepted]]\nadvisory = \"x\"\nreason = \" \"",
                "wants a text",
            ),
            (
                "[[accepted]]\nyanked = \"x\"\nreason = \"y\"",
                "wants a version",
            ),
            ("[[accepted]]\nreason = \"y\"", "wants one of"),
            (
                "[[accepted]]\nadvisory = \"x\"\npackage = \"p\"\nreason = \"y\"",
                "goes with `guideline` only",
            ),
        ] {
            let error = of(text).unwrap_err();
            assert!(error.contains(part), "{text}: {error}");
        }
        assert_eq!(of("gates = []").unwrap(), []);
    }

    #[test]
    fn what_is_accepted_no_longer_stands_and_what_is_not_there_is_told() {
        let accepted = of(
            "[[accepted]]\nguideline = \"C-DEBUG\"\npackage = \"a\"\nreason = \"later\"\n\
                           [[accepted]]\nadvisory = \"R-1\"\nreason = \"gone\"\n",
        )
        .unwrap();
        let hit = |package: &str| {
            let what = What::Guideline {
                id: "C-DEBUG".to_owned(),
                package: Some(package.to_owned()),
            };
            (what, format!("{package} has no Debug"))
        };
        let sorted = sort(vec![hit("a"), hit("b")], &accepted, |_| true);
        assert_eq!(sorted.standing, ["b has no Debug"]);
        assert_eq!(
            sorted.told,
            [
                "accepted: a has no Debug (later)",
                "R-1 is accepted and is not there; take it out of `accepted`"
            ]
        );
        let is_guideline = |what: &What| matches!(what, What::Guideline { .. });
        assert_eq!(sort(Vec::new(), &accepted, is_guideline).told.len(), 1);
    }
}
