//! Which of several agents a request is for.
//!
//! Each agent is a text of four parts: its name, what its description says, what its examples say, its prompt. A word of the request
//! counts the more the fewer agents have it, and the more of it stands in parts that say much; subjects that the request and an
//! agent have in common count besides. Numbers of a part are set against its usual length, so that a long prompt is no
//! better than a short one. Deterministic: no model, nothing random, and of equal agents the first one leads. The weights were
//! found on one half of public definitions and measured on the other; docs/agents.md has the figures.

mod words;

use std::collections::{BTreeMap, BTreeSet};

use crate::definition::{Definition, Example, shown};

use words::{subjects, words};

/// An agent, and how much speaks for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranked {
    /// Its place in the list that was asked about.
    pub index: usize,
    /// How much; only good for comparing the agents of one ranking. Zero when nothing does.
    pub score: f64,
    /// What, the heaviest first.
    pub because: Vec<String>,
}

/// A part of an agent's text: what it is called in [`Ranked::because`], and what a word there is worth.
const PARTS: [(&str, f64); 4] = [
    ("its name", 8.0),
    ("its description", 3.0),
    ("its examples", 0.4),
    ("its prompt", 0.5),
];

/// How much of a number of words is held against the length of its part: 0 for none of it, 1 for all.
const LENGTH: f64 = 0.75;

/// Of how much worth on a word says half of what it can say.
const HALF: f64 = 6.0;

/// From which worth on an agent has a word, when it is counted how many have it.
const HAS: f64 = 2.0;

/// What a subject is worth beside a word, and of how many words on it counts.
const SUBJECT: f64 = 0.4;
const SUBJECT_HALF: f64 = 12.0;

/// What it is worth that an example says what the request says. Its fourth power counts, so that half of it is next to nothing:
/// two requests that share a few words are often for different agents.
const SAME: f64 = 8.0;

/// How much of a prompt is read, and how many words of a request.
const MOST_OF_A_PROMPT: usize = 32 << 10;
const MOST_WORDS: usize = 1_000;

/// How many words are named as reasons.
const REASONS: usize = 4;

/// The words of an agent, weighed.
struct Text {
    /// What each stem is worth, and the part that it is worth the most in.
    worth: BTreeMap<String, (f64, usize)>,
    subjects: BTreeMap<usize, f64>,
}

/// Agents that requests are held against.
pub struct Index<'d> {
    agents: Vec<&'d Definition>,
    texts: Vec<Text>,
}

/// Ranks agents for a request, the best first.
pub fn rank(agents: &[&Definition], request: &str) -> Vec<Ranked> {
    Index::new(agents).rank(request)
}

impl<'d> Index<'d> {
    /// Reads the agents.
    pub fn new(agents: &[&'d Definition]) -> Self {
        Self {
            agents: agents.to_vec(),
            texts: texts(agents),
        }
    }

    /// Ranks them for a request, the best first.
    pub fn rank(&self, request: &str) -> Vec<Ranked> {
        ranked(&self.texts, &self.agents, request)
    }
}

fn ranked(texts: &[Text], agents: &[&Definition], request: &str) -> Vec<Ranked> {
    let mut asked: BTreeMap<String, String> = BTreeMap::new();
    for (said, stem) in words(request).into_iter().take(MOST_WORDS) {
        asked.entry(stem).or_insert(said);
    }
    let rarity: BTreeMap<&str, f64> = asked
        .keys()
        .map(|stem| (stem.as_str(), rarity(texts, stem)))
        .collect();
    let mut subject_words: BTreeMap<usize, f64> = BTreeMap::new();
    for subject in asked.keys().flat_map(|stem| subjects(stem)) {
        *subject_words.entry(*subject).or_default() += 1.0;
    }
    let most = |subject: usize| {
        let all = texts.iter().map(|text| text.subject(subject));
        let sum: f64 = all.clone().sum();
        (all.fold(0.0, f64::max), sum / to_f64(texts.len().max(1)))
    };
    let subject_weights: Vec<(usize, f64)> = subject_words
        .iter()
        .map(|(subject, count)| {
            let (most, mean) = most(*subject);
            // What all agents have in the same measure tells none of them.
            let rare = (1.0 + most / (mean + 0.01)).ln() / 3.0;
            (*subject, SUBJECT * count.sqrt() * rare)
        })
        .collect();
    let mut ranked: Vec<Ranked> = texts
        .iter()
        .zip(agents)
        .enumerate()
        .map(|(index, (text, agent))| {
            let mut reasons: Vec<(f64, String)> = Vec::new();
            for (stem, said) in &asked {
                if let Some((worth, part)) = text.worth.get(stem) {
                    let rare = rarity.get(stem.as_str()).copied().unwrap_or_default();
                    let name = PARTS.get(*part).map_or("its text", |(name, _)| *name);
                    reasons.push((rare * worth / (worth + HALF), format!("`{said}` in {name}")));
                }
            }
            let of_subjects: f64 = subject_weights
                .iter()
                .map(|(subject, weight)| {
                    weight * (1.0 + text.subject(*subject) / SUBJECT_HALF).ln()
                })
                .sum();
            if of_subjects > 0.0 {
                reasons.push((of_subjects, "what it is about".to_owned()));
            }
            reasons.extend(like_an_example(agent, &asked, &rarity));
            reasons.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
            Ranked {
                index,
                // An empty sum is negative zero.
                score: reasons.iter().map(|(weight, _)| weight).sum::<f64>() + 0.0,
                because: reasons
                    .into_iter()
                    .take(REASONS)
                    .map(|(_, why)| why)
                    .collect(),
            }
        })
        .collect();
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.index.cmp(&b.index)));
    ranked
}

/// When an example says what the request says: what that is worth, and which one.
fn like_an_example(
    agent: &Definition,
    asked: &BTreeMap<String, String>,
    rarity: &BTreeMap<&str, f64>,
) -> Option<(f64, String)> {
    let weight = |stem: &str| rarity.get(stem).copied().unwrap_or(1.0);
    let all: f64 = asked.keys().map(|stem| weight(stem)).sum();
    let likeness = |example: &Example| {
        let said: BTreeSet<String> = words(&example.user)
            .into_iter()
            .map(|(_, stem)| stem)
            .collect();
        let both = said.iter().filter(|stem| asked.contains_key(*stem));
        let both: f64 = both.map(|stem| weight(stem)).sum();
        let of_example: f64 = said.iter().map(|stem| weight(stem)).sum();
        // As much as the two have in common of what either says.
        let either = all + of_example - both;
        if either > 0.0 { both / either } else { 0.0 }
    };
    let likest = agent
        .examples
        .iter()
        .map(|example| (likeness(example), example))
        .max_by(|a, b| a.0.total_cmp(&b.0))?;
    let (likeness, example) = likest;
    let said = shown(&example.user).trim_matches('`').to_owned();
    (likeness > 0.3).then(|| (SAME * likeness.powi(4), format!("its example “{said}”")))
}

/// How few of the agents have a word.
fn rarity(texts: &[Text], stem: &str) -> f64 {
    let have = texts.iter().map(|text| {
        let worth = text.worth.get(stem).map_or(0.0, |(worth, _)| *worth);
        (worth / HAS).min(1.0)
    });
    let have: f64 = have.sum();
    (1.0 + (to_f64(texts.len()) - have + 0.5) / (have + 0.5)).ln()
}

impl Text {
    fn subject(&self, subject: usize) -> f64 {
        self.subjects.get(&subject).copied().unwrap_or_default()
    }
}

fn texts(agents: &[&Definition]) -> Vec<Text> {
    let parts: Vec<[Vec<String>; PARTS.len()]> = agents.iter().map(|agent| stems(agent)).collect();
    let mut usual = [1.0_f64; PARTS.len()];
    for (part, usual) in usual.iter_mut().enumerate() {
        let sum: usize = parts
            .iter()
            .filter_map(|parts| parts.get(part))
            .map(Vec::len)
            .sum();
        *usual = (to_f64(sum) / to_f64(parts.len().max(1))).max(1.0);
    }
    parts.iter().map(|parts| text(parts, &usual)).collect()
}

fn text(parts: &[Vec<String>; PARTS.len()], usual: &[f64; PARTS.len()]) -> Text {
    let mut worth: BTreeMap<String, (f64, usize)> = BTreeMap::new();
    let mut best: BTreeMap<String, f64> = BTreeMap::new();
    for (part, ((stems, usual), (_, weight))) in parts.iter().zip(usual).zip(PARTS).enumerate() {
        let each = weight / (1.0 - LENGTH + LENGTH * to_f64(stems.len()) / usual);
        let mut here: BTreeMap<&str, f64> = BTreeMap::new();
        for stem in stems {
            *here.entry(stem).or_default() += each;
        }
        for (stem, value) in here {
            let (sum, place) = worth.entry(stem.to_owned()).or_insert((0.0, part));
            *sum += value;
            let best = best.entry(stem.to_owned()).or_default();
            if value > *best {
                (*best, *place) = (value, part);
            }
        }
    }
    let mut of_subjects: BTreeMap<usize, f64> = BTreeMap::new();
    for (stem, (value, _)) in &worth {
        for subject in subjects(stem) {
            *of_subjects.entry(*subject).or_default() += value;
        }
    }
    Text {
        worth,
        subjects: of_subjects,
    }
}

/// The words of each part.
fn stems(agent: &Definition) -> [Vec<String>; PARTS.len()] {
    let of = |text: &str| {
        words(text)
            .into_iter()
            .map(|(_, stem)| stem)
            .collect::<Vec<_>>()
    };
    let examples = agent
        .examples
        .iter()
        .flat_map(|example| [&example.user, &example.context]);
    let examples: Vec<&str> = examples.map(String::as_str).collect();
    let mut end = agent.prompt.len().min(MOST_OF_A_PROMPT);
    while !agent.prompt.is_char_boundary(end) {
        end -= 1;
    }
    [
        of(&agent.name),
        of(agent.summary()),
        of(&examples.join("\n")),
        of(&agent.prompt[..end]),
    ]
}

fn to_f64(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests;
