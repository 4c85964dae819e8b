#![stub(versions = ">=0.1, <0.10")]
// Checked against diesel-async 0.9.2, and against 0.8 where transactions take a closure that returns a boxed future.
// The aliases of deadpool's and bb8's types stand here as types of their own, so that one table says all.

pub use crate::run_query_dsl::RunQueryDsl;

pub mod run_query_dsl {
    use crate::AsyncConnection;
    use diesel::result::QueryResult;
    pub trait RunQueryDsl<Conn> {
        #[by_argument]
        #[executes]
        #[writes]
        async fn execute<C: AsyncConnection>(self, conn: &mut C) -> QueryResult<usize>;
        #[by_argument]
        #[executes]
        async fn load<U, C: AsyncConnection>(self, conn: &mut C) -> QueryResult<Vec<U>>;
        #[by_argument]
        #[executes]
        async fn load_stream<U, C: AsyncConnection>(self, conn: &mut C) -> QueryResult<impl futures_util::Stream<Item = QueryResult<U>>>;
        #[by_argument]
        #[executes]
        async fn get_result<U, C: AsyncConnection>(self, conn: &mut C) -> QueryResult<U>;
        #[by_argument]
        #[executes]
        async fn get_results<U, C: AsyncConnection>(self, conn: &mut C) -> QueryResult<Vec<U>>;
        #[by_argument]
        #[executes]
        async fn first<U, C: AsyncConnection>(self, conn: &mut C) -> QueryResult<U>;
    }
}

pub trait SimpleAsyncConnection {
    #[sql]
    #[executes]
    #[writes]
    async fn batch_execute(&mut self, query: &str) -> diesel::result::QueryResult<()>;
}
pub trait AsyncConnection: SimpleAsyncConnection {
    async fn establish(database_url: &str) -> diesel::result::ConnectionResult<Self>;
    async fn transaction<R, E, F: FnOnce(&mut Self) -> Fut, Fut>(&mut self, callback: F) -> Result<R, E>;
}

pub struct AsyncPgConnection;
impl SimpleAsyncConnection for AsyncPgConnection {}
impl AsyncConnection for AsyncPgConnection {}
impl AsyncPgConnection {
    pub fn build_transaction(&mut self) -> crate::pg::TransactionBuilder<Self>;
}
pub struct AsyncMysqlConnection;
impl SimpleAsyncConnection for AsyncMysqlConnection {}
impl AsyncConnection for AsyncMysqlConnection {}

pub mod pg {
    pub use crate::AsyncPgConnection;
    pub struct TransactionBuilder<C>;
    impl<C> TransactionBuilder<C> {
        pub fn read_only(self) -> Self;
        pub fn read_write(self) -> Self;
        pub fn serializable(self) -> Self;
        pub fn repeatable_read(self) -> Self;
        pub async fn run<R, E, F: FnOnce(&mut C) -> Fut, Fut>(&mut self, f: F) -> Result<R, E>;
    }
}

pub mod pooled_connection {
    pub struct AsyncDieselConnectionManager<C>;
    impl<C> AsyncDieselConnectionManager<C> {
        pub fn new(connection_url: impl Into<String>) -> Self;
        pub fn new_with_config(connection_url: impl Into<String>, manager_config: ManagerConfig<C>) -> Self;
    }
    pub struct ManagerConfig<C>;
    pub struct PoolError;
    impl std::error::Error for PoolError {}
    impl std::fmt::Display for PoolError {}

    pub mod deadpool {
        use super::AsyncDieselConnectionManager;
        use std::time::Duration;
        pub struct Pool<C>;
        impl<C> Pool<C> {
            pub fn builder(manager: AsyncDieselConnectionManager<C>) -> PoolBuilder<C>;
            pub async fn get(&self) -> Result<Object<C>, PoolError>;
        }
        impl<C> Clone for Pool<C> {}
        pub struct PoolBuilder<C>;
        impl<C> PoolBuilder<C> {
            pub fn build(self) -> Result<Pool<C>, BuildError>;
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
        pub struct PoolError;
        impl std::error::Error for PoolError {}
        impl std::fmt::Display for PoolError {}
        pub struct Object<C>;
        impl<C> std::ops::Deref for Object<C> { type Target = C; }
        impl<C> std::ops::DerefMut for Object<C> {}
    }

    pub mod bb8 {
        pub struct Pool<C>;
        impl<C> Pool<C> {
            pub async fn get(&self) -> Result<PooledConnection<C>, RunError>;
            pub async fn get_owned(&self) -> Result<PooledConnection<C>, RunError>;
        }
        impl<C> Clone for Pool<C> {}
        pub struct RunError;
        pub struct PooledConnection<C>;
        impl<C> std::ops::Deref for PooledConnection<C> { type Target = C; }
        impl<C> std::ops::DerefMut for PooledConnection<C> {}
    }
}
