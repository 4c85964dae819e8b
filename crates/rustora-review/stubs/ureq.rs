#![stub(versions = ">=3, <4")]
// Checked against ureq 3.5.2.

#[blocks]
pub fn run<S>(request: http::Request<S>) -> Result<http::Response<Body>, Error>;
pub fn agent() -> Agent;
pub fn get<T>(uri: T) -> RequestBuilder<WithoutBody>;
pub fn post<T>(uri: T) -> RequestBuilder<WithBody>;
pub fn put<T>(uri: T) -> RequestBuilder<WithBody>;
pub fn patch<T>(uri: T) -> RequestBuilder<WithBody>;
pub fn delete<T>(uri: T) -> RequestBuilder<WithoutBody>;
pub fn head<T>(uri: T) -> RequestBuilder<WithoutBody>;
pub fn options<T>(uri: T) -> RequestBuilder<WithoutBody>;

pub struct Agent;
impl Agent {
    pub fn new_with_defaults() -> Self;
    #[blocks]
    pub fn run<S>(&self, request: http::Request<S>) -> Result<http::Response<Body>, Error>;
    pub fn get<T>(&self, uri: T) -> RequestBuilder<WithoutBody>;
    pub fn post<T>(&self, uri: T) -> RequestBuilder<WithBody>;
    pub fn put<T>(&self, uri: T) -> RequestBuilder<WithBody>;
    pub fn patch<T>(&self, uri: T) -> RequestBuilder<WithBody>;
    pub fn delete<T>(&self, uri: T) -> RequestBuilder<WithoutBody>;
    pub fn head<T>(&self, uri: T) -> RequestBuilder<WithoutBody>;
    pub fn options<T>(&self, uri: T) -> RequestBuilder<WithoutBody>;
}
impl Clone for Agent {}

pub struct WithBody;
pub struct WithoutBody;
pub struct RequestBuilder<B>;
impl<B> RequestBuilder<B> {
    pub fn header<K, V>(self, key: K, value: V) -> Self;
    pub fn query<K, V>(self, key: K, value: V) -> Self;
    pub fn uri<T>(self, uri: T) -> Self;
}
impl RequestBuilder<WithoutBody> {
    #[blocks]
    pub fn call(self) -> Result<http::Response<Body>, Error>;
    pub fn force_send_body(self) -> RequestBuilder<WithBody>;
}
impl RequestBuilder<WithBody> {
    pub fn content_type<V>(self, content_type: V) -> Self;
    #[blocks]
    pub fn send<S>(self, data: S) -> Result<http::Response<Body>, Error>;
    #[blocks]
    pub fn send_empty(self) -> Result<http::Response<Body>, Error>;
    #[blocks]
    pub fn send_form<I>(self, iter: I) -> Result<http::Response<Body>, Error>;
    #[blocks]
    pub fn send_json<S>(self, data: S) -> Result<http::Response<Body>, Error>;
}
pub struct Body;
impl Body {
    #[blocks]
    pub fn read_to_string(&mut self) -> Result<String, Error>;
    #[blocks]
    pub fn read_to_vec(&mut self) -> Result<Vec<u8>, Error>;
    #[blocks]
    pub fn read_json<T>(&mut self) -> Result<T, Error>;
}
pub struct Error;
impl std::error::Error for Error {}
impl std::fmt::Display for Error {}
