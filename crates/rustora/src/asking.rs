//! Asks somebody at a terminal what a brief leaves open, as far as an answer would turn a decision around.

use std::io::{self, BufRead, IsTerminal as _, Write};

use rustora_design::archetype::open_questions;
use rustora_design::brief::Brief;

use crate::render::text;

/// More questions than this are a form. What is not asked is assumed and listed.
const MOST: usize = 4;

/// The brief with the answers of whoever sits there; the same one where nobody does.
#[expect(
    clippy::disallowed_methods,
    reason = "a person answers line by line; a host reads all that there is"
)]
pub(crate) fn at_terminal(brief: Brief) -> Brief {
    if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        return brief;
    }
    let mut asked = Vec::new();
    answers(
        brief,
        &mut io::stdin().lock(),
        &mut io::stderr(),
        &mut asked,
    )
}

/// Asks until nothing that is open would flip a decision, enough was asked, or the input ends. After each answer the questions are
/// ranked anew.
fn answers(
    mut brief: Brief,
    input: &mut dyn BufRead,
    out: &mut dyn Write,
    asked: &mut Vec<&'static str>,
) -> Brief {
    while asked.len() < MOST {
        let open = open_questions(&brief).into_iter();
        let mut open = open.filter(|ranked| !asked.contains(&ranked.ask.field));
        let Some(next) = open.next().filter(|ranked| !ranked.flips.is_empty()) else {
            break;
        };
        asked.push(next.ask.field);
        let flips = text::count(next.flips.len(), "decision");
        loop {
            let prompt = format!(
                "{} (enter: {}; may turn around {flips}) ",
                next.ask.text, next.ask.meanwhile
            );
            let mut line = String::new();
            let told = out.write_all(prompt.as_bytes()).and_then(|()| out.flush());
            match told.and_then(|()| input.read_line(&mut line)) {
                Ok(0) | Err(_) => return brief,
                Ok(_) if line.trim().is_empty() => break,
                Ok(_) => {}
            }
            match brief.answered(next.ask.field, &line) {
                Ok(answered) => {
                    brief = answered;
                    break;
                }
                Err(errors) => {
                    for error in errors {
                        _ = writeln!(out, "  {}", text::neutral(&error.to_string()));
                    }
                }
            }
        }
    }
    brief
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_answer_is_asked_for_again_and_an_empty_one_keeps_the_assumption() {
        let text = "schema = \"rustora.brief/1\"\nname = \"x\"\narchetype = \"message-queue\"\n";
        let brief = Brief::from_toml(text).unwrap();
        let mut out = Vec::new();
        let mut asked = Vec::new();
        let mut input = "many\n100/s\n\n".as_bytes();
        let answered = answers(brief, &mut input, &mut out, &mut asked);
        assert_eq!(answered.load.messages.value.to_string(), "100/s");
        let out = String::from_utf8(out).unwrap();
        assert_eq!(asked[0], "load.messages", "{out}");
        assert_eq!(out.matches("How many messages").count(), 2, "{out}");
        assert!(answered.load.peak_factor.is_assumed());
    }
}
