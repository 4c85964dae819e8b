//! Writes a quantity so that a person likes it and the parser reads the same number again.
//!
//! Of all texts that read back exactly it takes the shortest whose number is between 1 and a million; a
//! number that no unit makes short (a third of a second) is written with all its digits in the base unit. Rounding is
//! therefore somebody else's decision, made by [`rounded`] before it comes here.

use super::parse::{self, SIZES, TIMES, Unit};
use super::quantity::Kind;

/// The shortest text that reads as exactly `value`.
pub(super) fn exact(kind: Kind, value: f64) -> String {
    let candidates = match kind {
        Kind::Count => numbers(value),
        Kind::Share => decimals(value * 100.0)
            .map(|text| format!("{text} %"))
            .collect(),
        Kind::Span => with_unit(value, &shown_times(), ""),
        Kind::Bytes => with_unit(value, &shown_sizes(), ""),
        Kind::Throughput => with_unit(value, &shown_sizes(), "/s"),
        Kind::Rate => ["s", "min", "h", "d"]
            .iter()
            .filter_map(|name| parse::of(&TIMES, name))
            .flat_map(|unit| {
                let name = unit.names[0];
                numbers(value * unit.over)
                    .into_iter()
                    .map(move |number| format!("{number}/{name}"))
            })
            .collect(),
    };
    candidates
        .into_iter()
        .filter(|text| parse::parse(text, kind) == Ok(value))
        .filter(|_| value > 0.0)
        .min_by_key(|text| clumsy(text))
        .unwrap_or_else(|| base(kind, value))
}

/// Three significant digits in the unit that [`exact`] would choose.
pub(super) fn rounded(kind: Kind, value: f64) -> f64 {
    match kind {
        Kind::Share => {
            // Of 99.951 % what matters is the 0.049 %.
            let part = format!("{:e}", value.min(1.0 - value) * 100.0);
            let exponent = part.split_once('e').and_then(|(_, e)| e.parse().ok());
            let digits = usize::try_from(2 - exponent.unwrap_or(0i32)).unwrap_or(0);
            let percent = format!("{:.digits$}", value * 100.0);
            percent
                .parse()
                .map_or(value, |percent: f64| percent / 100.0)
        }
        Kind::Count => significant(value),
        Kind::Rate => {
            let unit = ["s", "min", "h", "d"]
                .iter()
                .filter_map(|name| parse::of(&TIMES, name))
                .find(|unit| value * unit.over >= 1.0);
            unit.map_or(significant(value), |unit| {
                significant(value * unit.over) / unit.over
            })
        }
        Kind::Span => in_unit(value, &shown_times()),
        Kind::Bytes | Kind::Throughput => {
            let binary: Vec<&Unit> = shown_sizes()
                .into_iter()
                .filter(|unit| unit.names[0].contains('i') || unit.names[0] == "B")
                .collect();
            in_unit(value, &binary)
        }
    }
}

/// Rounds in the largest unit of which there is at least one.
fn in_unit(value: f64, units: &[&Unit]) -> f64 {
    let unit = units.iter().find(|unit| value >= unit.over / unit.under);
    unit.map_or(significant(value), |unit| {
        significant(value * unit.under / unit.over) * unit.over / unit.under
    })
}

/// Three significant digits.
fn significant(value: f64) -> f64 {
    format!("{value:.2e}").parse().unwrap_or(value)
}

fn shown_times() -> Vec<&'static Unit> {
    let shown = |unit: &&Unit| !matches!(unit.names[0], "w" | "mo");
    TIMES.iter().filter(shown).collect()
}

fn shown_sizes() -> Vec<&'static Unit> {
    SIZES.iter().collect()
}

fn with_unit(value: f64, units: &[&Unit], behind: &str) -> Vec<String> {
    units
        .iter()
        .flat_map(|unit| {
            let name = unit.names[0];
            decimals(value * unit.under / unit.over)
                .map(move |number| format!("{number} {name}{behind}"))
        })
        .collect()
}

/// A number plain and with the letters for thousands.
fn numbers(value: f64) -> Vec<String> {
    [("", 1.0), ("k", 1e3), ("M", 1e6), ("G", 1e9)]
        .into_iter()
        .flat_map(|(letter, scale)| {
            decimals(value / scale).map(move |number| format!("{number}{letter}"))
        })
        .collect()
}

/// A number with few digits, and with as many as it takes: the quotient by a unit may be off in the last.
fn decimals(value: f64) -> impl Iterator<Item = String> {
    // What is far away from 1 would not be chosen, and takes time.
    let near = (0.01..1e7).contains(&value);
    let few = [2, 5, 11, 14].into_iter().filter(move |_| near);
    let few = few.map(move |digits: usize| {
        let rounded: f64 = format!("{value:.digits$e}").parse().unwrap_or(value);
        rounded.to_string()
    });
    few.chain(near.then(|| value.to_string()))
}

/// How clumsy a text is: a number that is not between 1 and a million or long, then thousands of a rate that is not
/// per second, then length, where a number above 1000 counts as one longer.
fn clumsy(text: &str) -> (u8, usize) {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.');
    let (number, unit) = text.split_at(end.unwrap_or(text.len()));
    let value: f64 = number.parse().unwrap_or(0.0);
    let class = if !(1.0..1e6).contains(&value) || number.len() > 8 {
        2
    } else {
        u8::from(unit.contains('/') && !unit.ends_with("/s") && !unit.starts_with('/'))
    };
    (class, text.chars().count() + usize::from(value >= 1000.0))
}

fn base(kind: Kind, value: f64) -> String {
    match kind {
        // A share needs no unit, and times a hundred may not be what was.
        Kind::Count | Kind::Share => value.to_string(),
        Kind::Span => format!("{value} s"),
        Kind::Bytes => format!("{value} B"),
        Kind::Throughput => format!("{value} B/s"),
        Kind::Rate => format!("{value}/s"),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Bytes, Count, Measure, Quantity, Rate, Share, Span, Throughput};

    #[test]
    fn what_was_written_is_shown() {
        let same = [
            "5 ms", "30 d", "7 y", "1.5 h", "90 s", "500 ms", "10k/s", "500/min", "2 GiB", "1 GB",
            "100k", "2.5M", "99.95 %", "262144", "20 MiB/s", "0 s", "0", "250 us", "12 h",
            "3712 B", "5M/d",
        ];
        for text in same {
            let quantity: Quantity = text.parse().unwrap();
            assert_eq!(quantity.to_string(), text);
        }
    }

    #[test]
    fn rounding_keeps_three_digits_of_what_is_shown() {
        let shown = |quantity: Quantity| quantity.rounded().to_string();
        assert_eq!(shown(Span::nearest(0.153_449).into()), "153 ms");
        assert_eq!(shown(Bytes::nearest(1.234_567e9).into()), "1.15 GiB");
        assert_eq!(shown(Share::nearest(0.999_512_34).into()), "99.9512 %");
        assert_eq!(shown(Share::nearest(0.633_967).into()), "63.4 %");
        assert_eq!(shown(Count::nearest(1_234_567.0).into()), "1.23M");
        assert_eq!(shown(Rate::nearest(8.333_333).into()), "8.33/s");
        assert_eq!(shown(Throughput::nearest(1e7).into()), "9.54 MiB/s");
    }

    fn reads_back<T: Measure + std::str::FromStr + std::fmt::Debug>(value: f64) {
        let quantity = T::nearest(value);
        for quantity in [quantity, quantity.rounded()] {
            let text = quantity.to_string();
            let Ok(again) = text.parse::<T>() else {
                panic!("{text} cannot be read");
            };
            assert_eq!(again.get().to_bits(), quantity.get().to_bits(), "{text}");
            let any: Quantity = text.parse().unwrap();
            assert!(any == quantity.into() || text.chars().all(|c| c.is_ascii_digit() || c == '.'));
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_as_the_same_number(mantissa in 0.0f64..1000.0, exponent in -9i32..18) {
            let value = mantissa * 10f64.powi(exponent);
            reads_back::<Rate>(value);
            reads_back::<Span>(value);
            reads_back::<Bytes>(value);
            reads_back::<Count>(value);
            reads_back::<Throughput>(value);
            reads_back::<Share>(mantissa / 1000.0);
        }

        #[test]
        fn short_numbers_stay_short(number in 1u32..1000, unit in 0usize..8) {
            let unit = ["ms", "s", "us", "/s", " GiB", "k", "%", "/min"][unit];
            let quantity: Quantity = match format!("{number}{unit}").parse() {
                Ok(quantity) => quantity,
                // More than 100 %.
                Err(_) => return Ok(()),
            };
            prop_assert!(quantity.to_string().len() <= 9, "{quantity}");
        }
    }
}
