//! Reads what people write for a quantity: `100k`, `10k req/s`, `5 ms`, `2 GiB`, `99.95 %`, `7 years`, `500/min`.
//!
//! It knows every unit of every kind, so that a unit of the wrong kind is told apart from a word that is none. It
//! guesses nothing: `5 m` (minutes? milliseconds?) and `10` where a rate is wanted are errors that show how to write it.
//! Units are ratios of two whole numbers rather than factors, since 153 ÷ 1000 is the `f64` nearest to 0.153 and
//! 153 × 0.001 need not be.

use super::quantity::Kind;
use crate::nearest;

/// Why a text is no quantity of the kind that is wanted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnitError {
    /// There is no number at its start.
    #[error("`{text}` starts with no number: {wanted} is written like `{example}`")]
    NoNumber {
        /// What was written.
        text: String,
        /// What is wanted.
        wanted: &'static str,
        /// How one is written.
        example: &'static str,
    },
    /// A number, and no unit.
    #[error("`{text}` has no unit: {wanted} is written like `{example}`")]
    NoUnit {
        /// What was written.
        text: String,
        /// What is wanted.
        wanted: &'static str,
        /// How one is written.
        example: &'static str,
    },
    /// A unit that nobody knows.
    #[error("`{text}`: {}", unknown(.unit, .nearest.as_deref(), .wanted, .example))]
    UnknownUnit {
        /// What was written.
        text: String,
        /// The part that is no unit.
        unit: String,
        /// The unit that was probably meant.
        nearest: Option<String>,
        /// What is wanted.
        wanted: &'static str,
        /// How one is written.
        example: &'static str,
    },
    /// A right unit of the wrong kind.
    #[error(
        "`{text}` is {found} where {wanted} is wanted (unit mix-up): write it like `{example}`"
    )]
    MixUp {
        /// What was written.
        text: String,
        /// What it is.
        found: &'static str,
        /// What is wanted.
        wanted: &'static str,
        /// How one is written.
        example: &'static str,
    },
    /// Below zero.
    #[error("`{text}` is negative: {wanted} is zero or more")]
    Negative {
        /// What was written.
        text: String,
        /// What is wanted.
        wanted: &'static str,
    },
    /// Infinite, or not a number.
    #[error("`{text}` is no finite number")]
    NotFinite {
        /// What was written.
        text: String,
    },
    /// A share of more than the whole.
    #[error("`{text}` is more than the whole: a share is written like `99.95 %`, or from 0 to 1")]
    OverOne {
        /// What was written.
        text: String,
    },
}

fn unknown(unit: &str, nearest: Option<&str>, wanted: &str, example: &str) -> String {
    match nearest {
        Some(nearest) => format!("did you mean `{nearest}`? `{unit}` is no unit"),
        None => format!("`{unit}` is no unit; {wanted} is written like `{example}`"),
    }
}

/// A unit: its names, the one that is shown first, and its size in the base unit as a fraction.
pub(super) struct Unit {
    pub(super) names: &'static [&'static str],
    pub(super) over: f64,
    pub(super) under: f64,
}

const fn unit(names: &'static [&'static str], over: f64, under: f64) -> Unit {
    Unit { names, over, under }
}

const DAY: f64 = 86_400.0;

/// Durations, longest first. A year is 365 days: leap days are below what an estimate can see.
pub(super) const TIMES: [Unit; 10] = [
    unit(&["y", "year", "years", "yr", "yrs"], 365.0 * DAY, 1.0),
    unit(&["mo", "month", "months"], 365.0 * DAY, 12.0),
    unit(&["w", "week", "weeks"], 7.0 * DAY, 1.0),
    unit(&["d", "day", "days"], DAY, 1.0),
    unit(&["h", "hour", "hours", "hr", "hrs"], 3_600.0, 1.0),
    unit(&["min", "mins", "minute", "minutes"], 60.0, 1.0),
    unit(&["s", "sec", "secs", "second", "seconds"], 1.0, 1.0),
    unit(&["ms", "msec", "millisecond", "milliseconds"], 1.0, 1e3),
    unit(&["us", "µs", "μs", "microsecond", "microseconds"], 1.0, 1e6),
    unit(&["ns", "nanosecond", "nanoseconds"], 1.0, 1e9),
];

/// Amounts of data, largest first.
pub(super) const SIZES: [Unit; 11] = [
    unit(&["PiB"], 1_125_899_906_842_624.0, 1.0),
    unit(&["PB"], 1e15, 1.0),
    unit(&["TiB"], 1_099_511_627_776.0, 1.0),
    unit(&["TB"], 1e12, 1.0),
    unit(&["GiB"], 1_073_741_824.0, 1.0),
    unit(&["GB"], 1e9, 1.0),
    unit(&["MiB"], 1_048_576.0, 1.0),
    unit(&["MB"], 1e6, 1.0),
    unit(&["KiB"], 1_024.0, 1.0),
    unit(&["kB", "KB"], 1e3, 1.0),
    unit(&["B", "byte", "bytes"], 1.0, 1.0),
];

/// What is counted, alone or in a rate. It is read and not kept: the field says what is meant.
const NOUNS: [&str; 44] = [
    "req",
    "reqs",
    "request",
    "requests",
    "msg",
    "msgs",
    "message",
    "messages",
    "event",
    "events",
    "transfer",
    "transfers",
    "tx",
    "txs",
    "transaction",
    "transactions",
    "op",
    "ops",
    "commit",
    "commits",
    "write",
    "writes",
    "read",
    "reads",
    "row",
    "rows",
    "connection",
    "connections",
    "conn",
    "conns",
    "handshake",
    "handshakes",
    "login",
    "logins",
    "user",
    "users",
    "people",
    "engineers",
    "machine",
    "machines",
    "replica",
    "replicas",
    "core",
    "cores",
];

/// Rates in one word, per second.
const RATES: [&str; 3] = ["rps", "qps", "tps"];

/// Words and letters behind a number that multiply it.
const SCALES: [(&str, f64); 8] = [
    ("k", 1e3),
    ("K", 1e3),
    ("M", 1e6),
    ("G", 1e9),
    ("thousand", 1e3),
    ("million", 1e6),
    ("billion", 1e9),
    ("bn", 1e9),
];

/// `value` when it is in the range of `kind`.
pub(super) fn in_range(kind: Kind, value: f64) -> Result<f64, UnitError> {
    checked(kind, value, &value.to_string())
}

/// Reads a quantity of `wanted`; the number in its base unit.
pub(super) fn parse(text: &str, wanted: Kind) -> Result<f64, UnitError> {
    let read = read(text, Some(wanted))?;
    let (found, value) = match read {
        // Counts and shares are the kinds that need no unit.
        Read::Bare(value) if matches!(wanted, Kind::Count | Kind::Share) => (wanted, value),
        Read::Bare(value) => {
            checked(wanted, value, text)?;
            return Err(UnitError::NoUnit {
                text: text.trim().to_owned(),
                wanted: wanted.name(),
                example: wanted.example(),
            });
        }
        Read::Of(kind, value) => (kind, value),
    };
    if found != wanted {
        return Err(UnitError::MixUp {
            text: text.trim().to_owned(),
            found: found.name(),
            wanted: wanted.name(),
            example: wanted.example(),
        });
    }
    checked(found, value, text)
}

/// Reads a quantity of whatever kind its unit says.
pub(super) fn parse_any(text: &str) -> Result<(Kind, f64), UnitError> {
    let (kind, value) = match read(text, None)? {
        Read::Bare(value) => (Kind::Count, value),
        Read::Of(kind, value) => (kind, value),
    };
    Ok((kind, checked(kind, value, text)?))
}

fn checked(kind: Kind, value: f64, text: &str) -> Result<f64, UnitError> {
    let text = || text.trim().to_owned();
    if !value.is_finite() {
        Err(UnitError::NotFinite { text: text() })
    } else if value < 0.0 {
        let wanted = kind.name();
        Err(UnitError::Negative {
            text: text(),
            wanted,
        })
    } else if value > kind.most() {
        Err(UnitError::OverOne { text: text() })
    } else {
        // Adding zero turns a negative zero into the other one.
        Ok(value + 0.0)
    }
}

/// What a text says before anybody asks for a kind.
enum Read {
    /// A number without a unit.
    Bare(f64),
    /// A number with one, in the base unit.
    Of(Kind, f64),
}

fn read(text: &str, wanted: Option<Kind>) -> Result<Read, UnitError> {
    let (number, rest) = number(text, wanted)?;
    let (number, rest) = scaled(number, rest.trim_start());
    let rest = rest.trim();
    if rest.is_empty() {
        return Ok(Read::Bare(number));
    }
    if matches!(rest, "%" | "percent" | "per cent") {
        return Ok(Read::Of(Kind::Share, number / 100.0));
    }
    if RATES.contains(&rest) {
        return Ok(Read::Of(Kind::Rate, number));
    }
    let split = rest
        .split_once('/')
        .or_else(|| rest.split_once("per "))
        .map(|(what, time)| (what.trim(), time.trim()));
    if let Some((what, time)) = split {
        return rate(number, what, time).ok_or_else(|| {
            let known_what = what.is_empty() || NOUNS.contains(&what) || of(&SIZES, what).is_some();
            let (word, words) = if known_what {
                (time, names(&TIMES))
            } else {
                let sizes = names(&SIZES);
                (what, NOUNS.into_iter().chain(sizes).collect())
            };
            no_unit(text, word, &words, wanted.unwrap_or(Kind::Rate))
        });
    }
    if let Some(unit) = of(&TIMES, rest) {
        Ok(Read::Of(Kind::Span, number * unit.over / unit.under))
    } else if let Some(unit) = of(&SIZES, rest) {
        Ok(Read::Of(Kind::Bytes, number * unit.over))
    } else if NOUNS.contains(&rest) {
        Ok(Read::Of(Kind::Count, number))
    } else {
        let words = match wanted {
            Some(Kind::Span) => names(&TIMES),
            Some(Kind::Bytes) => names(&SIZES),
            Some(Kind::Count) => SCALES.iter().map(|(name, _)| *name).chain(NOUNS).collect(),
            Some(Kind::Rate) => RATES.to_vec(),
            Some(Kind::Share) => vec!["%", "percent"],
            Some(Kind::Throughput) => Vec::new(),
            None => names(&TIMES).into_iter().chain(names(&SIZES)).collect(),
        };
        Err(no_unit(text, rest, &words, wanted.unwrap_or(Kind::Count)))
    }
}

fn rate(number: f64, what: &str, time: &str) -> Option<Read> {
    let time = of(&TIMES, time)?;
    // One per millisecond is 1 × 1000 ÷ 1 a second.
    let per_second = |number: f64| number * time.under / time.over;
    if what.is_empty() || NOUNS.contains(&what) {
        Some(Read::Of(Kind::Rate, per_second(number)))
    } else {
        let size = of(&SIZES, what)?;
        Some(Read::Of(Kind::Throughput, per_second(number * size.over)))
    }
}

/// The number at the start, and what follows.
fn number(text: &str, wanted: Option<Kind>) -> Result<(f64, &str), UnitError> {
    let text = text.trim();
    let no_number = || {
        let wanted = wanted.unwrap_or(Kind::Count);
        UnitError::NoNumber {
            text: text.to_owned(),
            wanted: wanted.name(),
            example: wanted.example(),
        }
    };
    if ["inf", "-inf", "+inf", "nan", "-nan", "+nan"]
        .iter()
        .any(|word| text.to_lowercase().starts_with(word))
    {
        return Err(UnitError::NotFinite {
            text: text.to_owned(),
        });
    }
    let mut end = 0;
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    while let Some(byte) = bytes.get(end) {
        let part = match byte {
            b'0'..=b'9' | b'.' | b'_' => true,
            b'+' | b'-' => end == 0,
            // A comma separates thousands, and nothing else.
            b',' => digit(end + 1) && digit(end + 2) && digit(end + 3) && !digit(end + 4),
            // `1e6` and `1e-6`, but not the start of `events`.
            b'e' | b'E' => digit(end + 1) || (bytes.get(end + 1) == Some(&b'-') && digit(end + 2)),
            _ => false,
        };
        if !part {
            break;
        }
        // The sign of an exponent belongs to it.
        end += if matches!(byte, b'e' | b'E') { 2 } else { 1 };
    }
    let digits = text[..end].replace(['_', ','], "");
    let value: f64 = digits.parse().map_err(|_| no_number())?;
    Ok((value, &text[end..]))
}

/// `number` with what multiplies it, and what follows that.
fn scaled(number: f64, rest: &str) -> (f64, &str) {
    for (name, scale) in SCALES {
        if let Some(after) = rest.strip_prefix(name)
            && !after.starts_with(char::is_alphanumeric)
        {
            return (number * scale, after);
        }
    }
    (number, rest)
}

/// The unit of that name.
pub(super) fn of<'a>(units: &'a [Unit], name: &str) -> Option<&'a Unit> {
    units.iter().find(|unit| unit.names.contains(&name))
}

fn names(units: &[Unit]) -> Vec<&'static str> {
    units.iter().flat_map(|unit| unit.names).copied().collect()
}

fn no_unit(text: &str, word: &str, words: &[&'static str], wanted: Kind) -> UnitError {
    UnitError::UnknownUnit {
        text: text.trim().to_owned(),
        unit: word.to_owned(),
        nearest: nearest(word, words.iter().copied()).map(str::to_owned),
        wanted: wanted.name(),
        example: wanted.example(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Bytes, Count, Measure as _, Rate, Share, Span, Throughput};

    #[test]
    fn what_people_write_is_read() {
        let rates = [
            ("10k req/s", 10_000.0),
            ("10k/s", 10_000.0),
            ("500/min", 500.0 / 60.0),
            ("2 million messages per day", 2e6 / 86_400.0),
            ("1/ms", 1_000.0),
            ("250 rps", 250.0),
            ("1e3 events/s", 1_000.0),
        ];
        for (text, value) in rates {
            assert_eq!(text.parse::<Rate>().map(Rate::get), Ok(value), "{text}");
        }
        let spans = [
            ("5 ms", 0.005),
            ("7 years", 220_752_000.0),
            ("90s", 90.0),
            ("1.5 h", 5_400.0),
        ];
        for (text, value) in spans {
            assert_eq!(text.parse::<Span>().map(Span::get), Ok(value), "{text}");
        }
        let sizes = [
            ("2 GiB", 2_147_483_648.0),
            ("1kB", 1_000.0),
            ("512 bytes", 512.0),
        ];
        for (text, value) in sizes {
            assert_eq!(text.parse::<Bytes>().map(Bytes::get), Ok(value), "{text}");
        }
        let counts = [
            ("100k", 1e5),
            ("100,000", 1e5),
            ("1_000", 1e3),
            ("2.5M users", 2.5e6),
            ("3", 3.0),
        ];
        for (text, value) in counts {
            assert_eq!(text.parse::<Count>().map(Count::get), Ok(value), "{text}");
        }
        assert_eq!("99.95 %".parse::<Share>().map(Share::get), Ok(0.9995));
        assert_eq!("0.25".parse::<Share>().map(Share::get), Ok(0.25));
        assert_eq!(
            "20 MB/s".parse::<Throughput>().map(Throughput::get),
            Ok(2e7)
        );
    }

    #[test]
    fn what_is_wrong_says_what_is_right() {
        let span = |text: &str| text.parse::<Span>().unwrap_err().to_string();
        assert_eq!(span("5 sm"), "`5 sm`: did you mean `ms`? `sm` is no unit");
        assert_eq!(
            span("2 GiB"),
            "`2 GiB` is an amount of data where a duration is wanted (unit mix-up): write it like `5 ms`"
        );
        assert_eq!(
            span("5"),
            "`5` has no unit: a duration is written like `5 ms`"
        );
        assert_eq!(
            span("-5 ms"),
            "`-5 ms` is negative: a duration is zero or more"
        );
        assert_eq!(span("-5"), "`-5` is negative: a duration is zero or more");
        assert_eq!(
            span("soon"),
            "`soon` starts with no number: a duration is written like `5 ms`"
        );
        assert_eq!(span("5 m"), "`5 m`: did you mean `mo`? `m` is no unit");
        assert_eq!(
            span("5 fortnights"),
            "`5 fortnights`: `fortnights` is no unit; a duration is written like `5 ms`"
        );
        assert_eq!(span("1e999 s"), "`1e999 s` is no finite number");
        assert_eq!(span("NaN ms"), "`NaN ms` is no finite number");
        let rate = |text: &str| text.parse::<Rate>().unwrap_err().to_string();
        assert_eq!(
            rate("10 reqs/sce"),
            "`10 reqs/sce`: did you mean `sec`? `sce` is no unit"
        );
        assert_eq!(
            rate("10 rqe/s"),
            "`10 rqe/s`: did you mean `req`? `rqe` is no unit"
        );
        assert_eq!(
            rate("10 MB/s"),
            "`10 MB/s` is data per time where a rate is wanted (unit mix-up): write it like `10k/s`"
        );
        assert_eq!(
            rate("10k"),
            "`10k` has no unit: a rate is written like `10k/s`"
        );
        let bytes = |text: &str| text.parse::<Bytes>().unwrap_err().to_string();
        assert_eq!(
            bytes("10 Mb"),
            "`10 Mb`: did you mean `MB`? `Mb` is no unit"
        );
        assert_eq!(
            bytes("2 G"),
            "`2 G` has no unit: an amount of data is written like `2 GiB`"
        );
        let share = "101 %".parse::<Share>().unwrap_err().to_string();
        assert_eq!(
            share,
            "`101 %` is more than the whole: a share is written like `99.95 %`, or from 0 to 1"
        );
        let count = |text: &str| text.parse::<Count>().unwrap_err().to_string();
        assert_eq!(
            count("1,5"),
            "`1,5`: `,5` is no unit; a count is written like `100k`"
        );
    }
}
