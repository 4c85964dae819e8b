//! A server that runs: how it is started and greeted, how a call waits for it, and how it goes.
//!
//! It speaks JSON-RPC, a line for each message, on its standard streams; the protocol itself is the crate `rmcp`'s. What would surprise: an
//! answer in a line that is too long ends the server. Its bytes cannot be told apart from a flood, and to pass over it would leave the call
//! waiting for what never comes.

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::io;
use std::pin::Pin;
use std::process::ChildStderr;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use rmcp::model::{
    CallToolRequestParams, CallToolResponse, ClientCapabilities, ClientConfig, Implementation,
    PaginatedRequestParams, Tool,
};
use rmcp::service::{
    ClientInitializeError, RoleClient, RunningService, ServiceError, serve_client,
};
use rustora_host::{Cancel, Companion, Ended};
use serde_json::{Map, Value};
use tokio::io::{AsyncRead, AsyncReadExt as _, ReadBuf};
use tokio::task::JoinHandle;

use super::offered::{MOST_TOOLS, done};
use crate::tools::Done;
use crate::toolset::bounded;

/// How long a line of a server may be, bytes. The crate below drops one of 16 MiB without a word.
const LONGEST_LINE: usize = 8 << 20;
/// How much of its last words is kept, bytes.
const LAST_WORDS: usize = 2 << 10;
/// How many pages of tools are asked for.
const MOST_PAGES: usize = 32;
/// How long an error of a server may be, bytes.
const MOST_OF_AN_ERROR: usize = 2_000;
/// How often it is looked whether a call is to end.
const PERIOD: Duration = Duration::from_millis(20);
/// How long a server may take to end by itself when nobody wants it any more.
const GRACE: Duration = Duration::from_millis(500);

/// A server that runs.
pub(super) struct Connection {
    pub(super) name: String,
    service: RunningService<RoleClient, ClientConfig>,
    life: Life,
}

/// The tools of a server, and whether these are all.
pub(super) struct Listed {
    pub(super) tools: Vec<Tool>,
    pub(super) is_all: bool,
}

impl Connection {
    /// Greets a server that was started and asks which tools it has, within that time.
    ///
    /// # Errors
    /// Why it is no server, with its last words.
    pub(super) async fn greet(
        name: String,
        mut companion: Companion,
        limit: Duration,
    ) -> Result<(Self, Listed), String> {
        let failed = |error: io::Error| format!("its streams cannot be read: {error}");
        let (input, output, complaints) = companion.ends().ok_or("it was greeted before")?;
        let words = Arc::new(Tail::default());
        let output = Lines {
            inner: tokio::process::ChildStdout::from_std(output).map_err(failed)?,
            line: 0,
            words: Arc::clone(&words),
        };
        let input = tokio::process::ChildStdin::from_std(input).map_err(failed)?;
        let heard = listen(complaints, Arc::clone(&words)).map_err(failed)?;
        let life = Life {
            companion: Arc::new(Mutex::new(companion)),
            words,
            heard: Mutex::new(Some(heard)),
        };
        let why = match tokio::time::timeout(limit, greeted(input, output)).await {
            Ok(Ok((service, listed))) => {
                let connection = Self {
                    name,
                    service,
                    life,
                };
                return Ok((connection, listed));
            }
            Ok(Err(why)) => bounded(why, MOST_OF_AN_ERROR),
            Err(_) => format!(
                "it was not ready after {} s; `start-seconds` below [mcp] in your rustora.toml gives it longer",
                limit.as_secs_f32()
            ),
        };
        Err(life.last(&why).await)
    }

    /// Calls a tool and waits for what it gives, no longer than that, and not at all for somebody who wants no more.
    pub(super) async fn call(
        &self,
        tool: &str,
        arguments: Map<String, Value>,
        limit: Duration,
        cancel: &Cancel,
    ) -> Done {
        let params = CallToolRequestParams::new(tool.to_owned()).with_arguments(arguments);
        let cancelled = async {
            while !cancel.is_cancelled() {
                tokio::time::sleep(PERIOD).await;
            }
        };
        // A call that is no longer waited for is told so to the server.
        let answer = tokio::select! {
            answer = self.service.call_tool_once(params) => answer,
            () = tokio::time::sleep(limit) => {
                return Done::failed(format!(
                    "the server `{}` gave no answer within {} s; the call was cancelled, and may have done some of its work",
                    self.name,
                    limit.as_secs_f32()
                ));
            }
            () = cancelled => {
                return Done::failed("the call was cancelled, and may have done some of its work");
            }
        };
        match answer {
            Ok(CallToolResponse::Complete(result)) => done(&result),
            Ok(_) => Done::failed(format!(
                "the server `{}` wants to ask something before it answers, which is not supported here",
                self.name
            )),
            Err(ServiceError::McpError(error)) => Done::failed(bounded(
                format!("the server `{}` refuses: {}", self.name, error.message),
                MOST_OF_AN_ERROR,
            )),
            Err(ServiceError::UnexpectedResponse) => Done::failed(format!(
                "the server `{}` answered with something that is no result of a tool",
                self.name
            )),
            Err(_) => {
                let why = format!(
                    "the server `{}` is gone and will not come back in this session; do without it",
                    self.name
                );
                Done::failed(self.life.last(&why).await)
            }
        }
    }

    /// Tells it that nobody wants it any more.
    pub(super) fn release(&self) {
        self.service.cancellation_token().cancel();
    }

    /// Sees to it that it is gone, with everything that it started.
    pub(super) fn end(&self) {
        self.life.end();
    }
}

async fn greeted(
    input: tokio::process::ChildStdin,
    output: Lines,
) -> Result<(RunningService<RoleClient, ClientConfig>, Listed), String> {
    let us = ClientConfig::new(
        ClientCapabilities::default(),
        Implementation::new("rustora", env!("CARGO_PKG_VERSION")),
    );
    let service = serve_client(us, (output, input)).await;
    let service = service.map_err(|error| match error {
        ClientInitializeError::ConnectionClosed(_)
        | ClientInitializeError::TransportError { .. } => {
            "it ended before it had answered".to_owned()
        }
        error => format!("it does not speak the Model Context Protocol: {error}"),
    })?;
    let listed = list(&service).await;
    let listed = listed.map_err(|error| format!("it does not say which tools it has: {error}"))?;
    Ok((service, listed))
}

/// Pages of tools, until there are more than an agent gets.
async fn list(service: &RunningService<RoleClient, ClientConfig>) -> Result<Listed, ServiceError> {
    let mut tools = Vec::new();
    let mut cursor = None;
    for _ in 0..MOST_PAGES {
        let asked = PaginatedRequestParams::default().with_cursor(cursor);
        let page = service.list_tools(Some(asked)).await?;
        tools.extend(page.tools);
        cursor = page.next_cursor;
        if cursor.is_none() || tools.len() > MOST_TOOLS {
            break;
        }
    }
    let is_all = cursor.is_none();
    Ok(Listed { tools, is_all })
}

/// The process of a server.
struct Life {
    companion: Arc<Mutex<Companion>>,
    words: Arc<Tail>,
    /// Ends when all complaints are read.
    heard: Mutex<Option<JoinHandle<()>>>,
}

impl Life {
    fn end(&self) -> Option<Ended> {
        let companion = self.companion.lock();
        companion.unwrap_or_else(PoisonError::into_inner).end(GRACE)
    }

    /// Ends it. Why something failed, how the program ended, if it did so by itself, and its last words.
    async fn last(&self, why: &str) -> String {
        let companion = Arc::clone(&self.companion);
        let ended = tokio::task::spawn_blocking(move || {
            companion
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .end(GRACE)
        });
        let mut told = why.to_owned();
        match ended.await {
            // Zero is how one goes that was asked to, and tells nothing.
            Ok(Some(Ended::Exited(code))) if code != 0 => _ = write!(told, " (exit code {code})"),
            Ok(Some(Ended::Signalled(signal))) => _ = write!(told, " (ended by signal {signal})"),
            _ => {}
        }
        let heard = self
            .heard
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(heard) = heard {
            _ = tokio::time::timeout(GRACE, heard).await;
        }
        let words = self.words.text();
        if !words.is_empty() {
            told.push_str("; its last words: ");
            told.push_str(&words);
        }
        told
    }
}

/// The end of what a server complains about.
#[derive(Default)]
struct Tail(Mutex<VecDeque<u8>>);

impl Tail {
    fn push(&self, bytes: &[u8]) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.extend(bytes);
        let more = kept.len().saturating_sub(LAST_WORDS);
        kept.drain(..more);
    }

    fn text(&self) -> String {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let bytes: Vec<u8> = kept.iter().copied().collect();
        String::from_utf8_lossy(&bytes).trim().to_owned()
    }
}

/// Keeps reading what a server complains about, so that it never waits for somebody to do so.
fn listen(complaints: ChildStderr, words: Arc<Tail>) -> io::Result<JoinHandle<()>> {
    let mut complaints = tokio::process::ChildStderr::from_std(complaints)?;
    Ok(tokio::spawn(async move {
        let mut bytes = [0; 4096];
        loop {
            match complaints.read(&mut bytes).await {
                Ok(0) => break,
                Ok(read) => words.push(&bytes[..read]),
                Err(error) => {
                    words.push(format!("(the rest cannot be read: {error})").as_bytes());
                    break;
                }
            }
        }
    }))
}

/// What a server says, as long as its lines have an end.
struct Lines {
    inner: tokio::process::ChildStdout,
    /// How long the line is so far.
    line: usize,
    words: Arc<Tail>,
}

impl AsyncRead for Lines {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.inner).poll_read(context, buffer))?;
        let new = &buffer.filled()[before..];
        self.line = match new.iter().rposition(|byte| *byte == b'\n') {
            Some(at) => new.len() - at - 1,
            None => self.line + new.len(),
        };
        if self.line > LONGEST_LINE {
            let why = format!("(it was ended: an answer of more than {LONGEST_LINE} bytes)");
            self.words.push(why.as_bytes());
            return Poll::Ready(Err(io::ErrorKind::InvalidData.into()));
        }
        Poll::Ready(Ok(()))
    }
}
