//! The word that was probably meant.
//!
//! Every text that people write for this crate has a closed set of words (units, fields, ids), so a word that is not
//! among them can be answered with the one next to it. It knows neither the words nor the language; it is the
//! optimal-string-alignment distance (a swap of two neighbours counts as one mistake, since `sm` for `ms` is one).

/// The word of `words` nearest to `word`: the same but for case or dashes, or within about one mistake in three letters,
/// or one that `word` begins. Ties go to the word of like length, then to the first. `None` when nothing is near.
pub fn nearest<'a>(word: &str, words: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let plain = plain(word);
    let length = plain.len();
    if length == 0 {
        return None;
    }
    let limit = (length / 3).max(1);
    let mut best: Option<(usize, usize, &str)> = None;
    for candidate in words {
        let other = self::plain(candidate);
        let distance = distance(&plain, &other);
        let near = if distance <= limit && distance < length {
            distance
        } else if other.starts_with(&plain) {
            limit + 1
        } else {
            continue;
        };
        let key = (near, other.len().abs_diff(length));
        if best.is_none_or(|(near, gap, _)| key < (near, gap)) {
            best = Some((key.0, key.1, candidate));
        }
    }
    best.map(|(_, _, candidate)| candidate)
}

/// How a word is compared: without case, and with one kind of dash.
fn plain(word: &str) -> Vec<char> {
    word.chars()
        .flat_map(char::to_lowercase)
        .map(|c| if c == '_' { '-' } else { c })
        .collect()
}

/// Insertions, deletions, substitutions and swaps of neighbours from one word to the other.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let change = usize::from(a[i - 1] != b[j - 1]);
            row[j] = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + change);
            let swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if swapped {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_that_was_meant_is_found_and_a_far_one_is_not() {
        let words = ["ms", "s", "min", "h"];
        assert_eq!(nearest("sm", words), Some("ms"));
        assert_eq!(nearest("MS", words), Some("ms"));
        assert_eq!(nearest("fortnight", words), None);
        let fields = ["connections", "requests", "peak-factor"];
        assert_eq!(nearest("conections", fields), Some("connections"));
        assert_eq!(nearest("conn", fields), Some("connections"));
        assert_eq!(nearest("peak_factor", fields), Some("peak-factor"));
        assert_eq!(nearest("", fields), None);
    }

    #[test]
    fn a_swap_is_one_mistake() {
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        assert_eq!(distance(&chars("sm"), &chars("ms")), 1);
        assert_eq!(distance(&chars("kitten"), &chars("sitting")), 3);
        assert_eq!(distance(&chars(""), &chars("abc")), 3);
    }
}
