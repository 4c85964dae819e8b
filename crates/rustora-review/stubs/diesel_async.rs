#![stub(versions = ">=0.1, <0.10")]
// Checked against diesel-async 0.9.2. Here for the pools; queries are generic over what diesel's macros make, and unknown.

pub struct AsyncPgConnection;
pub struct AsyncMysqlConnection;
pub mod pooled_connection {
    pub struct AsyncDieselConnectionManager<C>;
    impl<C> AsyncDieselConnectionManager<C> {
        pub fn new(connection_url: impl Into<String>) -> Self;
        pub fn new_with_config(connection_url: impl Into<String>, manager_config: ManagerConfig<C>) -> Self;
    }
    pub struct ManagerConfig<C>;
    impl<C> Default for ManagerConfig<C> {}
    pub mod deadpool {
        pub type Pool<C> = deadpool::managed::Pool<super::AsyncDieselConnectionManager<C>>;
        pub type Object<C> = deadpool::managed::Object<super::AsyncDieselConnectionManager<C>>;
        pub use deadpool::managed::{BuildError, PoolError, Timeouts};
    }
}
