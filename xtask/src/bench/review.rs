//! A quick review against the least it could cost: parsing the same files with the same parser.
//!
//! Both sides have two threads with the same stack. The parse starts from texts that are in memory already and
//! ends when its trees are dropped; a review starts from the disk. Rounds alternate, and what counts is the
//! median of the ratios within each round, so that a machine which is busy for a while harms both alike.
//! Memory is that of a process of its own which does one review of everything and no more.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use rayon::prelude::*;
use rustora_host::Host;
use rustora_review::{Progress, Request, review};
use rustora_source::STACK_SIZE;

use super::ReviewArgs;
use super::corpus::{Machine, Package, above};

const THREADS: usize = 2;

/// The bounds: how much longer than a parse a review may take, lines in a second on two threads, and bytes of
/// memory for each line (1 GB for a million).
const MOST_RATIO: f64 = 2.0;
const LEAST_SPEED: f64 = 300_000.0;
const MOST_MEMORY: f64 = 1_000.0;

/// What one kind of run took, over all rounds, in seconds.
#[derive(Default)]
struct Series {
    parse: Vec<f64>,
    review: Vec<f64>,
}

impl Series {
    fn ratio(&self) -> f64 {
        median(
            self.parse
                .iter()
                .zip(&self.review)
                .map(|(parse, review)| review / parse)
                .collect(),
        )
    }
}

pub(super) fn run(args: &ReviewArgs) -> Result<(), String> {
    let machine = Machine::new();
    if args.memory {
        return memory_here(&machine, &args.paths);
    }
    // Choosing reviews every package once, which warms the disk's cache for both sides.
    let packages = machine.choose(&args.paths)?;
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(THREADS)
        .stack_size(STACK_SIZE)
        .build();
    let pool = pool.map_err(|error| format!("cannot start threads: {error}"))?;
    let together = machine.together(&packages);
    let root = above(&packages);
    let (mut alone, mut summed, mut combined) = (Vec::new(), Series::default(), Series::default());
    alone.resize_with(packages.len(), Series::default);
    for round in 0..=args.runs {
        let (mut parse_sum, mut review_sum) = (0.0, 0.0);
        for (package, series) in packages.iter().zip(&mut alone) {
            let parsing = pool.install(|| parse(std::slice::from_ref(package)));
            let reviewing = reviewed(&machine.alone(&package.folder), &package.folder)?;
            parse_sum += parsing;
            review_sum += reviewing;
            if round > 0 {
                series.parse.push(parsing);
                series.review.push(reviewing);
            }
        }
        let (parsing, reviewing) = (
            pool.install(|| parse(&packages)),
            reviewed(&together, &root)?,
        );
        // The first round warms up.
        if round > 0 {
            summed.parse.push(parse_sum);
            summed.review.push(review_sum);
            combined.parse.push(parsing);
            combined.review.push(reviewing);
        }
    }
    for (package, series) in packages.iter().zip(&alone) {
        println!(
            "{:>9} lines  {:5.2}  {}",
            package.lines(),
            series.ratio(),
            package.name()
        );
    }
    let lines: usize = packages.iter().map(Package::lines).sum();
    let files: usize = packages.iter().map(|package| package.texts.len()).sum();
    let bytes: usize = packages.iter().map(Package::bytes).sum();
    println!(
        "{lines} lines in {files} files of {} packages, {:.1} MB; {THREADS} threads; {} rounds",
        packages.len(),
        real(bytes) / 1e6,
        args.runs
    );
    print("one by one", lines, &summed);
    print("together", lines, &combined);
    let memory = memory(&packages)?;
    if let Some(bytes) = memory {
        println!(
            "memory of one review of everything: {:.0} MB, {:.2} GB for a million lines",
            bytes / 1e6,
            bytes / real(lines) / 1e3
        );
    } else {
        println!("memory: not measured (it is read from /proc)");
    }
    let speed = real(lines) / median(combined.review.clone());
    let bounds = [
        ("at most twice a parse", combined.ratio() <= MOST_RATIO),
        ("at least 300,000 lines a second", speed >= LEAST_SPEED),
        (
            "less than 1 GB for a million lines",
            memory.is_none_or(|bytes| bytes / real(lines) < MOST_MEMORY),
        ),
    ];
    for (bound, kept) in bounds {
        println!("{}  {bound}", if kept { "pass" } else { "FAIL" });
    }
    if args.assert && bounds.iter().any(|(_, kept)| !kept) {
        Err("a bound is not kept".into())
    } else {
        Ok(())
    }
}

fn print(what: &str, lines: usize, series: &Series) {
    let (parse, review) = (median(series.parse.clone()), median(series.review.clone()));
    let speed = |seconds: f64| real(lines) / seconds / 1e3;
    println!(
        "{what}: parse {parse:.3} s ({:.0}k lines/s), review {review:.3} s ({:.0}k lines/s), ratio {:.2}",
        speed(parse),
        speed(review),
        series.ratio()
    );
}

/// Parses every file and forgets what came of it; in seconds.
fn parse(packages: &[Package]) -> f64 {
    let started = Instant::now();
    let texts: Vec<&String> = packages.iter().flat_map(|package| &package.texts).collect();
    texts.par_iter().for_each(|text| {
        // A text that does not parse costs both sides alike.
        drop(syn::parse_file(text));
        proc_macro2::extra::invalidate_current_thread_spans();
    });
    started.elapsed().as_secs_f64()
}

/// Reviews a folder; in seconds.
fn reviewed(host: &dyn Host, folder: &Path) -> Result<f64, String> {
    let request = Request {
        paths: vec![folder.to_owned()],
        threads: Some(THREADS),
        ..Request::default()
    };
    let started = Instant::now();
    let done = review(host, &request, &Progress::default()).map_err(|error| error.to_string())?;
    let seconds = started.elapsed().as_secs_f64();
    drop(done);
    Ok(seconds)
}

/// The most memory that a process of its own used for one review of everything, in bytes.
fn memory(packages: &[Package]) -> Result<Option<f64>, String> {
    let program =
        std::env::current_exe().map_err(|error| format!("cannot find this program: {error}"))?;
    let folders = packages.iter().map(|package| &package.folder);
    let output = Command::new(program)
        .args(["bench", "review", "--memory", "--paths"])
        .args(folders)
        .output();
    let output = output.map_err(|error| format!("cannot start this program again: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    Ok(text
        .lines()
        .find_map(|line| line.strip_prefix("bytes: ")?.parse().ok()))
}

/// Reviews everything once and prints the most memory that this process had.
fn memory_here(machine: &Machine, folders: &[PathBuf]) -> Result<(), String> {
    let packages: Vec<Package> = folders
        .iter()
        .map(|folder| Package {
            folder: folder.clone(),
            texts: Vec::new(),
        })
        .collect();
    reviewed(&machine.together(&packages), &above(&packages))?;
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| {
        line.strip_prefix("VmHWM:")?
            .trim()
            .strip_suffix(" kB")?
            .parse::<usize>()
            .ok()
    });
    if let Some(kilobytes) = peak {
        println!("bytes: {}", kilobytes * 1024);
    }
    Ok(())
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of lines and bytes are far below 2^52"
)]
fn real(count: usize) -> f64 {
    count as f64
}
