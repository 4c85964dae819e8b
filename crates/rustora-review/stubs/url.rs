#![stub(versions = ">=2.0, <3")]
// Checked against url 2.5.8.

pub struct Url;
impl Url {
    pub fn parse(input: &str) -> Result<Self, ParseError>;
    pub fn parse_with_params<I: IntoIterator, K: AsRef<str>, V: AsRef<str>>(input: &str, iter: I) -> Result<Self, ParseError>;
    pub fn join(&self, input: &str) -> Result<Self, ParseError>;
    pub fn make_relative(&self, url: &Self) -> Option<String>;
    pub fn as_str(&self) -> &str;
    pub fn origin(&self) -> Origin;
    pub fn scheme(&self) -> &str;
    pub fn set_scheme(&mut self, scheme: &str) -> Result<(), ()>;
    pub fn username(&self) -> &str;
    pub fn set_username(&mut self, username: &str) -> Result<(), ()>;
    pub fn password(&self) -> Option<&str>;
    pub fn set_password(&mut self, password: Option<&str>) -> Result<(), ()>;
    pub fn host(&self) -> Option<Host<&str>>;
    pub fn host_str(&self) -> Option<&str>;
    pub fn has_host(&self) -> bool;
    pub fn set_host(&mut self, host: Option<&str>) -> Result<(), ParseError>;
    pub fn domain(&self) -> Option<&str>;
    pub fn port(&self) -> Option<u16>;
    pub fn port_or_known_default(&self) -> Option<u16>;
    pub fn set_port(&mut self, port: Option<u16>) -> Result<(), ()>;
    pub fn path(&self) -> &str;
    pub fn set_path(&mut self, path: &str);
    pub fn path_segments(&self) -> Option<impl Iterator<Item = &str>>;
    pub fn path_segments_mut(&mut self) -> Result<PathSegmentsMut, ()>;
    pub fn query(&self) -> Option<&str>;
    pub fn set_query(&mut self, query: Option<&str>);
    pub fn query_pairs(&self) -> impl Iterator<Item = (std::borrow::Cow<str>, std::borrow::Cow<str>)>;
    pub fn fragment(&self) -> Option<&str>;
    pub fn set_fragment(&mut self, fragment: Option<&str>);
    pub fn cannot_be_a_base(&self) -> bool;
    #[blocks]
    pub fn socket_addrs(&self, default_port_number: impl Fn() -> Option<u16>) -> std::io::Result<Vec<std::net::SocketAddr>>;
    pub fn from_file_path<P: AsRef<std::path::Path>>(path: P) -> Result<Self, ()>;
    pub fn from_directory_path<P: AsRef<std::path::Path>>(path: P) -> Result<Self, ()>;
    pub fn to_file_path(&self) -> Result<std::path::PathBuf, ()>;
}
impl Clone for Url {}
impl Ord for Url {}
impl AsRef<str> for Url {}
impl From<Url> for String {}
impl std::fmt::Display for Url {}
impl std::str::FromStr for Url { type Err = ParseError; }
impl TryFrom<&str> for Url { type Error = ParseError; }
pub struct PathSegmentsMut;
impl PathSegmentsMut {
    pub fn push(&mut self, segment: &str) -> &mut Self;
    pub fn pop(&mut self) -> &mut Self;
    pub fn pop_if_empty(&mut self) -> &mut Self;
    pub fn clear(&mut self) -> &mut Self;
}
pub enum Host<S = String> { Domain(S), Ipv4(std::net::Ipv4Addr), Ipv6(std::net::Ipv6Addr) }
pub enum Origin { Opaque(OpaqueOrigin), Tuple(String, Host<String>, u16) }
impl Origin {
    pub fn is_tuple(&self) -> bool;
    pub fn ascii_serialization(&self) -> String;
}
pub struct OpaqueOrigin;
pub enum ParseError {
    EmptyHost,
    IdnaError,
    InvalidPort,
    InvalidIpv4Address,
    InvalidIpv6Address,
    InvalidDomainCharacter,
    RelativeUrlWithoutBase,
    RelativeUrlWithCannotBeABaseBase,
    SetHostOnCannotBeABaseUrl,
    Overflow,
}
impl std::error::Error for ParseError {}
impl std::fmt::Display for ParseError {}
