//! Text that HTML and SVG take for nothing but text.
//!
//! Everything from a design passes here, whether it stands between tags or in an attribute, so that there is one rule and no
//! place to forget it.

/// Text between tags.
pub(super) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' => out.push(' '),
            // They have no place in HTML, and some turn the direction of what follows.
            _ if c.is_control()
                || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}') =>
                {}
            _ => out.push(c),
        }
    }
    out
}

/// The value of an attribute, which stands between double quotes.
pub(super) fn attribute(value: &str) -> String {
    text(value)
}
