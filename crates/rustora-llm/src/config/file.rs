//! `rustora.toml`: the user's own, which may describe providers, and a repository's, which may name one.
//!
//! Errors name a line and what is wrong with it and never repeat the line: a key may stand there by mistake.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustora_host::Host;
use serde::Deserialize;
use toml::{Table, Value};

use super::permissions::{Lists, lists};
use super::prices::PriceList;
use super::{CONTEXT, MAX_TOKENS, Provider, Servers, Source, Speaks, credential, is_vendor};
use crate::error::{ErrorKind, ModelError};
use crate::http::{BaseUrl, Timing};
use crate::patient::Patience;
use crate::remote::Scheme;
use crate::talk::Effort;
use crate::wire::Wire;

/// What the user's file says.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub(super) providers: Vec<Provider>,
    /// The model to use, and where that is written.
    pub(super) wanted: Option<(String, String)>,
    pub(super) aliases: Vec<(String, String)>,
    pub(super) effort: Option<Effort>,
    pub(super) prices: PriceList,
    pub(super) timing: Timing,
    pub(super) patience: Patience,
    pub(super) permissions: Lists,
    pub(super) servers: Servers,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
struct File {
    model: ModelTable,
    aliases: BTreeMap<String, String>,
    provider: Vec<ProviderTable>,
    mcp: McpTable,
    /// Read with its lines, by [`lists`].
    permissions: Option<Value>,
    prices: PriceList,
    #[serde(flatten)]
    rest: Table,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
struct ModelTable {
    r#use: Option<String>,
    effort: Option<Effort>,
    retries: Option<u32>,
    stall_seconds: Option<u64>,
    first_seconds: Option<u64>,
    #[serde(flatten)]
    rest: Table,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
struct McpTable {
    projects: Vec<String>,
    start_seconds: Option<u64>,
    call_seconds: Option<u64>,
    #[serde(flatten)]
    rest: Table,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
struct ProviderTable {
    name: String,
    wire: String,
    base_url: Option<String>,
    key_env: Option<String>,
    model: Option<String>,
    max_tokens: Option<u32>,
    context: Option<u32>,
    script: Option<PathBuf>,
    #[serde(flatten)]
    rest: Table,
}

/// Reads the user's file.
pub(super) fn of_user(
    host: &dyn Host,
    source: Source<'_>,
    notes: &mut Vec<String>,
) -> Result<Said, ModelError> {
    let path = source.path.display().to_string();
    let failed = |why: String, hint: &str| {
        ModelError::new(ErrorKind::NotConfigured, format!("{path}: {why}")).hint(hint)
    };
    let table: Table = toml::from_str(source.text).map_err(|error| {
        failed(
            without_line(source.text, &error),
            "see docs/models.md for the format",
        )
    })?;
    if let Some(name) = secret(&Value::Table(table.clone())) {
        let why = format!(
            "`{name}` holds a key, and a file is copied, backed up and shown too easily for that"
        );
        return Err(failed(
            why,
            "put the key into a variable of the environment and name that: key-env = \"MY_KEY\"; and change the key if the file was shared",
        ));
    }
    let file: File = table.try_into().map_err(|error: toml::de::Error| {
        failed(
            error.message().to_owned(),
            "see docs/models.md for the format",
        )
    })?;
    let mut unknown = |at: &str, rest: &Table| {
        notes.extend(
            rest.keys()
                .map(|name| format!("{path}: `{name}` in {at} is not known and was passed over")),
        );
    };
    unknown("the file", &file.rest);
    unknown("[model]", &file.model.rest);
    unknown("[mcp]", &file.mcp.rest);
    for table in &file.provider {
        unknown("[[provider]]", &table.rest);
    }
    for prices in file.prices.0.values() {
        unknown("[prices]", &prices.rest);
    }
    if let Some(name) = file.prices.unsound() {
        let why = format!("a price of `{name}` is none: it is below zero or no number");
        return Err(failed(why, "see docs/models.md for the format"));
    }
    let mut permissions = Lists::default();
    if file.permissions.is_some() {
        let (read, wrong) = lists(source.text);
        if !wrong.is_empty() {
            let why = wrong.join("; ");
            return Err(failed(
                why,
                "write `allow = [\"…\"]`, `ask = […]` and `deny = […]`; see docs/agents.md",
            ));
        }
        permissions = read;
    }
    let mut said = Said {
        permissions,
        wanted: file.model.r#use.map(|name| (name, path.clone())),
        effort: file.model.effort,
        aliases: file.aliases.into_iter().collect(),
        prices: file.prices,
        ..Said::default()
    };
    if let Some(retries) = file.model.retries {
        said.patience.retries = retries;
    }
    let seconds = |seconds: Option<u64>, default: Duration| {
        seconds.map_or(default, |it| Duration::from_secs(it.max(1)))
    };
    said.timing.idle = seconds(file.model.stall_seconds, said.timing.idle);
    said.timing.first = seconds(file.model.first_seconds, said.timing.first);
    said.servers.start = seconds(file.mcp.start_seconds, said.servers.start);
    said.servers.call = seconds(file.mcp.call_seconds, said.servers.call);
    let home = host.var("HOME").or_else(|| host.var("USERPROFILE"));
    for project in &file.mcp.projects {
        let folder = match (project.strip_prefix("~/"), &home) {
            (Some(below), Some(home)) => Path::new(home).join(below),
            _ => PathBuf::from(project),
        };
        if folder.is_absolute() {
            said.servers.projects.push(folder);
        } else {
            notes.push(format!(
                "{path}: `{project}` in `projects` of [mcp] is no whole path, and is passed over"
            ));
        }
    }
    for table in file.provider {
        let name = table.name.clone();
        let provider = provider(host, table, &path).map_err(|why| {
            failed(
                format!("provider `{name}`: {why}"),
                "see docs/models.md for the format",
            )
        })?;
        said.providers.push(provider);
    }
    Ok(said)
}

fn provider(host: &dyn Host, table: ProviderTable, path: &str) -> Result<Provider, String> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if table.name.is_empty() || !table.name.chars().all(is_name) {
        return Err("a name has letters, digits, `-`, `_` and `.`".to_owned());
    }
    let wire = match table.wire.as_str() {
        "anthropic" => Some(Wire::Anthropic),
        "openai-chat" => Some(Wire::OpenaiChat),
        "openai-responses" => Some(Wire::OpenaiResponses),
        "scripted" => None,
        _ => {
            return Err(
                "wire is one of \"anthropic\", \"openai-chat\", \"openai-responses\"".to_owned(),
            );
        }
    };
    let Some(wire) = wire else {
        let script = table
            .script
            .ok_or("a scripted provider has a `script`, the path of a file")?;
        return Ok(Provider {
            name: table.name,
            speaks: Speaks::Script(script),
            key_variable: None,
            credential: None,
            model: Some(table.model.unwrap_or_else(|| "script".to_owned())),
            max_tokens: table.max_tokens.unwrap_or(MAX_TOKENS.0),
            context: table.context,
            origin: path.to_owned(),
        });
    };
    let base = table.base_url.ok_or("base-url is missing")?;
    let base = BaseUrl::new(&base).map_err(|error| format!("base-url is not usable: {error}"))?;
    let is_variable = |name: &String| {
        let rest = |c: char| c.is_ascii_alphanumeric() || c == '_';
        !name.is_empty()
            && !name.starts_with(|c: char| c.is_ascii_digit())
            && name.chars().all(rest)
    };
    if table
        .key_env
        .as_ref()
        .is_some_and(|name| !is_variable(name))
    {
        // Not repeated: it may be the key itself.
        return Err("key-env is the name of a variable, not the key".to_owned());
    }
    // Anthropic itself takes keys by a name of its own; what imitates it takes either.
    let scheme = match wire {
        Wire::Anthropic if is_vendor(&base) => Scheme::ApiKey,
        _ => Scheme::Bearer,
    };
    let (vendor, other) = MAX_TOKENS;
    let is_vendor = is_vendor(&base);
    Ok(Provider {
        name: table.name,
        credential: table
            .key_env
            .as_deref()
            .and_then(|name| credential(host, name, scheme)),
        key_variable: table.key_env,
        model: table.model,
        max_tokens: table
            .max_tokens
            .unwrap_or(if is_vendor { vendor } else { other }),
        context: table.context.or(is_vendor.then_some(CONTEXT)),
        origin: path.to_owned(),
        speaks: Speaks::Wire(wire, base),
    })
}

/// The model that a repository suggests, and where. Whatever else stands there is passed over, and said to be.
pub(super) fn of_repository(
    source: Source<'_>,
    notes: &mut Vec<String>,
) -> Option<(String, String)> {
    let path = source.path.display().to_string();
    let table: Table = match toml::from_str(source.text) {
        Ok(table) => table,
        Err(error) => {
            notes.push(format!(
                "{path} is passed over: {}",
                without_line(source.text, &error)
            ));
            return None;
        }
    };
    if let Some(name) = secret(&Value::Table(table.clone())) {
        notes.push(format!("{path}: `{name}` holds a key, which everybody who has the repository can read; change it"));
    }
    for name in ["provider", "aliases", "prices"] {
        if table.contains_key(name) {
            notes.push(format!(
                "{path}: `{name}` is passed over: a repository may name a provider and a model of yours and nothing else, since with an \
                 address of its choice it could have your key sent there; put it into your own rustora.toml"
            ));
        }
    }
    let wanted = table.get("model")?.get("use")?.as_str()?;
    let is_plain = wanted.len() <= 200 && wanted.chars().all(|c| c.is_ascii_graphic());
    if !is_plain {
        notes.push(format!(
            "{path}: the model's name is passed over: it has characters that no name has"
        ));
        return None;
    }
    Some((wanted.to_owned(), path))
}

/// What a repository adds to the rules, and what of it cannot be read; the rest is followed.
pub(super) fn permissions_of_repository(source: Source<'_>) -> (Lists, Vec<String>) {
    let (lists, wrong) = lists(source.text);
    let path = source.path.display();
    let passed_over = |wrong: &String| format!("{path}: {wrong}; it was passed over");
    (lists, wrong.iter().map(passed_over).collect())
}

/// A field that is named like a secret, at any depth.
fn secret(value: &Value) -> Option<String> {
    const NAMES: [&str; 9] = [
        "key",
        "apikey",
        "token",
        "authtoken",
        "secret",
        "password",
        "bearer",
        "authorization",
        "accesstoken",
    ];
    match value {
        Value::Table(table) => table.iter().find_map(|(name, value)| {
            let plain = name.replace(['-', '_'], "").to_lowercase();
            if NAMES.contains(&plain.as_str()) {
                return Some(name.clone());
            }
            secret(value)
        }),
        Value::Array(list) => list.iter().find_map(secret),
        _ => None,
    }
}

/// What is wrong, and in which line, without the line itself.
pub(super) fn without_line(text: &str, error: &toml::de::Error) -> String {
    let line = error.span().map(|span| {
        text.get(..span.start)
            .unwrap_or(text)
            .lines()
            .count()
            .max(1)
    });
    match line {
        Some(line) => format!("line {line}: it is no TOML ({})", error.message()),
        None => format!("it is no TOML ({})", error.message()),
    }
}
