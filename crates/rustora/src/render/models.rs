//! Which models there are to ask. A key is never part of it.

use std::io::{self, Write};

use annotate_snippets::renderer::{DEFAULT_ERROR_STYLE, DEFAULT_NOTE_STYLE};
use anstyle::Style;
use rustora_llm::config::{Configuration, Provider, Speaks};
use serde::Serialize;

use super::text::{neutral, wrap_hanging};

/// What a provider said about its models; none if it was not asked.
pub(crate) type Checked = Option<Result<Vec<String>, String>>;

/// How many of a server's models people are shown.
const SHOWN: usize = 8;

/// Writes it for people.
///
/// # Errors
/// When `out` takes no more.
pub(crate) fn write(
    out: &mut dyn Write,
    configuration: &Configuration,
    checked: &[Checked],
) -> io::Result<()> {
    let bold = Style::new().bold();
    let (error, note) = (DEFAULT_ERROR_STYLE, DEFAULT_NOTE_STYLE);
    match &configuration.chosen {
        Ok(choice) => {
            let name = neutral(&choice.name());
            writeln!(
                out,
                "{bold}{name}{bold:#} is used: {}",
                neutral(&choice.because)
            )?;
            if let Some(prices) = configuration.prices(&choice.name()) {
                writeln!(
                    out,
                    "  costs       {} in, {} out {} for a million tokens",
                    prices.input,
                    prices.output,
                    neutral(&prices.currency)
                )?;
            }
        }
        Err(why) => {
            writeln!(
                out,
                "{bold}nothing is used{bold:#}: {}",
                neutral(&why.message)
            )?;
            writeln!(out, "  {}", wrap_hanging(&neutral(&why.hint), 100, 2))?;
        }
    }
    for (provider, checked) in configuration.providers.iter().zip(checked) {
        writeln!(
            out,
            "\n{bold}{}{bold:#}  {}",
            neutral(&provider.name),
            neutral(&place(provider))
        )?;
        let origin = neutral(&provider.origin);
        writeln!(
            out,
            "  configured  {origin}; key: {}",
            neutral(&key(provider))
        )?;
        if let Some(model) = &provider.model {
            writeln!(out, "  model       {}", neutral(model))?;
        }
        match checked {
            None => {}
            Some(Ok(models)) => {
                let shown: Vec<_> = models.iter().take(SHOWN).map(|it| neutral(it)).collect();
                let more = models.len() - shown.len();
                let more = if more == 0 {
                    String::new()
                } else {
                    format!(", and {more} more")
                };
                let listed = if shown.is_empty() {
                    "it lists no model".to_owned()
                } else {
                    shown.join(", ")
                };
                writeln!(out, "  reachable   {listed}{more}")?;
            }
            Some(Err(why)) => {
                let why = wrap_hanging(&neutral(why), 100, 14);
                writeln!(out, "  {error}unreachable{error:#} {why}")?;
            }
        }
    }
    if !configuration.notes.is_empty() {
        writeln!(out)?;
    }
    for text in &configuration.notes {
        writeln!(
            out,
            "{note}note{note:#}: {}",
            wrap_hanging(&neutral(text), 100, 6)
        )?;
    }
    Ok(())
}

fn place(provider: &Provider) -> String {
    match &provider.speaks {
        Speaks::Wire(wire, base) => format!("{} at {base}", wire.name()),
        Speaks::Script(path) => format!("scripted by {}", path.display()),
    }
}

/// Whether there is a key, and where from; never which.
fn key(provider: &Provider) -> String {
    match (&provider.credential, &provider.key_variable) {
        (Some(credential), _) => format!("set in {}", credential.variable),
        (None, Some(variable)) if provider.wants_key() => format!("missing, set {variable}"),
        (None, Some(variable)) => format!("none; {variable} is not set"),
        (None, None) => "none".to_owned(),
    }
}

#[derive(Serialize)]
struct Listing<'a> {
    schema: &'static str,
    #[serde(rename = "use")]
    used: Option<Used<'a>>,
    /// Why nothing is used.
    why: Option<&'a str>,
    providers: Vec<Listed<'a>>,
    notes: &'a [String],
}

#[derive(Serialize)]
struct Used<'a> {
    provider: &'a str,
    model: &'a str,
    because: &'a str,
}

#[derive(Serialize)]
struct Listed<'a> {
    name: &'a str,
    wire: &'static str,
    base_url: Option<String>,
    model: Option<&'a str>,
    max_tokens: u32,
    context: Option<u32>,
    configured: &'a str,
    key_variable: Option<&'a str>,
    has_key: bool,
    reachable: Option<bool>,
    /// Why it cannot be reached.
    why: Option<&'a str>,
    models: &'a [String],
}

/// Writes it for programs, as docs/schema/rustora.models.1.json says.
///
/// # Errors
/// When `out` takes no more.
pub(crate) fn write_json(
    out: &mut dyn Write,
    configuration: &Configuration,
    checked: &[Checked],
) -> io::Result<()> {
    let providers = configuration.providers.iter().zip(checked);
    let providers = providers.map(|(provider, checked)| Listed {
        name: &provider.name,
        wire: provider.speaks.name(),
        base_url: match &provider.speaks {
            Speaks::Wire(_, base) => Some(base.to_string()),
            Speaks::Script(_) => None,
        },
        model: provider.model.as_deref(),
        max_tokens: provider.max_tokens,
        context: provider.context,
        configured: &provider.origin,
        key_variable: provider.key_variable.as_deref(),
        has_key: provider.credential.is_some(),
        reachable: checked.as_ref().map(Result::is_ok),
        why: checked
            .as_ref()
            .and_then(|it| it.as_ref().err())
            .map(String::as_str),
        models: checked
            .as_ref()
            .and_then(|it| it.as_ref().ok())
            .map_or(&[], Vec::as_slice),
    });
    let chosen = configuration.chosen.as_ref();
    let listing = Listing {
        schema: "rustora.models/1",
        used: chosen.ok().map(|choice| Used {
            provider: &choice.provider.name,
            model: &choice.model,
            because: &choice.because,
        }),
        why: chosen.err().map(|error| error.message.as_str()),
        providers: providers.collect(),
        notes: &configuration.notes,
    };
    serde_json::to_writer_pretty(&mut *out, &listing)?;
    writeln!(out)
}
