// placeholder of mine until the real table is there
#[runs_inline] #[gives = "crate::string::String"] macro_rules! format { () => {} }
#[runs_inline] macro_rules! vec { () => {} }
#[runs_inline] macro_rules! println { () => {} }
#[runs_inline] #[asserts] macro_rules! assert { () => {} }
#[runs_inline] #[asserts] macro_rules! assert_eq { () => {} }
#[runs_inline] #[asserts] macro_rules! panic { () => {} }
pub mod prelude {
    pub use crate::option::Option::{self, Some, None}; pub use crate::result::Result::{self, Ok, Err};
    pub use crate::string::String; pub use crate::vec::Vec; pub use crate::boxed::Box; pub use crate::mem::drop;
    pub use crate::iter::{Iterator, IntoIterator}; pub use crate::string::ToString; pub use crate::clone::Clone; pub use crate::convert::{Into, From}; pub use crate::default::Default;
    pub use crate::ops::{Fn, FnMut, FnOnce};
}
pub mod clone { pub trait Clone { fn clone(&self) -> Self; } }
pub mod convert { pub trait Into<T> { fn into(self) -> T; } pub trait From<T> { fn from(t: T) -> Self; } }
pub mod default { pub trait Default { fn default() -> Self; } }
pub mod ops { pub trait Deref { type Target; } pub trait Fn<A> {} pub trait FnMut<A> {} pub trait FnOnce<A> { type Output; } }
pub mod option { pub enum Option<T> { None, Some(T) } impl<T> Option<T> { pub fn unwrap(self) -> T; pub fn as_ref(&self) -> Option<&T>; pub fn map<U, F: FnOnce(T) -> U>(self, f: F) -> Option<U>; } }
pub mod result { pub enum Result<T, E> { Ok(T), Err(E) } impl<T, E> Result<T, E> { pub fn ok(self) -> Option<T>; pub fn unwrap(self) -> T; pub fn is_ok(&self) -> bool; pub fn map_err<F, O: FnOnce(E) -> F>(self, o: O) -> Result<T, F>; pub fn map<U, F: FnOnce(T) -> U>(self, f: F) -> Result<U, E>; } }
pub mod string { pub struct String; impl Deref for String { type Target = str; } use crate::ops::Deref; pub trait ToString { fn to_string(&self) -> String; } impl<T> ToString for T {} impl String { pub fn new() -> String; pub fn as_str(&self) -> &str; } }
impl str { pub fn trim(&self) -> &str; pub fn lines(&self) -> impl Iterator<Item = &str>; pub fn to_owned(&self) -> String; }
pub mod vec { use crate::ops::Deref; pub struct Vec<T>; impl<T> Deref for Vec<T> { type Target = [T]; } impl<T> Vec<T> { pub fn new() -> Vec<T>; pub fn push(&mut self, t: T); pub fn pop(&mut self) -> Option<T>; } impl<T> IntoIterator for Vec<T> { type Item = T; } }
impl<T> [T] { pub fn iter(&self) -> impl Iterator<Item = &T>; }
pub mod boxed { use crate::ops::Deref; pub struct Box<T>; impl<T> Deref for Box<T> { type Target = T; } impl<T> Box<T> { pub fn new(t: T) -> Box<T>; } }
pub mod sync { use crate::ops::Deref; pub struct Arc<T>; impl<T> Deref for Arc<T> { type Target = T; } impl<T> Arc<T> { pub fn new(t: T) -> Arc<T>; } impl<T> Clone for Arc<T> {} 
 pub mod mpsc { pub struct Receiver<T>; pub struct Sender<T>; pub fn channel<T>() -> (Sender<T>, Receiver<T>); impl<T> Receiver<T> { #[blocks] pub fn recv(&self) -> Result<T, RecvError>; } pub struct RecvError; } }
pub mod iter { pub trait Iterator { type Item; fn next(&mut self) -> Option<Self::Item>; fn filter<P: FnMut(&Self::Item) -> bool>(self, p: P) -> impl Iterator<Item = Self::Item>; fn map<B, F: FnMut(Self::Item) -> B>(self, f: F) -> impl Iterator<Item = B>; fn count(self) -> usize; fn collect<B>(self) -> B; } pub trait IntoIterator { type Item; } }
pub mod time { pub struct Duration; impl Duration { pub fn from_millis(x: u64) -> Duration; pub fn from_secs(x: u64) -> Duration; } }
pub mod thread { pub struct JoinHandle<T>; #[blocks = "tokio::time::sleep"] pub fn sleep(d: crate::time::Duration); #[spawns] #[offloads] pub fn spawn<F: FnOnce() -> T, T>(f: F) -> JoinHandle<T>; }
pub mod mem { pub fn drop<T>(t: T); }
pub mod future { pub trait Future { type Output; } pub trait IntoFuture { type Output; } }
pub mod io { pub type Result<T> = crate::result::Result<T, Error>; pub struct Error; pub trait Read { #[blocks] fn read_to_string(&mut self, s: &mut String) -> Result<usize>; } }
pub mod path { use crate::ops::Deref; pub struct Path; pub struct PathBuf; impl Deref for PathBuf { type Target = Path; } impl Path { #[blocks] pub fn exists(&self) -> bool; #[blocks] pub fn is_dir(&self) -> bool; #[blocks] pub fn metadata(&self) -> crate::io::Result<crate::fs::Metadata>; pub fn join(&self, p: &str) -> PathBuf; } }
pub mod fs { pub struct Metadata; pub struct File; impl crate::io::Read for File {} #[blocks = "tokio::fs::read_to_string"] pub fn read_to_string(p: &str) -> crate::io::Result<String>; #[writes] #[blocks = "tokio::fs::write"] pub fn write(p: &str, b: &[u8]) -> crate::io::Result<()>; }
pub mod net { pub struct TcpStream; impl TcpStream { #[blocks] pub fn connect(a: &str) -> crate::io::Result<TcpStream>; } }
pub mod process { pub struct Command; pub struct ExitStatus; impl Command { pub fn new(p: &str) -> Command; pub fn arg(&mut self, a: &str) -> &mut Command; pub fn args(&mut self, a: &[&str]) -> &mut Command; #[blocks] pub fn status(&mut self) -> crate::io::Result<ExitStatus>; #[blocks] pub fn output(&mut self) -> crate::io::Result<ExitStatus>; } }
