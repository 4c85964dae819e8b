//! What is to be remembered or forgotten, out of a request in a person's own words.

/// What a request wants of the memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Keep this.
    Remember(String),
    /// Take away what says this.
    Forget(String),
    /// Show what is known; of this, where it is said.
    Recall(Option<String>),
}

/// What people begin with out of courtesy.
const COURTESY: [&str; 14] = [
    "please",
    "can you",
    "could you",
    "would you",
    "will you",
    "hey",
    "ok",
    "okay",
    "also",
    "and",
    "rustora",
    "bitte",
    "por favor",
    "s'il te plaît",
];

/// How a wish to remember begins. A longer one stands before what it begins with.
const REMEMBER: [&str; 31] = [
    "remember for next time that",
    "remember that",
    "remember to",
    "remember",
    "memorize that",
    "memorize",
    "memorise that",
    "memorise",
    "keep in mind that",
    "keep in mind",
    "note that",
    "note",
    "save that",
    "save for later that",
    "record that",
    "don't forget that",
    "don't forget to",
    "do not forget that",
    "never forget that",
    "from now on",
    "merke dir dass",
    "merke dir",
    "merk dir dass",
    "merk dir",
    "ab jetzt",
    "ab sofort",
    "souviens-toi que",
    "rappelle-toi que",
    "recuerda que",
    "记住",
    "覚えて",
];

/// How a wish to forget begins.
const FORGET: [&str; 17] = [
    "forget what i said about",
    "forget everything about",
    "forget all about",
    "forget about",
    "forget that",
    "forget",
    "stop remembering that",
    "stop remembering",
    "no longer remember that",
    "unremember",
    "vergiss dass",
    "vergiss",
    "oublie que",
    "oublie",
    "olvida que",
    "olvida",
    "忘记",
];

/// How a question about the memory names what it asks for.
const ABOUT: [&str; 5] = [
    "remember about",
    "know about",
    "remembered about",
    "memory of",
    "memory about",
];

/// Takes a request apart that was found to be about the memory.
pub fn wish(request: &str) -> Wish {
    let mut rest = request.trim();
    while let Some(behind) = COURTESY.iter().find_map(|start| behind(rest, start)) {
        rest = behind;
    }
    let behind = |starts: &[&str]| starts.iter().find_map(|start| behind(rest, start));
    if let Some(what) = behind(&FORGET) {
        return Wish::Forget(without_courtesy(what).to_owned());
    }
    if let Some(what) = behind(&REMEMBER) {
        return Wish::Remember(sentence(what));
    }
    let lower = rest.to_lowercase();
    let is_question = rest.trim_end().ends_with('?')
        || ["what", "which", "do you", "show", "list", "tell"]
            .iter()
            .any(|start| lower.starts_with(start));
    if !is_question {
        return Wish::Remember(sentence(rest));
    }
    let about = ABOUT.iter().find_map(|mark| {
        let at = lower.find(mark)?;
        rest.get(at + mark.len()..)
    });
    let about = about.map(|about| {
        about
            .trim_matches(|c: char| !c.is_alphanumeric())
            .to_owned()
    });
    Wish::Recall(about.filter(|about| !about.is_empty()))
}

/// What stands behind a beginning and its comma or colon, if the text begins so, in any case.
fn behind<'a>(text: &'a str, start: &str) -> Option<&'a str> {
    let mut rest = text;
    // Word by word, since people put a comma between them.
    for word in start.split(' ') {
        let head = rest.get(..word.len())?;
        if head.to_lowercase() != word {
            return None;
        }
        rest = rest[word.len()..].trim_start_matches([' ', ',', ':', '\n', '：', '，']);
    }
    let at = text.len() - rest.len();
    let before = text[..at].chars().next_back();
    // The beginning of a longer word is another word, except where no spaces are written.
    let ends = before.is_some_and(|c| !c.is_alphanumeric() || !c.is_ascii()) || rest.is_empty();
    ends.then_some(rest)
}

fn without_courtesy(text: &str) -> &str {
    let text = text.trim().trim_end_matches(['.', '!']);
    let lower = text.to_lowercase();
    let end = [", please", " please"]
        .iter()
        .find_map(|word| lower.strip_suffix(word));
    end.map_or(text, |end| &text[..end.len()])
}

fn sentence(text: &str) -> String {
    let text = without_courtesy(text);
    let mut chars = text.chars();
    // A name of code keeps its case.
    let is_code = text
        .split(' ')
        .next()
        .is_some_and(|word| word.contains(['_', ':', '(', '.', '/', '-']));
    match chars.next() {
        Some(first) if !is_code => first.to_uppercase().chain(chars).collect(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wished_is_taken_out_of_the_request() {
        let remember = |text: &str| Wish::Remember(text.to_owned());
        let forget = |text: &str| Wish::Forget(text.to_owned());
        for (request, wanted) in [
            (
                "remember that we use NATS, not Kafka",
                remember("We use NATS, not Kafka"),
            ),
            (
                "Please remember: never auto-commit.",
                remember("Never auto-commit"),
            ),
            (
                "remember to run cargo xtask tidy before a commit, please",
                remember("Run cargo xtask tidy before a commit"),
            ),
            (
                "remember sqlx_offline is set in CI",
                remember("sqlx_offline is set in CI"),
            ),
            (
                "Keep in mind that the staging database is small",
                remember("The staging database is small"),
            ),
            ("From now on, use tabs", remember("Use tabs")),
            ("always use nextest", remember("Always use nextest")),
            (
                "don't forget that invoices are immutable",
                remember("Invoices are immutable"),
            ),
            (
                "Merke dir, dass Tests nextest brauchen",
                remember("Tests nextest brauchen"),
            ),
            ("记住：我们用 NATS", remember("我们用 NATS")),
            ("forget what I said about Kafka", forget("Kafka")),
            (
                "Could you please forget the pool size?",
                forget("the pool size?"),
            ),
            ("stop remembering that we use tabs", forget("we use tabs")),
            (
                "What do you remember about the pool?",
                Wish::Recall(Some("the pool".to_owned())),
            ),
            ("show your memory", Wish::Recall(None)),
        ] {
            assert_eq!(wish(request), wanted, "{request}");
        }
    }

    #[test]
    fn the_longer_beginning_is_asked_first() {
        for list in [&REMEMBER[..], &FORGET] {
            for (index, start) in list.iter().enumerate() {
                let hidden = list[..index]
                    .iter()
                    .find(|before| start.starts_with(&format!("{before} ")));
                assert_eq!(hidden, None, "{start}");
            }
        }
    }
}
