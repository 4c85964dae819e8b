//! A connection to a provider: names, addresses, a proxy, TLS.
//!
//! **Why `ring`**: it needs a C compiler, which linking Rust needs anyway; `aws-lc-rs` may need cmake and more. **Why the machine's own
//! certificates**: a company that inspects its traffic has put its own among them, and a list that is compiled in would not know it.
//! They are read at the first connection and not before, since that costs milliseconds. `SSL_CERT_FILE` and `SSL_CERT_DIR` replace them.

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::Full;
use hyper::Uri;
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::header::{self, HeaderMap};
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use hyper_util::rt::TokioIo;
use rustora_host::Host;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpStream, lookup_host};
use tokio::sync::OnceCell;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use super::{BaseUrl, Sender, chain};
use crate::error::{ErrorKind, ModelError};

/// After how long the next address of a name is tried besides the one before (RFC 8305, 5).
const NEXT_ADDRESS: Duration = Duration::from_millis(250);

/// How long the head of a proxy's answer may be.
const MOST_OF_A_PROXY: usize = 8 * 1024;

const CHECK_NETWORK: &str = "check the network, and HTTPS_PROXY if there is a proxy";

/// What the environment says about proxies. A password may stand in it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Proxies {
    all: String,
    http: String,
    https: String,
    no: String,
}

impl Proxies {
    /// From `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`, in capitals or not, as curl reads them.
    pub fn of(host: &dyn Host) -> Self {
        let var = |name: &str| {
            let found = host.var(name).or_else(|| host.var(&name.to_lowercase()));
            found.unwrap_or_default()
        };
        Self {
            all: var("ALL_PROXY"),
            http: var("HTTP_PROXY"),
            https: var("HTTPS_PROXY"),
            no: var("NO_PROXY"),
        }
    }

    /// What stands between us and that server. Never anything before this machine itself, where a local model runs.
    fn before(&self, base: &BaseUrl) -> Option<Intercept> {
        if base.is_loopback() {
            return None;
        }
        let matcher = Matcher::builder()
            .all(self.all.as_str())
            .http(self.http.as_str())
            .https(self.https.as_str())
            .no(self.no.as_str());
        matcher.build().intercept(base.uri())
    }
}

impl fmt::Debug for Proxies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Proxies").finish_non_exhaustive()
    }
}

/// Whose certificates are believed.
#[derive(Clone, Debug, Default)]
pub enum Trust {
    /// Those that this machine believes.
    #[default]
    Machine,
    /// These, in DER, and no others.
    These(Vec<Vec<u8>>),
}

/// Makes connections to one server.
pub(crate) struct Dialer {
    base: BaseUrl,
    proxy: Option<Intercept>,
    trust: Trust,
    tls: OnceCell<TlsConnector>,
}

impl fmt::Debug for Dialer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dialer")
            .field("base", &self.base)
            .finish_non_exhaustive()
    }
}

impl Dialer {
    pub(crate) fn new(base: BaseUrl, proxies: &Proxies, trust: Trust) -> Self {
        Self {
            proxy: proxies.before(&base),
            base,
            trust,
            tls: OnceCell::new(),
        }
    }

    pub(crate) fn base(&self) -> &BaseUrl {
        &self.base
    }

    /// A proxy reads the request itself only where nothing is encrypted.
    fn open_proxy(&self) -> Option<&Intercept> {
        self.proxy.as_ref().filter(|_| !self.base.is_tls())
    }

    /// What a request line names: the path, or the whole URL before a proxy that reads it.
    pub(super) fn target(&self, path: &str) -> Result<Uri, ModelError> {
        let path = self.base.below(path);
        let text = match self.open_proxy() {
            Some(_) => format!("http://{}{path}", self.base.authority()),
            None => path,
        };
        text.parse().map_err(|error| {
            let why = format!("{} has no usable path: {error}", self.base);
            ModelError::new(ErrorKind::NotConfigured, why)
        })
    }

    pub(super) fn authorize_proxy(&self, headers: &mut HeaderMap) {
        if let Some(auth) = self.open_proxy().and_then(Intercept::basic_auth) {
            headers.insert(header::PROXY_AUTHORIZATION, auth.clone());
        }
    }

    /// A new connection, ready for a request.
    pub(super) async fn dial(&self, within: Duration) -> Result<Sender, ModelError> {
        let done = timeout(within, self.connect()).await;
        done.unwrap_or_else(|_| {
            let seconds = within.as_secs_f64();
            let why = format!("no connection to {} within {seconds} s", self.base);
            Err(ModelError::new(ErrorKind::Network, why).hint(CHECK_NETWORK))
        })
    }

    async fn connect(&self) -> Result<Sender, ModelError> {
        let mut stream = match &self.proxy {
            None => self.reach(self.base.host(), self.base.port(), "").await?,
            Some(proxy) => {
                let uri = proxy.uri();
                if uri.scheme_str() != Some("http") {
                    let scheme = uri.scheme_str().unwrap_or_default();
                    let why = format!(
                        "the proxy of the environment is one of {scheme}, and only http:// is understood"
                    );
                    return Err(ModelError::new(ErrorKind::NotConfigured, why).hint(
                        "set HTTPS_PROXY to an http:// proxy, or name the host in NO_PROXY",
                    ));
                }
                let host = uri.host().unwrap_or_default().trim_matches(['[', ']']);
                self.reach(host, uri.port_u16().unwrap_or(80), "the proxy ")
                    .await?
            }
        };
        _ = stream.set_nodelay(true);
        if !self.base.is_tls() {
            return speak(stream).await;
        }
        if let Some(proxy) = &self.proxy {
            self.tunnel(proxy, &mut stream).await?;
        }
        let name = ServerName::try_from(self.base.host().to_owned()).map_err(|error| {
            let why = format!(
                "{} is no name that a certificate could have: {error}",
                self.base.host()
            );
            ModelError::new(ErrorKind::NotConfigured, why)
        })?;
        let tls = self.tls.get_or_try_init(|| connector(&self.trust)).await?;
        let stream = tls.connect(name, stream).await.map_err(|error| {
            let why = format!("no secure connection to {}: {}", self.base, chain(&error));
            let mut failed = ModelError::new(ErrorKind::Network, why);
            if chain(&error).contains("certificate") {
                failed.again = Some(false);
                failed = failed.hint(
                    "if a company inspects the traffic, name its certificate in SSL_CERT_FILE",
                );
            }
            failed
        })?;
        speak(stream).await
    }

    async fn reach(&self, host: &str, port: u16, what: &str) -> Result<TcpStream, ModelError> {
        reach(host, port).await.map_err(|error| {
            let why = format!("no connection to {what}{host}:{port}: {error}");
            let mut failed = ModelError::new(ErrorKind::Network, why);
            if self.base.is_loopback() {
                // Nobody else starts it while we wait.
                failed.again = Some(false);
                return failed.hint("start the server, or correct the base URL");
            }
            failed.hint(CHECK_NETWORK)
        })
    }

    /// Asks the proxy to let bytes through (RFC 9110, 9.3.6).
    async fn tunnel(&self, proxy: &Intercept, stream: &mut TcpStream) -> Result<(), ModelError> {
        let to = match self.base.host() {
            host if host.contains(':') => format!("[{host}]:{}", self.base.port()),
            host => format!("{host}:{}", self.base.port()),
        };
        let mut request = format!("CONNECT {to} HTTP/1.1\r\nHost: {to}\r\n").into_bytes();
        if let Some(auth) = proxy.basic_auth() {
            request.extend_from_slice(b"Proxy-Authorization: ");
            request.extend_from_slice(auth.as_bytes());
            request.extend_from_slice(b"\r\n");
        }
        request.extend_from_slice(b"\r\n");
        let mut head = Vec::new();
        let asked = async {
            stream.write_all(&request).await?;
            // Byte by byte: what follows the head is not the proxy's.
            while !head.ends_with(b"\r\n\r\n") && head.len() < MOST_OF_A_PROXY {
                head.push(stream.read_u8().await?);
            }
            Ok::<_, std::io::Error>(())
        };
        let failed = |why: String| {
            ModelError::new(
                ErrorKind::Network,
                format!("the proxy does not let us through to {to}: {why}"),
            )
            .hint("check HTTPS_PROXY and its password, or name the host in NO_PROXY")
        };
        asked.await.map_err(|error| failed(error.to_string()))?;
        let head = String::from_utf8_lossy(&head);
        let line = head.lines().next().unwrap_or_default();
        let status = line.split(' ').nth(1).unwrap_or_default();
        if line.starts_with("HTTP/1.") && status.starts_with('2') {
            return Ok(());
        }
        let mut error = failed(format!(
            "it answers `{}`",
            line.chars().take(100).collect::<String>()
        ));
        if status.starts_with('4') {
            error.again = Some(false);
        }
        Err(error)
    }
}

async fn speak(
    stream: impl tokio::io::AsyncRead + tokio::io::AsyncWrite + Send + Unpin + 'static,
) -> Result<Sender, ModelError> {
    let shaken = http1::handshake::<_, Full<Bytes>>(TokioIo::new(stream)).await;
    let (sender, connection) = shaken.map_err(|error| super::lost(&error))?;
    // It ends when its sender does; what goes wrong in it, the sender is told.
    tokio::spawn(async { _ = connection.await });
    Ok(sender)
}

/// Tries the addresses of a name one after the other, each a moment after the one before, and takes the first that answers.
async fn reach(host: &str, port: u16) -> std::io::Result<TcpStream> {
    let mut addresses = in_turn(lookup_host((host, port)).await?.collect()).into_iter();
    let mut attempts = JoinSet::new();
    let mut last = std::io::Error::new(std::io::ErrorKind::NotFound, "the name has no address");
    let mut more = true;
    loop {
        if more {
            match addresses.next() {
                Some(address) => {
                    attempts.spawn(TcpStream::connect(address));
                }
                None if attempts.is_empty() => return Err(last),
                None => {}
            }
        }
        tokio::select! {
            Some(tried) = attempts.join_next() => match tried {
                Ok(Ok(stream)) => return Ok(stream),
                Ok(Err(error)) => {
                    last = error;
                    more = true;
                }
                Err(error) => last = std::io::Error::other(error),
            },
            () = sleep(NEXT_ADDRESS) => more = true,
        }
    }
}

/// The two families by turns, that of the first address first.
fn in_turn(addresses: Vec<SocketAddr>) -> Vec<SocketAddr> {
    let first_is_v6 = addresses.first().is_some_and(SocketAddr::is_ipv6);
    let (one, other): (Vec<_>, Vec<_>) = addresses
        .into_iter()
        .partition(|address| address.is_ipv6() == first_is_v6);
    let (mut one, mut other) = (one.into_iter(), other.into_iter());
    let mut out = Vec::new();
    loop {
        let before = out.len();
        out.extend(one.next());
        out.extend(other.next());
        if out.len() == before {
            return out;
        }
    }
}

async fn connector(trust: &Trust) -> Result<TlsConnector, ModelError> {
    let failed = |why: String| {
        ModelError::new(ErrorKind::Network, why).hint(
            "install the package ca-certificates, or name a file of certificates in SSL_CERT_FILE",
        )
    };
    let mut roots = RootCertStore::empty();
    match trust {
        Trust::These(list) => {
            let list = list.iter().map(|der| CertificateDer::from(der.as_slice()));
            roots.add_parsable_certificates(list);
        }
        Trust::Machine => {
            // It reads files, hundreds of them on some machines.
            let loaded = tokio::task::spawn_blocking(rustls_native_certs::load_native_certs).await;
            let loaded =
                loaded.map_err(|error| failed(format!("certificates were not read: {error}")))?;
            roots.add_parsable_certificates(loaded.certs);
            if roots.is_empty() {
                let why: Vec<_> = loaded.errors.iter().map(ToString::to_string).collect();
                let why = why.join("; ");
                return Err(failed(format!(
                    "this machine has no certificates to believe in: {why}"
                )));
            }
        }
    }
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| failed(format!("TLS is not usable: {error}")))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(TlsConnector::from(Arc::new(config)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustora_host::MemoryHost;

    fn proxy(vars: &[(&str, &str)], url: &str) -> Option<String> {
        let mut host = MemoryHost::default();
        for (name, value) in vars {
            host = host.var_set(name, value);
        }
        let found = Proxies::of(&host).before(&BaseUrl::new(url).unwrap());
        found.map(|proxy| proxy.uri().to_string())
    }

    #[test]
    fn the_environment_says_where_a_proxy_stands() {
        let vars = [
            ("HTTPS_PROXY", "http://proxy.test:3128"),
            ("no_proxy", "inside.test"),
        ];
        let found = Some("http://proxy.test:3128/".to_owned());
        assert_eq!(proxy(&vars, "https://api.test"), found);
        assert_eq!(proxy(&vars, "https://a.inside.test"), None);
        assert_eq!(proxy(&vars, "http://api.test"), None);
        let all = [("ALL_PROXY", "http://proxy.test:3128")];
        assert_eq!(proxy(&all, "https://api.test"), found);
        assert_eq!(
            proxy(&all, "http://localhost:11434/v1"),
            None,
            "a local model has none"
        );
        assert_eq!(proxy(&[], "https://api.test"), None);
    }

    #[test]
    fn families_of_addresses_take_turns() {
        let list = |texts: &[&str]| {
            texts
                .iter()
                .map(|text| text.parse().unwrap())
                .collect::<Vec<SocketAddr>>()
        };
        let sorted = in_turn(list(&["[::1]:1", "[::2]:1", "[::3]:1", "1.1.1.1:1"]));
        assert_eq!(
            sorted,
            list(&["[::1]:1", "1.1.1.1:1", "[::2]:1", "[::3]:1"])
        );
    }
}
