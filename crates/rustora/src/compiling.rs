//! What every command that compiles has in common: where it does, and what it lets run.

use std::io::{self, IsTerminal as _};
use std::time::Duration;

use rustora_host::{Folder, Host};
use rustora_proof::{Cost, Options};

use crate::cache;
use crate::cli::ProofArgs;
use crate::exit::{CliError, tell};
use crate::render::text;

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
    options.features = features(args);
    options.limits.time = Duration::from_secs(args.timeout);
    Ok(options)
}

/// The options of whoever has nothing to say about them: behind walls, without the network.
///
/// # Errors
/// When there is no place to compile in.
pub(crate) fn usual(host: &dyn Host) -> Result<Options, CliError> {
    let args = ProofArgs {
        allow_env: Vec::new(),
        allow_net: false,
        no_walls: false,
        features: Vec::new(),
        all_features: false,
        no_default_features: false,
        timeout: 3600,
    };
    options(host, &args)
}

/// The features that are asked for, as cargo is told of them.
fn features(args: &ProofArgs) -> Vec<String> {
    let named = args
        .features
        .iter()
        .flat_map(|names| ["--features".to_owned(), names.clone()]);
    let mut flags: Vec<String> = named.collect();
    if args.all_features {
        flags.push("--all-features".to_owned());
    }
    if args.no_default_features {
        flags.push("--no-default-features".to_owned());
    }
    flags
}

/// Tells whoever sits before a terminal what waiting for the compiler will cost.
pub(crate) fn announce(cost: &Cost) {
    if io::stderr().is_terminal() {
        tell(&announcement(cost));
    }
}

fn announcement(cost: &Cost) -> String {
    if let Some(last) = cost.last {
        return format!("compiling; the last time took {:.1} s", last.as_secs_f64());
    }
    let what = match cost.packages {
        0 => "compiling for the first time here".to_owned(),
        count => format!(
            "compiling {} for the first time here",
            text::count(count, "package")
        ),
    };
    format!("{what}: this may take minutes, later runs seconds; `--quick` does without it")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cost_is_what_is_known_of_it() {
        let cost = |packages, last| announcement(&Cost { packages, last });
        assert_eq!(
            cost(1200, None),
            "compiling 1,200 packages for the first time here: this may take minutes, later runs seconds; `--quick` does without it"
        );
        assert_eq!(
            cost(3, Some(Duration::from_millis(9740))),
            "compiling; the last time took 9.7 s"
        );
    }
}
