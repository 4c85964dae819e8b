//! What a memory learns of real services, and whether a check of it is right.
//!
//! Of each checkout three things are asked. Every line that was learnt is checked against the code that it was learnt from: one that
//! is called stale is a false alarm. Twenty lines are then made wrong, each by one rule (another version, a file in another folder, a
//! renamed item, …), and a check has to see all of them. And a file of entries that somebody wrote by hand can be held against the
//! checkout. Whether what is learnt is worth reading no program can say: `--show` prints it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use rustora_architect::memory::{LearnedTopic, Repository, Verdict, learn};
use rustora_host::OsHost;

/// How many lines of each checkout are made wrong.
const PLANTED: usize = 20;

/// Crates that hardly any backend uses all of.
const UNUSED: [&str; 8] = [
    "diesel",
    "sea-orm",
    "lapin",
    "rdkafka",
    "async-graphql",
    "actix-web",
    "axum",
    "sqlx",
];

/// Whose memory to measure.
#[derive(clap::Args)]
pub(crate) struct MemoryArgs {
    /// The checkouts; this repository without any.
    checkouts: Vec<PathBuf>,
    /// Print what is learnt.
    #[arg(long)]
    show: bool,
    /// Hold the entries of a file, one on each line, against the checkout, and print what becomes of each.
    #[arg(long, value_name = "FILE")]
    entries: Option<PathBuf>,
}

/// Learns and checks.
pub(crate) fn run(here: &Path, args: &MemoryArgs) -> Result<(), String> {
    let here = [here.to_owned()];
    let checkouts = if args.checkouts.is_empty() {
        &here
    } else {
        args.checkouts.as_slice()
    };
    let mut faults = 0;
    for checkout in checkouts {
        faults += one(checkout, args).map_err(|why| format!("{}: {why}", checkout.display()))?;
    }
    match faults {
        0 => Ok(()),
        faults => Err(format!("{faults} false alarms or missed lines")),
    }
}

fn one(checkout: &Path, args: &MemoryArgs) -> Result<usize, String> {
    let host = OsHost::new();
    let root = checkout
        .canonicalize()
        .map_err(|error| format!("cannot find it: {error}"))?;
    let name = root
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let began = Instant::now();
    let topics = learn(&host, &root).map_err(|error| error.to_string())?;
    let learnt = began.elapsed();
    let began = Instant::now();
    let repository = Repository::read(&host, &root).map_err(|error| error.to_string())?;
    let read = began.elapsed();
    let lines: Vec<&str> = topics
        .iter()
        .flat_map(|topic| &topic.lines)
        .map(|line| line.text.as_str())
        .collect();
    if args.show {
        show(&topics);
    }
    let (mut right, mut alarms) = (0, 0);
    for line in &lines {
        match repository.check(line) {
            Verdict::Right { .. } => right += 1,
            Verdict::Unverifiable => {}
            stale @ Verdict::Stale(_) => {
                alarms += 1;
                println!("    false alarm: {line}\n      {}", told(&stale));
            }
        }
    }
    let planted = planted(&root, &topics);
    let mut missed = 0;
    for (kind, line) in &planted {
        let verdict = repository.check(line);
        if !matches!(verdict, Verdict::Stale(_)) {
            missed += 1;
            println!("    missed ({kind}): {line}\n      {}", told(&verdict));
        }
    }
    let many: Vec<&str> = lines.iter().copied().cycle().take(5_000).collect();
    let began = Instant::now();
    let seen = many
        .iter()
        .filter(|line| repository.check(line) != Verdict::Unverifiable)
        .count();
    let checked = began.elapsed();
    let kinds: BTreeMap<&str, usize> =
        planted
            .iter()
            .fold(BTreeMap::new(), |mut kinds, (kind, _)| {
                *kinds.entry(*kind).or_default() += 1;
                kinds
            });
    let kinds: Vec<String> = kinds
        .iter()
        .map(|(kind, count)| format!("{count} {kind}"))
        .collect();
    println!(
        "{name}: {} lines learnt in {} ms; read for a check in {} ms; {right} right, {alarms} false alarms; {} of {} planted lines found ({}); {} entries checked in {} ms ({seen} of them held)",
        lines.len(),
        learnt.as_millis(),
        read.as_millis(),
        planted.len() - missed,
        planted.len(),
        kinds.join(", "),
        many.len(),
        checked.as_millis(),
    );
    if let Some(file) = &args.entries {
        let text = std::fs::read_to_string(file)
            .map_err(|error| format!("cannot read {}: {error}", file.display()))?;
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            println!("  {}\n      {}", line, told(&repository.check(line)));
        }
    }
    Ok(alarms + missed + PLANTED.saturating_sub(planted.len()))
}

fn show(topics: &[LearnedTopic]) {
    for topic in topics {
        println!("\n## {} ({}: {})", topic.title, topic.file, topic.about);
        for line in &topic.lines {
            println!("- {}", line.text);
        }
    }
}

fn told(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Right { evidence } => format!("right: {}", evidence.join("; ")),
        Verdict::Stale(parts) => {
            let parts = parts.iter().map(|part| {
                let fix = part
                    .fix
                    .as_ref()
                    .map(|fix| format!(" [-> {}]", fix.with))
                    .unwrap_or_default();
                format!("{:?}: {}{fix}", part.what, part.now)
            });
            format!("STALE: {}", parts.collect::<Vec<_>>().join("; "))
        }
        Verdict::Unverifiable => "unverifiable".to_owned(),
    }
}

/// Lines that are wrong, with the rule by which each was made: one of each rule in turn, until there are enough.
fn planted(root: &Path, topics: &[LearnedTopic]) -> Vec<(&'static str, String)> {
    let lines = |file: &str| -> Vec<&str> {
        let topic = topics.iter().filter(|topic| topic.file == file);
        topic
            .flat_map(|topic| &topic.lines)
            .map(|line| line.text.as_str())
            .collect()
    };
    let all: Vec<&str> = topics
        .iter()
        .flat_map(|topic| &topic.lines)
        .map(|line| line.text.as_str())
        .collect();
    let lock = std::fs::read_to_string(root.join("Cargo.lock")).unwrap_or_default();
    let absent: Vec<&str> = UNUSED
        .into_iter()
        .filter(|name| !lock.contains(&format!("name = \"{name}\"\n")))
        .collect();
    let each = |lines: &[&str], make: &dyn Fn(&str) -> Option<String>| -> Vec<String> {
        lines.iter().filter_map(|line| make(line)).collect()
    };
    let crates = lines("crates.md");
    let known: Vec<&str> = crates
        .iter()
        .copied()
        .filter(|line| line.starts_with('`'))
        .collect();
    let mut kinds: Vec<(&'static str, Vec<String>)> = vec![
        (
            "wrong version",
            each(&known, &|line| replaced_second_word(line, &next_version)),
        ),
        ("moved file", each(&all, &|line| moved(line))),
        (
            "renamed item",
            each(&lines("errors.md"), &|line| renamed_first(line, "Renamed")),
        ),
        (
            "renamed handler",
            each(&lines("entry-points.md"), &|line| {
                let (head, rest) = line.split_once("answered by `")?;
                Some(format!(
                    "{head}answered by `{}_renamed_{rest}",
                    rest.get(..1)?
                ))
            }),
        ),
        (
            "removed crate",
            absent
                .iter()
                .zip(&known)
                .filter_map(|(name, line)| {
                    let end = line[1..].find('`')? + 1;
                    Some(format!("`{name}{}", &line[end..]))
                })
                .collect(),
        ),
        (
            "crate that is not used",
            absent
                .iter()
                .map(|name| format!("We use {name} for this."))
                .collect(),
        ),
        (
            "crate that is used",
            each(&known, &|line| {
                Some(format!(
                    "We do not use {}.",
                    line.get(..line[1..].find('`')? + 2)?
                ))
                .filter(|_| !line.contains(" only") && !line.contains("(testing"))
            }),
        ),
        (
            "wrong feature",
            each(&known, &|line| {
                let (head, rest) = line.split_once("features `")?;
                Some(format!("{head}features `made-up-{rest}"))
                    .filter(|_| !line.contains("`full`") && !line.contains("from git"))
            }),
        ),
        (
            "missing package",
            each(&lines("entry-points.md"), &|line| {
                let name = line.strip_prefix("Program `")?.split('`').next()?;
                Some(format!("Start it with `cargo run --bin {name}-gone`."))
            }),
        ),
    ];
    let toolchain = lines("toolchain.md");
    for (rule, start) in [
        ("wrong edition", "Edition "),
        ("wrong MSRV", "Oldest Rust (`rust-version`) "),
    ] {
        kinds.push((
            rule,
            each(&toolchain, &|line| {
                let value = line.strip_prefix(start)?.split(' ').next()?;
                let wrong = if rule == "wrong edition" {
                    "2015"
                } else {
                    "1.12"
                };
                (value != wrong).then(|| match rule {
                    "wrong edition" => format!("The code is edition {wrong}."),
                    _ => format!("The MSRV is {wrong}."),
                })
            }),
        ));
    }
    kinds.push((
        "wrong toolchain",
        each(&toolchain, &|line| {
            let (head, rest) = line.split_once("channel `")?;
            let (_, rest) = rest.split_once('`')?;
            Some(format!("{head}channel `1.12.1`{rest}"))
        }),
    ));
    kinds.push((
        "missing command",
        each(&toolchain, &|line| {
            let (tool, rest) = line.strip_prefix('`')?.split_once("` runs `")?;
            let name = rest.split('`').next()?;
            let run = if tool == "npm" { "npm run" } else { tool };
            Some(format!("Run `{run} {name}-gone` before a commit."))
        }),
    ));
    let decisions = lines("decisions.md");
    kinds.push((
        "missing ADR",
        each(&decisions, &|line| {
            let number = line.strip_prefix("ADR ")?.split(' ').next()?;
            Some(format!("It is as ADR {number}7 has it."))
        }),
    ));
    kinds.push((
        "wrong status",
        each(&decisions, &|line| {
            let number = line.strip_prefix("ADR ")?.split(' ').next()?;
            let wrong = if line.contains("”: accepted") {
                "rejected"
            } else {
                "accepted"
            };
            Some(format!("ADR {number} ({wrong}) says why."))
        }),
    ));
    kinds.push((
        "line behind the end",
        each(&all, &|line| {
            let (head, rest) = line.rsplit_once(".rs:")?;
            Some(format!("{head}.rs:99999{rest}"))
        }),
    ));
    let mut out = Vec::new();
    for round in 0..PLANTED {
        for (kind, lines) in &kinds {
            if let Some(line) = lines.get(round)
                && out.len() < PLANTED
            {
                out.push((*kind, line.clone()));
            }
        }
    }
    out
}

/// The second word of a line changed: the version behind a crate's name.
fn replaced_second_word(line: &str, change: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let mut words = line.splitn(3, ' ');
    let (first, second, rest) = (words.next()?, words.next()?, words.next()?);
    Some(format!("{first} {} {rest}", change(second)?))
}

fn next_version(version: &str) -> Option<String> {
    let (major, rest) = version.split_once('.')?;
    let major: u64 = major.parse().ok()?;
    Some(format!("{}.{rest}", major + 31))
}

/// The place of a line in a folder that is not there.
fn moved(line: &str) -> Option<String> {
    let (head, place) = line.rsplit_once("(seen in `")?;
    let (folder, name) = place.rsplit_once('/')?;
    name.contains(".rs:")
        .then(|| format!("{head}(seen in `{folder}/gone/{name}"))
}

/// The first name of a line with something in it that no name has.
fn renamed_first(line: &str, mark: &str) -> Option<String> {
    let rest = line.strip_prefix('`')?;
    let first = rest.get(..1)?;
    Some(format!("`{first}{mark}{}", &rest[1..]))
}
