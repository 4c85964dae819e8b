//! The policy on machines made of strings.

use rustora_host::MemoryHost;

use super::*;
use crate::accepted;

/// `app` names `direct`, which needs `deep`, and a fork of `forked`.
const LOCK: &str = r#"
version = 4

[[package]]
name = "app"
version = "0.1.0"
dependencies = ["direct", "forked"]

[[package]]
name = "DIRECT"
version = "1.0.0"
source = "registry+https://github.com/rust-lang/crates.io-index"
dependencies = ["DEEP"]

[[package]]
name = "DEEP"
version = "0.16.1"
source = "registry+https://github.com/rust-lang/crates.io-index"

[[package]]
name = "forked"
version = "1.0.0"
source = "git+https://example.org/forked#0000000000000000000000000000000000000000"
"#;

/// A machine with that lock file, with these names in it.
fn machine(direct: &str, deep: &str) -> MemoryHost {
    let lock = LOCK.replace("\"direct\"", &format!("\"{direct}\""));
    let lock = lock.replace("DIRECT", direct).replace("DEEP", deep);
    MemoryHost::default()
        .with("/w/Cargo.lock", lock)
        .var_set("CARGO_HOME", "/c")
}

fn with_advisory(host: MemoryHost, package: &str, id: &str, more: &str) -> MemoryHost {
    let path = format!("/c/advisory-dbs/some/crates/{package}/{id}.md");
    let text = format!(
        "```toml\n[advisory]\nid = \"{id}\"\npackage = \"{package}\"\ndate = \"2024-01-31\"\n{more}\n[versions]\npatched = [\">= 2\"]\n```\n# It breaks\n"
    );
    host.with(path, text)
}

/// What cargo keeps of the index.
fn with_index(host: MemoryHost, package: &str, version: &str, is_yanked: bool) -> MemoryHost {
    let path = format!(
        "/c/registry/index/index.crates.io-0/.cache/{}/{}/{package}",
        &package[..2],
        &package[2..4]
    );
    let mut bytes = vec![3, 2, 0, 0, 0];
    bytes.extend(format!("state\0{version}\0{{\"yanked\":{is_yanked}}}\0").bytes());
    host.with(path, bytes)
}

fn known(host: &MemoryHost) -> Known {
    Known::gather(host, Path::new("/w/Cargo.lock"), &["app".to_owned()]).unwrap()
}

fn verdict(host: &MemoryHost, settings: &str) -> Verdict {
    let accepted = accepted::read(&settings.parse().unwrap()).unwrap();
    known(host).verdict(None, &accepted)
}

#[test]
fn a_vulnerability_refutes_wherever_it_is_and_the_way_to_it_is_told() {
    let host = with_advisory(machine("some", "deep"), "deep", "RUSTSEC-2024-0001", "");
    assert_eq!(
        verdict(&host, "").bad,
        [
            "deep 0.16.1: vulnerable, RUSTSEC-2024-0001 (It breaks); mended in 2.0.0; app → some → deep"
        ]
    );
    let host = with_advisory(
        machine("some", "deep"),
        "deep",
        "RUSTSEC-2024-0001",
        "withdrawn = \"2024-02-01\"",
    );
    assert_eq!(verdict(&host, "").bad, [""; 0]);
    // A fork has the name of it and not the code.
    let lock = LOCK.replace("forked", "paste");
    let host = machine("some", "deep").with("/w/Cargo.lock", lock);
    let host = with_advisory(host, "paste", "RUSTSEC-2024-0002", "");
    assert_eq!(verdict(&host, "").bad, [""; 0]);
}

#[test]
fn what_is_not_compiled_is_passed_over() {
    let host = with_advisory(machine("some", "deep"), "deep", "RUSTSEC-2024-0001", "");
    let compiled = listed(
        "app v0.1.0 (/w)\nsome v1.0.0\nforked v1.0.0 (https://example.org/forked#00000000)\n",
    );
    let verdict = known(&host).verdict(Some(&compiled), &[]);
    assert_eq!(verdict.bad, [""; 0]);
    assert!(
        verdict.told[0].ends_with("1 of 4 packages of the lock file"),
        "{verdict:?}"
    );
}

#[test]
fn an_abandoned_crate_refutes_where_a_member_names_it() {
    let unmaintained = "informational = \"unmaintained\"";
    let host = machine("some", "deep");
    let deep = with_advisory(host.clone(), "deep", "RUSTSEC-2024-0001", unmaintained);
    let said = verdict(&deep, "");
    assert_eq!(said.bad, [""; 0]);
    assert_eq!(
        said.told,
        ["told only: deep 0.16.1: unmaintained, RUSTSEC-2024-0001 (It breaks); app → some → deep"]
    );
    let direct = with_advisory(host.clone(), "some", "RUSTSEC-2024-0001", unmaintained);
    assert_eq!(verdict(&direct, "").bad.len(), 1);
    let unsound = with_advisory(
        host,
        "deep",
        "RUSTSEC-2024-0001",
        "informational = \"unsound\"",
    );
    assert_eq!(verdict(&unsound, "").bad.len(), 1);
}

#[test]
fn our_own_list_is_held_without_a_database_and_a_withdrawn_advisory_outweighs_it() {
    let host = machine("paste", "ring");
    let said = verdict(&host, "");
    assert_eq!(
        said.bad,
        [
            "paste 1.0.0: nobody maintains it since 2024-10-07 (RUSTSEC-2024-0436); use pastey; app → paste"
        ]
    );
    assert!(
        said.told[0].contains("ring 0.16.1: nobody maintains it"),
        "{said:?}"
    );
    let account = known(&host).account;
    assert!(
        account[0].contains("there is no database of advisories"),
        "{account:?}"
    );
    assert!(account[1].contains("yanked is not known"), "{account:?}");

    let withdrawn = "informational = \"unmaintained\"\nwithdrawn = \"2026-10-01\"";
    let host = with_advisory(host, "paste", "RUSTSEC-2024-0436", withdrawn);
    assert_eq!(verdict(&host, "").bad, [""; 0]);
    let account = known(&host).account;
    assert!(account[0].contains("advisory-dbs/some"), "{account:?}");
    // Told once where both speak of it.
    let both = "informational = \"unmaintained\"";
    let host = with_advisory(machine("paste", "deep"), "paste", "RUSTSEC-2024-0436", both);
    assert_eq!(verdict(&host, "").bad.len(), 1);
}

#[test]
fn a_yanked_version_refutes() {
    let host = with_index(machine("some", "deep"), "deep", "0.16.1", true);
    let host = with_index(host, "some", "1.0.0", false);
    assert_eq!(
        verdict(&host, "").bad,
        ["deep 0.16.1: yanked; `cargo update -p deep` takes another; app → some → deep"]
    );
    assert!(known(&host).account[1].contains("yanked: 2 of 2 packages"));
    let other = with_index(machine("some", "deep"), "deep", "0.16.2", true);
    assert_eq!(verdict(&other, "").bad, [""; 0]);
}

#[test]
fn what_was_accepted_does_not_refute() {
    let host = with_advisory(machine("some", "deep"), "deep", "RUSTSEC-2024-0001", "");
    let host = with_index(host, "some", "1.0.0", true);
    let settings = "[[accepted]]\nadvisory = \"RUSTSEC-2024-0001\"\nreason = \"never called\"\n\
                    [[accepted]]\nyanked = \"some@1.0.0\"\nreason = \"waiting\"\n\
                    [[accepted]]\nyanked = \"some@0.9.0\"\nreason = \"of last year\"\n";
    let said = verdict(&host, settings);
    assert_eq!(said.bad, [""; 0]);
    assert_eq!(said.told.len(), 3, "{said:?}");
    assert!(said.told.iter().any(|line| line.contains("(never called)")));
    assert!(
        said.told[2].contains("yanked some@0.9.0 is accepted and is not there"),
        "{said:?}"
    );
}

#[test]
fn the_basis_is_another_when_an_advisory_comes_in() {
    let before = machine("some", "deep");
    let after = with_advisory(before.clone(), "deep", "RUSTSEC-2024-0001", "");
    assert_eq!(known(&before).basis(), known(&before.clone()).basis());
    assert_ne!(known(&before).basis(), known(&after).basis());
    let yanked = with_index(before.clone(), "deep", "0.16.1", true);
    assert_ne!(known(&before).basis(), known(&yanked).basis());
}

#[test]
fn an_advisory_that_cannot_be_read_is_told() {
    let host = machine("some", "deep").with("/c/advisory-db/crates/deep/RUSTSEC-2024-0001.md", "?");
    let account = known(&host).account;
    assert!(
        account
            .iter()
            .any(|line| line.contains("RUSTSEC-2024-0001.md cannot be read")),
        "{account:?}"
    );
    assert!(Known::gather(&host, Path::new("/nowhere"), &[]).is_err());
}

#[test]
fn the_nearest_version_that_mends_it_is_told() {
    let patched = [">= 1.38.2, < 1.39.0", ">= 1.44.2", ">= 1.42.1, < 1.43.0"];
    let patched = patched.map(|text| VersionReq::parse(text).unwrap());
    let nearest = |version: &str| mended(&patched, &Version::parse(version).unwrap());
    assert_eq!(nearest("1.38.0"), "mended in 1.38.2");
    assert_eq!(nearest("1.40.0"), "mended in 1.42.1");
    assert_eq!(nearest("1.44.0"), "mended in 1.44.2");
    assert_eq!(
        mended(&[], &Version::new(1, 0, 0)),
        "no later version mends it"
    );
}
