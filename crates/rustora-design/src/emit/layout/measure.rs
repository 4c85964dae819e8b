//! How wide text is, without a font to ask, and how it is broken into lines.
//!
//! Diagrams are set in a font in which all letters have the same width. Which one that is, the reader's machine decides: those
//! in use are between 0.55 and 0.61 of their size wide, so 0.62 leaves a little air and never too little. What is not
//! Latin may come from another font and counts as a whole square.

/// The width of a text at a size.
pub(in super::super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(em).sum::<f64>() * size
}

fn em(c: char) -> f64 {
    match c {
        '\u{0}'..='\u{24f}' | '–' | '—' | '…' | '→' => 0.62,
        '\u{300}'..='\u{36f}' => 0.0,
        _ => 1.1,
    }
}

/// The text in lines no longer than so many letters, and no more lines than that; what is too much becomes `…`.
pub(in super::super) fn wrap(text: &str, letters: u16, lines: usize) -> Vec<String> {
    let most = f64::from(letters) * 0.62;
    let long = |text: &str| width(text, 1.0) > most + 1e-9;
    let mut all: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match all.last_mut() {
            Some(line) if !long(&format!("{line} {word}")) => {
                line.push(' ');
                line.push_str(word);
            }
            _ => {
                // A word that is longer than a line is broken where the line ends.
                let mut line = String::new();
                for c in word.chars() {
                    line.push(c);
                    if long(&line) && line.chars().count() > 1 {
                        line.pop();
                        all.push(std::mem::replace(&mut line, c.to_string()));
                    }
                }
                all.push(line);
            }
        }
    }
    if all.len() > lines {
        all.truncate(lines);
        if let Some(last) = all.last_mut() {
            while long(&format!("{last}…")) && last.pop().is_some() {}
            let kept = last.trim_end_matches([' ', ',', ';', ':']).len();
            last.truncate(kept);
            last.push('…');
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_as_long_as_allowed() {
        assert_eq!(
            wrap("one statement per transfer", 18, 2),
            ["one statement per", "transfer"]
        );
        assert_eq!(
            wrap("order and outbox in one transaction", 12, 2),
            ["order and", "outbox in…"]
        );
        assert_eq!(
            wrap("Donaudampfschifffahrt", 8, 9),
            ["Donaudam", "pfschiff", "fahrt"]
        );
        assert_eq!(wrap("  ", 8, 2), Vec::<String>::new());
        for text in ["漢字漢字漢字 漢字", "a b c d e f g", "…………………"] {
            for line in wrap(text, 6, 3) {
                assert!(width(&line, 1.0) <= 6.0 * 0.62 + 1e-6, "{line}");
            }
        }
    }
}
