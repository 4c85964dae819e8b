#![stub(versions = ">=0.6, <0.9")]
// Checked against axum 0.8.9 with axum-core 0.5.6, and what differs in 0.7 and 0.6.
// In 0.7 `ws::Message` carries `String` and `Vec<u8>`; in 0.6 `Router`, `Next` and `Request` have the body as one more parameter.

macro_rules! debug_handler { () => {} }
macro_rules! debug_middleware { () => {} }

pub use http;

pub type BoxError = Box<dyn std::error::Error + Send + Sync>;
pub struct Error;
impl Error {
    pub fn new(error: impl Into<BoxError>) -> Self;
    pub fn into_inner(self) -> BoxError;
}
impl std::error::Error for Error {}
impl std::fmt::Display for Error {}

pub struct Router<S = ()>;
impl<S> Router<S> {
    pub fn new() -> Self;
    pub fn route(self, path: &str, method_router: crate::routing::MethodRouter<S>) -> Self;
    pub fn route_service<T>(self, path: &str, service: T) -> Self;
    pub fn nest(self, path: &str, router: Router<S>) -> Self;
    pub fn nest_service<T>(self, path: &str, service: T) -> Self;
    pub fn merge<R: Into<Router<S>>>(self, other: R) -> Self;
    pub fn layer<L>(self, layer: L) -> Router<S>;
    pub fn route_layer<L>(self, layer: L) -> Self;
    pub fn fallback<H, T>(self, handler: H) -> Self;
    pub fn fallback_service<T>(self, service: T) -> Self;
    pub fn method_not_allowed_fallback<H, T>(self, handler: H) -> Self;
    pub fn reset_fallback(self) -> Self;
    pub fn with_state<S2>(self, state: S) -> Router<S2>;
    pub fn has_routes(&self) -> bool;
    pub fn without_v07_checks(self) -> Self;
    pub fn into_make_service(self) -> crate::routing::IntoMakeService<Self>;
    pub fn into_make_service_with_connect_info<C>(self) -> crate::extract::connect_info::IntoMakeServiceWithConnectInfo<Self, C>;
    pub fn into_service<B>(self) -> crate::routing::RouterIntoService<B, S>;
}
impl<S> Clone for Router<S> {}
impl<S> Default for Router<S> {}

/* extractors that are answers too */
pub struct Json<T>(pub T);
impl<T> Json<T> { pub fn from_bytes(bytes: &[u8]) -> Result<Self, crate::extract::rejection::JsonRejection>; }
impl<T> std::ops::Deref for Json<T> { type Target = T; }
impl<T> std::ops::DerefMut for Json<T> {}
impl<T: Clone> Clone for Json<T> {}
impl<T> From<T> for Json<T> {}
pub struct Form<T>(pub T);
impl<T> std::ops::Deref for Form<T> { type Target = T; }
impl<T> std::ops::DerefMut for Form<T> {}
pub struct Extension<T>(pub T);
impl<T> std::ops::Deref for Extension<T> { type Target = T; }
impl<T> std::ops::DerefMut for Extension<T> {}
impl<T: Clone> Clone for Extension<T> {}

pub fn serve<L, M, S>(listener: L, make_service: M) -> crate::serve::Serve<L, M, S>;
pub mod serve {
    use std::future::{Future, IntoFuture};
    use std::io;
    pub struct Serve<L, M, S>;
    impl<L: Listener, M, S> Serve<L, M, S> {
        pub fn with_graceful_shutdown<F: Future<Output = ()>>(self, signal: F) -> WithGracefulShutdown<L, M, S, F>;
        pub fn local_addr(&self) -> io::Result<L::Addr>;
    }
    impl<L, M, S> IntoFuture for Serve<L, M, S> { type Output = io::Result<()>; }
    pub struct WithGracefulShutdown<L, M, S, F>;
    impl<L: Listener, M, S, F> WithGracefulShutdown<L, M, S, F> { pub fn local_addr(&self) -> io::Result<L::Addr>; }
    impl<L, M, S, F> IntoFuture for WithGracefulShutdown<L, M, S, F> { type Output = io::Result<()>; }
    pub trait Listener {
        type Io;
        type Addr;
        async fn accept(&mut self) -> (Self::Io, Self::Addr);
        fn local_addr(&self) -> io::Result<Self::Addr>;
    }
    impl Listener for tokio::net::TcpListener { type Io = tokio::net::TcpStream; type Addr = std::net::SocketAddr; }
    impl Listener for tokio::net::UnixListener { type Io = tokio::net::UnixStream; type Addr = tokio::net::unix::SocketAddr; }
    pub trait ListenerExt: Listener {
        fn tap_io<F: FnMut(&mut Self::Io)>(self, tap_fn: F) -> TapIo<Self, F>;
    }
    impl<L: Listener> ListenerExt for L {}
    pub struct TapIo<L, F>;
    impl<L: Listener, F> Listener for TapIo<L, F> { type Io = L::Io; type Addr = L::Addr; }
    pub struct IncomingStream<L>;
}

pub mod routing {
    use std::convert::Infallible;
    pub use crate::Router;

    pub fn get<H, T, S>(handler: H) -> MethodRouter<S, Infallible>;
    pub fn post<H, T, S>(handler: H) -> MethodRouter<S, Infallible>;
    pub fn put<H, T, S>(handler: H) -> MethodRouter<S, Infallible>;
    pub fn patch<H, T, S>(handler: H) -> MethodRouter<S, Infallible>;
    pub fn delete<H, T, S>(handler: H) -> MethodRouter<S, Infallible>;
    pub fn head<H, T, S>(handler: H) -> MethodRouter<S, Infallible>;
    pub fn options<H, T, S>(handler: H) -> MethodRouter<S, Infallible>;
    pub fn trace<H, T, S>(handler: H) -> MethodRouter<S, Infallible>;
    pub fn any<H, T, S>(handler: H) -> MethodRouter<S, Infallible>;
    pub fn on<H, T, S>(filter: MethodFilter, handler: H) -> MethodRouter<S, Infallible>;
    pub fn get_service<T, S>(svc: T) -> MethodRouter<S>;
    pub fn post_service<T, S>(svc: T) -> MethodRouter<S>;
    pub fn any_service<T, S>(svc: T) -> MethodRouter<S>;

    pub struct MethodRouter<S = (), E = Infallible>;
    impl<S, E> MethodRouter<S, E> {
        pub fn new() -> Self;
        pub fn get<H, T>(self, handler: H) -> Self;
        pub fn post<H, T>(self, handler: H) -> Self;
        pub fn put<H, T>(self, handler: H) -> Self;
        pub fn patch<H, T>(self, handler: H) -> Self;
        pub fn delete<H, T>(self, handler: H) -> Self;
        pub fn head<H, T>(self, handler: H) -> Self;
        pub fn options<H, T>(self, handler: H) -> Self;
        pub fn trace<H, T>(self, handler: H) -> Self;
        pub fn on<H, T>(self, filter: MethodFilter, handler: H) -> Self;
        pub fn fallback<H, T>(self, handler: H) -> Self;
        pub fn get_service<T>(self, svc: T) -> Self;
        pub fn post_service<T>(self, svc: T) -> Self;
        pub fn layer<L, NewError>(self, layer: L) -> MethodRouter<S, NewError>;
        pub fn route_layer<L>(self, layer: L) -> MethodRouter<S, E>;
        pub fn merge(self, other: MethodRouter<S, E>) -> Self;
        pub fn with_state<S2>(self, state: S) -> MethodRouter<S2, E>;
        pub fn handle_error<F, T>(self, f: F) -> MethodRouter<S, Infallible>;
    }
    impl<S, E> Clone for MethodRouter<S, E> {}
    pub struct MethodFilter;
    impl MethodFilter {
        pub const GET: Self = _;
        pub const POST: Self = _;
        pub const PUT: Self = _;
        pub const PATCH: Self = _;
        pub const DELETE: Self = _;
        pub const HEAD: Self = _;
        pub const OPTIONS: Self = _;
        pub const TRACE: Self = _;
        pub const fn or(self, other: Self) -> Self;
    }
    pub struct Route<E = Infallible>;
    pub struct IntoMakeService<S>;
    pub struct RouterIntoService<B, S = ()>;
}

pub mod handler {
    use crate::extract::Request;
    pub trait Handler<T, S> {
        type Future;
        fn call(self, req: Request, state: S) -> Self::Future;
        fn layer<L>(self, layer: L) -> Layered<L, Self, T, S>;
        fn with_state(self, state: S) -> HandlerService<Self, T, S>;
    }
    pub trait HandlerWithoutStateExt<T>: Handler<T, ()> {
        fn into_service(self) -> HandlerService<Self, T, ()>;
        fn into_make_service(self) -> crate::routing::IntoMakeService<HandlerService<Self, T, ()>>;
    }
    pub struct HandlerService<H, T, S>;
    pub struct Layered<L, H, T, S>;
}

pub mod error_handling {
    pub struct HandleErrorLayer<F, T>;
    impl<F, T> HandleErrorLayer<F, T> { pub fn new(f: F) -> Self; }
    pub struct HandleError<S, F, T>;
    impl<S, F, T> HandleError<S, F, T> { pub fn new(inner: S, f: F) -> Self; }
}

pub mod body {
    use crate::Error;
    pub use bytes::Bytes;
    pub struct Body;
    impl Body {
        pub fn new<B>(body: B) -> Self;
        pub fn empty() -> Self;
        pub fn from_stream<S: futures_util::TryStream>(stream: S) -> Self;
        pub fn into_data_stream(self) -> BodyDataStream;
    }
    impl Default for Body {}
    impl From<String> for Body {}
    impl From<&str> for Body {}
    impl From<Vec<u8>> for Body {}
    impl From<Bytes> for Body {}
    impl From<()> for Body {}
    pub struct BodyDataStream;
    impl futures_util::Stream for BodyDataStream { type Item = Result<Bytes, Error>; }
    pub async fn to_bytes(body: Body, limit: usize) -> Result<Bytes, Error>;
}

pub mod extract {
    use bytes::Bytes;
    use std::ops::{Deref, DerefMut};
    pub use crate::{Extension, Form, Json};
    pub use crate::extract::multipart::Multipart;
    pub use crate::extract::ws::WebSocketUpgrade;

    pub type Request<T = crate::body::Body> = http::Request<T>;

    pub struct State<S>(pub S);
    impl<S> Deref for State<S> { type Target = S; }
    impl<S> DerefMut for State<S> {}
    impl<S: Clone> Clone for State<S> {}
    pub struct Path<T>(pub T);
    impl<T> Deref for Path<T> { type Target = T; }
    impl<T> DerefMut for Path<T> {}
    pub struct Query<T>(pub T);
    impl<T> Query<T> { pub fn try_from_uri(value: &http::Uri) -> Result<Self, crate::extract::rejection::QueryRejection>; }
    impl<T> Deref for Query<T> { type Target = T; }
    impl<T> DerefMut for Query<T> {}
    pub struct ConnectInfo<T>(pub T);
    impl<T> Deref for ConnectInfo<T> { type Target = T; }
    impl<T> DerefMut for ConnectInfo<T> {}
    pub struct OriginalUri(pub http::Uri);
    impl Deref for OriginalUri { type Target = http::Uri; }
    pub struct RawQuery(pub Option<String>);
    pub struct RawForm(pub Bytes);
    pub struct RawPathParams;
    pub struct MatchedPath;
    impl MatchedPath { pub fn as_str(&self) -> &str; }
    impl Clone for MatchedPath {}
    pub struct NestedPath;
    impl NestedPath { pub fn as_str(&self) -> &str; }
    pub struct DefaultBodyLimit;
    impl DefaultBodyLimit {
        pub const fn disable() -> Self;
        pub const fn max(limit: usize) -> Self;
    }

    pub trait FromRef<T> {
        fn from_ref(input: &T) -> Self;
    }
    pub trait FromRequestParts<S> {
        type Rejection;
        async fn from_request_parts(parts: &mut http::request::Parts, state: &S) -> Result<Self, Self::Rejection>;
    }
    pub trait FromRequest<S> {
        type Rejection;
        async fn from_request(req: Request, state: &S) -> Result<Self, Self::Rejection>;
    }
    pub trait OptionalFromRequestParts<S> {
        type Rejection;
        async fn from_request_parts(parts: &mut http::request::Parts, state: &S) -> Result<Option<Self>, Self::Rejection>;
    }

    pub mod connect_info {
        pub use crate::extract::ConnectInfo;
        pub struct IntoMakeServiceWithConnectInfo<S, C>;
        pub struct MockConnectInfo<T>(pub T);
        pub trait Connected<T> {
            fn connect_info(stream: T) -> Self;
        }
    }

    pub mod multipart {
        use bytes::Bytes;
        pub struct Multipart;
        impl Multipart { pub async fn next_field(&mut self) -> Result<Option<Field>, MultipartError>; }
        pub struct Field;
        impl Field {
            pub fn name(&self) -> Option<&str>;
            pub fn file_name(&self) -> Option<&str>;
            pub fn content_type(&self) -> Option<&str>;
            pub fn headers(&self) -> &http::HeaderMap;
            pub async fn bytes(self) -> Result<Bytes, MultipartError>;
            pub async fn text(self) -> Result<String, MultipartError>;
            pub async fn chunk(&mut self) -> Result<Option<Bytes>, MultipartError>;
        }
        impl futures_util::Stream for Field { type Item = Result<Bytes, MultipartError>; }
        pub struct MultipartError;
        impl MultipartError {
            pub fn body_text(&self) -> String;
            pub fn status(&self) -> http::StatusCode;
        }
        impl std::error::Error for MultipartError {}
        impl std::fmt::Display for MultipartError {}
    }

    pub mod ws {
        use crate::response::Response;
        use crate::Error;
        use bytes::Bytes;
        use std::future::Future;
        pub struct WebSocketUpgrade;
        impl WebSocketUpgrade {
            pub fn on_upgrade<C: FnOnce(WebSocket) -> Fut, Fut: Future<Output = ()>>(self, callback: C) -> Response;
            pub fn protocols<I: IntoIterator>(self, protocols: I) -> Self;
            pub fn max_message_size(self, max: usize) -> Self;
            pub fn max_frame_size(self, max: usize) -> Self;
            pub fn read_buffer_size(self, size: usize) -> Self;
            pub fn write_buffer_size(self, size: usize) -> Self;
        }
        pub struct WebSocket;
        impl WebSocket {
            pub async fn recv(&mut self) -> Option<Result<Message, Error>>;
            pub async fn send(&mut self, msg: Message) -> Result<(), Error>;
            pub fn protocol(&self) -> Option<&http::HeaderValue>;
        }
        impl futures_util::Stream for WebSocket { type Item = Result<Message, Error>; }
        impl futures_util::Sink<Message> for WebSocket { type Error = Error; }
        pub enum Message { Text(Utf8Bytes), Binary(Bytes), Ping(Bytes), Pong(Bytes), Close(Option<CloseFrame>) }
        impl Message {
            pub fn text<S: Into<Utf8Bytes>>(string: S) -> Message;
            pub fn binary<B: Into<Bytes>>(bin: B) -> Message;
            pub fn to_text(&self) -> Result<&str, Error>;
            pub fn into_text(self) -> Result<Utf8Bytes, Error>;
            pub fn into_data(self) -> Bytes;
        }
        pub struct Utf8Bytes;
        impl Utf8Bytes { pub fn as_str(&self) -> &str; }
        impl std::ops::Deref for Utf8Bytes { type Target = str; }
        impl From<String> for Utf8Bytes {}
        impl From<&str> for Utf8Bytes {}
        pub struct CloseFrame { pub code: u16, pub reason: Utf8Bytes }
    }

    pub mod rejection {
        pub enum JsonRejection { JsonDataError(JsonDataError), JsonSyntaxError(JsonSyntaxError), MissingJsonContentType(MissingJsonContentType), BytesRejection(BytesRejection) }
        pub enum QueryRejection { FailedToDeserializeQueryString(FailedToDeserializeQueryString) }
        pub enum PathRejection { FailedToDeserializePathParams(FailedToDeserializePathParams), MissingPathParams(MissingPathParams) }
        pub enum FormRejection { InvalidFormContentType(InvalidFormContentType), FailedToDeserializeForm(FailedToDeserializeForm), FailedToDeserializeFormBody(FailedToDeserializeFormBody), BytesRejection(BytesRejection) }
        pub enum BytesRejection { FailedToBufferBody(FailedToBufferBody) }
        pub enum StringRejection { FailedToBufferBody(FailedToBufferBody), InvalidUtf8(InvalidUtf8) }
        pub enum ExtensionRejection { MissingExtension(MissingExtension) }
        impl JsonRejection {
            pub fn body_text(&self) -> String;
            pub fn status(&self) -> http::StatusCode;
        }
        impl std::error::Error for JsonRejection {}
        impl std::fmt::Display for JsonRejection {}
        impl QueryRejection {
            pub fn body_text(&self) -> String;
            pub fn status(&self) -> http::StatusCode;
        }
        impl std::error::Error for QueryRejection {}
        impl std::fmt::Display for QueryRejection {}
        impl PathRejection {
            pub fn body_text(&self) -> String;
            pub fn status(&self) -> http::StatusCode;
        }
        impl std::error::Error for PathRejection {}
        impl std::fmt::Display for PathRejection {}
        impl FormRejection {
            pub fn body_text(&self) -> String;
            pub fn status(&self) -> http::StatusCode;
        }
        impl std::error::Error for FormRejection {}
        impl std::fmt::Display for FormRejection {}
        impl BytesRejection {
            pub fn body_text(&self) -> String;
            pub fn status(&self) -> http::StatusCode;
        }
        impl std::error::Error for BytesRejection {}
        impl std::fmt::Display for BytesRejection {}
        impl StringRejection {
            pub fn body_text(&self) -> String;
            pub fn status(&self) -> http::StatusCode;
        }
        impl std::error::Error for StringRejection {}
        impl std::fmt::Display for StringRejection {}
        impl ExtensionRejection {
            pub fn body_text(&self) -> String;
            pub fn status(&self) -> http::StatusCode;
        }
        impl std::error::Error for ExtensionRejection {}
        impl std::fmt::Display for ExtensionRejection {}
        pub struct JsonDataError;
        pub struct JsonSyntaxError;
        pub struct MissingJsonContentType;
        pub struct FailedToDeserializeQueryString;
        pub struct FailedToDeserializePathParams;
        pub struct MissingPathParams;
        pub struct InvalidFormContentType;
        pub struct FailedToDeserializeForm;
        pub struct FailedToDeserializeFormBody;
        pub enum FailedToBufferBody { LengthLimitError(LengthLimitError), UnknownBodyError(UnknownBodyError) }
        pub struct LengthLimitError;
        pub struct UnknownBodyError;
        pub struct InvalidUtf8;
        pub struct MissingExtension;
    }
}

/* in both, the `extract` of axum's own methods gives what the extractor `E` says */
pub trait RequestExt {
    async fn extract<E, M>(self) -> Result<E, <E as crate::extract::FromRequest<(), M>>::Rejection>;
    async fn extract_parts<E>(&mut self) -> Result<E, <E as crate::extract::FromRequestParts<()>>::Rejection>;
}
impl<T> RequestExt for http::Request<T> {}
pub trait RequestPartsExt {
    async fn extract<E>(&mut self) -> Result<E, <E as crate::extract::FromRequestParts<()>>::Rejection>;
    async fn extract_with_state<E, S>(&mut self, state: &S) -> Result<E, <E as crate::extract::FromRequestParts<S>>::Rejection>;
}
impl RequestPartsExt for http::request::Parts {}

pub mod response {
    pub use crate::response::sse::Sse;
    pub use crate::{Extension, Form, Json};

    pub type Response<T = crate::body::Body> = http::Response<T>;
    pub type Result<T, E = ErrorResponse> = std::result::Result<T, E>;
    pub struct ErrorResponse;

    pub trait IntoResponse {
        fn into_response(self) -> Response;
    }
    impl IntoResponse for () {}
    impl IntoResponse for str {}
    impl IntoResponse for String {}
    impl IntoResponse for std::borrow::Cow<str> {}
    impl IntoResponse for Vec<u8> {}
    impl IntoResponse for bytes::Bytes {}
    impl IntoResponse for crate::body::Body {}
    impl IntoResponse for http::StatusCode {}
    impl IntoResponse for http::HeaderMap {}
    impl<B> IntoResponse for http::Response<B> {}
    impl<T: IntoResponse, E: IntoResponse> IntoResponse for std::result::Result<T, E> {}
    impl<R: IntoResponse> IntoResponse for (http::StatusCode, R) {}
    impl<T> IntoResponse for crate::Json<T> {}
    impl<T> IntoResponse for crate::Form<T> {}
    impl<T> IntoResponse for crate::Extension<T> {}
    impl<T> IntoResponse for Html<T> {}
    impl IntoResponse for Redirect {}
    impl IntoResponse for NoContent {}
    impl<S> IntoResponse for Sse<S> {}
    impl IntoResponse for crate::extract::rejection::JsonRejection {}
    impl IntoResponse for crate::extract::rejection::QueryRejection {}
    impl IntoResponse for crate::extract::rejection::PathRejection {}
    impl IntoResponse for crate::extract::rejection::FormRejection {}
    impl IntoResponse for crate::extract::rejection::BytesRejection {}
    impl IntoResponse for crate::extract::rejection::StringRejection {}
    impl IntoResponse for crate::extract::rejection::ExtensionRejection {}
    pub trait IntoResponseParts {
        type Error;
        fn into_response_parts(self, res: ResponseParts) -> std::result::Result<ResponseParts, Self::Error>;
    }
    pub struct ResponseParts;
    impl ResponseParts {
        pub fn headers(&self) -> &http::HeaderMap;
        pub fn headers_mut(&mut self) -> &mut http::HeaderMap;
        pub fn extensions(&self) -> &http::Extensions;
        pub fn extensions_mut(&mut self) -> &mut http::Extensions;
    }
    pub struct Html<T>(pub T);
    pub struct AppendHeaders<I>(pub I);
    pub struct NoContent;
    pub struct Redirect;
    impl Redirect {
        pub fn to(uri: &str) -> Self;
        pub fn temporary(uri: &str) -> Self;
        pub fn permanent(uri: &str) -> Self;
    }

    pub mod sse {
        use std::time::Duration;
        pub struct Sse<S>;
        impl<S> Sse<S> {
            pub fn new(stream: S) -> Self;
            pub fn keep_alive(self, keep_alive: KeepAlive) -> Sse<KeepAliveStream<S>>;
        }
        pub struct KeepAliveStream<S>;
        pub struct Event;
        impl Event {
            pub fn data<T: AsRef<str>>(self, data: T) -> Self;
            pub fn json_data<T: serde::Serialize>(self, data: T) -> Result<Self, crate::Error>;
            pub fn comment<T: AsRef<str>>(self, comment: T) -> Event;
            pub fn event<T: AsRef<str>>(self, event: T) -> Event;
            pub fn retry(self, duration: Duration) -> Event;
            pub fn id<T: AsRef<str>>(self, id: T) -> Event;
        }
        impl Default for Event { fn default() -> Event; }
        pub struct KeepAlive;
        impl KeepAlive {
            pub fn new() -> Self;
            pub fn interval(self, time: Duration) -> Self;
            pub fn text<I: AsRef<str>>(self, text: I) -> Self;
            pub fn event(self, event: Event) -> Self;
        }
        impl Default for KeepAlive {}
    }
}

pub mod middleware {
    use crate::extract::Request;
    use crate::response::Response;
    pub fn from_fn<F, T>(f: F) -> FromFnLayer<F, (), T>;
    pub fn from_fn_with_state<F, S, T>(state: S, f: F) -> FromFnLayer<F, S, T>;
    pub fn from_extractor<E>() -> FromExtractorLayer<E, ()>;
    pub fn from_extractor_with_state<E, S>(state: S) -> FromExtractorLayer<E, S>;
    pub fn map_request<F, T>(f: F) -> MapRequestLayer<F, (), T>;
    pub fn map_request_with_state<F, S, T>(state: S, f: F) -> MapRequestLayer<F, S, T>;
    pub fn map_response<F, T>(f: F) -> MapResponseLayer<F, (), T>;
    pub fn map_response_with_state<F, S, T>(state: S, f: F) -> MapResponseLayer<F, S, T>;
    pub struct Next;
    impl Next { pub async fn run(self, req: Request) -> Response; }
    impl Clone for Next {}
    pub struct FromFnLayer<F, S, T>;
    pub struct FromExtractorLayer<E, S>;
    pub struct MapRequestLayer<F, S, T>;
    pub struct MapResponseLayer<F, S, T>;
    pub struct AddExtension<S, T>;
}
