//! Whoever waits for a review longer than a moment sees how far it is.
//!
//! The line stands on the standard error, is written over itself and gone at the end. Where that is no
//! terminal there is none: a log does not need it, and a script's output must not change with the machine's
//! speed.

use std::io::{self, IsTerminal as _, Write};
use std::sync::atomic::Ordering;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use rustora_review::Progress;

use crate::render::text;

/// How long nothing is said.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often the line is written anew.
const PERIOD: Duration = Duration::from_millis(100);

/// Does `job`, which counts in `progress`, and shows how far it is.
pub(crate) fn watched<T>(progress: &Progress, job: impl FnOnce() -> T) -> T {
    if !io::stderr().is_terminal() {
        return job();
    }
    thread::scope(|scope| {
        let (done, is_done) = mpsc::channel::<()>();
        let watch = || watch(progress, is_done, PATIENCE, &mut io::stderr());
        // Without a thread there is no progress to be seen, which is no reason not to do the job.
        let watcher = thread::Builder::new().spawn_scoped(scope, watch);
        let result = job();
        drop(done);
        if let Ok(watcher) = watcher {
            _ = watcher.join();
        }
        result
    })
}

/// Does `job`, which says in short lines what it does, and shows the last of them.
pub(crate) fn told<T>(job: impl FnOnce(&mut dyn FnMut(&str)) -> T) -> T {
    if !io::stderr().is_terminal() {
        return job(&mut |_| {});
    }
    let mut width = 0;
    let mut err = io::stderr();
    let mut count = 0;
    let result = job(&mut |line| {
        count += 1;
        let line: String = text::neutral(line).chars().take(60).collect();
        let line = format!("{count:>4} {line}");
        width = width.max(line.chars().count());
        _ = write!(err, "\r{line:width$}").and_then(|()| err.flush());
    });
    _ = write!(io::stderr(), "\r{:width$}\r", "").and_then(|()| io::stderr().flush());
    result
}

/// Writes the line until the other end of `is_done` is gone.
#[expect(
    clippy::needless_pass_by_value,
    reason = "the receiver belongs to the watching thread"
)]
fn watch(progress: &Progress, is_done: Receiver<()>, patience: Duration, out: &mut dyn Write) {
    let (mut wait, mut width) = (patience, 0);
    while is_done.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
        let line = line(progress);
        // Spaces wipe what a longer line left behind, on terminals without escape codes too.
        _ = write!(out, "\r{line:width$}").and_then(|()| out.flush());
        (wait, width) = (PERIOD, width.max(line.len()));
    }
    if width > 0 {
        _ = write!(out, "\r{:width$}\r", "").and_then(|()| out.flush());
    }
}

fn line(progress: &Progress) -> String {
    let functions = progress.functions.load(Ordering::Relaxed);
    if functions == 0 {
        return "reading files".to_owned();
    }
    let judged = progress.judged.load(Ordering::Relaxed).min(functions);
    format!(
        "judged {} of {}",
        text::number(judged),
        text::count(functions, "function")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_says_how_far_it_is() {
        let progress = Progress::default();
        assert_eq!(line(&progress), "reading files");
        progress.functions.store(1200, Ordering::Relaxed);
        progress.judged.store(1201, Ordering::Relaxed);
        assert_eq!(line(&progress), "judged 1,200 of 1,200 functions");
    }

    /// Ends the job once something was written.
    struct UntilSeen {
        out: String,
        done: Option<mpsc::Sender<()>>,
    }

    impl Write for UntilSeen {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.out.push_str(&String::from_utf8_lossy(bytes));
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            self.done = None;
            Ok(())
        }
    }

    #[test]
    fn the_line_is_wiped_at_the_end() {
        let (done, is_done) = mpsc::channel();
        let mut seen = UntilSeen {
            out: String::new(),
            done: Some(done),
        };
        watch(&Progress::default(), is_done, Duration::ZERO, &mut seen);
        assert_eq!(seen.out, format!("\rreading files\r{:13}\r", ""));
    }

    #[test]
    fn a_quick_review_shows_none() {
        let (done, is_done) = mpsc::channel();
        drop(done);
        let mut out = Vec::new();
        watch(
            &Progress::default(),
            is_done,
            Duration::from_secs(60),
            &mut out,
        );
        assert_eq!(out, b"");
    }
}
