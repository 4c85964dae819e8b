#![stub(versions = ">=0.7, <0.10")]
// Checked against sqlx 0.9.0 (PostgreSQL, SQLite, MySQL, Any), and against 0.8 and 0.7 (PostgreSQL).
// Up to 0.8 the SQL is a `&str`, since 0.9 an `impl SqlSafeStr`; `QueryBuilder::sql` gave `&str`. Executor and Acquire are implemented for `&Pool`
// and for `&mut` of connections; here for what the reference leads to. A `Query` has
// all methods of a `Map` as well.

#[sql]
#[runs_inline]
#[gives = "crate::query::Query"]
#[gives_rows = "crate::query::Map"]
macro_rules! query { () => {} }
#[sql]
#[runs_inline]
#[gives = "crate::query::Query"]
#[gives_rows = "crate::query::Map"]
macro_rules! query_unchecked { () => {} }
#[sql]
#[runs_inline]
#[gives = "crate::query::Map"]
macro_rules! query_as { () => {} }
#[sql]
#[runs_inline]
#[gives = "crate::query::Map"]
macro_rules! query_as_unchecked { () => {} }
#[sql]
#[runs_inline]
#[gives = "crate::query::Map"]
macro_rules! query_scalar { () => {} }
#[sql]
#[runs_inline]
#[gives = "crate::query::Map"]
macro_rules! query_scalar_unchecked { () => {} }
#[runs_inline]
#[gives = "crate::query::Query"]
macro_rules! query_file { () => {} }
#[runs_inline]
#[gives = "crate::query::Query"]
macro_rules! query_file_unchecked { () => {} }
#[runs_inline]
#[gives = "crate::query::Map"]
macro_rules! query_file_as { () => {} }
#[runs_inline]
#[gives = "crate::query::Map"]
macro_rules! query_file_as_unchecked { () => {} }
#[runs_inline]
#[gives = "crate::query::Map"]
macro_rules! query_file_scalar { () => {} }
#[runs_inline]
#[gives = "crate::query::Map"]
macro_rules! query_file_scalar_unchecked { () => {} }
macro_rules! migrate { () => {} }
macro_rules! test { () => {} }

/* statements */
#[sql]
pub fn query<DB: Database>(sql: impl SqlSafeStr) -> crate::query::Query<DB, DB::Arguments>;
#[sql]
pub fn query_with<DB: Database, A>(sql: impl SqlSafeStr, arguments: A) -> crate::query::Query<DB, A>;
#[sql]
pub fn query_as<DB: Database, O>(sql: impl SqlSafeStr) -> crate::query::QueryAs<DB, O, DB::Arguments>;
#[sql]
pub fn query_as_with<DB: Database, O, A>(sql: impl SqlSafeStr, arguments: A) -> crate::query::QueryAs<DB, O, A>;
#[sql]
pub fn query_scalar<DB: Database, O>(sql: impl SqlSafeStr) -> crate::query::QueryScalar<DB, O, DB::Arguments>;
#[sql]
pub fn query_scalar_with<DB: Database, O, A>(sql: impl SqlSafeStr, arguments: A) -> crate::query::QueryScalar<DB, O, A>;
#[sql]
pub fn raw_sql(sql: impl SqlSafeStr) -> RawSql;

pub trait SqlSafeStr {
    fn into_sql_str(self) -> SqlStr;
}
impl SqlSafeStr for &str {}
impl<T> SqlSafeStr for AssertSqlSafe<T> {}
impl SqlSafeStr for SqlStr {}
pub struct AssertSqlSafe<T>(pub T);
pub struct SqlStr;
impl SqlStr {
    pub fn from_static(sql: &str) -> Self;
    pub fn as_str(&self) -> &str;
}
impl Clone for SqlStr {}

pub struct RawSql;
impl RawSql {
    #[executes]
    #[writes]
    pub async fn execute<E: Executor<Database = DB>, DB: Database>(self, executor: E) -> Result<DB::QueryResult>;
    #[executes]
    pub fn fetch<E: Executor<Database = DB>, DB: Database>(self, executor: E) -> impl futures_util::Stream<Item = Result<DB::Row>>;
    #[executes]
    pub async fn fetch_all<E: Executor<Database = DB>, DB: Database>(self, executor: E) -> Result<Vec<DB::Row>>;
    #[executes]
    pub async fn fetch_one<E: Executor<Database = DB>, DB: Database>(self, executor: E) -> Result<DB::Row>;
    #[executes]
    pub async fn fetch_optional<E: Executor<Database = DB>, DB: Database>(self, executor: E) -> Result<Option<DB::Row>>;
}

pub mod query {
    use crate::{Database, Executor, Result};
    use futures_util::Stream;

    pub struct Query<DB, A>;
    impl<DB: Database, A> Query<DB, A> {
        pub fn bind<T>(self, value: T) -> Self;
        pub fn try_bind<T>(&mut self, value: T) -> std::result::Result<(), crate::error::BoxDynError>;
        pub fn persistent(self, value: bool) -> Self;
        pub fn map<F: FnMut(DB::Row) -> O, O>(self, f: F) -> Map<DB, impl FnMut(DB::Row) -> Result<O>, A>;
        pub fn try_map<F: FnMut(DB::Row) -> Result<O>, O>(self, f: F) -> Map<DB, F, A>;
        #[executes]
        #[writes]
        pub async fn execute<E: Executor<Database = DB>>(self, executor: E) -> Result<DB::QueryResult>;
        #[executes]
        pub fn fetch<E: Executor<Database = DB>>(self, executor: E) -> impl Stream<Item = Result<DB::Row>>;
        #[executes]
        pub async fn fetch_all<E: Executor<Database = DB>>(self, executor: E) -> Result<Vec<DB::Row>>;
        #[executes]
        pub async fn fetch_one<E: Executor<Database = DB>>(self, executor: E) -> Result<DB::Row>;
        #[executes]
        pub async fn fetch_optional<E: Executor<Database = DB>>(self, executor: E) -> Result<Option<DB::Row>>;
    }

    pub struct QueryAs<DB, O, A>;
    impl<DB: Database, O, A> QueryAs<DB, O, A> {
        pub fn bind<T>(self, value: T) -> Self;
        pub fn persistent(self, value: bool) -> Self;
        #[executes]
        pub fn fetch<E: Executor<Database = DB>>(self, executor: E) -> impl Stream<Item = Result<O>>;
        #[executes]
        pub async fn fetch_all<E: Executor<Database = DB>>(self, executor: E) -> Result<Vec<O>>;
        #[executes]
        pub async fn fetch_one<E: Executor<Database = DB>>(self, executor: E) -> Result<O>;
        #[executes]
        pub async fn fetch_optional<E: Executor<Database = DB>>(self, executor: E) -> Result<Option<O>>;
    }

    pub struct QueryScalar<DB, O, A>;
    impl<DB: Database, O, A> QueryScalar<DB, O, A> {
        pub fn bind<T>(self, value: T) -> Self;
        pub fn persistent(self, value: bool) -> Self;
        #[executes]
        pub fn fetch<E: Executor<Database = DB>>(self, executor: E) -> impl Stream<Item = Result<O>>;
        #[executes]
        pub async fn fetch_all<E: Executor<Database = DB>>(self, executor: E) -> Result<Vec<O>>;
        #[executes]
        pub async fn fetch_one<E: Executor<Database = DB>>(self, executor: E) -> Result<O>;
        #[executes]
        pub async fn fetch_optional<E: Executor<Database = DB>>(self, executor: E) -> Result<Option<O>>;
    }

    /* `F` gives `Result<O>` for a row */
    pub struct Map<DB, F, A>;
    impl<DB: Database, F: FnMut(DB::Row) -> Result<O>, O, A> Map<DB, F, A> {
        pub fn map<G: FnMut(O) -> P, P>(self, g: G) -> Map<DB, impl FnMut(DB::Row) -> Result<P>, A>;
        pub fn try_map<G: FnMut(O) -> Result<P>, P>(self, g: G) -> Map<DB, impl FnMut(DB::Row) -> Result<P>, A>;
        #[executes]
        pub fn fetch<E: Executor<Database = DB>>(self, executor: E) -> impl Stream<Item = Result<O>>;
        #[executes]
        pub async fn fetch_all<E: Executor<Database = DB>>(self, executor: E) -> Result<Vec<O>>;
        #[executes]
        pub async fn fetch_one<E: Executor<Database = DB>>(self, executor: E) -> Result<O>;
        #[executes]
        pub async fn fetch_optional<E: Executor<Database = DB>>(self, executor: E) -> Result<Option<O>>;
    }
}

pub struct QueryBuilder<DB>;
impl<DB: Database> QueryBuilder<DB> {
    #[sql]
    pub fn new(init: impl Into<String>) -> Self;
    #[sql]
    pub fn push(&mut self, sql: impl std::fmt::Display) -> &mut Self;
    pub fn push_bind<T>(&mut self, value: T) -> &mut Self;
    pub fn push_values<I: IntoIterator, F: FnMut(crate::query_builder::Separated<DB, &str>, I::Item)>(&mut self, tuples: I, push_tuple: F) -> &mut Self;
    pub fn push_tuples<I: IntoIterator, F: FnMut(crate::query_builder::Separated<DB, &str>, I::Item)>(&mut self, tuples: I, push_tuple: F) -> &mut Self;
    pub fn separated<Sep: std::fmt::Display>(&mut self, separator: Sep) -> crate::query_builder::Separated<DB, Sep>;
    pub fn build(&mut self) -> crate::query::Query<DB, DB::Arguments>;
    pub fn build_query_as<T>(&mut self) -> crate::query::QueryAs<DB, T, DB::Arguments>;
    pub fn build_query_scalar<T>(&mut self) -> crate::query::QueryScalar<DB, T, DB::Arguments>;
    pub fn reset(&mut self) -> &mut Self;
    pub fn sql(&self) -> SqlStr;
    pub fn into_sql(self) -> SqlStr;
}
pub mod query_builder {
    pub use crate::QueryBuilder;
    pub struct Separated<DB, Sep>;
    impl<DB: crate::Database, Sep> Separated<DB, Sep> {
        #[sql]
        pub fn push(&mut self, sql: impl std::fmt::Display) -> &mut Self;
        #[sql]
        pub fn push_unseparated(&mut self, sql: impl std::fmt::Display) -> &mut Self;
        pub fn push_bind<T>(&mut self, value: T) -> &mut Self;
        pub fn push_bind_unseparated<T>(&mut self, value: T) -> &mut Self;
    }
}

/* what runs statements */
pub trait Executor {
    type Database;
    #[sql]
    #[executes]
    #[writes]
    async fn execute<E>(self, query: E) -> Result<<Self::Database as Database>::QueryResult>;
    #[sql]
    #[executes]
    fn fetch<E>(self, query: E) -> impl futures_util::Stream<Item = Result<<Self::Database as Database>::Row>>;
    #[sql]
    #[executes]
    async fn fetch_all<E>(self, query: E) -> Result<Vec<<Self::Database as Database>::Row>>;
    #[sql]
    #[executes]
    async fn fetch_one<E>(self, query: E) -> Result<<Self::Database as Database>::Row>;
    #[sql]
    #[executes]
    async fn fetch_optional<E>(self, query: E) -> Result<Option<<Self::Database as Database>::Row>>;
    #[sql]
    async fn prepare(self, query: SqlStr) -> Result<<Self::Database as Database>::Statement>;
}
pub trait PgExecutor: Executor<Database = Postgres> {}
pub trait SqliteExecutor: Executor<Database = Sqlite> {}
pub trait MySqlExecutor: Executor<Database = MySql> {}
pub trait AnyExecutor: Executor<Database = Any> {}
impl<DB: Database> Executor for Pool<DB> { type Database = DB; }
impl Executor for PgConnection { type Database = Postgres; }
impl Executor for SqliteConnection { type Database = Sqlite; }
impl Executor for MySqlConnection { type Database = MySql; }
impl Executor for AnyConnection { type Database = Any; }

pub trait Acquire {
    type Database;
    type Connection;
    async fn acquire(self) -> Result<Self::Connection>;
    #[begins]
    async fn begin(self) -> Result<Transaction<Self::Database>>;
}
impl<DB: Database> Acquire for Pool<DB> { type Database = DB; type Connection = crate::pool::PoolConnection<DB>; }
impl<DB: Database> Acquire for Transaction<DB> { type Database = DB; type Connection = DB::Connection; }
impl Acquire for PgConnection { type Database = Postgres; type Connection = PgConnection; }
impl Acquire for SqliteConnection { type Database = Sqlite; type Connection = SqliteConnection; }
impl Acquire for MySqlConnection { type Database = MySql; type Connection = MySqlConnection; }

pub trait Connection {
    type Database;
    type Options;
    async fn connect(url: &str) -> Result<Self>;
    async fn connect_with(options: &Self::Options) -> Result<Self>;
    #[begins]
    async fn begin(&mut self) -> Result<Transaction<Self::Database>>;
    #[sql]
    async fn begin_with(&mut self, statement: impl SqlSafeStr) -> Result<Transaction<Self::Database>>;
    async fn ping(&mut self) -> Result<()>;
    async fn close(self) -> Result<()>;
    async fn clear_cached_statements(&mut self) -> Result<()>;
    fn is_in_transaction(&self) -> bool;
    fn cached_statements_size(&self) -> usize;
}
pub struct PgConnection;
impl Connection for PgConnection { type Database = Postgres; type Options = crate::postgres::PgConnectOptions; }
pub struct SqliteConnection;
impl Connection for SqliteConnection { type Database = Sqlite; type Options = crate::sqlite::SqliteConnectOptions; }
pub struct MySqlConnection;
impl Connection for MySqlConnection { type Database = MySql; type Options = crate::mysql::MySqlConnectOptions; }
pub struct AnyConnection;
impl Connection for AnyConnection { type Database = Any; type Options = crate::any::AnyConnectOptions; }
pub trait ConnectOptions {
    type Connection;
    async fn connect(&self) -> Result<Self::Connection>;
    fn log_statements(self, level: log::LevelFilter) -> Self;
    fn log_slow_statements(self, level: log::LevelFilter, duration: std::time::Duration) -> Self;
    fn disable_statement_logging(self) -> Self;
}

pub struct Transaction<DB>;
impl<DB: Database> Transaction<DB> {
    #[executes]
    #[writes]
    pub async fn commit(self) -> Result<()>;
    #[executes]
    pub async fn rollback(self) -> Result<()>;
}
impl<DB: Database> std::ops::Deref for Transaction<DB> { type Target = DB::Connection; }
impl<DB: Database> std::ops::DerefMut for Transaction<DB> {}
pub type PgTransaction = Transaction<Postgres>;
pub type SqliteTransaction = Transaction<Sqlite>;
pub type MySqlTransaction = Transaction<MySql>;

pub struct Pool<DB>;
impl<DB: Database> Pool<DB> {
    pub async fn connect(url: &str) -> Result<Self>;
    pub async fn connect_with(options: <DB::Connection as Connection>::Options) -> Result<Self>;
    pub fn connect_lazy(url: &str) -> Result<Self>;
    pub fn connect_lazy_with(options: <DB::Connection as Connection>::Options) -> Self;
    pub async fn acquire(&self) -> Result<crate::pool::PoolConnection<DB>>;
    pub fn try_acquire(&self) -> Option<crate::pool::PoolConnection<DB>>;
    #[begins]
    pub async fn begin(&self) -> Result<Transaction<DB>>;
    pub async fn try_begin(&self) -> Result<Option<Transaction<DB>>>;
    #[sql]
    pub async fn begin_with(&self, statement: impl SqlSafeStr) -> Result<Transaction<DB>>;
    pub async fn close(&self);
    pub fn is_closed(&self) -> bool;
    pub fn size(&self) -> u32;
    pub fn num_idle(&self) -> usize;
    pub fn options(&self) -> &crate::pool::PoolOptions<DB>;
}
impl<DB: Database> Clone for Pool<DB> {}
pub type PgPool = Pool<Postgres>;
pub type SqlitePool = Pool<Sqlite>;
pub type MySqlPool = Pool<MySql>;
pub type AnyPool = Pool<Any>;

pub mod pool {
    use crate::{Connection, Database, Result};
    use std::time::Duration;
    pub use crate::Pool;

    pub struct PoolOptions<DB>;
    impl<DB: Database> PoolOptions<DB> {
        pub fn new() -> Self;
        pub fn max_connections(self, max: u32) -> Self;
        pub fn min_connections(self, min: u32) -> Self;
        pub fn acquire_timeout(self, timeout: Duration) -> Self;
        pub fn acquire_slow_threshold(self, threshold: Duration) -> Self;
        pub fn max_lifetime(self, lifetime: impl Into<Option<Duration>>) -> Self;
        pub fn idle_timeout(self, timeout: impl Into<Option<Duration>>) -> Self;
        pub fn test_before_acquire(self, test: bool) -> Self;
        pub fn after_connect<F: Fn(&mut DB::Connection, PoolConnectionMetadata) -> futures_util::future::BoxFuture<Result<()>>>(self, callback: F) -> Self;
        pub fn before_acquire<F: Fn(&mut DB::Connection, PoolConnectionMetadata) -> futures_util::future::BoxFuture<Result<bool>>>(self, callback: F) -> Self;
        pub fn after_release<F: Fn(&mut DB::Connection, PoolConnectionMetadata) -> futures_util::future::BoxFuture<Result<bool>>>(self, callback: F) -> Self;
        pub async fn connect(self, url: &str) -> Result<Pool<DB>>;
        pub async fn connect_with(self, options: <DB::Connection as Connection>::Options) -> Result<Pool<DB>>;
        pub fn connect_lazy(self, url: &str) -> Result<Pool<DB>>;
        pub fn connect_lazy_with(self, options: <DB::Connection as Connection>::Options) -> Pool<DB>;
    }
    impl<DB: Database> Clone for PoolOptions<DB> {}
    impl<DB: Database> Default for PoolOptions<DB> {}
    pub struct PoolConnectionMetadata { pub age: Duration, pub idle_for: Duration }
    pub struct PoolConnection<DB>;
    impl<DB: Database> PoolConnection<DB> {
        pub async fn close(self) -> Result<()>;
        pub fn close_on_drop(&mut self);
        pub fn detach(self) -> DB::Connection;
        pub fn leak(self) -> DB::Connection;
    }
    impl<DB: Database> std::ops::Deref for PoolConnection<DB> { type Target = DB::Connection; }
    impl<DB: Database> std::ops::DerefMut for PoolConnection<DB> {}
}

/* databases */
pub trait Database {
    type Connection;
    type Row;
    type QueryResult;
    type Arguments;
    type Column;
    type Value;
    type TypeInfo;
    type Statement;
}
pub struct Postgres;
impl Database for Postgres {
    type Connection = PgConnection;
    type Row = crate::postgres::PgRow;
    type QueryResult = crate::postgres::PgQueryResult;
    type Arguments = crate::postgres::PgArguments;
    type Column = crate::postgres::PgColumn;
    type TypeInfo = crate::postgres::PgTypeInfo;
}
pub struct Sqlite;
impl Database for Sqlite {
    type Connection = SqliteConnection;
    type Row = crate::sqlite::SqliteRow;
    type QueryResult = crate::sqlite::SqliteQueryResult;
    type Arguments = crate::sqlite::SqliteArguments;
    type Column = crate::sqlite::SqliteColumn;
}
pub struct MySql;
impl Database for MySql {
    type Connection = MySqlConnection;
    type Row = crate::mysql::MySqlRow;
    type QueryResult = crate::mysql::MySqlQueryResult;
    type Arguments = crate::mysql::MySqlArguments;
}
pub struct Any;
impl Database for Any {
    type Connection = AnyConnection;
    type Row = crate::any::AnyRow;
    type QueryResult = crate::any::AnyQueryResult;
    type Arguments = crate::any::AnyArguments;
}

pub mod database { pub use crate::Database; }

/* rows and their values */
pub trait Row {
    type Database;
    fn get<T, I>(&self, index: I) -> T;
    fn try_get<T, I>(&self, index: I) -> Result<T>;
    fn columns(&self) -> &[<Self::Database as Database>::Column];
    fn column<I>(&self, index: I) -> &<Self::Database as Database>::Column;
    fn try_column<I>(&self, index: I) -> Result<&<Self::Database as Database>::Column>;
    fn is_empty(&self) -> bool;
    fn len(&self) -> usize;
}
pub trait Column {
    type Database;
    fn name(&self) -> &str;
    fn ordinal(&self) -> usize;
    fn type_info(&self) -> &<Self::Database as Database>::TypeInfo;
}
pub trait TypeInfo {
    fn name(&self) -> &str;
    fn is_null(&self) -> bool;
}
pub trait Value { type Database; }
pub trait ValueRef { type Database; }
pub trait Statement { type Database; }
pub trait Arguments { type Database; }
pub trait Execute<DB> {}
pub trait FromRow<R> {
    fn from_row(row: &R) -> Result<Self>;
}
pub trait Type<DB> {}
pub trait Encode<DB> {}
pub trait Decode<DB> {}

pub type Result<T, E = Error> = std::result::Result<T, E>;
pub enum Error {
    Configuration(crate::error::BoxDynError),
    InvalidArgument(String),
    Database(Box<dyn crate::error::DatabaseError>),
    Io(std::io::Error),
    Tls(crate::error::BoxDynError),
    Protocol(String),
    RowNotFound,
    TypeNotFound { type_name: String },
    ColumnIndexOutOfBounds { index: usize, len: usize },
    ColumnNotFound(String),
    ColumnDecode { index: String, source: crate::error::BoxDynError },
    Encode(crate::error::BoxDynError),
    Decode(crate::error::BoxDynError),
    AnyDriverError(crate::error::BoxDynError),
    PoolTimedOut,
    PoolClosed,
    WorkerCrashed,
    Migrate(Box<crate::migrate::MigrateError>),
    InvalidSavePointStatement,
    BeginFailed,
}
impl Error {
    pub fn as_database_error(&self) -> Option<&dyn crate::error::DatabaseError>;
    pub fn into_database_error(self) -> Option<Box<dyn crate::error::DatabaseError>>;
}
impl std::error::Error for Error {}
impl std::fmt::Display for Error {}
impl From<std::io::Error> for Error {}
impl From<crate::migrate::MigrateError> for Error {}

pub mod error {
    pub use crate::{Error, Result};
    pub type BoxDynError = Box<dyn std::error::Error + Send + Sync>;
    pub trait DatabaseError: std::error::Error {
        fn message(&self) -> &str;
        fn code(&self) -> Option<std::borrow::Cow<str>>;
        fn constraint(&self) -> Option<&str>;
        fn table(&self) -> Option<&str>;
        fn kind(&self) -> ErrorKind;
        fn is_unique_violation(&self) -> bool;
        fn is_foreign_key_violation(&self) -> bool;
        fn is_check_violation(&self) -> bool;
    }
    pub enum ErrorKind { UniqueViolation, ForeignKeyViolation, NotNullViolation, CheckViolation, ExclusionViolation, Other }
}

pub mod migrate {
    pub struct Migrator;
    impl Migrator {
        pub async fn new<S>(source: S) -> Result<Self, MigrateError>;
        pub async fn run<A: crate::Acquire>(&self, migrator: A) -> Result<(), MigrateError>;
        pub async fn undo<A: crate::Acquire>(&self, migrator: A, target: i64) -> Result<(), MigrateError>;
        pub fn set_ignore_missing(&mut self, ignore_missing: bool) -> &mut Self;
        pub fn set_locking(&mut self, locking: bool) -> &mut Self;
        pub fn version_exists(&self, version: i64) -> bool;
    }
    pub enum MigrateError {
        Execute(crate::Error),
        ExecuteMigration(crate::Error, i64),
        Source(crate::error::BoxDynError),
        VersionMissing(i64),
        VersionMismatch(i64),
        VersionNotPresent(i64),
        VersionTooOld(i64, i64),
        VersionTooNew(i64, i64),
        ForceNotSupported,
        InvalidMixReversibleAndSimple,
        Dirty(i64),
        CreateSchemasNotSupported(String),
        SkipNotSupported(),
    }
    impl std::error::Error for MigrateError {}
    impl std::fmt::Display for MigrateError {}
    pub trait MigrateDatabase {
        async fn create_database(url: &str) -> crate::Result<()>;
        async fn database_exists(url: &str) -> crate::Result<bool>;
        async fn drop_database(url: &str) -> crate::Result<()>;
    }
    impl MigrateDatabase for crate::Postgres {}
    impl MigrateDatabase for crate::Sqlite {}
    impl MigrateDatabase for crate::MySql {}
}

pub mod types {
    pub struct Json<T>(pub T);
    impl<T> Json<T> { pub fn into_inner(self) -> T; }
    impl<T> std::ops::Deref for Json<T> { type Target = T; }
    impl<T> std::ops::DerefMut for Json<T> {}
    impl<T> From<T> for Json<T> {}
}

pub mod postgres {
    use crate::Result;
    use std::path::Path;
    pub use crate::{PgConnection, PgExecutor, PgPool, PgTransaction, Postgres};

    pub type PgPoolOptions = crate::pool::PoolOptions<Postgres>;
    pub struct PgConnectOptions;
    impl PgConnectOptions {
        pub fn new() -> Self;
        pub fn new_without_pgpass() -> Self;
        pub fn host(self, host: &str) -> Self;
        pub fn port(self, port: u16) -> Self;
        pub fn socket(self, path: impl AsRef<Path>) -> Self;
        pub fn username(self, username: &str) -> Self;
        pub fn password(self, password: &str) -> Self;
        pub fn database(self, database: &str) -> Self;
        pub fn ssl_mode(self, mode: PgSslMode) -> Self;
        pub fn ssl_root_cert(self, cert: impl AsRef<Path>) -> Self;
        pub fn statement_cache_capacity(self, capacity: usize) -> Self;
        pub fn application_name(self, application_name: &str) -> Self;
        pub fn options<K, V, I: IntoIterator<Item = (K, V)>>(self, options: I) -> Self;
        pub fn get_host(&self) -> &str;
        pub fn get_port(&self) -> u16;
        pub fn get_username(&self) -> &str;
        pub fn get_database(&self) -> Option<&str>;
    }
    impl crate::ConnectOptions for PgConnectOptions { type Connection = PgConnection; }
    impl std::str::FromStr for PgConnectOptions { type Err = crate::Error; }
    impl Clone for PgConnectOptions {}
    impl Default for PgConnectOptions {}
    pub enum PgSslMode { Disable, Allow, Prefer, Require, VerifyCa, VerifyFull }
    pub struct PgRow;
    impl crate::Row for PgRow { type Database = Postgres; }
    pub struct PgColumn;
    impl crate::Column for PgColumn { type Database = Postgres; }
    pub struct PgTypeInfo;
    impl crate::TypeInfo for PgTypeInfo {}
    pub struct PgArguments;
    impl Default for PgArguments {}
    pub struct PgQueryResult;
    impl PgQueryResult { pub fn rows_affected(&self) -> u64; }
    pub struct PgDatabaseError;
    impl PgDatabaseError {
        pub fn code(&self) -> &str;
        pub fn message(&self) -> &str;
        pub fn detail(&self) -> Option<&str>;
        pub fn constraint(&self) -> Option<&str>;
        pub fn table(&self) -> Option<&str>;
    }
    impl crate::error::DatabaseError for PgDatabaseError {}

    pub struct PgListener;
    impl PgListener {
        pub async fn connect(url: &str) -> Result<Self>;
        pub async fn connect_with(pool: &PgPool) -> Result<Self>;
        pub async fn listen(&mut self, channel: &str) -> Result<()>;
        pub async fn listen_all(&mut self, channels: impl IntoIterator<Item = &str>) -> Result<()>;
        pub async fn unlisten(&mut self, channel: &str) -> Result<()>;
        pub async fn unlisten_all(&mut self) -> Result<()>;
        pub async fn recv(&mut self) -> Result<PgNotification>;
        pub async fn try_recv(&mut self) -> Result<Option<PgNotification>>;
        pub fn into_stream(self) -> impl futures_util::Stream<Item = Result<PgNotification>>;
    }
    pub struct PgNotification;
    impl PgNotification {
        pub fn process_id(&self) -> u32;
        pub fn channel(&self) -> &str;
        pub fn payload(&self) -> &str;
    }
    pub struct PgCopyIn<C>;
    impl<C> PgCopyIn<C> {
        #[writes]
        pub async fn send(&mut self, data: impl std::ops::Deref<Target = [u8]>) -> Result<&mut Self>;
        #[writes]
        pub async fn read_from(&mut self, source: impl tokio::io::AsyncRead) -> Result<&mut Self>;
        #[writes]
        pub async fn finish(self) -> Result<u64>;
        pub async fn abort(self, msg: impl Into<String>) -> Result<()>;
    }
    pub trait PgPoolCopyExt {
        #[sql]
        async fn copy_in_raw(&self, statement: &str) -> Result<PgCopyIn<crate::pool::PoolConnection<Postgres>>>;
    }
    impl PgPoolCopyExt for crate::Pool<Postgres> {}
}

pub mod sqlite {
    use std::path::Path;
    use std::time::Duration;
    pub use crate::{Sqlite, SqliteConnection, SqliteExecutor, SqlitePool, SqliteTransaction};

    pub type SqlitePoolOptions = crate::pool::PoolOptions<Sqlite>;
    pub struct SqliteConnectOptions;
    impl SqliteConnectOptions {
        pub fn new() -> Self;
        pub fn filename(self, filename: impl AsRef<Path>) -> Self;
        pub fn get_filename(&self) -> &Path;
        pub fn in_memory(self, in_memory: bool) -> Self;
        pub fn foreign_keys(self, on: bool) -> Self;
        pub fn journal_mode(self, mode: SqliteJournalMode) -> Self;
        pub fn locking_mode(self, mode: SqliteLockingMode) -> Self;
        pub fn synchronous(self, synchronous: SqliteSynchronous) -> Self;
        pub fn read_only(self, read_only: bool) -> Self;
        pub fn create_if_missing(self, create: bool) -> Self;
        pub fn busy_timeout(self, timeout: Duration) -> Self;
        pub fn page_size(self, page_size: u32) -> Self;
        pub fn pragma<K, V>(self, key: K, value: V) -> Self;
        pub fn immutable(self, immutable: bool) -> Self;
        pub fn shared_cache(self, on: bool) -> Self;
        pub fn statement_cache_capacity(self, capacity: usize) -> Self;
        pub fn optimize_on_close(self, enabled: bool, analysis_limit: impl Into<Option<u32>>) -> Self;
    }
    impl crate::ConnectOptions for SqliteConnectOptions { type Connection = SqliteConnection; }
    impl std::str::FromStr for SqliteConnectOptions { type Err = crate::Error; }
    impl Clone for SqliteConnectOptions {}
    impl Default for SqliteConnectOptions {}
    pub enum SqliteJournalMode { Delete, Truncate, Persist, Memory, Wal, Off }
    pub enum SqliteLockingMode { Normal, Exclusive }
    pub enum SqliteSynchronous { Off, Normal, Full, Extra }
    pub struct SqliteRow;
    impl crate::Row for SqliteRow { type Database = Sqlite; }
    pub struct SqliteColumn;
    impl crate::Column for SqliteColumn { type Database = Sqlite; }
    pub struct SqliteArguments;
    impl Default for SqliteArguments {}
    pub struct SqliteQueryResult;
    impl SqliteQueryResult {
        pub fn rows_affected(&self) -> u64;
        pub fn last_insert_rowid(&self) -> i64;
    }
}

pub mod mysql {
    use std::path::Path;
    pub use crate::{MySql, MySqlConnection, MySqlExecutor, MySqlPool, MySqlTransaction};

    pub type MySqlPoolOptions = crate::pool::PoolOptions<MySql>;
    pub struct MySqlConnectOptions;
    impl MySqlConnectOptions {
        pub fn new() -> Self;
        pub fn host(self, host: &str) -> Self;
        pub fn port(self, port: u16) -> Self;
        pub fn socket(self, path: impl AsRef<Path>) -> Self;
        pub fn username(self, username: &str) -> Self;
        pub fn password(self, password: &str) -> Self;
        pub fn database(self, database: &str) -> Self;
        pub fn ssl_mode(self, mode: MySqlSslMode) -> Self;
        pub fn charset(self, charset: &str) -> Self;
        pub fn collation(self, collation: &str) -> Self;
        pub fn statement_cache_capacity(self, capacity: usize) -> Self;
    }
    impl crate::ConnectOptions for MySqlConnectOptions { type Connection = MySqlConnection; }
    impl std::str::FromStr for MySqlConnectOptions { type Err = crate::Error; }
    impl Clone for MySqlConnectOptions {}
    impl Default for MySqlConnectOptions {}
    pub enum MySqlSslMode { Disabled, Preferred, Required, VerifyCa, VerifyIdentity }
    pub struct MySqlRow;
    impl crate::Row for MySqlRow { type Database = MySql; }
    pub struct MySqlArguments;
    impl Default for MySqlArguments {}
    pub struct MySqlQueryResult;
    impl MySqlQueryResult {
        pub fn rows_affected(&self) -> u64;
        pub fn last_insert_id(&self) -> u64;
    }
}

pub mod any {
    pub use crate::{Any, AnyExecutor};
    use crate::AnyConnection;
    pub type AnyPoolOptions = crate::pool::PoolOptions<Any>;
    pub fn install_default_drivers();
    pub struct AnyConnectOptions;
    impl std::str::FromStr for AnyConnectOptions { type Err = crate::Error; }
    impl crate::ConnectOptions for AnyConnectOptions { type Connection = AnyConnection; }
    pub struct AnyRow;
    impl crate::Row for AnyRow { type Database = Any; }
    pub struct AnyArguments;
    pub struct AnyQueryResult;
    impl AnyQueryResult {
        pub fn rows_affected(&self) -> u64;
        pub fn last_insert_id(&self) -> Option<i64>;
    }
}
