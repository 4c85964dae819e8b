#![stub(versions = ">=0.10, <0.20")]
// Checked against bcrypt 0.19.3.

pub const DEFAULT_COST: u32 = 12;

#[hashes_password]
pub fn hash<P: AsRef<[u8]>>(password: P, cost: u32) -> BcryptResult<String>;
#[hashes_password]
pub fn hash_bytes<P: AsRef<[u8]>>(password: P, cost: u32) -> BcryptResult<[u8; 60]>;
#[hashes_password]
pub fn non_truncating_hash<P: AsRef<[u8]>>(password: P, cost: u32) -> BcryptResult<String>;
#[hashes_password]
pub fn non_truncating_hash_bytes<P: AsRef<[u8]>>(password: P, cost: u32) -> BcryptResult<[u8; 60]>;
#[hashes_password]
pub fn hash_with_result<P: AsRef<[u8]>>(password: P, cost: u32) -> BcryptResult<HashParts>;
#[hashes_password]
pub fn hash_with_salt<P: AsRef<[u8]>>(password: P, cost: u32, salt: [u8; 16]) -> BcryptResult<HashParts>;
#[hashes_password]
pub fn verify<P: AsRef<[u8]>>(password: P, hash: &str) -> BcryptResult<bool>;
#[hashes_password]
pub fn non_truncating_verify<P: AsRef<[u8]>>(password: P, hash: &str) -> BcryptResult<bool>;

pub type BcryptResult<T> = std::result::Result<T, BcryptError>;
pub struct BcryptError;
impl std::error::Error for BcryptError {}
impl std::fmt::Display for BcryptError {}
pub struct HashParts;
impl HashParts {
    pub fn get_cost(&self) -> u32;
    pub fn get_salt(&self) -> String;
}
impl std::fmt::Display for HashParts {}
