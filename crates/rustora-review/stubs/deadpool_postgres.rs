#![stub(versions = ">=0.10, <0.15")]
// Checked against deadpool-postgres 0.14.2. Here for the pool; the client is tokio-postgres's.

pub use deadpool::Runtime;
pub use deadpool::managed::{PoolConfig, Timeouts};
pub type Pool = deadpool::managed::Pool<Manager>;
pub type PoolBuilder = deadpool::managed::PoolBuilder<Manager>;
pub struct Manager;
impl Manager {
    pub fn new<T>(pg_config: tokio_postgres::Config, tls: T) -> Self;
    pub fn from_config<T>(pg_config: tokio_postgres::Config, tls: T, config: ManagerConfig) -> Self;
}
pub struct ManagerConfig { pub recycling_method: RecyclingMethod }
pub enum RecyclingMethod { Fast, Verified, Clean }
