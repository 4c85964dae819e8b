//! Words: how a text is cut into them, which of them say nothing, which are about the same thing.
//!
//! English, and of that only what people say to those who build software. Both sides of a comparison go through the same functions,
//! so a stem need not be a word, and a subject need not be a good one: each is a set of words that are often said for one another, so
//! that `our pages are slow` comes near to a description that says `performance`.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Words that are in every text and decide nothing; `proactively` is one, since descriptions say it to be called at all.
const STOP: [&str; 193] = [
    "a",
    "about",
    "after",
    "all",
    "already",
    "also",
    "always",
    "am",
    "an",
    "and",
    "any",
    "are",
    "as",
    "assistant",
    "at",
    "be",
    "because",
    "been",
    "before",
    "being",
    "but",
    "by",
    "can",
    "could",
    "d",
    "did",
    "do",
    "does",
    "doing",
    "done",
    "during",
    "e",
    "each",
    "else",
    "etc",
    "ever",
    "every",
    "expert",
    "few",
    "for",
    "from",
    "g",
    "get",
    "gets",
    "give",
    "go",
    "going",
    "good",
    "got",
    "had",
    "has",
    "have",
    "having",
    "he",
    "help",
    "helps",
    "her",
    "here",
    "hers",
    "him",
    "his",
    "how",
    "however",
    "i",
    "if",
    "in",
    "into",
    "invoke",
    "invoked",
    "is",
    "it",
    "its",
    "itself",
    "just",
    "keep",
    "know",
    "launch",
    "let",
    "lets",
    "like",
    "ll",
    "look",
    "m",
    "make",
    "makes",
    "many",
    "may",
    "me",
    "might",
    "mine",
    "more",
    "most",
    "much",
    "must",
    "my",
    "myself",
    "need",
    "needs",
    "never",
    "no",
    "nor",
    "not",
    "now",
    "of",
    "off",
    "ok",
    "on",
    "once",
    "one",
    "only",
    "or",
    "other",
    "our",
    "ours",
    "out",
    "over",
    "own",
    "please",
    "proactively",
    "re",
    "really",
    "s",
    "same",
    "say",
    "see",
    "she",
    "should",
    "so",
    "some",
    "soon",
    "specialist",
    "still",
    "such",
    "sure",
    "t",
    "take",
    "than",
    "thank",
    "thanks",
    "that",
    "the",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "thing",
    "things",
    "this",
    "those",
    "though",
    "through",
    "to",
    "too",
    "two",
    "under",
    "until",
    "up",
    "us",
    "use",
    "used",
    "uses",
    "using",
    "ve",
    "very",
    "want",
    "wants",
    "was",
    "way",
    "we",
    "well",
    "were",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "who",
    "whole",
    "whom",
    "why",
    "will",
    "with",
    "within",
    "without",
    "would",
    "yes",
    "yet",
    "you",
    "your",
    "yours",
];

/// Words that are often said for one another, a subject a line.
const SUBJECTS: [&str; 57] = [
    "slow slower slowly speed fast faster performance latency throughput bottleneck optimize profile profiling responsiveness lag sluggish benchmark",
    "scale scaling scalability traffic load concurrent concurrency spike capacity viral growth",
    "crash crashes error exception failure fail broken bug debug stack trace root cause diagnose troubleshoot",
    "test tests testing coverage flaky suite unit regression assertion qa jest pytest",
    "deploy deployment deploying release pipeline ci cd rollout ship automation devops push github actions",
    "monitor monitoring alert alerting observability incident outage downtime uptime breaks reliability sre",
    "cost costs spend spending budget bill expensive margin profit savings",
    "security vulnerability attack exploit breach threat hardening penetration audit injection secure",
    "auth authentication login oauth oauth2 permission authorization password token identity sso",
    "privacy gdpr compliance regulation legal policy policies terms consent hipaa soc soc2 audit evidence residency",
    "database query queries sql schema index indexes postgres mysql table migration",
    "cache caching cdn redis",
    "api endpoint rest graphql resolver openapi contract",
    "microservice microservices monolith distributed service mesh decouple",
    "realtime websocket websockets notification notifications push streaming chat live",
    "ui design page screen layout visual interface dashboard component dated cluttered settings polish mockup",
    "ux user research usability persona journey onboarding dropoff navigation menu tab confusing",
    "accessibility wcag screen reader contrast ada aria",
    "brand branding logo identity color typography guideline",
    "story narrative illustration infographic explain visualize show presentation pitch",
    "joy delight whimsy playful fun animation loading spinner boring joke humor morale frustrated empty error",
    "mobile ios android app swipe push biometric native",
    "web frontend react vue angular javascript typescript browser bundle css",
    "experiment ab variant flag feature hypothesis test significance rollout remove",
    "metric metrics analytics kpi report dashboard insight performed revenue trend funnel retention month",
    "customer support ticket tickets question questions faq respond response complaint asking struggling",
    "feedback review reviews complaint rating sentiment request",
    "market trend trending tiktok viral competitor competitive competitors landscape audience influencer",
    "prioritize priority backlog roadmap sprint plan planning decide choose first deadline weeks",
    "task subtask decompose breakdown complex milestone step project goal",
    "coordinate orchestrate multiple parallel agents workflow phase handoff",
    "research investigate study literature source evidence understand analysis comprehensive findings",
    "summarize summary report synthesize consolidate unify combined findings",
    "documentation document docs readme guide tutorial manual explain reference",
    "refactor refactoring legacy cleanup duplicate duplication smell simplify readability technical debt modernize maintainable",
    "build compile bundler webpack vite compilation slow toolchain",
    "tool tooling cli script automate scaffold generator codegen repetitive",
    "dependency dependencies package upgrade version outdated lockfile",
    "evaluate compare comparison versus vs alternative adopt choose framework tradeoff",
    "ml model training pytorch tensorflow inference serve prediction dataset",
    "llm prompt prompts gpt openai anthropic rag embedding token hallucination chatbot ai",
    "vision image images photo video ocr detection camera",
    "data pipeline etl warehouse spark pandas airflow batch ingestion",
    "cloud aws azure gcp infrastructure terraform iac provision region",
    "kubernetes container docker pod cluster namespace helm",
    "network networking routing firewall dns vpn segmentation bandwidth connectivity",
    "windows powershell active directory kerberos gpo domain ad",
    "git commit branch merge pull request pr repository repo",
    "blockchain contract contracts solidity defi nft wallet web3 ethereum token metamask",
    "finance financial payment payments billing invoice stripe transaction trading accounting",
    "sales deal prospect lead demo customer crm enterprise",
    "content blog post article copy writing seo social marketing campaign",
    "game unity unreal player gameplay",
    "embedded firmware iot device sensor hardware",
    "mcp server protocol plugin skill hook agent subagent",
    "prototype mvp poc proof concept quickly demo idea validate",
    "interview hire hiring team process meeting communication stakeholder",
];

/// Endings that do not change what a word is about, the longest first.
const ENDINGS: [&str; 41] = [
    "izations", "ization", "ational", "ations", "ation", "ating", "ated", "ator", "ative", "ate",
    "ments", "ment", "ness", "ingly", "ing", "ings", "ions", "ion", "edly", "ed", "ers", "er",
    "ors", "or", "able", "ible", "ally", "ality", "ity", "al", "ly", "ive", "ic", "ize", "ance",
    "ence", "ant", "ent", "y", "e", "es",
];

/// The subjects of each stem.
static OF_STEM: LazyLock<HashMap<String, Vec<usize>>> = LazyLock::new(|| {
    let mut of_stem: HashMap<String, Vec<usize>> = HashMap::new();
    for (subject, line) in SUBJECTS.iter().enumerate() {
        for word in line.split(' ') {
            let subjects = of_stem.entry(stem(word)).or_default();
            if !subjects.contains(&subject) {
                subjects.push(subject);
            }
        }
    }
    of_stem
});

/// The subjects that a stem belongs to.
pub(super) fn subjects(stem: &str) -> &'static [usize] {
    OF_STEM.get(stem).map_or(&[], Vec::as_slice)
}

/// The words of a text as they were written, in lower case, each with its stem; without those that decide nothing.
pub(super) fn words(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut word = String::new();
    let mut was_lower = false;
    let mut close = |word: &mut String| {
        let said = std::mem::take(word);
        if !said.is_empty() && STOP.binary_search(&said.as_str()).is_err() {
            let stem = stem(&said);
            found.push((said, stem));
        }
    };
    for c in text.chars() {
        let goes_on = !word.is_empty();
        match c {
            // `don't` is `dont`.
            '\'' | '’' if goes_on => continue,
            '+' | '#' if goes_on => word.push(c),
            _ if c.is_alphanumeric() => {
                // `WebFlux` is two words, and so is what follows `C#`.
                if (was_lower && c.is_uppercase()) || word.ends_with(['+', '#']) {
                    close(&mut word);
                }
                word.extend(c.to_lowercase());
            }
            _ => close(&mut word),
        }
        was_lower = c.is_lowercase();
    }
    close(&mut word);
    found
}

/// A word without its ending.
fn stem(word: &str) -> String {
    if !word.is_ascii() || word.len() < 4 {
        return word.to_owned();
    }
    let ends_otherwise = ["ss", "us", "is"].iter().any(|end| word.ends_with(end));
    let single = match (word.strip_suffix("ies"), word.strip_suffix("sses")) {
        (Some(rest), _) if rest.len() >= 2 => format!("{rest}y"),
        (_, Some(rest)) if rest.len() >= 2 => format!("{rest}ss"),
        _ if ends_otherwise => word.to_owned(),
        _ => word.strip_suffix('s').unwrap_or(word).to_owned(),
    };
    let cut = ENDINGS
        .iter()
        .find_map(|end| single.strip_suffix(end).filter(|rest| rest.len() >= 3));
    let stem = cut.unwrap_or(&single);
    // `stopping` and `stop`.
    match stem.as_bytes() {
        [.., a, b] if a == b && stem.len() > 3 && !b"ls".contains(b) => {
            stem[..stem.len() - 1].to_owned()
        }
        _ => stem.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_as_they_should_be() {
        assert!(STOP.is_sorted());
        for line in SUBJECTS {
            let words: Vec<&str> = line.split(' ').collect();
            assert!(
                words.len() > 1 && words.iter().all(|word| !word.is_empty()),
                "{line}"
            );
            assert!(
                words.iter().all(|word| STOP.binary_search(word).is_err()),
                "{line}"
            );
        }
    }

    #[test]
    fn endings_are_forgotten() {
        for (a, b) in [
            ("queries", "query"),
            ("stopping", "stop"),
            ("deployment", "deploying"),
            ("optimization", "optimize"),
            ("migrations", "migrate"),
            ("tests", "testing"),
        ] {
            assert_eq!(stem(a), stem(b), "{a} and {b}");
        }
        let said: Vec<String> = words("Don't use WebFlux with C#/C++, proactively!")
            .into_iter()
            .map(|(said, _)| said)
            .collect();
        assert_eq!(said, ["dont", "web", "flux", "c#", "c++"]);
    }

    #[test]
    fn what_is_said_for_one_another_has_a_subject_in_common() {
        let shares = |a: &str, b: &str| {
            subjects(&stem(a))
                .iter()
                .any(|at| subjects(&stem(b)).contains(at))
        };
        assert!(shares("slow", "performance"));
        assert!(shares("attacks", "security"));
        assert!(!shares("slow", "solidity"));
    }
}
