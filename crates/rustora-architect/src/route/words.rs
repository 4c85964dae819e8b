//! A request as words: folded, with their place in the text, their clause, and whether a command could stand there.
//!
//! It knows scripts, accents and the few words of courtesy that stand before a command, and no job. Pasted code is taken out
//! first, since `let design = …` asks for nothing. What would surprise: a character of Chinese or Japanese is a word of its own,
//! so that a phrase is a sequence of words in every language; and of a very long text only the beginning is read.

use std::ops::Range;

use rustora_design::nearest;

use super::lexicon::spelling::{KNOWN, MISSPELT, RIGHT};

/// A stretch of the request, in bytes.
pub type Span = Range<usize>;

/// How many words are read: more than a person writes, and few enough that time does not depend on what somebody pipes in.
const MOST_WORDS: usize = 1_500;

/// A word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// In lower case, without accents and apostrophes, misspellings put right.
    pub(super) text: String,
    /// Where it stands.
    pub(super) span: Span,
    /// The number of its sentence.
    pub(super) sentence: usize,
    /// The number of its clause.
    pub(super) clause: usize,
    /// Whether nothing but courtesy stands before it in its clause: `could you please review`.
    pub(super) leads: bool,
}

/// A request, read.
#[derive(Debug)]
pub(super) struct Words<'a> {
    /// As it was written.
    pub(super) raw: &'a str,
    /// What is not code.
    pub(super) all: Vec<Word>,
    /// Pasted code.
    pub(super) code: Vec<Code>,
}

/// Code that was pasted into a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Code {
    /// The language that its fence names, if any.
    pub(super) language: String,
    /// The code itself.
    pub(super) span: Span,
}

impl Words<'_> {
    /// The words before `index` in its clause, the nearest first.
    pub(super) fn before(&self, index: usize) -> impl Iterator<Item = &Word> {
        let clause = self.all.get(index).map(|word| word.clause);
        let before = self.all.get(..index).unwrap_or_default();
        before
            .iter()
            .rev()
            .take_while(move |word| Some(word.clause) == clause)
    }

    /// The bytes from the first of some words to the last.
    pub(super) fn span(&self, words: &Range<usize>) -> Span {
        match self.all.get(words.clone()) {
            Some([first, .., last]) => first.span.start..last.span.end,
            Some([only]) => only.span.clone(),
            _ => 0..0,
        }
    }
}

/// Reads a request.
pub(super) fn read(raw: &str) -> Words<'_> {
    let code = code(raw);
    let mut all = Vec::new();
    let mut at = 0;
    let mut place = Place::default();
    for code in &code {
        words(raw, at..code.span.start, &mut place, &mut all);
        place.sentence += 1;
        place.clause += 1;
        at = code.span.end;
    }
    words(raw, at..raw.len(), &mut place, &mut all);
    mark_leading(&mut all);
    Words { raw, all, code }
}

/// Where the reader is.
#[derive(Default)]
struct Place {
    sentence: usize,
    clause: usize,
}

fn words(raw: &str, part: Span, place: &mut Place, all: &mut Vec<Word>) {
    let Some(text) = raw.get(part.clone()) else {
        return;
    };
    let mut chars = text.char_indices().peekable();
    // The word that is being read, and where it began.
    let mut open: Option<(usize, String)> = None;
    let mut close = |open: &mut Option<(usize, String)>, end: usize, place: &Place| {
        if let Some((start, text)) = open.take()
            && all.len() < MOST_WORDS
        {
            all.push(Word {
                text: spelt(text),
                span: part.start + start..part.start + end,
                sentence: place.sentence,
                clause: place.clause,
                leads: false,
            });
        }
    };
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        if is_ideograph(c) {
            close(&mut open, at, place);
            open = Some((at, c.to_string()));
            close(&mut open, at + c.len_utf8(), place);
        } else if c.is_alphanumeric() {
            let (_, word) = open.get_or_insert_with(|| (at, String::new()));
            fold(c, word);
        } else if matches!(c, '\'' | '’' | 'ʼ') && next.is_some_and(char::is_alphanumeric) {
            // `don't` is one word; `l'architecture` is two.
            let elides =
                |word: &str| matches!(word, "l" | "d" | "j" | "s" | "n" | "c" | "m" | "qu");
            if open.as_ref().is_some_and(|(_, word)| elides(word)) {
                close(&mut open, at, place);
            }
        } else {
            close(&mut open, at, place);
            let ends = next.is_none_or(char::is_whitespace) || is_ideograph(c);
            match c {
                '\n' | '。' | '！' | '？' | '；' => place.sentence += 1,
                '.' | '!' | '?' | ';' if ends || c == ';' => place.sentence += 1,
                ',' | ':' if ends => {}
                '，' | '、' | '：' | '—' | '–' | '(' | ')' => {}
                _ => continue,
            }
            place.clause += 1;
        }
    }
    close(&mut open, text.len(), place);
}

/// Han, kana, and hangul: scripts that are not split at blanks, or whose words take endings.
fn is_ideograph(c: char) -> bool {
    matches!(u32::from(c), 0x3005..=0x3007 | 0x3040..=0x30ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xac00..=0xd7af | 0xf900..=0xfaff)
}

/// Adds a character in lower case and without its accent.
fn fold(c: char, word: &mut String) {
    for c in c.to_lowercase() {
        match c {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => word.push('a'),
            'è' | 'é' | 'ê' | 'ë' => word.push('e'),
            'ì' | 'í' | 'î' | 'ï' => word.push('i'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' => word.push('o'),
            'ù' | 'ú' | 'û' | 'ü' => word.push('u'),
            'ç' => word.push('c'),
            'ñ' => word.push('n'),
            'ß' => word.push_str("ss"),
            'œ' => word.push_str("oe"),
            // Wide forms of the letters and digits of ASCII.
            '\u{ff10}'..='\u{ff19}' | '\u{ff41}'..='\u{ff5a}' => {
                word.push(char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c));
            }
            _ => word.push(c),
        }
    }
}

/// A word with its letters in order.
fn spelt(word: String) -> String {
    if let Some((_, right)) = MISSPELT.iter().find(|(wrong, _)| *wrong == word) {
        return (*right).to_owned();
    }
    let is_plain = word.len() >= 5 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    if !is_plain || RIGHT.contains(&word.as_str()) || KNOWN.contains(&word.as_str()) {
        return word;
    }
    let Some(meant) = nearest(&word, KNOWN.iter().copied()) else {
        return word;
    };
    // Two words of the language are often two letters apart; a slip is one letter, or two that changed places.
    let is_slip = word.as_bytes().first() == meant.as_bytes().first()
        && word.len().abs_diff(meant.len()) <= 1
        && letters_apart(&word, meant) <= 2;
    if is_slip { meant.to_owned() } else { word }
}

/// How many letters one of two words has and the other has not.
fn letters_apart(a: &str, b: &str) -> usize {
    let count = |word: &str, letter: u8| word.bytes().filter(|byte| *byte == letter).count();
    (b'a'..=b'z')
        .map(|letter| count(a, letter).abs_diff(count(b, letter)))
        .sum()
}

fn mark_leading(all: &mut [Word]) {
    let (mut clause, mut leads) = (usize::MAX, true);
    // The word before, and whether the one before that led.
    let (mut before, mut was_leading) = ((String::new(), false), false);
    for word in all {
        if word.clause != clause {
            (clause, leads) = (word.clause, true);
        }
        // `review or redesign`: two commands, between which somebody has not decided.
        let is_other = before.1 && matches!(before.0.as_str(), "or" | "oder" | "ou");
        word.leads = leads || is_other;
        before = (word.text.clone(), was_leading);
        was_leading = word.leads;
        leads &= super::lexicon::spelling::COURTESY.contains(&word.text.as_str());
    }
}

/// The code in a request: what is fenced, or else what looks like Rust from some line on to the end.
fn code(raw: &str) -> Vec<Code> {
    let mut found = Vec::new();
    let mut rest = 0;
    while let Some(open) = fence(raw, rest).map(|at| at + 3) {
        let end = fence(raw, open);
        let body = &raw[open..end.unwrap_or(raw.len())];
        let (language, skipped) = match body.split_once('\n') {
            Some((first, _)) if !first.trim().contains(char::is_whitespace) => {
                (first.trim(), first.len() + 1)
            }
            _ => ("", 0),
        };
        let close = end.unwrap_or(raw.len());
        found.push(Code {
            language: language.to_lowercase(),
            span: open + skipped..close,
        });
        rest = end.map_or(raw.len(), |end| end + 3);
    }
    if found.is_empty() {
        found.extend(unfenced(raw));
    }
    found
}

/// The next fence that is not one in the documentation of pasted Rust.
fn fence(raw: &str, from: usize) -> Option<usize> {
    let all = raw.get(from..)?.match_indices("```");
    let mut all = all.map(|(at, _)| from + at);
    all.find(|at| {
        let line = raw[..*at].rfind('\n').map_or(0, |end| end + 1);
        !raw[line..*at].trim_start().starts_with("//")
    })
}

/// From the first line that begins like Rust, when at least two do.
fn unfenced(raw: &str) -> Option<Code> {
    const STARTS: [&str; 14] = [
        "use ",
        "pub ",
        "fn ",
        "async fn ",
        "impl ",
        "impl<",
        "struct ",
        "enum ",
        "mod ",
        "let ",
        "#[",
        "#![",
        "//",
        "}",
    ];
    let mut first = None;
    let (mut count, mut at) = (0, 0);
    for line in raw.split_inclusive('\n') {
        let trimmed = line.trim();
        let has_sign = trimmed.ends_with(['{', '}', ';', ']', ',']) || trimmed.starts_with("//");
        if has_sign && STARTS.iter().any(|start| trimmed.starts_with(start)) {
            first.get_or_insert(at);
            count += 1;
        }
        at += line.len();
    }
    let start = first.filter(|_| count >= 2)?;
    Some(Code {
        language: String::new(),
        span: start..raw.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(raw: &str) -> Vec<String> {
        read(raw).all.into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn words_are_folded_and_put_right() {
        assert_eq!(
            texts("Reveiw it, DON'T prüfen"),
            ["review", "it", "dont", "prufen"]
        );
        assert_eq!(
            texts("l'architecture 审查"),
            ["l", "architecture", "审", "查"]
        );
        assert_eq!(texts("trust the guild"), ["trust", "the", "guild"]);
    }

    #[test]
    fn code_is_not_words() {
        let words = read("is it ok?\n```rust\nlet design = 1;\n```\nthanks");
        assert_eq!(words.code.len(), 1);
        assert_eq!(&words.raw[words.code[0].span.clone()], "let design = 1;\n");
        assert!(words.all.iter().all(|word| word.text != "design"));
        let words = read("ok?\n```rust\n/// ```\n/// f();\n/// ```\nfn f() {}\n```\n");
        assert_eq!(words.code.len(), 1);
        let words = read("what is wrong?\nfn main() {\n    f();\n}\n");
        assert_eq!(
            &words.raw[words.code[0].span.clone()],
            "fn main() {\n    f();\n}\n"
        );
    }

    #[test]
    fn a_command_leads_its_clause() {
        let words = read("Hi, could you please review it and design");
        let leading = |text: &str| {
            words
                .all
                .iter()
                .find(|word| word.text == text)
                .map(|word| word.leads)
        };
        assert_eq!(leading("review"), Some(true));
        assert_eq!(leading("design"), Some(false));
    }
}
