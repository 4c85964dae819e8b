//! Public definitions of agents as a measure: how many are read, and is the agent found that an example is about?
//!
//! Five collections are read from bare repositories. Reading: each file counts once for every kind of problem that it has. Routing: of
//! the agents with at least two examples, groups of twenty; each example is taken out of its definition once, what its user says is the
//! request, and its agent has to rank first. Half of the agents, by a hash of their names, are for finding weights; the other half is measured
//! and not looked at. A group is mixed (by another hash), or made of neighbours in a collection, which is harder.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use rustora_agent::{Definition, Index, Kind, Level, parse};

/// The collections, and what the paths of their definitions contain.
const COLLECTIONS: [(&str, &str); 5] = [
    ("contains-studio/agents", "/"),
    (
        "davila7/claude-code-templates",
        "cli-tool/components/agents/",
    ),
    ("anthropics/claude-plugins-official", "agents/"),
    ("wshobson/agents", "agents/"),
    ("VoltAgent/awesome-claude-code-subagents", "categories/"),
];

/// How many agents are told apart at once.
const GROUP: usize = 20;

/// What to measure.
#[derive(clap::Args)]
pub(crate) struct AgentsArgs {
    /// The folder of bare repositories, each `owner+name/repo`.
    #[arg(long)]
    mirrors: PathBuf,
    /// Only the half that weights are found on, and which examples are missed there.
    #[arg(long)]
    tuning: bool,
}

struct File {
    path: String,
    definition: Option<Definition>,
    kinds: BTreeSet<Kind>,
    level: Option<Level>,
}

/// Reads the collections, counts, and ranks.
pub(crate) fn run(args: &AgentsArgs) -> Result<(), String> {
    let mut total = Counts::default();
    let mut agents: BTreeMap<String, (String, Definition)> = BTreeMap::new();
    println!(
        "{:40} files clean notes warnings errors no-front-matter",
        "collection"
    );
    for (name, part) in COLLECTIONS {
        let mirror = args.mirrors.join(name.replace('/', "+")).join("repo");
        if !mirror.is_dir() {
            println!("skipped: {name}: there is no {}", mirror.display());
            continue;
        }
        let files = read(&mirror, part)?;
        let counts = Counts::of(&files);
        println!("{name:40} {}", counts.line());
        total.add(&counts);
        for file in files {
            if let Some(definition) = file.definition {
                let agent = (format!("{name}/{}", file.path), definition);
                agents.entry(agent.1.name.clone()).or_insert(agent);
            }
        }
    }
    if total.files == 0 {
        return Err(format!(
            "there is no collection in {}",
            args.mirrors.display()
        ));
    }
    println!("{:40} {}", "all", total.line());
    for (kind, files) in &total.kinds {
        println!("  {:16} {files} files", kind.name());
    }
    let agents: Vec<(String, Definition)> = agents
        .into_values()
        .filter(|(_, agent)| {
            agent
                .examples
                .iter()
                .filter(|example| !example.user.is_empty())
                .count()
                > 1
        })
        .collect();
    for (half, is_tuning) in [("tuned on", true), ("held out", false)] {
        if args.tuning && !is_tuning {
            continue;
        }
        let mut of: Vec<&(String, Definition)> = agents
            .iter()
            .filter(|(_, agent)| (hash(agent.name.bytes()) & 1 == 1) == is_tuning)
            .collect();
        for (how, is_mixed) in [("mixed", true), ("neighbours", false)] {
            if is_mixed {
                of.sort_by_key(|(_, agent)| hash(agent.name.bytes().rev()));
            } else {
                of.sort_by(|a, b| a.0.cmp(&b.0));
            }
            let scores = score(&of, args.tuning && is_mixed);
            for (what, score) in ["what the user says", "the context too"].iter().zip(scores) {
                println!(
                    "{half}, {how}, {what}: {} agents, {} examples, first {} ({:.1} %), among the first three {} ({:.1} %)",
                    of.len(),
                    score.all,
                    score.first,
                    percent(score.first, score.all),
                    score.three,
                    percent(score.three, score.all)
                );
            }
        }
    }
    Ok(())
}

#[derive(Default)]
struct Counts {
    files: usize,
    clean: usize,
    notes: usize,
    warnings: usize,
    errors: usize,
    no_front_matter: usize,
    kinds: BTreeMap<Kind, usize>,
}

impl Counts {
    fn of(files: &[File]) -> Self {
        let mut counts = Self {
            files: files.len(),
            ..Self::default()
        };
        for file in files {
            let place = match file.level {
                _ if file.kinds.contains(&Kind::NoFrontMatter) => &mut counts.no_front_matter,
                None => &mut counts.clean,
                Some(Level::Note) => &mut counts.notes,
                Some(Level::Warning) => &mut counts.warnings,
                Some(Level::Error) => &mut counts.errors,
            };
            *place += 1;
            for kind in &file.kinds {
                *counts.kinds.entry(*kind).or_default() += 1;
            }
        }
        counts
    }

    fn add(&mut self, other: &Self) {
        self.files += other.files;
        self.clean += other.clean;
        self.notes += other.notes;
        self.warnings += other.warnings;
        self.errors += other.errors;
        self.no_front_matter += other.no_front_matter;
        for (kind, files) in &other.kinds {
            *self.kinds.entry(*kind).or_default() += files;
        }
    }

    fn line(&self) -> String {
        format!(
            "{:5} {:5} {:5} {:8} {:6} {:15}",
            self.files, self.clean, self.notes, self.warnings, self.errors, self.no_front_matter
        )
    }
}

/// The definitions of a collection, by path.
fn read(mirror: &Path, part: &str) -> Result<Vec<File>, String> {
    let listed = git(mirror, &["ls-tree", "-r", "-z", "--name-only", "HEAD"])?;
    let listed = String::from_utf8_lossy(&listed).into_owned();
    let is_wanted = |path: &&str| {
        let is_markdown = Path::new(path)
            .extension()
            .is_some_and(|ending| ending == "md");
        is_markdown && path.contains(part) && !path.ends_with("README.md")
    };
    let paths = listed.split('\0').filter(is_wanted);
    paths
        .map(|path| {
            let bytes = git(mirror, &["show", &format!("HEAD:{path}")])?;
            let parsed = parse(&bytes);
            Ok(File {
                path: path.to_owned(),
                kinds: parsed.problems.iter().map(|problem| problem.kind).collect(),
                level: parsed.problems.iter().map(|problem| problem.level).max(),
                definition: parsed.definition,
            })
        })
        .collect()
}

#[derive(Default)]
struct Score {
    all: usize,
    first: usize,
    three: usize,
}

/// Asks for the agent of every example: by what its user says, and by that and its context.
fn score(agents: &[&(String, Definition)], tells: bool) -> [Score; 2] {
    let mut scores = [Score::default(), Score::default()];
    for (number, own) in agents.chunks(GROUP).enumerate() {
        // The last group is filled up from the beginning; those agents are only there to be told apart.
        let others = agents.iter().take((number * GROUP).min(GROUP - own.len()));
        let group: Vec<&Definition> = own.iter().chain(others).map(|(_, agent)| agent).collect();
        for (index, (_, agent)) in own.iter().enumerate() {
            for (left_out, example) in agent.examples.iter().enumerate() {
                if example.user.is_empty() {
                    continue;
                }
                let without = without(agent, left_out);
                let mut others = group.clone();
                others[index] = &without;
                let held = Index::new(&others);
                let with_context = format!("{}\n{}", example.user, example.context);
                for (score, request) in scores.iter_mut().zip([&example.user, &with_context]) {
                    let ranked = held.rank(request);
                    let place = ranked.iter().position(|ranked| ranked.index == index);
                    score.all += 1;
                    score.first += usize::from(place == Some(0));
                    score.three += usize::from(place.is_some_and(|place| place < 3));
                    if tells
                        && place != Some(0)
                        && *request == example.user
                        && let Some(best) = ranked.first()
                    {
                        let (name, other) = (&agent.name, &others[best.index].name);
                        println!(
                            "  {name}, not {other} ({}): {request}",
                            best.because.join(", ")
                        );
                    }
                }
            }
        }
    }
    scores
}

/// A definition without one of its examples, wherever it stands.
fn without(agent: &Definition, example: usize) -> Definition {
    let mut without = agent.clone();
    let taken = without.examples.remove(example);
    for text in [&taken.user, &taken.context] {
        if !text.is_empty() {
            without.prompt = without.prompt.replace(text.as_str(), "");
        }
    }
    without
}

fn percent(part: usize, all: usize) -> f64 {
    let of = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    100.0 * of(part) / of(all.max(1))
}

/// FNV-1a: the same on every machine.
fn hash(bytes: impl Iterator<Item = u8>) -> u32 {
    bytes.fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

fn git(mirror: &Path, args: &[&str]) -> Result<Vec<u8>, String> {
    let done = Command::new("git")
        .arg("--git-dir")
        .arg(mirror)
        .args(args)
        .output()
        .map_err(|error| format!("cannot start git: {error}"))?;
    if !done.status.success() {
        let why = String::from_utf8_lossy(&done.stderr);
        return Err(format!("git {}: {}", args.join(" "), why.trim()));
    }
    Ok(done.stdout)
}
