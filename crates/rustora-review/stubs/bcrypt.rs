#![stub(versions = ">=0.8, <0.20")]
// Checked against bcrypt 0.19.3. A hash takes some hundred milliseconds of processor time by design.

pub type BcryptResult<T> = Result<T, BcryptError>;
pub enum BcryptError { Io(std::io::Error), CostNotAllowed(u32), InvalidHash(String) }
impl std::error::Error for BcryptError {}
impl std::fmt::Display for BcryptError {}
pub const DEFAULT_COST: u32 = 12;
#[hashes] pub fn hash<P: AsRef<[u8]>>(password: P, cost: u32) -> BcryptResult<String>;
#[hashes] pub fn non_truncating_hash<P: AsRef<[u8]>>(password: P, cost: u32) -> BcryptResult<String>;
#[hashes] pub fn hash_with_result<P: AsRef<[u8]>>(password: P, cost: u32) -> BcryptResult<HashParts>;
#[hashes] pub fn hash_with_salt<P: AsRef<[u8]>>(password: P, cost: u32, salt: [u8; 16]) -> BcryptResult<HashParts>;
#[hashes] pub fn verify<P: AsRef<[u8]>>(password: P, hash: &str) -> BcryptResult<bool>;
#[hashes] pub fn non_truncating_verify<P: AsRef<[u8]>>(password: P, hash: &str) -> BcryptResult<bool>;
#[hashes] pub fn bcrypt(cost: u32, salt: [u8; 16], password: &[u8]) -> [u8; 24];
pub struct HashParts;
impl HashParts { pub fn get_cost(&self) -> u32; pub fn get_salt(&self) -> String; }
