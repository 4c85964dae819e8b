//! Numbers as people write them: `100k`, `5,000`, `1_000`, `100.000` (German), `10 000` (French), `10万`, `ten thousand`, `half a million`.
//!
//! It knows no units; what stands behind a number is read by [`quantities`](super::quantities). A dot before three digits separates
//! thousands, unless that would turn a share into a load (`99.999`) or a fraction into a whole (`0.125`).

use super::super::words::Words;

/// A number, where it begins and where it ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Number {
    pub(super) value: f64,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether it was spelt out and small, so that it means nothing alone.
    pub(super) is_word: bool,
}

/// What multiplies a number, behind it; those of one letter directly behind it.
const SCALES: &[(&str, f64)] = &[
    ("k", 1e3),
    ("m", 1e6),
    ("b", 1e9),
    ("bn", 1e9),
    ("thousand", 1e3),
    ("million", 1e6),
    ("millions", 1e6),
    ("billion", 1e9),
    ("tausend", 1e3),
    ("millionen", 1e6),
    ("mio", 1e6),
    ("mille", 1e3),
    ("mil", 1e3),
    ("millones", 1e6),
    ("mill", 1e6),
    ("lakh", 1e5),
    ("crore", 1e7),
    ("万", 1e4),
    ("萬", 1e4),
    ("億", 1e8),
    ("亿", 1e8),
    ("千", 1e3),
    ("百", 1e2),
    ("hundred", 1e2),
];

const SMALL: &[(&str, f64)] = &[
    ("one", 1.0),
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("eleven", 11.0),
    ("twelve", 12.0),
    ("fifteen", 15.0),
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("fifty", 50.0),
    ("sixty", 60.0),
    ("seventy", 70.0),
    ("eighty", 80.0),
    ("ninety", 90.0),
    ("hundred", 100.0),
    ("zehn", 10.0),
    ("hundert", 100.0),
    ("dix", 10.0),
    ("cent", 100.0),
    ("diez", 10.0),
    ("cien", 100.0),
    ("zwei", 2.0),
    ("drei", 3.0),
    ("vier", 4.0),
    ("funf", 5.0),
    ("deux", 2.0),
    ("trois", 3.0),
    ("dos", 2.0),
    ("tres", 3.0),
    ("half", 0.5),
    ("一", 1.0),
    ("两", 2.0),
    ("十", 10.0),
    ("couple", 2.0),
    ("dozen", 12.0),
];

/// The number that begins with the word at `index`.
pub(super) fn at(words: &Words<'_>, index: usize) -> Option<Number> {
    let word = words.all.get(index)?;
    let start = word.span.start;
    if !word.text.starts_with(|c: char| c.is_ascii_digit()) {
        return spelt(words, index);
    }
    // `v1`, `HEAD~3`, `eu-west-1`, the second half of `1.5`.
    let before = words.raw.get(..start)?;
    let mut backwards = before.chars().rev();
    let (last, earlier) = (backwards.next(), backwards.next());
    let is_inside = match last {
        Some('~' | '^' | '_' | '/' | '@' | '#') => true,
        Some('-' | '.' | ',') => earlier.is_some_and(|c| c.is_ascii_alphanumeric()),
        _ => false,
    };
    if is_inside {
        return None;
    }
    let (value, end) = digits(words.raw, start)?;
    let (value, end) = scaled(words, value, end);
    Some(Number {
        value,
        start,
        end,
        is_word: false,
    })
}

/// Digits with what separates them.
fn digits(raw: &str, start: usize) -> Option<(f64, usize)> {
    let bytes = raw.as_bytes();
    let run = |from: usize| {
        bytes.get(from..).map_or(0, |rest| {
            rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
        })
    };
    let mut end = start + run(start);
    let mut text = raw.get(start..end)?.to_owned();
    loop {
        let separator = *bytes.get(end).unwrap_or(&0);
        let behind = run(end + 1);
        let groups = behind == 3 && text.len() <= 3
            || behind == 3 && text.len() > 3 && text.bytes().all(|byte| byte.is_ascii_digit());
        let is_whole = !text.contains('.') && !text.starts_with('0');
        match separator {
            b'_' if behind > 0 => {}
            b',' | b' ' if groups && is_whole => {}
            b'.' if groups && is_whole && !text.starts_with("99") => {}
            b'.' | b',' if behind > 0 && !text.contains('.') => text.push('.'),
            _ => break,
        }
        text += raw.get(end + 1..end + 1 + behind)?;
        end += 1 + behind;
        if end - start > 40 {
            return None;
        }
    }
    Some((text.parse().ok()?, end))
}

/// With the scale behind it.
fn scaled(words: &Words<'_>, value: f64, end: usize) -> (f64, usize) {
    let rest = words.raw.get(end..).unwrap_or_default();
    let attached: String = rest.chars().take_while(char::is_ascii_alphabetic).collect();
    if !attached.is_empty() {
        let scale = match attached.as_str() {
            // `5m` is five minutes as often as five millions; only what follows tells.
            "m" => counts_people(words, end + 1).then_some(1e6),
            "k" | "K" => Some(1e3),
            "M" | "mio" | "Mio" => Some(1e6),
            "B" | "b" => counts_people(words, end + 1).then_some(1e9),
            "bn" => Some(1e9),
            _ => None,
        };
        return scale.map_or((value, end), |scale| (value * scale, end + attached.len()));
    }
    let mut out = (value, end);
    for word in words
        .all
        .iter()
        .filter(|word| word.span.start >= end)
        .take(2)
    {
        let gap = words.raw.get(out.1..word.span.start).unwrap_or("x");
        let scale = SCALES
            .iter()
            .find(|(name, _)| *name == word.text && (name.len() > 2 || *name == "bn"));
        match scale {
            Some((_, scale)) if gap.trim_matches([' ', '\u{a0}', '-', '.']).is_empty() => {
                out = (out.0 * scale, word.span.end);
            }
            _ => break,
        }
    }
    out
}

/// Whether what is counted behind `at` is counted in millions rather than minutes.
fn counts_people(words: &Words<'_>, at: usize) -> bool {
    let next = words
        .all
        .iter()
        .filter(|word| word.span.start >= at)
        .take(3);
    let mut next = next.map(|word| super::quantities::label(&word.text));
    next.any(|label| label.is_some())
}

/// `ten thousand`, `a million`, `half a million`, `five`.
fn spelt(words: &Words<'_>, index: usize) -> Option<Number> {
    let first = words.all.get(index)?;
    let small = |text: &str| {
        SMALL
            .iter()
            .find(|(name, _)| *name == text)
            .map(|(_, value)| *value)
    };
    let scale = |text: &str| {
        SCALES
            .iter()
            .find(|(name, _)| name.len() > 2 && *name == text)
            .map(|(_, scale)| *scale)
    };
    let (mut total, mut current): (f64, Option<f64>) = (0.0, None);
    let (mut at, mut end, mut has_scale) = (index, first.span.end, false);
    if matches!(
        first.text.as_str(),
        "a" | "an" | "eine" | "einer" | "un" | "una"
    ) {
        scale(&words.all.get(index + 1)?.text)?;
        (current, at) = (Some(1.0), index + 1);
    }
    while let Some(word) = words.all.get(at).filter(|word| word.clause == first.clause) {
        let text = word.text.as_str();
        if text == "hundred" && current.is_some() {
            current = current.map(|value| value * 100.0);
        } else if let Some(value) = small(text).filter(|_| !has_scale) {
            current = Some(current.unwrap_or(0.0) + value);
        } else if let (Some(scale), Some(value)) = (scale(text), current) {
            total += value * scale;
            current = None;
            has_scale = true;
        } else if !(matches!(text, "a" | "of" | "and")
            && current.is_some()
            && words
                .all
                .get(at + 1)
                .is_some_and(|next| scale(&next.text).is_some()))
        {
            break;
        }
        end = word.span.end;
        at += 1;
    }
    let value = total + current.unwrap_or(0.0);
    (at > index && value > 0.0).then_some(Number {
        value,
        start: first.span.start,
        end,
        is_word: !has_scale,
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::words::read;
    use super::*;

    #[test]
    fn numbers_as_people_write_them() {
        let all = [
            ("100k connections", 1e5),
            ("5,000 requests", 5e3),
            ("1_000", 1e3),
            ("100.000 Verbindungen", 1e5),
            ("10 000 utilisateurs", 1e4),
            ("1.5M users", 1.5e6),
            ("1,5 Mio", 1.5e6),
            ("10万并发", 1e5),
            ("ten thousand", 1e4),
            ("a million users", 1e6),
            ("half a million", 5e5),
            ("two hundred thousand", 2e5),
            ("100 thousand", 1e5),
            ("10m users", 1e7),
            ("99.999 %", 99.999),
            ("0.125 s", 0.125),
            ("12,345,678", 12_345_678.0),
            ("five", 5.0),
        ];
        for (text, value) in all {
            let words = read(text);
            let found = at(&words, 0).map(|number| number.value);
            assert_eq!(found, Some(value), "{text}");
        }
        for text in ["v1.2", "release-2", "HEAD~3"] {
            let words = read(text);
            let last = words.all.len() - 1;
            assert_eq!(at(&words, last), None, "{text}");
        }
    }
}
