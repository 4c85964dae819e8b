//! HTTP to one provider: a question out, an answer in as it arrives.
//!
//! It does what a model's client needs and no more: HTTP/1.1, one connection that is kept between two questions, proxies as the
//! environment asks for them, TLS by rustls with the certificates that this machine trusts. It follows no redirect, since the
//! key in the request is for one server. Nothing is read or looked up before the first question.

mod connect;
mod url;
mod wait;

use std::time::Duration;

use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1::SendRequest;
use hyper::header::{self, HeaderMap, HeaderName, HeaderValue};
use hyper::{Method, Response, StatusCode};
use tokio::sync::Mutex;
use tokio::time::{Instant, timeout};

use crate::error::{ErrorKind, ModelError};

pub use connect::{Proxies, Trust};
pub use url::{BaseUrl, NotAUrl};

pub(crate) use connect::Dialer;

/// How long a connection may lie unused. Routers forget silent ones, and what is sent into such a one is answered by nobody.
const LONGEST_REST: Duration = Duration::from_secs(30);

/// How much of an error's body is read.
const MOST_OF_AN_ERROR: usize = 64 * 1024;

type Sender = SendRequest<Full<Bytes>>;

/// How long to wait for what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timing {
    /// For a connection, TLS included.
    pub connect: Duration,
    /// For the answer to begin. Local servers load the model first, and then read the whole prompt.
    pub first: Duration,
    /// For more of an answer that has begun. Some models think for minutes without a word.
    pub idle: Duration,
}

impl Default for Timing {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(15),
            first: Duration::from_secs(600),
            idle: Duration::from_secs(300),
        }
    }
}

/// A client of one server.
pub(crate) struct Http {
    dialer: Dialer,
    headers: HeaderMap,
    timing: Timing,
    /// The connection that the last answer left, and since when it rests.
    resting: Mutex<Option<(Sender, Instant)>>,
}

impl Http {
    pub(crate) fn new(dialer: Dialer, timing: Timing) -> Self {
        let mut headers = HeaderMap::new();
        let agent = concat!("rustora/", env!("CARGO_PKG_VERSION"));
        headers.insert(header::USER_AGENT, HeaderValue::from_static(agent));
        if let Ok(host) = HeaderValue::from_str(dialer.base().authority()) {
            headers.insert(header::HOST, host);
        }
        Self {
            dialer,
            headers,
            timing,
            resting: Mutex::new(None),
        }
    }

    /// Sends this header with each request, and shows it nowhere.
    pub(crate) fn header(&mut self, name: HeaderName, value: &str) -> Result<(), ModelError> {
        let mut value = HeaderValue::from_str(value).map_err(|_| {
            let why = format!("what is to be sent as `{name}` has characters that no header may have");
            ModelError::new(ErrorKind::NotConfigured, why)
                .hint("look at the key for a line break, a quotation mark or a letter that does not belong there")
        })?;
        value.set_sensitive(true);
        self.headers.insert(name, value);
        Ok(())
    }

    pub(crate) async fn post(&self, path: &str, body: Vec<u8>) -> Result<Arriving, ModelError> {
        self.send(Method::POST, path, body.into(), "text/event-stream")
            .await
    }

    pub(crate) async fn get(&self, path: &str) -> Result<Arriving, ModelError> {
        self.send(Method::GET, path, Bytes::new(), "application/json")
            .await
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        body: Bytes,
        accept: &'static str,
    ) -> Result<Arriving, ModelError> {
        let request = || {
            let mut request = hyper::Request::new(Full::new(body.clone()));
            *request.method_mut() = method.clone();
            *request.uri_mut() = self.dialer.target(path)?;
            let headers = request.headers_mut();
            headers.clone_from(&self.headers);
            headers.insert(header::ACCEPT, HeaderValue::from_static(accept));
            headers.insert(
                header::CONTENT_TYPE,
                HeaderValue::from_static("application/json"),
            );
            self.dialer.authorize_proxy(headers);
            Ok::<_, ModelError>(request)
        };
        if let Some(mut sender) = self.rested().await {
            let sent = timeout(self.timing.first, sender.try_send_request(request()?)).await;
            match sent {
                Ok(Ok(response)) => return Ok(self.arriving(response, sender)),
                Ok(Err(mut error)) => {
                    // With its message it comes back unsent: the connection was closed in the meantime.
                    if error.take_message().is_none() {
                        return Err(lost(&error.into_error()));
                    }
                }
                Err(_) => return Err(self.nothing()),
            }
        }
        let mut sender = self.dialer.dial(self.timing.connect).await?;
        match timeout(self.timing.first, sender.send_request(request()?)).await {
            Ok(Ok(response)) => Ok(self.arriving(response, sender)),
            Ok(Err(error)) => Err(lost(&error)),
            Err(_) => Err(self.nothing()),
        }
    }

    async fn rested(&self) -> Option<Sender> {
        let (sender, since) = self.resting.lock().await.take()?;
        (since.elapsed() < LONGEST_REST && sender.is_ready()).then_some(sender)
    }

    /// Keeps the connection of an answer that was read to its end.
    pub(crate) async fn keep(&self, arriving: Arriving) {
        *self.resting.lock().await = Some((arriving.sender, Instant::now()));
    }

    fn arriving(&self, response: Response<Incoming>, sender: Sender) -> Arriving {
        let (head, body) = response.into_parts();
        Arriving {
            status: head.status,
            headers: head.headers,
            body,
            sender,
            idle: self.timing.idle,
        }
    }

    fn nothing(&self) -> ModelError {
        let why = format!("no answer within {} s", self.timing.first.as_secs_f64());
        ModelError::new(ErrorKind::Timeout, why)
    }
}

/// An answer whose head has arrived.
pub(crate) struct Arriving {
    pub(crate) status: StatusCode,
    headers: HeaderMap,
    body: Incoming,
    sender: Sender,
    idle: Duration,
}

impl Arriving {
    /// A header's text; empty when it is not there.
    pub(crate) fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name).and_then(|value| value.to_str().ok());
        value.unwrap_or_default()
    }

    /// How long the server wants to be left alone.
    pub(crate) fn retry_after(&self) -> Option<Duration> {
        wait::retry_after(|name| self.header(name))
    }

    /// The next bytes; `None` at the end.
    pub(crate) async fn piece(&mut self) -> Result<Option<Bytes>, ModelError> {
        loop {
            let frame = timeout(self.idle, self.body.frame()).await.map_err(|_| {
                let why = format!(
                    "the answer stalled: nothing more within {} s",
                    self.idle.as_secs_f64()
                );
                ModelError::new(ErrorKind::Stalled, why)
            })?;
            match frame {
                None => return Ok(None),
                Some(Ok(frame)) => {
                    if let Ok(bytes) = frame.into_data()
                        && !bytes.is_empty()
                    {
                        return Ok(Some(bytes));
                    }
                }
                Some(Err(error)) => {
                    let why = format!("the answer was cut: {}", chain(&error));
                    return Err(ModelError::new(ErrorKind::Cut, why));
                }
            }
        }
    }

    /// The beginning of the body of something that is no stream. What cannot be read is left out: the status is known already.
    pub(crate) async fn beginning(&mut self, most: usize) -> Vec<u8> {
        let mut bytes = Vec::new();
        while bytes.len() < most
            && let Ok(Some(piece)) = self.piece().await
        {
            bytes.extend_from_slice(&piece);
        }
        bytes.truncate(most);
        bytes
    }

    /// The body of an error.
    pub(crate) async fn error_body(&mut self) -> Vec<u8> {
        self.beginning(MOST_OF_AN_ERROR).await
    }
}

fn lost(error: &hyper::Error) -> ModelError {
    let why = chain(error);
    if error.is_parse() {
        let why = format!("what answers there does not speak HTTP: {why}");
        return ModelError::new(ErrorKind::Malformed, why);
    }
    ModelError::new(
        ErrorKind::Network,
        format!("the connection was lost: {why}"),
    )
}

/// An error with what caused it.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let said = error.to_string();
        if !text.contains(&said) {
            text.push_str(": ");
            text.push_str(&said);
        }
        cause = error.source();
    }
    text
}

impl std::fmt::Debug for Http {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Http")
            .field("base", self.dialer.base())
            .finish_non_exhaustive()
    }
}
