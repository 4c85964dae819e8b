#![stub(versions = ">=2, <3")]
// Checked against diesel 2.3.14 (PostgreSQL, SQLite, MySQL, r2d2).
// The types of statements are left out: what a schema's macros make is not known, and `RunQueryDsl` is found by the connection.

pub use crate::connection::{Connection, SimpleConnection};
pub use crate::dsl::{delete, insert_into, insert_or_ignore_into, replace_into, sql_query, update};
pub use crate::prelude::*;

pub mod dsl {
    #[sql_verb = "insert"]
    pub fn insert_into<T>(target: T) -> Statement;
    #[sql_verb = "upsert"]
    pub fn insert_or_ignore_into<T>(target: T) -> Statement;
    #[sql_verb = "upsert"]
    pub fn replace_into<T>(target: T) -> Statement;
    #[sql_verb = "update"]
    pub fn update<T>(source: T) -> Statement;
    #[sql_verb = "delete"]
    pub fn delete<T>(source: T) -> Statement;
    #[sql]
    pub fn sql_query<T: Into<String>>(query: T) -> Statement;
}

pub mod prelude {
    pub use crate::connection::Connection;
    pub use crate::pg::PgConnection;
    pub use crate::mysql::MysqlConnection;
    pub use crate::query_dsl::RunQueryDsl;
    pub use crate::result::{ConnectionResult, OptionalExtension, QueryResult};
    pub use crate::sqlite::SqliteConnection;
}

pub mod query_dsl {
    use crate::{Connection, QueryResult};
    pub trait RunQueryDsl<Conn> {
        #[by_argument]
        #[executes]
        #[writes]
        #[blocks]
        fn execute<C: Connection>(self, conn: &mut C) -> QueryResult<usize>;
        #[by_argument]
        #[executes]
        #[blocks]
        fn load<U, C: Connection>(self, conn: &mut C) -> QueryResult<Vec<U>>;
        #[by_argument]
        #[executes]
        #[blocks]
        fn get_result<U, C: Connection>(self, conn: &mut C) -> QueryResult<U>;
        #[by_argument]
        #[executes]
        #[blocks]
        fn get_results<U, C: Connection>(self, conn: &mut C) -> QueryResult<Vec<U>>;
        #[by_argument]
        #[executes]
        #[blocks]
        fn first<U, C: Connection>(self, conn: &mut C) -> QueryResult<U>;
    }
}

pub mod connection {
    use crate::{ConnectionResult, QueryResult};
    #[derived_by = "MultiConnection"]
    pub trait SimpleConnection {
        #[sql]
        #[executes]
        #[writes]
        #[blocks]
        fn batch_execute(&mut self, query: &str) -> QueryResult<()>;
    }
    #[derived_by = "MultiConnection"]
    pub trait Connection: SimpleConnection {
        #[blocks]
        fn establish(database_url: &str) -> ConnectionResult<Self>;
        #[blocks]
        fn transaction<T, E, F: FnOnce(&mut Self) -> Result<T, E>>(&mut self, f: F) -> Result<T, E>;
    }
}

pub mod pg {
    pub struct PgConnection;
    impl crate::SimpleConnection for PgConnection {}
    impl crate::Connection for PgConnection {}
}
pub mod mysql {
    pub struct MysqlConnection;
    impl crate::SimpleConnection for MysqlConnection {}
    impl crate::Connection for MysqlConnection {}
}
pub mod sqlite {
    pub struct SqliteConnection;
    impl crate::SimpleConnection for SqliteConnection {}
    impl crate::Connection for SqliteConnection {}
}

pub mod r2d2 {
    pub struct ConnectionManager<C>;
    impl<C> ConnectionManager<C> {
        pub fn new(database_url: impl Into<String>) -> Self;
    }
    impl<C> crate::r2d2::ManageConnection for ConnectionManager<C> { type Connection = C; type Error = Error; }
    pub trait ManageConnection { type Connection; type Error; }
    pub struct Error;
    pub struct PoolError;
    pub struct Pool<M>;
    impl<M: ManageConnection> Pool<M> {
        pub fn builder() -> Builder<M>;
        #[blocks]
        pub fn get(&self) -> Result<PooledConnection<M>, PoolError>;
    }
    impl<M> Clone for Pool<M> {}
    pub struct Builder<M>;
    pub struct PooledConnection<M>;
    impl<M: ManageConnection> std::ops::Deref for PooledConnection<M> { type Target = M::Connection; }
    impl<M: ManageConnection> std::ops::DerefMut for PooledConnection<M> {}
}

pub mod result {
    pub type QueryResult<T> = std::result::Result<T, Error>;
    pub type ConnectionResult<T> = std::result::Result<T, ConnectionError>;
    pub struct ConnectionError;
    pub enum Error { NotFound, RollbackTransaction, AlreadyInTransaction, NotInTransaction }
    impl std::error::Error for Error {}
    impl std::fmt::Display for Error {}
    pub trait OptionalExtension<T> {
        fn optional(self) -> Result<Option<T>, Error>;
    }
    impl<T> OptionalExtension<T> for std::result::Result<T, Error> {}
}
