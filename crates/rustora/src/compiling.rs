//! What every command that compiles has in common: where it does, and what it lets run.

use std::time::Duration;

use rustora_host::{Folder, Host};
use rustora_proof::Options;

use crate::cache;
use crate::cli::ProofArgs;
use crate::exit::CliError;

/// The options that the arguments mean.
///
/// # Errors
/// When there is no place to compile in.
pub(crate) fn options(host: &dyn Host, args: &ProofArgs) -> Result<Options, CliError> {
    let failed = |why: String| {
        let error = CliError::new(format!("cannot compile anything: {why}"));
        error.hint("set XDG_CACHE_HOME to a folder that can be written")
    };
    let folder =
        cache::folder(host).ok_or_else(|| failed("there is no folder for caches".to_owned()))?;
    let folder = folder.join("proofs");
    let store = Folder::open(&folder)
        .map_err(|error| failed(format!("{} cannot be used: {error}", folder.display())))?;
    let launcher = std::env::current_exe()
        .map_err(|error| failed(format!("this program cannot be found: {error}")))?;
    let mut options = Options::new(launcher, store);
    options.walls = !args.no_walls;
    options.network = args.allow_net;
    options.env.clone_from(&args.allow_env);
    options.limits.time = Duration::from_secs(args.timeout);
    Ok(options)
}
