//! An answer to an open question, put into the brief.

use toml::{Table, Value};

use crate::WrittenError;

use super::Brief;

impl Brief {
    /// The brief in which `field` (`load.connections`, as questions name it) is stated to be `answer`, and what follows from it assumed
    /// anew. Its lines are those of [`Brief::to_toml`].
    ///
    /// # Errors
    ///
    /// When the answer is not of the field's kind, or contradicts what is stated; the brief is then as it was.
    pub fn answered(&self, field: &str, answer: &str) -> Result<Self, Vec<WrittenError>> {
        let text = self.to_toml().unwrap_or_default();
        let mut brief: Table = text.parse().unwrap_or_default();
        let mut table = &mut brief;
        let mut names = field.split('.').peekable();
        while let Some(name) = names.next() {
            if names.peek().is_none() {
                table.insert(name.to_owned(), Value::String(answer.trim().to_owned()));
                break;
            }
            let inner = table
                .entry(name)
                .or_insert_with(|| Value::Table(Table::new()));
            let Value::Table(inner) = inner else { break };
            table = inner;
        }
        // Tables of TOML are written so that they can be read.
        Self::from_toml(&toml::to_string(&brief).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::{Count, Rate};

    #[test]
    fn an_answer_is_stated_and_what_follows_from_it_assumed_anew() {
        let text = "schema = \"rustora.brief/1\"\nname = \"x\"\narchetype = \"connection-api\"\n";
        let brief = Brief::from_toml(text).unwrap();
        let answered = brief.answered("load.connections", " 40k ").unwrap();
        assert_eq!(answered.load.connections.value, Count::whole(40_000));
        assert!(!answered.load.connections.is_assumed());
        // Each asks once in twenty seconds.
        assert_eq!(answered.load.requests.value, Rate::per_second(2_000));
        let again = answered.answered("load.requests", "10/s").unwrap();
        assert!(!again.load.connections.is_assumed() && !again.load.requests.is_assumed());
        let wrong = brief.answered("load.connections", "5 ms").unwrap_err();
        assert!(wrong[0].to_string().contains("connections"), "{}", wrong[0]);
    }
}
