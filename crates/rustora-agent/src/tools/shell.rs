//! A shell line, its output as it comes, and an end for whatever it started.

use std::path::PathBuf;
use std::time::Duration;

use rustora_host::{Ended, Limit, Stream};

use super::arguments::Arguments;
use super::bounded::Bounded;
use super::room::launch;
use super::{Context, Done, WallsWanted};

/// How long a line may take unless told otherwise, seconds.
const USUAL: u64 = 120;
/// How long it may take at most, seconds.
const LONGEST: u64 = 3600;

pub(super) fn shell(context: &Context<'_>, given: &Arguments<'_>) -> Result<Done, String> {
    let line = given.text("line")?;
    let time = Duration::from_secs(given.number_or("timeout", USUAL).min(LONGEST));
    // Of two pipes nobody knows which line came first; of one everybody does.
    let joined = "exec 2>&1; exec /bin/sh -c \"$1\"";
    let args = ["-c", joined, "sh", line].map(str::to_owned).into();
    let launch = launch(context, PathBuf::from("/bin/sh"), args, time);
    let mut kept = Bounded::default();
    let mut hear = |stream: Stream, line: &[u8]| {
        let line = String::from_utf8_lossy(line);
        if let Some(tell) = context.listener {
            tell(stream, &line);
        }
        kept.push(&line);
    };
    let ended = context.host.launch(&launch, context.cancel, &mut hear);
    let ended = ended.map_err(|error| format!("`/bin/sh` cannot be started: {error}"))?;
    let output = kept.whole("send it to a file below `target/` and read that, or filter it");
    let how = account(context, &ended, time);
    Ok(Done {
        text: if output.is_empty() {
            format!("{how}; it printed nothing")
        } else {
            format!("{output}{how}")
        },
        is_error: ended != Ended::Exited(0),
        changed: Vec::new(),
    })
}

/// How a program ended, and what to do about it.
pub(super) fn account(context: &Context<'_>, ended: &Ended, time: Duration) -> String {
    let how = match ended {
        Ended::Exited(code) => format!("exit code {code}"),
        Ended::Signalled(signal) => format!("ended by signal {signal}"),
        Ended::Cancelled => {
            "ended because it was cancelled; so were all programs that it had started".to_owned()
        }
        Ended::OverLimit(Limit::Time) => format!(
            "ended after {} seconds, with all programs that it had started; if it needs longer give a larger `timeout`",
            time.as_secs()
        ),
        Ended::OverLimit(limit) => {
            format!("ended because it used up too much ({limit:?})").to_lowercase()
        }
        Ended::Unwalled(why) => {
            format!("not started: the walls around it could not be built: {why}")
        }
    };
    match context.walls {
        WallsWanted::None { .. } if !matches!(ended, Ended::Exited(0)) => how + " (without walls)",
        _ => how,
    }
}
