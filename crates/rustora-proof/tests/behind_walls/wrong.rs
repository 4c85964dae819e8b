//! Answers that look right and do not compile, and some that look wrong and do, each in the context of `fixtures/wrong`.
//!
//! A comment above a fence says which error is expected: to the test, since what proves blocks does not read comments.

use std::path::Path;

use rustora_host::{Folder, OsHost};
use rustora_proof::markdown::{Block, Dialect, document};
use rustora_proof::{Depth, Options, Snippet, State, Workshop};

pub(crate) const TESTS: &[(&str, fn())] =
    &[("what_looks_right_and_does_not_compile_is_refuted", refuted)];

const WRONG: [(&str, &str); 7] = [
    ("async.md", include_str!("wrong/async.md")),
    ("borrows.md", include_str!("wrong/borrows.md")),
    ("features.md", include_str!("wrong/features.md")),
    ("invented.md", include_str!("wrong/invented.md")),
    ("lifetimes.md", include_str!("wrong/lifetimes.md")),
    ("outdated.md", include_str!("wrong/outdated.md")),
    ("traits.md", include_str!("wrong/traits.md")),
];
const RIGHT: &str = include_str!("wrong/right.md");

#[expect(clippy::print_stdout, reason = "what was left out has to be seen")]
fn refuted() {
    let host = OsHost::new();
    let temp = tempfile::tempdir().unwrap();
    let store = Folder::open(temp.path()).unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/wrong");
    let options = Options::new(std::env::current_exe().unwrap(), store);
    let shop = Workshop::open(&host, &root.canonicalize().unwrap(), options).unwrap();
    if let Some(failed) = shop.prepare().unwrap().failed {
        println!("skipped: {}", failed.why(&shop));
        return;
    }
    let (mut count, mut amiss) = (0, Vec::new());
    for (name, text) in WRONG {
        for (block, found) in proven(&shop, text) {
            count += 1;
            let above = text.lines().nth(block.opens as usize - 2).unwrap();
            let code = above.trim_start_matches("<!-- ").trim_end_matches(" -->");
            let is_told = found.remarks.iter().any(|remark| match code {
                "none" => remark.code.is_none(),
                code => remark.code.as_deref() == Some(code),
            });
            if found.state != State::Refuted || !is_told {
                amiss.push(format!(
                    "{name}:{} is not refuted by {code}: {found:#?}",
                    block.opens
                ));
            }
        }
    }
    let right = proven(&shop, RIGHT);
    let is_amiss = right
        .iter()
        .filter(|(_, found)| found.state != State::Proven);
    amiss.extend(is_amiss.map(|(block, found)| format!("right.md:{}: {found:#?}", block.opens)));
    assert!(amiss.is_empty(), "{}", amiss.join("\n"));
    assert_eq!((count, right.len()), (68, 10));
}

fn proven(shop: &Workshop<'_>, text: &str) -> Vec<(Block, Snippet)> {
    let document = document(text, Dialect::Answer);
    let found = shop.snippets(&document, Path::new(""), Depth::Check, &mut |_| {});
    document.blocks.into_iter().zip(found.unwrap()).collect()
}
