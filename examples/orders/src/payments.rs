//! The payment provider.
//!
//! The provider takes one charge per reference and answers a repeated one with the first result,
//! which is what makes it safe to send a charge again. A declined card does not use the reference up.

use std::time::Duration;

use reqwest::StatusCode;
use serde::{Deserialize, Serialize};

const ATTEMPTS: u32 = 3;
const FIRST_BACKOFF: Duration = Duration::from_millis(100);

/// Not `Debug`: the token stands for a card.
#[derive(Serialize)]
pub struct Charge<'a> {
    pub reference: String,
    pub amount_cents: i64,
    pub card_token: &'a str,
}

#[derive(Deserialize)]
pub struct Charged {
    pub id: String,
}

#[derive(Debug, thiserror::Error)]
pub enum PaymentError {
    #[error("the card was declined")]
    Declined,
    #[error("the payment provider failed: {0}")]
    Http(#[from] reqwest::Error),
}

/// Charges the card, trying again while the provider is unreachable or failing.
pub async fn charge(
    client: &reqwest::Client,
    base_url: &str,
    charge: &Charge<'_>,
) -> Result<Charged, PaymentError> {
    let mut backoff = FIRST_BACKOFF;
    let mut attempt = 1;
    loop {
        match try_charge(client, base_url, charge).await {
            Err(PaymentError::Http(error)) if attempt < ATTEMPTS && is_transient(&error) => {
                tracing::warn!(%error, attempt, "charge failed, trying again");
            }
            result => return result,
        }
        std::thread::sleep(backoff);
        backoff *= 2;
        attempt += 1;
    }
}

async fn try_charge(
    client: &reqwest::Client,
    base_url: &str,
    charge: &Charge<'_>,
) -> Result<Charged, PaymentError> {
    let response = client
        .post(format!("{base_url}/charges"))
        .json(charge)
        .send()
        .await?;
    if response.status() == StatusCode::PAYMENT_REQUIRED {
        return Err(PaymentError::Declined);
    }
    Ok(response.error_for_status()?.json().await?)
}

fn is_transient(error: &reqwest::Error) -> bool {
    error.is_connect()
        || error.is_timeout()
        || error
            .status()
            .is_some_and(|status| status.is_server_error())
}
