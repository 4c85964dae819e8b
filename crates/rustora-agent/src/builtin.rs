//! The agent that is always there: `rust-backend-architect`.
//!
//! It is a definition like any other, so that everybody can read it, copy it and put another in its place. Its text goes into the first
//! request of every session, so it is short; a test holds it to that.

use crate::definition::{Definition, Problem, parse};

/// The built-in agent, as a file.
pub const ARCHITECT: &str = include_str!("../agents/rust-backend-architect.md");

/// The same, read. That it is there, and without a problem, a test shows.
pub(crate) fn architect() -> (Option<Definition>, Vec<Problem>) {
    let parsed = parse(ARCHITECT.as_bytes());
    (parsed.definition, parsed.problems)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::{MemoryScope, Model, Tools};

    #[test]
    fn the_built_in_agent_has_no_problem_and_is_short() {
        let (definition, problems) = architect();
        assert_eq!(problems, []);
        let definition = definition.unwrap();
        assert_eq!(definition.name, "rust-backend-architect");
        assert_eq!(definition.memory, Some(MemoryScope::Project));
        assert_eq!(definition.model, Model::Alias("opus"));
        assert_eq!(definition.tools, Tools::All);
        assert!(definition.examples.len() >= 4);
        let is_whole = |example: &crate::Example| {
            let parts = [
                &example.context,
                &example.user,
                &example.assistant,
                &example.commentary,
            ];
            parts.iter().all(|part| !part.is_empty())
        };
        assert!(definition.examples.iter().all(is_whole));
        assert!(
            definition.prompt.len() <= 6 * 1024,
            "{}",
            definition.prompt.len()
        );
    }
}
