#![stub(versions = ">=0.9, <0.14")]
// Checked against deadpool 0.13.1 and 0.12. Without timeouts, which is the default, a pool waits for ever.

pub enum Runtime { Tokio1, AsyncStd1 }

pub mod managed {
    use std::time::Duration;

    pub trait Manager { type Type; type Error; }
    pub struct Pool<M, W = Object<M>>;
    impl<M, W> Pool<M, W> {
        pub fn builder(manager: M) -> PoolBuilder<M, W>;
        pub fn from_config(manager: M, config: PoolConfig) -> PoolBuilder<M, W>;
        #[waits = "for a connection"] pub async fn get(&self) -> Result<W, PoolError>;
        #[waits = "for a connection"] pub async fn timeout_get(&self, timeouts: &Timeouts) -> Result<W, PoolError>;
        pub fn close(&self);
        pub fn status(&self) -> Status;
    }
    impl<M, W> Clone for Pool<M, W> {}
    pub struct Status;
    pub struct Object<M>;
    pub enum PoolError { Timeout(TimeoutType), Closed }
    impl std::error::Error for PoolError {}
    impl std::fmt::Display for PoolError {}
    pub enum TimeoutType { Wait, Create, Recycle }
    pub struct BuildError;
    impl std::error::Error for BuildError {}
    impl std::fmt::Display for BuildError {}
    pub struct Timeouts { pub wait: Option<Duration>, pub create: Option<Duration>, pub recycle: Option<Duration> }
    pub struct PoolConfig { pub max_size: usize, pub timeouts: Timeouts }
    pub struct PoolBuilder<M, W = Object<M>>;
    impl<M, W> PoolBuilder<M, W> {
        pub fn build(self) -> Result<Pool<M, W>, BuildError>;
        pub fn config(self, value: PoolConfig) -> Self;
        pub fn max_size(self, value: usize) -> Self;
        pub fn timeouts(self, value: Timeouts) -> Self;
        pub fn wait_timeout(self, value: Option<Duration>) -> Self;
        pub fn create_timeout(self, value: Option<Duration>) -> Self;
        pub fn recycle_timeout(self, value: Option<Duration>) -> Self;
        pub fn runtime(self, value: crate::Runtime) -> Self;
        pub fn post_create<H>(self, hook: H) -> Self;
        pub fn pre_recycle<H>(self, hook: H) -> Self;
        pub fn post_recycle<H>(self, hook: H) -> Self;
    }
}
