//! A quick review against the least it could cost: parsing the same files with the same parser.
//!
//! Both sides have two threads with the same stack. The parse starts from texts that are in memory already and
//! ends when its trees are dropped; a review starts from the disk. Rounds alternate, and what counts is the
//! median of the ratios within each round, so that a machine which is busy for a while harms both alike. Where
//! others compete for its cores all the time, wall time says little; processor time is printed beside it.
//! Memory is that of a process of its own which does one review of everything and no more.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use rayon::prelude::*;
use rustora_host::Host;
use rustora_review::{Progress, Record, Request, Timing, review};
use rustora_source::STACK_SIZE;

use super::ReviewArgs;
use super::corpus::{Machine, Package, above};

const THREADS: usize = 2;

/// The bounds: how much longer than a parse a review may take, lines in a second on two threads, and bytes of
/// memory for each line (1 GB for a million).
const MOST_RATIO: f64 = 2.0;
const LEAST_SPEED: f64 = 300_000.0;
const MOST_MEMORY: f64 = 1_000.0;
/// How much faster a review must be whose files did not change since the last one.
const LEAST_AGAIN: f64 = 3.0;

/// What one run took, in seconds: by the clock, and of all processors together.
#[derive(Clone, Copy, Default)]
struct Cost {
    wall: f64,
    cpu: f64,
}

impl Cost {
    /// Measures `work`. The clock of processors has steps of 10 ms, and stands still where there is no `/proc`.
    fn of<T>(work: impl FnOnce() -> T) -> (Self, T) {
        let (started, ticks) = (Instant::now(), ticks());
        let done = work();
        let wall = started.elapsed().as_secs_f64();
        let cpu = real(self::ticks().saturating_sub(ticks)) / 100.0;
        (Self { wall, cpu }, done)
    }

    fn plus(self, other: Self) -> Self {
        Self {
            wall: self.wall + other.wall,
            cpu: self.cpu + other.cpu,
        }
    }
}

/// Pairs of a parse and a review that followed it.
#[derive(Default)]
struct Series(Vec<(Cost, Cost)>);

impl Series {
    fn ratio(&self, of: fn(&Cost) -> f64) -> f64 {
        self.median(|(parse, review)| of(review) / of(parse))
    }

    fn median(&self, of: impl Fn(&(Cost, Cost)) -> f64) -> f64 {
        let mut values: Vec<f64> = self.0.iter().map(of).collect();
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
    }
}

/// What was measured.
#[derive(Default)]
struct Measured {
    /// Each package by itself.
    alone: Vec<Series>,
    /// The sums of those.
    summed: Series,
    /// All packages as one workspace.
    together: Series,
    /// The same again: a review, and the recall of its record that followed.
    again: Series,
    /// The parts of the last review of all.
    timing: Timing,
}

pub(super) fn run(args: &ReviewArgs) -> Result<(), String> {
    let machine = Machine::new();
    if args.memory {
        return memory_here(&machine, &args.paths);
    }
    // Choosing reviews every package once, which warms the disk's cache for both sides.
    let packages = machine.choose(&args.paths)?;
    let measured = measure(&machine, &packages, args.runs.max(1))?;
    let memory = memory(&packages)?;
    let kept = report(&packages, &measured, memory);
    if args.assert && !kept {
        Err("a bound is not kept".into())
    } else {
        Ok(())
    }
}

fn measure(machine: &Machine, packages: &[Package], runs: usize) -> Result<Measured, String> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(THREADS);
    let pool = pool.stack_size(STACK_SIZE).build();
    let pool = pool.map_err(|error| format!("cannot start threads: {error}"))?;
    let (host, root) = (machine.together(packages), above(packages));
    let mut out = Measured::default();
    out.alone.resize_with(packages.len(), Series::default);
    // The first round warms up.
    for is_measured in std::iter::once(false).chain(std::iter::repeat_n(true, runs)) {
        let mut sum = (Cost::default(), Cost::default());
        for (package, series) in packages.iter().zip(&mut out.alone) {
            let (parsing, ()) = Cost::of(|| pool.install(|| parse(std::slice::from_ref(package))));
            let host = machine.alone(&package.folder);
            let (reviewing, done) = Cost::of(|| reviewed(&host, &package.folder));
            done?;
            sum = (sum.0.plus(parsing), sum.1.plus(reviewing));
            if is_measured {
                series.0.push((parsing, reviewing));
            }
        }
        let (parsing, ()) = Cost::of(|| pool.install(|| parse(packages)));
        let (reviewing, done) = Cost::of(|| reviewed(&host, &root));
        out.timing = done?;
        let record = recorded(&host, &root)?;
        let (recalling, done) = Cost::of(|| recalled(&host, &root, &record));
        done?;
        if is_measured {
            out.summed.0.push(sum);
            out.together.0.push((parsing, reviewing));
            out.again.0.push((recalling, reviewing));
        }
    }
    Ok(out)
}

/// Parses every file and forgets what came of it.
fn parse(packages: &[Package]) {
    let texts: Vec<&String> = packages.iter().flat_map(|package| &package.texts).collect();
    texts.par_iter().for_each(|text| {
        // A text that does not parse costs both sides alike.
        drop(syn::parse_file(text));
        proc_macro2::extra::invalidate_current_thread_spans();
    });
}

fn request(folder: &Path) -> Request {
    Request {
        paths: vec![folder.to_owned()],
        threads: Some(THREADS),
        ..Request::default()
    }
}

fn reviewed(host: &dyn Host, folder: &Path) -> Result<Timing, String> {
    let done = review(host, &request(folder), &Progress::default());
    Ok(done.map_err(|error| error.to_string())?.timing)
}

/// What a review leaves behind for the next one.
fn recorded(host: &dyn Host, folder: &Path) -> Result<Vec<u8>, String> {
    let done = Record::of(host, &request(folder), &Progress::default());
    let (_, record) = done.map_err(|error| error.to_string())?;
    serde_json::to_vec(&record.ok_or("a file changed while it was read")?)
        .map_err(|error| format!("cannot write a record: {error}"))
}

fn recalled(host: &dyn Host, folder: &Path, record: &[u8]) -> Result<(), String> {
    let record: Record =
        serde_json::from_slice(record).map_err(|error| format!("cannot read a record: {error}"))?;
    let found = record.recall(host, &request(folder));
    found
        .map(drop)
        .ok_or_else(|| "a record does not hold".to_owned())
}

/// Prints what was measured and says whether every bound is kept.
fn report(packages: &[Package], measured: &Measured, memory: Option<f64>) -> bool {
    for (package, series) in packages.iter().zip(&measured.alone) {
        let (lines, ratio) = (package.lines(), series.ratio(|cost| cost.wall));
        println!("{lines:>9} lines  {ratio:5.2}  {}", package.name());
    }
    let lines: usize = packages.iter().map(Package::lines).sum();
    let files: usize = packages.iter().map(|package| package.texts.len()).sum();
    let bytes: usize = packages.iter().map(Package::bytes).sum();
    let (megabytes, rounds) = (real(bytes) / 1e6, measured.together.0.len());
    println!(
        "{lines} lines in {files} files of {} packages, {megabytes:.1} MB; {THREADS} threads; {rounds} rounds",
        packages.len()
    );
    for (what, series) in [
        ("one by one", &measured.summed),
        ("together", &measured.together),
    ] {
        let (parse, review) = (
            series.median(|(parse, _)| parse.wall),
            series.median(|(_, review)| review.wall),
        );
        let speed = |seconds: f64| real(lines) / seconds / 1e3;
        println!(
            "{what}: parse {parse:.3} s ({:.0}k lines/s), review {review:.3} s ({:.0}k lines/s), ratio {:.2}; of processor time {:.2}",
            speed(parse),
            speed(review),
            series.ratio(|cost| cost.wall),
            series.ratio(|cost| cost.cpu),
        );
    }
    let (read, judge) = (
        measured.timing.read.as_secs_f64(),
        measured.timing.judge.as_secs_f64(),
    );
    println!("the last review of all: {read:.3} s for reading, {judge:.3} s for judging");
    match memory {
        Some(bytes) => println!(
            "memory of one review of all: {:.0} MB, {:.2} GB for a million lines",
            bytes / 1e6,
            bytes / real(lines) / 1e3
        ),
        None => println!("memory: not measured (it is read from /proc)"),
    }
    let speed = real(lines) / measured.together.median(|(_, review)| review.wall);
    let ratio = measured.together.ratio(|cost| cost.wall);
    let again = measured.again.ratio(|cost| cost.wall);
    println!("second run: {again:.1} times as fast as the first");
    let bounds = [
        ("at most twice a parse", ratio <= MOST_RATIO),
        ("at least 300,000 lines a second", speed >= LEAST_SPEED),
        ("second run at least 3 times as fast", again >= LEAST_AGAIN),
        (
            "less than 1 GB for a million lines",
            memory.is_none_or(|bytes| bytes / real(lines) < MOST_MEMORY),
        ),
    ];
    for (bound, kept) in bounds {
        println!("{}  {bound}", if kept { "pass" } else { "FAIL" });
    }
    bounds.iter().all(|(_, kept)| *kept)
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
    let package = |folder: &PathBuf| Package {
        folder: folder.clone(),
        texts: Vec::new(),
    };
    let packages: Vec<Package> = folders.iter().map(package).collect();
    reviewed(&machine.together(&packages), &above(&packages))?;
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| {
        let kilobytes = line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?;
        kilobytes.parse::<usize>().ok()
    });
    if let Some(kilobytes) = peak {
        println!("bytes: {}", kilobytes * 1024);
    }
    Ok(())
}

/// The processor time of this process so far, in hundredths of a second.
fn ticks() -> usize {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The second field is the program's name, in parentheses; user and system time are the 14th and 15th.
    let fields = stat.rsplit_once(") ").map_or("", |(_, rest)| rest);
    let times = fields.split(' ').skip(11).take(2);
    times.filter_map(|field| field.parse::<usize>().ok()).sum()
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of lines and bytes are far below 2^52"
)]
fn real(count: usize) -> f64 {
    count as f64
}
