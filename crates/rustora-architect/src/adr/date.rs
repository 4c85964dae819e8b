//! Days of the calendar.
//!
//! A record's date is a day without a time zone, and so is today, which is told in UTC.

use std::fmt;
use std::time::Duration;

/// A day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: u32,
    month: u32,
    day: u32,
}

impl Date {
    /// The day of a time since the start of 1970, in UTC.
    pub fn of(since: Duration) -> Self {
        // Howard Hinnant's `civil_from_days`; years start in March, so that the leap day is the last.
        let shifted = since.as_secs() / 86_400 + 719_468;
        let (era, of_era) = (shifted / 146_097, shifted % 146_097);
        let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = year + era * 400 + u64::from(month <= 2);
        let small = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        Self {
            year: small(year),
            month: small(month),
            day: small(day),
        }
    }

    /// The first `2026-11-22` in a text, if it is a day that there is.
    pub(super) fn first_in(text: &str) -> Option<Self> {
        let is_digit = |c: char| c.is_ascii_digit();
        let mut words = text.split(|c: char| !is_digit(c) && c != '-');
        words.find_map(Self::read)
    }

    fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let mut part = |len: usize| {
            let part = parts.next().filter(|part| part.len() == len)?;
            part.parse::<u32>().ok()
        };
        let (year, month, day) = (part(4)?, part(2)?, part(2)?);
        if parts.next().is_some() {
            return None;
        }
        let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days = match month {
            4 | 6 | 9 | 11 => 30,
            2 if is_leap => 29,
            2 => 28,
            1..=12 => 31,
            _ => return None,
        };
        (1..=days)
            .contains(&day)
            .then_some(Self { year, month, day })
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        let of = |seconds| Date::of(Duration::from_secs(seconds)).to_string();
        assert_eq!(of(0), "1970-01-01");
        assert_eq!(of(951_782_400), "2000-02-29");
        assert_eq!(of(1_795_651_199), "2026-11-25");
        let read = |text| Date::first_in(text).map(|date| date.to_string());
        assert_eq!(read("on 2024-02-29, at last").unwrap(), "2024-02-29");
        for wrong in ["2023-02-29", "2023-13-01", "23-01-01", "2023-01-01-2", ""] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
