//! A quantity with the interval around it.
//!
//! Low, expected and high are three scenarios, not a confidence interval: nobody knows the distribution of a vendor's
//! number. What is computed from them is exact at the ends when the function is monotone in each input, so the caller
//! says in which direction it is ([`Estimate::rising`], [`Estimate::falling`], [`Estimate::with`], [`Estimate::against`]);
//! a function that is not monotone has no place here. The order is a property of the type: there is no way to make one
//! whose low is above its high.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::parse::UnitError;
use super::quantity::{Measure, Quantity, Written};

/// Low ≤ expected ≤ high. Written as `5 ms`, or `2 ms .. 5 ms .. 20 ms`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate<T> {
    low: T,
    expected: T,
    high: T,
}

/// Why three quantities are no estimate.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EstimateError {
    /// They are in the wrong order, or of different kinds.
    #[error("`{low} .. {expected} .. {high}` is not in the order low, expected, high of one kind")]
    Order {
        /// The first.
        low: String,
        /// The second.
        expected: String,
        /// The third.
        high: String,
    },
    /// Not one part and not three.
    #[error("`{text}` is neither one quantity nor `low .. expected .. high`")]
    Parts {
        /// What was written.
        text: String,
    },
    /// A part that is no quantity.
    #[error(transparent)]
    Unit(#[from] UnitError),
}

impl<T: Copy + PartialOrd + fmt::Display> Estimate<T> {
    /// From three quantities.
    ///
    /// # Errors
    ///
    /// When they are not in order.
    pub fn new(low: T, expected: T, high: T) -> Result<Self, EstimateError> {
        if low <= expected && expected <= high {
            Ok(Self {
                low,
                expected,
                high,
            })
        } else {
            Err(EstimateError::Order {
                low: low.to_string(),
                expected: expected.to_string(),
                high: high.to_string(),
            })
        }
    }
}

impl<T: Copy + PartialOrd> Estimate<T> {
    /// What is known, or required: no interval.
    pub const fn exactly(value: T) -> Self {
        Self {
            low: value,
            expected: value,
            high: value,
        }
    }

    /// The three in whatever order they come.
    #[must_use]
    pub fn around(a: T, b: T, c: T) -> Self {
        let (a, b) = if b < a { (b, a) } else { (a, b) };
        let (b, c) = if c < b { (c, b) } else { (b, c) };
        let (a, b) = if b < a { (b, a) } else { (a, b) };
        Self {
            low: a,
            expected: b,
            high: c,
        }
    }

    /// The low scenario.
    pub const fn low(&self) -> T {
        self.low
    }

    /// The expected one.
    pub const fn expected(&self) -> T {
        self.expected
    }

    /// The high scenario.
    pub const fn high(&self) -> T {
        self.high
    }

    /// Whether there is no interval.
    pub fn is_exact(&self) -> bool {
        self.low == self.high
    }

    /// What becomes of it under a function that never falls.
    #[must_use]
    pub fn rising<U: Copy + PartialOrd>(&self, f: impl Fn(T) -> U) -> Estimate<U> {
        Estimate::around(f(self.low), f(self.expected), f(self.high))
    }

    /// What becomes of it under a function that never rises.
    #[must_use]
    pub fn falling<U: Copy + PartialOrd>(&self, f: impl Fn(T) -> U) -> Estimate<U> {
        Estimate::around(f(self.high), f(self.expected), f(self.low))
    }

    /// What becomes of both under a function that falls in neither.
    #[must_use]
    pub fn with<V: Copy + PartialOrd, U: Copy + PartialOrd>(
        &self,
        other: &Estimate<V>,
        f: impl Fn(T, V) -> U,
    ) -> Estimate<U> {
        Estimate::around(
            f(self.low, other.low),
            f(self.expected, other.expected),
            f(self.high, other.high),
        )
    }

    /// What becomes of both under a function that does not fall in the first and does not rise in the second.
    #[must_use]
    pub fn against<V: Copy + PartialOrd, U: Copy + PartialOrd>(
        &self,
        other: &Estimate<V>,
        f: impl Fn(T, V) -> U,
    ) -> Estimate<U> {
        Estimate::around(
            f(self.low, other.high),
            f(self.expected, other.expected),
            f(self.high, other.low),
        )
    }
}

impl<T: Measure> Estimate<T> {
    /// The same without its type.
    pub fn any(&self) -> Estimate<Quantity> {
        Estimate {
            low: self.low.into(),
            expected: self.expected.into(),
            high: self.high.into(),
        }
    }

    /// Three significant digits each.
    #[must_use]
    pub fn rounded(&self) -> Self {
        self.rising(Measure::rounded)
    }
}

impl Estimate<Quantity> {
    /// The same as the type of its kind; `None` when it measures something else.
    pub fn of<T: Measure>(&self) -> Option<Estimate<T>> {
        Some(Estimate {
            low: self.low.of()?,
            expected: self.expected.of()?,
            high: self.high.of()?,
        })
    }

    /// Three significant digits each.
    #[must_use]
    pub fn rounded(&self) -> Self {
        self.rising(Quantity::rounded)
    }
}

impl<T: Copy + PartialOrd> From<T> for Estimate<T> {
    fn from(value: T) -> Self {
        Self::exactly(value)
    }
}

impl<T: Copy + PartialOrd + fmt::Display> fmt::Display for Estimate<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_exact() {
            f.pad(&self.expected.to_string())
        } else {
            let (low, expected, high) = (self.low, self.expected, self.high);
            f.pad(&format!("{low} .. {expected} .. {high}"))
        }
    }
}

impl<T> FromStr for Estimate<T>
where
    T: Copy + PartialOrd + fmt::Display + FromStr<Err = UnitError>,
{
    type Err = EstimateError;

    fn from_str(text: &str) -> Result<Self, EstimateError> {
        let parts: Vec<&str> = text.split("..").map(str::trim).collect();
        match parts[..] {
            [one] => Ok(Self::exactly(one.parse()?)),
            [low, expected, high] => Self::new(low.parse()?, expected.parse()?, high.parse()?),
            _ => Err(EstimateError::Parts {
                text: text.trim().to_owned(),
            }),
        }
    }
}

impl<T: Copy + PartialOrd + fmt::Display> Serialize for Estimate<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, T> Deserialize<'de> for Estimate<T>
where
    T: Copy + PartialOrd + fmt::Display + FromStr<Err = UnitError>,
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Written::deserialize(deserializer)?.text();
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Bytes, Count, Rate, Span};
    use super::*;

    #[test]
    fn order_and_kind_are_enforced() {
        let ms = Span::millis;
        assert!(Estimate::new(ms(1), ms(2), ms(2)).is_ok());
        let error = Estimate::new(ms(3), ms(2), ms(4)).unwrap_err();
        assert_eq!(
            error.to_string(),
            "`3 ms .. 2 ms .. 4 ms` is not in the order low, expected, high of one kind"
        );
        let mixed: Result<Estimate<Quantity>, _> = "1 ms .. 2 B .. 3 ms".parse();
        assert!(matches!(mixed, Err(EstimateError::Order { .. })));
        let two: Result<Estimate<Span>, _> = "1 ms .. 3 ms".parse();
        assert!(matches!(two, Err(EstimateError::Parts { .. })));
        let unit: Result<Estimate<Span>, _> = "1 ms .. 2 sm .. 3 ms".parse();
        assert!(matches!(unit, Err(EstimateError::Unit(_))));
    }

    proptest! {
        #[test]
        fn the_interval_holds_every_case(
            a in prop::array::uniform3(0.0f64..1e6),
            b in prop::array::uniform3(1.0f64..1e6),
            at in (0.0f64..1.0, 0.0f64..1.0),
        ) {
            let rate = Estimate::around(Rate::nearest(a[0]), Rate::nearest(a[1]), Rate::nearest(a[2]));
            let size = Estimate::around(Bytes::nearest(b[0]), Bytes::nearest(b[1]), Bytes::nearest(b[2]));
            let within = |low: f64, high: f64, at: f64| low + (high - low) * at;
            let x = within(rate.low().get(), rate.high().get(), at.0);
            let y = within(size.low().get(), size.high().get(), at.1);
            let product = rate.with(&size, Rate::of);
            let quotient = rate.against(&size, |rate, size| Count::nearest(rate.get() / size.get()));
            let near = 1.0 + 1e-12;
            prop_assert!(product.low().get() <= x * y * near && x * y <= product.high().get() * near);
            prop_assert!(quotient.low().get() <= x / y * near && x / y <= quotient.high().get() * near);
            let text = product.to_string();
            let again: Estimate<super::super::Throughput> = text.parse().unwrap();
            prop_assert_eq!(again, product);
        }
    }
}
