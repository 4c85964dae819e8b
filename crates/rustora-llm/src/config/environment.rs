//! Providers that variables of the environment describe, under the names that the vendors' own tools use.

use std::path::PathBuf;

use rustora_host::Host;

use super::{CONTEXT, MAX_TOKENS, Provider, Speaks, credential, is_vendor};
use crate::http::BaseUrl;
use crate::remote::Scheme;
use crate::wire::Wire;

const ANTHROPIC: &str = "https://api.anthropic.com";
const OPENAI: &str = "https://api.openai.com/v1";

/// What is asked where only a key is set: the middle of what each vendor has, in the lists of models of their own SDKs (anthropic
/// 2.14.0, openai 3.57.0), 2026-11-26.
const DEFAULT_MODELS: (&str, &str) = ("claude-sonnet-5-5", "gpt-6.2-sol");

/// A variable that says something.
pub(super) fn var(host: &dyn Host, name: &str) -> Option<String> {
    host.var(name)
        .map(|value| value.trim().to_owned())
        .filter(|value| !value.is_empty())
}

pub(super) fn providers(host: &dyn Host, notes: &mut Vec<String>) -> Vec<Provider> {
    let mut found = Vec::new();
    if let Some(path) = var(host, "RUSTORA_SCRIPT") {
        found.push(Provider {
            name: "scripted".to_owned(),
            speaks: Speaks::Script(PathBuf::from(path)),
            key_variable: None,
            credential: None,
            model: Some("script".to_owned()),
            max_tokens: MAX_TOKENS.0,
            context: None,
            origin: "RUSTORA_SCRIPT".to_owned(),
        });
    }
    found.extend(anthropic(host, notes));
    found.extend(openai(host, notes));
    found
}

fn anthropic(host: &dyn Host, notes: &mut Vec<String>) -> Option<Provider> {
    let base = base(host, "ANTHROPIC_BASE_URL", ANTHROPIC, notes)?;
    let token = credential(host, "ANTHROPIC_AUTH_TOKEN", Scheme::Bearer);
    let key = credential(host, "ANTHROPIC_API_KEY", Scheme::ApiKey);
    if token.is_some() && key.is_some() {
        notes.push(
            "ANTHROPIC_AUTH_TOKEN and ANTHROPIC_API_KEY are both set; the first is sent".to_owned(),
        );
    }
    let given = token.or(key);
    if given.is_none() && is_vendor(&base) {
        return None;
    }
    let variable = given
        .as_ref()
        .map_or("ANTHROPIC_API_KEY", |it| it.variable.as_str());
    let default = is_vendor(&base).then(|| DEFAULT_MODELS.0.to_owned());
    Some(Provider {
        name: "anthropic".to_owned(),
        key_variable: Some(variable.to_owned()),
        origin: origin(variable, given.is_some(), "ANTHROPIC_BASE_URL"),
        credential: given,
        model: var(host, "ANTHROPIC_MODEL").or(default),
        max_tokens: limit(&base),
        context: is_vendor(&base).then_some(CONTEXT),
        speaks: Speaks::Wire(Wire::Anthropic, base),
    })
}

/// Two providers, one for each of the vendor's wires. With the vendor itself the newer comes first, since only there reasoning goes on
/// from one call to the next; with servers that imitate it the older, which all of them speak.
fn openai(host: &dyn Host, notes: &mut Vec<String>) -> Vec<Provider> {
    let Some(base) = base(host, "OPENAI_BASE_URL", OPENAI, notes) else {
        return Vec::new();
    };
    let given = credential(host, "OPENAI_API_KEY", Scheme::Bearer);
    if given.is_none() && is_vendor(&base) {
        return Vec::new();
    }
    let default = is_vendor(&base).then(|| DEFAULT_MODELS.1.to_owned());
    let model = var(host, "OPENAI_MODEL").or(default);
    let provider = |name: &str, wire| Provider {
        name: name.to_owned(),
        speaks: Speaks::Wire(wire, base.clone()),
        // A server of one's own mostly wants no key; one that does says so itself.
        key_variable: (given.is_some() || is_vendor(&base)).then(|| "OPENAI_API_KEY".to_owned()),
        credential: given.clone(),
        model: model.clone(),
        max_tokens: limit(&base),
        context: is_vendor(&base).then_some(CONTEXT),
        origin: origin("OPENAI_API_KEY", given.is_some(), "OPENAI_BASE_URL"),
    };
    let mut both = vec![
        provider("openai-responses", Wire::OpenaiResponses),
        provider("openai", Wire::OpenaiChat),
    ];
    if !is_vendor(&base) {
        both.reverse();
    }
    both
}

fn base(
    host: &dyn Host,
    variable: &str,
    default: &str,
    notes: &mut Vec<String>,
) -> Option<BaseUrl> {
    let text = var(host, variable);
    match BaseUrl::new(text.as_deref().unwrap_or(default)) {
        Ok(base) => Some(base),
        Err(error) => {
            notes.push(format!("{variable} is passed over: {error}"));
            None
        }
    }
}

fn origin(key: &str, has_key: bool, base: &str) -> String {
    let variable = if has_key { key } else { base };
    format!("environment: {variable}")
}

fn limit(base: &BaseUrl) -> u32 {
    if is_vendor(base) {
        MAX_TOKENS.0
    } else {
        MAX_TOKENS.1
    }
}
