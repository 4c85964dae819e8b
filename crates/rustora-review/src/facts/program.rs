//! The crates and files under review, and those that they lean on.
//!
//! Workspace files are read at once and in parallel; a dependency's files join one by one, when a path
//! leads there. Tables only grow, so that a reference to a file stays good while others are added.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rustc_hash::FxHashMap;
use rustora_host::{Host, Kind, plain};
use rustora_source::cargo::{Dependency, Note, Registry, TargetKind, Workspace};
use rustora_source::tree::{Item, ItemId, ItemKind, Meta, Tree};
use rustora_source::{Bodies, Parsed, Span, parse};

use super::methods::{Impls, Members};
use super::resolve::Scope;
use super::stubs;
use super::test_support::{is_test_support, names_test_support};
use crate::coverage::Coverage;

/// An index into the program's crates.
pub(crate) type CrateId = usize;
/// An index into the program's files.
pub(crate) type FileId = usize;

/// An item of some file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct ItemRef {
    pub(crate) file: FileId,
    pub(crate) item: ItemId,
}

/// Where names are looked up: a file's top, or an inline module or function in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Module {
    pub(crate) file: FileId,
    pub(crate) item: Option<ItemId>,
}

/// What a path means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Def {
    Module(Module),
    Item(ItemRef),
    /// A variant of an enum, by its position.
    Variant(ItemRef, usize),
    Prim(super::ty::Prim),
}

/// Where a crate's code comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CrateKind {
    /// It is under review.
    Workspace { package: usize, target: TargetKind },
    /// A signature table.
    Stub,
    /// A dependency's unpacked sources.
    Registry,
}

/// One crate.
#[derive(Debug)]
pub(crate) struct Crate {
    pub(crate) name: String,
    pub(crate) kind: CrateKind,
    pub(crate) root: OnceLock<FileId>,
    /// What its code may name from outside; `None`: anything that there is a table for.
    pub(crate) dependencies: Option<Vec<Dependency>>,
    /// The crates that its code may name, each found when first named.
    externs: FxHashMap<Box<str>, OnceLock<Option<CrateId>>>,
    /// The library of the same package, which its tests and programs may name.
    own_lib: Option<(String, CrateId)>,
    /// The package, for looking up versions.
    pub(crate) package: String,
}

/// One file in its place in a crate. A file that two crates declare stands here twice.
#[derive(Debug)]
pub(crate) struct File {
    pub(crate) krate: CrateId,
    pub(crate) path: PathBuf,
    pub(crate) text: Arc<str>,
    pub(crate) parsed: Arc<Parsed>,
    /// The module that declares it; none for a crate's root.
    pub(crate) parent: Option<Module>,
    /// Where its `mod` lines look.
    folder: PathBuf,
    /// Whether it exists for tests only.
    pub(crate) test: bool,
    /// Whether this is the place at which it is reviewed.
    pub(crate) reviewed: bool,
    children: FxHashMap<ItemId, OnceLock<Option<FileId>>>,
    pub(super) scopes: FxHashMap<Option<ItemId>, OnceLock<Scope>>,
    pub(super) impls: OnceLock<Impls>,
    pub(super) members: OnceLock<Members>,
}

impl File {
    pub(crate) fn tree(&self) -> &Tree {
        &self.parsed.tree
    }

    /// How many lines it has.
    pub(crate) fn lines(&self) -> usize {
        let last_is_empty = self.text.is_empty() || self.text.ends_with('\n');
        self.parsed.lines.count() - usize::from(last_is_empty)
    }

    /// The text of a span.
    pub(crate) fn str(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }
}

/// Everything that is known.
pub(crate) struct Program<'h> {
    host: &'h dyn Host,
    pub(crate) workspace: Workspace,
    registry: Registry,
    crates: boxcar::Vec<Crate>,
    files: boxcar::Vec<File>,
    external: Mutex<FxHashMap<String, Option<CrateId>>>,
    /// How often each file was declared in each crate.
    places: Mutex<FxHashMap<(CrateId, PathBuf), usize>>,
    /// Files that were parsed already, by path.
    seen: Mutex<FxHashMap<PathBuf, Arc<Parsed>>>,
    pub(super) workspace_impls: OnceLock<Impls>,
    /// What ran in tests, where somebody measured it.
    pub(crate) coverage: Option<Coverage>,
    notes: Mutex<Vec<Note>>,
}

/// The largest file of a dependency that is read, in bytes: beyond it stand generated tables.
const DEPENDENCY_LIMIT: u64 = 200 << 10;

/// How often one file may be a module of the same crate: beyond it, a `#[path]` leads in a circle.
const PLACES: usize = 4;

impl<'h> Program<'h> {
    /// Reads all crates of `workspace`.
    pub(crate) fn load(host: &'h dyn Host, workspace: Workspace) -> Self {
        let program = Self {
            host,
            registry: Registry::find(host),
            crates: boxcar::Vec::new(),
            files: boxcar::Vec::new(),
            external: Mutex::default(),
            places: Mutex::default(),
            seen: Mutex::default(),
            workspace_impls: OnceLock::new(),
            coverage: None,
            notes: Mutex::new(workspace.notes.clone()),
            workspace,
        };
        let mut roots = Vec::new();
        for (index, package) in program.workspace.packages.iter().enumerate() {
            let mut own_lib = None;
            let mut targets: Vec<_> = package.targets.iter().collect();
            targets.sort_by_key(|target| target.kind);
            for target in targets {
                let kind = CrateKind::Workspace {
                    package: index,
                    target: target.kind,
                };
                let krate = Crate::new(
                    &target.name,
                    kind,
                    &package.name,
                    package.dependencies.clone(),
                    own_lib.clone(),
                );
                let id = program.crates.push(krate);
                if target.kind == TargetKind::Lib {
                    own_lib = Some((target.name.clone(), id));
                }
                roots.push((id, target.root.clone(), target.kind));
            }
        }
        rayon::scope(|scope| {
            // The tables that will be asked for, beside the files: nobody has to wait for them later.
            for name in stubs::names().filter(|name| program.may_use(name)) {
                let program = &program;
                scope.spawn(move |_| _ = program.external(name, None, None));
            }
            for (krate, path, kind) in roots {
                let program = &program;
                scope.spawn(move |scope| {
                    let test = matches!(kind, TargetKind::Test | TargetKind::Bench)
                        || is_test_support(program.krate(krate));
                    if let Some(id) = program.read_file(krate, &path, None, test, true) {
                        _ = program.crates[krate].root.set(id);
                        program.read_children(scope, id);
                    }
                });
            }
        });
        program
    }

    /// Adds a file that belongs to no crate as a crate of its own.
    pub(crate) fn add_loose(&self, path: &Path) {
        let name = path
            .file_stem()
            .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        let kind = CrateKind::Workspace {
            package: usize::MAX,
            target: TargetKind::Lib,
        };
        let krate = self.crates.push(Crate::new(&name, kind, "", None, None));
        if let Some(id) = self.read_file(krate, path, None, false, true) {
            _ = self.crates[krate].root.set(id);
        }
    }

    fn read_children<'s>(&'s self, scope: &rayon::Scope<'s>, parent: FileId) {
        for item in self.files[parent].children.keys().copied() {
            scope.spawn(move |scope| {
                if let Some(child) = self.child(ItemRef { file: parent, item }) {
                    self.read_children(scope, child);
                }
            });
        }
    }

    /// The file behind a `mod m;` line, read when first asked for.
    pub(crate) fn child(&self, declaration: ItemRef) -> Option<FileId> {
        let parent = &self.files[declaration.file];
        *parent.children.get(&declaration.item)?.get_or_init(|| {
            let item = &parent.tree()[declaration.item];
            let (path, is_own_folder) = self.child_path(parent, item, declaration.item)?;
            let path = plain(&path);
            let places = {
                let mut places = lock(&self.places);
                let places = places.entry((parent.krate, path.clone())).or_default();
                *places += 1;
                *places
            };
            if places > PLACES {
                self.note(
                    &path,
                    "is a module of the same crate over and over; the circle was cut",
                );
                return None;
            }
            let module = Module {
                file: declaration.file,
                item: item.parent,
            };
            let in_workspace =
                matches!(self.crates[parent.krate].kind, CrateKind::Workspace { .. });

            self.read_file(
                parent.krate,
                &path,
                Some((module, is_own_folder)),
                parent.test || item.test || names_test_support(parent.str(item.name)),
                in_workspace,
            )
        })
    }

    /// Where the file of `mod m;` stands, and whether that file's own modules stand beside it.
    fn child_path(&self, parent: &File, item: &Item, id: ItemId) -> Option<(PathBuf, bool)> {
        let name = parent.str(item.name);
        let mut folder = parent.folder.clone();
        let inline: Vec<ItemId> =
            std::iter::successors(item.parent, |outer| parent.tree()[*outer].parent).collect();
        for outer in inline
            .iter()
            .rev()
            .filter(|outer| matches!(parent.tree()[**outer].kind, ItemKind::Mod(_)))
        {
            folder.push(parent.str(parent.tree()[*outer].name));
        }
        let attr = parent.tree()[item.attrs]
            .iter()
            .find(|meta| parent.str(meta.name) == "path");
        if let Some(value) = attr.and_then(|meta| meta.value) {
            let relative = parent.str(value).trim_matches('"');
            let base = if inline.is_empty() {
                parent.path.parent()?.to_owned()
            } else {
                folder
            };
            return Some((base.join(relative), true));
        }
        let beside = folder.join(format!("{name}.rs"));
        if self.host.is_file(&beside) {
            return Some((beside, false));
        }
        let inside = folder.join(name).join("mod.rs");
        if self.host.is_file(&inside) {
            return Some((inside, true));
        }
        let may_be_absent = parent.tree()[item.attrs]
            .iter()
            .any(|meta| matches!(parent.str(meta.name), "cfg" | "cfg_attr"));
        if matches!(self.crates[parent.krate].kind, CrateKind::Workspace { .. }) && !may_be_absent {
            let line = parent.parsed.lines.line(parent.tree()[id].span.start);
            self.note(
                &parent.path,
                &format!("line {line}: there is no file for `mod {name};`, so it was not reviewed"),
            );
        }
        None
    }

    fn read_file(
        &self,
        krate: CrateId,
        path: &Path,
        parent: Option<(Module, bool)>,
        test: bool,
        in_workspace: bool,
    ) -> Option<FileId> {
        let seen = in_workspace
            .then(|| lock(&self.seen).get(path).cloned())
            .flatten();
        if !in_workspace
            && !matches!(self.host.kind(path), Ok(Kind::File(size)) if size <= DEPENDENCY_LIMIT)
        {
            return None;
        }
        let bytes = match self.host.read(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                if in_workspace {
                    self.note(path, &format!("not reviewed: it cannot be read: {error}"));
                }
                return None;
            }
        };
        let Ok(source) = String::from_utf8(bytes) else {
            if in_workspace {
                self.note(path, "not reviewed: it is not UTF-8; save it as UTF-8");
            }
            return None;
        };
        let parsed = match seen {
            Some(parsed) => parsed,
            None => match parse(
                &source,
                if in_workspace {
                    Bodies::Keep
                } else {
                    Bodies::Skip
                },
            ) {
                Ok(parsed) => Arc::new(parsed),
                Err(error) => {
                    if in_workspace {
                        self.note(path, &format!("not reviewed: it does not parse: {error}"));
                    }
                    return None;
                }
            },
        };
        // Of several crates that declare the file, the first to come reviews it.
        let reviewed = in_workspace
            && lock(&self.seen)
                .insert(path.to_owned(), parsed.clone())
                .is_none();
        let own_folder = parent.is_none_or(|(_, own)| own);
        let mut folder = path.parent().map(Path::to_owned).unwrap_or_default();
        if !own_folder {
            folder.push(path.file_stem().unwrap_or_default());
        }
        let file = File::new(
            krate,
            path.to_owned(),
            source.into(),
            parsed,
            parent.map(|(module, _)| module),
            folder,
        );
        Some(self.files.push(File {
            test,
            reviewed,
            ..file
        }))
    }

    /// The `mod` line that declares a file; none for a crate's root.
    pub(crate) fn declaration(&self, file: FileId) -> Option<ItemRef> {
        let parent = self.file(file).parent?.file;
        let lines = self.file(parent).children.iter();
        let (item, _) = lines
            .filter(|(_, child)| child.get().copied().flatten() == Some(file))
            .min_by_key(|(item, _)| item.index())?;
        Some(ItemRef {
            file: parent,
            item: *item,
        })
    }

    /// Leaves a note for the report.
    pub(crate) fn note(&self, path: &Path, message: &str) {
        lock(&self.notes).push(Note {
            path: path.to_owned(),
            message: message.to_owned(),
        });
    }

    /// The notes so far, sorted.
    pub(crate) fn notes(&self) -> Vec<Note> {
        let mut notes = lock(&self.notes).clone();
        notes.sort();
        notes.dedup();
        notes
    }

    /// The order of two files, by their paths: their numbers depend on which thread read them first.
    pub(crate) fn in_order(&self, file: FileId, other: FileId) -> std::cmp::Ordering {
        if file == other {
            return std::cmp::Ordering::Equal;
        }
        self.file(file).path.cmp(&self.file(other).path)
    }

    pub(crate) fn file(&self, id: FileId) -> &File {
        &self.files[id]
    }

    pub(crate) fn krate(&self, id: CrateId) -> &Crate {
        &self.crates[id]
    }

    /// The items under review that are not in files for tests.
    pub(crate) fn delivered_items(&self) -> impl Iterator<Item = ItemRef> {
        let files = self.files().filter(|(_, file)| file.reviewed && !file.test);
        files.flat_map(|(file, data)| {
            let items = data.tree().items();
            items.map(move |(item, _)| ItemRef { file, item })
        })
    }

    /// The files that are in the program now, with their numbers.
    pub(crate) fn files(&self) -> impl Iterator<Item = (FileId, &File)> {
        self.files.iter()
    }

    pub(crate) fn crates(&self) -> impl Iterator<Item = (CrateId, &Crate)> {
        self.crates.iter()
    }

    pub(crate) fn item(&self, item: ItemRef) -> &Item {
        &self.file(item.file).tree()[item.item]
    }

    /// The name of an item.
    pub(crate) fn name(&self, item: ItemRef) -> &str {
        self.file(item.file).str(self.item(item).name)
    }

    /// Whether code of the workspace can reach a crate: through a dependency, or through one of theirs.
    pub(crate) fn may_use(&self, name: &str) -> bool {
        let is_it = |package: &str| package == name || package.replace('-', "_") == name;
        let mut named =
            self.workspace
                .packages
                .iter()
                .flat_map(|package| match &package.dependencies {
                    Some(list) => list
                        .iter()
                        .map(|dependency| dependency.package.as_str())
                        .collect(),
                    None => vec![name],
                });
        let is_open = self.workspace.packages.is_empty();
        let is_locked = || {
            self.workspace
                .lock
                .as_ref()
                .is_some_and(|lock| lock.names().any(is_it))
        };
        name == "std" || is_open || named.any(is_it) || is_locked()
    }

    /// Whether a file is a signature table.
    pub(crate) fn is_table(&self, file: &File) -> bool {
        self.crates[file.krate].kind == CrateKind::Stub
    }

    /// Whether a table says anything about an item besides its signature.
    pub(crate) fn has_marks(&self, item: ItemRef) -> bool {
        let file = self.file(item.file);
        !self.item(item).attrs.is_empty() && self.is_table(file)
    }

    /// A mark that a table puts on an item: an attribute of this name.
    pub(crate) fn mark(&self, item: ItemRef, name: &str) -> Option<&Meta> {
        let file = self.file(item.file);
        if !self.is_table(file) {
            return None;
        }
        let attrs = self.item(item).attrs;
        file.tree()[attrs]
            .iter()
            .find(|meta| file.str(meta.name) == name)
    }

    /// What a mark says, without its quotes.
    pub(crate) fn mark_text(&self, item: ItemRef, name: &str) -> Option<&str> {
        let value = self.mark(item, name)?.value?;
        Some(self.file(item.file).str(value).trim_matches('"'))
    }

    /// The crate that code of `from` calls `name`.
    pub(crate) fn extern_crate(&self, from: CrateId, name: &str) -> Option<CrateId> {
        let krate = &self.crates[from];
        *krate
            .externs
            .get(name)?
            .get_or_init(|| self.find_crate(krate, name))
    }

    fn find_crate(&self, krate: &Crate, name: &str) -> Option<CrateId> {
        if let Some((own, id)) = &krate.own_lib
            && own == name
        {
            return Some(*id);
        }
        let Some(dependencies) = &krate.dependencies else {
            return self.external(name, None, None);
        };
        let Some(dependency) = dependencies
            .iter()
            .find(|dependency| dependency.name == name)
        else {
            return self.external(name, None, None);
        };
        if let Some(path) = &dependency.path
            && let Some(id) = self.workspace_lib(path)
        {
            return Some(id);
        }
        let version = self
            .workspace
            .lock
            .as_ref()
            .and_then(|lock| lock.version(&dependency.package, &krate.package));
        self.external(
            &dependency.package.replace('-', "_"),
            Some(&dependency.package),
            version,
        )
    }

    /// The name of the package that a file belongs to.
    pub(crate) fn package(&self, file: FileId) -> &str {
        &self.crates[self.files[file].krate].package
    }

    /// What the package of a file says about a dependency; `None` without a manifest that can be read.
    fn dependency(&self, file: FileId, package: &str) -> Option<&Dependency> {
        let krate = &self.crates[self.files[file].krate];
        krate
            .dependencies
            .as_ref()?
            .iter()
            .find(|dependency| dependency.package == package)
    }

    /// Whether code in a file can use a package. Without a manifest it may.
    pub(crate) fn depends_on(&self, file: FileId, package: &str) -> bool {
        self.crates[self.files[file].krate].dependencies.is_none()
            || self.dependency(file, package).is_some()
    }

    /// Whether a package's feature is asked for in the manifest; `None` when the package is not a dependency.
    /// Features that come with `full` count, those that other packages switch on do not.
    pub(crate) fn has_feature(&self, file: FileId, package: &str, feature: &str) -> Option<bool> {
        if self.crates[self.files[file].krate].dependencies.is_none() {
            return Some(false);
        }
        let features = &self.dependency(file, package)?.features;
        Some(
            features
                .iter()
                .any(|known| known == feature || known == "full"),
        )
    }

    /// How a parameter is written in SQL for the one database that the package speaks to.
    pub(crate) fn sql_placeholder(&self, file: FileId) -> Option<&'static str> {
        let features = &self.dependency(file, "sqlx")?.features;
        let speaks = |name: &str| features.iter().any(|feature| feature == name);
        match (speaks("postgres"), speaks("mysql") || speaks("sqlite")) {
            (true, false) => Some("$1"),
            (false, true) => Some("?"),
            _ => None,
        }
    }

    /// The library of the workspace package in a folder.
    fn workspace_lib(&self, folder: &Path) -> Option<CrateId> {
        let folder = plain(folder);
        let package = self
            .workspace
            .packages
            .iter()
            .position(|package| package.folder == folder)?;
        let is_it = |krate: &Crate| {
            krate.kind
                == CrateKind::Workspace {
                    package,
                    target: TargetKind::Lib,
                }
        };
        self.crates
            .iter()
            .find(|(_, krate)| is_it(krate))
            .map(|(id, _)| id)
    }

    fn external(
        &self,
        name: &str,
        package: Option<&str>,
        version: Option<&str>,
    ) -> Option<CrateId> {
        let key = format!("{name} {}", version.unwrap_or(""));
        if let Some(known) = lock(&self.external).get(&key) {
            return *known;
        }
        let found = self
            .open_stub(name, version)
            .or_else(|| self.open_registry(name, package?, version?));
        // Another thread may have been faster: what stands there first counts, so that items compare equal.
        *lock(&self.external).entry(key).or_insert(found)
    }

    fn open_stub(&self, name: &str, version: Option<&str>) -> Option<CrateId> {
        let stub = stubs::stub(name)?;
        // One crate for each table, whatever version was asked for.
        if stub.name != name || version.is_some() {
            let holds = || {
                stub_versions(stub.text)
                    .is_none_or(|versions| stubs::holds(versions, version.unwrap_or("")))
            };
            return if holds() {
                self.external(stub.name, None, None)
            } else {
                None
            };
        }
        let parsed = match parse(stub.text, Bodies::Skip) {
            Ok(parsed) => Arc::new(parsed),
            Err(error) => {
                self.note(
                    Path::new(stub.name),
                    &format!("the signature table does not parse: {error}"),
                );
                return None;
            }
        };
        let krate = self.crates.push(Crate::new(
            stub.name,
            CrateKind::Stub,
            stub.name,
            None,
            None,
        ));
        let file = File::new(
            krate,
            PathBuf::from(stub.name),
            stub.text.into(),
            parsed,
            None,
            PathBuf::new(),
        );
        _ = self.crates[krate].root.set(self.files.push(file));
        Some(krate)
    }

    fn open_registry(&self, name: &str, package: &str, version: &str) -> Option<CrateId> {
        let folder = self.registry.package(self.host, package, version)?;
        let manifest = Workspace::read_manifests(self.host, &folder);
        let found = manifest
            .packages
            .into_iter()
            .find(|found| found.folder == folder)?;
        // To read a dependency takes as long as to review a file of its size: not for types that no rule asks about.
        let mut carried = found
            .dependencies
            .iter()
            .flatten()
            .map(|dependency| dependency.package.as_str());
        if !carried.any(|package| stubs::CARRIED.contains(&package)) {
            return None;
        }
        let lib = found
            .targets
            .iter()
            .find(|target| target.kind == TargetKind::Lib)?;
        let krate = self.crates.push(Crate::new(
            name,
            CrateKind::Registry,
            package,
            found.dependencies,
            None,
        ));
        let root = self.read_file(krate, &lib.root, None, false, false)?;
        _ = self.crates[krate].root.set(root);
        Some(krate)
    }
}

/// The versions that a table says it holds for.
fn stub_versions(text: &str) -> Option<&str> {
    let rest = text.split_once("versions = \"")?.1;
    rest.split_once('"').map(|(versions, _)| versions)
}

impl Crate {
    fn new(
        name: &str,
        kind: CrateKind,
        package: &str,
        dependencies: Option<Vec<Dependency>>,
        own_lib: Option<(String, CrateId)>,
    ) -> Self {
        let mut externs: FxHashMap<Box<str>, OnceLock<Option<CrateId>>> = FxHashMap::default();
        let mut add = |name: &str| _ = externs.insert(name.into(), OnceLock::new());
        ["std", "core", "alloc"].into_iter().for_each(&mut add);
        match &dependencies {
            Some(list) => list.iter().for_each(|dependency| add(&dependency.name)),
            None => stubs::names().for_each(&mut add),
        }
        if let Some((name, _)) = &own_lib {
            add(name);
        }
        let (name, package) = (name.to_owned(), package.to_owned());
        Self {
            name,
            kind,
            root: OnceLock::new(),
            dependencies,
            externs,
            own_lib,
            package,
        }
    }
}

impl File {
    fn new(
        krate: CrateId,
        path: PathBuf,
        text: Arc<str>,
        parsed: Arc<Parsed>,
        parent: Option<Module>,
        folder: PathBuf,
    ) -> Self {
        let mut children = FxHashMap::default();
        let mut scopes = FxHashMap::default();
        scopes.insert(None, OnceLock::new());
        for (id, item) in parsed.tree.items() {
            match item.kind {
                ItemKind::Mod(None) => _ = children.insert(id, OnceLock::new()),
                ItemKind::Mod(Some(_)) => _ = scopes.insert(Some(id), OnceLock::new()),
                _ => {}
            }
            // A function that holds items is a scope of its own.
            let outer = item
                .parent
                .filter(|outer| matches!(parsed.tree[*outer].kind, ItemKind::Fn(_)));
            if let Some(outer) = outer {
                scopes.entry(Some(outer)).or_default();
            }
        }
        Self {
            krate,
            path,
            text,
            parsed,
            parent,
            folder,
            test: false,
            reviewed: false,
            children,
            scopes,
            impls: OnceLock::new(),
            members: OnceLock::new(),
        }
    }
}

/// Locks, also when a thread panicked while it held the lock: the tables are whole after every step.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
