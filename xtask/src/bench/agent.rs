//! What the loop costs besides the model: until the first request, and between an answer and the next request.
//!
//! The release build works with a server of this process, which answers at once; what a clock shows between its answers is ours. A tool
//! that starts a program is set against the same program started by this process, so that what is left is the loop and the walls.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::AgentArgs;
use crate::repo::{self, Repo};

/// The bounds.
const MOST_BYTES: usize = 12 << 10;
const MOST_START: f64 = 50.0;
const MOST_MEMORY: f64 = 60.0;
const MOST_TURN: f64 = 5.0;
const MOST_WALLED_TURN: f64 = 15.0;

/// How many calls a session makes, and after how many the loop would take it for stuck if they were alike.
const CALLS: usize = 40;

/// What one run of the program showed.
struct Shown {
    /// Until its first request arrived.
    start: Duration,
    /// How long that request is.
    bytes: usize,
    /// The most memory that it had had by then, in MiB; nothing where the system does not tell.
    memory: Option<f64>,
    /// Between each answer and the next request.
    turns: Vec<Duration>,
}

/// Measures, and prints the medians.
pub(super) fn run(repo: &Repo, args: &AgentArgs) -> Result<(), String> {
    let program = built(repo)?;
    let temp = tempfile::tempdir().map_err(|error| format!("cannot make a folder: {error}"))?;
    let root = project(temp.path())?;
    let session = |call: fn(usize) -> (&'static str, Value)| session(&program, &root, call);
    let (mut reads, mut shells, mut plain) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..=args.runs {
        let (read, shell) = (session(read)?, session(shell)?);
        // The first round fills the caches.
        if round == 0 {
            continue;
        }
        reads.push(read);
        shells.push(shell);
        for _ in 0..CALLS {
            plain.push(sh()?);
        }
    }
    let of = |shown: &[Shown], what: fn(&Shown) -> f64| median(shown.iter().map(what).collect());
    let turns = |shown: &[Shown]| {
        let all = shown.iter().flat_map(|shown| &shown.turns);
        median(all.map(|turn| millis(*turn)).collect())
    };
    let bytes = of(&reads, |shown| to_f64(shown.bytes));
    let start = of(&reads, |shown| millis(shown.start));
    let memory = of(&reads, |shown| shown.memory.unwrap_or(f64::NAN));
    let plain = median(plain.iter().map(|time| millis(*time)).collect());
    let (turn, walled) = (turns(&reads), turns(&shells) - plain);
    println!("{} sessions of {CALLS} calls each, medians", args.runs);
    let rows = [
        ("first request, bytes", bytes, to_f64(MOST_BYTES)),
        ("start to first request, ms", start, MOST_START),
        ("memory at first request, MiB", memory, MOST_MEMORY),
        ("a turn with `read`, ms", turn, MOST_TURN),
        (
            "a turn with a program behind walls, ms",
            walled,
            MOST_WALLED_TURN,
        ),
    ];
    for (what, value, most) in rows {
        println!("{what:<42}{value:>10.1}  at most {most}");
    }
    println!("(the program itself, without the loop and without walls: {plain:.1} ms)");
    let broken: Vec<&str> = rows
        .iter()
        .filter(|(_, value, most)| value > most)
        .map(|(what, ..)| *what)
        .collect();
    if args.assert && !broken.is_empty() {
        return Err(format!("not kept: {}", broken.join("; ")));
    }
    Ok(())
}

fn read(number: usize) -> (&'static str, Value) {
    (
        "read",
        json!({ "path": "src/lib.rs", "offset": number + 1 }),
    )
}

fn shell(number: usize) -> (&'static str, Value) {
    ("shell", json!({ "line": format!("echo {number}") }))
}

fn sh() -> Result<Duration, String> {
    let start = Instant::now();
    let done = Command::new("/bin/sh").args(["-c", "echo 1"]).output();
    done.map_err(|error| format!("cannot start a shell: {error}"))?;
    Ok(start.elapsed())
}

fn built(repo: &Repo) -> Result<PathBuf, String> {
    let mut cargo = Command::new(repo::cargo());
    cargo.current_dir(&repo.root);
    let status = cargo
        .args(["build", "--release", "--quiet", "--locked", "-p", "rustora"])
        .status()
        .map_err(|error| format!("cannot start cargo: {error}"))?;
    if !status.success() {
        return Err("the release build failed".into());
    }
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| repo.path("target"), PathBuf::from);
    Ok(target.join("release/rustora"))
}

/// A package of one file.
fn project(folder: &Path) -> Result<PathBuf, String> {
    let files = [
        (
            "Cargo.toml",
            "[package]\nname = \"p\"\nversion = \"0.1.0\"\nedition = \"2024\"\n".to_owned(),
        ),
        ("src/lib.rs", "//! A line.\n".repeat(CALLS + 1)),
    ];
    for (name, text) in files {
        let path = folder.join(name);
        let made = path.parent().map_or(Ok(()), std::fs::create_dir_all);
        made.and_then(|()| std::fs::write(&path, text))
            .map_err(|error| format!("cannot write {}: {error}", path.display()))?;
    }
    std::fs::canonicalize(folder).map_err(|error| error.to_string())
}

/// Runs the program once, and answers it.
fn session(
    program: &Path,
    root: &Path,
    call: impl Fn(usize) -> (&'static str, Value),
) -> Result<Shown, String> {
    let failed = |error: std::io::Error| format!("cannot serve a session: {error}");
    let server = TcpListener::bind("127.0.0.1:0").map_err(failed)?;
    let url = format!("http://{}/v1", server.local_addr().map_err(failed)?);
    let began = Instant::now();
    let mut child = Command::new(program)
        .args(["run", "--permission-mode", "auto", "measure"])
        .current_dir(root)
        .env("OPENAI_BASE_URL", &url)
        .env("OPENAI_API_KEY", "none")
        .env("RUSTORA_MODEL", "openai/measured")
        .env_remove("ANTHROPIC_API_KEY")
        .env("XDG_CACHE_HOME", root.join("target/cache"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("cannot start {}: {error}", program.display()))?;
    let shown = serve(&server, &child, began, call).map_err(failed);
    if shown.is_err() {
        _ = child.kill();
    }
    let status = child.wait().map_err(failed)?;
    let shown = shown?;
    if !status.success() {
        return Err(format!("the session ended with {status}"));
    }
    Ok(shown)
}

fn serve(
    server: &TcpListener,
    child: &Child,
    began: Instant,
    call: impl Fn(usize) -> (&'static str, Value),
) -> std::io::Result<Shown> {
    let (mut stream, _) = server.accept()?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut shown: Option<Shown> = None;
    let mut answered: Option<Instant> = None;
    for number in 0..=CALLS {
        let body = loop {
            if let Some(body) = request(&mut reader)? {
                break body;
            }
            // It keeps no connection: the next one.
            // rustora: allow(accept-loop-exits-on-error) -- one client, whose failure ends the measurement
            stream = server.accept()?.0;
            reader = BufReader::new(stream.try_clone()?);
        };
        let now = Instant::now();
        let so_far = shown.get_or_insert_with(|| Shown {
            start: now - began,
            bytes: body,
            memory: memory(child.id()),
            turns: Vec::new(),
        });
        so_far.turns.extend(answered.map(|answered| now - answered));
        let delta = if number < CALLS {
            let (name, arguments) = call(number);
            json!({ "tool_calls": [{
                "index": 0, "id": format!("c{number}"), "type": "function",
                "function": { "name": name, "arguments": arguments.to_string() },
            }] })
        } else {
            json!({ "content": "measured" })
        };
        answer(&mut stream, &delta, number < CALLS)?;
        answered = Some(Instant::now());
    }
    shown.ok_or_else(|| std::io::Error::other("no request came"))
}

/// Reads a request, and gives the length of its body; nothing when the connection is closed.
fn request(reader: &mut BufReader<TcpStream>) -> std::io::Result<Option<usize>> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let line = line.trim_end().to_ascii_lowercase();
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
        if line.is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    Ok(Some(length))
}

fn answer(stream: &mut TcpStream, delta: &Value, calls: bool) -> std::io::Result<()> {
    let reason = if calls { "tool_calls" } else { "stop" };
    let events = [
        json!({ "id": "a", "object": "chat.completion.chunk", "choices": [{ "index": 0, "delta": delta }] }),
        json!({ "id": "a", "object": "chat.completion.chunk", "choices": [{ "index": 0, "delta": {}, "finish_reason": reason }] }),
    ];
    let events: Vec<String> = events
        .iter()
        .map(|event| format!("data: {event}\n\n"))
        .collect();
    let body = events.concat() + "data: [DONE]\n\n";
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(format!("{head}{body}").as_bytes())?;
    stream.flush()
}

/// The most memory that a process has had, in MiB, where `/proc` tells.
fn memory(process: u32) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: f64 = line.trim().strip_suffix(" kB")?.trim().parse().ok()?;
    Some(kib / 1024.0)
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn to_f64(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all.get(all.len() / 2).copied().unwrap_or(f64::NAN)
}
