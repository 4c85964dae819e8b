#![stub(versions = ">=4, <5")]
// Checked against actix-web 4.14.1 and 4.18.1: the server, its routes, its state and the extractors.

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

pub struct App<T = ()>;
impl<T> App<T> {
    pub fn new() -> Self;
    pub fn app_data<U>(self, data: U) -> Self;
    pub fn configure<F: FnOnce(&mut crate::web::ServiceConfig)>(self, f: F) -> Self;
    pub fn route(self, path: &str, route: Route) -> Self;
    pub fn service<F>(self, factory: F) -> Self;
    pub fn default_service<F>(self, svc: F) -> Self;
    pub fn wrap<M>(self, mw: M) -> App<T>;
    pub fn wrap_fn<F>(self, mw: F) -> App<T>;
}
pub struct Scope<T = ()>;
impl<T> Scope<T> {
    pub fn new(path: &str) -> Self;
    pub fn guard<G>(self, guard: G) -> Self;
    pub fn app_data<U>(self, data: U) -> Self;
    pub fn configure<F: FnOnce(&mut crate::web::ServiceConfig)>(self, cfg_fn: F) -> Self;
    pub fn service<F>(self, factory: F) -> Self;
    pub fn route(self, path: &str, route: Route) -> Self;
    pub fn default_service<F>(self, f: F) -> Self;
    pub fn wrap<M>(self, mw: M) -> Scope<T>;
    pub fn wrap_fn<F>(self, mw: F) -> Scope<T>;
}
pub struct Resource<T = ()>;
impl<T> Resource<T> {
    pub fn new<P>(path: P) -> Self;
    pub fn name(self, name: &str) -> Self;
    pub fn guard<G>(self, guard: G) -> Self;
    pub fn route(self, route: Route) -> Self;
    pub fn app_data<U>(self, data: U) -> Self;
    pub fn to<F>(self, handler: F) -> Self;
    pub fn get<F>(self, handler: F) -> Self;
    pub fn post<F>(self, handler: F) -> Self;
    pub fn put<F>(self, handler: F) -> Self;
    pub fn patch<F>(self, handler: F) -> Self;
    pub fn delete<F>(self, handler: F) -> Self;
    pub fn head<F>(self, handler: F) -> Self;
    pub fn default_service<F>(self, f: F) -> Self;
    pub fn wrap<M>(self, mw: M) -> Resource<T>;
    pub fn wrap_fn<F>(self, mw: F) -> Resource<T>;
}
pub struct Route;
impl Route {
    pub fn new() -> Route;
    pub fn wrap<M>(self, mw: M) -> Route;
    pub fn method(self, method: http::Method) -> Self;
    pub fn guard<F>(self, f: F) -> Self;
    pub fn to<F>(self, handler: F) -> Self;
    pub fn service<S>(self, service_factory: S) -> Self;
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
    pub use crate::{Resource, Route, Scope};

    pub fn resource<P>(path: P) -> Resource;
    pub fn scope(path: &str) -> Scope;
    pub fn route() -> Route;
    pub fn get() -> Route;
    pub fn post() -> Route;
    pub fn put() -> Route;
    pub fn patch() -> Route;
    pub fn delete() -> Route;
    pub fn head() -> Route;
    pub fn trace() -> Route;
    pub fn method(method: http::Method) -> Route;
    pub fn to<F>(handler: F) -> Route;
    pub struct ServiceConfig;
    impl ServiceConfig {
        pub fn app_data<U>(&mut self, ext: U) -> &mut Self;
        pub fn default_service<F>(&mut self, f: F) -> &mut Self;
        pub fn configure<F: FnOnce(&mut ServiceConfig)>(&mut self, f: F) -> &mut Self;
        pub fn route(&mut self, path: &str, route: Route) -> &mut Self;
        pub fn service<F>(&mut self, factory: F) -> &mut Self;
    }

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
