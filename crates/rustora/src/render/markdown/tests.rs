//! A text is written as one shape, however it is cut, and cannot command the terminal.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use unicode_width::UnicodeWidthChar as _;

use super::*;

const LOOK: Look = Look {
    width: 40,
    screen: 60,
    gutter: "┆ ",
    claim: "unproven yet",
};

/// The whole text at once.
fn whole(text: &str) -> String {
    cut(text, &[])
}

/// The text in pieces that end at these bytes, as far as characters end there.
fn cut(text: &str, at: &[usize]) -> String {
    let mut markdown = Markdown::new(LOOK);
    let mut out = String::new();
    let mut from = 0;
    for at in at.iter().map(|at| at % (text.len() + 1)) {
        if at > from && text.is_char_boundary(at) {
            markdown.feed(&text[from..at], &mut out);
            from = at;
        }
    }
    markdown.feed(&text[from..], &mut out);
    markdown.finish(&mut out);
    out
}

fn plain(text: &str) -> String {
    anstream::adapter::strip_str(&whole(text)).to_string()
}

#[test]
fn it_can_be_read_without_colours() {
    let shown = plain(
        "# Title\nSome *words* and **more** `code here` that go on past the end of the line.\n\n\
        - one\n- two [page](https://x.example)\n    1. nested\n\n```rust\nfn a() {}\n\n```\n> said\n> so\n\n\
        | a | b |\n|---|---|\n| 1 | `x|y` |\n",
    );
    let expected = "\
┆ # Title
┆
┆ Some words and more `code here` that
┆ go on past the end of the line.
┆
┆ • one
┆ • two page <https://x.example>
┆   1. nested
┆
┆ ╭ rust, line 9, unproven yet
  fn a() {}

┆ ╰
┆ │ said so
┆
┆ a │ b
┆ ──┼──────
┆ 1 │ `x|y`
";
    assert_eq!(shown, expected, "{shown}");
}

#[test]
fn what_does_not_fit_stays_legible() {
    let shown = plain(
        "|name|what it does and why|\n|-|-|\n|first|a long text that no column of forty can hold|\n",
    );
    assert_eq!(
        shown,
        "┆ • name: first\n┆   what it does and why: a long text\n┆   that no column of forty can hold\n"
    );
}

#[test]
fn a_word_is_shown_before_its_paragraph_ends() {
    let mut markdown = Markdown::new(LOOK);
    let mut out = String::new();
    markdown.feed("The answer is **forty-two** and no", &mut out);
    assert!(out.contains("forty-two") && out.ends_with("and"), "{out:?}");
    markdown.feed("t *forty-", &mut out);
    assert!(out.ends_with("not"), "{out:?}");
}

#[test]
fn where_code_was_shown_is_known() {
    let mut markdown = Markdown::new(LOOK);
    let mut out = String::new();
    markdown.feed(
        "a\n\n```rust\nx\ny\n```\n~~~toml\n~~~\n``` rust\nz",
        &mut out,
    );
    markdown.finish(&mut out);
    let found = markdown
        .fences()
        .iter()
        .map(|it| (it.line, it.end, it.is_rust));
    assert_eq!(
        found.collect::<Vec<_>>(),
        [(4, 6, true), (8, 8, false), (10, 11, true)]
    );
}

#[test]
fn what_commands_a_terminal_does_not_reach_it() {
    let hostile = "a\u{1b}[2Jb \u{9b}31m\n\n```x\u{1b}]0;t\u{7}\nc\u{1b}[1A\r\u{8}\n```\n# h\u{1b}c\n| a\u{1b}[3m | b |\n|-|-|\n| [l](x\u{1b}[0m) | \u{202e} |\n";
    let shown = anstream::adapter::strip_str(&whole(hostile)).to_string();
    // The styles of our own are stripped whole; of the text's own nothing may have been left to strip.
    assert!(
        shown.contains("␛[2Jb") && shown.contains("␛[1A"),
        "{shown:?}"
    );
    assert!(
        !shown
            .chars()
            .any(|c| c.is_control() && c != '\n' || c == '\u{202e}'),
        "{shown:?}"
    );
}

#[test]
fn what_a_later_line_makes_of_a_mark_is_waited_for() {
    for text in ["*\\\n\u{e9}# b*\n", "*  \nb*\n", "**a\\\nb**\n"] {
        let every: Vec<usize> = (0..text.len()).collect();
        assert_eq!(cut(text, &every), whole(text), "{text:?}");
    }
}

#[test]
fn what_stands_behind_a_fence_is_broken_too() {
    let shown = whole(&format!("```{}\ncode\n```\n", "word ".repeat(20)));
    let shown = anstream::adapter::strip_str(&shown).to_string();
    assert!(shown.lines().all(|line| line.width() <= 60), "{shown}");
    assert_eq!(shown.matches('w').count(), 20, "{shown}");
}

/// Texts that are mostly marks.
fn texts() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "a",
        "word",
        " ",
        " ",
        "\n",
        "\n",
        "\n\n",
        "*",
        "**",
        "_",
        "`",
        "```",
        "```rust\n",
        "\n```\n",
        "~~~",
        "~~",
        "[",
        "]",
        "](u)",
        "(",
        ")",
        "<",
        ">",
        "<b>",
        "<!-- ",
        "-->",
        "# ",
        "- ",
        "1. ",
        "7) ",
        "    ",
        "  \n",
        "\\",
        "\\\n",
        "|",
        "|a|b|\n|-|-|\n",
        "---",
        "=",
        "-",
        "\r",
        "\r\n",
        "\t",
        "&amp;",
        "é",
        "漢",
        "\u{1b}",
        "!",
        "> ",
        "x_y",
        ":",
        "\u{a0}",
    ]);
    prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    // The same texts each time: of a million others one still finds a corner of Markdown, and that is nobody's broken build.
    #![proptest_config(ProptestConfig { cases: 4000, rng_seed: RngSeed::Fixed(20_261_126), ..ProptestConfig::default() })]

    #[test]
    fn how_a_text_is_cut_changes_nothing(text in texts(), mut at in prop::collection::vec(0_usize..200, 0..30)) {
        at.sort_unstable();
        let every: Vec<usize> = (0..text.len()).collect();
        prop_assert_eq!(cut(&text, &at), whole(&text));
        prop_assert_eq!(cut(&text, &every), whole(&text));
    }

    #[test]
    fn no_word_is_lost_and_no_command_gets_through(text in texts()) {
        let styled = whole(&text);
        let shown = anstream::adapter::strip_str(&styled).to_string();
        prop_assert!(!shown.chars().any(|c| c.is_control() && c != '\n'), "{:?}", shown);
        let wide = |line: &str| line.chars().map(|c| c.width().unwrap_or(0)).sum::<usize>();
        prop_assert!(shown.lines().all(|line| wide(line) <= 60), "{}", shown);
        // A long one may be broken.
        let bare = |text: &str| text.chars().filter(char::is_ascii_alphabetic).filter(|c| *c == 'w').count();
        // The head of a table that is too wide is said again for each of its rows.
        prop_assert!(bare(&shown) >= bare(&text), "{}", shown);
    }
}
