//! What a fence says behind its backticks.
//!
//! The grammar is rustdoc's: words between commas and blanks, `"quoted"` ones, attributes in `{…}`, remarks in `(…)`.
//! A text that breaks it makes the block not Rust, as do words that rustdoc does not know unless one of its own makes up
//! for them; which one does depends on their order, and that is kept. Error codes are unknown words to a stable rustdoc;
//! here as well, but they are told.

use super::Dialect;

/// What a fence asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// Whether it is left out.
    pub ignore: Ignore,
    /// What has to happen to it.
    pub expect: Expect,
    /// `edition2021`: the edition, when rustc has it.
    pub edition: Option<&'static str>,
    /// `standalone_crate`: it is never compiled together with others.
    pub standalone: bool,
    /// `test_harness`: it is compiled with `--test` and gets no `main`.
    pub test_harness: bool,
}

/// When a block is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Ignore {
    /// It is not.
    #[default]
    Never,
    /// `ignore`, with the remark that stands in parentheses on the fence.
    Always(Option<String>),
    /// `ignore-wasm32`: on targets whose triple contains one of these.
    Targets(Vec<String>),
}

impl Ignore {
    /// Why it is left out on a target, given as its triple; `None` when it is not.
    pub fn reason(&self, target: &str) -> Option<String> {
        match self {
            Self::Never => None,
            Self::Always(None) => Some("`ignore` on its fence".to_owned()),
            Self::Always(Some(remark)) => Some(format!("`ignore` on its fence: {remark}")),
            Self::Targets(targets) => targets
                .iter()
                .find(|part| target.contains(part.as_str()))
                .map(|part| format!("`ignore-{part}` on its fence")),
        }
    }
}

/// What has to happen to a block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Expect {
    /// It compiles and runs to its end.
    #[default]
    Runs,
    /// `no_run`: it compiles.
    Compiles,
    /// `should_panic`: it compiles, runs and panics.
    Panics,
    /// `compile_fail`: the compiler refuses it.
    Refused {
        /// `E0277`: with which errors, if that is said. A stable rustdoc does not check them.
        codes: Vec<String>,
    },
}

/// Whether a block is a manifest.
pub(super) fn is_toml(info: &str) -> bool {
    first_word(info).eq_ignore_ascii_case("toml")
}

/// What the fence of a Rust block says; `None` when the block is not Rust.
pub(super) fn read(info: &str, dialect: Dialect) -> Option<Flags> {
    let mut reader = Reader::default();
    let well_formed = reader.info(info);
    let Reader {
        rust,
        other,
        custom,
        named,
        ..
    } = reader;
    let for_rustdoc = well_formed && !custom && (!other || rust);
    let is_rust = match dialect {
        Dialect::Rustdoc => for_rustdoc,
        Dialect::Answer => {
            let word = first_word(info);
            word.eq_ignore_ascii_case("rust")
                || word.eq_ignore_ascii_case("rs")
                || (for_rustdoc && (rust || named))
        }
    };
    is_rust.then(|| reader.flags())
}

fn first_word(info: &str) -> &str {
    let end = |c: char| c.is_whitespace() || matches!(c, ',' | '{' | ':' | '(' | ';');
    info.trim_start().split(end).next().unwrap_or_default()
}

#[derive(Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a word that was seen or not; what they make together is decided at the end"
)]
struct Reader {
    /// A word that makes it Rust was seen, early enough to count.
    rust: bool,
    /// A word that rustdoc does not know was seen.
    other: bool,
    custom: bool,
    /// It says that it is Rust by a class or an edition, which rustdoc does not count.
    named: bool,
    ignore: bool,
    targets: Vec<String>,
    remark: Option<String>,
    no_run: bool,
    should_panic: bool,
    compile_fail: bool,
    codes: Vec<String>,
    edition: Option<&'static str>,
    standalone: bool,
    test_harness: bool,
}

impl Reader {
    /// Reads all of it; whether it is well formed.
    fn info(&mut self, info: &str) -> bool {
        let mut rest = info;
        let mut in_braces = false;
        loop {
            rest = rest.trim_start_matches([' ', ',', '\t']);
            let Some(first) = rest.chars().next() else {
                return !in_braces;
            };
            let next = match first {
                '}' if in_braces => {
                    in_braces = false;
                    Some(&rest[1..])
                }
                _ if in_braces => self.attribute(rest),
                '{' => {
                    in_braces = true;
                    Some(&rest[1..])
                }
                '(' => self.remark(&rest[1..]),
                _ => self.bare(rest),
            };
            match next {
                Some(next) => rest = next,
                None => return false,
            }
        }
    }

    /// A word outside braces.
    fn bare<'i>(&mut self, rest: &'i str) -> Option<&'i str> {
        if let Some(inner) = rest.strip_prefix('"') {
            let (word, rest) = inner.split_once('"')?;
            self.word(word);
            return ends(rest, &[' ', ',', '\t', '{', '(']).then_some(rest);
        }
        let (word, rest) = token(rest)?;
        if !ends(rest, &[' ', ',', '\t', '{', '(']) {
            return None;
        }
        // A word that a brace follows without a blank is lost on rustdoc.
        if !rest.starts_with('{') {
            self.word(word);
        }
        Some(rest)
    }

    /// `.class` or `key=value` inside braces.
    fn attribute<'i>(&mut self, rest: &'i str) -> Option<&'i str> {
        const END: &[char] = &[' ', ',', '\t', '}', '('];
        if let Some(class) = rest.strip_prefix('.') {
            let (class, rest) = bareword(class)?;
            self.named |= class == "rust";
            return ends(rest, END).then_some(rest);
        }
        let (key, rest) = value(rest, is_leading)?;
        let (text, rest) = value(rest.strip_prefix('=')?, is_bareword)?;
        self.named |= key == "class" && text == "rust";
        ends(rest, END).then_some(rest)
    }

    fn remark<'i>(&mut self, rest: &'i str) -> Option<&'i str> {
        let (remark, rest) = rest.split_once(')')?;
        self.remark = Some(remark.trim().to_owned()).filter(|remark| !remark.is_empty());
        Some(rest)
    }

    fn word(&mut self, word: &str) {
        // Some words make a block Rust only before any unknown one, and unmake it after one.
        let early = !self.other;
        let kept = early || self.rust;
        match word {
            "rust" => self.rust = true,
            "custom" => self.custom = true,
            "ignore" => (self.ignore, self.rust) = (true, early),
            "no_run" => (self.no_run, self.rust) = (true, early),
            "should_panic" => (self.should_panic, self.rust) = (true, early),
            "compile_fail" => (self.compile_fail, self.rust) = (true, kept),
            "test_harness" => (self.test_harness, self.rust) = (true, kept),
            "standalone_crate" => (self.standalone, self.rust) = (true, kept),
            _ => {
                if let Some(target) = word.strip_prefix("ignore-") {
                    self.targets.push(target.to_owned());
                    self.rust = early;
                } else if let Some(edition) = word.strip_prefix("edition") {
                    let known = ["2015", "2018", "2021", "2024"];
                    self.edition = known.into_iter().find(|known| *known == edition);
                    self.named |= self.edition.is_some();
                } else {
                    self.other = true;
                    if is_code(word) {
                        self.codes.push(word.to_owned());
                    }
                }
            }
        }
    }

    fn flags(self) -> Flags {
        Flags {
            ignore: if self.targets.is_empty() {
                if self.ignore {
                    Ignore::Always(self.remark)
                } else {
                    Ignore::Never
                }
            } else {
                Ignore::Targets(self.targets)
            },
            expect: if self.compile_fail {
                Expect::Refused { codes: self.codes }
            } else if self.no_run {
                Expect::Compiles
            } else if self.should_panic {
                Expect::Panics
            } else {
                Expect::Runs
            },
            edition: self.edition,
            standalone: self.standalone,
            test_harness: self.test_harness,
        }
    }
}

/// `E0277`.
fn is_code(word: &str) -> bool {
    let digits = word.strip_prefix('E').unwrap_or_default();
    digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_leading(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ':')
}

fn is_bareword(c: char) -> bool {
    is_leading(c) || ".!#$%&*+/;<>?@^|~".contains(c)
}

/// A word that starts as one has to.
fn token(rest: &str) -> Option<(&str, &str)> {
    bareword(rest).filter(|_| rest.starts_with(is_leading))
}

/// At least one character of a word.
fn bareword(rest: &str) -> Option<(&str, &str)> {
    let end = rest.find(|c| !is_bareword(c)).unwrap_or(rest.len());
    (end > 0).then(|| rest.split_at(end))
}

/// A word or a quoted text that is not empty.
fn value(rest: &str, starts: fn(char) -> bool) -> Option<(&str, &str)> {
    match rest.strip_prefix('"') {
        Some(inner) => inner.split_once('"').filter(|(text, _)| !text.is_empty()),
        None => bareword(rest).filter(|_| rest.starts_with(starts)),
    }
}

fn ends(rest: &str, with: &[char]) -> bool {
    rest.is_empty() || rest.starts_with(with)
}
