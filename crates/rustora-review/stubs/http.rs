#![stub(versions = ">=0.2, <2")]
// Checked against http 1.5.0 and http 0.2.12. axum and reqwest re-export most of it.


pub type Result<T> = std::result::Result<T, Error>;
pub struct Error;
impl Error { pub fn is<T: std::error::Error>(&self) -> bool; }
impl std::error::Error for Error {}
impl std::fmt::Display for Error {}

pub struct Extensions;
impl Extensions {
    pub fn new() -> Extensions;
    pub fn insert<T>(&mut self, val: T) -> Option<T>;
    pub fn get<T>(&self) -> Option<&T>;
    pub fn get_mut<T>(&mut self) -> Option<&mut T>;
    pub fn get_or_insert<T>(&mut self, value: T) -> &mut T;
    pub fn get_or_insert_with<T, F: FnOnce() -> T>(&mut self, f: F) -> &mut T;
    pub fn get_or_insert_default<T: Default>(&mut self) -> &mut T;
    pub fn remove<T>(&mut self) -> Option<T>;
    pub fn extend(&mut self, other: Self);
    pub fn clear(&mut self);
    pub fn is_empty(&self) -> bool;
    pub fn len(&self) -> usize;
}
impl Clone for Extensions {}
impl Default for Extensions {}

pub struct Request<T>;
impl Request<()> {
    pub fn builder() -> crate::request::Builder;
    pub fn get<T: TryInto<Uri>>(uri: T) -> crate::request::Builder;
    pub fn post<T: TryInto<Uri>>(uri: T) -> crate::request::Builder;
    pub fn put<T: TryInto<Uri>>(uri: T) -> crate::request::Builder;
    pub fn patch<T: TryInto<Uri>>(uri: T) -> crate::request::Builder;
    pub fn delete<T: TryInto<Uri>>(uri: T) -> crate::request::Builder;
    pub fn head<T: TryInto<Uri>>(uri: T) -> crate::request::Builder;
    pub fn options<T: TryInto<Uri>>(uri: T) -> crate::request::Builder;
}
impl<T> Request<T> {
    pub fn new(body: T) -> Request<T>;
    pub fn from_parts(parts: crate::request::Parts, body: T) -> Request<T>;
    pub fn into_parts(self) -> (crate::request::Parts, T);
    pub fn method(&self) -> &Method;
    pub fn method_mut(&mut self) -> &mut Method;
    pub fn uri(&self) -> &Uri;
    pub fn uri_mut(&mut self) -> &mut Uri;
    pub fn version(&self) -> Version;
    pub fn version_mut(&mut self) -> &mut Version;
    pub fn headers(&self) -> &HeaderMap<HeaderValue>;
    pub fn headers_mut(&mut self) -> &mut HeaderMap<HeaderValue>;
    pub fn extensions(&self) -> &Extensions;
    pub fn extensions_mut(&mut self) -> &mut Extensions;
    pub fn body(&self) -> &T;
    pub fn body_mut(&mut self) -> &mut T;
    pub fn into_body(self) -> T;
    pub fn map<F: FnOnce(T) -> U, U>(self, f: F) -> Request<U>;
}
impl<T: Clone> Clone for Request<T> {}
impl<T: Default> Default for Request<T> {}

pub struct Response<T>;
impl Response<()> { pub fn builder() -> crate::response::Builder; }
impl<T> Response<T> {
    pub fn new(body: T) -> Response<T>;
    pub fn from_parts(parts: crate::response::Parts, body: T) -> Response<T>;
    pub fn into_parts(self) -> (crate::response::Parts, T);
    pub fn status(&self) -> StatusCode;
    pub fn status_mut(&mut self) -> &mut StatusCode;
    pub fn version(&self) -> Version;
    pub fn version_mut(&mut self) -> &mut Version;
    pub fn headers(&self) -> &HeaderMap<HeaderValue>;
    pub fn headers_mut(&mut self) -> &mut HeaderMap<HeaderValue>;
    pub fn extensions(&self) -> &Extensions;
    pub fn extensions_mut(&mut self) -> &mut Extensions;
    pub fn body(&self) -> &T;
    pub fn body_mut(&mut self) -> &mut T;
    pub fn into_body(self) -> T;
    pub fn map<F: FnOnce(T) -> U, U>(self, f: F) -> Response<U>;
}
impl<T: Clone> Clone for Response<T> {}
impl<T: Default> Default for Response<T> {}

pub struct Method;
impl Method {
    pub const GET: Method = _;
    pub const POST: Method = _;
    pub const PUT: Method = _;
    pub const PATCH: Method = _;
    pub const DELETE: Method = _;
    pub const HEAD: Method = _;
    pub const OPTIONS: Method = _;
    pub const CONNECT: Method = _;
    pub const TRACE: Method = _;
    pub fn from_bytes(src: &[u8]) -> std::result::Result<Method, crate::method::InvalidMethod>;
    pub fn as_str(&self) -> &str;
    pub fn is_safe(&self) -> bool;
    pub fn is_idempotent(&self) -> bool;
}
impl Clone for Method {}
impl Default for Method {}
impl AsRef<str> for Method {}
impl std::fmt::Display for Method {}
impl std::str::FromStr for Method { type Err = crate::method::InvalidMethod; }

pub struct StatusCode;
impl StatusCode {
    pub const CONTINUE: StatusCode = _;
    pub const SWITCHING_PROTOCOLS: StatusCode = _;
    pub const PROCESSING: StatusCode = _;
    pub const EARLY_HINTS: StatusCode = _;
    pub const OK: StatusCode = _;
    pub const CREATED: StatusCode = _;
    pub const ACCEPTED: StatusCode = _;
    pub const NON_AUTHORITATIVE_INFORMATION: StatusCode = _;
    pub const NO_CONTENT: StatusCode = _;
    pub const RESET_CONTENT: StatusCode = _;
    pub const PARTIAL_CONTENT: StatusCode = _;
    pub const MULTI_STATUS: StatusCode = _;
    pub const ALREADY_REPORTED: StatusCode = _;
    pub const IM_USED: StatusCode = _;
    pub const MULTIPLE_CHOICES: StatusCode = _;
    pub const MOVED_PERMANENTLY: StatusCode = _;
    pub const FOUND: StatusCode = _;
    pub const SEE_OTHER: StatusCode = _;
    pub const NOT_MODIFIED: StatusCode = _;
    pub const USE_PROXY: StatusCode = _;
    pub const TEMPORARY_REDIRECT: StatusCode = _;
    pub const PERMANENT_REDIRECT: StatusCode = _;
    pub const BAD_REQUEST: StatusCode = _;
    pub const UNAUTHORIZED: StatusCode = _;
    pub const PAYMENT_REQUIRED: StatusCode = _;
    pub const FORBIDDEN: StatusCode = _;
    pub const NOT_FOUND: StatusCode = _;
    pub const METHOD_NOT_ALLOWED: StatusCode = _;
    pub const NOT_ACCEPTABLE: StatusCode = _;
    pub const PROXY_AUTHENTICATION_REQUIRED: StatusCode = _;
    pub const REQUEST_TIMEOUT: StatusCode = _;
    pub const CONFLICT: StatusCode = _;
    pub const GONE: StatusCode = _;
    pub const LENGTH_REQUIRED: StatusCode = _;
    pub const PRECONDITION_FAILED: StatusCode = _;
    pub const PAYLOAD_TOO_LARGE: StatusCode = _;
    pub const URI_TOO_LONG: StatusCode = _;
    pub const UNSUPPORTED_MEDIA_TYPE: StatusCode = _;
    pub const RANGE_NOT_SATISFIABLE: StatusCode = _;
    pub const EXPECTATION_FAILED: StatusCode = _;
    pub const IM_A_TEAPOT: StatusCode = _;
    pub const MISDIRECTED_REQUEST: StatusCode = _;
    pub const UNPROCESSABLE_ENTITY: StatusCode = _;
    pub const LOCKED: StatusCode = _;
    pub const FAILED_DEPENDENCY: StatusCode = _;
    pub const TOO_EARLY: StatusCode = _;
    pub const UPGRADE_REQUIRED: StatusCode = _;
    pub const PRECONDITION_REQUIRED: StatusCode = _;
    pub const TOO_MANY_REQUESTS: StatusCode = _;
    pub const REQUEST_HEADER_FIELDS_TOO_LARGE: StatusCode = _;
    pub const UNAVAILABLE_FOR_LEGAL_REASONS: StatusCode = _;
    pub const INTERNAL_SERVER_ERROR: StatusCode = _;
    pub const NOT_IMPLEMENTED: StatusCode = _;
    pub const BAD_GATEWAY: StatusCode = _;
    pub const SERVICE_UNAVAILABLE: StatusCode = _;
    pub const GATEWAY_TIMEOUT: StatusCode = _;
    pub const HTTP_VERSION_NOT_SUPPORTED: StatusCode = _;
    pub const VARIANT_ALSO_NEGOTIATES: StatusCode = _;
    pub const INSUFFICIENT_STORAGE: StatusCode = _;
    pub const LOOP_DETECTED: StatusCode = _;
    pub const NOT_EXTENDED: StatusCode = _;
    pub const NETWORK_AUTHENTICATION_REQUIRED: StatusCode = _;
    pub fn from_u16(src: u16) -> std::result::Result<StatusCode, crate::status::InvalidStatusCode>;
    pub fn from_bytes(src: &[u8]) -> std::result::Result<StatusCode, crate::status::InvalidStatusCode>;
    pub fn as_u16(&self) -> u16;
    pub fn as_str(&self) -> &str;
    pub fn canonical_reason(&self) -> Option<&str>;
    pub fn is_informational(&self) -> bool;
    pub fn is_success(&self) -> bool;
    pub fn is_redirection(&self) -> bool;
    pub fn is_client_error(&self) -> bool;
    pub fn is_server_error(&self) -> bool;
}
impl Clone for StatusCode {}
impl Copy for StatusCode {}
impl Default for StatusCode {}
impl std::fmt::Display for StatusCode {}
impl TryFrom<u16> for StatusCode { type Error = crate::status::InvalidStatusCode; }
impl std::str::FromStr for StatusCode { type Err = crate::status::InvalidStatusCode; }

pub struct Version;
impl Version {
    pub const HTTP_09: Version = _;
    pub const HTTP_10: Version = _;
    pub const HTTP_11: Version = _;
    pub const HTTP_2: Version = _;
    pub const HTTP_3: Version = _;
}
impl Clone for Version {}
impl Copy for Version {}

pub struct Uri;
impl Uri {
    pub fn builder() -> crate::uri::Builder;
    pub fn from_parts(src: crate::uri::Parts) -> std::result::Result<Uri, crate::uri::InvalidUriParts>;
    pub fn from_static(src: &str) -> Self;
    pub fn into_parts(self) -> crate::uri::Parts;
    pub fn path_and_query(&self) -> Option<&crate::uri::PathAndQuery>;
    pub fn path(&self) -> &str;
    pub fn query(&self) -> Option<&str>;
    pub fn scheme(&self) -> Option<&crate::uri::Scheme>;
    pub fn scheme_str(&self) -> Option<&str>;
    pub fn authority(&self) -> Option<&crate::uri::Authority>;
    pub fn host(&self) -> Option<&str>;
    pub fn port_u16(&self) -> Option<u16>;
}
impl Clone for Uri {}
impl Default for Uri {}
impl std::fmt::Display for Uri {}
impl std::str::FromStr for Uri { type Err = crate::uri::InvalidUri; }

pub struct HeaderMap<T = HeaderValue>;
impl HeaderMap { pub fn new() -> Self; }
impl<T> HeaderMap<T> {
    pub fn with_capacity(capacity: usize) -> HeaderMap<T>;
    pub fn get<K: crate::header::AsHeaderName>(&self, key: K) -> Option<&T>;
    pub fn get_mut<K: crate::header::AsHeaderName>(&mut self, key: K) -> Option<&mut T>;
    pub fn get_all<K: crate::header::AsHeaderName>(&self, key: K) -> crate::header::GetAll<T>;
    pub fn contains_key<K: crate::header::AsHeaderName>(&self, key: K) -> bool;
    pub fn insert<K: crate::header::IntoHeaderName>(&mut self, key: K, val: T) -> Option<T>;
    pub fn append<K: crate::header::IntoHeaderName>(&mut self, key: K, value: T) -> bool;
    pub fn remove<K: crate::header::AsHeaderName>(&mut self, key: K) -> Option<T>;
    pub fn entry<K: crate::header::IntoHeaderName>(&mut self, key: K) -> crate::header::Entry<T>;
    pub fn iter(&self) -> impl Iterator<Item = (&HeaderName, &T)>;
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&HeaderName, &mut T)>;
    pub fn keys(&self) -> impl Iterator<Item = &HeaderName>;
    pub fn values(&self) -> impl Iterator<Item = &T>;
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut T>;
    pub fn drain(&mut self) -> impl Iterator<Item = (Option<HeaderName>, T)>;
    pub fn len(&self) -> usize;
    pub fn keys_len(&self) -> usize;
    pub fn is_empty(&self) -> bool;
    pub fn clear(&mut self);
    pub fn capacity(&self) -> usize;
    pub fn reserve(&mut self, additional: usize);
}
impl<T: Clone> Clone for HeaderMap<T> {}
impl<T> Default for HeaderMap<T> {}
impl<T> IntoIterator for HeaderMap<T> { type Item = (Option<HeaderName>, T); }
impl<T> IntoIterator for &HeaderMap<T> { type Item = (&HeaderName, &T); }
impl<T> FromIterator<(HeaderName, T)> for HeaderMap<T> {}
impl<T> Extend<(HeaderName, T)> for HeaderMap<T> {}
pub struct HeaderValue;
impl HeaderValue {
    pub const fn from_static(src: &str) -> HeaderValue;
    pub fn from_str(src: &str) -> std::result::Result<HeaderValue, crate::header::InvalidHeaderValue>;
    pub fn from_name(name: HeaderName) -> HeaderValue;
    pub fn from_bytes(src: &[u8]) -> std::result::Result<HeaderValue, crate::header::InvalidHeaderValue>;
    pub fn from_maybe_shared<T: AsRef<[u8]>>(src: T) -> std::result::Result<HeaderValue, crate::header::InvalidHeaderValue>;
    pub fn to_str(&self) -> std::result::Result<&str, crate::header::ToStrError>;
    pub fn as_bytes(&self) -> &[u8];
    pub fn len(&self) -> usize;
    pub fn is_empty(&self) -> bool;
    pub fn set_sensitive(&mut self, val: bool);
    pub fn is_sensitive(&self) -> bool;
}
impl Clone for HeaderValue {}
impl AsRef<[u8]> for HeaderValue {}
impl From<u64> for HeaderValue {}
impl From<usize> for HeaderValue {}
impl From<HeaderName> for HeaderValue {}
impl TryFrom<&str> for HeaderValue { type Error = crate::header::InvalidHeaderValue; }
impl TryFrom<String> for HeaderValue { type Error = crate::header::InvalidHeaderValue; }
impl TryFrom<&[u8]> for HeaderValue { type Error = crate::header::InvalidHeaderValue; }
impl std::str::FromStr for HeaderValue { type Err = crate::header::InvalidHeaderValue; }
pub struct HeaderName;
impl HeaderName {
    pub fn from_bytes(src: &[u8]) -> std::result::Result<HeaderName, crate::header::InvalidHeaderName>;
    pub fn from_lowercase(src: &[u8]) -> std::result::Result<HeaderName, crate::header::InvalidHeaderName>;
    pub const fn from_static(src: &str) -> HeaderName;
    pub fn as_str(&self) -> &str;
}
impl Clone for HeaderName {}
impl AsRef<str> for HeaderName {}
impl std::fmt::Display for HeaderName {}
impl TryFrom<&str> for HeaderName { type Error = crate::header::InvalidHeaderName; }
impl std::str::FromStr for HeaderName { type Err = crate::header::InvalidHeaderName; }

pub mod request {
    use crate::{Extensions, HeaderMap, HeaderName, HeaderValue, Method, Result, Uri, Version};
    pub use crate::Request;
    pub struct Parts {
        pub method: Method,
        pub uri: Uri,
        pub version: Version,
        pub headers: HeaderMap<HeaderValue>,
        pub extensions: Extensions,
    }
    pub struct Builder;
    impl Builder {
        pub fn new() -> Builder;
        pub fn method<T: TryInto<Method>>(self, method: T) -> Builder;
        pub fn uri<T: TryInto<Uri>>(self, uri: T) -> Builder;
        pub fn version(self, version: Version) -> Builder;
        pub fn header<K: TryInto<HeaderName>, V: TryInto<HeaderValue>>(self, key: K, value: V) -> Builder;
        pub fn headers_mut(&mut self) -> Option<&mut HeaderMap<HeaderValue>>;
        pub fn extension<T>(self, extension: T) -> Builder;
        pub fn body<T>(self, body: T) -> Result<Request<T>>;
    }
    impl Default for Builder {}
}

pub mod response {
    use crate::{Extensions, HeaderMap, HeaderName, HeaderValue, Result, StatusCode, Version};
    pub use crate::Response;
    pub struct Parts {
        pub status: StatusCode,
        pub version: Version,
        pub headers: HeaderMap<HeaderValue>,
        pub extensions: Extensions,
    }
    pub struct Builder;
    impl Builder {
        pub fn new() -> Builder;
        pub fn status<T: TryInto<StatusCode>>(self, status: T) -> Builder;
        pub fn version(self, version: Version) -> Builder;
        pub fn header<K: TryInto<HeaderName>, V: TryInto<HeaderValue>>(self, key: K, value: V) -> Builder;
        pub fn headers_mut(&mut self) -> Option<&mut HeaderMap<HeaderValue>>;
        pub fn extension<T>(self, extension: T) -> Builder;
        pub fn body<T>(self, body: T) -> Result<Response<T>>;
    }
    impl Default for Builder {}
}

pub mod method {
    pub use crate::Method;
    pub struct InvalidMethod;
    impl std::error::Error for InvalidMethod {}
    impl std::fmt::Display for InvalidMethod {}
}

pub mod status {
    pub use crate::StatusCode;
    impl From<StatusCode> for u16 {}
    pub struct InvalidStatusCode;
    impl std::error::Error for InvalidStatusCode {}
    impl std::fmt::Display for InvalidStatusCode {}
}

pub mod version {
    pub use crate::Version;
}

pub mod uri {
    pub use crate::Uri;
    pub struct Parts;
    pub struct PathAndQuery;
    impl PathAndQuery {
        pub fn from_static(src: &str) -> Self;
        pub fn path(&self) -> &str;
        pub fn query(&self) -> Option<&str>;
        pub fn as_str(&self) -> &str;
    }
    impl std::str::FromStr for PathAndQuery { type Err = InvalidUri; }
    pub struct Scheme;
    impl Scheme {
        pub const HTTP: Scheme = _;
        pub const HTTPS: Scheme = _;
        pub fn as_str(&self) -> &str;
    }
    pub struct Authority;
    impl Authority {
        pub fn from_static(src: &str) -> Self;
        pub fn host(&self) -> &str;
        pub fn port_u16(&self) -> Option<u16>;
        pub fn as_str(&self) -> &str;
    }
    impl std::str::FromStr for Authority { type Err = InvalidUri; }
    pub struct Builder;
    impl Builder {
        pub fn new() -> Builder;
        pub fn scheme<T: TryInto<Scheme>>(self, scheme: T) -> Self;
        pub fn authority<T: TryInto<Authority>>(self, auth: T) -> Self;
        pub fn path_and_query<T: TryInto<PathAndQuery>>(self, p_and_q: T) -> Self;
        pub fn build(self) -> Result<Uri, crate::Error>;
    }
    pub struct InvalidUri;
    impl std::error::Error for InvalidUri {}
    impl std::fmt::Display for InvalidUri {}
    pub struct InvalidUriParts;
    impl std::error::Error for InvalidUriParts {}
    impl std::fmt::Display for InvalidUriParts {}
}

pub mod header {
    pub use crate::{HeaderMap, HeaderName, HeaderValue};
    impl AsHeaderName for HeaderName {}
    impl AsHeaderName for &HeaderName {}
    impl IntoHeaderName for HeaderName {}
    impl IntoHeaderName for &HeaderName {}
    pub enum Entry<T> { Occupied(OccupiedEntry<T>), Vacant(VacantEntry<T>) }
    impl<T> Entry<T> {
        pub fn or_insert(self, default: T) -> &mut T;
        pub fn or_insert_with<F: FnOnce() -> T>(self, default: F) -> &mut T;
        pub fn key(&self) -> &HeaderName;
    }
    pub struct OccupiedEntry<T>;
    pub struct VacantEntry<T>;
    pub struct GetAll<T>;
    impl<T> GetAll<T> { pub fn iter(&self) -> impl Iterator<Item = &T>; }
    impl<T> IntoIterator for GetAll<T> { type Item = &T; }
    pub trait AsHeaderName {}
    impl AsHeaderName for &str {}
    impl AsHeaderName for String {}
    impl AsHeaderName for &String {}
    pub trait IntoHeaderName {}
    impl IntoHeaderName for &str {}
    pub struct InvalidHeaderName;
    impl std::error::Error for InvalidHeaderName {}
    impl std::fmt::Display for InvalidHeaderName {}
    pub struct InvalidHeaderValue;
    impl std::error::Error for InvalidHeaderValue {}
    impl std::fmt::Display for InvalidHeaderValue {}
    pub struct ToStrError;
    impl std::error::Error for ToStrError {}
    impl std::fmt::Display for ToStrError {}
    pub const ACCEPT: HeaderName = _;
    pub const ACCEPT_CHARSET: HeaderName = _;
    pub const ACCEPT_ENCODING: HeaderName = _;
    pub const ACCEPT_LANGUAGE: HeaderName = _;
    pub const ACCEPT_RANGES: HeaderName = _;
    pub const ACCESS_CONTROL_ALLOW_CREDENTIALS: HeaderName = _;
    pub const ACCESS_CONTROL_ALLOW_HEADERS: HeaderName = _;
    pub const ACCESS_CONTROL_ALLOW_METHODS: HeaderName = _;
    pub const ACCESS_CONTROL_ALLOW_ORIGIN: HeaderName = _;
    pub const ACCESS_CONTROL_EXPOSE_HEADERS: HeaderName = _;
    pub const ACCESS_CONTROL_MAX_AGE: HeaderName = _;
    pub const ACCESS_CONTROL_REQUEST_HEADERS: HeaderName = _;
    pub const ACCESS_CONTROL_REQUEST_METHOD: HeaderName = _;
    pub const AGE: HeaderName = _;
    pub const ALLOW: HeaderName = _;
    pub const ALT_SVC: HeaderName = _;
    pub const AUTHORIZATION: HeaderName = _;
    pub const CACHE_CONTROL: HeaderName = _;
    pub const CACHE_STATUS: HeaderName = _;
    pub const CDN_CACHE_CONTROL: HeaderName = _;
    pub const CONNECTION: HeaderName = _;
    pub const CONTENT_DISPOSITION: HeaderName = _;
    pub const CONTENT_ENCODING: HeaderName = _;
    pub const CONTENT_LANGUAGE: HeaderName = _;
    pub const CONTENT_LENGTH: HeaderName = _;
    pub const CONTENT_LOCATION: HeaderName = _;
    pub const CONTENT_RANGE: HeaderName = _;
    pub const CONTENT_SECURITY_POLICY: HeaderName = _;
    pub const CONTENT_SECURITY_POLICY_REPORT_ONLY: HeaderName = _;
    pub const CONTENT_TYPE: HeaderName = _;
    pub const COOKIE: HeaderName = _;
    pub const DNT: HeaderName = _;
    pub const DATE: HeaderName = _;
    pub const ETAG: HeaderName = _;
    pub const EXPECT: HeaderName = _;
    pub const EXPIRES: HeaderName = _;
    pub const FORWARDED: HeaderName = _;
    pub const FROM: HeaderName = _;
    pub const HOST: HeaderName = _;
    pub const IF_MATCH: HeaderName = _;
    pub const IF_MODIFIED_SINCE: HeaderName = _;
    pub const IF_NONE_MATCH: HeaderName = _;
    pub const IF_RANGE: HeaderName = _;
    pub const IF_UNMODIFIED_SINCE: HeaderName = _;
    pub const LAST_MODIFIED: HeaderName = _;
    pub const LINK: HeaderName = _;
    pub const LOCATION: HeaderName = _;
    pub const MAX_FORWARDS: HeaderName = _;
    pub const ORIGIN: HeaderName = _;
    pub const PRAGMA: HeaderName = _;
    pub const PROXY_AUTHENTICATE: HeaderName = _;
    pub const PROXY_AUTHORIZATION: HeaderName = _;
    pub const PUBLIC_KEY_PINS: HeaderName = _;
    pub const PUBLIC_KEY_PINS_REPORT_ONLY: HeaderName = _;
    pub const RANGE: HeaderName = _;
    pub const REFERER: HeaderName = _;
    pub const REFERRER_POLICY: HeaderName = _;
    pub const REFRESH: HeaderName = _;
    pub const RETRY_AFTER: HeaderName = _;
    pub const SEC_WEBSOCKET_ACCEPT: HeaderName = _;
    pub const SEC_WEBSOCKET_EXTENSIONS: HeaderName = _;
    pub const SEC_WEBSOCKET_KEY: HeaderName = _;
    pub const SEC_WEBSOCKET_PROTOCOL: HeaderName = _;
    pub const SEC_WEBSOCKET_VERSION: HeaderName = _;
    pub const SERVER: HeaderName = _;
    pub const SET_COOKIE: HeaderName = _;
    pub const STRICT_TRANSPORT_SECURITY: HeaderName = _;
    pub const TE: HeaderName = _;
    pub const TRAILER: HeaderName = _;
    pub const TRANSFER_ENCODING: HeaderName = _;
    pub const UPGRADE: HeaderName = _;
    pub const UPGRADE_INSECURE_REQUESTS: HeaderName = _;
    pub const USER_AGENT: HeaderName = _;
    pub const VARY: HeaderName = _;
    pub const VIA: HeaderName = _;
    pub const WARNING: HeaderName = _;
    pub const WWW_AUTHENTICATE: HeaderName = _;
    pub const X_CONTENT_TYPE_OPTIONS: HeaderName = _;
    pub const X_DNS_PREFETCH_CONTROL: HeaderName = _;
    pub const X_FRAME_OPTIONS: HeaderName = _;
    pub const X_XSS_PROTECTION: HeaderName = _;
}
