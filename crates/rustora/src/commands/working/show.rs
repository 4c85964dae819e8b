//! What happens in a turn, as it does.

use std::io::Write as _;

use rustora_agent::session::Event;
use rustora_agent::turn::Notice;
use rustora_llm::Delta;

use crate::exit::tell;
use crate::render::text::neutral;

/// Events for programs, a line for each call for people.
pub(super) fn watched(notice: &Notice<'_>, is_json: bool) {
    match notice {
        Notice::Event(event) if is_json => {
            let mut out = std::io::stdout().lock();
            // A reader that went away had enough; the session is on the disk.
            _ = serde_json::to_writer(&mut out, event);
            _ = writeln!(out);
        }
        Notice::Event(Event::Began {
            tool, arguments, ..
        }) => {
            let shown: String = arguments.to_string().chars().take(120).collect();
            tell(&format!("  {tool} {}\n", neutral(&shown)));
        }
        Notice::Event(Event::Decided {
            allowed: false,
            why,
            ..
        }) => tell(&format!("  not permitted: {}\n", neutral(why))),
        Notice::Event(Event::Worded(worded)) => tell(&format!(
            "  code of the answer: {} proven, {} refuted, {} unproven\n",
            worded.proven,
            worded.refuted.len(),
            worded.unproven.len()
        )),
        Notice::Event(Event::Gated(gated)) => {
            let told: Vec<String> = gated
                .gates
                .iter()
                .map(|gate| format!("{} {}", gate.gate, gate.outcome))
                .collect();
            tell(&format!("  gates: {}\n", neutral(&told.join(", "))));
        }
        Notice::Delta(Delta::Retrying { why, after, .. }) => {
            tell(&format!(
                "  asking again in {:.1} s: {}\n",
                after.as_secs_f64(),
                neutral(why)
            ));
        }
        Notice::Event(_) | Notice::Delta(_) => {}
    }
}
