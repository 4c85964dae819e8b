//! What comes back in place of an answer: errors, before the stream or in the middle of it.
//!
//! Vendors agree on neither the shape nor the status. Some tell with status 400 that the conversation is too long, some with 413
//! or 500; one 429 passes by itself and another means that the money is gone. So the words are read first, then the status. The
//! words were taken from the vendors' pages, SDKs and public issue trackers in November 2026; a phrase that is missing here makes an
//! error less precise and nothing else.

use std::time::Duration;

use serde_json::Value;

use super::text;
use crate::error::{ErrorKind, ModelError};

/// How much of a foreign text an error repeats.
const MOST_REPEATED: usize = 600;

/// Words that say that the conversation has more tokens than the model reads, in lower case.
const TOO_LONG: &[&str] = &[
    "context_length_exceeded",              // OpenAI, DeepSeek, Groq
    "exceed_context_size",                  // llama.cpp
    "model_context_window_exceeded",        // Anthropic
    "prompt is too long",                   // Anthropic
    "exceed context limit",                 // Anthropic: input and max_tokens together
    "exceeds the context window",           // OpenAI Responses
    "maximum context length",               // OpenAI, vLLM, DeepSeek, OpenRouter
    "longer than the maximum model length", // vLLM
    "maximum prompt length",                // xAI
    "exceeds the available context size",   // llama.cpp
    "exceeds the context length",           // Ollama
    "exceeds context length",               // Ollama
    "greater than the context length",      // LM Studio
    "context the overflows",                // LM Studio's own spelling
    "context window of this model",         // OpenAI
    "too large for model with",             // Mistral
    "exceeds the maximum number of tokens", // Gemini
    "reduce the length of the messages",    // OpenAI, Groq
    "input is too long",                    // Bedrock
    "context window exceeded",
    "context length exceeded",
];

/// Words that say that waiting does not help.
const NO_MONEY: &[&str] = &[
    "insufficient_quota",
    "billing_error",
    "billing_hard_limit_reached",
    "credit balance is too low",
    "insufficient balance",
    "insufficient credits",
    "payment required",
];

/// Types and codes, as vendors write them.
const CODES: &[(&str, ErrorKind)] = &[
    ("overloaded_error", ErrorKind::Overloaded),
    ("overloaded", ErrorKind::Overloaded),
    ("engine_overloaded", ErrorKind::Overloaded),
    ("slow_down", ErrorKind::Overloaded),
    ("service_unavailable", ErrorKind::Overloaded),
    ("unavailable_error", ErrorKind::Overloaded), // llama.cpp, while it loads the model
    ("rate_limit_error", ErrorKind::RateLimited),
    ("rate_limit_exceeded", ErrorKind::RateLimited),
    ("authentication_error", ErrorKind::Authentication),
    ("permission_error", ErrorKind::Authentication),
    ("invalid_api_key", ErrorKind::Authentication),
    ("request_too_large", ErrorKind::TooLarge),
    ("timeout_error", ErrorKind::Timeout),
    ("not_found_error", ErrorKind::NotFound),
    ("model_not_found", ErrorKind::NotFound),
    ("api_error", ErrorKind::Server),
    ("server_error", ErrorKind::Server),
    ("internal_server_error", ErrorKind::Server),
    ("invalid_request_error", ErrorKind::BadRequest),
    ("invalid_prompt", ErrorKind::BadRequest),
    ("bio_policy", ErrorKind::BadRequest),
    ("misalignment_policy_violation", ErrorKind::BadRequest),
    ("content_policy_violation", ErrorKind::BadRequest),
];

/// An answer with a status that is no success.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Refused<'a> {
    pub(crate) status: u16,
    pub(crate) body: &'a [u8],
    /// From `retry-after-ms` or `retry-after`.
    pub(crate) retry_after: Option<Duration>,
    /// From `x-should-retry`.
    pub(crate) again: Option<bool>,
}

/// What a status and its body mean.
pub(crate) fn refused(answer: Refused<'_>) -> ModelError {
    let body = String::from_utf8_lossy(answer.body);
    let value: Value = serde_json::from_str(&body).unwrap_or(Value::Null);
    let told = Told::of(&value);
    let status = answer.status;
    let message = match &told.message[..] {
        "" if body.trim_start().starts_with('<') => "a web page in place of an answer".to_owned(),
        "" => short(body.trim()),
        message => short(message),
    };
    let separator = if message.is_empty() { "" } else { ": " };
    let kind = told.kind(Some(status));
    let mut error = ModelError::new(kind, format!("status {status}{separator}{message}"))
        .after(answer.retry_after.or_else(|| try_again_in(&message)))
        .hint(hint(kind));
    error.again = match kind {
        // No vendor means these when it says that asking again may help.
        ErrorKind::TooLong | ErrorKind::Billing => Some(false),
        _ => answer.again,
    };
    error
}

/// The error that an event tells, if it tells one.
pub(crate) fn told(event: &str, value: &Value) -> Option<ModelError> {
    let kind = text(value, "type");
    let is_error = event == "error"
        || kind == "error"
        || kind == "response.failed"
        || value["object"] == "error"
        || !matches!(value["error"], Value::Null);
    if !is_error {
        return None;
    }
    let told = Told::of(value);
    let kind = told.kind(None);
    let message = match &told.message[..] {
        "" => short(&value.to_string()),
        message => short(message),
    };
    let error = ModelError::new(kind, format!("the provider broke off: {message}"));
    Some(error.after(try_again_in(&message)).hint(hint(kind)))
}

/// The words of an error, wherever its vendor keeps them.
struct Told {
    codes: Vec<String>,
    message: String,
}

impl Told {
    fn of(value: &Value) -> Self {
        let places = [
            &value["error"],
            &value["response"]["error"],
            &value["detail"],
            value,
        ];
        let found = places
            .into_iter()
            .find(|place| place.is_object() || place.is_string());
        let found = found.unwrap_or(&Value::Null);
        let codes = ["type", "code", "status"]
            .iter()
            .filter_map(|field| match &found[*field] {
                Value::String(code) => Some(code.clone()),
                Value::Number(code) => Some(code.to_string()),
                _ => None,
            });
        let message = match found {
            Value::String(message) => message,
            _ => text(found, "message"),
        };
        Self {
            codes: codes.collect(),
            message: message.to_owned(),
        }
    }

    fn kind(&self, status: Option<u16>) -> ErrorKind {
        let words = format!("{} {}", self.codes.join(" "), self.message).to_lowercase();
        let says = |phrases: &[&str]| phrases.iter().any(|phrase| words.contains(phrase));
        // A limit of requests per minute speaks of tokens too.
        let is_rate = status == Some(429);
        if says(NO_MONEY) || status == Some(402) {
            return ErrorKind::Billing;
        }
        if !is_rate && says(TOO_LONG) {
            return ErrorKind::TooLong;
        }
        let by_code = || {
            let known = |code: &String| CODES.iter().find(|(name, _)| name == code);
            self.codes
                .iter()
                .filter_map(known)
                .map(|(_, kind)| *kind)
                .next()
        };
        let inner = || self.codes.iter().find_map(|code| code.parse().ok());
        match status {
            // A status that says little: the code may say more.
            None | Some(400 | 500) => by_code()
                .or_else(|| status.or_else(inner).map(by_status))
                .unwrap_or(ErrorKind::Server),
            Some(status) => by_status(status),
        }
    }
}

fn by_status(status: u16) -> ErrorKind {
    match status {
        300..=399 => ErrorKind::Redirect,
        401 | 403 => ErrorKind::Authentication,
        402 => ErrorKind::Billing,
        404 => ErrorKind::NotFound,
        408 | 504 => ErrorKind::Timeout,
        413 => ErrorKind::TooLarge,
        429 => ErrorKind::RateLimited,
        503 | 529 => ErrorKind::Overloaded,
        400..=499 => ErrorKind::BadRequest,
        _ => ErrorKind::Server,
    }
}

fn hint(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::Billing => "look at the account with the provider, or choose another model",
        ErrorKind::TooLong => {
            "the conversation has to become shorter, or the model one that reads more"
        }
        ErrorKind::TooLarge => "send less at once: large files in parts",
        ErrorKind::NotFound => {
            "check the name of the model and the base URL; `rustora models` shows both"
        }
        ErrorKind::RateLimited | ErrorKind::Overloaded => "wait, or choose another model",
        ErrorKind::Redirect => {
            "give the address that it points to as the base URL, if you trust it with the key"
        }
        _ => "",
    }
}

/// `Please try again in 1.898s`, `in 20ms`: told in words only, in the middle of a stream.
fn try_again_in(message: &str) -> Option<Duration> {
    let (_, rest) = message.split_once("try again in ")?;
    let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let (number, unit) = rest.split_at(digits);
    let number: f64 = number.trim_end_matches('.').parse().ok()?;
    let seconds = if unit.starts_with("ms") {
        number / 1000.0
    } else if unit.trim_start().starts_with('s') {
        number
    } else {
        return None;
    };
    Duration::try_from_secs_f64(seconds).ok()
}

/// The beginning of a foreign text, on one line.
fn short(text: &str) -> String {
    let mut line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((at, _)) = line.char_indices().nth(MOST_REPEATED) {
        line.truncate(at);
        line.push('…');
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(status: u16, body: &str) -> ErrorKind {
        refused(Refused {
            status,
            body: body.as_bytes(),
            ..Refused::default()
        })
        .kind
    }

    #[test]
    fn each_vendor_says_in_its_own_words_that_it_is_too_long() {
        for (status, body) in [
            (
                400,
                r#"{"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 208310 tokens > 200000 maximum"}}"#,
            ),
            (
                400,
                r#"{"type":"error","error":{"type":"invalid_request_error","message":"input length and `max_tokens` exceed context limit: 188240 + 21333 > 200000, decrease input length or `max_tokens` and try again"}}"#,
            ),
            (
                400,
                r#"{"error":{"message":"This model's maximum context length is 128000 tokens. However, your messages resulted in 130000 tokens. Please reduce the length of the messages.","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}}"#,
            ),
            (
                400,
                r#"{"error":{"message":"Your input exceeds the context window of this model. Please adjust your input and try again.","type":"invalid_request_error","param":"input","code":"context_length_exceeded"}}"#,
            ),
            (
                400,
                r#"{"error":{"code":400,"message":"the request exceeds the available context size, try increasing it","type":"exceed_context_size_error","n_prompt_tokens":9000,"n_ctx":4096}}"#,
            ),
            (
                500,
                r#"{"error":{"code":500,"message":"the request exceeds the available context size. try increasing the context size or enable context shift","type":"server_error"}}"#,
            ),
            (
                400,
                r#"{"object":"error","message":"This model's maximum context length is 4096 tokens. However, you requested 5000 tokens","type":"BadRequestError","param":null,"code":400}"#,
            ),
            (
                400,
                r#"{"error":"Trying to keep the first 6000 tokens when context the overflows. However, the model is loaded with context length of only 4096 tokens"}"#,
            ),
            (
                400,
                r#"{"error":"the input length exceeds the context length"}"#,
            ),
            (
                413,
                r#"{"error":{"message":"Please reduce the length of the messages or completion.","code":"context_length_exceeded"}}"#,
            ),
            (
                422,
                r#"{"detail":"Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum context length"}"#,
            ),
        ] {
            assert_eq!(kind(status, body), ErrorKind::TooLong, "{body}");
        }
    }

    #[test]
    fn statuses_and_what_bodies_add_to_them() {
        use ErrorKind as Kind;
        for (status, body, expected) in [
            (400, "{}", Kind::BadRequest),
            (
                400,
                r#"{"error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the Anthropic API."}}"#,
                Kind::Billing,
            ),
            (
                401,
                r#"{"error":{"type":"authentication_error","message":"invalid x-api-key"}}"#,
                Kind::Authentication,
            ),
            (403, "", Kind::Authentication),
            (
                404,
                r#"{"error":{"message":"model 'x' not found"}}"#,
                Kind::NotFound,
            ),
            (408, "", Kind::Timeout),
            (
                413,
                r#"{"error":{"type":"request_too_large","message":"Request exceeds the maximum size"}}"#,
                Kind::TooLarge,
            ),
            (422, "", Kind::BadRequest),
            (
                429,
                r#"{"error":{"type":"tokens","code":"rate_limit_exceeded","message":"Limit 30000 tokens per min, maximum context length"}}"#,
                Kind::RateLimited,
            ),
            (
                429,
                r#"{"error":{"type":"insufficient_quota","code":"insufficient_quota","message":"You exceeded your current quota"}}"#,
                Kind::Billing,
            ),
            (
                500,
                r#"{"error":{"type":"overloaded_error"}}"#,
                Kind::Overloaded,
            ),
            (500, "<html>oops</html>", Kind::Server),
            (502, "", Kind::Server),
            (
                503,
                r#"{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}"#,
                Kind::Overloaded,
            ),
            (504, "", Kind::Timeout),
            (529, "", Kind::Overloaded),
            (307, "", Kind::Redirect),
        ] {
            assert_eq!(kind(status, body), expected, "{status} {body}");
        }
    }

    #[test]
    fn errors_within_a_stream() {
        use ErrorKind as Kind;
        for (event, data, expected) in [
            (
                "error",
                r#"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"#,
                Kind::Overloaded,
            ),
            (
                "",
                r#"{"error":{"message":"upstream","code":502}}"#,
                Kind::Server,
            ),
            (
                "",
                r#"{"error":"model runner has unexpectedly stopped"}"#,
                Kind::Server,
            ),
            (
                "",
                r#"{"object":"error","message":"maximum context length is 10","code":400}"#,
                Kind::TooLong,
            ),
            (
                "",
                r#"{"type":"response.failed","response":{"error":{"code":"rate_limit_exceeded","message":"Please try again in 1.5s."}}}"#,
                Kind::RateLimited,
            ),
            (
                "error",
                r#"{"type":"error","code":"context_length_exceeded","message":"Your input","param":null}"#,
                Kind::TooLong,
            ),
            ("error", r#""plain words""#, Kind::Server),
        ] {
            let value: Value = serde_json::from_str(data).unwrap();
            assert_eq!(
                told(event, &value).map(|error| error.kind),
                Some(expected),
                "{data}"
            );
        }
        let quiet: Value = serde_json::from_str(
            r#"{"type":"response.created","response":{"error":null},"error":null}"#,
        )
        .unwrap();
        assert_eq!(told("", &quiet), None);
    }

    #[test]
    fn how_long_to_wait_may_stand_in_the_words() {
        let seconds = |text| try_again_in(text).map(|wait| wait.as_secs_f64());
        assert_eq!(seconds("Please try again in 1.5s. Visit"), Some(1.5));
        assert_eq!(seconds("Please try again in 250ms."), Some(0.25));
        assert_eq!(seconds("Please try again in 35 seconds"), Some(35.0));
        assert_eq!(seconds("Please try again in a while"), None);
        assert_eq!(seconds("try again in 1m2s"), None);
    }
}
