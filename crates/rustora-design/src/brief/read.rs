//! A brief as TOML, both ways.
//!
//! The structs here are the file's; each value comes with the byte at which it stands, for its line. Only what is stated is
//! written, since an assumption that was written down would be read as stated.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use toml::Spanned;

use crate::decide::Weights;
use crate::model::Replication;
use crate::units::{Bytes, Count, Measure, Rate, Share, Span};
use crate::written::{self, WrittenError};

use super::{Archetype, Brief, Guarantee, SCHEMA, Slot, contradictions, defaults};

/// A value and the byte at which it stands.
#[derive(Debug)]
pub(super) struct At<T> {
    value: T,
    at: usize,
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for At<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = Spanned::<T>::deserialize(deserializer)?;
        let at = spanned.span().start;
        let value = spanned.into_inner();
        Ok(Self { value, at })
    }
}

impl<T: Serialize> Serialize for At<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

type May<T> = Option<At<T>>;

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Raw {
    schema: String,
    name: At<String>,
    archetype: At<Archetype>,
    pub(super) guarantees: May<Vec<Guarantee>>,
    pub(super) compliance: May<Vec<String>>,
    pub(super) regions: May<Vec<String>>,
    #[serde(default)]
    pub(super) load: RawLoad,
    #[serde(default)]
    pub(super) latency: RawLatency,
    #[serde(default)]
    pub(super) data: RawData,
    #[serde(default)]
    pub(super) technology: RawTechnology,
    #[serde(default)]
    pub(super) service: RawService,
    #[serde(default)]
    pub(super) recovery: RawRecovery,
    #[serde(default)]
    pub(super) team: RawTeam,
    #[serde(default)]
    pub(super) budget: RawBudget,
    pub(super) weights: May<RawWeights>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawLoad {
    pub(super) connections: May<Count>,
    pub(super) requests: May<Rate>,
    pub(super) messages: May<Rate>,
    pub(super) transfers: May<Rate>,
    pub(super) payload: May<Bytes>,
    pub(super) peak_factor: May<Count>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawLatency {
    pub(super) p99: May<Span>,
    pub(super) region_round_trip: May<Span>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawData {
    pub(super) retention: May<Span>,
    pub(super) growth: May<Count>,
    pub(super) replication: May<Replication>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawTechnology {
    pub(super) wanted: May<Vec<String>>,
    pub(super) forbidden: May<Vec<String>>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawService {
    pub(super) availability: May<Share>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawRecovery {
    pub(super) point: May<Span>,
    pub(super) time: May<Span>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawTeam {
    pub(super) size: May<Count>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawBudget {
    pub(super) machines: May<Count>,
}

/// A dimension that is not named counts 1.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct RawWeights {
    correctness: Count,
    performance: Count,
    maintainability: Count,
    reliability: Count,
    operability: Count,
}

impl Default for RawWeights {
    fn default() -> Self {
        let one = Count::whole(1);
        Self {
            correctness: one,
            performance: one,
            maintainability: one,
            reliability: one,
            operability: one,
        }
    }
}

/// A brief that cannot be written down.
#[derive(Debug, thiserror::Error)]
#[error("cannot write the brief as TOML: {0}")]
pub struct UnwritableBriefError(#[from] toml::ser::Error);

/// Turns what was written into slots.
#[derive(Clone, Copy)]
pub(super) struct Reader<'t> {
    text: &'t str,
}

impl Reader<'_> {
    /// What was stated, or the assumption.
    pub(super) fn slot<T>(self, stated: May<T>, assumed: impl FnOnce() -> Slot<T>) -> Slot<T> {
        self.stated(stated).unwrap_or_else(assumed)
    }

    /// What was stated.
    pub(super) fn stated<T>(self, stated: May<T>) -> Option<Slot<T>> {
        let At { value, at } = stated?;
        Some(Slot::stated(value, written::line(self.text, at)))
    }
}

impl Brief {
    /// Reads a brief.
    ///
    /// # Errors
    ///
    /// A mistake of form (an unknown field or word, a unit mix-up, a negative number) is told alone; contradictions are told
    /// all at once, by line.
    pub fn from_toml(text: &str) -> Result<Self, Vec<WrittenError>> {
        let mut raw: Raw = written::read(text, SCHEMA).map_err(|error| vec![error])?;
        let reader = Reader { text };
        let weights = match raw.weights.take() {
            None => None,
            Some(At { value, at }) => {
                let line = written::line(text, at);
                let weights = Weights::new([
                    value.correctness,
                    value.performance,
                    value.maintainability,
                    value.reliability,
                    value.operability,
                ]);
                let weights = weights.map_err(|error| {
                    vec![WrittenError {
                        line,
                        field: "weights".to_owned(),
                        message: error.to_string(),
                        nearest: None,
                    }]
                })?;
                Some(Slot::stated(weights, line))
            }
        };
        let (name, archetype) = (std::mem::take(&mut raw.name.value), raw.archetype.value);
        let brief = defaults::fill(name, archetype, raw, weights, reader);
        let mut errors = contradictions::of(&brief);
        if errors.is_empty() {
            Ok(brief)
        } else {
            errors.sort_by_key(|error| error.line);
            Err(errors)
        }
    }

    /// Writes what is stated.
    ///
    /// # Errors
    ///
    /// When TOML has no way to say it, which no text or number in a brief leads to.
    pub fn to_toml(&self) -> Result<String, UnwritableBriefError> {
        fn stated<T: Clone>(slot: &Slot<T>) -> May<T> {
            let value = (!slot.is_assumed()).then(|| slot.value.clone())?;
            Some(At { value, at: 0 })
        }
        let weights = stated(&self.weights).map(|At { value, at }| {
            let [
                correctness,
                performance,
                maintainability,
                reliability,
                operability,
            ] = value.all().map(Count::nearest);
            let value = RawWeights {
                correctness,
                performance,
                maintainability,
                reliability,
                operability,
            };
            At { value, at }
        });
        let raw = Raw {
            schema: SCHEMA.to_owned(),
            name: At {
                value: self.name.clone(),
                at: 0,
            },
            archetype: At {
                value: self.archetype,
                at: 0,
            },
            guarantees: stated(&self.guarantees),
            compliance: stated(&self.compliance),
            regions: stated(&self.regions),
            load: RawLoad {
                connections: stated(&self.load.connections),
                requests: stated(&self.load.requests),
                messages: stated(&self.load.messages),
                transfers: stated(&self.load.transfers),
                payload: stated(&self.load.payload),
                peak_factor: stated(&self.load.peak_factor),
            },
            latency: RawLatency {
                p99: stated(&self.latency.p99),
                region_round_trip: stated(&self.latency.region_round_trip),
            },
            data: RawData {
                retention: stated(&self.data.retention),
                growth: stated(&self.data.growth),
                replication: stated(&self.data.replication),
            },
            technology: RawTechnology {
                wanted: stated(&self.technology.wanted),
                forbidden: stated(&self.technology.forbidden),
            },
            service: RawService {
                availability: stated(&self.availability),
            },
            recovery: RawRecovery {
                point: stated(&self.recovery.point),
                time: stated(&self.recovery.time),
            },
            team: RawTeam {
                size: stated(&self.team),
            },
            budget: RawBudget {
                machines: stated(&self.machines),
            },
            weights,
        };
        // A table without anything in it says nothing.
        let mut table = toml::Table::try_from(&raw)?;
        table.retain(|_, value| value.as_table().is_none_or(|inner| !inner.is_empty()));
        let (first, rest) = ("schema", table.remove("schema"));
        let mut text = String::new();
        if let Some(schema) = rest {
            text = format!("{first} = {schema}\n");
        }
        Ok(text + &toml::to_string(&table)?)
    }
}
