//! Slots that are quantities: loads, bounds of latency, availability, team, memory, retention.
//!
//! The units are those of `rustora_design::units`, which a brief is written in as well; here the words of a sentence are brought into that
//! form (`10k new messages a second` is `10k messages per second`), and the words around it say what it measures. What says nothing of that
//! is left out: a number without a meaning in a design is worse than none.

use rustora_design::units::{Bytes, Count, Kind, Measure as _, Quantity, Share, Span as Duration};

use super::super::lexicon::names::{BETWEEN, COUNTED};
use super::super::words::{Span, Word, Words};
use super::numbers::{self, Number};
use super::{Amount, Bound, Found, LoadOf, Slots};

/// What is counted, by one of its names.
pub(super) fn label(word: &str) -> Option<&'static str> {
    let known = COUNTED.iter().find(|(_, names)| names.contains(&word));
    known.map(|(label, _)| *label)
}

pub(super) fn fill(words: &Words<'_>, slots: &mut Slots) {
    let mut at = 0;
    while at < words.all.len() {
        let number = numbers::at(words, at);
        let measured = number.and_then(|number| measured(words, number));
        if let Some(measured) = &measured {
            keep(words, at, measured, slots);
        }
        let end = measured
            .map(|measured| measured.span.end)
            .or(number.map(|number| number.end));
        at += 1;
        // What belongs to one number is not read as another.
        while let (Some(end), Some(word)) = (end, words.all.get(at)) {
            if word.span.start >= end {
                break;
            }
            at += 1;
        }
    }
    regions(words, slots);
}

/// A quantity, what it counts, and where it stands.
struct Measured {
    quantity: Quantity,
    label: Option<&'static str>,
    span: Span,
}

fn measured(words: &Words<'_>, number: Number) -> Option<Measured> {
    let rest = words.raw.get(number.end..)?;
    let ahead = rest.trim_start();
    if ahead.starts_with(['%', '％']) {
        let end = number.end
            + (rest.len() - ahead.len())
            + ahead.chars().next().map_or(1, char::len_utf8);
        let quantity = Quantity::from(Share::new(number.value / 100.0).ok()?);
        return Some(Measured {
            quantity,
            label: None,
            span: number.start..end,
        });
    }
    let first = words
        .all
        .iter()
        .position(|word| word.span.start >= number.end);
    // A unit may be written to the number: `50ms`.
    let attached: String = rest
        .chars()
        .take_while(|c| c.is_alphabetic() && c.is_ascii() || *c == 'µ')
        .collect();
    if !attached.is_empty() {
        let end = number.end + attached.len();
        let per = rest
            .get(attached.len()..)
            .and_then(|rest| rest.strip_prefix('/'));
        let per: String = per
            .map(|rest| rest.chars().take_while(char::is_ascii_alphabetic).collect())
            .unwrap_or_default();
        if !per.is_empty()
            && let Ok(quantity) = format!("{} {attached}/{per}", number.value).parse()
        {
            let span = number.start..end + 1 + per.len();
            return Some(Measured {
                quantity,
                label: label(&attached),
                span,
            });
        }
        let quantity = format!("{} {attached}", number.value).parse().ok()?;
        return Some(Measured {
            quantity,
            label: of_rate(&attached),
            span: number.start..end,
        });
    }
    let bare = |label| {
        let quantity = Quantity::from(Count::new(number.value).ok()?);
        Some(Measured {
            quantity,
            label,
            span: number.start..number.end,
        })
    };
    let alone = !number.is_word || is_team(words, number.start);
    let Some(first) = first else {
        return if alone { bare(None) } else { None };
    };
    let sentence = words.all.get(first)?.sentence;
    let next: Vec<&Word> = words.all[first..]
        .iter()
        .take_while(|word| word.sentence == sentence)
        .take(6)
        .collect();
    if !words
        .raw
        .get(number.end..next.first()?.span.start)?
        .chars()
        .all(|c| c.is_whitespace() || "/+-".contains(c))
    {
        return if alone { bare(None) } else { None };
    }
    for count in (1..=next.len()).rev() {
        let taken = &next[..count];
        let (unit, label) = unit(words, number.end, taken);
        if unit.is_empty() {
            continue;
        }
        if let Ok(quantity) = format!("{} {unit}", number.value).parse::<Quantity>() {
            let end = taken.last().map_or(number.end, |word| word.span.end);
            return Some(Measured {
                quantity,
                label,
                span: number.start..end,
            });
        }
        if label == Some("regions") && count <= 2 {
            return bare(label);
        }
    }
    let near = ideographs(words.raw, number.end)
        .or_else(|| next.iter().take(3).find_map(|word| label(&word.text)));
    if alone || near.is_some() {
        bare(near)
    } else {
        None
    }
}

/// What a rate in one word counts.
fn of_rate(unit: &str) -> Option<&'static str> {
    match unit {
        "rps" | "qps" => Some("requests"),
        "tps" => Some("transfers"),
        _ => label(unit),
    }
}

/// Words as a unit that can be parsed, and what is counted in it.
fn unit(words: &Words<'_>, from: usize, taken: &[&Word]) -> (String, Option<&'static str>) {
    let mut text = String::new();
    let mut counted = None;
    let mut at = from;
    for (index, word) in taken.iter().enumerate() {
        let slash = words
            .raw
            .get(at..word.span.start)
            .is_some_and(|gap| gap.trim() == "/");
        at = word.span.end;
        let raw = words.raw.get(word.span.clone()).unwrap_or_default();
        let is_between = BETWEEN.contains(&word.text.as_str()) && index + 1 < taken.len();
        if is_between && !slash {
            continue;
        }
        let label = of_rate(&word.text);
        let part = match word.text.as_str() {
            "a" | "an" | "each" | "every" | "pro" | "par" | "por" | "je" | "per"
                if !text.is_empty() || index == 0 =>
            {
                "per"
            }
            "sekunde" | "seconde" | "segundo" | "secs" | "秒" => "second",
            "minute" | "minuto" => "minute",
            "stunde" | "heure" | "hora" => "hour",
            "tag" | "jour" | "dia" | "daily" => "day",
            "millisekunden" | "millis" | "milisegundos" | "millisecondes" => "ms",
            "jahre" | "ans" | "anos" => "years",
            "tage" | "jours" | "dias" => "days",
            "prozent" => "percent",
            "rps" | "qps" | "tps" => raw,
            _ => match label {
                Some(label) => label,
                None => raw,
            },
        };
        counted = counted.or(label);
        if slash {
            text.push('/');
        } else if !text.is_empty() && !text.ends_with('/') {
            text.push(' ');
        }
        text += part;
    }
    // `per second` alone is read as `/second`.
    let text = match text.strip_prefix("per ") {
        Some(time) => format!("/{time}"),
        None => text.replace("per per ", "per "),
    };
    (text, counted)
}

/// What is counted, in the characters directly behind a number.
fn ideographs(raw: &str, at: usize) -> Option<&'static str> {
    let rest = raw.get(at..)?;
    let near: String = rest.chars().take(8).collect();
    let all = COUNTED
        .iter()
        .flat_map(|(label, names)| names.iter().map(move |name| (*label, *name)));
    let mut all = all.filter(|(_, name)| !name.is_ascii());
    all.find(|(_, name)| near.contains(name))
        .map(|(label, _)| label)
}

fn keep(words: &Words<'_>, index: usize, measured: &Measured, slots: &mut Slots) {
    let span = measured.span.clone();
    let around = Around::of(words, index, &span);
    match measured.quantity.kind() {
        Kind::Count => count(words, measured, &around, slots),
        Kind::Rate | Kind::Throughput => {
            let of = match measured.quantity.kind() {
                Kind::Throughput => LoadOf::Data,
                _ => measured
                    .label
                    .and_then(load_of)
                    .or_else(|| around.load())
                    .unwrap_or(LoadOf::Requests),
            };
            let amount = Amount {
                of,
                amount: measured.quantity,
            };
            slots.loads.push(Found {
                value: amount,
                span,
            });
        }
        Kind::Span => {
            if let Some(value) = measured.quantity.of::<Duration>() {
                duration(value, span, &around, slots);
            }
        }
        Kind::Bytes => {
            let Some(value) = measured.quantity.of::<Bytes>() else {
                return;
            };
            let found = Some(Found {
                value,
                span: span.clone(),
            });
            if around.has(&[
                "message", "messages", "payload", "payloads", "body", "bodies", "each", "requests",
                "request", "record", "event",
            ]) {
                slots.payload = slots.payload.take().or(found);
            } else if around.has(&["memory", "ram", "heap", "speicher", "memoire", "memoria"]) {
                slots.memory = slots.memory.take().or(found);
            } else {
                let amount = Amount {
                    of: LoadOf::Data,
                    amount: measured.quantity,
                };
                slots.loads.push(Found {
                    value: amount,
                    span,
                });
            }
        }
        Kind::Share => {
            let is_meant = around.has(&[
                "availability",
                "available",
                "uptime",
                "sla",
                "slo",
                "verfugbarkeit",
                "disponibilite",
                "disponibilidad",
                "reliability",
                "up",
            ]);
            if let Some(value) = measured.quantity.of::<Share>()
                && (is_meant || value.get() >= 0.99)
                && slots.availability.is_none()
            {
                slots.availability = Some(Found { value, span });
            }
        }
    }
}

fn load_of(label: &'static str) -> Option<LoadOf> {
    let all = [
        LoadOf::Connections,
        LoadOf::Users,
        LoadOf::Requests,
        LoadOf::Messages,
        LoadOf::Transfers,
    ];
    all.into_iter().find(|of| of.name() == label)
}

fn count(words: &Words<'_>, measured: &Measured, around: &Around<'_>, slots: &mut Slots) {
    let Some(value) = measured.quantity.of::<Count>() else {
        return;
    };
    let span = measured.span.clone();
    let is_small = value.get() < 200.0;
    let in_team = is_team(words, span.start) || around.has(&["team"]);
    let found = Some(Found {
        value,
        span: span.clone(),
    });
    match measured.label {
        Some("engineers") => slots.team = slots.team.take().or(found),
        Some("users") | None if is_small && in_team => slots.team = slots.team.take().or(found),
        Some("machines") if is_small => slots.machines = slots.machines.take().or(found),
        Some("regions") => slots.region_count = slots.region_count.take().or(found),
        Some(label) => {
            if let Some(of) = load_of(label) {
                let amount = Amount {
                    of,
                    amount: measured.quantity,
                };
                slots.loads.push(Found {
                    value: amount,
                    span,
                });
            }
        }
        None => {}
    }
}

/// `team of`, `we are`, before a number.
fn is_team(words: &Words<'_>, start: usize) -> bool {
    let before: Vec<&str> = words
        .all
        .iter()
        .filter(|word| word.span.end <= start)
        .map(|word| word.text.as_str())
        .collect();
    let near = |words: &[&str]| before.ends_with(words);
    let ends = [
        &["team", "of"][..],
        &["team", "with"],
        &["team", "is"],
        &["team", "size"],
        &["we", "are"],
        &["were"],
        &["equipe", "de"],
        &["equipo", "de"],
        &["team", "von"],
    ];
    ends.into_iter().any(near)
}

fn duration(value: Duration, span: Span, around: &Around<'_>, slots: &mut Slots) {
    let found = Some(Found {
        value,
        span: span.clone(),
    });
    if around.has(&[
        "retention",
        "retain",
        "retained",
        "keep",
        "kept",
        "history",
        "archive",
        "archived",
        "store",
        "stored",
        "aufbewahrung",
        "conserver",
    ]) {
        slots.retention = slots.retention.take().or(found);
    } else if around.has(&["rpo", "lose", "loss"]) {
        slots.recovery_point = slots.recovery_point.take().or(found);
    } else if around.has(&["rto", "recover", "recovery", "restore", "downtime"]) {
        slots.recovery_time = slots.recovery_time.take().or(found);
    } else {
        let percentile = around.percentile();
        let is_meant = percentile.is_some()
            || around.sign
            || around.has(&[
                "latency",
                "latencies",
                "response",
                "responses",
                "respond",
                "responds",
                "answer",
                "answers",
                "under",
                "below",
                "within",
                "less",
                "faster",
                "max",
                "most",
                "unter",
                "latenz",
                "antwortzeit",
                "latence",
                "latencia",
                "sous",
                "menos",
                "延",
                "迟",
                "than",
                "median",
            ]);
        let is_other = around.has(&[
            "timeout", "timeouts", "every", "retry", "retries", "interval", "ttl", "window",
            "backoff", "sleep", "after", "expire",
        ]);
        if is_meant && !(is_other && percentile.is_none()) && value.get() <= 120.0 {
            let bound = Bound {
                percentile,
                below: value,
            };
            slots.latencies.push(Found { value: bound, span });
        }
    }
}

/// The words next to a quantity.
struct Around<'w> {
    before: Vec<&'w str>,
    after: Vec<&'w str>,
    /// Whether a `<` or `≤` stands before it.
    sign: bool,
}

impl<'w> Around<'w> {
    fn of(words: &'w Words<'_>, index: usize, span: &Span) -> Self {
        let sentence = words.all.get(index).map(|word| word.sentence);
        let here = |word: &&Word| Some(word.sentence) == sentence;
        let before = words.all[..index].iter().rev().take_while(here).take(5);
        let behind = words.all.iter().filter(|word| word.span.start >= span.end);
        // Behind a comma something else begins.
        let clause = words.all.get(index).map(|word| word.clause);
        let after = behind
            .take_while(|word| Some(word.clause) == clause)
            .take(4);
        let text = words.raw.get(..span.start).unwrap_or_default().trim_end();
        Self {
            before: before.map(|word| word.text.as_str()).collect(),
            after: after.map(|word| word.text.as_str()).collect(),
            sign: text.ends_with(['<', '≤', '=', '~', '＜']),
        }
    }

    fn has(&self, list: &[&str]) -> bool {
        let mut all = self.before.iter().chain(&self.after);
        all.any(|word| list.contains(word))
    }

    fn load(&self) -> Option<LoadOf> {
        let mut all = self.before.iter().chain(&self.after);
        all.find_map(|word| load_of(label(word)?))
    }

    fn percentile(&self) -> Option<String> {
        let all = self.before.iter().chain(&self.after);
        let mut all = all.filter_map(|word| {
            let number = word.strip_prefix('p').or_else(|| word.strip_suffix("th"))?;
            let is_number =
                (2..=4).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| format!("p{number}"))
        });
        let found = all.next();
        found.or_else(|| self.has(&["median"]).then(|| "p50".to_owned()))
    }
}

/// Regions as clouds name them: `eu-west-1`.
fn regions(words: &Words<'_>, slots: &mut Slots) {
    let areas = [
        "eu", "us", "ap", "sa", "ca", "me", "af", "il", "europe", "asia",
    ];
    for three in words.all.windows(3) {
        let [area, side, number] = three else {
            continue;
        };
        let text = words
            .raw
            .get(area.span.start..number.span.end)
            .unwrap_or_default();
        let is_region = areas.contains(&area.text.as_str())
            && text.matches('-').count() == 2
            && side.text.bytes().all(|byte| byte.is_ascii_lowercase())
            && number.text.len() <= 2
            && number.text.bytes().all(|byte| byte.is_ascii_digit());
        if is_region {
            super::add_new(
                &mut slots.regions,
                text.to_lowercase(),
                area.span.start..number.span.end,
            );
        }
    }
}
