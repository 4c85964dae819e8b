//! The gates of a workspace: what must hold before work counts as done.
//!
//! Each is one proof, answered from the ledger for the same content. They run from the cheap to the dear, and all of them run: a
//! list of everything that is wrong is worth more than the first thing.

use rustora_host::{Host, Level};
use rustora_proof::markdown::{Dialect, document};
use rustora_proof::{
    Check, Depth, Evidence, Ledger, LintLevel, Options, ProofError, ProofOutcome, Ran, State,
    Workshop,
};
use rustora_review::{Progress, Request, Severity, review};
use rustora_source::cargo::Workspace;

use crate::prove::{home_of, readmes};

/// What has to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gate {
    /// It is formatted.
    Fmt,
    /// It compiles, all targets.
    Check,
    /// Clippy has nothing to say, pedantic lints included.
    Pedantic,
    /// Its tests pass.
    Tests,
    /// The examples in its documentation compile and run.
    Doctests,
    /// Its documentation is made without a warning.
    Docs,
    /// The Rust blocks of its README and of `docs` compile.
    Snippets,
    /// The review finds nothing that must be changed.
    Review,
}

impl Gate {
    /// All of them, in the order in which they run.
    pub const ALL: [Self; 8] = [
        Self::Fmt,
        Self::Review,
        Self::Check,
        Self::Pedantic,
        Self::Snippets,
        Self::Docs,
        Self::Tests,
        Self::Doctests,
    ];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fmt => "fmt",
            Self::Check => "check",
            Self::Pedantic => "pedantic",
            Self::Tests => "tests",
            Self::Doctests => "doctests",
            Self::Docs => "docs",
            Self::Snippets => "snippets",
            Self::Review => "review",
        }
    }

    /// The gate of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|gate| gate.name() == name)
    }
}

/// What became of a gate.
#[derive(Clone, Debug)]
pub struct Passed {
    /// The gate.
    pub gate: Gate,
    /// The proof.
    pub evidence: Evidence,
    /// Whether it was made before, on the same content.
    pub is_recalled: bool,
    /// What was said, where it does not hold.
    pub said: Vec<String>,
}

/// What became of all of them.
#[derive(Clone, Debug, Default)]
pub struct Gates {
    /// Each gate.
    pub passed: Vec<Passed>,
    /// What the reader should know besides.
    pub account: Vec<String>,
}

/// The gates that a workspace asks for: `gates` in `[workspace.metadata.rustora]`, else all of them.
///
/// # Errors
/// When it asks for one that there is not.
pub fn asked(host: &dyn Host, root: &std::path::Path) -> Result<Vec<Gate>, String> {
    let settings = Workspace::read(host, root).settings;
    let Some(list) = settings.get("gates") else {
        return Ok(Gate::ALL.to_vec());
    };
    let names = list.as_array().into_iter().flatten();
    let mut gates = Vec::new();
    for name in names {
        let name = name.as_str().unwrap_or_default();
        gates.push(Gate::named(name).ok_or_else(|| unknown(name))?);
    }
    Ok(gates)
}

/// What to say of a gate that there is not.
pub fn unknown(name: &str) -> String {
    let names = Gate::ALL.map(Gate::name).join(", ");
    format!("there is no gate `{name}`; there are {names}")
}

/// Runs gates over the workspace at `root`. Those that `is_fresh` names are proven anew whatever the ledger has.
///
/// # Errors
/// When nothing could be tried at all.
pub fn gates(
    host: &dyn Host,
    root: &std::path::Path,
    wanted: &[Gate],
    options: Options,
    is_fresh: &dyn Fn(Gate) -> bool,
    progress: &mut dyn FnMut(&str),
) -> Result<Gates, ProofError> {
    let mut ledger = Ledger::open(host, &options.store);
    progress("copying the workspace");
    let shop = Workshop::open(host, root, options)?;
    let mut out = Gates::default();
    out.account.extend(shop.account());
    let prepared = shop.prepare()?;
    out.account.extend(prepared.note);
    let content = shop.content()?;
    for gate in Gate::ALL.into_iter().filter(|gate| wanted.contains(gate)) {
        let known = ledger.of(gate.name(), &content).filter(|_| !is_fresh(gate));
        if let Some(known) = known {
            out.passed.push(Passed {
                gate,
                evidence: known.clone(),
                is_recalled: true,
                said: Vec::new(),
            });
            continue;
        }
        progress(gate.name());
        let began = host.elapsed();
        let tried = match &prepared.failed {
            Some(failed) if !matches!(gate, Gate::Fmt | Gate::Review) => {
                Tried::of(failed, &shop, Vec::new())
            }
            _ => tried(host, &shop, gate, progress)?,
        };
        let evidence = Evidence {
            id: String::new(),
            claim: gate.name().to_owned(),
            root: root.to_owned(),
            content: content.clone(),
            command: tried.command,
            outcome: tried.outcome,
            why: tried.why,
            toolchain: shop.toolchain.release().to_owned(),
            walls: match &shop.level {
                Ok(Level::Namespaces) => "namespaces",
                Ok(Level::Landlock) => "landlock",
                Err(_) => "none",
            }
            .to_owned(),
            network: shop.is_online(),
            env: shop.env_names().map(str::to_owned).collect(),
            at: host.now().as_secs(),
            wall_ms: u64::try_from(host.elapsed().saturating_sub(began).as_millis())
                .unwrap_or(u64::MAX),
        };
        // Tests may write into their package; the next gate is about the workspace as it is.
        shop.renew()?;
        ledger.add(evidence.clone())?;
        out.passed.push(Passed {
            gate,
            evidence,
            is_recalled: false,
            said: tried.said,
        });
    }
    Ok(out)
}

/// What a gate came to.
struct Tried {
    command: String,
    outcome: ProofOutcome,
    why: String,
    said: Vec<String>,
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

    /// From a run: what went wrong is the code's doing or the machine's.
    fn of(ran: &Ran, shop: &Workshop<'_>, said: Vec<String>) -> Self {
        match ran.failure(shop) {
            None => Self::holds(&ran.command),
            Some(failure) if failure.class.refutes() => {
                Self::refuted(&ran.command, failure.why, said)
            }
            Some(failure) => Self {
                command: ran.command.clone(),
                outcome: ProofOutcome::Unproven,
                why: format!(
                    "{} ({}); {}",
                    failure.why,
                    failure.class.name(),
                    failure.next
                ),
                said,
            },
        }
    }
}

fn tried(
    host: &dyn Host,
    shop: &Workshop<'_>,
    gate: Gate,
    progress: &mut dyn FnMut(&str),
) -> Result<Tried, ProofError> {
    let mut run = |args: &[&str], env: &[(&str, &str)]| {
        let mut args = args.to_vec();
        if !shop.is_online() && args[0] != "fmt" {
            args.insert(1, "--offline");
        }
        let check = Check {
            env: env
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
            progress: Some(progress),
        };
        shop.cargo(&args, check)
    };
    Ok(match gate {
        Gate::Fmt => formatted(shop, &run(&["fmt", "--all", "--check"], &[])?),
        Gate::Check => {
            let ran = run(
                &[
                    "check",
                    "--workspace",
                    "--all-targets",
                    "--locked",
                    "--message-format=json",
                ],
                &[],
            )?;
            let said = shop.lints(&ran.messages);
            let said = said
                .iter()
                .filter(|lint| lint.level == LintLevel::Error)
                .map(told);
            Tried::of(&ran, shop, said.collect())
        }
        Gate::Pedantic => {
            let (ran, lints) = shop.lint(progress)?;
            if ran.is_success() && !lints.is_empty() {
                let why = format!("clippy says {} things", lints.len());
                Tried::refuted(&ran.command, why, lints.iter().map(told).collect())
            } else {
                Tried::of(&ran, shop, lints.iter().map(told).collect())
            }
        }
        Gate::Tests => {
            let nextest = host.is_file(&shop.toolchain.program("cargo-nextest"))
                || shop.has_program("cargo-nextest");
            let args: &[&str] = if nextest {
                &[
                    "nextest",
                    "run",
                    "--workspace",
                    "--locked",
                    "--no-fail-fast",
                ]
            } else {
                &[
                    "test",
                    "--workspace",
                    "--all-targets",
                    "--locked",
                    "--no-fail-fast",
                ]
            };
            let ran = run(args, &[])?;
            let said = failed_tests(&ran);
            Tried::of(&ran, shop, said)
        }
        Gate::Doctests => {
            let ran = run(
                &["test", "--workspace", "--doc", "--locked", "--no-fail-fast"],
                &[],
            )?;
            if ran.stderr.contains("no library targets found") {
                return Ok(Tried::holds(&ran.command));
            }
            let said = failed_tests(&ran);
            Tried::of(&ran, shop, said)
        }
        Gate::Docs => {
            let ran = run(
                &[
                    "doc",
                    "--workspace",
                    "--no-deps",
                    "--locked",
                    "--message-format=json",
                ],
                &[("RUSTDOCFLAGS", "-D warnings")],
            )?;
            let said = shop.lints(&ran.messages).iter().map(told).collect();
            Tried::of(&ran, shop, said)
        }
        Gate::Snippets => snippets(host, shop, progress)?,
        Gate::Review => reviewed(host, shop),
    })
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
    let why = format!("{} places are not as rustfmt writes them", files.len());
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

fn reviewed(host: &dyn Host, shop: &Workshop<'_>) -> Tried {
    let command = "rustora review --quick";
    let request = Request {
        paths: vec![shop.root.clone()],
        ..Request::default()
    };
    match review(host, &request, &Progress::default()) {
        Ok(review) => {
            let shown = review
                .settings
                .confidence
                .unwrap_or(rustora_review::Confidence::Medium);
            let from = review.settings.fail_on.unwrap_or(Severity::Error);
            let bad = review
                .findings
                .iter()
                .filter(|finding| finding.severity >= from && finding.confidence >= shown);
            let said: Vec<String> = bad
                .map(|finding| {
                    let place = &finding.location;
                    format!(
                        "{}:{}: {} [{}]",
                        place.source.path, place.start.line, finding.message, finding.rule.id
                    )
                })
                .collect();
            if said.is_empty() {
                Tried::holds(command)
            } else {
                let why = format!("{} findings must be changed", said.len());
                Tried::refuted(command, why, said)
            }
        }
        Err(error) => Tried {
            command: command.to_owned(),
            outcome: ProofOutcome::Unproven,
            why: error.to_string(),
            said: Vec::new(),
        },
    }
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
            format!("{} blocks do not compile", said.len()),
            said,
        )
    } else if open.is_empty() {
        Tried::holds(command)
    } else {
        Tried {
            command: command.to_owned(),
            outcome: ProofOutcome::Unproven,
            why: format!("{} blocks could not be tried", open.len()),
            said: open,
        }
    })
}
