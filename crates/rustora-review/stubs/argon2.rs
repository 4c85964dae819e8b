#![stub(versions = ">=0.4, <0.6")]
// Checked against argon2 0.5.3. Version 0.6 has the same names with other errors.

pub use crate::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier};

pub type Result<T> = std::result::Result<T, Error>;
pub struct Error;
impl std::error::Error for Error {}
impl std::fmt::Display for Error {}

pub struct Argon2;
impl Argon2 {
    pub fn new(algorithm: Algorithm, version: Version, params: Params) -> Self;
    pub fn new_with_secret(secret: &[u8], algorithm: Algorithm, version: Version, params: Params) -> Result<Self>;
    #[hashes_password]
    pub fn hash_password_into(&self, pwd: &[u8], salt: &[u8], out: &mut [u8]) -> Result<()>;
    #[hashes_password]
    pub fn hash_password_into_with_memory(&self, pwd: &[u8], salt: &[u8], out: &mut [u8], memory_blocks: impl AsMut<[Block]>) -> Result<()>;
    pub fn params(&self) -> &Params;
}
impl PasswordHasher for Argon2 {}
impl PasswordVerifier for Argon2 {}
impl Clone for Argon2 {}
impl Default for Argon2 {}
pub struct Params;
impl Params {
    pub fn new(m_cost: u32, t_cost: u32, p_cost: u32, output_len: Option<usize>) -> Result<Self>;
}
pub enum Algorithm { Argon2d, Argon2i, Argon2id }
pub enum Version { V0x10, V0x13 }

/* the traits of password-hash, which is what these crates re-export */
pub mod password_hash {
    pub trait PasswordHasher {
        #[hashes_password]
        fn hash_password_customized(&self, password: &[u8], algorithm: Option<Ident>, version: Option<u32>, params: P, salt: S) -> Result<PasswordHash>;
        #[hashes_password]
        fn hash_password(&self, password: &[u8], salt: S) -> Result<PasswordHash>;
    }
    pub trait PasswordVerifier {
        #[hashes_password]
        fn verify_password(&self, password: &[u8], hash: &PasswordHash) -> Result<()>;
    }
    pub struct PasswordHash;
    impl PasswordHash {
        pub fn new(s: &str) -> Result<Self>;
        #[hashes_password]
        pub fn verify_password(&self, phfs: &[&dyn PasswordVerifier], password: impl AsRef<[u8]>) -> Result<()>;
    }
    impl std::fmt::Display for PasswordHash {}
    pub type Result<T> = std::result::Result<T, Error>;
    pub struct Error;
    impl std::error::Error for Error {}
    impl std::fmt::Display for Error {}
}
