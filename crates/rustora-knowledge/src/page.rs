//! From the text of a page to a [`Topic`], or to the line on which it is not what a page has to be.
//!
//! The shape is strict on purpose: a decision table with a missing score would not fail here but in somebody's design.
//! Whether rules and versions exist is not known here; tests compare them with the rules and with lock files.

use std::iter::Peekable;
use std::slice::Iter;

use thiserror::Error;

use crate::guarantee::Guarantee;
use crate::lines::{self, Line, Row, Section};
use crate::topic::{Avoid, Ceiling, Crate, Example, Failure, Hazard, OptionRow, Scores, Topic};
use crate::words::within_two;

/// The headings of a page, in order. Only `Options` may be missing.
pub const HEADINGS: [&str; 8] = [
    "When",
    "Decision",
    "Options",
    "Failure modes",
    "Crates",
    "Hazards",
    "Example",
    "Sources",
];

/// What a ceiling can be a number of.
pub const UNITS: [&str; 9] = [
    "connections",
    "msg/s",
    "op/s",
    "req/s",
    "roles",
    "tx/s",
    "GB",
    "nodes",
    "writers",
];

const OPTIONS: [&str; 9] = [
    "Option",
    "Correctness",
    "Performance",
    "Maintainability",
    "Reliability",
    "Operability",
    "Gives",
    "Holds up to",
    "Because",
];
const FAILURES: [&str; 4] = ["When", "Seen by", "Answer", "Test"];
const CRATES: [&str; 4] = ["Crate", "Version", "For", "Notes"];

/// Why a page is none.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("knowledge/{page}.md:{line}: {problem}")]
pub struct PageError {
    /// The id of the page.
    pub page: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub problem: Problem,
}

/// What can be wrong with a page.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Problem {
    /// The first line is no title, or an id is not the name of a file.
    #[error("a page starts with `# ` and its title, and its id is in kebab-case")]
    Title,
    /// There is no insight above the first heading.
    #[error("the first paragraph has to start with `Insight: `")]
    Insight,
    /// A heading is missing, unknown, repeated or out of order.
    #[error("expected the heading `## {expected}`, found {found}")]
    Heading {
        /// What has to come here.
        expected: &'static str,
        /// What comes instead.
        found: String,
    },
    /// A section has nothing in it.
    #[error("there is nothing below `{0}`")]
    Empty(String),
    /// The decision does not start with its question.
    #[error("`## Decision` starts with `**Question**: …?` on a line of its own")]
    Question,
    /// A table does not have the columns that it has to have.
    #[error("the table below `{heading}` has to have the columns {expected}")]
    Columns {
        /// The section.
        heading: &'static str,
        /// The columns, separated by bars.
        expected: String,
    },
    /// A row has too many cells, too few, or an empty one.
    #[error("this row needs {0} cells with something in each")]
    Cells(usize),
    /// A cell does not start with a name in backticks.
    #[error("`{0}` has to start with a name in backticks")]
    Name(String),
    /// An id is not in kebab-case.
    #[error("`{0}` is not in kebab-case")]
    Kebab(String),
    /// An id is there twice.
    #[error("`{0}` is there twice")]
    Twice(String),
    /// A score is not between 1 and 5.
    #[error("`{0}` is no score from 1 to 5")]
    Score(String),
    /// A guarantee that nobody knows.
    #[error("`{name}` is no guarantee{hint}")]
    Guarantee {
        /// As it was written.
        name: String,
        /// The nearest one, as a question.
        hint: String,
    },
    /// A ceiling that cannot be read.
    #[error("`{0}` is no ceiling; write `5k msg/s`, `50k req/s per core`, or `-`")]
    Ceiling(String),
    /// A version that cannot be read.
    #[error("`{0}` is no version")]
    Version(String),
    /// A block of code that is not closed.
    #[error("a block of code below `{0}` is not closed")]
    OpenBlock(String),
    /// An example without a word on why, or no example.
    #[error("an example is a block of `rust` with a text before it that says why")]
    Example,
    /// A line that a reader would see and a program would not.
    #[error("a list of `- ` points, and nothing else, stands below `{0}`")]
    Stray(String),
}

/// Takes the page of this id apart.
///
/// # Errors
///
/// The first line that is not as it has to be, and why.
pub fn parse(id: &str, text: &str) -> Result<Topic, PageError> {
    let page = Page { id };
    let (head, sections) = lines::sections(text);
    let (title, insight) = page.head(&head)?;
    let mut rest = Rest {
        page: &page,
        sections: sections.iter().peekable(),
        end: text.lines().count().max(1),
    };
    let when = lines::prose(&rest.must("When")?.lines);
    let (question, decision) = page.decision(rest.must("Decision")?)?;
    let options = rest.next_if("Options")?;
    let options = options.map_or(Ok(Vec::new()), |section| page.options(section))?;
    let failures = page.failures(rest.must("Failure modes")?)?;
    let (crates, avoid) = page.crates(rest.must("Crates")?)?;
    let hazards = page.hazards(rest.must("Hazards")?)?;
    let examples = page.examples(rest.must("Example")?)?;
    let sources = page.points(rest.must("Sources")?)?;
    let sources = sources.into_iter().map(|(_, text)| text).collect();
    if let Some(more) = rest.sections.next() {
        let found = format!("`## {}`", more.heading);
        let expected = "Sources, and nothing behind it";
        return Err(page.error(more.line, Problem::Heading { expected, found }));
    }
    Ok(Topic {
        id: id.to_owned(),
        title,
        insight,
        when,
        question,
        decision,
        options,
        failures,
        crates,
        avoid,
        hazards,
        examples,
        sources,
        markdown: text.to_owned(),
    })
}

/// The sections that have not been read yet.
struct Rest<'p, 't> {
    page: &'p Page<'p>,
    sections: Peekable<Iter<'t, Section<'t>>>,
    /// The last line of the page, for what is missing.
    end: usize,
}

impl<'t> Rest<'_, 't> {
    /// The next section when it has this heading.
    fn next_if(&mut self, heading: &str) -> Result<Option<&'t Section<'t>>, PageError> {
        let found = self.sections.next_if(|section| section.heading == heading);
        match found {
            Some(found) if found.lines.iter().all(|(_, text)| text.trim().is_empty()) => {
                Err(self.page.error(found.line, Problem::Empty(heading.into())))
            }
            found => Ok(found),
        }
    }

    /// The next section, which has to have this heading.
    fn must(&mut self, expected: &'static str) -> Result<&'t Section<'t>, PageError> {
        if let Some(found) = self.next_if(expected)? {
            return Ok(found);
        }
        let (line, found) = self.sections.peek().map_or_else(
            || (self.end, "the end".to_owned()),
            |found| (found.line, format!("`## {}`", found.heading)),
        );
        Err(self.page.error(line, Problem::Heading { expected, found }))
    }
}

/// What every step needs to name the place of an error.
struct Page<'t> {
    id: &'t str,
}

impl Page<'_> {
    fn error(&self, line: usize, problem: Problem) -> PageError {
        PageError {
            page: self.id.to_owned(),
            line,
            problem,
        }
    }

    fn head(&self, head: &[Line<'_>]) -> Result<(String, String), PageError> {
        let title = head.first().and_then(|(_, text)| text.strip_prefix("# "));
        let Some(title) = title.filter(|title| !title.trim().is_empty() && is_kebab(self.id))
        else {
            return Err(self.error(1, Problem::Title));
        };
        let text = lines::prose(head.get(1..).unwrap_or_default());
        let insight = text.strip_prefix("Insight: ");
        let insight = insight.ok_or_else(|| self.error(3, Problem::Insight))?;
        Ok((title.trim().to_owned(), insight.to_owned()))
    }

    fn decision(&self, section: &Section<'_>) -> Result<(String, String), PageError> {
        let text = lines::prose(&section.lines);
        let (question, decision) = text
            .strip_prefix("**Question**: ")
            .and_then(|text| text.split_once("\n\n"))
            .filter(|(question, _)| question.ends_with('?'))
            .ok_or_else(|| self.error(section.line, Problem::Question))?;
        Ok((question.to_owned(), decision.to_owned()))
    }

    /// The rows of a section's table, after a look at its columns.
    fn rows(
        &self,
        section: &Section<'_>,
        heading: &'static str,
        columns: &[&str],
    ) -> Result<Vec<Row>, PageError> {
        let mut rows = lines::table(&section.lines);
        if rows.first().is_none_or(|(_, cells)| cells != columns) {
            let expected = columns.join(" | ");
            return Err(self.error(section.line, Problem::Columns { heading, expected }));
        }
        rows.remove(0);
        if rows.is_empty() {
            return Err(self.error(section.line, Problem::Empty(heading.into())));
        }
        let broken = rows.iter().find(|(_, cells)| {
            cells.len() != columns.len() || cells.iter().any(std::string::String::is_empty)
        });
        match broken {
            Some((line, _)) => Err(self.error(*line, Problem::Cells(columns.len()))),
            None => Ok(rows),
        }
    }

    fn options(&self, section: &Section<'_>) -> Result<Vec<OptionRow>, PageError> {
        let mut options: Vec<OptionRow> = Vec::new();
        for (line, cells) in self.rows(section, "Options", &OPTIONS)? {
            let [option, scores @ .., gives, ceiling, because] = cells.as_slice() else {
                return Err(self.error(line, Problem::Cells(OPTIONS.len())));
            };
            let (id, name) = named(option)
                .filter(|(_, rest)| !rest.is_empty())
                .ok_or_else(|| self.error(line, Problem::Name(option.clone())))?;
            self.kebab(line, id)?;
            if options.iter().any(|other| other.id == id) {
                return Err(self.error(line, Problem::Twice(id.to_owned())));
            }
            options.push(OptionRow {
                id: id.to_owned(),
                name: name.to_owned(),
                scores: self.scores(line, scores)?,
                gives: self.gives(line, gives)?,
                ceiling: match ceiling.as_str() {
                    "-" => None,
                    text => {
                        let problem = || self.error(line, Problem::Ceiling(text.to_owned()));
                        Some(ceiling_of(text).ok_or_else(problem)?)
                    }
                },
                because: because.clone(),
            });
        }
        Ok(options)
    }

    fn scores(&self, line: usize, cells: &[String]) -> Result<Scores, PageError> {
        let score = |at: usize| -> Result<u8, PageError> {
            let text = cells.get(at).map_or("", String::as_str);
            let score = text.parse().ok().filter(|score| (1..=5).contains(score));
            score.ok_or_else(|| self.error(line, Problem::Score(text.to_owned())))
        };
        Ok(Scores {
            correctness: score(0)?,
            performance: score(1)?,
            maintainability: score(2)?,
            reliability: score(3)?,
            operability: score(4)?,
        })
    }

    fn gives(&self, line: usize, cell: &str) -> Result<Vec<Guarantee>, PageError> {
        let mut gives = Vec::new();
        for name in cell.split(',').map(str::trim).filter(|name| *name != "-") {
            let Some(known) = Guarantee::from_name(name) else {
                let near = Guarantee::ALL.into_iter().map(Guarantee::name);
                let near = near.into_iter().find(|known| within_two(known, name));
                let hint = near.map_or(String::new(), |near| format!("; is `{near}` meant?"));
                let name = name.to_owned();
                return Err(self.error(line, Problem::Guarantee { name, hint }));
            };
            if gives.contains(&known) {
                return Err(self.error(line, Problem::Twice(name.to_owned())));
            }
            gives.push(known);
        }
        Ok(gives)
    }

    fn failures(&self, section: &Section<'_>) -> Result<Vec<Failure>, PageError> {
        let mut failures = Vec::new();
        for (line, cells) in self.rows(section, "Failure modes", &FAILURES)? {
            let [when, seen_by, answer, test] = cells.as_slice() else {
                return Err(self.error(line, Problem::Cells(FAILURES.len())));
            };
            let (test, _) = named(test)
                .filter(|(_, rest)| rest.is_empty())
                .ok_or_else(|| self.error(line, Problem::Name(test.clone())))?;
            self.kebab(line, test)?;
            failures.push(Failure {
                when: when.clone(),
                seen_by: seen_by.clone(),
                answer: answer.clone(),
                test: test.to_owned(),
            });
        }
        Ok(failures)
    }

    fn crates(&self, section: &Section<'_>) -> Result<(Vec<Crate>, Vec<Avoid>), PageError> {
        let mut crates = Vec::new();
        for (line, cells) in self.rows(section, "Crates", &CRATES)? {
            let [name, version, purpose, notes] = cells.as_slice() else {
                return Err(self.error(line, Problem::Cells(CRATES.len())));
            };
            let (name, _) = named(name)
                .filter(|(_, rest)| rest.is_empty())
                .ok_or_else(|| self.error(line, Problem::Name(name.clone())))?;
            let is_version = (1..=3).contains(&version.split('.').count())
                && version.split('.').all(|part| part.parse::<u64>().is_ok());
            if !is_version {
                return Err(self.error(line, Problem::Version(version.clone())));
            }
            crates.push(Crate {
                name: name.to_owned(),
                version: version.clone(),
                purpose: purpose.clone(),
                notes: notes.clone(),
            });
        }
        let list = section
            .lines
            .iter()
            .skip_while(|(_, text)| *text != "**Avoid**:");
        let list: Vec<_> = list.skip(1).copied().collect();
        let mut avoid = Vec::new();
        for (line, text) in lines::points(&list) {
            let (name, rest) = named(&text)
                .filter(|(_, rest)| !rest.is_empty())
                .ok_or_else(|| self.error(line, Problem::Name(text.clone())))?;
            avoid.push(Avoid {
                name: name.to_owned(),
                text: rest.trim_start_matches(':').trim().to_owned(),
                advisories: advisories(rest),
            });
        }
        Ok((crates, avoid))
    }

    /// The points of a section in which there must be nothing else but link definitions.
    fn points(&self, section: &Section<'_>) -> Result<Vec<(usize, String)>, PageError> {
        let points = lines::points(&section.lines);
        let stray = section.lines.iter().find(|(_, text)| {
            let is_part =
                text.trim().is_empty() || text.starts_with("- ") || text.starts_with("  ");
            !is_part && !is_definition(text)
        });
        match stray {
            Some((line, _)) => Err(self.error(*line, Problem::Stray(section.heading.into()))),
            None if points.is_empty() => {
                Err(self.error(section.line, Problem::Empty(section.heading.into())))
            }
            None => Ok(points),
        }
    }

    fn hazards(&self, section: &Section<'_>) -> Result<Vec<Hazard>, PageError> {
        let mut hazards = Vec::new();
        for (line, text) in self.points(section)? {
            let (text, rules) = text
                .strip_suffix(')')
                .and_then(|inner| inner.rsplit_once(" ([`"))
                .map_or((text.as_str(), ""), |(text, rules)| (text, rules));
            let rules: Vec<String> = rules
                .split(", ")
                .map(|rule| rule.trim_matches(['[', '`', ']']).to_owned())
                .filter(|rule| !rule.is_empty())
                .collect();
            for rule in &rules {
                self.kebab(line, rule)?;
            }
            hazards.push(Hazard {
                text: text.to_owned(),
                rules,
            });
        }
        Ok(hazards)
    }

    fn examples(&self, section: &Section<'_>) -> Result<Vec<Example>, PageError> {
        let blocks = lines::blocks(&section.lines)
            .ok_or_else(|| self.error(section.line, Problem::OpenBlock("Example".into())))?;
        let mut examples = Vec::new();
        for block in blocks.into_iter().filter(|block| block.language == "rust") {
            if block.before.is_empty() {
                return Err(self.error(block.line, Problem::Example));
            }
            examples.push(Example {
                text_before: block.before,
                code: block.code,
                line: block.line,
            });
        }
        if examples.is_empty() {
            return Err(self.error(section.line, Problem::Example));
        }
        Ok(examples)
    }

    fn kebab(&self, line: usize, id: &str) -> Result<(), PageError> {
        if is_kebab(id) {
            Ok(())
        } else {
            Err(self.error(line, Problem::Kebab(id.to_owned())))
        }
    }
}

fn is_kebab(id: &str) -> bool {
    let is_part = |part: &str| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    };
    id.starts_with(|c: char| c.is_ascii_lowercase()) && id.split('-').all(is_part)
}

/// The name in backticks at the start, and what comes behind it.
fn named(cell: &str) -> Option<(&str, &str)> {
    let (name, rest) = cell.strip_prefix('`')?.split_once('`')?;
    (!name.is_empty()).then_some((name, rest.trim()))
}

/// Whether this line only says where a link of the page leads.
fn is_definition(line: &str) -> bool {
    line.starts_with('[') && line.contains("]: ")
}

/// The RUSTSEC ids in a text.
fn advisories(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    let ids = words.filter(|word| word.starts_with("RUSTSEC-"));
    ids.map(str::to_owned).collect()
}

/// `50k req/s per core` taken apart.
fn ceiling_of(text: &str) -> Option<Ceiling> {
    let (load, per) = match text.split_once(" per ") {
        Some((load, per)) => (load, Some(per)),
        None => (text, None),
    };
    let (number, unit) = load.split_once(' ')?;
    let (digits, times) = match number.chars().last()? {
        'k' => (&number[..number.len() - 1], 1_000),
        'M' => (&number[..number.len() - 1], 1_000_000),
        _ => (number, 1),
    };
    let (whole, tenths) = digits.split_once('.').unwrap_or((digits, "0"));
    let tenths: u64 = tenths.parse().ok().filter(|tenths| *tenths < 10)?;
    let tenths = whole.parse::<u64>().ok()?.checked_mul(10)? + tenths;
    let is_known = UNITS.contains(&unit) && per.is_none_or(|per| per == "core" || per == "node");
    is_known.then_some(())?;
    Some(Ceiling {
        amount: tenths.checked_mul(times)? / 10,
        unit: unit.to_owned(),
        per: per.map(str::to_owned),
    })
}
