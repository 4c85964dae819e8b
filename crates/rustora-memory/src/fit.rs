//! What does not belong into a memory, and why.

use std::path::PathBuf;

use crate::secret;

/// Why an entry is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is nothing in it.
    #[error("there is nothing to remember in it")]
    Empty,
    /// It is a document.
    #[error("it has {0} characters, and an entry has at most {MOST}")]
    Long(usize),
    /// It has characters that no reader shows.
    #[error("it has the character U+{0:04X}, which is not shown when it is read")]
    Hidden(u32),
    /// It would tell everyone who may read the folder.
    #[error("it holds {0}")]
    Secret(&'static str),
    /// It will not be true for long.
    #[error("\"{0}\" speaks of what is being done now, which is over when it is read again")]
    Passing(&'static str),
    /// It may not be true at all.
    #[error("\"{0}\" says that it is not certain")]
    Uncertain(&'static str),
    /// The instructions say it.
    #[error("{}:{line} says so already: {text}", path.display())]
    Said {
        /// The file, below the root of the project.
        path: PathBuf,
        /// The line, from 1.
        line: u32,
        /// What it says.
        text: String,
    },
    /// The instructions say otherwise.
    #[error("{}:{line} says otherwise: {text}", path.display())]
    SaidOtherwise {
        /// The file, below the root of the project.
        path: PathBuf,
        /// The line, from 1.
        line: u32,
        /// What it says.
        text: String,
    },
}

impl Refusal {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Empty => "say what is to be remembered, in a sentence",
            Self::Long(_) => {
                "write it into a document of the project, and remember where it is and what it decides"
            }
            Self::Hidden(_) => "type the sentence anew, without what was pasted into it",
            Self::Secret(_) => {
                "remember where it is kept (the name of a variable, of a vault), not what it is; if it was real, change it"
            }
            Self::Passing(_) => {
                "remember what will still be true next month; `--anyway` keeps it as it is"
            }
            Self::Uncertain(_) => "find out first; `--anyway` keeps it as it is",
            Self::Said { .. } => "nothing has to be done: it is read there",
            Self::SaidOtherwise { .. } => {
                "change it there, where everyone reads it; `--anyway` keeps both"
            }
        }
    }

    /// Whether somebody who insists may have it all the same.
    pub fn yields(&self) -> bool {
        matches!(
            self,
            Self::Passing(_) | Self::Uncertain(_) | Self::Said { .. } | Self::SaidOtherwise { .. }
        )
    }
}

/// The most characters of an entry: ten lines of text.
pub(crate) const MOST: usize = 1000;

/// What is over soon.
const PASSING: [&str; 26] = [
    "i am working on",
    "i'm working on",
    "we are working on",
    "we're working on",
    "currently working on",
    "currently debugging",
    "currently fixing",
    "currently implementing",
    "i am debugging",
    "i'm debugging",
    "we are debugging",
    "right now",
    "in progress",
    "work in progress",
    "wip",
    "this session",
    "this conversation",
    "this pr",
    "this pull request",
    "this task",
    "next step",
    "next steps",
    "yesterday",
    "tomorrow",
    "later today",
    "still need to",
];

/// How a note begins that waits to be done.
const UNDONE: &str = "todo";

/// What nobody has looked up.
const UNCERTAIN: [&str; 15] = [
    "maybe",
    "perhaps",
    "i think",
    "i guess",
    "i believe",
    "probably",
    "not sure",
    "unsure",
    "possibly",
    "apparently",
    "presumably",
    "seems to be",
    "seems like",
    "unverified",
    "haven't checked",
];

/// Judges a text by itself. Unless `strict`, only what nobody may insist on is refused.
pub(crate) fn judge(text: &str, strict: bool) -> Result<(), Refusal> {
    if !text.chars().any(char::is_alphanumeric) {
        return Err(Refusal::Empty);
    }
    let length = text.chars().count();
    if length > MOST {
        return Err(Refusal::Long(length));
    }
    if let Some(hidden) = text.chars().find(|c| is_hidden(*c)) {
        return Err(Refusal::Hidden(u32::from(hidden)));
    }
    if let Some(secret) = secret::find(text) {
        return Err(Refusal::Secret(secret.what));
    }
    if !strict {
        return Ok(());
    }
    let is_word = |c: char| c.is_alphanumeric() || c == '\'';
    let words: Vec<String> = text
        .split(|c| !is_word(c))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let joined = format!(" {} ", words.join(" "));
    let has = |cue: &&&str| joined.contains(&format!(" {cue} "));
    if let Some(cue) = PASSING.iter().find(has) {
        return Err(Refusal::Passing(cue));
    }
    if words.first().is_some_and(|word| word == UNDONE) {
        return Err(Refusal::Passing(UNDONE));
    }
    if let Some(cue) = UNCERTAIN.iter().find(has) {
        return Err(Refusal::Uncertain(cue));
    }
    if text.trim_end().ends_with('?') {
        return Err(Refusal::Uncertain("?"));
    }
    Ok(())
}

/// Characters that a person does not see and a program obeys: controls, and those that turn the direction of writing or have no width.
fn is_hidden(c: char) -> bool {
    let marks = ['\u{200b}', '\u{200e}', '\u{200f}', '\u{2060}', '\u{feff}'];
    c.is_control() && !"\n\t".contains(c)
        || ('\u{202a}'..='\u{202e}').contains(&c)
        || ('\u{2066}'..='\u{2069}').contains(&c)
        || ('\u{e0000}'..='\u{e007f}').contains(&c)
        || marks.contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_passes_and_what_is_guessed_is_refused_with_the_word() {
        let refused = |text| judge(text, true).unwrap_err();
        assert_eq!(
            refused("I'm working on the login page"),
            Refusal::Passing("i'm working on")
        );
        assert_eq!(refused("Todo: rename it"), Refusal::Passing(UNDONE));
        assert_eq!(
            refused("It is probably the pool"),
            Refusal::Uncertain("probably")
        );
        assert_eq!(refused("Is Redis needed?"), Refusal::Uncertain("?"));
        assert_eq!(refused(" - . "), Refusal::Empty);
        assert_eq!(refused("a\u{202e}b"), Refusal::Hidden(0x202e));
        assert_eq!(refused("tag\u{e0041}s"), Refusal::Hidden(0xe0041));
        assert!(matches!(refused(&"word ".repeat(400)), Refusal::Long(_)));
        assert!(matches!(
            judge("https://a:b4c5d6@h.org", false),
            Err(Refusal::Secret(_))
        ));
        assert_eq!(judge("It is probably the pool", false), Ok(()));
    }

    #[test]
    fn what_lasts_is_taken() {
        for text in [
            "The nightly job still holds the lock when it is retried",
            "Jobs in flight are drained in 30 s",
            "`TodoList` is the aggregate of the planning service",
            "We chose sqlx because its queries are checked",
            "The progress bar of `cargo xtask load` is in xtask/src/load.rs",
        ] {
            assert_eq!(judge(text, true), Ok(()), "{text}");
        }
    }
}
