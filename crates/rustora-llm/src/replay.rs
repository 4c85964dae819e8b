//! A server of ours that plays back answers byte by byte, and remembers what it was asked. For tests, here and in crates above.
//!
//! It speaks just enough HTTP/1.1 to be asked by our client and by others', and nothing is decided for the test: where the bytes
//! are cut, where the answer stalls or breaks off, is what the test says. It listens on loopback only and ends with its handle.

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What the server does, step by step, with one request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Sends these bytes in one piece.
    Send(Vec<u8>),
    /// Says nothing more, and keeps the connection.
    Stall,
    /// Closes the connection.
    Close,
}

/// The answer to one request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exchange {
    steps: Vec<Step>,
}

impl Exchange {
    /// These steps and nothing else.
    pub fn raw(steps: Vec<Step>) -> Self {
        Self { steps }
    }

    /// An answer with a status, headers and a body, whole.
    pub fn status(status: u16, headers: &[(&str, &str)], body: &str) -> Self {
        let mut head = format!("HTTP/1.1 {status} -\r\ncontent-length: {}\r\n", body.len());
        for (name, value) in headers {
            _ = write!(head, "{name}: {value}\r\n");
        }
        Self::raw(vec![Step::Send(format!("{head}\r\n{body}").into_bytes())])
    }

    /// A stream of events in these pieces, each a chunk of its own, to its end.
    pub fn stream<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut exchange = Self::open(pieces);
        exchange.steps.push(Step::Send(b"0\r\n\r\n".to_vec()));
        exchange
    }

    /// A stream of events that is closed before its end.
    pub fn cut<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut exchange = Self::open(pieces);
        exchange.steps.push(Step::Close);
        exchange
    }

    /// A stream of events that stops in the middle and stays open.
    pub fn stalled<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut exchange = Self::open(pieces);
        exchange.steps.push(Step::Stall);
        exchange
    }

    fn open<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
        let mut steps = vec![Step::Send(head.into())];
        for piece in pieces.into_iter().filter(|piece| !piece.is_empty()) {
            let size = format!("{:x}\r\n", piece.len());
            steps.push(Step::Send([size.as_bytes(), piece, b"\r\n"].concat()));
        }
        Self { steps }
    }
}

/// A request as it arrived.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// `POST`.
    pub method: String,
    /// The request line's target.
    pub path: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// As it was sent.
    pub body: Vec<u8>,
}

impl Asked {
    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers
            .find(|header| header.0 == name)
            .map(|header| header.1.as_str())
    }

    /// The body as JSON; null when it is none.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

#[derive(Debug, Default)]
struct Shared {
    left: VecDeque<Exchange>,
    asked: Vec<Asked>,
    connections: usize,
}

/// The server, while it is held.
#[derive(Debug)]
pub struct Replay {
    address: SocketAddr,
    shared: Arc<Mutex<Shared>>,
    task: JoinHandle<()>,
}

impl Replay {
    /// Starts a server that answers with these, in turn, and then with status 500.
    ///
    /// # Errors
    /// When there is no port to be had.
    pub async fn start(exchanges: impl IntoIterator<Item = Exchange>) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Mutex::new(Shared {
            left: exchanges.into_iter().collect(),
            ..Shared::default()
        }));
        let of_task = Arc::clone(&shared);
        let task = tokio::spawn(async move {
            // rustora: allow(accept-loop-exits-on-error) -- a server of tests, which ends with the test that started it
            while let Ok((stream, _)) = listener.accept().await {
                lock(&of_task).connections += 1;
                let shared = Arc::clone(&of_task);
                // A client that goes away is nothing to tell.
                tokio::spawn(async move { serve(stream, &shared).await.ok() });
            }
        });
        Ok(Self {
            address,
            shared,
            task,
        })
    }

    /// `http://127.0.0.1:port`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What it was asked so far.
    pub fn asked(&self) -> Vec<Asked> {
        lock(&self.shared).asked.clone()
    }

    /// How many connections were made.
    pub fn connections(&self) -> usize {
        lock(&self.shared).connections
    }
}

impl Drop for Replay {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn lock(shared: &Mutex<Shared>) -> std::sync::MutexGuard<'_, Shared> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn serve(stream: TcpStream, shared: &Mutex<Shared>) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut stream = BufReader::new(stream);
    while let Some(asked) = read(&mut stream).await? {
        let exchange = {
            let mut shared = lock(shared);
            shared.asked.push(asked);
            shared.left.pop_front()
        };
        let exchange = exchange.unwrap_or_else(|| {
            Exchange::status(
                500,
                &[("x-should-retry", "false")],
                "nothing is left to play",
            )
        });
        for step in exchange.steps {
            match step {
                Step::Send(bytes) => {
                    stream.write_all(&bytes).await?;
                    stream.flush().await?;
                    // Lets the client read this piece before the next is there.
                    tokio::task::yield_now().await;
                }
                Step::Stall => std::future::pending().await,
                Step::Close => return Ok(()),
            }
        }
    }
    Ok(())
}

async fn read(stream: &mut BufReader<TcpStream>) -> io::Result<Option<Asked>> {
    let mut asked = Asked::default();
    let mut line = String::new();
    if stream.read_line(&mut line).await? == 0 {
        return Ok(None);
    }
    let mut words = line.split_whitespace();
    let mut word = || words.next().unwrap_or_default().to_owned();
    (asked.method, asked.path) = (word(), word());
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).await?;
        let Some((name, value)) = line.trim_end().split_once(':') else {
            break;
        };
        asked
            .headers
            .push((name.to_lowercase(), value.trim().to_owned()));
    }
    let length = asked
        .header("content-length")
        .and_then(|length| length.parse().ok());
    asked.body = vec![0; length.unwrap_or(0)];
    stream.read_exact(&mut asked.body).await?;
    Ok(Some(asked))
}
