//! Programs that run for a while: their output line by line, their limits, and an end that nobody outlives.
//!
//! What [`Launch`] says is all that the program gets: its environment is not inherited. How it ended is a value
//! ([`Ended`]) and no error; an error is a program that could not be started at all.

#![expect(clippy::disallowed_methods, reason = "this is the one place that may")]

use std::io::{self, BufRead as _, BufReader, Read};
use std::path::PathBuf;
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, SyncSender};
use std::thread;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::walls::{self, Walls};

/// How long a line may be; a longer one comes in pieces. Compilers print whole diagnostics in a line.
const LONGEST_LINE: u64 = 16 << 20;
/// How many lines may wait to be looked at, before the program has to wait in its turn.
const LINES_WAITING: usize = 1024;
/// How often it is asked whether the program should end early.
const PERIOD: Duration = Duration::from_millis(20);
/// How long output is waited for that somebody else still holds open when the program has ended.
const LAST_WORDS: Duration = Duration::from_millis(500);

/// A program to run, with everything that it gets.
#[derive(Clone, Debug)]
pub struct Launch {
    /// Its path.
    pub program: PathBuf,
    /// Its arguments.
    pub args: Vec<String>,
    /// Where it runs.
    pub folder: PathBuf,
    /// All of its environment.
    pub env: Vec<(String, String)>,
    /// What keeps it in.
    pub walls: Walls,
    /// What it may use up.
    pub limits: Limits,
}

/// What a program and all that it starts may use up together. Apart from the time they are watched on Linux only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// From start to end.
    pub time: Duration,
    /// Resident memory in bytes, shared pages counted for each process.
    pub memory: u64,
    /// Processes at the same time.
    pub processes: usize,
    /// Bytes by which the free room of a file system that it can write to may shrink, whoever fills it.
    pub disk: u64,
}

/// Which of its two outputs a program wrote to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// The standard output.
    Out,
    /// The standard error.
    Err,
}

/// How a program ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ended {
    /// By itself, with an exit code.
    Exited(i32),
    /// By a signal that was not ours.
    Signalled(i32),
    /// Because it was told to.
    Cancelled,
    /// Because a limit was reached.
    OverLimit(Limit),
    /// Before it began: the walls could not be built, for this reason.
    Unwalled(String),
}

/// What a program used up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Its time.
    Time,
    /// Its memory.
    Memory,
    /// Its number of processes.
    Processes,
    /// The room on the disk.
    Disk,
}

/// A program that stays and is talked with. When this goes it is ended, with everything of its group.
pub struct Companion(Option<Running>);

impl Companion {
    /// Starts it. What its limits say of time is not watched: it stays as long as this does.
    ///
    /// # Errors
    /// When it cannot be started.
    pub(crate) fn start(launch: &Launch) -> io::Result<Self> {
        spawn(launch, Stdio::piped()).map(|running| Self(Some(running)))
    }

    /// What it reads, what it says, and what it complains with; once.
    pub fn ends(&mut self) -> Option<(ChildStdin, ChildStdout, ChildStderr)> {
        let child = &mut self.0.as_mut()?.0;
        Some((
            child.stdin.take()?,
            child.stdout.take()?,
            child.stderr.take()?,
        ))
    }

    /// Waits so long for it to end by itself, then ends it. Says how it ended, if that was by itself and nobody was told before.
    pub fn end(&mut self, grace: Duration) -> Option<Ended> {
        // Once only: when a program is gone, its number may become somebody else's.
        let mut running = self.0.take()?;
        let until = Instant::now() + grace;
        loop {
            if let Ok(Some(status)) = running.0.try_wait() {
                return Some(Ended::of(status));
            }
            if Instant::now() >= until {
                return None;
            }
            thread::sleep(Duration::from_millis(5));
        }
    }
}

/// Tells running programs to end. Clones are the same switch.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Throws the switch.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether it was thrown.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Runs a program to its end and hands out each line that it prints, without the line break.
///
/// # Errors
/// When it cannot be started.
pub(crate) fn run(
    launch: &Launch,
    cancel: &Cancel,
    line: &mut dyn FnMut(Stream, &[u8]),
) -> io::Result<Ended> {
    let began = Instant::now();
    let mut running = spawn(launch, Stdio::null())?;
    let (lines, heard) = mpsc::sync_channel(LINES_WAITING);
    listen(running.0.stdout.take(), Stream::Out, lines.clone())?;
    listen(running.0.stderr.take(), Stream::Err, lines)?;

    let mut complaint = Vec::new();
    let mut hear = |stream, text: &[u8]| match text.strip_prefix(walls::COMPLAINT) {
        Some(text) if stream == Stream::Err => complaint = text.to_vec(),
        _ => line(stream, text),
    };
    let mut ended = None;
    let mut pause = Duration::from_millis(1);
    loop {
        match heard.recv_timeout(PERIOD) {
            Ok((stream, text)) => hear(stream, &text),
            // Both outputs are closed: the program ends, most often at once, or goes on in silence.
            Err(RecvTimeoutError::Disconnected) => {
                thread::sleep(pause);
                pause = (2 * pause).min(PERIOD);
            }
            Err(RecvTimeoutError::Timeout) => {}
        }
        if let Some(status) = running.0.try_wait()? {
            ended = Some(status);
        } else if cancel.is_cancelled() {
            return Ok(Ended::Cancelled);
        } else if began.elapsed() > launch.limits.time {
            return Ok(Ended::OverLimit(Limit::Time));
        }
        if ended.is_some() {
            break;
        }
    }
    // What it left behind, and what others who hold its outputs open do not get to add.
    running.end();
    let until = Instant::now() + LAST_WORDS;
    while let Ok((stream, text)) =
        heard.recv_timeout(until.saturating_duration_since(Instant::now()))
    {
        hear(stream, &text);
    }
    let status = ended.unwrap_or_default();
    Ok(match launch.walls {
        Walls::Open => Ended::of(status),
        Walls::Closed(_) => walls::ended(Ended::of(status), &complaint),
    })
}

/// Starts a program, its outputs as pipes, in a group of its own.
fn spawn(launch: &Launch, input: Stdio) -> io::Result<Running> {
    let mut command = match &launch.walls {
        Walls::Open => {
            let mut command = Command::new(&launch.program);
            command.args(&launch.args).current_dir(&launch.folder);
            command
        }
        Walls::Closed(room) => walls::command(room, launch)?,
    };
    command
        .env_clear()
        .envs(launch.env.iter().map(|(name, value)| (name, value)))
        .stdin(input)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    command.spawn().map(Running)
}

impl Ended {
    fn of(status: ExitStatus) -> Self {
        #[cfg(unix)]
        if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
            return Self::Signalled(signal);
        }
        Self::Exited(status.code().unwrap_or(-1))
    }
}

/// A program that ends when this goes, with everything of its group.
struct Running(Child);

impl Running {
    fn end(&mut self) {
        #[cfg(unix)]
        if let Ok(group) = i32::try_from(self.0.id()) {
            use nix::sys::signal::{Signal, killpg};
            // There may be nobody left.
            _ = killpg(nix::unistd::Pid::from_raw(group), Signal::SIGKILL);
        }
        _ = self.0.kill();
        _ = self.0.wait();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.end();
    }
}

/// Reads lines on a thread of its own until the output is closed or nobody listens.
fn listen(
    source: Option<impl Read + Send + 'static>,
    stream: Stream,
    lines: SyncSender<(Stream, Vec<u8>)>,
) -> io::Result<()> {
    let Some(source) = source else { return Ok(()) };
    let mut source = BufReader::new(source);
    let read = move || {
        loop {
            let mut text = Vec::new();
            match source
                .by_ref()
                .take(LONGEST_LINE)
                .read_until(b'\n', &mut text)
            {
                Ok(0) | Err(_) => return,
                Ok(_) => {}
            }
            if text.last() == Some(&b'\n') {
                text.pop();
            }
            if lines.send((stream, text)).is_err() {
                return;
            }
        }
    };
    thread::Builder::new().spawn(read).map(drop)
}
