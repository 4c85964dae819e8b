//! What is taken out of a page, and where each line of it stands there.

use proptest::prelude::*;
use rustora_proof::markdown::{Block, Dialect, Document, Expect, Ignore, blocks, document};

fn shown(text: &str, dialect: Dialect) -> Vec<String> {
    let blocks = blocks(text, dialect);
    blocks.into_iter().map(|block| block.shown).collect()
}

fn only(text: &str) -> Block {
    let mut found = blocks(text, Dialect::Rustdoc);
    assert_eq!(found.len(), 1, "{text}");
    found.remove(0)
}

#[test]
fn an_answer_has_to_say_that_a_block_is_rust() {
    let text = "```\na\n```\n\n    b\n\n```text\nc\n```\n```rust\nd\n```\n```rs\ne\n```\n```rust title=\"src/main.rs\"\nf\n```\n\
                ```no_run\ng\n```\n```{.rust}\nh\n```\n```{.python}\ni\n```\n";
    assert_eq!(
        shown(text, Dialect::Answer),
        ["d\n", "e\n", "f\n", "g\n", "h\n"]
    );
    assert_eq!(
        shown(text, Dialect::Rustdoc),
        ["a\n", "b\n", "d\n", "g\n", "h\n", "i\n"]
    );
}

#[test]
fn what_the_fence_says_is_told() {
    let flags = |info: &str| only(&format!("```{info}\nx\n```\n")).flags;
    let codes = vec!["E0277".to_owned()];
    assert_eq!(
        flags("compile_fail,E0277").expect,
        Expect::Refused { codes }
    );
    assert_eq!(flags("rust,no_run").expect, Expect::Compiles);
    assert_eq!(flags("should_panic").expect, Expect::Panics);
    assert_eq!(flags("edition2018").edition, Some("2018"));
    assert!(flags("standalone_crate").standalone && flags("test_harness").test_harness);
    assert_eq!(flags("ignore").ignore, Ignore::Always(None));
    let reason = |info: &str, target: &str| flags(info).ignore.reason(target);
    assert_eq!(
        reason("rust,ignore (needs a server)", "x86_64-linux").unwrap(),
        "`ignore` on its fence: needs a server"
    );
    let wasm = "ignore,ignore-wasm32";
    assert!(reason(wasm, "wasm32-wasip1").is_some() && reason(wasm, "x86_64-linux").is_none());
}

#[test]
fn hidden_lines_are_compiled_and_not_shown() {
    let block = only("```\n# use a::b;\n  # let x = 1;\n#\n## y\n#[z]\n```\n");
    assert_eq!(block.code, "use a::b;\nlet x = 1;\n\n# y\n#[z]\n");
    assert_eq!(block.shown, "# y\n#[z]\n");
    let shifts: Vec<_> = block.lines.iter().map(|at| (at.line, at.shift)).collect();
    assert_eq!(shifts, [(2, 2), (3, 4), (4, 2), (5, 1), (6, 0)]);
}

#[test]
fn a_line_knows_how_far_it_was_moved() {
    let places = |text: &str| -> Vec<_> {
        let block = only(text);
        block.lines.iter().map(|at| (at.line, at.shift)).collect()
    };
    assert_eq!(places("> é\n> ```\n> a\n>\n>b\n> ```\n")[0], (3, 2));
    assert_eq!(
        places("1. x\n\n   ```\n   a\n     b\n   ```\n"),
        [(4, 3), (5, 3)]
    );
    assert_eq!(places("x\n\n    a\n\n      b\n"), [(3, 4), (4, 0), (5, 4)]);
    // The tab is four columns wide; the list takes two of them, the code gets the others.
    assert_eq!(places("- ```\n\ta\n  ```\n"), [(2, -1)]);
    assert_eq!(places("```\r\na\r\nb\r\n```\r\n"), [(2, 0), (3, 0)]);
}

#[test]
fn a_block_may_go_on_with_the_one_before() {
    let text = "```rust,edition2018\nlet a = 1;\n```\n\n```\nno\n```\n```rust\n# // continues\nlet b = a;\n```\n```rust\n// continues\nb;\n```\n";
    let found = blocks(text, Dialect::Answer);
    assert_eq!(
        found[2].code,
        "let a = 1;\n// continues\nlet b = a;\n// continues\nb;\n"
    );
    let lines: Vec<_> = found[2].lines.iter().map(|at| at.line).collect();
    assert_eq!(lines, [2, 9, 10, 13, 14]);
    assert_eq!((found[2].inherited, found[2].continues), (3, Some(1)));
    assert_eq!(found[2].flags.edition, Some("2018"));
    assert_eq!(found[1].shown, "let b = a;\n");
    let first = only("```\n// continues\n```\n");
    assert_eq!((first.continues, first.inherited), (None, 0));
}

#[test]
fn toml_adds_dependencies_to_the_blocks_behind_it() {
    let text = "```rust\na\n```\n> ```toml\n> [dependencies]\n> serde = \"1\"\n>\n> [dev-dependencies.tokio]\n> version = \"1\"\n> ```\n\n\
                ```toml\nserde = broken\n```\n```toml\n[dependencies]\nserde = { version = \"1.1\", features = [\"derive\"] }\n```\n```rust\nb\n```\n";
    let found: Document = document(text, Dialect::Answer);
    assert!(
        found.errors.is_empty(),
        "a block without dependencies is not ours"
    );
    assert!(found.dependencies_of(&found.blocks[0]).is_empty());
    let told = found.dependencies_of(&found.blocks[1]);
    let lines: Vec<_> = told.iter().map(|(name, at)| (*name, at.line)).collect();
    assert_eq!(lines, [("serde", 17), ("tokio", 8)]);
    assert_eq!(told["serde"].value["features"][0].as_str(), Some("derive"));
}

#[test]
fn malformed_toml_is_told_with_its_line() {
    for (text, line) in [
        ("\n```toml\n[dependencies]\na = \"1\"\nb = = 2\n```\n", 5),
        ("```toml\n[dependencies]\na = 1\n```\n", 3),
    ] {
        let found = document(text, Dialect::Answer);
        assert_eq!(found.errors.len(), 1, "{text}");
        assert_eq!(found.errors[0].line, line, "{}", found.errors[0]);
    }
}

/// Markdown's own characters, and those that break parsers.
fn markdown() -> impl Strategy<Value = String> {
    let words = [
        "```",
        "~~~",
        "````",
        "rust",
        "toml",
        "text",
        "ignore",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\t",
        "    ",
        "  ",
        " ",
        "> ",
        "- ",
        "1. ",
        "# ",
        "## ",
        "#",
        "// continues",
        "let x = 1;",
        "é🦀",
        "\u{200b}",
        "\u{feff}",
        "\0",
        "[dependencies]",
        "a = \"1\"",
        "{.a}",
        "(b)",
        "\"",
        ",",
        "<div>",
        "[^1]: ",
        "|",
        "&amp;",
        "\\",
    ];
    let word = prop::sample::select(words.to_vec());
    prop::collection::vec(word, 0..40).prop_map(|words| words.concat())
}

/// A line of code as it stands in the text.
fn stands(text: &str, line: &str, at: rustora_proof::markdown::Origin) -> bool {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let Some(there) = text.split('\n').nth(at.line as usize - 1) else {
        return false;
    };
    // A bare carriage return ends a line for Markdown and none for anybody else: its lines may be one of ours.
    if there.trim_end_matches('\r').contains('\r') {
        return true;
    }
    // A tab became blanks; how many of them, `shift` says.
    let blanks = usize::try_from(-at.shift).unwrap_or(0);
    let skip = usize::try_from(at.shift).unwrap_or(0);
    let there: String = there.chars().skip(skip).collect();
    let there = there.trim_end().replace('\0', "\u{fffd}");
    let line: String = line.replace('\0', "\u{fffd}");
    let line = line.trim_end();
    let rest: String = line.chars().skip(blanks).collect();
    there == line
        || there.ends_with(line.trim_start())
        || there.ends_with(rest.trim_start())
        || there.replacen("##", "#", 1) == line
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn every_line_of_code_stands_where_it_says(text in markdown(), answer: bool) {
        let dialect = if answer { Dialect::Answer } else { Dialect::Rustdoc };
        let count = text.split('\n').count();
        let found = document(&text, dialect);
        for (index, block) in found.blocks.iter().enumerate() {
            prop_assert_eq!(block.index, index);
            prop_assert_eq!(block.code.lines().count(), block.lines.len());
            prop_assert!((1..=count).contains(&(block.line as usize)));
            prop_assert!(block.opens <= block.line);
            let own = block.code.lines().zip(&block.lines).skip(block.inherited);
            let seen: String = own.clone().filter(|(_, at)| !at.hidden).flat_map(|(line, _)| [line, "\n"]).collect();
            prop_assert_eq!(&seen, &block.shown);
            for (line, at) in own {
                prop_assert!(stands(&text, line, *at), "{:?} at {:?} of {:?}", line, at, text);
            }
        }
        for line in found.dependencies.iter().map(|it| it.line).chain(found.errors.iter().map(|it| it.line)) {
            prop_assert!((1..=count).contains(&(line as usize)));
        }
    }
}
