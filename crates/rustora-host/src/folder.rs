//! A folder that may be changed, and nothing above or beside it.
//!
//! A [`Host`](crate::Host) cannot write. Whoever has to gets a [`Folder`]: its own place among the caches, or the user's
//! tree once the user has said so. Paths that lead out of it are refused by every method.

#![expect(clippy::disallowed_methods, reason = "this is the one place that may")]

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::SystemTime;

use crate::journal::Journal;

/// How the name of a file ends that is still being written.
const PART: &str = ".part";

/// A folder that may be changed.
#[derive(Clone, Debug)]
pub struct Folder(PathBuf);

/// Held by one process at a time; gone when it is dropped or its process ends.
#[derive(Debug)]
pub struct Lock(#[expect(dead_code, reason = "what is held is the open file")] File);

impl Folder {
    /// Makes it where it is missing.
    ///
    /// # Errors
    /// When it cannot be made or reached.
    pub fn open(path: &Path) -> io::Result<Self> {
        fs::create_dir_all(path)?;
        fs::canonicalize(path).map(Self)
    }

    /// Where it is, links resolved.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The folder `name` inside, made where it is missing.
    ///
    /// # Errors
    /// When it cannot be made, or leads out.
    pub fn folder(&self, name: &str) -> io::Result<Self> {
        Self::open(&self.inside(name.as_ref())?)
    }

    /// Writes a file, and the folders above it. A crash may leave half of it.
    ///
    /// # Errors
    /// When it cannot be written, or leads out.
    pub fn write(&self, path: impl AsRef<Path>, bytes: &[u8]) -> io::Result<()> {
        let path = self.inside(path.as_ref())?;
        with_parents(&path)?;
        fs::write(path, bytes)
    }

    /// Writes a file that is not there yet, and the folders above it.
    ///
    /// # Errors
    /// When something stands there, a link to nothing too, when it cannot be written, or leads out.
    pub fn create(&self, path: impl AsRef<Path>, bytes: &[u8]) -> io::Result<()> {
        let path = self.inside(path.as_ref())?;
        with_parents(&path)?;
        let mut file = File::create_new(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    }

    /// Replaces a file as a whole: whoever reads it sees the old text or the new one, after a crash too. A process that is
    /// killed meanwhile leaves a file `.NAME.….part` beside it, which [`Folder::sweep`] takes away.
    ///
    /// # Errors
    /// When it cannot be written, or leads out.
    pub fn replace(&self, path: impl AsRef<Path>, bytes: &[u8]) -> io::Result<()> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let path = self.inside(path.as_ref())?;
        with_parents(&path)?;
        let mut fresh = OsString::from(".");
        fresh.push(path.file_name().unwrap_or_default());
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        fresh.push(format!(".{}-{count}{PART}", std::process::id()));
        let fresh = path.with_file_name(fresh);
        let written = File::create(&fresh).and_then(|mut file| {
            file.write_all(bytes)?;
            if let Ok(old) = fs::metadata(&path) {
                file.set_permissions(old.permissions())?;
            }
            file.sync_all()
        });
        let done = written.and_then(|()| fs::rename(&fresh, &path));
        if done.is_err() {
            _ = fs::remove_file(&fresh);
        }
        done?;
        // That the name leads to the new text is on the disk when the folder is.
        #[cfg(unix)]
        File::open(path.parent().unwrap_or(&self.0))?.sync_all()?;
        Ok(())
    }

    /// Takes away what killed processes left of a [`Folder::replace`] in this folder. Only for who holds the lock under which all
    /// others write here too: what is not yet finished looks the same.
    ///
    /// # Errors
    /// When the folder cannot be listed, or something in it not be taken away.
    pub fn sweep(&self) -> io::Result<()> {
        for entry in fs::read_dir(&self.0)? {
            let entry = entry?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if name.starts_with('.') && name.ends_with(PART) {
                self.remove(&*name)?;
            }
        }
        Ok(())
    }

    /// Adds to the end of a file, in one piece and on the disk when this returns.
    ///
    /// # Errors
    /// When it cannot be written, or leads out.
    pub fn append(&self, path: impl AsRef<Path>, bytes: &[u8]) -> io::Result<()> {
        let path = self.inside(path.as_ref())?;
        with_parents(&path)?;
        let mut file = OpenOptions::new().append(true).create(true).open(path)?;
        file.write_all(bytes)?;
        file.sync_data()
    }

    /// Opens a file that only grows, and makes the folders above it.
    ///
    /// # Errors
    /// When it cannot be opened or made, or leads out.
    pub fn journal(&self, path: impl AsRef<Path>) -> io::Result<Journal> {
        let path = self.inside(path.as_ref())?;
        with_parents(&path)?;
        Journal::open(&path)
    }

    /// Takes a file or folder away with all that is in it. What is not there is no error.
    ///
    /// # Errors
    /// When it cannot be taken away, or leads out.
    pub fn remove(&self, path: impl AsRef<Path>) -> io::Result<()> {
        let path = self.inside(path.as_ref())?;
        let removed = match fs::symlink_metadata(&path) {
            Ok(kind) if kind.is_dir() => fs::remove_dir_all(&path),
            Ok(_) => fs::remove_file(&path),
            Err(error) => Err(error),
        };
        match removed {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Makes a link at `path` to `to`, which may stand anywhere. Where links are not to be had, nothing is made.
    ///
    /// # Errors
    /// When it cannot be made, or `path` leads out.
    pub fn link(&self, to: &Path, path: impl AsRef<Path>) -> io::Result<()> {
        let path = self.inside(path.as_ref())?;
        with_parents(&path)?;
        if fs::read_link(&path).is_ok_and(|there| there == to) {
            return Ok(());
        }
        _ = fs::remove_file(&path);
        // A place where something else was shown, with nothing in it.
        _ = fs::remove_dir(&path);
        #[cfg(unix)]
        return std::os::unix::fs::symlink(to, path);
        #[cfg(not(unix))]
        Ok(())
    }

    /// Whether a link stands at `path`.
    pub fn is_link(&self, path: impl AsRef<Path>) -> bool {
        let path = self.inside(path.as_ref());
        path.is_ok_and(|path| path.is_symlink())
    }

    /// Waits until nobody else holds the lock `name`, and holds it.
    ///
    /// # Errors
    /// When the lock's file cannot be opened, or the file system has no locks.
    pub fn lock(&self, name: &str) -> io::Result<Lock> {
        let file = self.lock_file(name)?;
        file.lock()?;
        Ok(Lock(file))
    }

    /// Holds the lock `name` if nobody else does.
    ///
    /// # Errors
    /// When the lock's file cannot be opened, or the file system has no locks.
    pub fn try_lock(&self, name: &str) -> io::Result<Option<Lock>> {
        let file = self.lock_file(name)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Lock(file))),
            Err(fs::TryLockError::WouldBlock) => Ok(None),
            Err(fs::TryLockError::Error(error)) => Err(error),
        }
    }

    /// Waits until nobody else holds the folder itself, and holds it. Where folders can be locked, nothing is left to be seen in it;
    /// elsewhere there is a file `.lock`.
    ///
    /// # Errors
    /// When neither can be locked.
    pub fn hold(&self) -> io::Result<Lock> {
        #[cfg(unix)]
        {
            let folder = File::open(&self.0)?;
            if folder.lock().is_ok() {
                return Ok(Lock(folder));
            }
        }
        self.lock(".lock")
    }

    fn lock_file(&self, name: &str) -> io::Result<File> {
        let path = self.inside(name.as_ref())?;
        let mut options = OpenOptions::new();
        options.create(true).truncate(false).write(true).open(path)
    }

    /// Makes the folder `to` inside equal to `from`, file by file and byte by byte, without those for which `is_left_out` says
    /// so. What already is equal stays as it is; everything else is new, its time of change too, whatever time the
    /// original has: a build tool that goes by times has to see each difference. Says how many files differed.
    ///
    /// # Errors
    /// When something cannot be read or written.
    pub fn mirror(
        &self,
        from: &Path,
        to: &str,
        is_left_out: &dyn Fn(&Path) -> bool,
    ) -> io::Result<usize> {
        let to = self.folder(to)?;
        let (mut wanted, mut shuffled) = (BTreeSet::new(), BTreeSet::new());
        let mut different = 0;
        let mut open = vec![PathBuf::new()];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(from.join(&folder))? {
                let entry = entry?;
                let (path, source) = (folder.join(entry.file_name()), entry.path());
                if is_left_out(&source) {
                    continue;
                }
                let (kind, target) = (entry.file_type()?, to.0.join(&path));
                let is_same = if kind.is_dir() {
                    wanted.insert(path.clone());
                    // A file may have stood there.
                    if !fs::symlink_metadata(&target).is_ok_and(|kind| kind.is_dir()) {
                        to.remove(&path)?;
                        fs::create_dir(&target)?;
                    }
                    open.push(path);
                    continue;
                } else if kind.is_symlink() {
                    fs::read_link(&source)? == fs::read_link(&target).unwrap_or_default()
                } else if kind.is_file() {
                    is_equal(&source, &target)?
                } else {
                    // A socket or a pipe is no part of a program's text.
                    continue;
                };
                if !is_same {
                    if fs::symlink_metadata(&target).is_err() {
                        shuffled.insert(path.clone());
                    }
                    to.remove(&path)?;
                    copied(&source, &target, kind.is_symlink())?;
                    different += 1;
                }
                wanted.insert(path);
            }
        }
        let removed = to.keep_only(&wanted, &mut shuffled)?;
        to.touch_packages_of(&shuffled)?;
        Ok(different + removed)
    }

    /// Copies the files below `from` whose paths there are wanted to the same places below the folder `to` inside, their times
    /// of change with them: a build tool that goes by times is told the same by the copies. Links are left out. Nothing is copied
    /// when all of it is more than `limit` bytes. Says how many files were.
    ///
    /// # Errors
    /// When something cannot be read or written; what was copied before stays.
    pub fn adopt(
        &self,
        from: &Path,
        to: &str,
        limit: u64,
        is_wanted: &dyn Fn(&Path) -> bool,
    ) -> io::Result<usize> {
        let to = self.inside(to.as_ref())?;
        let (mut files, mut open, mut size) = (Vec::new(), vec![PathBuf::new()], 0);
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(from.join(&folder))? {
                let entry = entry?;
                let (path, kind) = (folder.join(entry.file_name()), entry.file_type()?);
                if kind.is_dir() {
                    open.push(path);
                } else if kind.is_file() && is_wanted(&path) {
                    let known = entry.metadata()?;
                    size += known.len();
                    files.push((path, known.modified()?));
                }
            }
        }
        if size > limit {
            return Ok(0);
        }
        for (path, modified) in &files {
            let target = to.join(path);
            with_parents(&target)?;
            fs::copy(from.join(path), &target)?;
            OpenOptions::new()
                .append(true)
                .open(target)?
                .set_modified(*modified)?;
        }
        Ok(files.len())
    }

    /// Hands out every file of the folder `name` inside, in the order of their paths: the path below it, and the bytes. Links are
    /// handed out as the paths that they lead to.
    ///
    /// # Errors
    /// When something cannot be read, or `name` leads out.
    pub fn digest(&self, name: &str, take: &mut dyn FnMut(&Path, &[u8])) -> io::Result<()> {
        let root = self.inside(name.as_ref())?;
        let (mut files, mut open) = (Vec::new(), vec![PathBuf::new()]);
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(root.join(&folder))? {
                let entry = entry?;
                let path = folder.join(entry.file_name());
                if entry.file_type()?.is_dir() {
                    open.push(path);
                } else {
                    files.push(path);
                }
            }
        }
        files.sort_unstable();
        for path in files {
            let full = root.join(&path);
            match fs::read_link(&full) {
                Ok(to) => take(&path, to.as_os_str().as_encoded_bytes()),
                Err(_) => take(&path, &fs::read(full)?),
            }
        }
        Ok(())
    }

    /// Takes away what is not wanted, and says what that was.
    fn keep_only(
        &self,
        wanted: &BTreeSet<PathBuf>,
        shuffled: &mut BTreeSet<PathBuf>,
    ) -> io::Result<usize> {
        let mut removed = 0;
        let mut open = vec![PathBuf::new()];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(self.0.join(&folder))? {
                let entry = entry?;
                let path = folder.join(entry.file_name());
                if !wanted.contains(&path) {
                    // A folder with nothing in it is nothing that was lost.
                    if fs::remove_dir(entry.path()).is_ok() {
                        continue;
                    }
                    self.remove(&path)?;
                    removed += 1;
                    shuffled.insert(path);
                } else if entry.file_type()?.is_dir() {
                    open.push(path);
                }
            }
        }
        Ok(removed)
    }

    /// A build tool is told which files were read, and notices when they change. Nobody tells it of files that were looked for
    /// and not found, such as a second one for the same module, or of all that there were in a folder.
    fn touch_packages_of(&self, shuffled: &BTreeSet<PathBuf>) -> io::Result<()> {
        let is_package = |folder: &&Path| self.0.join(folder).join("Cargo.toml").is_file();
        let packages = shuffled
            .iter()
            .filter_map(|path| path.ancestors().skip(1).find(is_package));
        let packages: BTreeSet<&Path> = packages.collect();
        let mut open: Vec<PathBuf> = packages.into_iter().map(|path| self.0.join(path)).collect();
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder)? {
                let entry = entry?;
                let (kind, path) = (entry.file_type()?, entry.path());
                if kind.is_dir() {
                    open.push(path);
                } else if kind.is_file()
                    && (path.ends_with("Cargo.toml") || path.extension() == Some("rs".as_ref()))
                    && let Ok(file) = OpenOptions::new().append(true).open(path)
                {
                    file.set_modified(SystemTime::now())?;
                }
            }
        }
        Ok(())
    }

    /// `path` inside, if it does not lead out.
    fn inside(&self, path: &Path) -> io::Result<PathBuf> {
        let is_plain = |part| matches!(part, Component::Normal(_) | Component::CurDir);
        if path.components().all(is_plain) {
            return Ok(self.0.join(path));
        }
        let why = format!("{} leads out of {}", path.display(), self.0.display());
        Err(io::Error::new(io::ErrorKind::InvalidInput, why))
    }
}

fn with_parents(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)
}

fn copied(source: &Path, target: &Path, is_link: bool) -> io::Result<()> {
    if is_link {
        let to = fs::read_link(source)?;
        #[cfg(unix)]
        return std::os::unix::fs::symlink(to, target);
        #[cfg(not(unix))]
        return fs::copy(source.with_file_name(to), target).map(drop);
    }
    // A copy, never a link: what is written into it must not be written into the original.
    fs::copy(source, target)?;
    // Where files are cloned, their times are too.
    let file = OpenOptions::new().append(true).open(target);
    match file {
        Ok(file) => file.set_modified(SystemTime::now()),
        // The original may not be written, and neither may its copy; its time is that of the copying.
        Err(_) => Ok(()),
    }
}

/// Whether two files have the same bytes and the same right to be run.
fn is_equal(source: &Path, target: &Path) -> io::Result<bool> {
    let Ok(old) = fs::symlink_metadata(target) else {
        return Ok(false);
    };
    let new = fs::metadata(source)?;
    if !old.is_file() || old.len() != new.len() || old.permissions() != new.permissions() {
        return Ok(false);
    }
    let (mut left, mut right) = (File::open(source)?, File::open(target)?);
    let (mut a, mut b) = (vec![0; 64 << 10], vec![0; 64 << 10]);
    loop {
        let count = left.read(&mut a)?;
        if count == 0 {
            return Ok(right.read(&mut b)? == 0);
        }
        if right.read_exact(&mut b[..count]).is_err() || a[..count] != b[..count] {
            return Ok(false);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn everything(_: &Path) -> bool {
        false
    }

    #[test]
    fn what_leads_out_is_refused() {
        let temp = tempfile::tempdir().unwrap();
        let folder = Folder::open(temp.path()).unwrap();
        for path in ["../x", "a/../../x", "/x"] {
            let error = folder.write(path, b"").unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::InvalidInput, "{path}");
        }
        folder.write("a/x", b"1").unwrap();
        folder.replace("a/x", b"2").unwrap();
        folder.append("a/x", b"3").unwrap();
        let error = folder.create("a/x", b"4").unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read(temp.path().join("a/x")).unwrap(), b"23");
        folder.create("b/x", b"5").unwrap();
        assert_eq!(fs::read(temp.path().join("b/x")).unwrap(), b"5");
        folder.remove("a").unwrap();
        folder.remove("a").unwrap();
    }

    #[test]
    fn what_is_adopted_keeps_its_time() {
        let temp = tempfile::tempdir().unwrap();
        let from = Folder::open(&temp.path().join("from")).unwrap();
        from.write("a/kept", b"1").unwrap();
        from.write("a/left", b"2").unwrap();
        let old = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
        let file = File::options()
            .append(true)
            .open(from.path().join("a/kept"))
            .unwrap();
        file.set_modified(old).unwrap();
        let to = Folder::open(&temp.path().join("to")).unwrap();
        let wanted = |path: &Path| path == Path::new("a/kept");
        assert_eq!(to.adopt(from.path(), "t", 0, &wanted).unwrap(), 0);
        assert_eq!(to.adopt(from.path(), "t", 1, &wanted).unwrap(), 1);
        let kept = to.path().join("t/a/kept");
        assert_eq!(fs::metadata(kept).unwrap().modified().unwrap(), old);
        assert!(!to.path().join("t/a/left").exists());
        assert!(to.adopt(from.path(), "../t", 1, &wanted).is_err());
    }

    #[test]
    fn a_mirror_is_equal_and_each_difference_is_newer_than_anything_before() {
        let temp = tempfile::tempdir().unwrap();
        let folder = Folder::open(temp.path()).unwrap();
        for (path, text) in [
            ("from/Cargo.toml", "[package]"),
            ("from/src/a.rs", "a"),
            ("from/src/b.rs", "b"),
            ("from/target/c", "c"),
        ] {
            folder.write(path, text.as_bytes()).unwrap();
        }
        let from = temp.path().join("from");
        let without = |path: &Path| path.ends_with("target");
        let age = |path: &str| {
            fs::metadata(temp.path().join(path))
                .unwrap()
                .modified()
                .unwrap()
        };
        assert_eq!(folder.mirror(&from, "to", &without).unwrap(), 3);
        assert!(!temp.path().join("to/target").exists());
        assert_eq!(folder.mirror(&from, "to", &without).unwrap(), 0);

        // The same length and an old time: only the bytes tell.
        folder.write("from/src/a.rs", b"A").unwrap();
        let old = SystemTime::now() - Duration::from_secs(86_400);
        let file = OpenOptions::new().append(true).open(from.join("src/a.rs"));
        file.unwrap().set_modified(old).unwrap();
        let before = SystemTime::now() - Duration::from_secs(5);
        assert_eq!(folder.mirror(&from, "to", &without).unwrap(), 1);
        assert!(age("to/src/a.rs") > before);

        // What somebody did to the copy is undone.
        folder.write("to/src/b.rs", b"x").unwrap();
        folder.write("to/src/new.rs", b"x").unwrap();
        assert_eq!(folder.mirror(&from, "to", &without).unwrap(), 2);
        assert_eq!(fs::read(temp.path().join("to/src/b.rs")).unwrap(), b"b");
        assert!(age("to/Cargo.toml") > before);

        // What is new says to nobody that it was looked for.
        let a = age("to/src/a.rs");
        folder.write("from/src/a/mod.rs", b"").unwrap();
        assert_eq!(folder.mirror(&from, "to", &without).unwrap(), 1);
        assert!(age("to/src/a.rs") > a);

        folder.remove("from/src").unwrap();
        folder.write("from/src", b"a file now").unwrap();
        folder.mirror(&from, "to", &everything).unwrap();
        assert!(temp.path().join("to/src").is_file());
    }

    #[test]
    fn a_lock_is_held_once() {
        let temp = tempfile::tempdir().unwrap();
        let folder = Folder::open(temp.path()).unwrap();
        let held = folder.lock("lock").unwrap();
        assert!(folder.try_lock("lock").unwrap().is_none());
        drop(held);
        assert!(folder.try_lock("lock").unwrap().is_some());
    }

    #[test]
    fn what_was_left_half_written_is_swept_and_nothing_else() {
        let temp = tempfile::tempdir().unwrap();
        let folder = Folder::open(temp.path()).unwrap();
        for name in [".a.md.7-0.part", "a.part", ".hidden"] {
            folder.write(name, b"x").unwrap();
        }
        let held = folder.hold().unwrap();
        folder.replace("a.md", b"whole").unwrap();
        folder.sweep().unwrap();
        drop(held);
        let mut left: Vec<_> = fs::read_dir(temp.path()).unwrap().collect();
        left.retain(|entry| entry.as_ref().unwrap().file_name() != ".lock");
        assert_eq!(left.len(), 3, "{left:?}");
        assert!(!temp.path().join(".a.md.7-0.part").exists());
    }
}
