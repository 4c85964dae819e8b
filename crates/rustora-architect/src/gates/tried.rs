//! How each gate is tried.
//!
//! What a tool prints is read here and nowhere else. Whether a failure is the code's doing or the machine's is told by the proofs; only code refutes.

use std::path::Path;

use rustora_host::Host;
use rustora_proof::markdown::{Dialect, document};
use rustora_proof::{Check, Depth, LintLevel, ProofError, ProofOutcome, Ran, State, Workshop};
use rustora_review::{Change, Progress, Request, Severity, review};
use rustora_source::cargo::Workspace;

use super::Gate;
use super::extent::Of;
use crate::accepted::{Accepted, What, sort};
use crate::api;
use crate::dependencies::{self, Known};
use crate::prove::{home_of, readmes};

/// What a gate came to.
pub(super) struct Tried {
    pub(super) command: String,
    pub(super) outcome: ProofOutcome,
    /// What is wrong, or why there was nothing to hold.
    pub(super) why: String,
    /// What is wrong, line by line, then what is told besides.
    pub(super) said: Vec<String>,
}

impl Tried {
    fn holds(command: &str) -> Self {
        Self {
            command: command.to_owned(),
            outcome: ProofOutcome::Proven,
            why: String::new(),
            said: Vec::new(),
        }
    }

    fn refuted(command: &str, why: String, said: Vec<String>) -> Self {
        Self {
            command: command.to_owned(),
            outcome: ProofOutcome::Refuted,
            why,
            said,
        }
    }

    fn unproven(command: &str, why: String) -> Self {
        Self {
            command: command.to_owned(),
            outcome: ProofOutcome::Unproven,
            why,
            said: Vec::new(),
        }
    }

    /// There is nothing that it could be wrong about.
    pub(super) fn nothing(why: &str) -> Self {
        Self {
            why: why.to_owned(),
            ..Self::holds("")
        }
    }

    /// From a run: what went wrong is the code's doing or the machine's.
    pub(super) fn of(ran: &Ran, shop: &Workshop<'_>, said: Vec<String>) -> Self {
        match ran.failure(shop) {
            None => Self::holds(&ran.command),
            Some(failure) if failure.class.refutes() => {
                Self::refuted(&ran.command, failure.why, said)
            }
            Some(failure) => {
                let (why, class, next) = (failure.why, failure.class.name(), failure.next);
                Self {
                    said,
                    ..Self::unproven(&ran.command, format!("{why} ({class}); {next}"))
                }
            }
        }
    }
}

/// One gate on trial.
pub(super) struct Trial<'a, 'h> {
    pub(super) host: &'h dyn Host,
    pub(super) shop: &'a Workshop<'h>,
    pub(super) of: &'a Of,
    pub(super) accepted: &'a [Accepted],
    /// What is known of dependencies, or why nothing is.
    pub(super) known: &'a Result<Known, String>,
    /// Whether everything that cargo needs is there.
    pub(super) is_prepared: bool,
    pub(super) progress: &'a mut dyn FnMut(&str),
}

impl Trial<'_, '_> {
    /// Runs cargo on what the gate is asked of: `args` with the packages behind the first, and never online by itself.
    fn run(
        &mut self,
        args: &[&str],
        selected: Selected,
        env: &[(&str, String)],
    ) -> Result<Ran, ProofError> {
        let (first, rest) = args.split_at(args.len().min(1));
        let mut all = first.to_vec();
        if selected != Selected::Formatting {
            if !self.shop.is_online() {
                all.push("--offline");
            }
            all.push("--locked");
        }
        if selected == Selected::Packages {
            all.extend(self.of.selection());
        }
        all.extend(rest);
        let env = env
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()));
        let check = Check {
            env: env.collect(),
            progress: Some(self.progress),
        };
        if selected == Selected::Formatting {
            return self.shop.cargo(&all, check);
        }
        self.shop.cargo_whole(&all, check)
    }

    /// Tries a gate.
    ///
    /// # Errors
    /// When a program cannot be started.
    pub(super) fn gate(&mut self, gate: Gate) -> Result<Tried, ProofError> {
        Ok(match gate {
            Gate::Fmt => {
                let ran = self.run(&["fmt", "--all", "--check"], Selected::Formatting, &[])?;
                formatted(self.shop, &ran)
            }
            Gate::Dependencies => self.dependencies()?,
            Gate::Review => self.review(),
            Gate::Check => {
                let args = ["check", "--all-targets", "--message-format=json"];
                let ran = self.run(&args, Selected::Packages, &[])?;
                let said = self.shop.lints(&ran.messages);
                let errors = said.iter().filter(|lint| lint.level == LintLevel::Error);
                Tried::of(&ran, self.shop, errors.map(told).collect())
            }
            Gate::Pedantic => self.pedantic()?,
            Gate::Api => self.api()?,
            Gate::Snippets => snippets(self.host, self.shop, self.progress)?,
            Gate::Docs => {
                let env = [("RUSTDOCFLAGS", "-D warnings".to_owned())];
                let args = ["doc", "--no-deps", "--message-format=json"];
                let ran = self.run(&args, Selected::Packages, &env)?;
                let said = self.shop.lints(&ran.messages);
                Tried::of(&ran, self.shop, said.iter().map(told).collect())
            }
            Gate::Tests => {
                let nextest = "cargo-nextest";
                let beside = self.shop.toolchain.program(nextest);
                if self.host.is_file(&beside) || self.shop.has_program(nextest) {
                    return self.nextest();
                }
                let args = ["test", "--all-targets", "--no-fail-fast"];
                let ran = self.run(&args, Selected::Packages, &[])?;
                Tried::of(&ran, self.shop, failed_tests(&ran))
            }
            Gate::Doctests => {
                let args = ["test", "--doc", "--no-fail-fast"];
                let ran = self.run(&args, Selected::Packages, &[])?;
                if ran.stderr.contains("no library targets found") {
                    return Ok(Tried {
                        why: "there is no library".to_owned(),
                        ..Tried::holds(&ran.command)
                    });
                }
                Tried::of(&ran, self.shop, failed_tests(&ran))
            }
        })
    }

    fn nextest(&mut self) -> Result<Tried, ProofError> {
        let mut args = vec!["nextest", "run"];
        args.extend(self.of.selection());
        args.extend(["--locked", "--no-fail-fast"]);
        if !self.shop.is_online() {
            args.push("--offline");
        }
        let check = Check {
            progress: Some(self.progress),
            ..Check::default()
        };
        let ran = self.shop.cargo_whole(&args, check)?;
        if ran.stderr.contains("no tests to run") {
            return Ok(Tried {
                why: "there are no tests".to_owned(),
                ..Tried::holds(&ran.command)
            });
        }
        Ok(Tried::of(&ran, self.shop, failed_tests(&ran)))
    }

    fn pedantic(&mut self) -> Result<Tried, ProofError> {
        let (ran, lints) = if *self.of == Of::Whole {
            self.shop.lint(self.progress)?
        } else {
            let args = [
                &["clippy", "--all-targets", "--no-deps", "--keep-going"][..],
                &["--message-format=json", "--"],
                &["-W", "clippy::pedantic", "--cap-lints", "warn"],
            ];
            let ran = self.run(&args.concat(), Selected::Packages, &[])?;
            let lints = self.shop.lints(&ran.messages);
            (ran, lints)
        };
        let said = lints.iter().map(told).collect();
        Ok(if ran.is_success() && !lints.is_empty() {
            let why = format!("clippy says {}", things(lints.len(), "thing"));
            Tried::refuted(&ran.command, why, said)
        } else {
            Tried::of(&ran, self.shop, said)
        })
    }

    fn dependencies(&mut self) -> Result<Tried, ProofError> {
        let command = "cargo tree --workspace --all-features --target all";
        let known = match self.known {
            Ok(known) => known,
            Err(why) => return Ok(Tried::unproven("", why.clone())),
        };
        let mut compiled = Err("what it needs is not on this machine".to_owned());
        if self.is_prepared {
            let args = [
                &["tree", "--workspace", "--all-features", "--target", "all"][..],
                &[
                    "--edges",
                    "normal,build,dev",
                    "--prefix",
                    "none",
                    "--format",
                    "{p}",
                ],
            ];
            let ran = self.run(&args.concat(), Selected::Nothing, &[])?;
            compiled = if ran.is_success() {
                Ok(dependencies::listed(&ran.stdout))
            } else {
                Err(ran.why(self.shop))
            };
        }
        let mut verdict = known.verdict(compiled.as_ref().ok(), self.accepted);
        if let Err(why) = compiled {
            verdict.told.push(format!(
                "everything that the lock file names was held, whether it is compiled or not: cargo could not say ({why})"
            ));
        }
        Ok(held(
            command,
            "the policy of dependencies",
            verdict.bad,
            verdict.told,
        ))
    }

    fn api(&mut self) -> Result<Tried, ProofError> {
        let workspace = Workspace::read(self.host, &self.shop.root);
        let mut libraries = api::libraries(self.host, &workspace);
        if let Of::Packages(names) = self.of {
            libraries.retain(|library| names.contains(&library.name));
        }
        if libraries.is_empty() {
            return Ok(Tried::nothing("no library here may be published"));
        }
        // In a folder of its own: whatever stands there takes the place of every other `clippy.toml`.
        let settings = Path::new(".rustora-api");
        self.shop
            .write(&settings.join("clippy.toml"), api::CLIPPY_TOML.as_bytes())?;
        let mut args = vec!["clippy", "--all-targets", "--no-deps", "--keep-going"];
        args.extend(["--message-format=json", "--"]);
        args.extend(api::LINTS.iter().flat_map(|(lint, _)| ["-W", lint]));
        args.extend(["--cap-lints", "warn"]);
        let env = [(
            "CLIPPY_CONF_DIR",
            self.shop.copy.join(settings).display().to_string(),
        )];
        let mut ran = self.run(&args, Selected::Packages, &env)?;
        if !ran.is_success() {
            let said = self.shop.lints(&ran.messages);
            let errors = said.iter().filter(|lint| lint.level == LintLevel::Error);
            return Ok(Tried::of(&ran, self.shop, errors.map(told).collect()));
        }
        let (mut hits, mut besides) = (Vec::new(), Vec::new());
        let messages = std::mem::take(&mut ran.messages);
        for library in &libraries {
            hits.extend(library.of_manifest());
            let inside = library
                .root
                .strip_prefix(&self.shop.root)
                .unwrap_or(&library.root);
            let root = self.shop.copy.join(inside);
            let own = messages.iter().filter(|told| told.target.src_path == root);
            let own: Vec<_> = own.cloned().collect();
            let lints = self.shop.lints(&own);
            hits.extend(
                lints
                    .iter()
                    .filter_map(|lint| library.of_lint(lint, &told(lint))),
            );
            if !library.has_release_notes(self.host, &self.shop.root) {
                besides.push(format!(
                    "told only: {} has no notes on its releases [C-RELNOTES]",
                    library.name
                ));
            }
        }
        let is_asked = |what: &What| matches!(what, What::Guideline { .. });
        let mut sorted = sort(hits, self.accepted, is_asked);
        sorted.told.extend(besides);
        Ok(held(
            &ran.command,
            "the API guidelines",
            sorted.standing,
            sorted.told,
        ))
    }

    fn review(&self) -> Tried {
        let (command, change) = match self.of {
            Of::Change(base) => (
                format!("rustora review --quick --since {base}"),
                Some(Change::Since(base.clone())),
            ),
            _ => ("rustora review --quick".to_owned(), None),
        };
        let request = Request {
            paths: vec![self.shop.root.clone()],
            change,
            ..Request::default()
        };
        let review = match review(self.host, &request, &Progress::default()) {
            Ok(review) => review,
            Err(error) => return Tried::unproven(&command, error.to_string()),
        };
        let shown = review.settings.confidence;
        let shown = shown.unwrap_or(rustora_review::Confidence::Medium);
        let from = review.settings.fail_on.unwrap_or(Severity::Error);
        let bad = review
            .findings
            .iter()
            .filter(|finding| finding.severity >= from && finding.confidence >= shown);
        let said: Vec<String> = bad
            .map(|finding| {
                let place = &finding.location;
                let (path, line) = (&place.source.path, place.start.line);
                format!("{path}:{line}: {} [{}]", finding.message, finding.rule.id)
            })
            .collect();
        if said.is_empty() {
            return Tried::holds(&command);
        }
        let why = format!("{} must be changed", things(said.len(), "finding"));
        Tried::refuted(&command, why, said)
    }
}

/// Which of cargo's common arguments a command takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Selected {
    /// `cargo fmt` takes none.
    Formatting,
    /// Those about the lock file and the network.
    Nothing,
    /// The packages too.
    Packages,
}

/// From what was held against a policy: what is against it, and what is told besides.
fn held(command: &str, policy: &str, mut bad: Vec<String>, told: Vec<String>) -> Tried {
    if bad.is_empty() {
        return Tried {
            said: told,
            ..Tried::holds(command)
        };
    }
    let verb = if bad.len() == 1 { "is" } else { "are" };
    let why = format!("{} {verb} against {policy}", things(bad.len(), "thing"));
    bad.extend(told);
    Tried::refuted(command, why, bad)
}

fn things(count: usize, name: &str) -> String {
    format!("{count} {name}{}", if count == 1 { "" } else { "s" })
}

fn formatted(shop: &Workshop<'_>, ran: &Ran) -> Tried {
    let files = ran
        .stdout
        .lines()
        .filter_map(|line| line.strip_prefix("Diff in "));
    let mut files: Vec<String> = files
        .map(|line| plain(shop, line.trim_end_matches(':')))
        .collect();
    files.dedup();
    if files.is_empty() {
        return Tried::of(ran, shop, files);
    }
    let why = format!(
        "not as rustfmt writes it in {}",
        things(files.len(), "place")
    );
    Tried::refuted(&ran.command, why, files)
}

fn told(lint: &rustora_proof::Lint) -> String {
    let code = lint
        .code
        .as_ref()
        .map(|code| format!(" [{code}]"))
        .unwrap_or_default();
    format!("{}: {}{code}", lint.file.display(), lint.message)
}

/// Paths of the copy as the user knows them.
fn plain(shop: &Workshop<'_>, text: &str) -> String {
    text.replace(&format!("{}/", shop.copy.display()), "")
}

/// The names of the tests that failed, as libtest and nextest print them.
fn failed_tests(ran: &Ran) -> Vec<String> {
    let lines = ran.stdout.lines().chain(ran.stderr.lines());
    let mut names: Vec<String> = lines
        .filter_map(|line| {
            let line = line.trim();
            let of_libtest = line
                .strip_prefix("test ")
                .and_then(|rest| rest.strip_suffix(" ... FAILED"));
            let of_nextest = line
                .strip_prefix("FAIL [")
                .and_then(|rest| rest.split_once("] "));
            of_libtest
                .or(of_nextest.map(|(_, name)| name))
                .map(|name| name.trim().to_owned())
        })
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn snippets(
    host: &dyn Host,
    shop: &Workshop<'_>,
    progress: &mut dyn FnMut(&str),
) -> Result<Tried, ProofError> {
    let command = "rustora prove README.md docs/*.md";
    let (mut said, mut open) = (Vec::new(), Vec::new());
    for path in readmes(host, &shop.root) {
        let bytes = host.read(&path).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        let is_readme = path
            .file_stem()
            .is_some_and(|stem| stem.eq_ignore_ascii_case("readme"));
        // What a README shows is tested by rustdoc, if the package says so; elsewhere a fence has to say that it is Rust.
        let document = document(
            &text,
            if is_readme {
                Dialect::Rustdoc
            } else {
                Dialect::Answer
            },
        );
        if document.blocks.is_empty() {
            continue;
        }
        let name = path
            .strip_prefix(&shop.root)
            .unwrap_or(&path)
            .display()
            .to_string();
        let package = home_of(host, &shop.root, &path, &text);
        for snippet in shop.snippets(&document, &package, Depth::Check, progress)? {
            match &snippet.state {
                State::Proven => {}
                State::Refuted => {
                    let remark = snippet.remarks.first();
                    let (line, what) = remark.map_or((snippet.line, "refuted"), |remark| {
                        (remark.at.line, &remark.message)
                    });
                    said.push(format!("{name}:{line}: {what}"));
                }
                State::Unproven(why) if why.contains("on its fence") => {}
                State::Unproven(why) => open.push(format!("{name}:{}: {why}", snippet.line)),
            }
        }
    }
    Ok(if !said.is_empty() {
        Tried::refuted(
            command,
            format!("{} refuted", things(said.len(), "block")),
            said,
        )
    } else if open.is_empty() {
        Tried::holds(command)
    } else {
        let why = format!("{} could not be tried", things(open.len(), "block"));
        Tried {
            said: open,
            ..Tried::unproven(command, why)
        }
    })
}
