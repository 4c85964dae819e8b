//! Which models can be asked, and which one is.
//!
//! Providers come from two places that belong to the user: the environment and the user's own `rustora.toml`. A repository's
//! `rustora.toml` belongs to whoever wrote the repository. It may name one of the user's providers and a model of it, and nothing else:
//! with a base URL of its choice it could have the user's key sent wherever it likes.
//!
//! A choice of the user outweighs the repository's: `RUSTORA_MODEL`, then the user's file, then the repository's, then what the
//! environment alone suggests.

mod environment;
mod file;
mod permissions;
mod prices;

use std::path::{Path, PathBuf};
use std::time::Duration;

use rustora_host::Host;

use crate::error::{ErrorKind, ModelError};
use crate::http::{BaseUrl, Proxies, Timing, Trust};
use crate::key::Key;
use crate::model::Model;
use crate::patient::{Patience, Patient};
use crate::remote::{Credential, Endpoint, Remote, Scheme};
use crate::scripted::Scripted;
use crate::talk::Effort;
use crate::wire::Wire;
pub use permissions::{Lists, Permissions};

pub use prices::Prices;

/// The file's name, in a repository and in the user's folder for configuration.
const FILE: &str = "rustora.toml";

/// How many tokens an answer may have where nobody says, with the vendors' own servers and with others. Servers at home count an
/// answer against the context that they were started with.
const MAX_TOKENS: (u32, u32) = (16_384, 8_192);

/// How many tokens the vendors' own models read at least, as of November 2026. Some read more.
const CONTEXT: u32 = 200_000;

/// What Claude Code's agent files call models, and what Anthropic calls them: the newest of each kind in version 2.14.0 of
/// Anthropic's own SDK, 2026-11-26. `[aliases]` in the user's file outweighs it.
const ALIASES: [(&str, &str); 4] = [
    ("sonnet", "claude-sonnet-5-5"),
    ("opus", "claude-opus-5-5"),
    ("haiku", "claude-haiku-5-5"),
    ("fable", "claude-fable-5-2"),
];

/// How long a server may take to say that it is there.
const CHECK: Timing = Timing {
    connect: Duration::from_secs(3),
    first: Duration::from_secs(5),
    idle: Duration::from_secs(5),
};

/// What a provider speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Speaks {
    /// A wire format, at this address.
    Wire(Wire, BaseUrl),
    /// What stands in a file. For tests.
    Script(PathBuf),
}

impl Speaks {
    /// As `wire` in the configuration.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Wire(wire, _) => wire.name(),
            Self::Script(_) => "scripted",
        }
    }
}

/// Somebody who can be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provider {
    /// Its name in `provider/model`.
    pub name: String,
    /// How it is spoken to, and where.
    pub speaks: Speaks,
    /// The variable that the key comes from, if there is to be one.
    pub key_variable: Option<String>,
    /// The key, if that variable has one, and how it is sent.
    pub credential: Option<Credential>,
    /// The model that is asked if only the provider is named.
    pub model: Option<String>,
    /// How many tokens an answer may have.
    pub max_tokens: u32,
    /// How many tokens its models read, where that is known.
    pub context: Option<u32>,
    /// Where it was configured, for people.
    pub origin: String,
}

impl Provider {
    /// Whether there is nothing left to configure.
    pub fn is_ready(&self) -> bool {
        self.credential.is_some() || !self.wants_key()
    }

    /// Whether it will refuse to answer without a key: it is to have one, or it is one of the vendors' own servers.
    pub fn wants_key(&self) -> bool {
        let is_vendor = matches!(&self.speaks, Speaks::Wire(_, base) if is_vendor(base));
        is_vendor || self.key_variable.is_some() && !self.is_local()
    }

    fn is_local(&self) -> bool {
        match &self.speaks {
            Speaks::Wire(_, base) => base.is_loopback(),
            Speaks::Script(_) => true,
        }
    }
}

fn is_vendor(base: &BaseUrl) -> bool {
    ["api.anthropic.com", "api.openai.com"].contains(&base.host())
}

/// A model that is to be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Whom.
    pub provider: Provider,
    /// Which model, as the provider calls it.
    pub model: String,
    /// Who chose it, for people.
    pub because: String,
}

impl Choice {
    /// `provider/model`.
    pub fn name(&self) -> String {
        format!("{}/{}", self.provider.name, self.model)
    }
}

/// Servers of the Model Context Protocol: how long they may take, and where rules start them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Servers {
    /// The folders, and all below them, in which the user's rules start what a project calls by a name.
    pub projects: Vec<PathBuf>,
    /// Until it has said which tools it has.
    pub start: Duration,
    /// For one call.
    pub call: Duration,
}

impl Default for Servers {
    fn default() -> Self {
        Self {
            projects: Vec::new(),
            start: Duration::from_secs(10),
            call: Duration::from_secs(120),
        }
    }
}

/// A file that was read.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// Where it is, for people.
    pub path: &'a Path,
    /// What it holds.
    pub text: &'a str,
}

/// What can be asked, and what is.
#[derive(Clone, Debug)]
pub struct Configuration {
    /// Who can be asked.
    pub providers: Vec<Provider>,
    /// What is asked where nobody says otherwise; or why nothing can be.
    pub chosen: Result<Choice, ModelError>,
    /// What the user should know about it.
    pub notes: Vec<String>,
    /// How hard models are to think.
    pub effort: Option<Effort>,
    /// What may be done, as the files say.
    pub permissions: Permissions,
    /// What holds for servers of tools.
    pub servers: Servers,
    aliases: Vec<(String, String)>,
    prices: prices::PriceList,
    timing: Timing,
    patience: Patience,
    proxies: Proxies,
}

impl Configuration {
    /// Reads what the environment, the user's file and the repository around `folder` say.
    ///
    /// # Errors
    /// When the user's file cannot be read or understood. The repository's cannot stop anything.
    pub fn read(host: &dyn Host, folder: &Path) -> Result<Self, ModelError> {
        let user = user_file(host).filter(|path| host.is_file(path));
        let user = match &user {
            Some(path) => Some((path, text(host, path)?)),
            None => None,
        };
        // What cannot be read there says nothing.
        let repository = repository_file(host, folder)
            .filter(|path| user.as_ref().is_none_or(|user| user.0 != path))
            .and_then(|path| text(host, &path).ok().map(|text| (path, text)));
        let user = user.as_ref().map(|(path, text)| Source { path, text });
        let repository = repository
            .as_ref()
            .map(|(path, text)| Source { path, text });
        Self::of(host, user, repository)
    }

    /// The same with files that are already there.
    ///
    /// # Errors
    /// When the user's file cannot be understood.
    pub fn of(
        host: &dyn Host,
        user: Option<Source<'_>>,
        repository: Option<Source<'_>>,
    ) -> Result<Self, ModelError> {
        let mut notes = Vec::new();
        let mut providers = environment::providers(host, &mut notes);
        let mut said = file::Said::default();
        if let Some(user) = user {
            said = file::of_user(host, user, &mut notes)?;
        }
        for provider in said.providers.drain(..) {
            if let Some(at) = providers.iter().position(|it| it.name == provider.name) {
                notes.push(format!(
                    "`{}` is the one of {}, and not that of the environment",
                    provider.name, provider.origin
                ));
                providers.remove(at);
            }
            providers.push(provider);
        }
        for provider in &providers {
            notes.extend(risk(provider));
        }
        let of_repository = repository.map(file::permissions_of_repository);
        let (narrowed, unread) = of_repository.unwrap_or_default();
        let mut configuration = Self {
            providers,
            chosen: Err(nothing()),
            notes,
            effort: said.effort,
            permissions: Permissions {
                user: said.permissions,
                repository: narrowed,
                notes: unread,
            },
            servers: said.servers,
            aliases: said.aliases,
            prices: said.prices,
            timing: said.timing,
            patience: said.patience,
            proxies: Proxies::of(host),
        };
        configuration.chosen = configuration.first_choice(host, said.wanted, repository);
        Ok(configuration)
    }

    fn first_choice(
        &mut self,
        host: &dyn Host,
        of_user: Option<(String, String)>,
        repository: Option<Source<'_>>,
    ) -> Result<Choice, ModelError> {
        let of_repository = repository.and_then(|file| file::of_repository(file, &mut self.notes));
        if let Some(wanted) = environment::var(host, "RUSTORA_MODEL") {
            return self.named(&wanted, "RUSTORA_MODEL");
        }
        if let Some((wanted, origin)) = of_user {
            return self.named(&wanted, &origin);
        }
        if let Some((wanted, origin)) = of_repository {
            match self.named(&wanted, &origin) {
                Ok(choice) => return Ok(choice),
                Err(error) => self.notes.push(format!(
                    "{origin} names a model that you have not configured, and is passed over: {}",
                    error.message
                )),
            }
        }
        // What is configured to the end first, in the order in which it was found.
        let usable = |it: &&Provider| it.is_ready() && it.model.is_some();
        let suggested = self
            .providers
            .iter()
            .find(usable)
            .or(self.providers.first());
        let provider = suggested.ok_or_else(nothing)?;
        let because = format!("the first that is configured ({})", provider.origin);
        complete(provider, None, &because)
    }

    /// What a model costs, by its `provider/model`, if the user's file says it of that or of its provider.
    pub fn prices(&self, name: &str) -> Option<&Prices> {
        self.prices.of(name)
    }

    /// The model that an agent file, a command line or a person names: `provider/model`, a provider, a model of the provider in use, an
    /// alias (`sonnet`, `opus`, `haiku`), or `inherit`.
    ///
    /// # Errors
    /// When there is no such provider, or nothing is in use that the name could belong to.
    pub fn choose(&self, wanted: &str) -> Result<Choice, ModelError> {
        self.named(wanted, "asked for")
    }

    fn named(&self, wanted: &str, because: &str) -> Result<Choice, ModelError> {
        let wanted = wanted.trim();
        let alias = self.aliases.iter().find(|alias| alias.0 == wanted);
        let wanted = alias.map_or(wanted, |alias| alias.1.as_str());
        if wanted.is_empty() || wanted == "inherit" {
            return self.chosen.clone();
        }
        let (before, after) = match wanted.split_once('/') {
            Some((before, after)) => (before, Some(after)),
            None => (wanted, None),
        };
        if let Some(provider) = self.providers.iter().find(|it| it.name == before) {
            return complete(provider, after.filter(|it| !it.is_empty()), because);
        }
        if after.is_some() && self.chosen.is_err() {
            return Err(self.unknown(before));
        }
        // A bare name belongs to the provider in use.
        let current = if let Ok(choice) = &self.chosen {
            choice.clone()
        } else {
            let provider = self.likely(wanted).ok_or_else(nothing)?;
            let is_alias = ALIASES.iter().any(|alias| alias.0 == wanted);
            complete(provider, (!is_alias).then_some(wanted), because)?
        };
        let speaks_anthropic = matches!(current.provider.speaks, Speaks::Wire(Wire::Anthropic, _));
        let model = match ALIASES.iter().find(|alias| alias.0 == wanted) {
            Some((_, name)) if speaks_anthropic => (*name).to_owned(),
            // Another provider has no such model, and code is not sent to one that was not chosen.
            Some(_) => current.model,
            None if after.is_some() && !is_path(&current) => return Err(self.unknown(before)),
            None => wanted.to_owned(),
        };
        let because = because.to_owned();
        Ok(Choice {
            model,
            because,
            ..current
        })
    }

    /// Whose model a bare name may be, while nobody is in use: one that has a model of the same family, else the first.
    fn likely(&self, wanted: &str) -> Option<&Provider> {
        let family = |name: &str| name.split('-').next().unwrap_or_default().to_owned();
        let mut ready = self.providers.iter().filter(|it| it.is_ready());
        let same = |it: &&Provider| it.model.as_deref().map(family) == Some(family(wanted));
        ready.clone().find(same).or_else(|| ready.next())
    }

    fn unknown(&self, name: &str) -> ModelError {
        let known: Vec<_> = self.providers.iter().map(|it| it.name.as_str()).collect();
        let known = if known.is_empty() {
            "none".to_owned()
        } else {
            known.join(", ")
        };
        let why = format!("there is no provider `{name}`; configured: {known}");
        ModelError::new(ErrorKind::NotConfigured, why)
            .hint("set its key in the environment, or describe it in your own rustora.toml; see docs/models.md")
    }

    /// The model itself, which is asked again where that may help.
    ///
    /// # Errors
    /// When the key is missing or cannot be sent, or a script cannot be read.
    pub fn model(&self, host: &dyn Host, choice: &Choice) -> Result<Box<dyn Model>, ModelError> {
        let provider = &choice.provider;
        if let Speaks::Script(path) = &provider.speaks {
            return Ok(Box::new(Scripted::parse(&text(host, path)?)?));
        }
        if !provider.is_ready() {
            let variable = provider.key_variable.as_deref().unwrap_or_default();
            let why = format!(
                "there is no key for `{}`: {variable} is not set",
                provider.name
            );
            return Err(
                ModelError::new(ErrorKind::NotConfigured, why).hint(format!("set {variable}"))
            );
        }
        let remote = self.remote(provider, choice.name(), &choice.model, self.timing)?;
        Ok(Box::new(Patient::new(remote, self.patience)))
    }

    /// Asks a provider which models it has, and waits a few seconds at most. Costs no tokens.
    ///
    /// # Errors
    /// When it does not say, with the reason.
    pub async fn reachable(
        &self,
        host: &dyn Host,
        provider: &Provider,
    ) -> Result<Vec<String>, ModelError> {
        if let Speaks::Script(path) = &provider.speaks {
            Scripted::parse(&text(host, path)?)?;
            return Ok(vec!["script".to_owned()]);
        }
        self.remote(provider, provider.name.clone(), "", CHECK)?
            .models()
            .await
    }

    fn remote(
        &self,
        provider: &Provider,
        name: String,
        model: &str,
        timing: Timing,
    ) -> Result<Remote, ModelError> {
        let Speaks::Wire(wire, base) = &provider.speaks else {
            return Err(nothing());
        };
        Remote::new(Endpoint {
            name,
            wire: *wire,
            base: base.clone(),
            credential: provider.credential.clone(),
            model: model.to_owned(),
            timing,
            proxies: self.proxies.clone(),
            trust: Trust::Machine,
        })
    }
}

/// A provider with a model of it, its own where none is named.
fn complete(provider: &Provider, model: Option<&str>, because: &str) -> Result<Choice, ModelError> {
    let alias = ALIASES.iter().find(|alias| Some(alias.0) == model);
    let model = match alias {
        Some((_, name)) if matches!(provider.speaks, Speaks::Wire(Wire::Anthropic, _)) => {
            Some(*name)
        }
        _ => model,
    };
    let Some(model) = model.or(provider.model.as_deref()) else {
        let why = format!(
            "no model is named for `{}` ({})",
            provider.name, provider.origin
        );
        let hint = format!(
            "name it: RUSTORA_MODEL={}/MODEL; `rustora models` lists what the server has",
            provider.name
        );
        return Err(ModelError::new(ErrorKind::NotConfigured, why).hint(hint));
    };
    Ok(Choice {
        provider: provider.clone(),
        model: model.to_owned(),
        because: because.to_owned(),
    })
}

/// Whether the provider's models have slashes in their names, as those of Hugging Face have: then a name with one may be such.
fn is_path(choice: &Choice) -> bool {
    choice.model.contains('/')
}

fn risk(provider: &Provider) -> Option<String> {
    let Speaks::Wire(_, base) = &provider.speaks else {
        return None;
    };
    let in_clear = !base.is_tls() && !base.is_loopback() && provider.credential.is_some();
    in_clear.then(|| {
        format!(
            "`{}` is asked over plain HTTP: whoever is between reads the key and the code",
            provider.name
        )
    })
}

fn nothing() -> ModelError {
    ModelError::new(ErrorKind::NotConfigured, "no model is configured")
        .hint("set ANTHROPIC_API_KEY or OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own; see docs/models.md")
}

fn text(host: &dyn Host, path: &Path) -> Result<String, ModelError> {
    let failed = |why: String| {
        ModelError::new(
            ErrorKind::NotConfigured,
            format!("reading {}: {why}", path.display()),
        )
        .hint("correct the file, or remove it")
    };
    let bytes = host.read(path).map_err(|error| failed(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| failed(error.to_string()))
}

/// The user's own file: `$XDG_CONFIG_HOME/rustora/rustora.toml`, else `~/.config/rustora/rustora.toml`, on Windows below `%APPDATA%`.
pub fn user_file(host: &dyn Host) -> Option<PathBuf> {
    let var = |name| {
        environment::var(host, name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    let folder = var("XDG_CONFIG_HOME")
        .or_else(|| if cfg!(windows) { var("APPDATA") } else { None })
        .or_else(|| Some(var("HOME")?.join(".config")))?;
    Some(folder.join("rustora").join(FILE))
}

/// The nearest one from `folder` up to the root of its repository.
fn repository_file(host: &dyn Host, folder: &Path) -> Option<PathBuf> {
    for folder in folder.ancestors() {
        let file = folder.join(FILE);
        if host.is_file(&file) {
            return Some(file);
        }
        if host.kind(&folder.join(".git")).is_ok() {
            return None;
        }
    }
    None
}

/// The credential in a variable.
fn credential(host: &dyn Host, variable: &str, scheme: Scheme) -> Option<Credential> {
    let key = Key::new(&environment::var(host, variable)?)?;
    let variable = variable.to_owned();
    Some(Credential {
        key,
        scheme,
        variable,
    })
}
