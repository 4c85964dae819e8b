//! Proven code, broken in two hundred ways one after the other, is refuted every time.
//!
//! Each mutation is written to the original with the oldest time that there is, and so is what was there before: a proof that
//! went by times would miss every one of them.

use std::fs;
use std::path::Path;
use std::time::UNIX_EPOCH;

use rustora_host::{Folder, OsHost};
use rustora_proof::{Check, Class, Options, Ran, Workshop};
use rustora_source::{Word, words};

pub(crate) const TESTS: &[(&str, fn())] = &[
    ("what_is_broken_in_two_hundred_ways_is_refuted", broken),
    (
        "what_stands_behind_a_feature_is_checked_only_with_it",
        behind_a_feature,
    ),
];

/// How many mutations are tried.
const COUNT: usize = 200;

const CHECK: [&str; 7] = [
    "check",
    "--workspace",
    "--all-targets",
    "--all-features",
    "--offline",
    "--locked",
    "--message-format=json",
];

/// Every word of these counts: what is renamed or left out in one place is missed in another.
const FILES: [(&str, &str); 13] = [
    (
        "Cargo.toml",
        "[workspace]\nresolver = \"3\"\nmembers = [\"stock\", \"ledger\", \"app\"]\n",
    ),
    (
        "Cargo.lock",
        "version = 4\n\n[[package]]\nname = \"app\"\nversion = \"0.1.0\"\ndependencies = [\n \"ledger\",\n \"stock\",\n]\n\n\
         [[package]]\nname = \"ledger\"\nversion = \"0.1.0\"\ndependencies = [\n \"stock\",\n]\n\n\
         [[package]]\nname = \"stock\"\nversion = \"0.1.0\"\n",
    ),
    (
        "stock/Cargo.toml",
        "[package]\nname = \"stock\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[features]\nreport = []\n",
    ),
    (
        "stock/build.rs",
        r#"fn main() {
    println!("cargo::rerun-if-changed=limits");
    let mut text = String::new();
    for entry in std::fs::read_dir("limits").unwrap() {
        let path = entry.unwrap().path();
        let value = std::fs::read_to_string(&path).unwrap();
        let name = path.file_stem().unwrap().to_str().unwrap().to_uppercase();
        text += &format!("pub const {name}: u32 = {value};");
    }
    let folder = std::env::var("OUT_DIR").unwrap();
    std::fs::write(format!("{folder}/limits.rs"), text).unwrap();
}
"#,
    ),
    ("stock/limits/shelf.txt", "12"),
    (
        "stock/src/lib.rs",
        r#"pub mod item;
#[cfg(feature = "report")]
pub mod report;

include!(concat!(env!("OUT_DIR"), "/limits.rs"));

#[macro_export]
macro_rules! total {
    ($($item:expr),+) => {{
        let mut sum = $crate::item::Price(0);
        $(sum = sum.plus($item.price());)+
        sum
    }};
}

pub trait Priced {
    fn price(&self) -> item::Price;
}

pub fn fits(count: u32) -> bool {
    count <= SHELF
}
"#,
    ),
    (
        "stock/src/item.rs",
        r"use crate::Priced;

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Price(pub u32);

impl Price {
    pub fn plus(self, other: Price) -> Price {
        Price(self.0 + other.0)
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    Bulk,
    Piece,
}

#[derive(Clone, Debug)]
pub struct Item {
    pub name: String,
    pub kind: Kind,
}

impl Item {
    pub fn new(name: &str, kind: Kind) -> Item {
        let name = name.to_owned();
        Item { name, kind }
    }
}

impl Priced for Item {
    fn price(&self) -> Price {
        match self.kind {
            Kind::Bulk => Price(1),
            Kind::Piece => Price(5),
        }
    }
}
",
    ),
    (
        "stock/src/report.rs",
        r#"use crate::item::{Item, Kind};

pub fn line(item: &Item) -> String {
    let mark = match item.kind {
        Kind::Bulk => "kg",
        Kind::Piece => "pc",
    };
    format!("{} {}", item.name, mark)
}
"#,
    ),
    (
        "ledger/Cargo.toml",
        "[package]\nname = \"ledger\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[dependencies]\nstock = { path = \"../stock\" }\n",
    ),
    (
        "ledger/src/lib.rs",
        r"use std::collections::BTreeMap;

use stock::Priced;
use stock::item::{Item, Price};

#[derive(Default)]
pub struct Ledger {
    rows: BTreeMap<String, Vec<Item>>,
}

impl Ledger {
    pub fn book(&mut self, owner: &str, item: Item) {
        self.rows.entry(owner.to_owned()).or_default().push(item);
    }

    pub fn owed(&self, owner: &str) -> Option<Price> {
        let items = self.rows.get(owner)?;
        let mut sum = Price(0);
        for item in items {
            sum = stock::total!(Price::plus(sum, item.price()).boxed());
        }
        Some(sum)
    }
}

trait Boxed {
    fn boxed(self) -> Held;
}

struct Held(Price);

impl Boxed for Price {
    fn boxed(self) -> Held {
        Held(self)
    }
}

impl Priced for Held {
    fn price(&self) -> Price {
        self.0
    }
}

#[cfg(test)]
mod inside {
    use super::{Boxed, Priced};
    use stock::item::Price;

    #[test]
    fn held() {
        assert_eq!(Price(3).boxed().price(), Price(3));
    }
}
",
    ),
    (
        "ledger/tests/book.rs",
        r#"use ledger::Ledger;
use stock::item::{Item, Kind, Price};

#[test]
fn books() {
    let mut ledger = Ledger::default();
    ledger.book("ada", Item::new("rope", Kind::Piece));
    assert_eq!(ledger.owed("ada"), Some(Price(5)));
}
"#,
    ),
    (
        "app/Cargo.toml",
        "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[dependencies]\n\
         ledger = { path = \"../ledger\" }\nstock = { path = \"../stock\" }\n",
    ),
    (
        "app/src/main.rs",
        r#"use ledger::Ledger;
use stock::Priced;
use stock::item::{Item, Kind};

fn main() {
    let first = Item::new("rope", Kind::Piece);
    let second = Item::new("sand", Kind::Bulk);
    let sum = stock::total!(first, second);
    let mut ledger = Ledger::default();
    ledger.book("ada", first);
    if stock::fits(sum.0) {
        println!("{:?}", ledger.owed("ada"));
    }
}
"#,
    ),
];

/// A file, what is replaced in it, and by what.
const REPLACED: &[(&str, &str, &str)] = &[
    // Types.
    (
        "stock/src/item.rs",
        "pub struct Price(pub u32)",
        "pub struct Price(pub u64)",
    ),
    (
        "stock/src/item.rs",
        "pub struct Price(pub u32)",
        "pub struct Price(u32)",
    ),
    ("stock/src/item.rs", "pub name: String", "pub name: &str"),
    ("stock/src/item.rs", "pub name: String", "name: String"),
    (
        "stock/src/item.rs",
        "other: Price) -> Price",
        "other: Price) -> u32",
    ),
    (
        "stock/src/item.rs",
        "plus(self, other",
        "plus(&mut self, other",
    ),
    (
        "stock/src/item.rs",
        "name: &str, kind: Kind",
        "kind: Kind, name: &str",
    ),
    (
        "stock/src/item.rs",
        "kind: Kind) -> Item",
        "kind: Kind, more: u8) -> Item",
    ),
    ("stock/src/lib.rs", "fits(count: u32)", "fits(count: &u32)"),
    ("stock/src/lib.rs", "-> bool", "-> Option<bool>"),
    ("stock/src/report.rs", "-> String", "-> &str"),
    ("ledger/src/lib.rs", "Vec<Item>", "Option<Item>"),
    ("ledger/src/lib.rs", "-> Option<Price>", "-> Price"),
    ("ledger/src/lib.rs", "-> Option<Price>", "-> Option<u32>"),
    // Traits and derives.
    (
        "stock/src/item.rs",
        "#[derive(Clone, Copy, Debug, PartialEq)]\npub struct",
        "pub struct",
    ),
    (
        "stock/src/item.rs",
        "Copy, Debug, PartialEq)]\npub enum",
        "Copy, PartialEq)]\npub enum",
    ),
    (
        "stock/src/item.rs",
        "    fn price(&self) -> Price {\n",
        "    fn cost(&self) -> Price {\n",
    ),
    (
        "stock/src/lib.rs",
        "-> item::Price;",
        "-> item::Price;\n    fn more(&self);",
    ),
    ("stock/src/lib.rs", "fn price(&self)", "fn price(&mut self)"),
    (
        "stock/src/lib.rs",
        "pub trait Priced",
        "pub trait Priced: Copy",
    ),
    ("ledger/src/lib.rs", "#[derive(Default)]\n", ""),
    (
        "ledger/src/lib.rs",
        "impl Boxed for Price {",
        "impl Boxed for u32 {",
    ),
    // Imports and visibility.
    ("stock/src/item.rs", "use crate::Priced;\n", ""),
    (
        "stock/src/report.rs",
        "use crate::item::{Item, Kind};\n",
        "",
    ),
    ("stock/src/lib.rs", "pub mod item;", "mod item;"),
    ("stock/src/lib.rs", "pub mod item;\n", ""),
    ("stock/src/lib.rs", "pub trait", "trait"),
    ("stock/src/lib.rs", "pub fn fits", "fn fits"),
    ("ledger/src/lib.rs", "use stock::Priced;\n", ""),
    ("ledger/src/lib.rs", "pub fn owed", "fn owed"),
    ("ledger/tests/book.rs", "use ledger::Ledger;\n", ""),
    ("app/src/main.rs", "use stock::Priced;\n", ""),
    // Matches and moves.
    (
        "stock/src/item.rs",
        "            Kind::Piece => Price(5),\n",
        "",
    ),
    (
        "stock/src/item.rs",
        "    Piece,\n",
        "    Piece,\n    Dozen,\n",
    ),
    ("stock/src/report.rs", "        Kind::Bulk => \"kg\",\n", ""),
    (
        "app/src/main.rs",
        "    ledger.book(\"ada\", first);",
        "    ledger.book(\"ada\", first);\n    drop(first);",
    ),
    ("app/src/main.rs", "let mut ledger", "let ledger"),
    (
        "ledger/src/lib.rs",
        "self.rows.get(owner)?",
        "self.rows.get(owner)",
    ),
    ("ledger/src/lib.rs", "let mut sum", "let sum"),
    (
        "ledger/tests/book.rs",
        "\"rope\", Kind::Piece",
        "Kind::Piece, \"rope\"",
    ),
    ("ledger/tests/book.rs", "Some(Price(5))", "Price(5)"),
    (
        "ledger/tests/book.rs",
        "Item::new(\"rope\", Kind::Piece)",
        "Item::new(\"rope\")",
    ),
    // The macro, as it is made and as it is used.
    ("stock/src/lib.rs", "#[macro_export]\n", ""),
    (
        "stock/src/lib.rs",
        "$crate::item::Price(0)",
        "item::Price(0)",
    ),
    ("stock/src/lib.rs", "$item.price()", "$item.price"),
    ("stock/src/lib.rs", "$item.price()", "$item"),
    ("stock/src/lib.rs", "$item:expr", "$item:ident"),
    ("stock/src/lib.rs", "),+) => {{", ")+) => {{"),
    ("stock/src/lib.rs", "let mut sum", "let sum"),
    (
        "app/src/main.rs",
        "total!(first, second)",
        "total!(first; second)",
    ),
    ("app/src/main.rs", "total!(first, second)", "total!()"),
    // What the build script makes.
    ("stock/build.rs", ": u32 =", ": &str ="),
    ("stock/build.rs", "to_uppercase", "to_lowercase"),
    ("stock/build.rs", "pub const {name}", "pub const {name}_"),
    ("stock/build.rs", "= {value};", "= {value}"),
    ("stock/limits/shelf.txt", "12", "a dozen"),
    ("stock/limits/shelf.txt", "12", "-1"),
    // Manifests and the lock file.
    ("Cargo.toml", ", \"app\"", ", \"apps\""),
    ("ledger/Cargo.toml", "stock = { path = \"../stock\" }\n", ""),
    ("ledger/Cargo.toml", "[dependencies]", "[dev-dependencies]"),
    ("stock/Cargo.toml", "2024", "24"),
    ("stock/Cargo.toml", "report = []", "report = [\"nothing\"]"),
    ("app/Cargo.toml", "name = \"app\"", "name = \"ledger\""),
    (
        "Cargo.lock",
        " \"stock\",\n]\n\n[[package]]\nname = \"stock\"",
        "]\n\n[[package]]\nname = \"stock\"",
    ),
];

/// Files that are gone.
const GONE: [&str; 6] = [
    "stock/src/item.rs",
    "stock/src/report.rs",
    "stock/limits/shelf.txt",
    "ledger/src/lib.rs",
    "ledger/Cargo.toml",
    "app/src/main.rs",
];

/// Files that nobody has asked for.
const ADDED: [(&str, &str); 6] = [
    ("stock/src/item/mod.rs", ""),
    ("stock/src/report/mod.rs", ""),
    ("stock/limits/shelf.md", "13"),
    ("app/src/bin/more.rs", "fn main() { more() }\n"),
    (
        "ledger/tests/more.rs",
        "#[test]\nfn more() { ledger::more() }\n",
    ),
    ("app/build.rs", "fn main() { panic!() }\n"),
];

/// One way to break it: a file, and what it then holds.
struct Mutation {
    what: String,
    file: &'static str,
    text: Option<String>,
}

fn mutations() -> Vec<Mutation> {
    let mut all = Vec::new();
    for (file, old, new) in REPLACED {
        let text = original(file).unwrap();
        assert!(text.contains(old), "{file} has no {old:?}");
        all.push(Mutation {
            what: format!("{old:?} becomes {new:?}"),
            file,
            text: Some(text.replacen(old, new, 1)),
        });
    }
    for file in GONE {
        all.push(Mutation {
            what: "is gone".to_owned(),
            file,
            text: None,
        });
    }
    for (file, text) in ADDED {
        all.push(Mutation {
            what: "is new".to_owned(),
            file,
            text: Some(text.to_owned()),
        });
    }
    // Of what can be renamed or left out anywhere, as much as there is room for, from everywhere.
    let more: Vec<Mutation> = FILES
        .iter()
        .filter(|(file, _)| Path::new(file).extension() == Some("rs".as_ref()))
        .flat_map(|(file, text)| renamed(file, text).chain(unbalanced(file, text)))
        .collect();
    let wanted = COUNT - all.len();
    let total = more.len();
    let is_chosen = |at: usize| at * wanted / total != (at + 1) * wanted / total;
    let chosen = more
        .into_iter()
        .enumerate()
        .filter(|(at, _)| is_chosen(*at));
    all.extend(chosen.map(|(_, mutation)| mutation));
    all
}

/// Names that nobody else says.
const SAID_ONCE: [&str; 3] = ["inside", "held", "books"];

/// Each word of a text with something behind it: a keyword is none any more, and a name is not that of its definition.
fn renamed<'t>(file: &'static str, text: &'t str) -> impl Iterator<Item = Mutation> + use<'t> {
    words(text).filter_map(move |word| {
        let Word::Name(span) = word else {
            return None;
        };
        let (name, before) = (&text[span.range()], &text[..span.start as usize]);
        // An unknown `cfg` is only warned of.
        if SAID_ONCE.contains(&name) || before.ends_with("cfg(") {
            return None;
        }
        let mut broken = text.to_owned();
        broken.insert_str(span.end as usize, "_x");
        let line = before.lines().count().max(1);
        Some(Mutation {
            what: format!("{name} of line {line} is renamed"),
            file,
            text: Some(broken),
        })
    })
}

/// The text without one of its brackets.
fn unbalanced<'t>(file: &'static str, text: &'t str) -> impl Iterator<Item = Mutation> + use<'t> {
    let is_text = |at: usize| {
        words(text).any(|word| matches!(word, Word::Text(span) if span.range().contains(&at)))
    };
    let brackets = text.match_indices(['(', ')', '{', '}', '[', ']']);
    let brackets = brackets.filter(move |(at, _)| !is_text(*at));
    brackets.map(move |(at, bracket)| {
        let mut broken = text.to_owned();
        broken.remove(at);
        Mutation {
            what: format!("{bracket} at byte {at} is gone"),
            file,
            text: Some(broken),
        }
    })
}

fn original(file: &str) -> Option<&'static str> {
    let (_, text) = FILES.iter().find(|(path, _)| *path == file)?;
    Some(text)
}

/// Writes a file that seems never to have been touched, or takes it away.
fn put(root: &Path, file: &str, text: Option<&str>) {
    let path = root.join(file);
    let Some(text) = text else {
        return fs::remove_file(path).unwrap();
    };
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, text).unwrap();
    let file = fs::File::options().append(true).open(path).unwrap();
    file.set_modified(UNIX_EPOCH).unwrap();
}

/// Hands out a workshop of the workspace.
fn with_shop(run: impl FnOnce(&Path, &Workshop<'_>)) {
    let temp = tempfile::tempdir().unwrap();
    let root = temp.path().canonicalize().unwrap().join("shop");
    for (file, text) in FILES {
        put(&root, file, Some(text));
    }
    let host = OsHost::new();
    let store = Folder::open(&temp.path().join("store")).unwrap();
    let options = Options::new(std::env::current_exe().unwrap(), store);
    run(&root, &Workshop::open(&host, &root, options).unwrap());
}

fn checked(shop: &Workshop<'_>) -> Ran {
    shop.renew().unwrap();
    shop.cargo(&CHECK, Check::default()).unwrap()
}

fn broken() {
    let all = mutations();
    assert_eq!(all.len(), COUNT);
    let by_hand = REPLACED.len() + GONE.len() + ADDED.len();
    with_shop(|root, shop| {
        let is_proven = |ran: Ran| assert!(ran.is_success(), "{ran:#?}");
        is_proven(checked(shop));
        let mut missed = Vec::new();
        for (at, mutation) in all.iter().enumerate() {
            put(root, mutation.file, mutation.text.as_deref());
            let ran = checked(shop);
            let class = ran.failure(shop).map(|failure| failure.class);
            if class != Some(Class::Code) && class != Some(Class::Lock) {
                missed.push(format!("{}: {}: {class:?}", mutation.file, mutation.what));
            }
            match original(mutation.file) {
                Some(text) => put(root, mutation.file, Some(text)),
                None => put(root, mutation.file, None),
            }
            // What follows a proof is broken proven code; a check of it each time would take twice as long.
            if at < by_hand || at % 10 == 0 {
                is_proven(checked(shop));
            }
        }
        is_proven(checked(shop));
        assert!(missed.is_empty(), "not refuted:\n{}", missed.join("\n"));
    });
}

/// The check of a review takes the features that are on by themselves, since not every workspace compiles with all of them. What
/// it says nothing about, it has not seen.
fn behind_a_feature() {
    with_shop(|root, shop| {
        put(
            root,
            "stock/src/report.rs",
            Some("pub fn line() { missing() }\n"),
        );
        assert!(!checked(shop).is_success());
        let (ran, lints) = shop.lint(&mut |_| {}).unwrap();
        assert!(ran.is_success(), "{ran:#?}");
        assert!(lints.iter().all(|lint| !lint.file.ends_with("report.rs")));
        put(
            root,
            "stock/src/item.rs",
            Some("pub fn line() { missing() }\n"),
        );
        shop.renew().unwrap();
        assert!(!shop.lint(&mut |_| {}).unwrap().0.is_success());
    });
}
