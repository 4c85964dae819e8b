//! What is put around a block, and how to get back from there to the page.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on says so by failing"
)]

use proptest::prelude::*;
use rustora_proof::markdown::{Block, Dialect, blocks};
use rustora_proof::shape::{Form, Shape, Shaped, Unshaped, shape, unparsed};

fn block(code: &str) -> Block {
    blocks(&format!("```rust\n{code}\n```\n"), Dialect::Answer).remove(0)
}

fn shaped(code: &str, as_: Shape) -> Shaped {
    shape(&block(code), as_).unwrap()
}

fn rustdoc(code: &str) -> String {
    shaped(code, Shape::Rustdoc).text
}

#[test]
fn rustdoc_wraps_it_this_way() {
    for (code, expected) in [
        ("", "#![allow(unused)]\nfn main() {\n\n}"),
        (
            "let x = 1;\n// end",
            "#![allow(unused)]\nfn main() {\nlet x = 1;\n}",
        ),
        (
            "// a\nfn main() {}",
            "#![allow(unused)]\n// a\nfn main() {}",
        ),
        ("struct A;", "#![allow(unused)]\nfn main() {\nstruct A;\n}"),
        (
            "fn main() {}\nmain()",
            "#![allow(unused)]\nfn main() {\nfn main() {}\nmain()\n}",
        ),
        (
            "a()?;\nOk::<(), E>(())",
            "#![allow(unused)]\nfn main() { fn _inner() -> core::result::Result<(), impl core::fmt::Debug> {\na()?;\nOk::<(), E>(())\n} _inner().unwrap() }",
        ),
        (
            "#![deny(x)]\n#![feature(y)]\n\n// z\nextern crate a;\n  b();",
            "#![allow(unused)]\n\n#![feature(y)]\n#![deny(x)]\n\n\n// z\nextern crate a;\n  \nfn main() {\nb();\n}",
        ),
        (
            "#![no_std]\nfn f() {}",
            "#![allow(unused)]\n#![no_std]\n\nfn f() {}",
        ),
    ] {
        assert_eq!(rustdoc(code), expected, "{code}");
    }
}

#[test]
fn a_test_harness_gets_no_main() {
    let page = "```test_harness\n#[test]\nfn t() {}\n```\n";
    let block = blocks(page, Dialect::Rustdoc).remove(0);
    for as_ in [Shape::Rustdoc, Shape::Binary] {
        let text = shape(&block, as_).unwrap().text;
        assert_eq!(text, "#![allow(unused)]\n#[test]\nfn t() {}");
    }
}

#[test]
fn each_block_finds_its_form() {
    for (code, form) in [
        ("fn main() {}", Form::Program),
        (
            "#[tokio::main]\nasync fn main() { f().await; }",
            Form::Program,
        ),
        ("wrap! { fn main() {} }", Form::Program),
        ("struct A;\nimpl A {}", Form::Items),
        ("thread_local! { static A: u8 = 1; }", Form::Items),
        ("", Form::Body),
        ("println!();", Form::Body),
        ("use a::b;\nb();", Form::Body),
        ("a()?;\nOk::<(), E>(())", Form::Body),
        ("a()?;", Form::ResultBody),
        ("a()?;\nOk(())", Form::ResultBody),
        ("Ok::<u8, E>(1)", Form::ResultBody),
        ("a().await", Form::AsyncBody),
        ("async { a().await? };", Form::Body),
        ("fn f() -> R { a()?; b }", Form::Items),
    ] {
        assert_eq!(shaped(code, Shape::Binary).form, form, "{code}");
    }
}

#[test]
fn fragments_are_completed() {
    for (code, ends) in [
        (
            "a()?;",
            "a()?;\ncore::result::Result::Ok(())\n} let _ = _inner().unwrap(); }\n",
        ),
        (
            "a()?",
            "let _ = a()?\n; core::result::Result::Ok(())\n} let _ = _inner().unwrap(); }\n",
        ),
        (
            "a()?;\nOk(b)",
            "a()?;\nOk(b)\n} let _ = _inner().unwrap(); }\n",
        ),
        (
            "a().await;",
            "a().await;\ncore::result::Result::Ok(())\n} let _ = _inner(); }\n",
        ),
    ] {
        let text = shaped(code, Shape::Binary).text;
        assert!(text.ends_with(ends), "{text}");
    }
    let items = shaped("struct A;", Shape::Binary).text;
    assert_eq!(items, "#![allow(unused)]\nstruct A;\nfn main() {}\n");
}

#[test]
fn a_module_says_what_it_cannot_keep() {
    let code = "#![feature(x)]\n#![allow(dead_code)]\n#[macro_use]\nextern crate a;\nuse crate::b;\n#[global_allocator]\nstatic A: T = T;";
    let found = shaped(code, Shape::Module);
    let alone: Vec<_> = found.alone.iter().map(|it| (it.line, &*it.what)).collect();
    assert_eq!(
        alone,
        [
            (2, "#![feature(x)]"),
            (4, "#[macro_use]\nextern crate a;"),
            (7, "global_allocator")
        ]
    );
    assert!(found.says_crate && !found.text.contains("feature"));
    assert!(
        found
            .text
            .starts_with("#![allow(unused)]\n#![allow(dead_code)]\n")
    );
    let plain = shaped("pub(crate) struct A;", Shape::Module);
    assert!(plain.alone.is_empty() && !plain.says_crate);
    assert_eq!(plain.text, "#![allow(unused)]\npub(crate) struct A;");
}

#[test]
fn what_is_left_out_is_told_and_not_guessed() {
    let said = |code: &str| shape(&block(code), Shape::Binary).unwrap_err().to_string();
    assert_eq!(said("fn f() {\n    ...\n}"), "an elision: `...` in line 3");
    assert_eq!(said("let a = vec![1, …];"), "an elision: `…` in line 2");
    assert!(shape(&block("// ...\nlet a = 0..=1;"), Shape::Binary).is_ok());
    assert!(
        shape(
            &block("extern \"C\" { fn printf(f: *const u8, ...); }"),
            Shape::Binary
        )
        .is_ok()
    );
    assert!(said("$ cargo add tokio").starts_with("not Rust: "));
    assert!(said("-let a = 1;\n+let a = 2;\n let b").contains("it is a diff"));
    let error = shape(&block("let a = 1;\n  let = 2;"), Shape::Rustdoc).unwrap_err();
    assert!(matches!(error, Unshaped::Syntax { at, .. } if (at.line, at.column) == (3, 7)));
}

#[test]
fn a_place_is_found_again() {
    let page = "- x\n\n  ```rust\n  # #![feature(a)]\n  extern crate b; let é = c();\n  ```\n";
    let block = blocks(page, Dialect::Rustdoc).remove(0);
    let found = shape(&block, Shape::Binary).unwrap();
    for what in ["feature", "extern crate b", "let é", "c()"] {
        let at = found.text.find(what).unwrap();
        let line = found.text[..at].matches('\n').count();
        let column = found.text[..at]
            .lines()
            .last()
            .unwrap_or("")
            .chars()
            .count();
        let column = if found.text[..at].ends_with('\n') {
            0
        } else {
            column
        };
        let count = |number: usize| u32::try_from(number + 1).unwrap();
        let place = found.place(count(line), count(column)).unwrap();
        let there = page.lines().nth(place.line as usize - 1).unwrap();
        let there: String = there.chars().skip(place.column as usize - 1).collect();
        assert!(there.starts_with(what), "{what}: {there} at {place:?}");
    }
    let end = found
        .text
        .lines()
        .position(|line| line == "let é = c();")
        .unwrap();
    let place = found.place(u32::try_from(end + 1).unwrap(), 13);
    assert_eq!(
        place.map(|place| place.column),
        Some(31),
        "what is missing is missing at the end"
    );
    assert_eq!(found.place(1, 1), None);
    assert_eq!(found.place(99, 1), None);
}

#[test]
fn what_no_parser_takes_is_left_to_the_compiler() {
    let text = |code: &str| unparsed(&block(code)).text;
    assert_eq!(
        text("trait A { fn f(&B); }"),
        "fn main() {\ntrait A { fn f(&B); }\n}\n"
    );
    assert_eq!(text("fn main( {}"), "fn main( {}\n");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_code_has_a_shape_whose_lines_stand_in_the_page(
        words in prop::collection::vec(prop::sample::select(vec![
            "fn main() {}", "let x = 1;", "#![feature(a)]", "#![allow(b)]", "extern crate c;", "x?", ".await", "\n", "\n", " ",
            "# ", "//! d", "/* e", "*/", "\"", "'", "{", "}", "(", ")", ";", "Ok::<(), E>(())", "é", "\t", "...", "use f;",
            "m! { g }", "\u{feff}",
        ]), 0..16),
        shape_as in prop::sample::select(vec![Shape::Rustdoc, Shape::Binary, Shape::Module]),
    ) {
        let page = format!("> ```rust\n> {}\n", words.concat().replace('\n', "\n> "));
        for block in blocks(&page, Dialect::Rustdoc) {
            let found = shape(&block, shape_as).unwrap_or_else(|_| unparsed(&block));
            prop_assert_eq!(found.lines().count(), found.text.lines().count());
            for (number, (line, from)) in found.text.lines().zip(found.lines()).enumerate() {
                let Some(from) = from else { continue };
                let there = page.lines().nth(from as usize - 1);
                prop_assert!(there.is_some(), "{}: {:?}", number, line);
                for column in 1..=u32::try_from(line.chars().count()).unwrap() {
                    if let Some(place) = found.place(u32::try_from(number).unwrap() + 1, column) {
                        prop_assert!(place.line as usize <= page.lines().count());
                        let there = page.lines().nth(place.line as usize - 1).unwrap();
                        let there = there.chars().nth(place.column as usize - 1);
                        let here = line.chars().nth(column as usize - 1);
                        prop_assert!(here == there || page.contains('\t'), "{:?} {:?} in {:?}", here, there, page);
                    }
                }
            }
        }
    }
}
