#![stub(versions = ">=0.8, <0.11")]
// Checked against secrecy 0.10.3 and 0.8.0. In 0.8 the text of a `SecretString` is a `String`.

pub struct SecretBox<S>;
impl<S> SecretBox<S> {
    pub fn new(boxed_secret: Box<S>) -> Self;
    pub fn init_with(ctr: impl FnOnce() -> S) -> Self;
}
impl<S: Clone> Clone for SecretBox<S> {}
pub type SecretString = SecretBox<str>;
pub type SecretSlice<S> = SecretBox<[S]>;
impl From<String> for SecretBox<str> {}
impl From<&str> for SecretBox<str> {}
/* before 0.10 */
pub struct Secret<S>;
impl<S> Secret<S> {
    pub fn new(secret: S) -> Self;
}
impl<S: Clone> Clone for Secret<S> {}

pub trait ExposeSecret<S> { fn expose_secret(&self) -> &S; }
impl<S> ExposeSecret<S> for SecretBox<S> { fn expose_secret(&self) -> &S; }
impl<S> ExposeSecret<S> for Secret<S> { fn expose_secret(&self) -> &S; }
pub trait ExposeSecretMut<S> { fn expose_secret_mut(&mut self) -> &mut S; }
impl<S> ExposeSecretMut<S> for SecretBox<S> { fn expose_secret_mut(&mut self) -> &mut S; }
