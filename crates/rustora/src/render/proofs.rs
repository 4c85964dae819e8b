//! Proofs for people and for programs: the blocks of a text, the gates of a workspace, the ledger.

use std::io::{self, Write};
use std::path::Path;
use std::time::Duration;

use annotate_snippets::renderer::{DEFAULT_ERROR_STYLE, DEFAULT_NOTE_STYLE, DEFAULT_WARNING_STYLE};
use anstyle::{AnsiColor, Style};
use rustora_architect::ProvenText;
use rustora_architect::adr::Date;
use rustora_architect::gates::{Gates, Of, Passed};
use rustora_proof::{Evidence, ProofOutcome, Remark, Snippet, State};
use serde_json::{Value, json};

use super::text::{count, neutral};

/// How many lines are shown of what is wrong with a gate, and with all of them: what is left of a screen beside the gates themselves.
const SHOWN: usize = 12;
const ROOM: usize = 18;

const GOOD: Style = AnsiColor::Green.on_default().bold();

/// Whether a block could not be tried although its fence wants it to be.
pub(crate) fn is_open(state: &State) -> bool {
    matches!(state, State::Unproven(why) if !why.ends_with("on its fence") && !why.contains("on its fence:"))
}

/// Writes the text with what became of each block under it, on the blocks' own lines.
///
/// # Errors
/// When `out` takes no more.
pub(crate) fn text(out: &mut dyn Write, text: &str, proven: &ProvenText) -> io::Result<()> {
    let lines: Vec<&str> = text.lines().collect();
    let mut done = 0;
    for (block, snippet) in proven.document.blocks.iter().zip(&proven.snippets) {
        let last = block.lines.last().map_or(block.line, |origin| origin.line) as usize;
        // The fence that closes it, if it has one.
        let fence = |line: &&str| {
            let line = line.trim_start_matches(['>', ' ', '\t']);
            line.starts_with("```") || line.starts_with("~~~")
        };
        let end = last + usize::from(lines.get(last).is_some_and(fence));
        for line in lines.get(done..end).unwrap_or_default() {
            writeln!(out, "{}", neutral(line))?;
        }
        done = done.max(end);
        badge(out, snippet)?;
    }
    for line in lines.get(done..).unwrap_or_default() {
        writeln!(out, "{}", neutral(line))?;
    }
    let of = |name: &str| {
        proven
            .snippets
            .iter()
            .filter(|snippet| snippet.state.name() == name)
            .count()
    };
    let took: f64 = proven
        .snippets
        .iter()
        .map(|snippet| snippet.wall.as_secs_f64())
        .sum();
    writeln!(out)?;
    account(out, &proven.account)?;
    let bold = Style::new().bold();
    let counts = ["proven", "refuted", "unproven"].map(|name| (of(name), name));
    let counts: Vec<String> = counts
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, name)| format!("{number} {name}"))
        .collect();
    let counts = if counts.is_empty() {
        "no Rust blocks".to_owned()
    } else {
        counts.join(", ")
    };
    writeln!(out, "{bold}{counts}{bold:#}, {took:.2} s of compiling")
}

fn badge(out: &mut dyn Write, snippet: &Snippet) -> io::Result<()> {
    let (style, why) = match &snippet.state {
        State::Proven => (GOOD, String::new()),
        State::Refuted => (DEFAULT_ERROR_STYLE, String::new()),
        State::Unproven(why) => (DEFAULT_WARNING_STYLE, format!(": {}", neutral(why))),
    };
    let line = snippet.line;
    writeln!(
        out,
        "{style}{}{style:#} (block of line {line}){why}",
        snippet.state.name()
    )?;
    if let Some(failure) = &snippet.failure {
        let note = DEFAULT_NOTE_STYLE;
        writeln!(out, "{note}help{note:#}: {}", neutral(&failure.next))?;
    }
    for remark in &snippet.remarks {
        let code = remark
            .code
            .as_ref()
            .map(|code| format!("[{code}]"))
            .unwrap_or_default();
        let (line, column) = (remark.at.line, remark.at.column);
        writeln!(
            out,
            "  {line}:{column}: error{code}: {}",
            neutral(&remark.message)
        )?;
        for note in &remark.notes {
            writeln!(out, "    {}", neutral(note))?;
        }
    }
    Ok(())
}

fn account(out: &mut dyn Write, lines: &[String]) -> io::Result<()> {
    let note = DEFAULT_NOTE_STYLE;
    for line in lines {
        writeln!(out, "{note}note{note:#}: {}", neutral(line))?;
    }
    Ok(())
}

/// Writes the proofs of a text as one object.
///
/// # Errors
/// When `out` takes no more.
pub(crate) fn text_json(out: &mut dyn Write, proven: &ProvenText) -> io::Result<()> {
    let diagnostic = |remark: &Remark| {
        json!({
            "line": remark.at.line,
            "column": remark.at.column,
            "code": remark.code,
            "message": remark.message,
            "notes": remark.notes,
        })
    };
    let block = |snippet: &Snippet| {
        json!({
            "index": snippet.index,
            "line": snippet.line,
            "state": snippet.state.name(),
            "class": class(snippet),
            "reason": match &snippet.state {
                State::Unproven(why) => Some(why),
                _ => None,
            },
            "diagnostics": snippet.remarks.iter().map(diagnostic).collect::<Vec<_>>(),
            "hash": snippet.hash,
            "wall_ms": u64::try_from(snippet.wall.as_millis()).unwrap_or(u64::MAX),
        })
    };
    let blocks: Vec<Value> = proven.snippets.iter().map(block).collect();
    object(
        out,
        &json!({"schema": "rustora.proof/1", "blocks": blocks, "account": proven.account}),
    )
}

/// Why a block is not proven: its code, or what is missing; nothing for one that is.
fn class(snippet: &Snippet) -> Option<&'static str> {
    match (&snippet.state, &snippet.failure) {
        (State::Refuted, _) => Some("code"),
        (State::Unproven(_), Some(failure)) => Some(failure.class.name()),
        _ => None,
    }
}

/// Writes what became of each gate, on one screen.
///
/// # Errors
/// When `out` takes no more.
pub(crate) fn gates(out: &mut dyn Write, gates: &Gates) -> io::Result<()> {
    let with = |outcome| {
        let passed = gates.passed.iter();
        passed.filter(move |passed| passed.evidence.outcome == outcome)
    };
    let refuted = with(ProofOutcome::Refuted).count();
    let open = with(ProofOutcome::Unproven).count();
    // What is wrong shares the room; what is only told has little of it.
    let room = (ROOM / (refuted + open).max(1)).clamp(1, SHOWN);
    for passed in &gates.passed {
        let evidence = &passed.evidence;
        let (style, word, room) = match evidence.outcome {
            ProofOutcome::Proven => (GOOD, "proven  ", 2),
            ProofOutcome::Refuted => (DEFAULT_ERROR_STYLE, "refuted ", room),
            ProofOutcome::Unproven => (DEFAULT_WARNING_STYLE, "unproven", room),
        };
        let took = if passed.is_recalled {
            "known".to_owned()
        } else {
            format!(
                "{}.{} s",
                evidence.wall_ms / 1000,
                evidence.wall_ms % 1000 / 100
            )
        };
        let about = match &passed.of {
            Of::Whole => String::new(),
            Of::Packages(names) => some(names),
            Of::Change(_) => "the change".to_owned(),
        };
        let about = [about.as_str(), &evidence.why];
        let about: Vec<&str> = about.into_iter().filter(|text| !text.is_empty()).collect();
        let mut line = format!("  {:<12} {took:>8}", passed.gate.name());
        if !about.is_empty() {
            line = format!("{line}  {}", neutral(&about.join(": ")));
        }
        writeln!(out, "{style}{word}{style:#}{line}")?;
        for line in evidence.said.iter().take(room) {
            writeln!(out, "            {}", neutral(line))?;
        }
        if let Some(more) = evidence.said.len().checked_sub(room + 1) {
            writeln!(
                out,
                "            and {} more; see `--format json`",
                more + 1
            )?;
        }
    }
    account(out, &gates.account)?;
    let bold = Style::new().bold();
    let all = count(gates.passed.len(), "gate");
    let verdict = match (refuted, open) {
        (0, 0) => format!("all of {all} hold"),
        (0, open) => format!("{open} of {all} could not be tried"),
        (1, _) => format!("1 of {all} does not hold"),
        (refuted, _) => format!("{refuted} of {all} do not hold"),
    };
    let is_part = |passed: &&Passed| passed.of != Of::Whole;
    let part = match gates.passed.iter().filter(is_part).count() {
        0 => String::new(),
        part => format!("; {part} of them were asked of the change only"),
    };
    writeln!(out, "{bold}{verdict}{bold:#}{part}")
}

/// Names, and how many there are besides.
fn some(names: &[String]) -> String {
    const SOME: usize = 4;
    match names.len().checked_sub(SOME) {
        None | Some(0) => names.join(", "),
        Some(more) => format!("{} and {more} more", names[..SOME].join(", ")),
    }
}

/// Writes what became of each gate as one object.
///
/// # Errors
/// When `out` takes no more.
pub(crate) fn gates_json(out: &mut dyn Write, root: &Path, gates: &Gates) -> io::Result<()> {
    let of = |of: &Of| match of {
        Of::Whole => Value::Null,
        Of::Packages(names) => json!({"packages": names}),
        Of::Change(base) => json!({"since": base}),
    };
    let passed: Vec<Value> = gates
        .passed
        .iter()
        .map(|passed| {
            json!({
                "gate": passed.gate.name(),
                "of": of(&passed.of),
                "state": passed.evidence.outcome.name(),
                "recalled": passed.is_recalled,
                "said": passed.evidence.said,
                "evidence": passed.evidence,
            })
        })
        .collect();
    object(
        out,
        &json!({"schema": "rustora.gates/1", "root": root.display().to_string(), "gates": passed, "account": gates.account}),
    )
}

/// Writes evidence as a table.
///
/// # Errors
/// When `out` takes no more.
pub(crate) fn list(out: &mut dyn Write, all: &[Evidence]) -> io::Result<()> {
    for evidence in all {
        let (outcome, claim) = (evidence.outcome.name(), neutral(&evidence.claim));
        let root = neutral(&evidence.root.display().to_string());
        writeln!(
            out,
            "{}  {outcome:<8}  {claim:<12} {}  {root}",
            evidence.id,
            date(evidence.at)
        )?;
    }
    let bold = Style::new().bold();
    writeln!(out, "{bold}{}{bold:#}", count(all.len(), "proof"))
}

/// Writes evidence as one object.
///
/// # Errors
/// When `out` takes no more.
pub(crate) fn list_json(out: &mut dyn Write, all: &[Evidence]) -> io::Result<()> {
    object(
        out,
        &json!({"schema": "rustora.evidence/1", "evidence": all}),
    )
}

fn object(out: &mut dyn Write, value: &Value) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    writeln!(out)
}

/// The day and time in UTC, from seconds since 1970.
fn date(seconds: u64) -> String {
    let day = Date::of(Duration::from_secs(seconds));
    let rest = seconds % 86_400;
    format!("{day} {:02}:{:02}", rest / 3600, rest % 3600 / 60)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use rustora_architect::gates::Gate;

    use super::*;

    fn passed(gate: Gate, of: Of, outcome: ProofOutcome, why: &str, said: usize) -> Passed {
        let said = (1..=said).map(|number| format!("src/lib.rs: thing {number}"));
        Passed {
            gate,
            of,
            evidence: Evidence {
                id: "0123456789ab".to_owned(),
                claim: gate.name().to_owned(),
                root: PathBuf::from("/w"),
                content: "c".to_owned(),
                command: "cargo".to_owned(),
                outcome,
                why: why.to_owned(),
                said: said.collect(),
                toolchain: "1.95.0".to_owned(),
                walls: "namespaces".to_owned(),
                network: false,
                env: Vec::new(),
                at: 1,
                wall_ms: 12_345,
            },
            is_recalled: gate == Gate::Fmt,
        }
    }

    fn drawn(passed: Vec<Passed>) -> String {
        let account = vec!["yanked: 2 of 2 packages".to_owned()];
        let mut out = Vec::new();
        gates(&mut out, &Gates { passed, account }).unwrap();
        anstream::adapter::strip_str(&String::from_utf8(out).unwrap()).to_string()
    }

    #[test]
    fn gates_fit_on_a_screen_whatever_is_wrong() {
        let names = ["a", "b", "c", "d", "e"].map(str::to_owned).to_vec();
        let (good, bad) = (ProofOutcome::Proven, ProofOutcome::Refuted);
        let some = drawn(vec![
            passed(Gate::Fmt, Of::Whole, good, "", 0),
            passed(Gate::Dependencies, Of::Whole, good, "", 4),
            passed(
                Gate::Review,
                Of::Change("c0ffee".to_owned()),
                bad,
                "13 findings",
                13,
            ),
            passed(Gate::Check, Of::Packages(names), good, "", 0),
            passed(
                Gate::Api,
                Of::Whole,
                good,
                "no library here may be published",
                0,
            ),
            passed(
                Gate::Tests,
                Of::Whole,
                ProofOutcome::Unproven,
                "no linker",
                0,
            ),
        ]);
        insta::assert_snapshot!(some);
        let all = Gate::ALL.map(|gate| passed(gate, Of::Whole, bad, "50 things", 50));
        let all = drawn(all.into());
        assert!(all.lines().count() <= 33, "{all}");
        assert!(all.contains("10 of 10 gates do not hold\n"), "{all}");
    }

    #[test]
    fn days_are_those_of_the_calendar() {
        assert_eq!(date(0), "1970-01-01 00:00");
        assert_eq!(date(951_782_400), "2000-02-29 00:00");
        assert_eq!(date(1_795_651_199), "2026-11-25 23:59");
    }

    #[test]
    fn who_is_told_to_be_left_out_is_not_open() {
        assert!(!is_open(&State::Unproven(
            "`ignore` on its fence".to_owned()
        )));
        assert!(!is_open(&State::Unproven(
            "`ignore` on its fence: slow".to_owned()
        )));
        assert!(is_open(&State::Unproven(
            "registry: no such crate".to_owned()
        )));
        assert!(!is_open(&State::Proven));
    }
}
