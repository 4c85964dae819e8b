//! Tokens, and what they cost.
//!
//! A session's lines say which model answered, so what it cost is told by them alone, also after another model went on.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use rustora_agent::session::Event;
use rustora_llm::Usage;
use rustora_llm::config::Configuration;

use crate::render::text::{neutral, number};

/// What was used, by model.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Used(BTreeMap<String, Usage>);

impl Used {
    /// In these events; answers before the first that says who works are of `model`.
    pub(super) fn of(events: &[Event], model: &str) -> Self {
        let mut used = Self::default();
        let mut current = model;
        for event in events {
            match event {
                Event::Started { model, .. } => current = model,
                Event::Answered { reply } => {
                    let sum = used.0.entry(current.to_owned()).or_default();
                    sum.input += reply.usage.input;
                    sum.output += reply.usage.output;
                    sum.cache_read += reply.usage.cache_read;
                    sum.cache_write += reply.usage.cache_write;
                }
                _ => {}
            }
        }
        used
    }

    /// In words: `1,200 in, 40,000 cached, 350 out, 0.0123 USD`.
    pub(super) fn told(&self, configuration: &Configuration) -> String {
        let mut all = Usage::default();
        let mut costs: BTreeMap<&str, f64> = BTreeMap::new();
        let mut is_whole = true;
        for (model, usage) in &self.0 {
            all.input += usage.input + usage.cache_write;
            all.output += usage.output;
            all.cache_read += usage.cache_read;
            match configuration.prices(model) {
                Some(prices) => {
                    *costs.entry(&prices.currency).or_default() += prices.cost(usage);
                }
                None => is_whole &= *usage == Usage::default(),
            }
        }
        let tokens = |tokens: u64| number(usize::try_from(tokens).unwrap_or(usize::MAX));
        let mut told = format!("{} in", tokens(all.input));
        if all.cache_read > 0 {
            _ = write!(told, ", {} cached", tokens(all.cache_read));
        }
        _ = write!(told, ", {} out", tokens(all.output));
        for (currency, cost) in costs {
            _ = write!(told, ", {cost:.4} {}", neutral(currency));
            told.truncate(told.trim_end().len());
            if !is_whole {
                told.push_str(" at least");
            }
        }
        told
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use rustora_host::MemoryHost;
    use rustora_llm::config::Source;
    use rustora_llm::{Reply, Stop};

    use super::*;

    fn answered(input: u64, output: u64, cache_read: u64) -> Event {
        let usage = Usage {
            input,
            output,
            cache_read,
            cache_write: 0,
        };
        Event::Answered {
            reply: Reply {
                parts: Vec::new(),
                stop: Stop::EndTurn,
                usage,
            },
        }
    }

    fn started(model: &str) -> Event {
        Event::Started {
            id: String::new(),
            agent: String::new(),
            model: model.to_owned(),
            root: String::new(),
            mode: String::new(),
            at: 0,
        }
    }

    fn configuration(text: &str) -> Configuration {
        let path = Path::new("/me/rustora.toml");
        Configuration::of(&MemoryHost::default(), Some(Source { path, text }), None).unwrap()
    }

    #[test]
    fn each_model_costs_what_its_prices_say() {
        let priced = configuration(
            "[prices.\"a/x\"]\ninput = 3\noutput = 15\ncached-input = 0.3\ncurrency = \"USD\"\n\
            [prices.b]\ninput = 1.0\noutput = 1.0\ncurrency = \"USD\"\n",
        );
        let events = [
            started("a/x"),
            answered(1_000_000, 100_000, 1_000_000),
            started("b/y"),
            answered(10, 1_000_000, 0),
        ];
        let used = Used::of(&events, "");
        assert_eq!(
            used.told(&priced),
            "1,000,010 in, 1,000,000 cached, 1,100,000 out, 5.8000 USD"
        );
        let partly = configuration("[prices.b]\ninput = 1\noutput = 1\ncurrency = \"€\"\n");
        assert!(used.told(&partly).ends_with("out, 1.0000 € at least"));
        assert_eq!(
            Used::of(&events[3..], "b/y").told(&configuration("")),
            "10 in, 1,000,000 out"
        );
    }
}
