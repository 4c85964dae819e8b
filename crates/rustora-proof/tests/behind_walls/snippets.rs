//! Blocks of a Markdown text, proven in a package.

use std::path::Path;

use rustora_host::OsHost;
use rustora_proof::markdown::{Dialect, document};
use rustora_proof::{Depth, Snippet, State};

use crate::workshop::Place;

pub(crate) const TESTS: &[(&str, fn())] = &[
    ("blocks_are_told_apart_on_their_own_lines", told_apart),
    ("fences_say_what_is_expected", fences),
    ("fragments_and_the_inside_of_the_package", fragments),
    (
        "what_was_proven_is_refuted_once_the_package_changed",
        changed,
    ),
    ("clippy_and_running_ask_for_more", deeper),
    ("a_published_package_is_asked_all_the_same", published),
    ("levels_of_lints_are_the_packages_own", lints),
    ("what_a_text_depends_on_may_be_here", own_dependencies),
    ("a_block_may_have_a_root_of_its_own", own_root),
    ("rustdoc_agrees", judged),
    (
        "what_only_some_compilations_look_at_is_looked_at",
        looked_at,
    ),
    ("no_block_helps_another", no_help),
    (
        "what_was_proven_before_a_change_and_back_is_proven_anew",
        back,
    ),
    (
        "a_package_that_does_not_compile_leaves_its_blocks_unproven",
        broken,
    ),
];

const LIB: &str = "pub struct Pool;\nimpl Pool { pub fn size(&self) -> usize { 3 } }\npub mod inner { pub fn f() {} }\n";

fn proven(place: &Place, text: &str, depth: Depth) -> Vec<Snippet> {
    let host = OsHost::new();
    let shop = place.shop(&host);
    let document = document(text, Dialect::Rustdoc);
    shop.snippets(&document, Path::new(""), depth, &mut |_| {})
        .unwrap()
}

fn states(found: &[Snippet]) -> Vec<&'static str> {
    found.iter().map(|snippet| snippet.state.name()).collect()
}

fn told_apart() {
    let place = Place::new(&[("src/lib.rs", LIB)]);
    let text = "# Use\n\n```\nlet size = p::Pool.size();\nassert_eq!(size, 3);\n```\n\n> ```rust\n> fn f() -> u8 {\n>     \"x\"\n> }\n> ```\n\n\
                ```rust\nlet s = String::new();\nlet t = s;\nprintln!(\"{s}\");\n```\n\n```rust\nstruct A;\n```\n```rust\nlet x = ...;\n```\n";
    let found = proven(&place, text, Depth::Check);
    assert_eq!(
        states(&found),
        ["proven", "refuted", "refuted", "proven", "unproven"],
        "{found:#?}"
    );
    let remark = &found[1].remarks[0];
    assert_eq!(
        (remark.code.as_deref(), remark.at.line, remark.at.column),
        (Some("E0308"), 10, 7),
        "{remark:#?}"
    );
    // An error of a later phase than that of the block before it.
    assert_eq!(found[2].remarks[0].code.as_deref(), Some("E0382"));
    assert_eq!(found[2].remarks[0].at.line, 17);
    assert!(
        matches!(&found[4].state, State::Unproven(why) if why.contains("elision")),
        "{:#?}",
        found[4]
    );
}

fn fences() {
    let place = Place::new(&[("src/lib.rs", LIB)]);
    let text = "```compile_fail\nlet x: u8 = \"\";\n```\n```compile_fail\nlet x = 1;\n```\n```ignore\nnonsense(\n```\n\
                ```compile_fail,E0308\nlet x: u8 = \"\";\n```\n```no_run\nloop {}\n```\n```text\nnot Rust\n```\n\
                ```edition2015\nlet async = 1;\n```\n```rust\nlet async = 1;\n```\n";
    let found = proven(&place, text, Depth::Check);
    let wanted = [
        "proven", "refuted", "unproven", "proven", "proven", "proven", "refuted",
    ];
    assert_eq!(states(&found), wanted, "{found:#?}");
}

fn fragments() {
    let place = Place::new(&[("src/lib.rs", LIB)]);
    let text = "```rust\nlet n: u8 = \"1\".parse()?;\n```\n```rust\nasync { 1 }.await;\n```\n\
                ```rust\nuse crate::inner::f;\npub fn g() { f() }\n```\n```rust\nuse crate::missing;\n```\n";
    let found = proven(&place, text, Depth::Check);
    assert_eq!(
        states(&found),
        ["proven", "proven", "proven", "refuted"],
        "{found:#?}"
    );
    // A program has no library, and its blocks are at home in it all the same.
    let place = Place::new(&[(
        "src/main.rs",
        "mod inner { pub fn f() {} }\nfn main() { inner::f() }\n",
    )]);
    let found = proven(
        &place,
        "```rust\nuse crate::inner::f;\npub fn g() { f() }\n```\n",
        Depth::Check,
    );
    assert_eq!(states(&found), ["proven"], "{found:#?}");
}

fn changed() {
    let place = Place::new(&[("src/lib.rs", LIB)]);
    let text = "```\np::Pool.size();\n```\n";
    let first = proven(&place, text, Depth::Check);
    assert_eq!(states(&first), ["proven"], "{first:#?}");
    let again = proven(&place, text, Depth::Check);
    assert_eq!(first[0].hash, again[0].hash);
    place.write("src/lib.rs", &LIB.replace("fn size", "fn length"));
    let file = std::fs::File::options()
        .append(true)
        .open(place.root.join("src/lib.rs"))
        .unwrap();
    file.set_modified(std::time::UNIX_EPOCH).unwrap();
    let found = proven(&place, text, Depth::Check);
    assert_eq!(states(&found), ["refuted"], "{found:#?}");
    assert_ne!(first[0].hash, found[0].hash);
}

fn deeper() {
    let place = Place::new(&[("src/lib.rs", LIB)]);
    let text = "```\nlet x = 300_i64 as u8;\nassert_eq!(x, 44);\n```\n```\nassert_eq!(p::Pool.size(), 4);\n```\n\
                ```should_panic\npanic!();\n```\n```should_panic\n```\n```rust\nasync {}.await;\n```\n";
    let found = proven(&place, text, Depth::Test);
    assert_eq!(
        states(&found),
        ["proven", "refuted", "proven", "refuted", "unproven"],
        "{found:#?}"
    );
    let found = proven(&place, text, Depth::Clippy);
    assert_eq!(found[0].state, State::Refuted, "{found:#?}");
    assert!(
        found[0]
            .remarks
            .iter()
            .any(|remark| remark.code.as_deref() == Some("clippy::cast_possible_truncation")),
        "{found:#?}"
    );
}

fn broken() {
    let place = Place::new(&[("src/lib.rs", "pub fn f() -> u8 { \"\" }\n")]);
    let found = proven(&place, "```\nlet x = 1;\n```\n", Depth::Check);
    assert_eq!(states(&found), ["unproven"], "{found:#?}");
}

/// The states of these blocks, in the package with [`LIB`].
fn of_blocks(blocks: &[&str]) -> Vec<&'static str> {
    let place = Place::new(&[("src/lib.rs", LIB)]);
    let fenced = blocks
        .iter()
        .map(|block| format!("```rust\n{block}\n```\n\n"));
    states(&proven(&place, &fenced.collect::<String>(), Depth::Check))
}

fn looked_at() {
    // Only at the root of a program a `main` is one, and nothing is above it.
    let found = of_blocks(&[
        "fn f() {}",
        "async fn main() { f().await }\nasync fn f() {}",
        "fn main() -> String { String::new() }",
        "use super::*;\nfn f() {}",
        "mod inner { pub fn g() {} }\nfn main() { crate::inner::g() }",
        "fn f() {}\nmod inner { use super::f;\npub fn g() { f() } }",
    ]);
    let wanted = [
        "proven", "refuted", "refuted", "refuted", "proven", "proven",
    ];
    assert_eq!(found, wanted);
    // Tests, and what a feature brings, are compiled only when the compiler is told to.
    let found = of_blocks(&[
        "fn f() {}\n#[cfg(test)]\nmod tests { use super::f; #[test] fn t() { g() } }",
        "fn f() {}\n#[cfg(test)]\nmod tests { use super::f; #[test] fn t() { f() } }",
        "#[test]\nfn t() { g() }",
        "#[cfg(feature = \"x\")]\nfn f() { g() }",
        "#[cfg(not(feature = \"x\"))]\nfn f() { g() }",
        "#[cfg(feature = \"x\")]\nfn f() {}\n#[cfg(not(feature = \"x\"))]\nfn f() {}",
        "use crate::inner::f;\n#[test]\nfn t() { g() }",
        "use crate::inner::f;\n#[test]\nfn t() { f() }",
    ]);
    assert_eq!(
        found,
        [
            "refuted", "proven", "refuted", "refuted", "refuted", "proven", "refuted", "proven"
        ]
    );
}

fn no_help() {
    let found = of_blocks(&[
        "use crate::Pool;\nimpl Pool { pub fn extra(&self) {} }",
        "fn f() { p::Pool.extra() }",
        "p::Pool.extra();",
    ]);
    assert_eq!(found, ["proven", "refuted", "refuted"]);
    // A file with a root's name that is none holds nothing that is compiled.
    let place = Place::new(&[("src/lib.rs", ""), ("src/root.rs", LIB)]);
    place.write(
        "Cargo.toml",
        "[package]\nname = \"p\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[lib]\npath = \"src/root.rs\"\n",
    );
    let found = proven(&place, "```rust\nuse crate::missing;\n```\n", Depth::Check);
    assert_eq!(states(&found), ["unproven"], "{found:#?}");
}

fn back() {
    let place = Place::new(&[("src/lib.rs", LIB)]);
    let text = "```rust\nlet size = p::Pool.length();\n```\n";
    let state = || states(&proven(&place, text, Depth::Check))[0];
    assert_eq!(state(), "refuted");
    place.write("src/lib.rs", &LIB.replace("fn size", "fn length"));
    assert_eq!(state(), "proven");
    place.write("src/lib.rs", LIB);
    assert_eq!(state(), "refuted");
}

fn published() {
    // `cargo publish` writes down every target and has cargo look for none.
    let place = Place::new(&[
        ("src/lib.rs", LIB),
        (
            "Cargo.toml",
            "[package]\nname = \"p\"\nversion = \"0.1.0\"\nedition = \"2018\"\nautoexamples = false\n\n\
             [lib]\npath = \"src/lib.rs\"\n\n[[example]]\nname = \"gone\"\npath = \"examples/gone.rs\"\n",
        ),
    ]);
    let found = proven(
        &place,
        "```\nlet size = p::Pool.size();\n```\n```\nlet Some(x) = None::<u8> else { return };\nlet gen = x;\n```\n",
        Depth::Check,
    );
    assert_eq!(states(&found), ["proven", "proven"], "{found:#?}");
}

fn lints() {
    let place = Place::new(&[
        ("src/lib.rs", LIB),
        (
            "Cargo.toml",
            "[package]\nname = \"p\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
             [lints.rust]\nunsafe_code = \"forbid\"\nnon_snake_case = \"deny\"\n",
        ),
    ]);
    let text = "```\nunsafe {}\nfn F() {}\n```\n```\nfn F() {}\n```\n";
    let found = proven(&place, text, Depth::Check);
    assert_eq!(states(&found), ["proven", "proven"], "{found:#?}");
}

fn own_dependencies() {
    let place = Place::new(&[
        ("src/lib.rs", LIB),
        ("q/src/lib.rs", "pub fn q() {}\n"),
        (
            "q/Cargo.toml",
            "[package]\nname = \"q\"\nversion = \"7.0.0\"\nedition = \"2024\"\n",
        ),
        (
            "Cargo.toml",
            "[package]\nname = \"p\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[workspace]\nmembers = [\"q\"]\n",
        ),
        (
            "Cargo.lock",
            "version = 4\n\n[[package]]\nname = \"p\"\nversion = \"0.1.0\"\n\n[[package]]\nname = \"q\"\nversion = \"7.0.0\"\n",
        ),
    ]);
    let text = "```toml\n[dependencies]\np = \"0.1\"\nq = \"7\"\n```\n```\np::Pool.size();\nq::q();\n```\n";
    let found = proven(&place, text, Depth::Check);
    assert_eq!(states(&found), ["proven"], "{found:#?}");
}

fn own_root() {
    let place = Place::new(&[("src/lib.rs", LIB)]);
    let text = "```\nmod own { pub fn f() {} }\nuse crate::own::f;\nfn main() { f() }\n```\n";
    let found = proven(&place, text, Depth::Check);
    assert_eq!(states(&found), ["proven"], "{found:#?}");
}

fn judged() {
    let text = "```\nlet size = p::Pool.size();\n```\n```\nlet x: u8 = \"\";\n```\n";
    let place = Place::new(&[("src/lib.rs", LIB), ("README.md", text)]);
    let host = OsHost::new();
    let shop = place.shop(&host);
    let document = document(text, Dialect::Rustdoc);
    let judged = shop.rustdoc(&document, Path::new(""), Path::new("README.md"));
    let said = judged.unwrap().unwrap().stdout;
    assert!(said.contains("(line 1) - compile ... ok"), "{said}");
    assert!(said.contains("(line 4) - compile ... FAILED"), "{said}");
}
