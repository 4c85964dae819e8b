#![stub(versions = ">=0.19, <0.20")]
// Checked against postgres 0.19.10: tokio-postgres on a runtime of its own, which blocks the caller.

pub use tokio_postgres::{Config, Error, NoTls, Row, SimpleQueryMessage, Statement};
pub struct Client;
impl Client {
    #[blocks] pub fn connect<T>(params: &str, tls_mode: T) -> Result<Client, Error>;
    #[blocks] pub fn query<T>(&mut self, query: &T, params: &[&()]) -> Result<Vec<Row>, Error>;
    #[blocks] pub fn query_one<T>(&mut self, query: &T, params: &[&()]) -> Result<Row, Error>;
    #[blocks] pub fn query_opt<T>(&mut self, query: &T, params: &[&()]) -> Result<Option<Row>, Error>;
    #[blocks] #[writes] pub fn execute<T>(&mut self, query: &T, params: &[&()]) -> Result<u64, Error>;
    #[sql] #[blocks] pub fn simple_query(&mut self, query: &str) -> Result<Vec<SimpleQueryMessage>, Error>;
    #[sql] #[blocks] #[writes] pub fn batch_execute(&mut self, query: &str) -> Result<(), Error>;
    #[blocks] pub fn transaction(&mut self) -> Result<Transaction, Error>;
}
pub struct Transaction;
impl Transaction {
    #[sql] #[blocks] pub fn simple_query(&mut self, query: &str) -> Result<Vec<SimpleQueryMessage>, Error>;
    #[sql] #[blocks] #[writes] pub fn batch_execute(&mut self, query: &str) -> Result<(), Error>;
    #[blocks] #[writes] pub fn execute<T>(&mut self, query: &T, params: &[&()]) -> Result<u64, Error>;
    #[blocks] #[writes] pub fn commit(self) -> Result<(), Error>;
}
