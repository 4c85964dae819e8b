#![stub(versions = ">=0.7, <0.8")]
// Checked against tokio-postgres 0.7.18.

pub struct Client;
impl Client {
    #[sql]
    #[executes]
    #[writes]
    pub async fn execute<T>(&self, statement: &T, params: &[&(dyn ToSql + Sync)]) -> Result<u64, Error>;
    #[sql]
    #[executes]
    #[writes]
    pub async fn execute_raw<T, P, I>(&self, statement: &T, params: I) -> Result<u64, Error>;
    #[sql]
    #[executes]
    pub async fn query<T>(&self, statement: &T, params: &[&(dyn ToSql + Sync)]) -> Result<Vec<Row>, Error>;
    #[sql]
    #[executes]
    pub async fn query_one<T>(&self, statement: &T, params: &[&(dyn ToSql + Sync)]) -> Result<Row, Error>;
    #[sql]
    #[executes]
    pub async fn query_opt<T>(&self, statement: &T, params: &[&(dyn ToSql + Sync)]) -> Result<Option<Row>, Error>;
    #[sql]
    #[executes]
    pub async fn query_raw<T, P, I>(&self, statement: &T, params: I) -> Result<RowStream, Error>;
    #[sql]
    #[executes]
    pub async fn simple_query(&self, query: &str) -> Result<Vec<SimpleQueryMessage>, Error>;
    #[sql]
    #[executes]
    #[writes]
    pub async fn batch_execute(&self, query: &str) -> Result<(), Error>;
    #[sql]
    pub async fn prepare(&self, query: &str) -> Result<Statement, Error>;
    #[begins]
    pub async fn transaction(&mut self) -> Result<Transaction, Error>;
    pub fn build_transaction(&mut self) -> TransactionBuilder;
    pub fn is_closed(&self) -> bool;
}
pub struct Transaction;
impl Transaction {
    #[sql]
    #[executes]
    #[writes]
    pub async fn execute<T>(&self, statement: &T, params: &[&(dyn ToSql + Sync)]) -> Result<u64, Error>;
    #[sql]
    #[executes]
    #[writes]
    pub async fn execute_raw<T, P, I>(&self, statement: &T, params: I) -> Result<u64, Error>;
    #[sql]
    #[executes]
    pub async fn query<T>(&self, statement: &T, params: &[&(dyn ToSql + Sync)]) -> Result<Vec<Row>, Error>;
    #[sql]
    #[executes]
    pub async fn query_one<T>(&self, statement: &T, params: &[&(dyn ToSql + Sync)]) -> Result<Row, Error>;
    #[sql]
    #[executes]
    pub async fn query_opt<T>(&self, statement: &T, params: &[&(dyn ToSql + Sync)]) -> Result<Option<Row>, Error>;
    #[sql]
    #[executes]
    pub async fn query_raw<T, P, I>(&self, statement: &T, params: I) -> Result<RowStream, Error>;
    #[sql]
    #[executes]
    pub async fn simple_query(&self, query: &str) -> Result<Vec<SimpleQueryMessage>, Error>;
    #[sql]
    #[executes]
    #[writes]
    pub async fn batch_execute(&self, query: &str) -> Result<(), Error>;
    #[sql]
    pub async fn prepare(&self, query: &str) -> Result<Statement, Error>;
    #[executes]
    #[writes]
    pub async fn commit(self) -> Result<(), Error>;
    #[executes]
    pub async fn rollback(self) -> Result<(), Error>;
    #[begins]
    pub async fn transaction(&mut self) -> Result<Transaction, Error>;
    pub async fn savepoint<I>(&mut self, name: I) -> Result<Transaction, Error>;
}
pub struct TransactionBuilder;
impl TransactionBuilder {
    pub fn isolation_level(self, isolation_level: IsolationLevel) -> Self;
    pub fn read_only(self, read_only: bool) -> Self;
    pub async fn start(self) -> Result<Transaction, Error>;
}
pub struct Row;
impl Row {
    pub fn get<I, T>(&self, idx: I) -> T;
    pub fn try_get<I, T>(&self, idx: I) -> Result<T, Error>;
    pub fn is_empty(&self) -> bool;
    pub fn len(&self) -> usize;
}
pub struct Statement;
impl Clone for Statement {}
pub struct RowStream;
impl futures_util::Stream for RowStream { type Item = Result<Row, Error>; }
pub enum SimpleQueryMessage {}
pub struct Error;
impl std::error::Error for Error {}
impl std::fmt::Display for Error {}
