//! Where a provider is.

use std::fmt;
use std::net::IpAddr;

use hyper::Uri;

/// `http` or `https`, a host, perhaps a port and a path: what the paths of a wire are put behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    uri: Uri,
    /// Without a slash at its end.
    path: String,
}

/// Why a text is no base URL. The text itself is not repeated, since a password may stand in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAUrl {
    /// It is none at all.
    #[error("it is no URL; write it like https://example.com/v1")]
    Unreadable,
    /// It has another scheme, or none.
    #[error("it does not begin with http:// or https://")]
    Scheme,
    /// A password stands in it.
    #[error("a user or password stands in it; give the key in a variable of the environment")]
    Password,
    /// It has a question mark.
    #[error("a query stands in it; only a path can follow the host")]
    Query,
}

impl BaseUrl {
    /// Reads a base URL.
    ///
    /// # Errors
    /// When it is none, or has parts that would be lost.
    pub fn new(text: &str) -> Result<Self, NotAUrl> {
        let uri: Uri = text.trim().parse().map_err(|_| NotAUrl::Unreadable)?;
        if !matches!(uri.scheme_str(), Some("http" | "https")) {
            return Err(NotAUrl::Scheme);
        }
        let authority = uri.authority().map(hyper::http::uri::Authority::as_str);
        let authority = authority.ok_or(NotAUrl::Unreadable)?;
        if authority.contains('@') {
            return Err(NotAUrl::Password);
        }
        if uri.query().is_some() {
            return Err(NotAUrl::Query);
        }
        let path = uri.path().trim_end_matches('/').to_owned();
        Ok(Self { uri, path })
    }

    /// Without `/v1` at its end, for a wire whose paths begin with it.
    #[must_use]
    pub(crate) fn without_version(mut self) -> Self {
        if let Some(path) = self.path.strip_suffix("/v1") {
            self.path = path.trim_end_matches('/').to_owned();
        }
        self
    }

    /// The host as a certificate names it, an IPv6 address without its brackets.
    pub(crate) fn host(&self) -> &str {
        let host = self.uri.host().unwrap_or_default();
        host.trim_start_matches('[').trim_end_matches(']')
    }

    pub(crate) fn port(&self) -> u16 {
        let usual = if self.is_tls() { 443 } else { 80 };
        self.uri.port_u16().unwrap_or(usual)
    }

    pub(crate) fn is_tls(&self) -> bool {
        self.uri.scheme_str() == Some("https")
    }

    /// Whether it is this machine itself.
    pub fn is_loopback(&self) -> bool {
        let host = self.host();
        host == "localhost"
            || host.ends_with(".localhost")
            || host
                .parse()
                .is_ok_and(|address: IpAddr| address.is_loopback())
    }

    /// Host and port as they were given.
    pub(crate) fn authority(&self) -> &str {
        self.uri
            .authority()
            .map_or("", hyper::http::uri::Authority::as_str)
    }

    /// The path of something below it.
    pub(crate) fn below(&self, path: &str) -> String {
        format!("{}{path}", self.path)
    }

    pub(crate) fn uri(&self) -> &Uri {
        &self.uri
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = self.uri.scheme_str().unwrap_or_default();
        write!(f, "{scheme}://{}{}", self.authority(), self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_urls() {
        for (text, shown, host, port) in [
            (
                "https://api.openai.com/v1",
                "https://api.openai.com/v1",
                "api.openai.com",
                443,
            ),
            (
                "http://localhost:11434/v1/ ",
                "http://localhost:11434/v1",
                "localhost",
                11434,
            ),
            ("http://[::1]:8080", "http://[::1]:8080", "::1", 8080),
            (
                "https://gateway.test/a/b//",
                "https://gateway.test/a/b",
                "gateway.test",
                443,
            ),
        ] {
            let url = BaseUrl::new(text).unwrap();
            assert_eq!(
                (url.to_string().as_str(), url.host(), url.port()),
                (shown, host, port)
            );
        }
        for (text, why) in [
            ("", NotAUrl::Unreadable),
            ("localhost:11434", NotAUrl::Scheme),
            ("localhost", NotAUrl::Scheme),
            ("ftp://a.test", NotAUrl::Scheme),
            ("https://user:secret@a.test", NotAUrl::Password),
            ("https://a.test/v1?api-version=1", NotAUrl::Query),
        ] {
            assert_eq!(BaseUrl::new(text), Err(why), "{text}");
        }
    }

    #[test]
    fn this_machine_is_known_by_its_names() {
        for (text, expected) in [
            ("http://localhost:1", true),
            ("http://127.0.0.1:1", true),
            ("http://[::1]:1", true),
            ("http://localhost.evil.test", false),
            ("http://192.168.0.1", false),
        ] {
            assert_eq!(
                BaseUrl::new(text).unwrap().is_loopback(),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn a_version_is_not_said_twice() {
        let below = |text| {
            BaseUrl::new(text)
                .unwrap()
                .without_version()
                .below("/v1/messages")
        };
        assert_eq!(below("https://a.test/v1/"), "/v1/messages");
        assert_eq!(below("https://a.test"), "/v1/messages");
        assert_eq!(below("https://a.test/x/v1"), "/x/v1/messages");
    }
}
