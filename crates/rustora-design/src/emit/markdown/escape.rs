//! Text that Markdown takes for nothing but text.
//!
//! A backslash before what could be markup, and only there, since people read the source too. Every ASCII sign may have
//! one, so too many are ugly and never wrong. What would surprise: a `$` has one as well, since GitHub sets formulas
//! between two of them.

/// Text inside a line.
pub(in super::super) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let inside_word =
            before.is_alphanumeric() && rest.peek().is_some_and(|next| next.is_alphanumeric());
        let markup = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '|' | '~' | '&' | '$' | '@' => true,
            // In the middle of a word it is a letter.
            '_' => !inside_word,
            // GitHub makes links of what looks like an address, and, above, of names behind an `@`.
            ':' => rest.peek() == Some(&'/'),
            _ => false,
        };
        if markup {
            out.push('\\');
        }
        out.push(if c.is_control() { ' ' } else { c });
        before = c;
    }
    out
}

/// The whole line, which must not start a heading, a list, a rule or a quote.
pub(super) fn start(line: &str) -> String {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mut rest = line[digits..].chars();
    let (sign, next) = (rest.next(), rest.next());
    let alone = next.is_none_or(char::is_whitespace);
    let at = match sign {
        // `99.9 %` is no list, `99. 9` is one.
        Some('.' | ')') if digits > 0 && alone => digits,
        Some('#' | '+' | '-' | '=' | '>') if digits == 0 => 0,
        _ => return line.to_owned(),
    };
    format!("{}\\{}", &line[..at], &line[at..])
}

/// A span of code, between as many backticks as it takes.
pub(super) fn code(code: &str) -> String {
    let code: String = code
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if code.trim().is_empty() {
        return text(&code);
    }
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let edge = code.starts_with(['`', ' ']) || code.ends_with(['`', ' ']);
    let pad = if edge { " " } else { "" };
    format!("{fence}{pad}{code}{pad}{fence}")
}
