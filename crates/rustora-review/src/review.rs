//! A review from request to findings.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use rustora_host::{Host, Kind};
use rustora_source::cargo::{Workspace, find_root};
use rustora_source::tree::ItemKind;
use rustora_source::{STACK_SIZE, Span};

use crate::change::{Change, ChangeError, Changed};
use crate::claims;
use crate::coverage::{Coverage, CoverageError};
use crate::dispatch::Dispatch;
use crate::facts::{FileId, ItemRef, Joins, Program};
use crate::finding::{Confidence, Finding, Location, Related, Source};
use crate::fingerprint;
use crate::rule::{Draft, Rule};
use crate::settings::Settings;
use crate::suppress;

/// What to review.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Files and folders; a workspace, a package, or a part of one. None means the current folder.
    pub paths: Vec<PathBuf>,
    /// Only what a change touches or causes.
    pub change: Option<Change>,
    /// How many threads to use; all that the machine has when `None`.
    pub threads: Option<usize>,
    /// An LCOV trace: what it says ran counts as tested, and what it says did not counts as not tested.
    pub lcov: Option<PathBuf>,
}

/// How far a review is, for whoever watches it from another thread.
#[derive(Debug, Default)]
pub struct Progress {
    /// Functions whose bodies were judged.
    pub judged: AtomicUsize,
    /// Functions in all; 0 while files are still being read.
    pub functions: AtomicUsize,
}

/// How long a review took.
#[derive(Clone, Copy, Debug, Default)]
pub struct Timing {
    /// Reading and parsing.
    pub read: Duration,
    /// Resolving and judging.
    pub judge: Duration,
    /// All of it.
    pub total: Duration,
}

/// Something that a review has to say besides findings: what was left out, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// What it is about, below the workspace's root.
    pub path: String,
    /// What was left out, why, and what to do.
    pub message: String,
}

/// A review.
#[derive(Debug)]
pub struct Review {
    /// The workspace's folder.
    pub root: PathBuf,
    /// The packages that it has.
    pub packages: usize,
    /// The files that were reviewed.
    pub files: usize,
    /// Their lines.
    pub lines: usize,
    /// What was found, in the order in which it is told.
    pub findings: Vec<Finding>,
    /// How many findings were suppressed in the code.
    pub suppressed: usize,
    /// What was left out.
    pub notes: Vec<Note>,
    /// How long it took.
    pub timing: Timing,
    /// The workspace's settings.
    pub settings: Settings,
    /// The workspace's functions that share a name with one that a finding rests on, as a compiler names them.
    pub namesakes: Vec<String>,
}

/// Why a review could not be made at all.
#[derive(Debug, thiserror::Error)]
pub enum ReviewError {
    /// A path leads nowhere.
    #[error("cannot review {path}: {why}")]
    Path {
        /// The path.
        path: String,
        /// What the operating system says.
        why: String,
    },
    /// Paths belong to different workspaces.
    #[error(
        "cannot review {0} and {1} together: they belong to different workspaces; review them one after the other"
    )]
    SeveralWorkspaces(String, String),
    /// A folder holds several workspaces and is none itself.
    #[error("{folder} is no cargo workspace but holds several; review one of them: {roots}")]
    AmbiguousFolder {
        /// The folder.
        folder: String,
        /// The workspaces below it.
        roots: String,
    },
    /// There is no Rust code.
    #[error(
        "there is no Rust code to review in {0}; name a cargo workspace, a package or a .rs file"
    )]
    Nothing(String),
    /// The change cannot be told.
    #[error(transparent)]
    Change(#[from] ChangeError),
    /// The coverage cannot be used.
    #[error(transparent)]
    Coverage(#[from] CoverageError),
    /// The machine refuses threads.
    #[error("cannot start threads: {0}; close other programs and try again")]
    Threads(#[from] rayon::ThreadPoolBuildError),
}

/// Reviews what `request` asks for.
///
/// # Errors
/// When there is nothing to review or the request cannot be understood. A file that cannot be read or parsed is
/// no error: it is in the review's notes.
pub fn review(
    host: &dyn Host,
    request: &Request,
    progress: &Progress,
) -> Result<Review, ReviewError> {
    let started = host.elapsed();
    let mut scope = Scope::of(host, &request.paths)?;
    if let Some(path) = &request.lcov {
        scope.coverage = Some(Coverage::read(host, path)?);
    }
    let pool = threads(request.threads)?;
    let mut review = match &request.change {
        None => pool.install(|| Engine::run(host, &scope, progress)),
        Some(change) => {
            let changed = Changed::find(host, &scope.root, change)?;
            let mut after =
                pool.install(|| Engine::run(changed.after(host).as_host(), &scope, progress));
            let elsewhere = after
                .findings
                .iter()
                .any(|finding| !changed.touches(finding));
            let before: FxHashSet<String> = if elsewhere {
                let before =
                    pool.install(|| Engine::run(changed.before(host).as_host(), &scope, progress));
                before
                    .findings
                    .into_iter()
                    .map(|finding| finding.fingerprint)
                    .collect()
            } else {
                FxHashSet::default()
            };
            after.findings.retain_mut(|finding| {
                let here = changed.touches(finding);
                finding.caused_elsewhere = !here;
                if here && finding.extent.is_some() {
                    finding.confidence = finding.confidence.max(Confidence::Medium);
                }
                here || !before.contains(&finding.fingerprint)
            });
            after
        }
    };
    if review.files == 0
        && review
            .notes
            .iter()
            .all(|note| !note.message.starts_with("not reviewed"))
        && request.change.is_none()
    {
        return Err(ReviewError::Nothing(scope.root.display().to_string()));
    }
    review.timing.total = host.elapsed().saturating_sub(started);
    Ok(review)
}

/// Threads for the engine; as many as the machine has when `count` is `None`.
pub(crate) fn threads(count: Option<usize>) -> Result<rayon::ThreadPool, ReviewError> {
    // A parser needs stack for nested code, and gets it from the address space: pages are used when touched.
    let pool = rayon::ThreadPoolBuilder::new()
        .stack_size(STACK_SIZE)
        .num_threads(count.unwrap_or(0));
    Ok(pool.build()?)
}

/// What is to be reviewed, found on disk.
pub(crate) struct Scope {
    root: PathBuf,
    /// Only findings below these are told; empty means all.
    below: Vec<PathBuf>,
    /// Files that are reviewed although no crate may declare them.
    files: Vec<PathBuf>,
    has_manifest: bool,
    /// What ran in tests, where somebody measured it.
    coverage: Option<Coverage>,
}

impl Scope {
    pub(crate) fn of(host: &dyn Host, paths: &[PathBuf]) -> Result<Self, ReviewError> {
        let default = [PathBuf::from(".")];
        let paths = if paths.is_empty() { &default } else { paths };
        let mut root: Option<PathBuf> = None;
        let (mut below, mut files, mut has_manifest) = (Vec::new(), Vec::new(), false);
        for given in paths {
            let failed = |error: std::io::Error| ReviewError::Path {
                path: given.display().to_string(),
                why: error.to_string(),
            };
            let path = host.canonical(given).map_err(failed)?;
            let kind = host.kind(&path).map_err(failed)?;
            if kind == Kind::Other {
                let why = "it is neither a file nor a folder".to_owned();
                return Err(ReviewError::Path {
                    path: given.display().to_string(),
                    why,
                });
            }
            let found = match find_root(host, &path) {
                Some(found) => {
                    has_manifest = true;
                    found
                }
                None if kind == Kind::Folder => match only_root_below(host, &path)? {
                    Some(found) => {
                        has_manifest = true;
                        found
                    }
                    None => path.clone(),
                },
                None => path.parent().map_or_else(|| path.clone(), Path::to_owned),
            };
            match &root {
                Some(other) if *other != found && has_manifest => {
                    let names = (other.display().to_string(), found.display().to_string());
                    return Err(ReviewError::SeveralWorkspaces(names.0, names.1));
                }
                Some(_) => {}
                None => root = Some(found.clone()),
            }
            match kind {
                Kind::File(_) => files.push(path.clone()),
                Kind::Folder if !has_manifest => files.extend(host.walk(&path, ".rs").0),
                _ => {}
            }
            below.push(path);
        }
        let root = root.unwrap_or_default();
        if below.iter().any(|path| root.starts_with(path)) {
            below.clear();
        }
        Ok(Self {
            root,
            below,
            files,
            has_manifest,
            coverage: None,
        })
    }

    fn covers(&self, path: &Path) -> bool {
        self.below.is_empty() || self.below.iter().any(|below| path.starts_with(below))
    }
}

/// The one workspace below a folder that is none.
fn only_root_below(host: &dyn Host, folder: &Path) -> Result<Option<PathBuf>, ReviewError> {
    let manifests = host.walk(folder, "Cargo.toml").0;
    let mut roots: Vec<PathBuf> = manifests
        .iter()
        .filter_map(|path| find_root(host, path.parent()?))
        .collect();
    roots.sort_unstable();
    roots.dedup();
    match roots.as_slice() {
        [] => Ok(None),
        [one] => Ok(Some(one.clone())),
        many => {
            let names: Vec<String> = many
                .iter()
                .take(8)
                .map(|root| root.display().to_string())
                .collect();
            Err(ReviewError::AmbiguousFolder {
                folder: folder.display().to_string(),
                roots: names.join(", "),
            })
        }
    }
}

/// What the rules found, and what they learnt on the way.
type Found = (Vec<(FileId, &'static Rule, Draft)>, Joins);

/// One run over one state of the files.
pub(crate) struct Engine<'a, 'h> {
    program: &'a Program<'h>,
    scope: &'a Scope,
    settings: &'a Settings,
}

impl<'a, 'h> Engine<'a, 'h> {
    pub(crate) fn new(program: &'a Program<'h>, scope: &'a Scope, settings: &'a Settings) -> Self {
        Self {
            program,
            scope,
            settings,
        }
    }

    /// Reads and parses all that `scope` lies in.
    pub(crate) fn load(host: &'h dyn Host, scope: &Scope) -> (Program<'h>, Settings) {
        let workspace = if scope.has_manifest {
            Workspace::read(host, &scope.root)
        } else {
            Workspace {
                root: scope.root.clone(),
                ..Workspace::default()
            }
        };
        let (settings, warnings) = Settings::read(&workspace.settings);
        let mut program = Program::load(host, workspace);
        program.coverage.clone_from(&scope.coverage);
        for path in &scope.files {
            if !program.files().any(|(_, file)| file.path == *path) {
                program.add_loose(path);
            }
        }
        let manifest = scope.root.join("Cargo.toml");
        for warning in warnings {
            program.note(&manifest, &warning);
        }
        if let Some(coverage) = &program.coverage {
            let reviewed = program.files().filter(|(_, file)| file.reviewed);
            let mut paths =
                reviewed.filter_map(|(_, file)| file.path.strip_prefix(&scope.root).ok());
            if !coverage.knows(&mut paths) {
                let why = "the coverage says nothing of this workspace's files: measure it here, or name its file";
                program.note(&manifest, why);
            }
        }
        program.index_workspace();
        (program, settings)
    }

    fn run(host: &dyn Host, scope: &Scope, progress: &Progress) -> Review {
        let started = host.elapsed();
        let (program, settings) = Engine::load(host, scope);
        let read = host.elapsed().saturating_sub(started);
        let engine = Engine::new(&program, scope, &settings);
        let (mut findings, suppressed) = engine.findings(progress);
        findings.sort_by_cached_key(order);
        let rests_on = findings.iter().flat_map(|finding| &finding.rests_on);
        let namesakes = claims::namesakes(&program, rests_on);
        let in_scope = || {
            program
                .files()
                .filter(|(_, file)| file.reviewed && engine.is_told(&file.path))
        };
        let notes = program.notes().into_iter().filter(|note| {
            engine.is_told(&note.path)
                || !note.path.starts_with(&scope.root)
                || note.path.ends_with("Cargo.toml")
                || note.path.ends_with("Cargo.lock")
        });
        Review {
            root: scope.root.clone(),
            packages: program.workspace.packages.len(),
            files: in_scope().count(),
            lines: in_scope().map(|(_, file)| file.lines()).sum(),
            suppressed,
            notes: notes
                .map(|note| Note {
                    path: relative(&scope.root, &note.path),
                    message: note.message,
                })
                .collect(),
            findings,
            timing: Timing {
                read,
                judge: host.elapsed().saturating_sub(started + read),
                total: Duration::ZERO,
            },
            namesakes,
            settings,
        }
    }

    pub(crate) fn is_told(&self, path: &Path) -> bool {
        self.scope.covers(path) && !self.settings.excludes(&relative(&self.scope.root, path))
    }

    /// Every function and constant under review.
    pub(crate) fn owners(&self) -> Vec<ItemRef> {
        let mut owners = Vec::new();
        for (file, data) in self.program.files().filter(|(_, file)| file.reviewed) {
            let bodies = data
                .tree()
                .items()
                .filter(|(_, item)| matches!(item.kind, ItemKind::Fn(_) | ItemKind::Const { .. }));
            owners.extend(bodies.map(|(item, _)| ItemRef { file, item }));
        }
        owners
    }

    fn findings(&self, progress: &Progress) -> (Vec<Finding>, usize) {
        let program = self.program;
        let dispatch = Dispatch::new(self.settings);
        let owners = self.owners();
        progress.functions.store(owners.len(), Ordering::Relaxed);
        let judge = |owner: &ItemRef| {
            progress.judged.fetch_add(1, Ordering::Relaxed);
            dispatch.judge(program, *owner)
        };
        let merge = |mut a: Found, b: Found| {
            a.0.extend(b.0);
            (a.0, a.1.merge(b.1))
        };
        let (mut drafts, mut joins) = owners.par_iter().map(judge).reduce(Found::default, merge);
        dispatch.judge_workspace(program, &mut joins, &mut drafts);
        self.tell(drafts)
    }

    /// Turns drafts into findings: drops what is suppressed or not asked for, and names the rest.
    fn tell(&self, drafts: Vec<(FileId, &'static Rule, Draft)>) -> (Vec<Finding>, usize) {
        let program = self.program;
        let mut by_file: FxHashMap<FileId, Vec<(&'static Rule, Draft)>> = FxHashMap::default();
        for (file, rule, draft) in drafts {
            by_file.entry(file).or_default().push((rule, draft));
        }
        let mut sources: FxHashMap<FileId, Arc<Source>> = FxHashMap::default();
        let (mut findings, mut suppressed) = (Vec::new(), 0);
        for (id, file) in program.files().filter(|(_, file)| file.reviewed) {
            if !self.is_told(&file.path) {
                continue;
            }
            let mut drafts = by_file.remove(&id).unwrap_or_default();
            drafts.sort_by_key(|(rule, draft)| (draft.span, rule.id));
            drafts.dedup_by(|(a, x), (b, y)| a.id == b.id && x.span == y.span);
            let (kept, dropped) = suppress::apply(file, drafts, self.settings);
            suppressed += dropped;
            let mut names = fingerprint::Names::new(file, relative(&self.scope.root, &file.path));
            for (rule, draft) in kept {
                let Some(severity) = self.settings.severity(rule) else {
                    continue;
                };
                let related = draft.related.iter().map(|(file, span, message)| Related {
                    location: self.location(&mut sources, *file, *span),
                    message: message.clone(),
                });
                let lines = &file.parsed.lines;
                findings.push(Finding {
                    rests_on: claims::told(program, &draft),
                    is_conditional: claims::is_conditional(program, id, draft.span),
                    extent: draft.extent.map(|span| {
                        lines.line(span.start)..=lines.line(span.end.saturating_sub(1))
                    }),
                    rule,
                    fingerprint: names.fingerprint(rule.id, draft.span),
                    severity,
                    confidence: draft.confidence.unwrap_or(rule.confidence),
                    related: related.collect(),
                    location: self.location(&mut sources, id, draft.span),
                    message: draft.message,
                    fix: draft.fix,
                    caused_elsewhere: false,
                });
            }
        }
        (findings, suppressed)
    }

    fn location(
        &self,
        sources: &mut FxHashMap<FileId, Arc<Source>>,
        id: FileId,
        span: Span,
    ) -> Location {
        let file = self.program.file(id);
        let source = sources.entry(id).or_insert_with(|| {
            let path = relative(&self.scope.root, &file.path);
            Arc::new(Source {
                path,
                text: file.text.clone(),
            })
        });
        let lines = &file.parsed.lines;
        Location {
            source: source.clone(),
            span,
            start: lines.position(&file.text, span.start),
            end: lines.position(&file.text, span.end),
        }
    }
}

/// The order of a report: by category, the worst first, then by place.
fn order(finding: &Finding) -> impl Ord + use<> {
    use std::cmp::Reverse;
    (
        finding.rule.category,
        Reverse(finding.severity),
        Reverse(finding.confidence),
        finding.location.source.path.clone(),
        finding.location.span,
        finding.rule.id,
    )
}

/// A path below the root, with `/` on every system; another path as it is.
pub(crate) fn relative(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    let text = below.to_string_lossy().into_owned();
    if std::path::MAIN_SEPARATOR == '/' {
        text
    } else {
        text.replace(std::path::MAIN_SEPARATOR, "/")
    }
}
