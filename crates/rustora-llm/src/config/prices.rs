//! What tokens cost, as the user's file says.
//!
//! There is no list of our own: prices change, and one that is wrong is worse than none.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Table;

use crate::talk::Usage;

/// The prices of a model, for a million tokens.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Prices {
    /// Of what it reads.
    pub input: f64,
    /// Of what it writes.
    pub output: f64,
    /// Of what it reads from the cache; that of `input` if nobody says.
    pub cached_input: Option<f64>,
    /// Of what it reads and keeps in the cache; that of `input` if nobody says.
    pub cache_write: Option<f64>,
    /// In what, for people: `USD`, `€`.
    #[serde(default)]
    pub currency: String,
    #[serde(flatten)]
    pub(super) rest: Table,
}

impl Prices {
    /// What these tokens cost.
    pub fn cost(&self, usage: &Usage) -> f64 {
        #[expect(
            clippy::cast_precision_loss,
            reason = "nobody uses as many tokens as that"
        )]
        let part = |tokens: u64, price: f64| tokens as f64 * price / 1e6;
        part(usage.input, self.input)
            + part(usage.output, self.output)
            + part(usage.cache_read, self.cached_input.unwrap_or(self.input))
            + part(usage.cache_write, self.cache_write.unwrap_or(self.input))
    }

    fn is_sound(&self) -> bool {
        let all = [
            Some(self.input),
            Some(self.output),
            self.cached_input,
            self.cache_write,
        ];
        all.into_iter()
            .flatten()
            .all(|price| price.is_finite() && price >= 0.0)
    }
}

/// All of them, by `provider/model` or by provider.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub(super) struct PriceList(pub(super) BTreeMap<String, Prices>);

impl PriceList {
    /// Those of a model, else those of its provider.
    pub(super) fn of(&self, name: &str) -> Option<&Prices> {
        let provider = name.split_once('/').map_or(name, |(provider, _)| provider);
        self.0.get(name).or_else(|| self.0.get(provider))
    }

    /// The name of one that no price can be.
    pub(super) fn unsound(&self) -> Option<&str> {
        let mut all = self.0.iter();
        all.find(|(_, prices)| !prices.is_sound())
            .map(|(name, _)| name.as_str())
    }
}
