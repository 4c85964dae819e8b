//! What a person says to the program rather than to the model.

use clap::ValueEnum as _;
use rustora_design::nearest;

use crate::cli::running::ModeName;

/// The commands, with what they do.
pub(super) const ALL: [(&str, &str); 6] = [
    ("/help", "what can be said to the program"),
    (
        "/model NAME",
        "go on with another model; without a name, which one it is",
    ),
    (
        "/mode ask|accept-edits|auto|plan",
        "how much it may do unasked; without a name, which mode it is",
    ),
    ("/cost", "tokens so far, and what they cost"),
    ("/session", "where this is kept, and how to go on with it"),
    ("/exit", "end; so does Ctrl-D"),
];

/// A command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Slash {
    Help,
    Model(Option<String>),
    Mode(Option<ModeName>),
    Cost,
    Session,
    Exit,
}

/// The command that a line is, or what is wrong with it; none if it is for the model.
pub(super) fn read(line: &str) -> Option<Result<Slash, String>> {
    let line = line.trim();
    let rest = line.strip_prefix('/')?;
    let (name, argument) = match rest.split_once(char::is_whitespace) {
        Some((name, argument)) => (name, Some(argument.trim().to_owned())),
        None => (rest, None),
    };
    // `/etc/hosts is empty` is said to the model.
    if name.is_empty() || line.contains('\n') || !name.chars().all(|c| c.is_ascii_alphabetic()) {
        return None;
    }
    Some(match (name, argument) {
        ("help", None) => Ok(Slash::Help),
        ("model", argument) => Ok(Slash::Model(argument)),
        ("mode", None) => Ok(Slash::Mode(None)),
        ("mode", Some(mode)) => match ModeName::from_str(&mode, true) {
            Ok(mode) => Ok(Slash::Mode(Some(mode))),
            Err(_) => Err(format!(
                "there is no mode {mode}; there are ask, accept-edits, auto and plan"
            )),
        },
        ("cost", None) => Ok(Slash::Cost),
        ("session", None) => Ok(Slash::Session),
        ("exit" | "quit", None) => Ok(Slash::Exit),
        ("help" | "cost" | "session" | "exit" | "quit", Some(_)) => {
            Err(format!("/{name} takes nothing behind it"))
        }
        (name, _) => {
            let known = ALL
                .iter()
                .map(|(usage, _)| usage.split(' ').next().unwrap_or(usage));
            Err(match nearest(name, known.map(|name| &name[1..])) {
                Some(near) => format!("there is no /{name}; /{near} is near it"),
                None => format!("there is no /{name}; /help shows what there is"),
            })
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_told_from_requests() {
        let is = |line: &str, slash: Slash| assert_eq!(read(line), Some(Ok(slash)), "{line}");
        is("/help", Slash::Help);
        is(" /mode Plan ", Slash::Mode(Some(ModeName::Plan)));
        is("/model a/b", Slash::Model(Some("a/b".to_owned())));
        for request in ["help", "/etc/hosts is empty", "/ is full", "/help\nme", ""] {
            assert_eq!(read(request), None, "{request}");
        }
        let wrong = |line: &str| read(line).unwrap().unwrap_err();
        assert!(
            wrong("/hlep").contains("/help is near"),
            "{}",
            wrong("/hlep")
        );
        assert!(wrong("/xyzzy").contains("/help shows"));
        assert!(wrong("/mode yolo").contains("accept-edits"));
        assert!(wrong("/exit now").contains("takes nothing"));
    }
}
