//! Proves the Rust blocks of a Markdown text in the workspace that it stands in.
//!
//! Cargo itself says how a block is compiled: it is asked once how it would compile an example of the package, with the
//! package's features, its dependencies and those of its tests, and every block is then compiled by the same command without
//! cargo. That command is remembered for as long as the workspace is, byte for byte, what it was.
//!
//! Blocks that can share a crate are compiled as its modules, all in one go. Whoever is told of an error there is compiled once
//! more alone, where the verdict is that of a program of its own, as rustdoc's would be. What is accepted was compiled without
//! any error in the same run: an early error keeps the compiler from looking further. What a block hides behind `cfg(test)` or a
//! feature is compiled as well, in a second run.

mod recipe;
mod rustdoc;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use cargo_metadata::Artifact;
use cargo_metadata::diagnostic::{Diagnostic, DiagnosticLevel};
use rustora_host::Ended;
use rustora_source::Position;

use crate::cargo::{Check, Ran};
use crate::markdown::{Block, Document, Expect};
use crate::shape::{Form, Shape, Shaped, Unshaped, hidden, says_crate, shape, unparsed};
use crate::{Failure, ProofError, Workshop};
use recipe::Recipe;

/// How much is asked of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// It compiles.
    Check,
    /// Clippy has nothing to say either, pedantic lints included.
    Clippy,
    /// It also runs, and ends as its fence says.
    Test,
}

/// What became of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// It does what is asked of it.
    Proven,
    /// It does not: what the compiler, clippy or the run said.
    Refuted,
    /// It could not be tried, for this reason.
    Unproven(String),
}

impl State {
    /// Its name in reports.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Proven => "proven",
            Self::Refuted => "refuted",
            Self::Unproven(_) => "unproven",
        }
    }
}

/// Something said about a block, at its place in the Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The error's code or the lint.
    pub code: Option<String>,
    /// What is wrong.
    pub message: String,
    /// Where, in the Markdown; the block's first line where the compiler names no place in it.
    pub at: Position,
    /// What the compiler writes under the place, and its advice.
    pub notes: Vec<String>,
}

impl Remark {
    fn of_block(block: &Block, message: String) -> Self {
        Self {
            code: None,
            message,
            at: Position {
                line: block.line,
                column: 1,
            },
            notes: Vec::new(),
        }
    }
}

/// The proof of one block.
#[derive(Clone, Debug)]
pub struct Snippet {
    /// Its place among the Rust blocks, from 0.
    pub index: usize,
    /// The line of the Markdown at which its code begins, from 1.
    pub line: u32,
    /// What became of it.
    pub state: State,
    /// Why it was refuted or could not be tried, if that is not the code's doing.
    pub failure: Option<Failure>,
    /// What was said.
    pub remarks: Vec<Remark>,
    /// Of what it is a proof: the code, the workspace and the compiler.
    pub hash: String,
    /// How long it took; blocks that were compiled together share their time.
    pub wall: Duration,
}

impl Workshop<'_> {
    /// Proves the blocks of `document` in the package whose folder, below the workspace's root, is `package`.
    ///
    /// # Errors
    /// When the workshop cannot be written, or the compiler not be started.
    pub fn snippets(
        &self,
        document: &Document,
        package: &Path,
        depth: Depth,
        progress: &mut dyn FnMut(&str),
    ) -> Result<Vec<Snippet>, ProofError> {
        let content = self.content()?;
        let mut out: Vec<Snippet> = Vec::new();
        let host = self.toolchain.host();
        for block in &document.blocks {
            let text = format!("{content}\0{depth:?}\0{:?}\0{}", block.flags, block.code);
            out.push(Snippet {
                index: block.index,
                line: block.line,
                state: State::Unproven("it was not tried".to_owned()),
                failure: None,
                remarks: Vec::new(),
                hash: blake3::hash(text.as_bytes()).to_hex()[..16].to_owned(),
                wall: Duration::ZERO,
            });
        }
        let mut open: BTreeSet<usize> = BTreeSet::new();
        for (index, block) in document.blocks.iter().enumerate() {
            if let Some(reason) = block.flags.ignore.reason(&host) {
                out[index].state = State::Unproven(reason);
            } else {
                open.insert(index);
            }
        }
        if open.is_empty() {
            return Ok(out);
        }
        progress("asking cargo how the package is compiled");
        let recipe = match self.recipe(document, package, &content, depth)? {
            Ok(recipe) => recipe,
            Err(failure) => {
                for index in open {
                    out[index].state =
                        State::Unproven(format!("{}: {}", failure.class.name(), failure.why));
                    out[index].failure = Some(failure.clone());
                }
                return Ok(out);
            }
        };
        let mut trial = Trial {
            shop: self,
            recipe: &recipe,
            package,
            blocks: &document.blocks,
            depth,
            out: &mut out,
        };
        progress("compiling the blocks together");
        let mut alone: Vec<usize> = trial.together(open)?.into_iter().collect();
        // What is compiled inside the package becomes part of the library that the others link.
        alone.sort_by_key(|index| says_crate(&document.blocks[*index].code));
        for index in alone {
            progress(&format!(
                "compiling the block of line {}",
                document.blocks[index].line
            ));
            trial.alone(index)?;
        }
        Ok(out)
    }

    /// The hash of all that a proof rests on besides what is proven: the workspace, the compiler, and the environment.
    ///
    /// # Errors
    /// When the copy cannot be read.
    pub fn content(&self) -> Result<String, ProofError> {
        let mut hasher = blake3::Hasher::new();
        let read = self.store.digest("tree", &mut |path, bytes| {
            hasher.update(path.as_os_str().as_encoded_bytes());
            hasher.update(&(bytes.len() as u64).to_le_bytes());
            hasher.update(bytes);
        });
        read.map_err(|error| ProofError::store(&self.copy, error))?;
        hasher.update(self.toolchain.version.as_bytes());
        for (name, value) in self.env_pairs() {
            hasher.update(format!("\0{name}={value}").as_bytes());
        }
        for flag in &self.options.features {
            hasher.update(format!("\0\0{flag}").as_bytes());
        }
        hasher.update(&[u8::from(self.options.network), u8::from(self.level.is_ok())]);
        Ok(hasher.finalize().to_hex().to_string())
    }
}

/// The blocks of one text on trial.
struct Trial<'a, 'h> {
    shop: &'a Workshop<'h>,
    recipe: &'a Recipe,
    /// The package's folder, below the root.
    package: &'a Path,
    blocks: &'a [Block],
    depth: Depth,
    out: &'a mut [Snippet],
}

/// The module that a block of the package is.
const MODULE: &str = "rustora_block";

/// What the compiler said of one text.
struct Compiled {
    ran: Ran,
    told: Vec<Diagnostic>,
}

impl Trial<'_, '_> {
    /// Compiles as modules of one crate what can be, and leaves the rest.
    fn together(&mut self, mut open: BTreeSet<usize>) -> Result<BTreeSet<usize>, ProofError> {
        let mut alone = BTreeSet::new();
        let mut modules: Vec<(usize, Shaped)> = Vec::new();
        for index in std::mem::take(&mut open) {
            let block = &self.blocks[index];
            // What must fail or run is looked at by itself.
            let is_plain = self.depth == Depth::Check
                && !hidden(&block.code).is_any()
                && !is_refusal(&block.flags.expect)
                && !block.flags.standalone
                && !block.flags.test_harness
                && block
                    .flags
                    .edition
                    .is_none_or(|edition| edition == self.recipe.edition);
            match shape(block, Shape::Module) {
                // Whether a `main` is one is only asked at the root of a program.
                Ok(shaped)
                    if is_plain
                        && shaped.form != Form::Program
                        && shaped.alone.is_empty()
                        && !shaped.says_crate =>
                {
                    modules.push((index, shaped));
                }
                _ => _ = alone.insert(index),
            }
        }
        while modules.len() > 1 {
            let mut text = "#![allow(unused)]\n".to_owned();
            for (index, shaped) in &modules {
                let name = format!("blocks/b{index}.rs");
                self.write(&name, &shaped.text)?;
                _ = writeln!(text, "#[path = \"{name}\"]\nmod b{index};");
            }
            self.write("blocks.rs", &(text + "fn main() {}\n"))?;
            let compiled = self.compiled(
                self.recipe,
                "blocks.rs",
                &self.recipe.edition,
                &["--crate-type=bin", "--emit=metadata"],
            )?;
            if compiled.ran.is_success() {
                let share = compiled.ran.wall / u32::try_from(modules.len()).unwrap_or(1);
                for (index, _) in modules.drain(..) {
                    self.out[index].state = State::Proven;
                    self.out[index].wall = share;
                }
                break;
            }
            let is_told = |index: usize| {
                let file = format!("blocks/b{index}.rs");
                compiled.told.iter().any(|told| {
                    told.level == DiagnosticLevel::Error
                        && told
                            .spans
                            .iter()
                            .any(|span| span.file_name.ends_with(&file))
                })
            };
            let (told, rest): (Vec<_>, Vec<_>) =
                modules.into_iter().partition(|(index, _)| is_told(*index));
            modules = rest;
            // An error that names no block: nothing is known of any of them.
            if told.is_empty() {
                break;
            }
            alone.extend(told.into_iter().map(|(index, _)| index));
        }
        alone.extend(modules.into_iter().map(|(index, _)| index));
        Ok(alone)
    }

    /// Compiles a block as a program of its own, or in the package where it names things by their place in it and has no
    /// such things of its own.
    fn alone(&mut self, index: usize) -> Result<(), ProofError> {
        let block = &self.blocks[index];
        let shaped = shape(block, Shape::Binary);
        let says_crate = shaped.as_ref().is_ok_and(|shaped| shaped.says_crate);
        let may_be_inside = says_crate && self.depth == Depth::Check;
        if may_be_inside && is_refusal(&block.flags.expect) {
            return self.in_package(index);
        }
        let shaped = match shaped {
            // What rustdoc takes is taken as rustdoc takes it. Items stand at the root, where `super::` of a module among them
            // leads to the others.
            Ok(shaped) if !shaped.form.is_fragment() && shaped.form != Form::Items => {
                shape(block, Shape::Rustdoc).unwrap_or(shaped)
            }
            Ok(shaped) => shaped,
            // The compiler's parser has the last word on what is Rust.
            Err(Unshaped::Syntax { .. }) => unparsed(block),
            Err(why) => {
                self.out[index].state = State::Unproven(why.to_string());
                return Ok(());
            }
        };
        let compiled = self.program(block, &shaped)?;
        let (mut state, failure) = self.verdict(&block.flags.expect, &compiled);
        if may_be_inside && state == State::Refuted {
            return self.in_package(index);
        }
        let mut wall = compiled.ran.wall;
        if self.depth == Depth::Test
            && state == State::Proven
            && matches!(block.flags.expect, Expect::Runs | Expect::Panics)
        {
            if shaped.form == Form::AsyncBody {
                let why = "it compiles; it was not run, because no executor is known for it";
                state = State::Unproven(why.to_owned());
            } else {
                let (ended, took) = self.run(&block.flags.expect)?;
                (state, wall) = (ended, wall + took);
            }
        }
        let is_told = state != State::Proven;
        let told = compiled.told.iter().filter(|_| is_told);
        let mut remarks: Vec<Remark> = told.map(|told| remark(block, &shaped, told)).collect();
        if is_refusal(&block.flags.expect) && state == State::Refuted {
            let message =
                "its fence says that it does not compile, and it does, or fails otherwise";
            remarks.insert(0, Remark::of_block(block, message.to_owned()));
        }
        let snippet = &mut self.out[index];
        (snippet.state, snippet.failure) = (state, failure);
        (snippet.remarks, snippet.wall) = (remarks, wall);
        Ok(())
    }

    fn program(&self, block: &Block, shaped: &Shaped) -> Result<Compiled, ProofError> {
        let edition = block.flags.edition.unwrap_or(&self.recipe.edition);
        self.write("block.rs", &shaped.text)?;
        let output = self.shop.store.path().join("snippets/block");
        let output = output.display().to_string();
        let mut args = vec![if block.flags.test_harness {
            "--test"
        } else {
            "--crate-type=bin"
        }];
        if self.depth == Depth::Test && shaped.form != Form::AsyncBody {
            args.extend(["--emit=link", "-o", &output]);
        } else {
            args.push("--emit=metadata");
        }
        let mut compiled = self.compiled(self.recipe, "block.rs", edition, &args)?;
        let hidden = hidden(&block.code);
        if compiled.ran.is_success() && hidden.is_any() && !is_refusal(&block.flags.expect) {
            let features = hidden.features.iter();
            let mut all: Vec<String> = features
                .flat_map(|name| ["--cfg".to_owned(), format!("feature={name:?}")])
                .collect();
            all.extend(["--test".to_owned(), "--emit=metadata".to_owned()]);
            let all: Vec<&str> = all.iter().map(String::as_str).collect();
            let of_hidden = self.compiled(self.recipe, "block.rs", edition, &all)?;
            if !of_hidden.ran.is_success() {
                compiled = of_hidden;
            }
        }
        if self.depth != Depth::Clippy || !compiled.ran.is_success() {
            return Ok(compiled);
        }
        let recipe = Recipe {
            program: self.shop.toolchain.program("clippy-driver"),
            args: [&*self.recipe.args, &*self.recipe.lints].concat(),
            ..self.recipe.clone()
        };
        args.extend(["-W", "clippy::pedantic"]);
        self.compiled(&recipe, "block.rs", edition, &args)
    }

    /// What compiling came to, for a block of which this is expected.
    fn verdict(&self, expect: &Expect, compiled: &Compiled) -> (State, Option<Failure>) {
        let is_refused = compiled
            .told
            .iter()
            .any(|told| told.level == DiagnosticLevel::Error);
        match (expect, compiled.ran.failure(self.shop)) {
            (Expect::Refused { codes }, Some(_)) if is_refused => {
                (refused(codes, &compiled.told), None)
            }
            (Expect::Refused { .. }, None) => (State::Refuted, None),
            (_, Some(_)) if is_refused => (State::Refuted, None),
            (_, Some(failure)) => {
                let why = format!("{}: {}", failure.class.name(), failure.why);
                (State::Unproven(why), Some(failure))
            }
            (_, None) if self.depth == Depth::Clippy && !compiled.told.is_empty() => {
                (State::Refuted, None)
            }
            (_, None) => (State::Proven, None),
        }
    }

    /// Compiles a block as a module of its package, in the copy.
    fn in_package(&mut self, index: usize) -> Result<(), ProofError> {
        let block = &self.blocks[index];
        let Ok(shaped) = shape(block, Shape::Module) else {
            return Ok(());
        };
        let roots = ["src/lib.rs", "src/main.rs"].map(|root| self.package.join(root));
        let root = roots
            .iter()
            .find(|root| self.shop.host.is_file(&self.shop.root.join(root)));
        let Some(root) = root else {
            let why =
                "it speaks of `crate`, and the package has neither `src/lib.rs` nor `src/main.rs`";
            self.out[index].state = State::Unproven(why.to_owned());
            return Ok(());
        };
        let ran = self.ran_in_package(block, root, &shaped)?;
        let file = self.shop.copy.join(root);
        let is_root = |artifact: &Artifact| artifact.target.src_path.as_std_path() == file;
        if ran.is_success() && !ran.artifacts.iter().any(is_root) {
            let why = format!(
                "it speaks of `crate`, and no crate of the package begins in `{}`",
                root.display()
            );
            self.out[index].state = State::Unproven(why);
            return Ok(());
        }
        let is_error = |told: &&Diagnostic| told.level == DiagnosticLevel::Error;
        let is_here = |told: &&Diagnostic| {
            told.spans
                .iter()
                .any(|span| span.file_name.ends_with(&format!("{MODULE}.rs")))
        };
        let told: Vec<Diagnostic> = ran
            .messages
            .iter()
            .map(|told| told.message.clone())
            .collect();
        let told: Vec<Diagnostic> = told
            .iter()
            .filter(is_error)
            .filter(is_here)
            .cloned()
            .collect();
        let is_of_block = !told.is_empty();
        let compiled = Compiled { ran, told };
        let (state, failure) = if compiled.ran.is_success() || is_of_block {
            self.verdict(&block.flags.expect, &compiled)
        } else {
            let why = "the package that it speaks of does not compile itself";
            (
                State::Unproven(why.to_owned()),
                compiled.ran.failure(self.shop),
            )
        };
        let remarks = compiled.told.iter().filter(|_| state != State::Proven);
        let snippet = &mut self.out[index];
        snippet.remarks = remarks.map(|told| remark(block, &shaped, told)).collect();
        (snippet.state, snippet.failure, snippet.wall) = (state, failure, compiled.ran.wall);
        Ok(())
    }

    /// Checks the package with a block as a module below `root`.
    fn ran_in_package(
        &self,
        block: &Block,
        root: &Path,
        shaped: &Shaped,
    ) -> Result<Ran, ProofError> {
        let mut text = self
            .shop
            .host
            .read(&self.shop.root.join(root))
            .unwrap_or_default();
        text.extend(format!("\n#[allow(warnings)]\nmod {MODULE};\n").bytes());
        self.shop.write(root, &text)?;
        let file = self.package.join("src").join(format!("{MODULE}.rs"));
        self.shop.write(&file, shaped.text.as_bytes())?;
        let manifest = self
            .shop
            .copy
            .join(self.package)
            .join("Cargo.toml")
            .display()
            .to_string();
        let kind = if root.ends_with("lib.rs") {
            "--lib"
        } else {
            "--bins"
        };
        let mut args = vec![
            "check",
            kind,
            "--locked",
            "--message-format=json",
            "--manifest-path",
            &manifest,
        ];
        if !self.shop.options.network {
            args.push("--offline");
        }
        let mut ran = self.shop.cargo(&args, Check::default())?;
        let hidden = hidden(&block.code);
        if ran.is_success() && hidden.is_any() && !is_refusal(&block.flags.expect) {
            args.extend(["--profile", "test"]);
            args.extend((!hidden.features.is_empty()).then_some("--all-features"));
            let of_hidden = self.shop.cargo(&args, Check::default())?;
            if !of_hidden.is_success() {
                ran = of_hidden;
            }
        }
        self.shop.take_back(&file)?;
        self.shop.renew()?;
        Ok(ran)
    }

    /// Runs what was linked.
    fn run(&self, expect: &Expect) -> Result<(State, Duration), ProofError> {
        let program = self.shop.store.path().join("snippets/block");
        let launch = self.shop.launch(program, Vec::new(), &self.shop.copy);
        let ran = self.shop.run(launch, Check::default())?;
        let state = match (&ran.ended, expect) {
            (Ended::Exited(0), Expect::Panics) => State::Refuted,
            (Ended::Exited(0), _) | (Ended::Exited(101), Expect::Panics) => State::Proven,
            (Ended::Exited(_) | Ended::Signalled(_), _) => State::Refuted,
            _ => State::Unproven(ran.why(self.shop)),
        };
        Ok((state, ran.wall))
    }

    fn write(&self, name: &str, text: &str) -> Result<(), ProofError> {
        let path = Path::new("snippets").join(name);
        let written = self.shop.store.write(&path, text.as_bytes());
        written.map_err(|error| ProofError::store(&self.shop.store.path().join(path), error))
    }

    fn compiled(
        &self,
        recipe: &Recipe,
        file: &str,
        edition: &str,
        args: &[&str],
    ) -> Result<Compiled, ProofError> {
        let folder = self.shop.store.path().join("snippets");
        let out = folder.join("out").display().to_string();
        let mut all = recipe.args.clone();
        all.extend(args.iter().map(|arg| (*arg).to_owned()));
        if !args.contains(&"-o") {
            all.extend(["--out-dir".to_owned(), out]);
        }
        all.extend(["--crate-name".to_owned(), "block".to_owned()]);
        all.extend([
            format!("--edition={edition}"),
            "--error-format=json".to_owned(),
        ]);
        all.push(folder.join(file).display().to_string());
        let launch = self.shop.launch(recipe.program.clone(), all, &folder);
        let check = Check {
            env: recipe.env.clone(),
            ..Check::default()
        };
        let ran = self.shop.run(launch, check)?;
        let mut told: Vec<Diagnostic> = Vec::new();
        for line in ran.stderr.lines().filter(|line| line.starts_with('{')) {
            if let Ok(diagnostic) = serde_json::from_str::<Diagnostic>(line) {
                let is_of_note = matches!(
                    diagnostic.level,
                    DiagnosticLevel::Error | DiagnosticLevel::Ice
                ) || (self.depth == Depth::Clippy
                    && diagnostic.level == DiagnosticLevel::Warning);
                // The last line of a compiler counts the others.
                if is_of_note && !(diagnostic.spans.is_empty() && diagnostic.code.is_none()) {
                    told.push(diagnostic);
                }
            }
        }
        Ok(Compiled { ran, told })
    }
}

/// Whether the fence says that the block does not compile.
fn is_refusal(expect: &Expect) -> bool {
    matches!(expect, Expect::Refused { .. })
}

/// A refusal that was announced, perhaps with its codes.
fn refused(codes: &[String], told: &[Diagnostic]) -> State {
    let has = |code: &String| {
        told.iter()
            .any(|told| told.code.as_ref().is_some_and(|found| found.code == *code))
    };
    if codes.is_empty() || codes.iter().any(has) {
        State::Proven
    } else {
        State::Refuted
    }
}

fn remark(block: &Block, shaped: &Shaped, told: &Diagnostic) -> Remark {
    let primary = told.spans.iter().find(|span| span.is_primary);
    let at = primary.and_then(|span| {
        let number = |value: usize| u32::try_from(value).ok();
        shaped.place(number(span.line_start)?, number(span.column_start)?)
    });
    let labels = told.spans.iter().filter_map(|span| span.label.clone());
    let advice = told.children.iter().map(|child| child.message.clone());
    Remark {
        code: told.code.as_ref().map(|code| code.code.clone()),
        message: told.message.clone(),
        at: at.unwrap_or(Position {
            line: block.line,
            column: 1,
        }),
        notes: labels
            .chain(advice)
            .filter(|text| !text.is_empty())
            .collect(),
    }
}
