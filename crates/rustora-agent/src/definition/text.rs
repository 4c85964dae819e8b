//! A file's bytes as the front matter and the prompt below it.
//!
//! What YAML and people do not need is taken out first: a byte order mark, NUL and other control characters, carriage returns.
//! Line breaks are put right without a word, since every loader does that. The front matter is found by its lines, `---` above and
//! below, never by a `---` somewhere in a value.

use super::problem::{Kind, Level, Problem};

/// How large a definition may be, in bytes. The longest of 854 public ones has 34 KB.
pub const MOST_BYTES: u64 = 1 << 20;

/// A file, taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Parts {
    /// What stands between the lines `---`, with `\n` only.
    pub(super) front: String,
    /// The number of its first line.
    pub(super) first: u32,
    /// What stands below.
    pub(super) body: String,
}

/// Takes a file apart; what was put right is told in `problems`.
pub(super) fn parts(bytes: &[u8], problems: &mut Vec<Problem>) -> Result<Parts, Problem> {
    if bytes.len() as u64 > MOST_BYTES {
        return Err(too_large(bytes.len() as u64));
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        let todo = "save it as UTF-8";
        let error = Problem::new(1, Level::Error, Kind::Bytes, "this is UTF-16", todo);
        return Err(error);
    }
    let text = decoded(bytes, problems);
    let text = cleaned(&text, problems);
    let mut lines = text.split('\n').enumerate();
    let mut open = lines
        .by_ref()
        .skip_while(|(_, line)| line.trim().is_empty());
    let Some((start, _)) = open.next().filter(|(_, line)| is_fence(line)) else {
        return Err(Problem::new(
            1,
            Level::Note,
            Kind::NoFrontMatter,
            "this is no definition: it has no front matter",
            "if an agent is meant, begin the file with the lines `---`, `name: …`, `description: …`, `---`",
        ));
    };
    if start > 0 {
        problems.push(Problem::warning(
            1,
            Kind::Bytes,
            "there are empty lines above the front matter",
            "let the file begin with `---`",
        ));
    }
    let Some((end, _)) = lines.find(|(_, line)| is_fence(line)) else {
        return Err(Problem::new(
            number(start),
            Level::Error,
            Kind::NoFrontMatter,
            "the front matter has no end",
            "write a line `---` below its last field",
        ));
    };
    let between = |from: usize, to: usize| {
        let lines: Vec<&str> = text.split('\n').skip(from).take(to - from).collect();
        lines.join("\n")
    };
    Ok(Parts {
        front: between(start + 1, end),
        first: number(start + 1),
        body: between(end + 1, usize::MAX).trim().to_owned(),
    })
}

pub(crate) fn too_large(size: u64) -> Problem {
    Problem::new(
        1,
        Level::Error,
        Kind::Unreadable,
        format!("it has {size} bytes, and a definition has at most {MOST_BYTES}"),
        "move what is not needed in every prompt to another file, and name that file in the prompt",
    )
}

fn number(index: usize) -> u32 {
    u32::try_from(index + 1).unwrap_or(u32::MAX)
}

fn is_fence(line: &str) -> bool {
    line.trim_end() == "---"
}

/// The line, from 1, in which byte `at` stands.
fn line_of(text: &[u8], at: usize) -> u32 {
    let before = text.get(..at).unwrap_or(text);
    number(before.split(|byte| *byte == b'\n').count() - 1)
}

fn decoded(bytes: &[u8], problems: &mut Vec<Problem>) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(error) => {
            problems.push(Problem::warning(
                line_of(bytes, error.valid_up_to()),
                Kind::Bytes,
                "this is not UTF-8; what cannot be read was replaced",
                "save the file as UTF-8",
            ));
            String::from_utf8_lossy(bytes).into_owned()
        }
    }
}

fn cleaned(text: &str, problems: &mut Vec<Problem>) -> String {
    let is_bad = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{85}');
    let plain = text.strip_prefix('\u{feff}').unwrap_or(text);
    let plain = plain.replace("\r\n", "\n").replace('\r', "\n");
    let Some(at) = plain.find(is_bad) else {
        return plain;
    };
    let count = plain.chars().filter(|c| is_bad(*c)).count();
    let first = plain[at..].chars().next().unwrap_or_default();
    let what = if first == '\0' {
        "NUL bytes".to_owned()
    } else {
        format!("control characters such as U+{:04X}", u32::from(first))
    };
    problems.push(Problem::warning(
        line_of(plain.as_bytes(), at),
        Kind::Bytes,
        format!("there are {what} in the text, {count} in all; they were taken out"),
        "delete them; an editor that shows invisible characters finds them",
    ));
    plain.replace(is_bad, "")
}
