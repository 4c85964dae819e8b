//! What the compiler says of the calls that findings rest on.
//!
//! A finding whose calls all reach what it says is confirmed. One of whose calls reaches a function of the workspace instead is
//! dropped: it speaks of something that does not happen. The compiler's silence changes nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rustora_proof::{ProofError, Workshop};
use rustora_review::{Claim, Finding, Review, canonical_path, compiler_paths};

/// What the compiler says of a finding's calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Confirmed {
    /// All of them reach what it says.
    Yes,
    /// One of them reaches this function instead.
    No(String),
}

/// The answers, by the findings' fingerprints, and what to tell of them.
#[derive(Debug, Default)]
pub(crate) struct Answers {
    pub(crate) by_finding: BTreeMap<String, Confirmed>,
    pub(crate) account: Option<String>,
}

/// Asks the compiler about the calls of all findings.
pub(crate) fn ask(
    shop: &Workshop<'_>,
    quick: &Review,
    progress: &mut dyn FnMut(&str),
) -> Result<Answers, ProofError> {
    let claims = quick.findings.iter().flat_map(|finding| &finding.rests_on);
    let paths: BTreeSet<&str> = claims.map(|claim| claim.path.as_str()).collect();
    if paths.is_empty() {
        return Ok(Answers::default());
    }
    // A function that two paths lead to goes by the later one: the one that a finding names.
    let claimed = paths.into_iter().flat_map(compiler_paths);
    let mut all = quick.namesakes.clone();
    all.extend(claimed.filter(|path| !quick.namesakes.contains(path)));
    progress("asking the compiler which functions are called");
    let (ran, targets) = shop.targets(&all, progress)?;
    // A file that two crates declare has two functions in one place.
    let mut places: BTreeMap<(&Path, u32), Vec<&str>> = BTreeMap::new();
    for target in &targets {
        let place = places.entry((&target.file, target.at)).or_default();
        place.push(&target.path);
    }
    let mut out = Answers::default();
    let mut dropped = Vec::new();
    for finding in &quick.findings {
        let file = Path::new(&finding.location.source.path);
        let said = |claim: &Claim| places.get(&(file, claim.at)).map_or(&[][..], Vec::as_slice);
        let Some(answer) = judged(finding, &quick.namesakes, &said) else {
            continue;
        };
        if let Confirmed::No(instead) = &answer {
            let place = &finding.location;
            dropped.push(format!(
                "{} at {}:{} (it calls `{instead}`)",
                finding.rule.id, place.source.path, place.start.line
            ));
        }
        out.by_finding.insert(finding.fingerprint.clone(), answer);
    }
    let confirmed = out.by_finding.len() - dropped.len();
    let asked = quick.findings.iter();
    let asked = asked.filter(|finding| !finding.rests_on.is_empty()).count();
    let seconds = ran.wall.as_secs_f64();
    let mut account = format!(
        "calls that findings rest on: the compiler confirms {confirmed} of {asked}, {seconds:.1} s"
    );
    if !dropped.is_empty() {
        account.push_str("; dropped: ");
        account.push_str(&dropped.join(", "));
    }
    out.account = Some(account);
    Ok(out)
}

/// `said` are the functions that the compiler names where a claim stands.
fn judged<'t>(
    finding: &Finding,
    namesakes: &[String],
    said: &dyn Fn(&Claim) -> &'t [&'t str],
) -> Option<Confirmed> {
    let is_so = |claim: &Claim| {
        let claimed = canonical_path(&claim.path);
        said(claim)
            .iter()
            .any(|path| canonical_path(path) == claimed)
    };
    let open = || finding.rests_on.iter().filter(|claim| !is_so(claim));
    let is_own = |path: &&&str| namesakes.iter().any(|own| own == **path);
    if let Some(instead) = open().find_map(|claim| said(claim).iter().find(is_own)) {
        return Some(Confirmed::No((*instead).to_owned()));
    }
    (!finding.rests_on.is_empty() && open().next().is_none()).then_some(Confirmed::Yes)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use rustora_host::MemoryHost;
    use rustora_review::{Progress, Request, review};

    use super::*;

    /// A finding about `std::thread::sleep` in code that has a `sleep` of its own.
    fn finding() -> (Finding, Vec<String>) {
        let text = "pub async fn wait() {\n    std::thread::sleep(std::time::Duration::from_secs(1));\n}\n\
                    pub fn sleep() {}\n";
        let host = MemoryHost::default()
            .with(
                "/w/Cargo.toml",
                "[package]\nname = \"own\"\nedition = \"2024\"\n",
            )
            .with("/w/src/lib.rs", text);
        let request = Request {
            paths: vec!["/w".into()],
            ..Request::default()
        };
        let review = review(&host, &request, &Progress::default()).unwrap();
        let of_rule = |finding: &Finding| finding.rule.id == "blocking-call-in-async";
        let found = review.findings.into_iter().find(of_rule).unwrap();
        assert_eq!(found.location.source.text, Arc::from(text));
        (found, review.namesakes)
    }

    #[test]
    fn a_finding_names_the_calls_that_it_rests_on() {
        let (finding, namesakes) = finding();
        let at = finding.location.source.text.find("std::thread").unwrap();
        let claim = Claim {
            at: u32::try_from(at).unwrap(),
            path: "std::thread::sleep".to_owned(),
        };
        assert_eq!(finding.rests_on, [claim]);
        assert_eq!(namesakes, ["own::sleep"]);
        assert!(!finding.is_conditional);
    }

    #[test]
    fn only_a_function_of_the_workspace_speaks_against_a_finding() {
        let (finding, namesakes) = finding();
        let judged = |said: &'static [&'static str]| judged(&finding, &namesakes, &|_| said);
        assert_eq!(judged(&["std::thread::sleep"]), Some(Confirmed::Yes));
        assert_eq!(
            judged(&["own::sleep"]),
            Some(Confirmed::No("own::sleep".to_owned()))
        );
        assert_eq!(
            judged(&["own::sleep", "std::thread::sleep"]),
            Some(Confirmed::Yes)
        );
        assert_eq!(judged(&["tokio::time::sleep"]), None);
        assert_eq!(judged(&[]), None);
    }
}
