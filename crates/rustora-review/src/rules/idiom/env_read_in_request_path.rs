//! Configuration that is read from the environment while a request is answered.

use crate::facts::{Body, Call, Question, Recurs};
use crate::finding::{Category, Confidence, Severity};
use crate::rule::{Ask, Draft, FixAvailability, Rule};

pub(crate) const RULE: Rule = Rule {
    id: "env-read-in-request-path",
    category: Category::Idiom,
    severity: Severity::Warning,
    confidence: Confidence::Medium,
    fix: FixAvailability::None,
    why: "a variable that is missing or misspelt shows with the first request that needs it instead of at start-up, \
          and each request takes the lock of the whole environment",
    page: include_str!("env_read_in_request_path.md"),
    asks: &[Ask::Calls(&["std::env::var", "std::env::var_os"], check)],
};

/// Variables that are no configuration of the service: the system and other programs read them too.
const OF_THE_SYSTEM: [&str; 14] = [
    "ALL_PROXY",
    "HOME",
    "HOSTNAME",
    "HTTPS_PROXY",
    "HTTP_PROXY",
    "LANG",
    "NO_PROXY",
    "PATH",
    "PWD",
    "SHELL",
    "TEMP",
    "TMPDIR",
    "TZ",
    "USER",
];

const REQUEST: [Recurs; 1] = [Recurs::Request];

fn check(body: &Body<'_>, call: &Call) -> Option<Draft> {
    if body.is_test() || !body.runs_with_function(call.expr) {
        return None;
    }
    body.tree().function(body.owner.item)?;
    let [name, ..] = body.tree()[call.args] else {
        return None;
    };
    let name = body.constant_text(name, 4)?;
    if OF_THE_SYSTEM.contains(&name.to_uppercase().as_str()) {
        return None;
    }
    let draft = Draft::new(
        call.name_span(body),
        "the environment is read for each request",
    );
    Some(draft.when(Question::Recurs(body.owner, &REQUEST)))
}
