//! The settings, read once at start from `ORDERS_*` environment variables.
//!
//! Every variable has a default that works on a developer's machine, except the API key: without
//! it no account is created, and a fresh database refuses every request.

use std::{net::SocketAddr, path::PathBuf};

/// Not `Debug`: it holds the API key.
pub struct Config {
    pub listen: SocketAddr,
    pub database_url: String,
    pub payment_url: String,
    pub warehouse_url: String,
    /// `host:port` of the warehouse's stock feed; stock levels are not followed without it.
    pub stock_feed: Option<String>,
    pub catalogue: PathBuf,
    pub receipt_template: PathBuf,
    /// The directory that the mailer watches for `.eml` files.
    pub outbox: PathBuf,
    pub api_key: Option<String>,
}

#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("ORDERS_LISTEN must be an address such as 127.0.0.1:8080, not `{0}`")]
    Listen(String),
    #[error("ORDERS_API_KEY must have at least 16 characters")]
    WeakKey,
}

impl Config {
    /// Reads the settings through `lookup`, which is the process environment outside of tests.
    pub fn from_lookup(lookup: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let or = |name: &str, default: &str| lookup(name).unwrap_or_else(|| default.to_owned());

        let listen = or("ORDERS_LISTEN", "127.0.0.1:8080");
        let api_key = lookup("ORDERS_API_KEY");
        if api_key.as_ref().is_some_and(|key| key.len() < 16) {
            return Err(ConfigError::WeakKey);
        }
        Ok(Self {
            listen: listen.parse().map_err(|_| ConfigError::Listen(listen))?,
            database_url: or("ORDERS_DATABASE_URL", "sqlite::memory:"),
            payment_url: or("ORDERS_PAYMENT_URL", "http://127.0.0.1:8081"),
            warehouse_url: or("ORDERS_WAREHOUSE_URL", "http://127.0.0.1:8082"),
            stock_feed: lookup("ORDERS_STOCK_FEED"),
            catalogue: or("ORDERS_CATALOGUE", "catalogue.json").into(),
            receipt_template: or("ORDERS_RECEIPT_TEMPLATE", "templates/receipt.txt").into(),
            outbox: or("ORDERS_OUTBOX", "outbox").into(),
            api_key,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_environment_is_enough() {
        let config = Config::from_lookup(|_| None).unwrap();
        assert_eq!(config.listen, SocketAddr::from(([127, 0, 0, 1], 8080)));
        assert!(config.api_key.is_none());
    }

    #[test]
    fn a_bad_address_is_named() {
        let error =
            Config::from_lookup(|name| (name == "ORDERS_LISTEN").then(|| "here".to_owned()))
                .err()
                .map(|error| error.to_string());
        assert!(error.is_some_and(|text| text.contains("`here`")));
    }

    #[test]
    fn a_short_key_is_refused() {
        let config =
            Config::from_lookup(|name| (name == "ORDERS_API_KEY").then(|| "letmein".into()));
        assert!(matches!(config, Err(ConfigError::WeakKey)));
    }
}
