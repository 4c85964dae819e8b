//! The arguments. Their comments are the help, and `docs/cli.md` is made from it.

pub(crate) mod adr;
pub(crate) mod agents;
pub(crate) mod memory;
pub(crate) mod running;

use std::ffi::OsString;
use std::path::PathBuf;

use anstream::ColorChoice;
use clap::builder::RangedU64ValueParser;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use rustora_host::OsHost;
use rustora_review::{Category, Confidence, Severity};

use crate::commands;
use crate::exit::Exit;

/// A macro, since `concat!` takes literals only.
macro_rules! exit_codes {
    () => {
        "\
Exit codes:
  0  the job is done, and nothing that was shown is as bad as --fail-on
  1  the job is done, and something that was shown is
  2  the job could not be done: wrong arguments, unreadable paths, an internal error"
    };
}

/// A macro, since `concat!` takes literals only.
macro_rules! requests {
    () => {
        "\
Requests:
  Say what you want in your own words; rustora finds the job, says in one line what
  it understood, and works. Nothing that a request says is run, and nothing is
  written but below --out, and what commands keep in your cache. Where a model is
  configured it is asked too, as `rustora run` does; --no-model leaves it out.

    rustora \"review src/db.rs for security\"
    rustora \"design a message queue with at-least-once delivery, without Kafka\"
    rustora \"build a REST API with axum and postgres for 100k concurrent connections\"
    rustora \"should I use Kafka or NATS?\"
    git diff | rustora \"review this\" -

  Behind the request: --quick, --out FOLDER, --agent NAME, --format terminal|json.

  A request that has two readings, or that is about something else, ends with exit
  code 2 and says what to say instead. `rustora route` shows what was understood.

"
    };
}

/// A macro, since `concat!` takes literals only.
macro_rules! prove_exit_codes {
    () => {
        "\
Exit codes:
  0  everything is proven
  1  something is refuted
  2  something could not be tried, or the job could not be done"
    };
}

mod designing;

pub(crate) use designing::{
    AdviseArgs, AdviseFormat, DesignArgs, DesignCommand, DesignFormat, KnowledgeArgs,
    KnowledgeCommand,
};

/// A Rust backend architect: reviews, designs and advises, and proves what it says.
#[derive(Debug, Parser)]
#[command(
    name = "rustora",
    version,
    propagate_version = true,
    override_usage = "rustora [OPTIONS] <COMMAND>\n       rustora [OPTIONS] \"<REQUEST>\" [REQUEST OPTIONS]",
    after_help = concat!(requests!(), exit_codes!())
)]
pub(crate) struct Cli {
    /// When to use colours; `auto` heeds `NO_COLOR`, `CLICOLOR_FORCE` and whether a terminal reads.
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        value_enum,
        default_value_t,
        display_order = 100
    )]
    color: Color,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Reviews code, or what a change touches.
    Review(Box<ReviewArgs>),
    /// Proves the Rust blocks of a Markdown text, or a whole workspace.
    Prove(ProveArgs),
    /// Shows what is understood of a request, and why, and does nothing.
    #[command(after_help = exit_codes!())]
    Route(RouteArgs),
    /// Shows what was proven, on which content, and when.
    Evidence(EvidenceArgs),
    /// Shows the page of a rule: what it finds, why, bad and good code, limits.
    #[command(after_help = exit_codes!())]
    Explain(ExplainArgs),
    /// Lists the rules.
    #[command(after_help = exit_codes!())]
    Rules(RulesArgs),
    /// Designs a system from a request or a brief, and checks and explains designs.
    Design(DesignArgs),
    /// Answers a question about Rust backends: insight first, a recommendation, compiled code.
    Advise(AdviseArgs),
    /// Finds and shows the playbooks that designs and advice are made from.
    Knowledge(KnowledgeArgs),
    /// Shows which models are configured, which one is used, and whether it can be reached.
    Models(ModelsArgs),
    /// Makes, lists, accepts, supersedes and checks decision records.
    Adr(adr::AdrArgs),
    /// Talks with you at this terminal, asks before it acts, and proves what it says.
    Chat(Box<running::ChatArgs>),
    /// Lets a model do what you ask for, and holds what it says and changes to proofs.
    Run(Box<running::RunArgs>),
    /// Goes on with a session, at the last thing that happened.
    Resume(Box<running::ResumeArgs>),
    /// Lists the sessions of models, or shows what happened in one.
    #[command(after_help = exit_codes!())]
    Sessions(running::SessionsArgs),
    /// Keeps what a project has taught: adds, finds, corrects and forgets entries.
    Memory(memory::MemoryArgs),
    /// Lists, shows, checks and makes definitions of agents.
    Agents(agents::AgentsArgs),
}

/// A request in a person's own words, in place of a command.
#[derive(Debug, Parser)]
#[command(name = "rustora", version, after_help = concat!(requests!(), exit_codes!()))]
struct Asked {
    /// When to use colours; `auto` heeds `NO_COLOR`, `CLICOLOR_FORCE` and whether a terminal reads.
    #[arg(long, value_name = "WHEN", value_enum, default_value_t)]
    color: Color,
    #[command(flatten)]
    args: AskArgs,
}

/// The request, and how to do what it asks for.
#[derive(Args, Debug)]
pub(crate) struct AskArgs {
    /// What you want, in your own words; `-` at its end reads code or a diff from the standard input.
    #[arg(required = true)]
    pub(crate) request: Vec<String>,

    /// Judge from the sources alone: nothing is compiled.
    #[arg(long)]
    pub(crate) quick: bool,

    /// The folder that a design or a service is written to. Without it nothing is written.
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub(crate) out: Option<PathBuf>,

    /// Leave the model out that is configured: the engine does it alone.
    #[arg(long)]
    pub(crate) no_model: bool,

    #[command(flatten)]
    pub(crate) agent: agents::AgentArgs,

    /// How to print the result.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ListFormat,
}

/// What to route.
#[derive(Args, Debug)]
pub(crate) struct RouteArgs {
    /// What you want, in your own words.
    #[arg(required = true)]
    pub(crate) request: Vec<String>,

    #[command(flatten)]
    pub(crate) agent: agents::AgentArgs,

    /// How to print it.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ListFormat,
}

/// What to review, and how to say it.
#[derive(Args, Debug)]
#[command(after_help = exit_codes!(), after_long_help = concat!("\
Suppressing a finding:
  // rustora: allow(rule) -- reason

  Behind code the comment speaks of its line; on a line of its own, of the item
  or statement that follows. Several rules are separated by commas. The reason is
  wanted, and a comment that suppresses nothing is itself a finding
  (`rustora explain unfounded-allow`).

Settings of a workspace, in its root Cargo.toml (for a single package,
`package.metadata.rustora`):
  [workspace.metadata.rustora]
  fail-on = \"warning\"             # error (default), warning, note
  confidence = \"high\"             # high, medium (default), low
  exclude = [\"crates/generated\"]  # paths below the root

  [workspace.metadata.rustora.rules]
  n-plus-one-query = \"allow\"      # allow, note, warning, error

  A flag on the command line outweighs them.

Files that cannot be read or parsed are noted and left out. They alone do not
change the exit code, unless nothing is left to review.

", exit_codes!()))]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the command line"
)]
pub(crate) struct ReviewArgs {
    /// Files and folders of one workspace; the current folder if none is named.
    #[arg(value_hint = ValueHint::AnyPath)]
    pub(crate) paths: Vec<PathBuf>,

    /// Judge from the sources alone: nothing is compiled, no build script runs, no network is used.
    ///
    /// Without it the same findings come first; then clippy runs over a copy of the workspace, and each fix is compiled.
    #[arg(long)]
    pub(crate) quick: bool,

    /// Apply the fixes that were proven and that do what was meant.
    #[arg(long, conflicts_with_all = ["quick", "staged", "patch"])]
    pub(crate) fix: bool,

    /// Apply fixes to files that differ from the last commit, or that no git repository keeps.
    #[arg(long, requires = "fix")]
    pub(crate) allow_dirty: bool,

    #[command(flatten)]
    pub(crate) proof: ProofArgs,

    /// Review what changed since the branch left a git revision, untracked files included.
    #[arg(long, value_name = "REV", group = "change")]
    pub(crate) since: Option<String>,

    /// Review what is staged for the next commit.
    #[arg(long, group = "change")]
    pub(crate) staged: bool,

    /// Review what a unified diff changed, which the files already contain; `-` reads it from the standard input.
    #[arg(long, value_name = "FILE", group = "change", value_hint = ValueHint::FilePath)]
    pub(crate) patch: Option<PathBuf>,

    /// Tell what is tested by measured coverage: an LCOV trace, as `cargo llvm-cov --lcov --output-path FILE` writes it.
    ///
    /// Without it, what tests reach is told by names. What stands in the trace goes by the trace, the rest by names.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) lcov: Option<PathBuf>,

    /// How to print the review.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ReviewFormat,

    /// From which severity on the exit code is 1 [default: the workspace's setting, else error].
    #[arg(long, value_name = "SEVERITY", value_enum)]
    pub(crate) fail_on: Option<FailOn>,

    /// The least confidence of findings that are shown [default: the workspace's setting, else medium].
    #[arg(long, value_name = "CONFIDENCE", value_enum)]
    pub(crate) confidence: Option<ShownFrom>,

    /// Show findings of these categories only [default: all of them].
    #[arg(long, value_name = "CATEGORY", value_enum, value_delimiter = ',')]
    pub(crate) category: Vec<CategoryName>,

    /// Show all findings: the same as `--confidence low`.
    #[arg(long, conflicts_with = "confidence")]
    pub(crate) all: bool,

    /// Neither use nor keep what an earlier review of the same files found.
    #[arg(long)]
    pub(crate) no_cache: bool,

    /// How many threads to use [default: as many as the machine has].
    #[arg(long, value_name = "N", value_parser = RangedU64ValueParser::<usize>::new().range(1..=1024))]
    pub(crate) threads: Option<usize>,
}

/// What to prove.
#[derive(Args, Debug)]
#[command(after_help = prove_exit_codes!(), after_long_help = concat!("\
A Markdown text: each Rust block is compiled in the package that the text stands in,
with its lock file, features and dependencies (those of its tests too); without a
workspace around it, against the crates that it names. rustdoc's words on a fence hold
(`ignore`, `no_run`, `should_panic`, `compile_fail`, `edition2021`, hidden lines). A
`toml` block adds dependencies; a first line `// continues` joins a block to the one
before it. What is shown as a fragment, with `?` or `.await` outside a function, is
compiled in one.

A workspace: each gate is one proof. They run from the cheap to the dear:
  fmt           it is formatted
  dependencies  what it depends on has no known defect, was not yanked, is maintained
  review        the review finds nothing that must be changed
  check         it compiles, all targets
  pedantic      clippy has nothing to say, pedantic lints included
  api           libraries that may be published keep the API guidelines that can be checked
  snippets      the Rust blocks of READMEs and docs compile
  docs          its documentation is made without a warning
  tests         they pass, by nextest where it is installed
  doctests      the examples in its documentation compile and run

With --since a change is proven: review is asked of it, and check, pedantic, api, docs,
tests and doctests of the packages that it affects, which are those that changed and
those that depend on them. What was proven of some packages never answers for the whole.
With --all besides, what is affected comes first, and the rest where that holds.

Dependencies are judged by what is on this machine: the database of advisories that
`cargo deny` or `cargo audit` have left in cargo's home, the registry's index as cargo
has kept it, and a dated list of abandoned crates of our own. Nothing is downloaded.

Settings of a workspace, in its root Cargo.toml:
  [workspace.metadata.rustora]
  gates = [\"fmt\", \"check\", \"tests\"]  # all of them by default

  [[workspace.metadata.rustora.accepted]]  # as many as there are
  advisory = \"RUSTSEC-2023-0071\"  # or yanked = \"name@1.2.3\",
  reason = \"never called\"         # or guideline = \"C-FEATURE\", package = \"name\"

What was proven is remembered by the content that it was proven on: sources, lock file,
compiler, environment, and this program. The same content is not proven twice, unless --fresh says so; in CI
(where CI is set) one of four is.

", prove_exit_codes!()))]
pub(crate) struct ProveArgs {
    /// A Markdown file, `-` for the standard input, or a folder of a workspace [default: the current folder].
    #[arg(value_hint = ValueHint::AnyPath)]
    pub(crate) path: Option<PathBuf>,

    /// How much is asked of the blocks of a text.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) level: Level,

    /// Prove these gates of a workspace [default: those that the workspace asks for].
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(crate) gate: Vec<String>,

    /// Prove what has changed since the branch left a git revision, untracked files included.
    #[arg(long, value_name = "REV")]
    pub(crate) since: Option<String>,

    /// Prove the whole workspace, which is the default; with `--since` after what is affected.
    #[arg(long)]
    pub(crate) all: bool,

    /// Prove anew what is known to be proven.
    #[arg(long)]
    pub(crate) fresh: bool,

    /// How to print the proofs.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ListFormat,

    #[command(flatten)]
    pub(crate) proof: ProofArgs,
}

/// How much is asked of a block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Level {
    /// It compiles.
    #[default]
    Check,
    /// Clippy has nothing to say, pedantic lints included.
    Clippy,
    /// It also runs to its end.
    Test,
}

/// What to do with the evidence.
#[derive(Args, Debug)]
#[command(after_help = exit_codes!())]
pub(crate) struct EvidenceArgs {
    #[command(subcommand)]
    pub(crate) command: EvidenceCommand,
}

#[derive(Clone, Debug, Subcommand)]
pub(crate) enum EvidenceCommand {
    /// Lists it, the newest last.
    List {
        /// How to print it.
        #[arg(long, value_enum, default_value_t)]
        format: ListFormat,
    },
    /// Shows one piece in full, as JSON.
    Show {
        /// Its id, or the beginning of it.
        id: String,
    },
    /// Forgets all but the newest of each claim about each workspace.
    Gc,
}

/// How code of others is compiled and run: build scripts, procedural macros, tests.
///
/// On Linux they run behind walls: they see the copy of the workspace, the toolchain, the system's libraries and what cargo has
/// downloaded, and reach no network but their own loopback.
#[derive(Args, Debug)]
#[command(next_help_heading = "Compiling")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the command line"
)]
pub(crate) struct ProofArgs {
    /// Let what is compiled and run see this variable of the environment.
    #[arg(long, value_name = "NAME")]
    pub(crate) allow_env: Vec<String>,

    /// Let what is compiled and run use the network, and cargo download what is missing.
    #[arg(long)]
    pub(crate) allow_net: bool,

    /// Compile and run without walls: with all that you may do yourself.
    #[arg(long)]
    pub(crate) no_walls: bool,

    /// Compile with these features of the workspace, separated by commas.
    #[arg(long, value_name = "FEATURES", conflicts_with = "all_features")]
    pub(crate) features: Vec<String>,

    /// Compile with all features.
    #[arg(long)]
    pub(crate) all_features: bool,

    /// Compile without the features that are on by default.
    #[arg(long, conflicts_with = "all_features")]
    pub(crate) no_default_features: bool,

    /// After how many seconds each run is ended.
    #[arg(long, value_name = "SECONDS", default_value_t = 3600, value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) timeout: u64,
}

/// Which rule to show.
#[derive(Args, Debug)]
pub(crate) struct ExplainArgs {
    /// The rule, as findings name it in brackets.
    pub(crate) rule: String,
}

/// How to list the rules.
#[derive(Args, Debug)]
pub(crate) struct RulesArgs {
    /// How to print the list.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ListFormat,
}

/// How to show the models.
#[derive(Args, Debug)]
#[command(after_help = exit_codes!(), after_long_help = concat!("\
A model is found in the environment, or in your own rustora.toml (docs/models.md):
  ANTHROPIC_API_KEY, ANTHROPIC_AUTH_TOKEN, ANTHROPIC_BASE_URL, ANTHROPIC_MODEL
  OPENAI_API_KEY, OPENAI_BASE_URL, OPENAI_MODEL
  RUSTORA_MODEL=provider/model  which one to use

A server of your own needs no key: OPENAI_BASE_URL=http://localhost:11434/v1

Each provider is asked for its list of models, which costs no tokens; with --offline
none is. Keys are never shown. What cannot be reached does not change the exit code.

", exit_codes!()))]
pub(crate) struct ModelsArgs {
    /// Ask nobody: show what is configured.
    #[arg(long)]
    pub(crate) offline: bool,

    /// How to print it.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ListFormat,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

/// How to print a review.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReviewFormat {
    /// For people.
    #[default]
    Terminal,
    /// One object, described by docs/schema/rustora.review.1.json.
    Json,
    /// SARIF 2.1.0, for GitHub code scanning and editors.
    Sarif,
}

/// How to print a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    /// For people.
    #[default]
    #[value(alias = "text")]
    Terminal,
    /// For programs: one object.
    Json,
}

/// A category of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CategoryName {
    Correctness,
    Idiom,
    Cost,
    Errors,
    Tests,
    Security,
}

impl CategoryName {
    /// The same in the engine's terms.
    pub(crate) fn category(self) -> Category {
        match self {
            Self::Correctness => Category::Correctness,
            Self::Idiom => Category::Idiom,
            Self::Cost => Category::Cost,
            Self::Errors => Category::Errors,
            Self::Tests => Category::Tests,
            Self::Security => Category::Security,
        }
    }

    /// The engine's category as this command line names it.
    pub(crate) fn of(category: Category) -> Self {
        match category {
            Category::Correctness => Self::Correctness,
            Category::Idiom => Self::Idiom,
            Category::Cost => Self::Cost,
            Category::Errors => Self::Errors,
            Category::Tests => Self::Tests,
            Category::Security => Self::Security,
        }
    }
}

/// From which severity on a review fails.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum FailOn {
    Error,
    Warning,
    Note,
    Never,
}

impl FailOn {
    /// The severity; none for never.
    pub(crate) fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Note => Some(Severity::Note),
            Self::Never => None,
        }
    }
}

/// The least confidence that is shown.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ShownFrom {
    High,
    Medium,
    Low,
}

impl ShownFrom {
    /// The same in the engine's terms.
    pub(crate) fn confidence(self) -> Confidence {
        match self {
            Self::High => Confidence::High,
            Self::Medium => Confidence::Medium,
            Self::Low => Confidence::Low,
        }
    }
}

/// Reads the arguments and does what they say.
pub(crate) fn run() -> Exit {
    let (color, wanted) = match parse(&std::env::args_os().collect::<Vec<_>>()) {
        Ok(parsed) => parsed,
        Err(error) => {
            // What was to be printed is the help, the version or what is wrong; if that cannot be, nothing can.
            _ = error.print();
            return if error.use_stderr() {
                Exit::Failed
            } else {
                Exit::Clean
            };
        }
    };
    match color {
        Color::Auto => {}
        Color::Always => ColorChoice::Always.write_global(),
        Color::Never => ColorChoice::Never.write_global(),
    }
    let host = OsHost::new();
    let done = match &wanted {
        Wanted::Request(args) => commands::ask::run(&host, args),
        Wanted::Command(command) => match command {
            Command::Review(args) => commands::review::run(&host, args),
            Command::Prove(args) => commands::prove::run(&host, args),
            Command::Route(args) => commands::route::run(&host, args),
            Command::Evidence(args) => commands::evidence::run(&host, args),
            Command::Explain(args) => commands::explain::run(args),
            Command::Rules(args) => commands::rules::run(args),
            Command::Design(args) => commands::design::run(&host, args),
            Command::Advise(args) => commands::advise::run(&host, args),
            Command::Knowledge(args) => commands::knowledge::run(args),
            Command::Models(args) => commands::models::run(&host, args),
            Command::Adr(args) => commands::adr::run(&host, args),
            Command::Chat(args) => commands::working::chat(&host, args),
            Command::Run(args) => commands::working::run(&host, args),
            Command::Resume(args) => commands::working::resume(&host, args),
            Command::Sessions(args) => commands::working::sessions(&host, args),
            Command::Memory(args) => commands::memory::run(&host, args),
            Command::Agents(args) => commands::agents::run(&host, args),
        },
    };
    done.unwrap_or_else(|error| {
        error.tell();
        Exit::Failed
    })
}

/// What the arguments ask for.
#[derive(Debug)]
enum Wanted {
    Command(Command),
    Request(AskArgs),
}

/// Arguments whose first word is no command are a request, unless that word is a misspelt command.
fn parse(args: &[OsString]) -> Result<(Color, Wanted), clap::Error> {
    let error = match Cli::try_parse_from(args) {
        Ok(cli) => return Ok((cli.color, Wanted::Command(cli.command))),
        Err(error) => error,
    };
    if error.kind() != ErrorKind::InvalidSubcommand || is_slip(&error, args) {
        return Err(error);
    }
    let asked = Asked::try_parse_from(args)?;
    Ok((asked.color, Wanted::Request(asked.args)))
}

/// `reveiw`, and `reveiw src/db.rs`: a single word that is near a command, with no words behind it but paths and options.
fn is_slip(error: &clap::Error, args: &[OsString]) -> bool {
    let Some(ContextValue::String(said)) = error.get(ContextKind::InvalidSubcommand) else {
        return false;
    };
    let is_near = error.get(ContextKind::SuggestedSubcommand).is_some();
    let behind = args.iter().skip_while(|arg| *arg != said.as_str()).skip(1);
    let is_word = |arg: &OsString| !arg.to_string_lossy().contains(['-', '/', '.', '\\', '=']);
    is_near && !said.contains(char::is_whitespace) && !behind.into_iter().any(is_word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_arguments_are_consistent() {
        Cli::command().debug_assert();
        Asked::command().debug_assert();
    }

    #[test]
    fn what_is_no_command_is_a_request_and_a_slip_is_neither() {
        let parsed = |args: &[&str]| {
            let args = [&["rustora"], args].concat();
            parse(&args.into_iter().map(OsString::from).collect::<Vec<_>>())
                .map(|(_, wanted)| wanted)
        };
        let request = |args: &[&str]| match parsed(args) {
            Ok(Wanted::Request(args)) => args.request.join(" "),
            other => panic!("{other:?}"),
        };
        assert_eq!(request(&["review this code"]), "review this code");
        assert_eq!(
            request(&["please", "review", "my", "code"]),
            "please review my code"
        );
        assert_eq!(
            request(&["--color", "never", "is this ok?", "-"]),
            "is this ok? -"
        );
        assert!(matches!(
            parsed(&["rules"]),
            Ok(Wanted::Command(Command::Rules(_)))
        ));
        for slip in [
            &["reveiw"][..],
            &["reveiw", "src/db.rs"],
            &["prov", "--fresh"],
        ] {
            let error = parsed(slip).unwrap_err().to_string();
            assert!(error.contains("similar subcommand"), "{slip:?}: {error}");
        }
        assert!(parsed(&["help me with tokio", "--nonsense"]).is_err());
    }
}
