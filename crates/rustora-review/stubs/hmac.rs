#![stub(versions = ">=0.11, <0.14")]
// Checked against hmac 0.13.0 with digest 0.11.3 and hmac 0.12.1 with digest 0.10.7.
// The methods of `Mac` and `KeyInit` stand here as the type's own; in 0.13 `into_bytes` takes a reference.

pub struct Hmac<D>;
impl<D> Hmac<D> {
    pub fn new_from_slice(key: &[u8]) -> Result<Self, InvalidLength>;
    pub fn update(&mut self, data: &[u8]);
    pub fn chain_update(self, data: impl AsRef<[u8]>) -> Self;
    pub fn finalize(self) -> CtOutput;
    pub fn finalize_reset(&mut self) -> CtOutput;
    pub fn reset(&mut self);
    pub fn verify_slice(self, tag: &[u8]) -> Result<(), MacError>;
    pub fn verify_truncated_left(self, tag: &[u8]) -> Result<(), MacError>;
    pub fn verify_truncated_right(self, tag: &[u8]) -> Result<(), MacError>;
}
impl<D> Clone for Hmac<D> {}
pub trait Mac {}
impl<D> Mac for Hmac<D> {}
pub trait KeyInit {}
impl<D> KeyInit for Hmac<D> {}

/* compares in constant time */
pub struct CtOutput;
impl CtOutput {
    pub fn as_bytes(&self) -> &Output;
    pub fn into_bytes(self) -> Output;
}
pub struct Output;
impl Output { pub fn as_slice(&self) -> &[u8]; }
impl std::ops::Deref for Output { type Target = [u8]; }
impl AsRef<[u8]> for Output {}
pub struct InvalidLength;
impl std::error::Error for InvalidLength {}
pub struct MacError;
impl std::error::Error for MacError {}
