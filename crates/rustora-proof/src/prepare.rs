//! What has to be there before anything can be compiled: a lock file, and what it names, unpacked.

use crate::cargo::{Check, Ran};
use crate::{ProofError, Workshop};

/// What was done so that a workspace can be compiled.
#[derive(Debug)]
pub struct Prepared {
    /// The run that failed, if one did.
    pub failed: Option<Ran>,
    /// What was done that the reader should know.
    pub note: Option<String>,
}

/// Where a lock file is kept that was made here.
const MADE: &str = "made.lock";
/// Where the hash of the lock file stands whose packages are unpacked.
const UNPACKED: &str = "unpacked";

impl Workshop<'_> {
    /// Puts the lock file that was made back into the copy, which was made equal to an original without one.
    pub(crate) fn restore_lock(&self) -> Result<(), ProofError> {
        let made = self.host.read(&self.store.path().join(MADE));
        match made {
            Ok(made) if !self.host.is_file(&self.root.join("Cargo.lock")) => {
                self.write("Cargo.lock".as_ref(), &made)
            }
            _ => Ok(()),
        }
    }

    /// Makes a lock file where there is none, and unpacks what it names.
    ///
    /// # Errors
    /// When cargo cannot be started, or the workshop cannot be written.
    pub fn prepare(&self) -> Result<Prepared, ProofError> {
        let mut note = None;
        let lock = self.copy.join("Cargo.lock");
        if !self.host.is_file(&self.root.join("Cargo.lock")) {
            let mut args = vec!["generate-lockfile"];
            if !self.options.network {
                args.push("--offline");
            }
            let args = args.into_iter().map(str::to_owned).collect();
            let ran = self.run(self.launch_fetch(args), Check::default())?;
            if !ran.is_success() {
                let failed = Some(ran);
                return Ok(Prepared { failed, note });
            }
            let made = self.host.read(&lock).unwrap_or_default();
            let kept = self.store.replace(MADE, &made);
            kept.map_err(|error| ProofError::store(&self.store.path().join(MADE), error))?;
            note = Some(
                "there is no Cargo.lock; the newest versions that are on this machine were taken"
                    .to_owned(),
            );
        }
        let bytes = self.host.read(&lock).unwrap_or_default();
        let hash = blake3::hash(&bytes).to_hex();
        let known = self.host.read(&self.store.path().join(UNPACKED));
        if known.is_ok_and(|known| known == hash.as_bytes()) {
            return Ok(Prepared { failed: None, note });
        }
        let ran = self.fetch()?;
        if !ran.is_success() {
            let failed = Some(ran);
            return Ok(Prepared { failed, note });
        }
        let written = self.store.replace(UNPACKED, hash.as_bytes());
        written.map_err(|error| ProofError::store(&self.store.path().join(UNPACKED), error))?;
        Ok(Prepared { failed: None, note })
    }
}
