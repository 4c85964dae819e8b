#![stub(versions = ">=4, <5")]
// Checked against actix-web 4.14.1 and 4.18.1: the server, its state, the extractors, and what handlers are given to.

macro_rules! main { () => {} }
macro_rules! test { () => {} }

use std::io;
use std::net::{TcpListener, ToSocketAddrs};

pub struct HttpServer<F>;
impl<F> HttpServer<F> {
    pub fn new(factory: F) -> HttpServer<F>;
    pub fn workers(self, num: usize) -> Self;
    pub fn max_connections(self, num: usize) -> Self;
    pub fn shutdown_timeout(self, sec: u64) -> Self;
    pub fn disable_signals(self) -> Self;
    pub fn bind<A: ToSocketAddrs>(self, addrs: A) -> io::Result<Self>;
    pub fn bind_auto_h2c<A: ToSocketAddrs>(self, addrs: A) -> io::Result<Self>;
    pub fn bind_uds<A: AsRef<std::path::Path>>(self, uds_path: A) -> io::Result<Self>;
    pub fn listen(self, lst: TcpListener) -> io::Result<Self>;
    pub fn run(self) -> crate::dev::Server;
}

pub struct Route;
impl Route {
    pub fn new() -> Route;
    pub fn guard<G>(self, f: G) -> Self;
    pub fn to<F>(self, handler: F) -> Self;
}
pub struct Resource;
impl Resource {
    pub fn new<T>(path: T) -> Resource;
    pub fn guard<G>(self, guard: G) -> Self;
    pub fn route(self, route: Route) -> Self;
    pub fn get<F>(self, handler: F) -> Self;
    pub fn post<F>(self, handler: F) -> Self;
    pub fn put<F>(self, handler: F) -> Self;
    pub fn patch<F>(self, handler: F) -> Self;
    pub fn delete<F>(self, handler: F) -> Self;
    pub fn to<F>(self, handler: F) -> Self;
}

pub mod dev {
    pub struct Server;
    impl Server { pub fn handle(&self) -> ServerHandle; }
    impl std::future::Future for Server { type Output = std::io::Result<()>; }
    pub struct ServerHandle;
    impl Clone for ServerHandle {}
    impl ServerHandle { pub async fn stop(&self, graceful: bool); }
}

pub mod web {
    use std::ops::{Deref, DerefMut};
    use std::sync::Arc;

    pub use bytes::{Buf, BufMut, Bytes, BytesMut};

    pub struct Data<T>;
    impl<T> Data<T> {
        pub fn new(state: T) -> Data<T>;
        pub fn get_ref(&self) -> &T;
        pub fn into_inner(self) -> Arc<T>;
    }
    impl<T> Deref for Data<T> { type Target = Arc<T>; }
    impl<T> Clone for Data<T> {}
    impl<T> From<Arc<T>> for Data<T> {}
    pub struct ThinData<T>(pub T);
    impl<T> Deref for ThinData<T> { type Target = T; }
    impl<T: Clone> Clone for ThinData<T> {}
    pub struct Json<T>(pub T);
    impl<T> Json<T> { pub fn into_inner(self) -> T; }
    impl<T> Deref for Json<T> { type Target = T; }
    impl<T> DerefMut for Json<T> {}
    pub struct Form<T>(pub T);
    impl<T> Form<T> { pub fn into_inner(self) -> T; }
    impl<T> Deref for Form<T> { type Target = T; }
    impl<T> DerefMut for Form<T> {}
    pub struct Query<T>(pub T);
    impl<T> Query<T> {
        pub fn into_inner(self) -> T;
        pub fn from_query(query_str: &str) -> Result<Self, crate::error::QueryPayloadError>;
    }
    impl<T> Deref for Query<T> { type Target = T; }
    impl<T> DerefMut for Query<T> {}
    pub struct Path<T>;
    impl<T> Path<T> { pub fn into_inner(self) -> T; }
    impl<T> Deref for Path<T> { type Target = T; }
    impl<T> DerefMut for Path<T> {}
    pub struct ReqData<T>;
    impl<T> ReqData<T> { pub fn into_inner(self) -> T; }
    impl<T> Deref for ReqData<T> { type Target = T; }

    pub fn get() -> crate::Route;
    pub fn post() -> crate::Route;
    pub fn put() -> crate::Route;
    pub fn patch() -> crate::Route;
    pub fn delete() -> crate::Route;
    pub fn head() -> crate::Route;
    pub fn trace() -> crate::Route;
    pub fn route() -> crate::Route;
    pub fn to<F>(handler: F) -> crate::Route;
    pub fn resource<T>(path: T) -> crate::Resource;

    #[offloads]
    pub async fn block<F: FnOnce() -> R, R>(f: F) -> Result<R, crate::error::BlockingError>;
}

pub mod rt {
    #[spawns]
    pub fn spawn<F: std::future::Future>(f: F) -> tokio::task::JoinHandle<F::Output>;
}

pub mod error {
    pub struct BlockingError;
    impl std::error::Error for BlockingError {}
    impl std::fmt::Display for BlockingError {}
    pub struct QueryPayloadError;
    impl std::error::Error for QueryPayloadError {}
    impl std::fmt::Display for QueryPayloadError {}
}
