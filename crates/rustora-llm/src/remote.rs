//! A model behind a wire: the request is sent once, and its answer decoded while it arrives.
//!
//! It does not ask again; [`crate::Patient`] does.

use std::time::Duration;

use hyper::header::{AUTHORIZATION, HeaderName};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use crate::error::{ErrorKind, ModelError};
use crate::http::{BaseUrl, Dialer, Http, Proxies, Timing, Trust};
use crate::key::Key;
use crate::model::{Answer, Listener, Model};
use crate::printed;
use crate::talk::{Reply, Request};
use crate::wire::{Decoding, Dialect, Refused, Wire, refused};

/// How long the end of an answer's transport is waited for, once the answer itself is complete.
const LAST_BYTES: Duration = Duration::from_millis(100);

/// How much of a list of models is read.
const MOST_OF_A_LIST: usize = 4 * 1024 * 1024;

/// How a key is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// `authorization: Bearer …`.
    Bearer,
    /// `x-api-key: …`.
    ApiKey,
}

/// A key, how it is sent, and which variable it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    /// The secret.
    pub key: Key,
    /// How it is sent.
    pub scheme: Scheme,
    /// The variable of the environment, for errors.
    pub variable: String,
}

/// Where and how to ask.
#[derive(Clone, Debug)]
pub struct Endpoint {
    /// `provider/model`, for people.
    pub name: String,
    /// The format.
    pub wire: Wire,
    /// The server.
    pub base: BaseUrl,
    /// None for servers that want none.
    pub credential: Option<Credential>,
    /// The model, where a request names none.
    pub model: String,
    /// How long to wait for what.
    pub timing: Timing,
    /// What stands between.
    pub proxies: Proxies,
    /// Whose certificates are believed.
    pub trust: Trust,
}

/// A model behind a wire.
#[derive(Debug)]
pub struct Remote {
    name: String,
    wire: Wire,
    model: String,
    dialect: Dialect,
    key: Option<Key>,
    variable: String,
    http: Http,
}

impl Remote {
    /// A client. Nothing is opened, read or looked up before the first question.
    ///
    /// # Errors
    /// When the key cannot be sent as it is.
    pub fn new(endpoint: Endpoint) -> Result<Self, ModelError> {
        let Endpoint {
            name,
            wire,
            base,
            credential,
            model,
            timing,
            proxies,
            trust,
        } = endpoint;
        let dialect = Dialect {
            new_token_limit: base.host() == "api.openai.com",
        };
        let base = match wire {
            Wire::Anthropic => base.without_version(),
            _ => base,
        };
        let mut http = Http::new(Dialer::new(base, &proxies, trust), timing);
        if wire == Wire::Anthropic {
            http.header(HeaderName::from_static("anthropic-version"), "2023-06-01")?;
        }
        let mut variable = String::new();
        let mut key = None;
        if let Some(credential) = credential {
            let secret = credential.key.secret();
            let sent = match credential.scheme {
                Scheme::Bearer => http.header(AUTHORIZATION, &format!("Bearer {secret}")),
                Scheme::ApiKey => http.header(HeaderName::from_static("x-api-key"), secret),
            };
            sent.map_err(|error| {
                let hint = format!("look at {}: {}", credential.variable, error.hint);
                error.hint(hint)
            })?;
            variable = credential.variable;
            key = Some(credential.key);
        }
        Ok(Self {
            name,
            wire,
            model,
            dialect,
            key,
            variable,
            http,
        })
    }

    /// The models that the server says it has. Cheap: one GET, no tokens.
    ///
    /// # Errors
    /// When the server cannot be reached or does not say.
    pub async fn models(&self) -> Result<Vec<String>, ModelError> {
        let listed = async {
            let mut arriving = self.http.get(self.wire.models_path()).await?;
            if !arriving.status.is_success() {
                return Err(self.refusal(arriving).await);
            }
            let body = arriving.beginning(MOST_OF_A_LIST).await;
            let list: serde_json::Value = serde_json::from_slice(&body).map_err(|error| {
                ModelError::new(
                    ErrorKind::Malformed,
                    format!("the list of models is no JSON: {error}"),
                )
            })?;
            let entries = list["data"].as_array().into_iter().flatten();
            let ids = entries.filter_map(|entry| entry["id"].as_str());
            Ok(ids.map(str::to_owned).collect())
        };
        listed.await.map_err(|error| self.told(error))
    }

    async fn ask(
        &self,
        request: &Request,
        on: &mut Listener<'_>,
        cancel: &CancellationToken,
    ) -> Result<Reply, ModelError> {
        let mut decoding = self.wire.decoder();
        let outcome = tokio::select! {
            biased;
            () = cancel.cancelled() => Err(ModelError::cancelled()),
            done = self.stream(request, &mut decoding, on) => done,
        };
        match outcome {
            Ok(reply) => Ok(printed::found(reply, &request.tools)),
            Err(error) if error.partial.is_empty() => Err(self.told(decoding.failed(error))),
            Err(error) => Err(self.told(error)),
        }
    }

    async fn stream(
        &self,
        request: &Request,
        decoding: &mut Decoding,
        on: &mut Listener<'_>,
    ) -> Result<Reply, ModelError> {
        let body = if request.model.is_empty() {
            let model = self.model.clone();
            self.wire.body(
                &Request {
                    model,
                    ..request.clone()
                },
                self.dialect,
            )
        } else {
            self.wire.body(request, self.dialect)
        };
        let mut arriving = self.http.post(self.wire.path(), body).await?;
        if !arriving.status.is_success() {
            return Err(self.refusal(arriving).await);
        }
        let kind = arriving.header("content-type").to_lowercase();
        if kind.starts_with("application/json") || kind.starts_with("text/html") {
            return Err(no_stream(&arriving.error_body().await));
        }
        loop {
            let piece = match arriving.piece().await {
                Ok(Some(piece)) => piece,
                Ok(None) => break,
                // The model had said why it stopped; only the end of the transport is missing.
                Err(_) if decoding.may_end() => break,
                Err(error) => return Err(error),
            };
            if decoding.feed(&piece, on)? {
                // Only what ends the transport can follow. A server that says more is not listened to.
                let last = timeout(LAST_BYTES, arriving.piece()).await;
                if matches!(last, Ok(Ok(None))) {
                    self.http.keep(arriving).await;
                }
                break;
            }
        }
        decoding.end(on)
    }

    async fn refusal(&self, mut arriving: crate::http::Arriving) -> ModelError {
        let body = arriving.error_body().await;
        let mut error = refused(Refused {
            status: arriving.status.as_u16(),
            body: &body,
            retry_after: arriving.retry_after(),
            again: match arriving.header("x-should-retry") {
                "true" => Some(true),
                "false" => Some(false),
                _ => None,
            },
        });
        if error.kind == ErrorKind::Redirect {
            let to = arriving.header("location");
            error.message = format!(
                "the server sends us to `{to}`, which is not followed: the key is for this server"
            );
        }
        error
    }

    /// Says whom was asked, and leaves out the key, which servers repeat now and then.
    fn told(&self, error: ModelError) -> ModelError {
        let mut error = error.at(&self.name);
        if error.kind == ErrorKind::Authentication {
            error.hint = if self.variable.is_empty() {
                "no key was sent; `rustora models` shows which variable is looked at".to_owned()
            } else {
                format!("check the key in {}", self.variable)
            };
        }
        if let Some(key) = &self.key {
            error.message = key.scrub(&error.message);
            error.hint = key.scrub(&error.hint);
        }
        error
    }
}

/// A success that is no stream: an error in a gateway's own shape, or another kind of server altogether.
fn no_stream(body: &[u8]) -> ModelError {
    let value: serde_json::Value = serde_json::from_slice(body).unwrap_or_default();
    crate::wire::told("", &value).unwrap_or_else(|| {
        let why = "what answers there sent a page or a document and no stream";
        ModelError::new(ErrorKind::Malformed, why)
            .hint("check the base URL, and that the server can stream")
    })
}

impl Model for Remote {
    fn name(&self) -> &str {
        &self.name
    }

    fn respond<'a>(
        &'a self,
        request: &'a Request,
        on: &'a mut Listener<'_>,
        cancel: &'a CancellationToken,
    ) -> Answer<'a> {
        Box::pin(self.ask(request, on, cancel))
    }
}
