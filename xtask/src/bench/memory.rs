//! How long a memory of five thousand entries takes, against reading the same files and nothing else.

use std::time::{Duration, Instant};

use rustora_host::{Host as _, OsHost};
use rustora_memory::{Instructions, Judged, Memory, Place, Scope, change, place};

use super::MemoryArgs;

const ENTRIES: usize = 5000;

/// How long loading may take.
const LOAD: Duration = Duration::from_millis(20);

/// Measures, and prints the medians.
pub(super) fn run(args: &MemoryArgs) -> Result<(), String> {
    let said = |error: &dyn std::fmt::Display| format!("cannot measure: {error}");
    let temp = tempfile::tempdir().map_err(|error| said(&error))?;
    let host = OsHost::new();
    let root = host.canonical(temp.path()).map_err(|error| said(&error))?;
    let place = place(&host, &root, Scope::Project, "bench").map_err(|error| said(&error))?;
    let said = Instructions::default();
    let fill = change(&host, &place, |memory| {
        for number in 0..ENTRIES {
            memory.add(&sentence(number), None, &said, Judged::Insisted)?;
        }
        Ok(memory.entries().len())
    });
    let entries = fill.map_err(|error| format!("cannot fill the memory: {error}"))?;
    let load = || Memory::read(&host, &place).map(|memory| memory.entries().len());
    let memory = Memory::read(&host, &place).map_err(|error| error.to_string())?;
    let mut number = ENTRIES;
    let read = median(args.runs, || bytes(&host, &place));
    let loaded = median(args.runs, || load().unwrap_or_default());
    let searched = median(args.runs, || memory.search("modul of handler qbaca").len());
    let added = median(args.runs, || {
        number += 1;
        let text = sentence(number);
        let done = change(&host, &place, |memory| {
            memory.add(&text, None, &said, Judged::Insisted)
        });
        done.map_or(0, |changes| changes.len())
    });
    let show =
        |what: &str, time: Duration| println!("{what:<34}{:>8.2} ms", time.as_secs_f64() * 1e3);
    println!(
        "{entries} entries, {} files, median of {}",
        memory.names().len(),
        args.runs
    );
    show("reading the bytes of its files", read);
    show("loading it, each entry apart", loaded);
    show("searching for three words", searched);
    show("adding one entry, on the disk", added);
    if args.assert && loaded > LOAD {
        return Err(format!("loading takes longer than {} ms", LOAD.as_millis()));
    }
    Ok(())
}

fn bytes(host: &OsHost, place: &Place) -> usize {
    let names = host.list(&place.folder).unwrap_or_default();
    names
        .iter()
        .filter_map(|name| host.read(&place.folder.join(name)).ok())
        .map(|bytes| bytes.len())
        .sum()
}

fn median(runs: usize, mut what: impl FnMut() -> usize) -> Duration {
    let mut times: Vec<Duration> = (0..=runs)
        .map(|_| {
            let start = Instant::now();
            std::hint::black_box(what());
            start.elapsed()
        })
        .skip(1)
        .collect();
    times.sort_unstable();
    times[times.len() / 2]
}

/// Different words for each number, since sentences that differ in a number correct each other.
fn sentence(mut number: usize) -> String {
    let mut word = String::new();
    for _ in 0..4 {
        word.push(char::from(b'a' + u8::try_from(number % 26).unwrap_or(0)));
        number /= 26;
    }
    format!(
        "Handler q{word} calls z{word} in the module of its own, because that one knows the tenant"
    )
}
