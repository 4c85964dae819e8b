#![stub(versions = ">=0.7, <0.8")]
// Checked against tokio-postgres 0.7.18 and postgres 0.19, whose client has the same methods without `async`.

pub struct Config;
pub struct NoTls;
pub struct Error;
impl std::error::Error for Error {}
impl std::fmt::Display for Error {}
pub struct Row;
pub struct Statement;
pub enum SimpleQueryMessage { CommandComplete(u64) }
pub struct Client;
impl Client {
    #[executes] pub async fn query<T>(&self, statement: &T, params: &[&()]) -> Result<Vec<Row>, Error>;
    #[executes] pub async fn query_one<T>(&self, statement: &T, params: &[&()]) -> Result<Row, Error>;
    #[executes] pub async fn query_opt<T>(&self, statement: &T, params: &[&()]) -> Result<Option<Row>, Error>;
    #[executes] #[writes] pub async fn execute<T>(&self, statement: &T, params: &[&()]) -> Result<u64, Error>;
    #[sql] #[executes] pub async fn simple_query(&self, query: &str) -> Result<Vec<SimpleQueryMessage>, Error>;
    #[sql] #[executes] #[writes] pub async fn batch_execute(&self, query: &str) -> Result<(), Error>;
    #[executes] pub async fn prepare(&self, query: &str) -> Result<Statement, Error>;
    pub async fn transaction(&mut self) -> Result<Transaction, Error>;
}
pub struct Transaction;
impl Transaction {
    #[executes] pub async fn query<T>(&self, statement: &T, params: &[&()]) -> Result<Vec<Row>, Error>;
    #[executes] pub async fn query_one<T>(&self, statement: &T, params: &[&()]) -> Result<Row, Error>;
    #[executes] #[writes] pub async fn execute<T>(&self, statement: &T, params: &[&()]) -> Result<u64, Error>;
    #[sql] #[executes] pub async fn simple_query(&self, query: &str) -> Result<Vec<SimpleQueryMessage>, Error>;
    #[sql] #[executes] #[writes] pub async fn batch_execute(&self, query: &str) -> Result<(), Error>;
    #[executes] #[writes] pub async fn commit(self) -> Result<(), Error>;
    #[executes] pub async fn rollback(self) -> Result<(), Error>;
}
