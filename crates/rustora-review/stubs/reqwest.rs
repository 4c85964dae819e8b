#![stub(versions = ">=0.11, <0.14")]
// Checked against reqwest 0.13.5, 0.12 and 0.11 (all features but the native TLS ones).

pub use http::{Method, StatusCode, Version};
pub use url::Url;

pub type Result<T> = std::result::Result<T, Error>;

pub async fn get<T: IntoUrl>(url: T) -> Result<Response>;

pub struct Client;
impl Client {
    pub fn new() -> Client;
    pub fn builder() -> ClientBuilder;
    pub fn request<U: IntoUrl>(&self, method: Method, url: U) -> RequestBuilder;
    pub fn get<U: IntoUrl>(&self, url: U) -> RequestBuilder;
    pub fn post<U: IntoUrl>(&self, url: U) -> RequestBuilder;
    pub fn put<U: IntoUrl>(&self, url: U) -> RequestBuilder;
    pub fn patch<U: IntoUrl>(&self, url: U) -> RequestBuilder;
    pub fn delete<U: IntoUrl>(&self, url: U) -> RequestBuilder;
    pub fn head<U: IntoUrl>(&self, url: U) -> RequestBuilder;
    pub fn execute(&self, request: Request) -> impl std::future::Future<Output = Result<Response>>;
}
impl Clone for Client {}
impl Default for Client { fn default() -> Client; }

pub struct ClientBuilder;
impl ClientBuilder {
    pub fn new() -> Self;
    pub fn build(self) -> Result<Client>;
    pub fn timeout(self, timeout: std::time::Duration) -> ClientBuilder;
    pub fn read_timeout(self, timeout: std::time::Duration) -> ClientBuilder;
    pub fn connect_timeout(self, timeout: std::time::Duration) -> ClientBuilder;
    pub fn pool_idle_timeout<D: Into<Option<std::time::Duration>>>(self, val: D) -> ClientBuilder;
    pub fn pool_max_idle_per_host(self, max: usize) -> ClientBuilder;
    pub fn user_agent<V: TryInto<crate::header::HeaderValue>>(self, value: V) -> ClientBuilder;
    pub fn default_headers(self, headers: crate::header::HeaderMap) -> ClientBuilder;
    pub fn cookie_store(self, enable: bool) -> ClientBuilder;
    pub fn cookie_provider<C: crate::cookie::CookieStore>(self, cookie_store: std::sync::Arc<C>) -> ClientBuilder;
    pub fn redirect(self, policy: crate::redirect::Policy) -> ClientBuilder;
    pub fn referer(self, enable: bool) -> ClientBuilder;
    pub fn proxy(self, proxy: Proxy) -> ClientBuilder;
    pub fn no_proxy(self) -> ClientBuilder;
    pub fn gzip(self, enable: bool) -> ClientBuilder;
    pub fn brotli(self, enable: bool) -> ClientBuilder;
    pub fn zstd(self, enable: bool) -> ClientBuilder;
    pub fn deflate(self, enable: bool) -> ClientBuilder;
    pub fn no_gzip(self) -> ClientBuilder;
    pub fn no_brotli(self) -> ClientBuilder;
    pub fn no_deflate(self) -> ClientBuilder;
    pub fn https_only(self, enabled: bool) -> ClientBuilder;
    pub fn http1_only(self) -> ClientBuilder;
    pub fn http1_title_case_headers(self) -> ClientBuilder;
    pub fn http2_prior_knowledge(self) -> ClientBuilder;
    pub fn http2_adaptive_window(self, enabled: bool) -> ClientBuilder;
    pub fn http2_keep_alive_interval(self, interval: impl Into<Option<std::time::Duration>>) -> ClientBuilder;
    pub fn http2_keep_alive_timeout(self, timeout: std::time::Duration) -> ClientBuilder;
    pub fn http2_keep_alive_while_idle(self, enabled: bool) -> ClientBuilder;
    pub fn tcp_nodelay(self, enabled: bool) -> ClientBuilder;
    pub fn tcp_keepalive<D: Into<Option<std::time::Duration>>>(self, val: D) -> ClientBuilder;
    pub fn local_address<T: Into<Option<std::net::IpAddr>>>(self, addr: T) -> ClientBuilder;
    pub fn connection_verbose(self, verbose: bool) -> ClientBuilder;
    pub fn add_root_certificate(self, cert: Certificate) -> ClientBuilder;
    pub fn tls_certs_merge(self, certs: impl IntoIterator<Item = Certificate>) -> ClientBuilder;
    pub fn tls_certs_only(self, certs: impl IntoIterator<Item = Certificate>) -> ClientBuilder;
    pub fn identity(self, identity: Identity) -> ClientBuilder;
    pub fn danger_accept_invalid_certs(self, accept_invalid_certs: bool) -> ClientBuilder;
    pub fn tls_danger_accept_invalid_certs(self, accept_invalid_certs: bool) -> ClientBuilder;
    pub fn danger_accept_invalid_hostnames(self, accept_invalid_hostname: bool) -> ClientBuilder;
    pub fn tls_danger_accept_invalid_hostnames(self, accept_invalid_hostname: bool) -> ClientBuilder;
    pub fn min_tls_version(self, version: crate::tls::Version) -> ClientBuilder;
    pub fn max_tls_version(self, version: crate::tls::Version) -> ClientBuilder;
    pub fn tls_version_min(self, version: crate::tls::Version) -> ClientBuilder;
    pub fn tls_version_max(self, version: crate::tls::Version) -> ClientBuilder;
    pub fn use_rustls_tls(self) -> ClientBuilder;
    pub fn tls_backend_rustls(self) -> ClientBuilder;
    pub fn use_preconfigured_tls(self, tls: impl std::any::Any) -> ClientBuilder;
    pub fn tls_sni(self, tls_sni: bool) -> ClientBuilder;
    pub fn tls_info(self, tls_info: bool) -> ClientBuilder;
    pub fn resolve(self, domain: &str, addr: std::net::SocketAddr) -> ClientBuilder;
    pub fn resolve_to_addrs(self, domain: &str, addrs: &[std::net::SocketAddr]) -> ClientBuilder;
}
impl Default for ClientBuilder { fn default() -> ClientBuilder; }

pub struct RequestBuilder;
impl RequestBuilder {
    pub fn from_parts(client: Client, request: Request) -> RequestBuilder;
    pub fn header<K, V>(self, key: K, value: V) -> RequestBuilder;
    pub fn headers(self, headers: crate::header::HeaderMap) -> RequestBuilder;
    pub fn basic_auth<U: std::fmt::Display, P: std::fmt::Display>(self, username: U, password: Option<P>) -> RequestBuilder;
    pub fn bearer_auth<T: std::fmt::Display>(self, token: T) -> RequestBuilder;
    pub fn body<T: Into<Body>>(self, body: T) -> RequestBuilder;
    pub fn json<T: serde::Serialize>(self, json: &T) -> RequestBuilder;
    pub fn form<T: serde::Serialize>(self, form: &T) -> RequestBuilder;
    pub fn query<T: serde::Serialize>(self, query: &T) -> RequestBuilder;
    pub fn multipart(self, multipart: crate::multipart::Form) -> RequestBuilder;
    pub fn timeout(self, timeout: std::time::Duration) -> RequestBuilder;
    pub fn version(self, version: Version) -> RequestBuilder;
    pub fn build(self) -> Result<Request>;
    pub fn build_split(self) -> (Client, Result<Request>);
    #[waits = "for the network"] pub fn send(self) -> impl std::future::Future<Output = Result<Response>>;
    pub fn try_clone(&self) -> Option<RequestBuilder>;
}

pub struct Request;
impl Request {
    pub fn new(method: Method, url: Url) -> Self;
    pub fn method(&self) -> &Method;
    pub fn method_mut(&mut self) -> &mut Method;
    pub fn url(&self) -> &Url;
    pub fn url_mut(&mut self) -> &mut Url;
    pub fn headers(&self) -> &crate::header::HeaderMap;
    pub fn headers_mut(&mut self) -> &mut crate::header::HeaderMap;
    pub fn body(&self) -> Option<&Body>;
    pub fn body_mut(&mut self) -> &mut Option<Body>;
    pub fn timeout(&self) -> Option<&std::time::Duration>;
    pub fn timeout_mut(&mut self) -> &mut Option<std::time::Duration>;
    pub fn version(&self) -> Version;
    pub fn try_clone(&self) -> Option<Request>;
}

pub struct Response;
impl Response {
    pub fn status(&self) -> StatusCode;
    pub fn version(&self) -> Version;
    pub fn headers(&self) -> &crate::header::HeaderMap;
    pub fn headers_mut(&mut self) -> &mut crate::header::HeaderMap;
    pub fn content_length(&self) -> Option<u64>;
    pub fn cookies(&self) -> impl Iterator<Item = crate::cookie::Cookie>;
    pub fn url(&self) -> &Url;
    pub fn remote_addr(&self) -> Option<std::net::SocketAddr>;
    pub fn extensions(&self) -> &http::Extensions;
    pub fn extensions_mut(&mut self) -> &mut http::Extensions;
    pub fn error_for_status(self) -> Result<Self>;
    pub fn error_for_status_ref(&self) -> Result<&Self>;
    #[waits = "for the network"] pub async fn text(self) -> Result<String>;
    #[waits = "for the network"] pub async fn text_with_charset(self, default_encoding: &str) -> Result<String>;
    #[waits = "for the network"] pub async fn json<T: serde::de::DeserializeOwned>(self) -> Result<T>;
    #[waits = "for the network"] pub async fn bytes(self) -> Result<bytes::Bytes>;
    #[waits = "for the network"] pub async fn chunk(&mut self) -> Result<Option<bytes::Bytes>>;
    pub fn bytes_stream(self) -> impl futures_util::Stream<Item = Result<bytes::Bytes>>;
    pub async fn upgrade(self) -> Result<Upgraded>;
}
impl From<Response> for Body {}

pub struct Upgraded;
impl tokio::io::AsyncRead for Upgraded {}
impl tokio::io::AsyncWrite for Upgraded {}

pub struct Body;
impl Body {
    pub fn as_bytes(&self) -> Option<&[u8]>;
    pub fn wrap_stream<S: futures_util::TryStream>(stream: S) -> Body;
}
impl From<bytes::Bytes> for Body {}
impl From<Vec<u8>> for Body {}
impl From<&[u8]> for Body {}
impl From<String> for Body {}
impl From<&str> for Body {}
impl From<tokio::fs::File> for Body {}

pub trait IntoUrl {}
impl IntoUrl for Url {}
impl IntoUrl for &str {}
impl IntoUrl for &String {}
impl IntoUrl for String {}

pub struct Error;
impl Error {
    pub fn url(&self) -> Option<&Url>;
    pub fn url_mut(&mut self) -> Option<&mut Url>;
    pub fn with_url(self, url: Url) -> Self;
    pub fn without_url(self) -> Self;
    pub fn status(&self) -> Option<StatusCode>;
    pub fn is_builder(&self) -> bool;
    pub fn is_redirect(&self) -> bool;
    pub fn is_status(&self) -> bool;
    pub fn is_timeout(&self) -> bool;
    pub fn is_request(&self) -> bool;
    pub fn is_connect(&self) -> bool;
    pub fn is_body(&self) -> bool;
    pub fn is_decode(&self) -> bool;
}
impl std::error::Error for Error {}
impl std::fmt::Display for Error {}

pub struct Proxy;
impl Proxy {
    pub fn http<U>(proxy_scheme: U) -> Result<Proxy>;
    pub fn https<U>(proxy_scheme: U) -> Result<Proxy>;
    pub fn all<U>(proxy_scheme: U) -> Result<Proxy>;
    pub fn custom<F: Fn(&Url) -> Option<U>, U>(fun: F) -> Proxy;
    pub fn basic_auth(self, username: &str, password: &str) -> Proxy;
    pub fn no_proxy(self, no_proxy: Option<NoProxy>) -> Proxy;
}
pub struct NoProxy;
impl NoProxy {
    pub fn from_env() -> Option<NoProxy>;
    pub fn from_string(no_proxy_list: &str) -> Option<Self>;
}
pub struct Certificate;
impl Certificate {
    pub fn from_der(der: &[u8]) -> Result<Certificate>;
    pub fn from_pem(pem: &[u8]) -> Result<Certificate>;
    pub fn from_pem_bundle(pem_bundle: &[u8]) -> Result<Vec<Certificate>>;
}
pub struct Identity;
impl Identity { pub fn from_pem(buf: &[u8]) -> Result<Identity>; }

pub mod header { pub use http::header::*; }
pub mod tls {
    pub use crate::{Certificate, Identity};
    pub struct Version;
    impl Version {
        pub const TLS_1_0: Version = _;
        pub const TLS_1_1: Version = _;
        pub const TLS_1_2: Version = _;
        pub const TLS_1_3: Version = _;
    }
}
pub mod cookie {
    pub struct Cookie;
    impl Cookie {
        pub fn name(&self) -> &str;
        pub fn value(&self) -> &str;
    }
    pub trait CookieStore {}
    pub struct Jar;
    impl Jar { pub fn add_cookie_str(&self, cookie: &str, url: &crate::Url); }
    impl Default for Jar {}
    impl CookieStore for Jar {}
}
pub mod redirect {
    use crate::{StatusCode, Url};
    pub struct Policy;
    impl Policy {
        pub fn limited(max: usize) -> Self;
        pub fn none() -> Self;
        pub fn custom<T: Fn(Attempt) -> Action>(policy: T) -> Self;
    }
    impl Default for Policy {}
    pub struct Attempt;
    impl Attempt {
        pub fn status(&self) -> StatusCode;
        pub fn url(&self) -> &Url;
        pub fn previous(&self) -> &[Url];
        pub fn follow(self) -> Action;
        pub fn stop(self) -> Action;
    }
    pub struct Action;
}
pub mod multipart {
    use crate::{Body, Result};
    use std::borrow::Cow;
    pub struct Form;
    impl Form {
        pub fn new() -> Form;
        pub fn boundary(&self) -> &str;
        pub fn text<T: Into<Cow<str>>, U: Into<Cow<str>>>(self, name: T, value: U) -> Form;
        pub fn part<T: Into<Cow<str>>>(self, name: T, part: Part) -> Form;
    }
    impl Default for Form {}
    pub struct Part;
    impl Part {
        pub fn text<T: Into<Cow<str>>>(value: T) -> Part;
        pub fn bytes<T: Into<Cow<[u8]>>>(value: T) -> Part;
        pub fn stream<T: Into<Body>>(value: T) -> Part;
        pub fn stream_with_length<T: Into<Body>>(value: T, length: u64) -> Part;
        pub fn mime_str(self, mime: &str) -> Result<Part>;
        pub fn file_name<T: Into<Cow<str>>>(self, filename: T) -> Part;
        pub fn headers(self, headers: crate::header::HeaderMap) -> Part;
    }
}

pub mod blocking {
    use crate::header::HeaderMap;
    use crate::{Certificate, Identity, IntoUrl, Method, Proxy, Result, StatusCode, Url, Version};
    use std::time::Duration;

    #[blocks]
    pub fn get<T: IntoUrl>(url: T) -> Result<Response>;

    pub struct Client;
    impl Client {
        pub fn new() -> Client;
        pub fn builder() -> ClientBuilder;
        pub fn request<U: IntoUrl>(&self, method: Method, url: U) -> RequestBuilder;
        pub fn get<U: IntoUrl>(&self, url: U) -> RequestBuilder;
        pub fn post<U: IntoUrl>(&self, url: U) -> RequestBuilder;
        pub fn put<U: IntoUrl>(&self, url: U) -> RequestBuilder;
        pub fn patch<U: IntoUrl>(&self, url: U) -> RequestBuilder;
        pub fn delete<U: IntoUrl>(&self, url: U) -> RequestBuilder;
        pub fn head<U: IntoUrl>(&self, url: U) -> RequestBuilder;
        #[blocks]
        pub fn execute(&self, request: Request) -> Result<Response>;
    }
    impl Clone for Client {}
    impl Default for Client { fn default() -> Client; }

    pub struct ClientBuilder;
    impl ClientBuilder {
        pub fn new() -> Self;
        pub fn build(self) -> Result<Client>;
        pub fn timeout<T: Into<Option<Duration>>>(self, timeout: T) -> ClientBuilder;
        pub fn connect_timeout<T: Into<Option<Duration>>>(self, timeout: T) -> ClientBuilder;
        pub fn pool_idle_timeout<D: Into<Option<Duration>>>(self, val: D) -> ClientBuilder;
        pub fn pool_max_idle_per_host(self, max: usize) -> ClientBuilder;
        pub fn user_agent<V: TryInto<crate::header::HeaderValue>>(self, value: V) -> ClientBuilder;
        pub fn default_headers(self, headers: HeaderMap) -> ClientBuilder;
        pub fn cookie_store(self, enable: bool) -> ClientBuilder;
        pub fn redirect(self, policy: crate::redirect::Policy) -> ClientBuilder;
        pub fn proxy(self, proxy: Proxy) -> ClientBuilder;
        pub fn no_proxy(self) -> ClientBuilder;
        pub fn https_only(self, enabled: bool) -> ClientBuilder;
        pub fn tcp_nodelay(self, enabled: bool) -> ClientBuilder;
        pub fn add_root_certificate(self, cert: Certificate) -> ClientBuilder;
        pub fn identity(self, identity: Identity) -> ClientBuilder;
        pub fn danger_accept_invalid_certs(self, accept_invalid_certs: bool) -> ClientBuilder;
        pub fn use_rustls_tls(self) -> ClientBuilder;
    }
    impl Default for ClientBuilder { fn default() -> ClientBuilder; }

    pub struct RequestBuilder;
    impl RequestBuilder {
        pub fn header<K, V>(self, key: K, value: V) -> RequestBuilder;
        pub fn headers(self, headers: HeaderMap) -> RequestBuilder;
        pub fn basic_auth<U: std::fmt::Display, P: std::fmt::Display>(self, username: U, password: Option<P>) -> RequestBuilder;
        pub fn bearer_auth<T: std::fmt::Display>(self, token: T) -> RequestBuilder;
        pub fn body<T: Into<Body>>(self, body: T) -> RequestBuilder;
        pub fn json<T: serde::Serialize>(self, json: &T) -> RequestBuilder;
        pub fn form<T: serde::Serialize>(self, form: &T) -> RequestBuilder;
        pub fn query<T: serde::Serialize>(self, query: &T) -> RequestBuilder;
        pub fn timeout(self, timeout: Duration) -> RequestBuilder;
        pub fn build(self) -> Result<Request>;
        #[blocks]
        pub fn send(self) -> Result<Response>;
        pub fn try_clone(&self) -> Option<RequestBuilder>;
    }

    pub struct Request;
    impl Request {
        pub fn new(method: Method, url: Url) -> Self;
        pub fn method(&self) -> &Method;
        pub fn url(&self) -> &Url;
        pub fn headers(&self) -> &HeaderMap;
        pub fn headers_mut(&mut self) -> &mut HeaderMap;
        pub fn body(&self) -> Option<&Body>;
        pub fn timeout(&self) -> Option<&Duration>;
        pub fn try_clone(&self) -> Option<Request>;
    }

    pub struct Response;
    impl Response {
        pub fn status(&self) -> StatusCode;
        pub fn version(&self) -> Version;
        pub fn headers(&self) -> &HeaderMap;
        pub fn headers_mut(&mut self) -> &mut HeaderMap;
        pub fn content_length(&self) -> Option<u64>;
        pub fn url(&self) -> &Url;
        pub fn remote_addr(&self) -> Option<std::net::SocketAddr>;
        pub fn error_for_status(self) -> Result<Self>;
        pub fn error_for_status_ref(&self) -> Result<&Self>;
        #[blocks]
        pub fn json<T: serde::de::DeserializeOwned>(self) -> Result<T>;
        #[blocks]
        pub fn text(self) -> Result<String>;
        #[blocks]
        pub fn text_with_charset(self, default_encoding: &str) -> Result<String>;
        #[blocks]
        pub fn bytes(self) -> Result<bytes::Bytes>;
        #[blocks]
        pub fn copy_to<W: std::io::Write>(&mut self, w: &mut W) -> Result<u64>;
    }
    impl std::io::Read for Response {
        #[blocks]
        fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize>;
        #[blocks]
        fn read_to_end(&mut self, buf: &mut Vec<u8>) -> std::io::Result<usize>;
        #[blocks]
        fn read_to_string(&mut self, buf: &mut String) -> std::io::Result<usize>;
        #[blocks]
        fn read_exact(&mut self, buf: &mut [u8]) -> std::io::Result<()>;
    }
    pub struct Body;
    impl From<String> for Body {}
    impl From<Vec<u8>> for Body {}
    impl From<&str> for Body {}
    impl From<std::fs::File> for Body {}
}
