//! The kinds of quantity, one type each, and [`Quantity`] for where the kind is only known at run time.
//!
//! The types share one shape (a macro writes it), and differ in what they may be multiplied with: only products and
//! quotients that mean something exist. Arithmetic that could leave the range (infinite, not a number) is answered
//! with the nearest value inside it, so that a sum never has to be unwrapped; [`Measure::new`] is where such a value is
//! refused.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::display;
use super::parse::{self, UnitError};

/// What a number measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Events in a time; base unit: per second.
    Rate,
    /// A duration; base unit: second.
    Span,
    /// An amount of data; base unit: byte.
    Bytes,
    /// How many, or how many times.
    Count,
    /// A part of a whole, from 0 to 1.
    Share,
    /// Data in a time; base unit: byte per second.
    Throughput,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::Rate,
        Self::Span,
        Self::Bytes,
        Self::Count,
        Self::Share,
        Self::Throughput,
    ];

    /// The kind as a message names it, with its article.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rate => "a rate",
            Self::Span => "a duration",
            Self::Bytes => "an amount of data",
            Self::Count => "a count",
            Self::Share => "a share",
            Self::Throughput => "data per time",
        }
    }

    /// How one is written.
    pub const fn example(self) -> &'static str {
        match self {
            Self::Rate => "10k/s",
            Self::Span => "5 ms",
            Self::Bytes => "2 GiB",
            Self::Count => "100k",
            Self::Share => "99.95 %",
            Self::Throughput => "20 MiB/s",
        }
    }

    /// The largest value in the base unit.
    pub(super) const fn most(self) -> f64 {
        match self {
            Self::Share => 1.0,
            _ => f64::MAX,
        }
    }
}

/// What all quantities can do.
pub trait Measure: Copy + PartialOrd + fmt::Display + Into<Quantity> {
    /// The kind.
    const KIND: Kind;

    /// From a number in the base unit.
    ///
    /// # Errors
    ///
    /// When it is negative, infinite, not a number or, for a share, above 1.
    fn new(value: f64) -> Result<Self, UnitError>;

    /// The number in the base unit, as near to `value` as the kind allows (not a number becomes 0).
    #[must_use]
    fn nearest(value: f64) -> Self;

    /// The number in the base unit.
    fn get(self) -> f64;

    /// Whether it is at least `other`, where a difference in the twelfth digit is taken for rounding: three times 0.3
    /// reaches 0.9.
    fn reaches(self, other: Self) -> bool {
        self.get() >= other.get() * (1.0 - 1e-12)
    }

    /// The same with three significant digits in the unit in which it is shown; a share near 1 keeps three of what is
    /// missing to 1.
    #[must_use]
    fn rounded(self) -> Self {
        Self::nearest(display::rounded(Self::KIND, self.get()))
    }
}

/// A value brought into the range of its kind.
fn clamp(kind: Kind, value: f64) -> f64 {
    if value.is_nan() {
        0.0
    } else {
        // Adding zero turns a negative zero into the other one.
        value.clamp(0.0, kind.most()) + 0.0
    }
}

macro_rules! quantities {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        ///
        /// Finite and not negative. `Display` writes the shortest text that reads as the same number again.
        #[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
        pub struct $name(f64);

        impl Measure for $name {
            const KIND: Kind = Kind::$name;

            fn new(value: f64) -> Result<Self, UnitError> {
                parse::in_range(Kind::$name, value).map(Self)
            }

            fn nearest(value: f64) -> Self {
                Self(clamp(Kind::$name, value))
            }

            fn get(self) -> f64 {
                self.0
            }
        }

        impl $name {
            /// Zero.
            pub const ZERO: Self = Self(0.0);
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&display::exact(Kind::$name, self.0))
            }
        }

        impl FromStr for $name {
            type Err = UnitError;

            fn from_str(text: &str) -> Result<Self, UnitError> {
                parse::parse(text, Kind::$name).map(Self)
            }
        }

        impl From<$name> for Quantity {
            fn from(value: $name) -> Self {
                Self { kind: Kind::$name, value: value.0 }
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = Written::deserialize(deserializer)?.text();
                text.parse().map_err(de::Error::custom)
            }
        }
    )*};
}

quantities! {
    /// Events per second: requests, messages, transfers, failures.
    Rate;
    /// A duration in seconds. A year has 365 days and a month a twelfth of them.
    Span;
    /// An amount of data in bytes. `kB` is 1,000 and `KiB` is 1,024.
    Bytes;
    /// How many, or how many times; between the steps of a calculation not always whole.
    Count;
    /// A part of a whole: availability, utilisation, a hit rate. From 0 to 1.
    Share;
    /// Data per second, in bytes.
    Throughput;
}

impl Rate {
    /// So many a second.
    pub const fn per_second(count: u32) -> Self {
        Self(count as f64)
    }

    /// How many come in a time.
    #[must_use]
    pub fn during(self, span: Span) -> Count {
        Count::nearest(self.0 * span.0)
    }

    /// So many times as often.
    #[must_use]
    pub fn times(self, factor: Count) -> Self {
        Self::nearest(self.0 * factor.0)
    }

    /// The data that flows when each event carries `size`.
    #[must_use]
    pub fn of(self, size: Bytes) -> Throughput {
        Throughput::nearest(self.0 * size.0)
    }
}

impl Span {
    /// So many microseconds.
    pub const fn micros(count: u32) -> Self {
        Self(count as f64 / 1e6)
    }

    /// So many milliseconds.
    pub const fn millis(count: u32) -> Self {
        Self(count as f64 / 1e3)
    }

    /// So many seconds.
    pub const fn seconds(count: u32) -> Self {
        Self(count as f64)
    }

    /// So many times as long.
    #[must_use]
    pub fn times(self, factor: Count) -> Self {
        Self::nearest(self.0 * factor.0)
    }

    /// Both, one after the other.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self::nearest(self.0 + other.0)
    }
}

impl Bytes {
    /// So many bytes.
    pub const fn whole(count: u32) -> Self {
        Self(count as f64)
    }

    /// So many times as much.
    #[must_use]
    pub fn times(self, factor: Count) -> Self {
        Self::nearest(self.0 * factor.0)
    }

    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self::nearest(self.0 + other.0)
    }
}

impl Count {
    /// So many.
    pub const fn whole(count: u32) -> Self {
        Self(count as f64)
    }

    /// So many hundredths: 150 is one and a half.
    pub const fn hundredths(count: u32) -> Self {
        Self(count as f64 / 100.0)
    }

    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self::nearest(self.0 + other.0)
    }

    /// One for each of the other.
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        Self::nearest(self.0 * other.0)
    }

    /// The next whole number that is not smaller. What is above one by less than a billionth part counts as that one:
    /// it is the rounding of a quotient.
    #[must_use]
    pub fn up(self) -> Self {
        Self::nearest((self.0 * (1.0 - 1e-9)).ceil())
    }
}

impl Share {
    /// The whole.
    pub const ALL: Self = Self(1.0);

    /// So many hundredths; above 100 it is the whole.
    pub const fn percent(count: u32) -> Self {
        Self(if count > 100 { 100 } else { count } as f64 / 100.0)
    }

    /// What is missing to the whole.
    #[must_use]
    pub fn rest(self) -> Self {
        Self::nearest(1.0 - self.0)
    }

    /// Both at once, when neither depends on the other.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self::nearest(self.0 * other.0)
    }
}

/// A quantity whose kind is known at run time. Two of different kinds have no order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantity {
    kind: Kind,
    value: f64,
}

impl Quantity {
    /// What it measures.
    pub const fn kind(self) -> Kind {
        self.kind
    }

    /// The number in the kind's base unit.
    pub const fn get(self) -> f64 {
        self.value
    }

    /// The same, as the type of its kind; `None` when it measures something else.
    pub fn of<T: Measure>(self) -> Option<T> {
        (self.kind == T::KIND).then(|| T::nearest(self.value))
    }

    /// [`Measure::rounded`].
    #[must_use]
    pub fn rounded(self) -> Self {
        let value = clamp(self.kind, display::rounded(self.kind, self.value));
        Self { value, ..self }
    }
}

impl PartialOrd for Quantity {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        (self.kind == other.kind)
            .then(|| self.value.partial_cmp(&other.value))
            .flatten()
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&display::exact(self.kind, self.value))
    }
}

impl FromStr for Quantity {
    type Err = UnitError;

    /// The unit says the kind; a number without any is a count.
    fn from_str(text: &str) -> Result<Self, UnitError> {
        let (kind, value) = parse::parse_any(text)?;
        Ok(Self { kind, value })
    }
}

impl Serialize for Quantity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Quantity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Written::deserialize(deserializer)?.text();
        text.parse().map_err(de::Error::custom)
    }
}

/// A quantity as a file holds it: as text, or as a bare number where no unit is needed.
#[derive(Deserialize)]
#[serde(
    untagged,
    expecting = "a quantity as text, such as \"5 ms\", or a number"
)]
pub(super) enum Written {
    Whole(i64),
    Broken(f64),
    Text(String),
}

impl Written {
    pub(super) fn text(self) -> String {
        match self {
            Self::Whole(number) => number.to_string(),
            Self::Broken(number) => number.to_string(),
            Self::Text(text) => text,
        }
    }
}
