#![stub(versions = ">=0.10, <0.12")]
// Written from the documentation of scrypt 0.11.

pub use crate::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier};

#[hashes_password]
pub fn scrypt(password: &[u8], salt: &[u8], params: &Params, output: &mut [u8]) -> Result<(), errors::InvalidOutputLen>;
pub struct Params;
pub struct Scrypt;
impl PasswordHasher for Scrypt {}
impl PasswordVerifier for Scrypt {}
pub mod errors { pub struct InvalidOutputLen; }

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
