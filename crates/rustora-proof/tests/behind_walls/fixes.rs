//! Fixes are proven together, and told apart where one of them harms.

use std::path::Path;

use rustora_host::OsHost;
use rustora_proof::{Candidate, Verdict, prove_fixes};
use rustora_source::{Edit, Span};

use crate::workshop::Place;

pub(crate) const TESTS: &[(&str, fn())] = &[
    (
        "good_fixes_cost_one_check_and_bad_ones_are_found",
        good_and_bad,
    ),
    (
        "fixes_that_are_good_alone_and_bad_together_are_not_both_proven",
        together,
    ),
    ("a_fix_that_leaves_what_it_corrects_is_refuted", left_behind),
    ("clippy_is_heard_once_and_heeds_the_manifest", heard),
];

const TEXT: &str = "pub fn a() -> u8 {\n    1\n}\n\npub fn b() -> u8 {\n    2\n}\n\npub fn c() -> u8 {\n    3\n}\n";

/// Replaces the only occurrence of `old`.
fn fix(old: &str, new: &str) -> Candidate {
    let start = u32::try_from(TEXT.find(old).unwrap()).unwrap();
    let span = Span::new(start, start + u32::try_from(old.len()).unwrap());
    Candidate {
        file: Path::new("src/lib.rs").to_owned(),
        edits: vec![Edit::replace(span, new)],
    }
}

fn verdicts(fixes: &[Candidate], left: &[usize]) -> (Vec<Verdict>, usize) {
    let place = Place::new(&[("src/lib.rs", TEXT)]);
    let host = OsHost::new();
    let shop = place.shop(&host);
    let (ran, before) = shop.lint(&mut |_| {}).unwrap();
    assert!(ran.is_success(), "{ran:#?}");
    let mut checks = 0;
    let mut count = |line: &str| {
        checks += usize::from(line.contains("Finished") || line.contains("could not compile"));
    };
    let still_there = |_: &_, _: &[_], tried: &[usize]| {
        left.iter()
            .copied()
            .filter(|index| tried.contains(index))
            .collect()
    };
    let verdicts = prove_fixes(&shop, &before, fixes, &still_there, &mut count).unwrap();
    assert_eq!(shop.renew().unwrap(), 0, "the copy is as it was");
    (verdicts, checks)
}

fn good_and_bad() {
    let good = [
        fix("    1", "    10"),
        fix("    2", "    20"),
        fix("    3", "    30"),
    ];
    let (found, checks) = verdicts(&good, &[]);
    assert_eq!(found, [const { Verdict::Proven }; 3]);
    assert_eq!(checks, 1);

    let mixed = [
        fix("    1", "    10"),
        fix("    2", "    \"x\""),
        fix("    3", "    30"),
    ];
    let (found, _) = verdicts(&mixed, &[]);
    assert_eq!((&found[0], &found[2]), (&Verdict::Proven, &Verdict::Proven));
    assert!(
        matches!(&found[1], Verdict::Refuted(why) if why.contains("E0308")),
        "{found:?}"
    );
    // A new warning is a new word too.
    let (found, _) = verdicts(&[fix("    1", "    let x = 1;\n    1")], &[]);
    assert!(
        matches!(&found[0], Verdict::Refuted(why) if why.contains("unused_variables")),
        "{found:?}"
    );
    let overlapping = [fix("    1", "    10"), fix("    1", "    11")];
    let (found, _) = verdicts(&overlapping, &[]);
    assert_eq!(found[0], Verdict::Proven);
    assert!(
        matches!(&found[1], Verdict::Unproven(why) if why.contains("overlap")),
        "{found:?}"
    );
}

fn together() {
    let one = fix("pub fn a()", "pub fn d() {}\n\npub fn a()");
    let two = fix("pub fn c()", "pub fn d() {}\n\npub fn c()");
    let (found, _) = verdicts(&[one, two], &[]);
    assert_eq!(found[0], Verdict::Proven);
    assert!(
        matches!(&found[1], Verdict::Refuted(why) if why.contains("E0428")),
        "{found:?}"
    );
}

fn left_behind() {
    let fixes = [fix("    1", "    10"), fix("    2", "    20")];
    let (found, _) = verdicts(&fixes, &[1]);
    assert_eq!(found[0], Verdict::Proven);
    assert!(
        matches!(&found[1], Verdict::Refuted(why) if why.contains("still found")),
        "{found:?}"
    );
}

fn heard() {
    let text = "/// A.\npub fn a(x: Option<u8>) -> bool {\n    if let Some(_) = x { return true }\n    false\n}\n\
                #[must_use]\npub fn b(x: usize) -> u8 {\n    x as u8\n}\n#[test]\nfn t() {}\n";
    let place = Place::new(&[("src/lib.rs", text)]);
    let host = OsHost::new();
    let shop = place.shop(&host);
    let (_, lints) = shop.lint(&mut |_| {}).unwrap();
    let code = |name: &str| {
        lints
            .iter()
            .filter(|lint| lint.code.as_deref() == Some(name))
            .count()
    };
    assert_eq!(code("clippy::redundant_pattern_matching"), 1, "{lints:#?}");
    assert_eq!(code("clippy::cast_possible_truncation"), 1, "{lints:#?}");
    let pedantic = lints
        .iter()
        .find(|lint| lint.group.as_deref() == Some("pedantic"));
    assert!(!pedantic.unwrap().is_asked);
    let fix = lints.iter().find_map(|lint| lint.fix.as_ref()).unwrap();
    assert!(!fix.edits.is_empty());

    place.write(
        "Cargo.toml",
        "[package]\nname = \"p\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\
                 [lints.clippy]\ncast_possible_truncation = \"allow\"\nstyle = \"deny\"\n",
    );
    shop.renew().unwrap();
    let (_, lints) = shop.lint(&mut |_| {}).unwrap();
    assert!(
        lints
            .iter()
            .all(|lint| lint.code.as_deref() != Some("clippy::cast_possible_truncation"))
    );
    let denied = lints
        .iter()
        .find(|lint| lint.code.as_deref() == Some("clippy::redundant_pattern_matching"));
    let denied = denied.unwrap();
    assert!(
        denied.is_asked && denied.level == rustora_proof::LintLevel::Error,
        "{denied:#?}"
    );
}
