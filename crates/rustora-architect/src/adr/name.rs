//! Names of records' files: a number and a title.
//!
//! A name is made of a title's letters and digits, of whatever script, and nothing else, so it can neither hold a separator nor lead
//! anywhere. Numbers have at most six digits: a name that starts with eight is a date, and its file is no numbered record.

/// How long the part of a name that comes from a title may be, in bytes: most file systems end at 255.
const LENGTH: usize = 120;

/// The greatest number.
pub(super) const GREATEST: u32 = 999_999;

/// How many digits a number is written with where no other record shows it.
pub(super) const WIDTH: usize = 4;

/// The number of a record's file, and the rest of its name without `.md`; nothing for a file that is no record.
pub(super) fn number(name: &str) -> Option<(u32, &str)> {
    let stem = name.strip_suffix(".md")?;
    let is_marked = stem
        .get(..4)
        .is_some_and(|mark| mark.eq_ignore_ascii_case("adr-"));
    let stem = if is_marked { &stem[4..] } else { stem };
    let (digits, rest) = stem.split_at(digits(stem));
    if digits.is_empty() || digits.len() > 6 {
        return None;
    }
    let rest = rest
        .strip_prefix(['-', '_', ' ', '.'])
        .or(rest.is_empty().then_some(""))?;
    Some((digits.parse().ok()?, rest))
}

/// With how many digits a record's file writes its number.
pub(super) fn width(name: &str) -> usize {
    let start = name.find(|c: char| c.is_ascii_digit());
    start.map_or(WIDTH, |start| digits(&name[start..]))
}

fn digits(text: &str) -> usize {
    text.find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len())
}

/// The name of the file for a title.
pub(super) fn file(number: u32, width: usize, title: &str) -> String {
    format!("{number:0width$}-{}.md", kebab(title))
}

/// A title on one line, without what a terminal might act on.
pub(super) fn one_line(title: &str) -> String {
    let visible = |c: char| if c.is_control() { ' ' } else { c };
    let title: String = title.chars().map(visible).collect();
    title.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn kebab(title: &str) -> String {
    let mut out = String::new();
    for c in title.chars().flat_map(char::to_lowercase) {
        match c {
            // Marks that belong to the letter before them, and what says no more than "it's".
            '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' | '\'' | '’' => {}
            c if c.is_alphanumeric() => out.push(c),
            _ if out.is_empty() || out.ends_with('-') => {}
            _ => out.push('-'),
        }
    }
    if out.len() > LENGTH {
        let cut = (0..=LENGTH).rev().find(|at| out.is_char_boundary(*at));
        out.truncate(cut.unwrap_or_default());
        // Rather no word than half of one.
        if let Some(dash) = out.rfind('-') {
            out.truncate(dash);
        }
    }
    let name = out.trim_end_matches('-');
    if name.is_empty() { "decision" } else { name }.to_owned()
}

#[cfg(test)]
mod tests {
    use std::path::{Component, Path};

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_is_made_of_the_title_s_letters() {
        for (title, name) in [
            ("Use Postgres, not Redis!", "use-postgres-not-redis"),
            ("../../etc/passwd", "etc-passwd"),
            ("/absolute\\and\0so on", "absolute-and-so-on"),
            ("Größe der Ströme", "größe-der-ströme"),
            ("Re\u{301}sume\u{301} later", "resume-later"),
            ("使用 PostgreSQL", "使用-postgresql"),
            ("It's done", "its-done"),
            ("🦀", "decision"),
            ("C:\\x", "c-x"),
        ] {
            assert_eq!(file(7, 4, title), format!("0007-{name}.md"));
        }
        let long = kebab(&"wörter ".repeat(60));
        assert!(long.len() <= LENGTH && long.ends_with("wörter"), "{long}");
    }

    #[test]
    fn a_record_is_known_by_the_number_in_its_name() {
        assert_eq!(number("0001-use-x.md"), Some((1, "use-x")));
        assert_eq!(number("ADR-012_use.md"), Some((12, "use")));
        assert_eq!(number("3.md"), Some((3, "")));
        for other in [
            "README.md",
            "20240101-x.md",
            "0001-x.txt",
            "1x.md",
            "ädr-1.md",
        ] {
            assert_eq!(number(other), None, "{other}");
        }
        assert_eq!((width("adr-012-x.md"), width("template.md")), (3, 4));
    }

    proptest! {
        #[test]
        fn a_name_never_leads_out_of_its_folder(title in "\\PC{0,40}|[./\\\\:a-z ]{0,40}", number_of in 0..=GREATEST) {
            let name = file(number_of, WIDTH, &title);
            let parts: Vec<_> = Path::new(&name).components().collect();
            prop_assert!(matches!(parts[..], [Component::Normal(_)]), "{name}");
            prop_assert!(name.len() < 200 && !name.contains(['/', '\\', ':', '\0']));
            prop_assert_eq!(number(&name).map(|(number, _)| number), Some(number_of));
        }
    }
}
