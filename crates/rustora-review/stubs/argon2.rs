#![stub(versions = ">=0.3, <0.6")]
// Checked against argon2 0.5.3 over password-hash 0.5.0. `scrypt` and `pbkdf2` share the two traits.

pub use password_hash::{PasswordHash, PasswordHasher, PasswordVerifier};

pub enum Algorithm { Argon2d, Argon2i, Argon2id }
pub enum Version { V0x10, V0x13 }
pub struct Params;
impl Params { pub const fn new(m_cost: u32, t_cost: u32, p_cost: u32, output_len: Option<usize>) -> Result<Self, Error>; }
pub enum Error { AlgorithmInvalid, MemoryTooLittle, TimeTooSmall }
pub struct Argon2;
impl Argon2 {
    pub fn new(algorithm: Algorithm, version: Version, params: Params) -> Self;
    pub fn new_with_secret(secret: &[u8], algorithm: Algorithm, version: Version, params: Params) -> Result<Self, Error>;
    #[hashes] pub fn hash_password_into(&self, pwd: &[u8], salt: &[u8], out: &mut [u8]) -> Result<(), Error>;
}
impl Default for Argon2 {}
impl Clone for Argon2 {}
impl PasswordHasher for Argon2 {}
impl PasswordVerifier for Argon2 {}

pub mod password_hash {
    pub struct PasswordHash;
    impl PasswordHash { pub fn new(s: &str) -> Result<Self>; pub fn to_string(&self) -> String; }
    impl std::fmt::Display for PasswordHash {}
    pub struct SaltString;
    impl SaltString { pub fn generate<R>(rng: R) -> SaltString; pub fn as_str(&self) -> &str; }
    pub enum Error { Algorithm, Password, Version }
    impl std::error::Error for Error {}
    impl std::fmt::Display for Error {}
    pub type Result<T> = std::result::Result<T, Error>;
    pub trait PasswordHasher {
        #[hashes] fn hash_password<S>(&self, password: &[u8], salt: S) -> Result<PasswordHash>;
    }
    pub trait PasswordVerifier {
        #[hashes] fn verify_password(&self, password: &[u8], hash: &PasswordHash) -> Result<()>;
    }
}
