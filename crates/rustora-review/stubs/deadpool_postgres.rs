#![stub(versions = ">=0.10, <0.15")]
// Checked against deadpool-postgres 0.14.2. What deadpool's macro makes aliases of stands here as types.

pub use tokio_postgres;
use std::time::Duration;
use tokio_postgres::{Error, Row, RowStream, SimpleQueryMessage, Statement};

pub type Client = Object;
pub struct Object;
impl std::ops::Deref for Object { type Target = ClientWrapper; }
impl std::ops::DerefMut for Object {}
pub struct ClientWrapper;
impl ClientWrapper {
    #[begins]
    pub async fn transaction(&mut self) -> Result<Transaction, Error>;
    #[sql]
    pub async fn prepare_cached(&self, query: &str) -> Result<Statement, Error>;
}
impl std::ops::Deref for ClientWrapper { type Target = tokio_postgres::Client; }
impl std::ops::DerefMut for ClientWrapper {}

pub struct Transaction;
impl Transaction {
    #[executes]
    #[writes]
    pub async fn commit(self) -> Result<(), Error>;
    #[executes]
    pub async fn rollback(self) -> Result<(), Error>;
    #[begins]
    pub async fn transaction(&mut self) -> Result<Transaction, Error>;
    #[sql]
    pub async fn prepare_cached(&self, query: &str) -> Result<Statement, Error>;
}
impl std::ops::Deref for Transaction { type Target = tokio_postgres::Transaction; }
impl std::ops::DerefMut for Transaction {}

pub struct Manager;
impl Manager {
    pub fn new<T>(pg_config: tokio_postgres::Config, tls: T) -> Self;
    pub fn from_config<T>(pg_config: tokio_postgres::Config, tls: T, config: ManagerConfig) -> Self;
}
pub struct Pool;
impl Pool {
    pub fn builder(manager: Manager) -> PoolBuilder;
    pub async fn get(&self) -> Result<Object, PoolError>;
}
impl Clone for Pool {}
pub struct PoolBuilder;
impl PoolBuilder {
    pub fn build(self) -> Result<Pool, BuildError>;
    pub fn config<P>(self, value: P) -> Self;
    pub fn max_size(self, value: usize) -> Self;
    pub fn timeouts<T>(self, value: T) -> Self;
    pub fn wait_timeout(self, value: Option<Duration>) -> Self;
    pub fn create_timeout(self, value: Option<Duration>) -> Self;
    pub fn recycle_timeout(self, value: Option<Duration>) -> Self;
    pub fn runtime<R>(self, value: R) -> Self;
    pub fn post_create<H>(self, hook: H) -> Self;
    pub fn pre_recycle<H>(self, hook: H) -> Self;
    pub fn post_recycle<H>(self, hook: H) -> Self;
    pub fn queue_mode<M>(self, value: M) -> Self;
}
pub struct BuildError;
impl std::error::Error for BuildError {}
impl std::fmt::Display for BuildError {}
pub struct PoolError;
impl std::error::Error for PoolError {}
impl std::fmt::Display for PoolError {}
