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

/// Lines that are wrong, by the rule that made them.
type Wrong = (&'static str, Vec<String>);

/// Twenty lines that are wrong, with the rule by which each was made: one of each rule in turn, until there are enough.
fn planted(root: &Path, topics: &[LearnedTopic]) -> Vec<(&'static str, String)> {
    let lines = |file: &str| -> Vec<&str> {
        let topic = topics.iter().filter(|topic| topic.file == file);
        let lines = topic.flat_map(|topic| &topic.lines);
        lines.map(|line| line.text.as_str()).collect()
    };
    let all: Vec<&str> = topics
        .iter()
        .flat_map(|topic| &topic.lines)
        .map(|line| line.text.as_str())
        .collect();
    let mut rules = wrong_places(&all);
    rules.extend(wrong_crates(root, &lines("crates.md")));
    rules.extend(wrong_names(&lines("errors.md"), &lines("entry-points.md")));
    rules.extend(wrong_tools(&lines("toolchain.md")));
    rules.extend(wrong_decisions(&lines("decisions.md")));
    let mut out = Vec::new();
    for round in 0..PLANTED {
        for (rule, lines) in &rules {
            if let Some(line) = lines.get(round)
                && out.len() < PLANTED
            {
                out.push((*rule, line.clone()));
            }
        }
    }
    out
}

fn each(lines: &[&str], make: impl Fn(&str) -> Option<String>) -> Vec<String> {
    lines.iter().filter_map(|line| make(line)).collect()
}

/// The place of a line in a folder that is not there, or behind the end of its file.
fn wrong_places(lines: &[&str]) -> Vec<Wrong> {
    let moved = |line: &str| {
        let (head, place) = line.rsplit_once("(seen in `")?;
        let (folder, name) = place.rsplit_once('/')?;
        let is_source = name.contains(".rs:");
        is_source.then(|| format!("{head}(seen in `{folder}/gone/{name}"))
    };
    let behind = |line: &str| {
        let (head, rest) = line.rsplit_once(".rs:")?;
        Some(format!("{head}.rs:99999{rest}"))
    };
    vec![
        ("moved file", each(lines, moved)),
        ("line behind the end", each(lines, behind)),
    ]
}

fn wrong_crates(root: &Path, lines: &[&str]) -> Vec<Wrong> {
    let lock = std::fs::read_to_string(root.join("Cargo.lock")).unwrap_or_default();
    // Without a lock file nobody can say what is not there.
    let absent = UNUSED
        .into_iter()
        .filter(|name| !lock.is_empty() && !lock.contains(&format!("name = \"{name}\"\n")));
    let absent: Vec<&str> = absent.collect();
    let known = lines.iter().copied().filter(|line| line.starts_with('`'));
    let known: Vec<&str> = known.collect();
    let name = |line: &str| Some(line[1..].split('`').next()?.to_owned());
    let removed = absent.iter().zip(&known).filter_map(|(other, line)| {
        let rest = line.get(name(line)?.len() + 1..)?;
        Some(format!("`{other}{rest}"))
    });
    let denied = |line: &str| {
        let is_product = !line.contains(" only") && !line.contains("(testing");
        is_product.then(|| format!("We do not use `{}`.", name(line).unwrap_or_default()))
    };
    let featured = |line: &str| {
        let (head, rest) = line.split_once("features `")?;
        let is_plain = !line.contains("`full`") && !line.contains("from git");
        is_plain.then(|| format!("{head}features `made-up-{rest}"))
    };
    vec![
        ("wrong version", each(&known, next_version)),
        ("removed crate", removed.collect()),
        (
            "crate that is not used",
            each(&absent, |name| Some(format!("We use {name} for this."))),
        ),
        ("crate that is used", each(&known, denied)),
        ("wrong feature", each(&known, featured)),
    ]
}

fn wrong_names(errors: &[&str], entries: &[&str]) -> Vec<Wrong> {
    let renamed = |line: &str| {
        let rest = line.strip_prefix('`')?;
        Some(format!("`{}Renamed{}", rest.get(..1)?, &rest[1..]))
    };
    let handler = |line: &str| {
        let (head, rest) = line.split_once("answered by `")?;
        Some(format!(
            "{head}answered by `{}_renamed_{rest}",
            rest.get(..1)?
        ))
    };
    let program = |line: &str| {
        let name = line.strip_prefix("Program `")?.split('`').next()?;
        Some(format!("Start it with `cargo run --bin {name}-gone`."))
    };
    vec![
        ("renamed item", each(errors, renamed)),
        ("renamed handler", each(entries, handler)),
        ("missing package", each(entries, program)),
    ]
}

fn wrong_tools(lines: &[&str]) -> Vec<Wrong> {
    let said = |line: &str, start: &str, wrong: &str| {
        let value = line.strip_prefix(start)?.split(' ').next()?;
        (value != wrong).then_some(())
    };
    let edition = |line: &str| {
        said(line, "Edition ", "2015")?;
        Some("The code is edition 2015.".to_owned())
    };
    let oldest = |line: &str| {
        said(line, "Oldest Rust (`rust-version`) ", "1.12")?;
        Some("The MSRV is 1.12.".to_owned())
    };
    let channel = |line: &str| {
        let (head, rest) = line.split_once("channel `")?;
        let (_, rest) = rest.split_once('`')?;
        Some(format!("{head}channel `1.12.1`{rest}"))
    };
    let command = |line: &str| {
        let (tool, rest) = line.strip_prefix('`')?.split_once("` runs `")?;
        let name = rest.split('`').next()?;
        let run = if tool == "npm" { "npm run" } else { tool };
        Some(format!("Run `{run} {name}-gone` before a commit."))
    };
    vec![
        ("wrong edition", each(lines, edition)),
        ("wrong MSRV", each(lines, oldest)),
        ("wrong toolchain", each(lines, channel)),
        ("missing command", each(lines, command)),
    ]
}

fn wrong_decisions(lines: &[&str]) -> Vec<Wrong> {
    let number = |line: &str| {
        let number = line.strip_prefix("ADR ")?.split(' ').next()?;
        Some(number.to_owned())
    };
    let missing = |line: &str| Some(format!("It is as ADR {}7 has it.", number(line)?));
    let status = |line: &str| {
        let is_accepted = line.contains("”: accepted");
        let wrong = if is_accepted { "rejected" } else { "accepted" };
        Some(format!("ADR {} ({wrong}) says why.", number(line)?))
    };
    vec![
        ("missing ADR", each(lines, missing)),
        ("wrong status", each(lines, status)),
    ]
}

/// The version behind a crate's name, much later.
fn next_version(line: &str) -> Option<String> {
    let mut words = line.splitn(3, ' ');
    let (name, version, rest) = (words.next()?, words.next()?, words.next()?);
    let (major, minor) = version.split_once('.')?;
    let major: u64 = major.parse().ok()?;
    Some(format!("{name} {}.{minor} {rest}", major + 31))
}
