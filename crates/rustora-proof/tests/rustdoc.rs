//! rustdoc itself says which blocks of a page are Rust and what is expected of them, and rustc whether what is made of
//! fragments compiles.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "this writes a page and asks the real rustdoc about it"
)]

use std::process::Command;

use rustora_proof::markdown::{Dialect, Expect, Ignore, blocks};
use rustora_proof::shape::{Shape, shape};

/// Each of them stands on a fence of its own.
const INFOS: &[&str] = &[
    "",
    "rust",
    "rust,ignore",
    "ignore",
    "ignore text",
    "text,ignore",
    "text rust",
    "rust text",
    "text",
    "Rust",
    "rs",
    "rust,text,should_panic",
    "should_panic,text",
    "text,should_panic",
    "rust,text,test_harness",
    "text,test_harness",
    "no_run",
    "rust no_run",
    "compile_fail",
    "compile_fail,E0277",
    "E0277",
    "E0277,compile_fail",
    "E02,rust",
    "should_panic,no_run",
    "edition2021",
    "edition2021,text",
    "edition2099",
    "standalone_crate",
    "standalone",
    "test_harness",
    "text,standalone_crate",
    "custom",
    "custom,rust",
    "{.rust}",
    "{.a .b}",
    "{class=a}",
    "{class=}",
    "{rust}",
    "{.a",
    "{.a}rust",
    "{.a}text",
    "text{.a}",
    "rust{.a}x",
    "{\"k\"=\"a b\"}",
    "{k=1}",
    ".rust",
    "rust!",
    "!x",
    "-",
    "a=b",
    "rust (a remark)",
    "(only)",
    "(open",
    "rust(x)",
    "text(x)",
    "\"rust\"",
    "\"text\"",
    "rust\"",
    "rust,,ignore",
    "rust\ttext",
    "  rust",
    "rust\\ a",
    "rust&amp;a",
    "ignore-linux",
    "ignore-nowhere",
    "text ignore-linux",
    "ignore-nowhere,text",
    "ignore,ignore-nowhere",
    "rust,ignore-wasm32,ignore",
];

const ODD: &str = "
    indented

- in a list:
  ```
  let y = 1;
  ```

      indented in it

> ```edition2021
> quoted

~~~rust
tilde
~~~
~~~ no_run
``` not closed by this
~~~
````
```
nested
```
````
[^1]: A footnote.

    not code but prose of it

<div>
```rust
not code
```
</div>

| a |
|---|
```rust
after a table
```
- \ttab
- ```
\ttab
  ```

#### Heading
```
é \u{200b}
```
\u{feff}```rust
no fence\r
```
```\r
carriage\r
```\r
```rust
not closed
";

/// Asks rustdoc: for each block its line, and what stands behind it.
fn asked(page: &str, args: &[&str]) -> Vec<(u32, String)> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.md");
    std::fs::write(&path, page).unwrap();
    let mut rustdoc = Command::new("rustdoc");
    rustdoc.arg("--test").arg(&path).args(args);
    let output = rustdoc.output().unwrap();
    let output = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut found: Vec<(u32, String)> = output
        .lines()
        .filter_map(|line| {
            let (_, line) = line.split_once(" (line ")?;
            let (number, rest) = line.split_once(')')?;
            let told = rest.starts_with(" - ") || rest.starts_with(" ... ") || rest == ": test";
            told.then(|| Some((number.parse().ok()?, rest.to_owned())))?
        })
        .collect();
    found.sort();
    found
}

fn fences(infos: &[&str]) -> String {
    let block = |info: &&str| format!("```{info}\nlet x = 1;\n```\n\n");
    infos.iter().map(block).collect()
}

#[test]
fn the_blocks_are_those_that_rustdoc_finds() {
    for page in [fences(INFOS), ODD.to_owned(), ODD.replace('\n', "\r\n")] {
        let theirs: Vec<u32> = asked(&page, &["--test-args", "--list"])
            .into_iter()
            .map(|(line, _)| line)
            .collect();
        let ours = blocks(&page, Dialect::Rustdoc);
        let ours: Vec<u32> = ours.iter().map(|block| block.opens).collect();
        assert!(theirs.len() > 10, "rustdoc listed {theirs:?}");
        assert_eq!(ours, theirs, "{page}");
    }
}

#[test]
fn what_is_expected_of_them_is_what_rustdoc_expects() {
    // Compiling is slow: those that differ in what they say of the block.
    let infos = [
        "",
        "ignore",
        "no_run",
        "compile_fail",
        "compile_fail,E0277",
        "should_panic,no_run",
        "ignore-linux",
        "ignore-nowhere",
        "ignore,ignore-nowhere",
        "compile_fail,no_run",
    ];
    let page = fences(&infos);
    let ours = blocks(&page, Dialect::Rustdoc);
    let theirs = asked(&page, &[]);
    assert_eq!(theirs.len(), infos.len());
    for (block, (line, told)) in ours.iter().zip(theirs) {
        assert_eq!(block.opens, line);
        // rustdoc looks at the target's triple; on the machines that this runs on it is a Linux, or it is not.
        let target = if cfg!(target_os = "linux") {
            "x86_64-unknown-linux-gnu"
        } else {
            "other"
        };
        let ignored = block.flags.ignore.reason(target).is_some();
        assert_eq!(told.ends_with("... ignored"), ignored, "{line}{told}");
        if block.flags.ignore == Ignore::Never {
            let refused = matches!(block.flags.expect, Expect::Refused { .. });
            assert_eq!(told.starts_with(" - compile fail"), refused, "{line}{told}");
            let compiles = block.flags.expect == Expect::Compiles;
            assert_eq!(told.starts_with(" - compile ..."), compiles, "{line}{told}");
        }
    }
}

#[test]
fn what_is_made_of_fragments_compiles() {
    let codes = [
        "let x: u8 = \"1\".parse()?;",
        "\"1\".parse::<u8>()?",
        "let x: u8 = \"1\".parse()?;\nOk(x)",
        "Ok(())",
        "Err(\"no\".into())",
        "Ok::<u8, std::fmt::Error>(1)",
        "\"1\".parse::<u8>()?;\nOk::<(), std::num::ParseIntError>(())",
        "std::future::ready(1).await",
        "std::future::ready(()).await;",
        "let r: Result<u8, std::num::ParseIntError> = std::future::ready(\"1\".parse()).await;\nr?;\nOk(())",
        "std::future::ready(()).await;\nOk::<(), std::fmt::Error>(())",
        "if true { 1 } else { \"2\".parse::<u8>()? }",
        "match \"1\".parse::<u8>()? { 1 => println!(\"a\"), _ => {} }",
        "use std::fmt;\nstruct A;\nimpl fmt::Debug for A { fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result { f.write_str(\"A\") } }",
        "#![allow(dead_code)]\n//! Says.\nfn main() {}",
        "println!(\"a\")",
    ];
    let page = format!("```rust\n{}\n```\n", codes.join("\n```\n```rust\n"));
    let folder = tempfile::tempdir().unwrap();
    let compile = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        let mut rustc = Command::new("rustc");
        rustc.args(["--edition=2024", "--emit=metadata", "--out-dir"]);
        let output = rustc.arg(folder.path()).arg(&path).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}\n{text}");
    };
    let mut together = String::from("fn main() {}\n");
    for block in blocks(&page, Dialect::Answer) {
        let text = |as_| shape(&block, as_).unwrap().text;
        compile("alone.rs", &text(Shape::Binary));
        let module = [
            &format!("mod block_{} {{", block.index),
            &*text(Shape::Module),
            "}\n",
        ];
        together += &module.join("\n");
    }
    compile("together.rs", &together);
}
