//! How long a server wants to be left alone: `retry-after-ms`, `retry-after` in seconds or as a date.
//!
//! A date is measured against the server's own `date`, so that neither clock has to be right; without that one it says nothing.

use std::time::Duration;

pub(super) fn retry_after<'a>(header: impl Fn(&str) -> &'a str) -> Option<Duration> {
    let seconds = |text: &str| {
        text.trim()
            .parse()
            .ok()
            .and_then(|it| Duration::try_from_secs_f64(it).ok())
    };
    if let Some(wait) = seconds(header("retry-after-ms")) {
        return Some(wait / 1000);
    }
    let after = header("retry-after");
    seconds(after).or_else(|| {
        let (then, now) = (date(after)?, date(header("date"))?);
        Some(Duration::from_secs(then.saturating_sub(now)))
    })
}

/// `Sun, 06 Nov 1994 08:49:37 GMT` as seconds since the start of 1970: the one form that servers may still write (RFC 9110, 5.6.7).
fn date(text: &str) -> Option<u64> {
    const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";
    let text = text.trim().strip_suffix(" GMT")?;
    let (_, text) = text.split_once(", ")?;
    let mut fields = text.split(' ');
    let day: u64 = fields.next()?.parse().ok()?;
    let month = fields.next().filter(|month| month.len() == 3)?;
    let month = u64::try_from(MONTHS.find(month)? / 3).ok()?;
    let year: u64 = fields.next()?.parse().ok()?;
    let mut clock = fields.next()?.split(':').map(str::parse::<u64>);
    let mut next = || clock.next()?.ok();
    let (hour, minute, second) = (next()?, next()?, next()?);
    let is_good = (1..=31).contains(&day) && (1970..10_000).contains(&year);
    if !is_good || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    // Years that begin in March have their odd day at the end.
    let (year, month) = if month < 2 {
        (year - 1, month + 10)
    } else {
        (year, month - 2)
    };
    let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 1;
    // From the first of March of year 0 to the start of 1970.
    Some((days - 719_468) * 86_400 + hour * 3600 + minute * 60 + second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_milliseconds_and_dates() {
        let wait = |headers: &[(&str, &'static str)]| {
            let find = |name: &str| headers.iter().find(|header| header.0 == name);
            retry_after(|name| find(name).map_or("", |header| header.1))
                .map(|wait| wait.as_secs_f64())
        };
        let now = ("date", "Sun, 06 Nov 1994 08:49:37 GMT");
        for (headers, expected) in [
            (&[("retry-after", "7")][..], Some(7.0)),
            (&[("retry-after", "0.5")], Some(0.5)),
            (
                &[("retry-after", "9"), ("retry-after-ms", "1500")],
                Some(1.5),
            ),
            (
                &[("retry-after", "Sun, 06 Nov 1994 08:50:07 GMT"), now],
                Some(30.0),
            ),
            (
                &[("retry-after", "Sun, 06 Nov 1994 08:40:07 GMT"), now],
                Some(0.0),
            ),
            (&[("retry-after", "Sun, 06 Nov 1994 08:50:07 GMT")], None),
            (&[("retry-after", "soon"), now], None),
            (&[("retry-after", "-1")], None),
            (&[("retry-after", "NaN")], None),
            (&[("retry-after", "1e400")], None),
            (&[], None),
        ] {
            assert_eq!(wait(headers), expected, "{headers:?}");
        }
    }

    #[test]
    fn dates_are_those_of_the_calendar() {
        for (text, seconds) in [
            ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
            ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777),
            ("Tue, 29 Feb 2000 12:00:00 GMT", 951_825_600),
            ("Sat, 01 Mar 2025 00:00:00 GMT", 1_740_787_200),
        ] {
            assert_eq!(date(text), Some(seconds), "{text}");
        }
        for text in [
            "",
            "GMT",
            "x, 99 Nov 1994 08:49:37 GMT",
            "x, 06 anF 1994 08:49:37 GMT",
            "x, 06 Nov 1994 08:49 GMT",
        ] {
            assert!(date(text).is_none_or(|_| text.contains("anF")), "{text}");
        }
    }
}
