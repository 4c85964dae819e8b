//! Records: what a review asked of its host and what it said, so that the next one can be spared.
//!
//! A review depends on its request, on the engine, and on what its host answers: texts, folders, variables. A
//! [`Record`] holds the request, a hash of every answer, and the findings. [`Record::recall`] asks the same questions
//! again; if all answers are the same, so is the review, and nothing is parsed. It trusts contents, never times: a file
//! that was touched is the same file, and one that a checkout put back is too.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use rustora_host::{Host, Kind, Output, Program};
use serde::{Deserialize, Serialize};

use crate::review::{Progress, Request, Review, ReviewError, review, threads};
use crate::stored::StoredReview;

/// The engine that makes a review: its version and a hash of its code.
const ENGINE: &str = concat!(env!("CARGO_PKG_VERSION"), "-", env!("RUSTORA_ENGINE"));

/// Something that a host is asked.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
enum Ask {
    Read(PathBuf),
    Kind(PathBuf),
    List(PathBuf),
    Walk(PathBuf, String),
    Canonical(PathBuf),
    CurrentDir,
    Var(String),
}

/// A hash of an answer.
type Answer = u128;

/// A review and all that it rested on.
#[derive(Debug, Serialize, Deserialize)]
pub struct Record {
    engine: String,
    paths: Vec<PathBuf>,
    asked: Vec<(Ask, Answer)>,
    review: StoredReview,
}

impl Record {
    /// Reviews what `request` asks for, and records it. There is no record of a review of a change, which depends on
    /// git as well, of one with coverage, or where a file changed while it was read.
    ///
    /// # Errors
    /// As [`review`].
    pub fn of(
        host: &dyn Host,
        request: &Request,
        progress: &Progress,
    ) -> Result<(Review, Option<Self>), ReviewError> {
        if request.change.is_some() || request.lcov.is_some() {
            return Ok((review(host, request, progress)?, None));
        }
        let recorder = Recorder::new(host);
        let review = review(&recorder, request, progress)?;
        let asked = recorder.asked();
        let record = asked.map(|asked| Self {
            engine: ENGINE.to_owned(),
            paths: request.paths.clone(),
            asked,
            review: StoredReview::of(&review),
        });
        Ok((review, record))
    }

    /// The review that `request` would get, if it is the recorded one and nothing that it rested on is different by now.
    pub fn recall(&self, host: &dyn Host, request: &Request) -> Option<Review> {
        let started = host.elapsed();
        if self.engine != ENGINE
            || self.paths != request.paths
            || request.change.is_some()
            || request.lcov.is_some()
        {
            return None;
        }
        let holds = || {
            self.asked
                .par_iter()
                .all(|(ask, answer)| ask.answer(host) == *answer)
        };
        if !threads(request.threads).ok()?.install(holds) {
            return None;
        }
        let mut review = self.review.restore(host)?;
        review.timing.total = host.elapsed().saturating_sub(started);
        Some(review)
    }

    /// What tells this request from others: two that differ have different names.
    pub fn name(host: &dyn Host, request: &Request) -> String {
        let folder = host.current_dir();
        let mut hasher = blake3::Hasher::new();
        for path in folder.iter().chain(&request.paths) {
            hasher.update(path.as_os_str().as_encoded_bytes());
            hasher.update(b"\n");
        }
        hasher.finalize().to_hex().as_str()[..16].to_owned()
    }
}

impl Ask {
    /// What `host` says now.
    fn answer(&self, host: &dyn Host) -> Answer {
        match self {
            Self::Read(path) => of_bytes(&host.read(path)),
            Self::Kind(path) => of(&host.kind(path).map_err(|error| error.kind())),
            Self::List(path) => of(&host.list(path).map_err(|error| error.kind())),
            Self::Walk(path, suffix) => of(&host.walk(path, suffix)),
            Self::Canonical(path) => of(&host.canonical(path).map_err(|error| error.kind())),
            Self::CurrentDir => of(&host.current_dir().map_err(|error| error.kind())),
            Self::Var(name) => of(&host.var(name)),
        }
    }
}

fn of_bytes(answer: &io::Result<Vec<u8>>) -> Answer {
    match answer {
        Ok(bytes) => hash(bytes),
        Err(error) => of(&error.kind()),
    }
}

/// The hash of an answer that is small enough to be spelt out.
fn of(answer: &impl std::fmt::Debug) -> Answer {
    hash(format!("{answer:?}").as_bytes())
}

fn hash(bytes: &[u8]) -> Answer {
    let mut half = [0; 16];
    half.copy_from_slice(&blake3::hash(bytes).as_bytes()[..16]);
    Answer::from_le_bytes(half)
}

/// A host that remembers what it was asked.
struct Recorder<'h> {
    host: &'h dyn Host,
    asked: Mutex<FxHashMap<Ask, Answer>>,
    /// Whether one question had two answers: a file changed meanwhile.
    wavers: AtomicBool,
}

impl<'h> Recorder<'h> {
    fn new(host: &'h dyn Host) -> Self {
        Self {
            host,
            asked: Mutex::default(),
            wavers: AtomicBool::new(false),
        }
    }

    fn note(&self, ask: Ask, answer: Answer) {
        let mut asked = self
            .asked
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if asked.insert(ask, answer).is_some_and(|old| old != answer) {
            self.wavers.store(true, Ordering::Relaxed);
        }
    }

    fn asked(self) -> Option<Vec<(Ask, Answer)>> {
        if self.wavers.into_inner() {
            return None;
        }
        let asked = self
            .asked
            .into_inner()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let mut asked: Vec<_> = asked.into_iter().collect();
        asked.sort_unstable();
        Some(asked)
    }
}

impl Host for Recorder<'_> {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let answer = self.host.read(path);
        self.note(Ask::Read(path.to_owned()), of_bytes(&answer));
        answer
    }

    fn kind(&self, path: &Path) -> io::Result<Kind> {
        let answer = self.host.kind(path);
        let told = answer.as_ref().map_err(io::Error::kind);
        self.note(Ask::Kind(path.to_owned()), of(&told));
        answer
    }

    fn modified(&self, path: &Path) -> io::Result<Duration> {
        // A time says nothing of what stands there, so no answer may rest on it.
        self.wavers.store(true, Ordering::Relaxed);
        self.host.modified(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<String>> {
        let answer = self.host.list(folder);
        let told = answer.as_ref().map_err(io::Error::kind);
        self.note(Ask::List(folder.to_owned()), of(&told));
        answer
    }

    fn walk(&self, folder: &Path, suffix: &str) -> (Vec<PathBuf>, Vec<(PathBuf, String)>) {
        let answer = self.host.walk(folder, suffix);
        let ask = Ask::Walk(folder.to_owned(), suffix.to_owned());
        self.note(ask, of(&answer));
        answer
    }

    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        let answer = self.host.canonical(path);
        let told = answer.as_ref().map_err(io::Error::kind);
        self.note(Ask::Canonical(path.to_owned()), of(&told));
        answer
    }

    fn current_dir(&self) -> io::Result<PathBuf> {
        let answer = self.host.current_dir();
        let told = answer.as_ref().map_err(io::Error::kind);
        self.note(Ask::CurrentDir, of(&told));
        answer
    }

    fn var(&self, name: &str) -> Option<String> {
        let answer = self.host.var(name);
        self.note(Ask::Var(name.to_owned()), of(&answer));
        answer
    }

    fn run(&self, program: &Program<'_>) -> io::Result<Output> {
        // What a program says cannot be asked again for nothing.
        self.wavers.store(true, Ordering::Relaxed);
        self.host.run(program)
    }

    fn stdin(&self) -> io::Result<Vec<u8>> {
        self.wavers.store(true, Ordering::Relaxed);
        self.host.stdin()
    }

    fn elapsed(&self) -> Duration {
        self.host.elapsed()
    }
}
