// Checked against the documentation of Rust 1.95. `core` and `alloc` are read as this file too.
// Left out on purpose: impls that only hand on (`Iterator for &mut I`, `Clone for &T`, `Read for Box<R>`), since
// references and `Deref` lead to what they hand on to; hashers and allocators as type parameters; unstable items.

/* macros */
#[runs_inline] #[gives = "crate::string::String"] macro_rules! format { () => {} }
#[runs_inline] #[gives = "crate::fmt::Arguments"] macro_rules! format_args { () => {} }
#[runs_inline] macro_rules! print { () => {} }
#[runs_inline] macro_rules! println { () => {} }
#[runs_inline] macro_rules! eprint { () => {} }
#[runs_inline] macro_rules! eprintln { () => {} }
#[runs_inline] #[gives = "crate::result::Result"] macro_rules! write { () => {} }
#[runs_inline] #[gives = "crate::result::Result"] macro_rules! writeln { () => {} }
#[runs_inline] macro_rules! vec { () => {} }
#[runs_inline] macro_rules! dbg { () => {} }
#[runs_inline] macro_rules! matches { () => {} }
#[runs_inline] macro_rules! todo { () => {} }
#[runs_inline] macro_rules! unimplemented { () => {} }
#[runs_inline] #[asserts] macro_rules! panic { () => {} }
#[runs_inline] #[asserts] macro_rules! unreachable { () => {} }
#[runs_inline] #[asserts] macro_rules! assert { () => {} }
#[runs_inline] #[asserts] macro_rules! assert_eq { () => {} }
#[runs_inline] #[asserts] macro_rules! assert_ne { () => {} }
#[runs_inline] #[asserts] macro_rules! debug_assert { () => {} }
#[runs_inline] #[asserts] macro_rules! debug_assert_eq { () => {} }
#[runs_inline] #[asserts] macro_rules! debug_assert_ne { () => {} }
#[runs_inline] macro_rules! concat { () => {} }
#[runs_inline] macro_rules! stringify { () => {} }
#[runs_inline] macro_rules! env { () => {} }
#[runs_inline] macro_rules! option_env { () => {} }
#[runs_inline] macro_rules! include_str { () => {} }
#[runs_inline] macro_rules! include_bytes { () => {} }
#[runs_inline] macro_rules! file { () => {} }
#[runs_inline] macro_rules! line { () => {} }
#[runs_inline] macro_rules! column { () => {} }
#[runs_inline] macro_rules! module_path { () => {} }
#[runs_inline] macro_rules! cfg { () => {} }
#[runs_inline] macro_rules! pin { () => {} }
#[runs_inline] macro_rules! ready { () => {} }
macro_rules! compile_error { () => {} }
macro_rules! include { () => {} }
macro_rules! thread_local { () => {} }

/* what needs no `use`; in truth these stand in `prelude::v1`, `rust_2021` and `rust_2024` */
pub mod prelude {
    pub use crate::borrow::ToOwned;
    pub use crate::boxed::Box;
    pub use crate::clone::Clone;
    pub use crate::cmp::{Eq, Ord, PartialEq, PartialOrd};
    pub use crate::convert::{AsMut, AsRef, From, Into, TryFrom, TryInto};
    pub use crate::default::Default;
    pub use crate::future::{Future, IntoFuture};
    pub use crate::iter::{DoubleEndedIterator, ExactSizeIterator, Extend, FromIterator, IntoIterator, Iterator};
    pub use crate::marker::{Copy, Send, Sized, Sync, Unpin};
    pub use crate::mem::{align_of, align_of_val, drop, size_of, size_of_val};
    pub use crate::ops::{AsyncFn, AsyncFnMut, AsyncFnOnce, Drop, Fn, FnMut, FnOnce};
    pub use crate::option::Option::{self, None, Some};
    pub use crate::result::Result::{self, Err, Ok};
    pub use crate::string::{String, ToString};
    pub use crate::vec::Vec;
}

/* the traits behind the language */
pub mod marker {
    pub trait Copy: Clone {}
    pub trait Send {}
    pub trait Sync {}
    pub trait Sized {}
    pub trait Unpin {}
    pub struct PhantomData<T>;
    pub struct PhantomPinned;
}
pub mod clone {
    pub trait Clone {
        fn clone(&self) -> Self;
        fn clone_from(&mut self, source: &Self);
    }
}
pub mod default {
    pub trait Default { fn default() -> Self; }
}
pub mod cmp {
    pub enum Ordering { Less, Equal, Greater }
    impl Ordering {
        pub const fn is_eq(self) -> bool;
        pub const fn is_ne(self) -> bool;
        pub const fn is_lt(self) -> bool;
        pub const fn is_gt(self) -> bool;
        pub const fn is_le(self) -> bool;
        pub const fn is_ge(self) -> bool;
        pub const fn reverse(self) -> Ordering;
        pub const fn then(self, other: Ordering) -> Ordering;
        pub fn then_with<F: FnOnce() -> Ordering>(self, f: F) -> Ordering;
    }
    pub trait PartialEq<Rhs = Self> {
        fn eq(&self, other: &Rhs) -> bool;
        fn ne(&self, other: &Rhs) -> bool;
    }
    pub trait Eq: PartialEq {}
    pub trait PartialOrd<Rhs = Self>: PartialEq {
        fn partial_cmp(&self, other: &Rhs) -> Option<Ordering>;
        fn lt(&self, other: &Rhs) -> bool;
        fn le(&self, other: &Rhs) -> bool;
        fn gt(&self, other: &Rhs) -> bool;
        fn ge(&self, other: &Rhs) -> bool;
    }
    pub trait Ord: Eq + PartialOrd {
        fn cmp(&self, other: &Self) -> Ordering;
        fn max(self, other: Self) -> Self;
        fn min(self, other: Self) -> Self;
        fn clamp(self, min: Self, max: Self) -> Self;
    }
    impl Ord for u64 {}
    impl Ord for i64 {}
    impl Ord for char {}
    impl Ord for bool {}
    pub fn max<T: Ord>(v1: T, v2: T) -> T;
    pub fn min<T: Ord>(v1: T, v2: T) -> T;
    pub struct Reverse<T>(pub T);
}
pub mod convert {
    pub trait From<T> { fn from(value: T) -> Self; }
    pub trait Into<T> { fn into(self) -> T; }
    impl<T, U> Into<U> for T {}
    pub trait TryFrom<T> {
        type Error;
        fn try_from(value: T) -> Result<Self, Self::Error>;
    }
    pub trait TryInto<T> {
        type Error;
        fn try_into(self) -> Result<T, Self::Error>;
    }
    impl<T, U> TryInto<U> for T {}
    pub trait AsRef<T> { fn as_ref(&self) -> &T; }
    pub trait AsMut<T> { fn as_mut(&mut self) -> &mut T; }
    pub enum Infallible {}
    impl crate::error::Error for Infallible {}
    impl crate::fmt::Display for Infallible {}
    pub const fn identity<T>(x: T) -> T;
    impl From<u32> for u64 {}
    impl From<i32> for i64 {}
    impl From<f32> for f64 {}
    impl TryFrom<u64> for u32 { type Error = crate::num::TryFromIntError; }
    impl TryFrom<i64> for u64 { type Error = crate::num::TryFromIntError; }
    impl TryFrom<u32> for char { type Error = crate::char::CharTryFromError; }
}
pub mod borrow {
    use crate::ops::Deref;
    pub trait Borrow<Borrowed> { fn borrow(&self) -> &Borrowed; }
    pub trait BorrowMut<Borrowed>: Borrow<Borrowed> { fn borrow_mut(&mut self) -> &mut Borrowed; }
    pub trait ToOwned {
        type Owned;
        fn to_owned(&self) -> Self::Owned;
        fn clone_into(&self, target: &mut Self::Owned);
    }
    impl<T: Clone> ToOwned for T { type Owned = T; fn to_owned(&self) -> T; }
    impl ToOwned for str { type Owned = String; }
    impl<T> ToOwned for [T] { type Owned = Vec<T>; }
    impl ToOwned for crate::path::Path { type Owned = crate::path::PathBuf; }
    impl ToOwned for crate::ffi::OsStr { type Owned = crate::ffi::OsString; }
    pub enum Cow<B> { Borrowed(&B), Owned(<B as ToOwned>::Owned) }
    impl<B> Cow<B> {
        pub fn into_owned(self) -> <B as ToOwned>::Owned;
        pub fn to_mut(&mut self) -> &mut <B as ToOwned>::Owned;
    }
    impl<B> Deref for Cow<B> { type Target = B; }
    impl<B> Clone for Cow<B> {}
    impl<B> AsRef<B> for Cow<B> {}
    impl<B> crate::fmt::Display for Cow<B> {}
    impl From<&str> for Cow<str> {}
    impl From<String> for Cow<str> {}
    impl From<&String> for Cow<str> {}
    impl<T> From<&[T]> for Cow<[T]> {}
    impl<T> From<Vec<T>> for Cow<[T]> {}
}
pub mod ops {
    pub trait Deref {
        type Target;
        fn deref(&self) -> &Self::Target;
    }
    pub trait DerefMut: Deref { fn deref_mut(&mut self) -> &mut Self::Target; }
    impl<T> Deref for &T { type Target = T; }
    impl<T> Deref for &mut T { type Target = T; }
    pub trait Drop { fn drop(&mut self); }
    pub trait FnOnce<Args> { type Output; }
    pub trait FnMut<Args>: FnOnce<Args> {}
    pub trait Fn<Args>: FnMut<Args> {}
    pub trait AsyncFnOnce<Args> {}
    pub trait AsyncFnMut<Args>: AsyncFnOnce<Args> {}
    pub trait AsyncFn<Args>: AsyncFnMut<Args> {}
    pub trait Add<Rhs = Self> { type Output; fn add(self, rhs: Rhs) -> Self::Output; }
    pub trait Sub<Rhs = Self> { type Output; fn sub(self, rhs: Rhs) -> Self::Output; }
    pub trait Mul<Rhs = Self> { type Output; fn mul(self, rhs: Rhs) -> Self::Output; }
    pub trait Div<Rhs = Self> { type Output; fn div(self, rhs: Rhs) -> Self::Output; }
    pub trait Rem<Rhs = Self> { type Output; fn rem(self, rhs: Rhs) -> Self::Output; }
    pub trait Neg { type Output; fn neg(self) -> Self::Output; }
    pub trait Not { type Output; fn not(self) -> Self::Output; }
    pub trait BitAnd<Rhs = Self> { type Output; fn bitand(self, rhs: Rhs) -> Self::Output; }
    pub trait BitOr<Rhs = Self> { type Output; fn bitor(self, rhs: Rhs) -> Self::Output; }
    pub trait BitXor<Rhs = Self> { type Output; fn bitxor(self, rhs: Rhs) -> Self::Output; }
    pub trait Shl<Rhs = Self> { type Output; fn shl(self, rhs: Rhs) -> Self::Output; }
    pub trait Shr<Rhs = Self> { type Output; fn shr(self, rhs: Rhs) -> Self::Output; }
    pub trait AddAssign<Rhs = Self> { fn add_assign(&mut self, rhs: Rhs); }
    pub trait SubAssign<Rhs = Self> { fn sub_assign(&mut self, rhs: Rhs); }
    pub trait MulAssign<Rhs = Self> { fn mul_assign(&mut self, rhs: Rhs); }
    pub trait DivAssign<Rhs = Self> { fn div_assign(&mut self, rhs: Rhs); }
    pub trait BitOrAssign<Rhs = Self> { fn bitor_assign(&mut self, rhs: Rhs); }
    pub trait Index<Idx> { type Output; fn index(&self, index: Idx) -> &Self::Output; }
    pub trait IndexMut<Idx>: Index<Idx> { fn index_mut(&mut self, index: Idx) -> &mut Self::Output; }

    pub struct Range<Idx> { pub start: Idx, pub end: Idx }
    impl<Idx> Range<Idx> {
        pub fn contains<U>(&self, item: &U) -> bool;
        pub fn is_empty(&self) -> bool;
    }
    impl<A> Iterator for Range<A> { type Item = A; }
    impl<A> DoubleEndedIterator for Range<A> {}
    impl<A> ExactSizeIterator for Range<A> {}
    impl<Idx: Clone> Clone for Range<Idx> {}
    pub struct RangeInclusive<Idx>;
    impl<Idx> RangeInclusive<Idx> {
        pub const fn new(start: Idx, end: Idx) -> Self;
        pub const fn start(&self) -> &Idx;
        pub const fn end(&self) -> &Idx;
        pub fn contains<U>(&self, item: &U) -> bool;
        pub fn is_empty(&self) -> bool;
        pub fn into_inner(self) -> (Idx, Idx);
    }
    impl<A> Iterator for RangeInclusive<A> { type Item = A; }
    impl<A> DoubleEndedIterator for RangeInclusive<A> {}
    pub struct RangeFrom<Idx> { pub start: Idx }
    impl<A> Iterator for RangeFrom<A> { type Item = A; }
    pub struct RangeTo<Idx> { pub end: Idx }
    pub struct RangeToInclusive<Idx> { pub end: Idx }
    pub struct RangeFull;
    pub enum Bound<T> { Included(T), Excluded(T), Unbounded }
    pub trait RangeBounds<T> {
        fn start_bound(&self) -> Bound<&T>;
        fn end_bound(&self) -> Bound<&T>;
        fn contains<U>(&self, item: &U) -> bool;
    }
    impl<T> RangeBounds<T> for Range<T> {}
    impl<T> RangeBounds<T> for RangeInclusive<T> {}
    impl<T> RangeBounds<T> for RangeFrom<T> {}
    impl<T> RangeBounds<T> for RangeTo<T> {}
    impl<T> RangeBounds<T> for RangeFull {}
    pub enum ControlFlow<B, C = ()> { Continue(C), Break(B) }
    impl<B, C> ControlFlow<B, C> {
        pub const fn is_break(&self) -> bool;
        pub const fn is_continue(&self) -> bool;
        pub fn break_value(self) -> Option<B>;
        pub fn continue_value(self) -> Option<C>;
    }
}

/* Option and Result */
pub mod option {
    use crate::ops::Deref;
    use crate::pin::Pin;
    pub enum Option<T> { None, Some(T) }
    impl<T> Option<T> {
        pub const fn is_some(&self) -> bool;
        pub const fn is_none(&self) -> bool;
        pub fn is_some_and(self, f: impl FnOnce(T) -> bool) -> bool;
        pub fn is_none_or(self, f: impl FnOnce(T) -> bool) -> bool;
        pub const fn as_ref(&self) -> Option<&T>;
        pub const fn as_mut(&mut self) -> Option<&mut T>;
        pub fn as_deref(&self) -> Option<&<T as Deref>::Target>;
        pub fn as_deref_mut(&mut self) -> Option<&mut <T as Deref>::Target>;
        pub const fn as_pin_mut(self: Pin<&mut Option<T>>) -> Option<Pin<&mut T>>;
        pub const fn as_slice(&self) -> &[T];
        pub const fn expect(self, msg: &str) -> T;
        pub const fn unwrap(self) -> T;
        pub fn unwrap_or(self, default: T) -> T;
        pub fn unwrap_or_else<F: FnOnce() -> T>(self, f: F) -> T;
        pub fn unwrap_or_default(self) -> T;
        pub const unsafe fn unwrap_unchecked(self) -> T;
        pub fn map<U, F: FnOnce(T) -> U>(self, f: F) -> Option<U>;
        pub fn map_or<U, F: FnOnce(T) -> U>(self, default: U, f: F) -> U;
        pub fn map_or_else<U, D: FnOnce() -> U, F: FnOnce(T) -> U>(self, default: D, f: F) -> U;
        pub fn inspect<F: FnOnce(&T)>(self, f: F) -> Self;
        pub fn and<U>(self, optb: Option<U>) -> Option<U>;
        pub fn and_then<U, F: FnOnce(T) -> Option<U>>(self, f: F) -> Option<U>;
        pub fn or(self, optb: Option<T>) -> Option<T>;
        pub fn or_else<F: FnOnce() -> Option<T>>(self, f: F) -> Option<T>;
        pub fn xor(self, optb: Option<T>) -> Option<T>;
        pub fn filter<P: FnOnce(&T) -> bool>(self, predicate: P) -> Self;
        pub fn ok_or<E>(self, err: E) -> Result<T, E>;
        pub fn ok_or_else<E, F: FnOnce() -> E>(self, err: F) -> Result<T, E>;
        pub fn zip<U>(self, other: Option<U>) -> Option<(T, U)>;
        pub const fn take(&mut self) -> Option<T>;
        pub fn take_if<P: FnOnce(&mut T) -> bool>(&mut self, predicate: P) -> Option<T>;
        pub const fn replace(&mut self, value: T) -> Option<T>;
        pub fn insert(&mut self, value: T) -> &mut T;
        pub fn get_or_insert(&mut self, value: T) -> &mut T;
        pub fn get_or_insert_with<F: FnOnce() -> T>(&mut self, f: F) -> &mut T;
        pub fn get_or_insert_default(&mut self) -> &mut T;
        pub fn iter(&self) -> impl Iterator<Item = &T>;
        pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut T>;
    }
    impl<T> Option<&T> {
        pub const fn copied(self) -> Option<T>;
        pub fn cloned(self) -> Option<T>;
    }
    impl<T> Option<Option<T>> { pub fn flatten(self) -> Option<T>; }
    impl<T, E> Option<Result<T, E>> { pub fn transpose(self) -> Result<Option<T>, E>; }
    impl<T, U> Option<(T, U)> { pub fn unzip(self) -> (Option<T>, Option<U>); }
    impl<T> IntoIterator for Option<T> { type Item = T; }
    impl<T> IntoIterator for &Option<T> { type Item = &T; }
    impl<T: Clone> Clone for Option<T> {}
    impl<T: Ord> Ord for Option<T> {}
    impl<T> Default for Option<T> {}
    impl<T> From<T> for Option<T> {}
    impl<A, V: FromIterator<A>> FromIterator<Option<A>> for Option<V> {}
}
pub mod result {
    use crate::ops::Deref;
    pub enum Result<T, E> { Ok(T), Err(E) }
    impl<T, E> Result<T, E> {
        pub const fn is_ok(&self) -> bool;
        pub const fn is_err(&self) -> bool;
        pub fn is_ok_and<F: FnOnce(T) -> bool>(self, f: F) -> bool;
        pub fn is_err_and<F: FnOnce(E) -> bool>(self, f: F) -> bool;
        pub fn ok(self) -> Option<T>;
        pub fn err(self) -> Option<E>;
        pub const fn as_ref(&self) -> Result<&T, &E>;
        pub const fn as_mut(&mut self) -> Result<&mut T, &mut E>;
        pub fn as_deref(&self) -> Result<&<T as Deref>::Target, &E>;
        pub fn as_deref_mut(&mut self) -> Result<&mut <T as Deref>::Target, &mut E>;
        pub fn map<U, F: FnOnce(T) -> U>(self, op: F) -> Result<U, E>;
        pub fn map_err<F, O: FnOnce(E) -> F>(self, op: O) -> Result<T, F>;
        pub fn map_or<U, F: FnOnce(T) -> U>(self, default: U, f: F) -> U;
        pub fn map_or_else<U, D: FnOnce(E) -> U, F: FnOnce(T) -> U>(self, default: D, f: F) -> U;
        pub fn inspect<F: FnOnce(&T)>(self, f: F) -> Self;
        pub fn inspect_err<F: FnOnce(&E)>(self, f: F) -> Self;
        pub fn and<U>(self, res: Result<U, E>) -> Result<U, E>;
        pub fn and_then<U, F: FnOnce(T) -> Result<U, E>>(self, op: F) -> Result<U, E>;
        pub fn or<F>(self, res: Result<T, F>) -> Result<T, F>;
        pub fn or_else<F, O: FnOnce(E) -> Result<T, F>>(self, op: O) -> Result<T, F>;
        pub fn expect(self, msg: &str) -> T;
        pub fn unwrap(self) -> T;
        pub fn unwrap_or(self, default: T) -> T;
        pub fn unwrap_or_else<F: FnOnce(E) -> T>(self, op: F) -> T;
        pub fn unwrap_or_default(self) -> T;
        pub fn expect_err(self, msg: &str) -> E;
        pub fn unwrap_err(self) -> E;
        pub unsafe fn unwrap_unchecked(self) -> T;
        pub fn iter(&self) -> impl Iterator<Item = &T>;
        pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut T>;
    }
    impl<T, E> Result<&T, E> {
        pub const fn copied(self) -> Result<T, E>;
        pub fn cloned(self) -> Result<T, E>;
    }
    impl<T, E> Result<Option<T>, E> { pub fn transpose(self) -> Option<Result<T, E>>; }
    impl<T, E> Result<Result<T, E>, E> { pub fn flatten(self) -> Result<T, E>; }
    impl<T, E> IntoIterator for Result<T, E> { type Item = T; }
    impl<T: Clone, E: Clone> Clone for Result<T, E> {}
    impl<A, E, V: FromIterator<A>> FromIterator<Result<A, E>> for Result<V, E> {}
}

/* owners */
pub mod boxed {
    use crate::any::Any;
    use crate::error::Error;
    use crate::ops::{Deref, DerefMut};
    use crate::pin::Pin;
    pub struct Box<T>;
    impl<T> Box<T> {
        pub fn new(x: T) -> Box<T>;
        pub fn pin(x: T) -> Pin<Box<T>>;
        pub fn leak(b: Box<T>) -> &mut T;
        pub fn into_pin(boxed: Box<T>) -> Pin<Box<T>>;
        pub fn into_raw(b: Box<T>) -> *mut T;
        pub unsafe fn from_raw(raw: *mut T) -> Box<T>;
    }
    impl Box<dyn Any> { pub fn downcast<T: Any>(self) -> Result<Box<T>, Box<dyn Any>>; }
    impl<T> Deref for Box<T> { type Target = T; }
    impl<T> DerefMut for Box<T> {}
    impl<T: Clone> Clone for Box<T> {}
    impl<T: Default> Default for Box<T> {}
    impl<T> AsRef<T> for Box<T> {}
    impl<T> AsMut<T> for Box<T> {}
    impl<T: crate::fmt::Display> crate::fmt::Display for Box<T> {}
    impl<T> From<T> for Box<T> {}
    impl From<&str> for Box<str> {}
    impl From<String> for Box<str> {}
    impl<T> From<Vec<T>> for Box<[T]> {}
    impl<E: Error> From<E> for Box<dyn Error> {}
    impl<E: Error + Send + Sync> From<E> for Box<dyn Error + Send + Sync> {}
    impl From<&str> for Box<dyn Error> {}
    impl From<String> for Box<dyn Error> {}
    impl<I> FromIterator<I> for Box<[I]> {}
    impl<I> IntoIterator for Box<[I]> { type Item = I; }
}
pub mod rc {
    use crate::ops::Deref;
    pub struct Rc<T>;
    impl<T> Rc<T> {
        pub fn new(value: T) -> Rc<T>;
        pub fn new_cyclic<F: FnOnce(&Weak<T>) -> T>(data_fn: F) -> Rc<T>;
        pub fn pin(value: T) -> crate::pin::Pin<Rc<T>>;
        pub fn try_unwrap(this: Rc<T>) -> Result<T, Rc<T>>;
        pub fn into_inner(this: Rc<T>) -> Option<T>;
        pub fn unwrap_or_clone(this: Rc<T>) -> T;
        pub fn downgrade(this: &Rc<T>) -> Weak<T>;
        pub fn strong_count(this: &Rc<T>) -> usize;
        pub fn weak_count(this: &Rc<T>) -> usize;
        pub fn get_mut(this: &mut Rc<T>) -> Option<&mut T>;
        pub fn make_mut(this: &mut Rc<T>) -> &mut T;
        pub fn ptr_eq(this: &Rc<T>, other: &Rc<T>) -> bool;
    }
    impl<T> Deref for Rc<T> { type Target = T; }
    impl<T> Clone for Rc<T> {}
    impl<T: Default> Default for Rc<T> {}
    impl<T> AsRef<T> for Rc<T> {}
    impl<T> From<T> for Rc<T> {}
    impl From<&str> for Rc<str> {}
    impl From<String> for Rc<str> {}
    pub struct Weak<T>;
    impl<T> Weak<T> {
        pub const fn new() -> Weak<T>;
        pub fn upgrade(&self) -> Option<Rc<T>>;
        pub fn strong_count(&self) -> usize;
        pub fn ptr_eq(&self, other: &Weak<T>) -> bool;
    }
    impl<T> Clone for Weak<T> {}
}
pub mod cell {
    use crate::ops::{Deref, DerefMut};
    pub struct Cell<T>;
    impl<T> Cell<T> {
        pub const fn new(value: T) -> Cell<T>;
        pub fn get(&self) -> T;
        pub fn set(&self, val: T);
        pub fn replace(&self, val: T) -> T;
        pub fn take(&self) -> T;
        pub fn update(&self, f: impl FnOnce(T) -> T);
        pub fn into_inner(self) -> T;
    }
    impl<T: Default> Default for Cell<T> {}
    pub struct RefCell<T>;
    impl<T> RefCell<T> {
        pub const fn new(value: T) -> RefCell<T>;
        pub fn borrow(&self) -> Ref<T>;
        pub fn borrow_mut(&self) -> RefMut<T>;
        pub fn try_borrow(&self) -> Result<Ref<T>, BorrowError>;
        pub fn try_borrow_mut(&self) -> Result<RefMut<T>, BorrowMutError>;
        pub fn replace(&self, t: T) -> T;
        pub fn take(&self) -> T;
        pub fn get_mut(&mut self) -> &mut T;
        pub fn into_inner(self) -> T;
    }
    impl<T: Default> Default for RefCell<T> {}
    impl<T> From<T> for RefCell<T> {}
    #[guard = "cell"] pub struct Ref<T>;
    impl<T> Ref<T> {
        pub fn clone(orig: &Ref<T>) -> Ref<T>;
        pub fn map<U, F: FnOnce(&T) -> &U>(orig: Ref<T>, f: F) -> Ref<U>;
    }
    impl<T> Deref for Ref<T> { type Target = T; }
    #[guard = "cell"] pub struct RefMut<T>;
    impl<T> RefMut<T> { pub fn map<U, F: FnOnce(&mut T) -> &mut U>(orig: RefMut<T>, f: F) -> RefMut<U>; }
    impl<T> Deref for RefMut<T> { type Target = T; }
    impl<T> DerefMut for RefMut<T> {}
    pub struct BorrowError;
    pub struct BorrowMutError;
    pub struct OnceCell<T>;
    impl<T> OnceCell<T> {
        pub const fn new() -> OnceCell<T>;
        pub fn get(&self) -> Option<&T>;
        pub fn get_mut(&mut self) -> Option<&mut T>;
        pub fn set(&self, value: T) -> Result<(), T>;
        pub fn get_or_init<F: FnOnce() -> T>(&self, f: F) -> &T;
        pub fn into_inner(self) -> Option<T>;
        pub fn take(&mut self) -> Option<T>;
    }
    impl<T> Default for OnceCell<T> {}
    pub struct LazyCell<T, F>;
    impl<T, F: FnOnce() -> T> LazyCell<T, F> { pub const fn new(f: F) -> LazyCell<T, F>; }
    impl<T, F> Deref for LazyCell<T, F> { type Target = T; }
    pub struct UnsafeCell<T>;
    impl<T> UnsafeCell<T> {
        pub const fn new(value: T) -> UnsafeCell<T>;
        pub const fn get(&self) -> *mut T;
        pub const fn get_mut(&mut self) -> &mut T;
        pub fn into_inner(self) -> T;
    }
}
pub mod pin {
    use crate::ops::{Deref, DerefMut};
    pub use crate::pin;
    pub struct Pin<Ptr>;
    impl<Ptr: Deref> Pin<Ptr> {
        pub const fn new(pointer: Ptr) -> Pin<Ptr>;
        pub const unsafe fn new_unchecked(pointer: Ptr) -> Pin<Ptr>;
        pub fn as_ref(&self) -> Pin<&<Ptr as Deref>::Target>;
        pub fn as_mut(&mut self) -> Pin<&mut <Ptr as Deref>::Target>;
        pub fn set(&mut self, value: <Ptr as Deref>::Target);
        pub const fn into_inner(pin: Pin<Ptr>) -> Ptr;
    }
    impl<T> Pin<&mut T> {
        pub const fn get_mut(self) -> &mut T;
        pub const unsafe fn get_unchecked_mut(self) -> &mut T;
    }
    impl<T> Pin<&T> { pub const fn get_ref(self) -> &T; }
    impl<Ptr: Deref> Deref for Pin<Ptr> { type Target = <Ptr as Deref>::Target; }
    impl<Ptr: DerefMut> DerefMut for Pin<Ptr> {}
    impl<Ptr: Clone> Clone for Pin<Ptr> {}
    impl<T> From<Box<T>> for Pin<Box<T>> {}
}
pub mod mem {
    use crate::ops::{Deref, DerefMut};
    pub fn drop<T>(_x: T);
    pub const fn forget<T>(t: T);
    pub const fn replace<T>(dest: &mut T, src: T) -> T;
    pub const fn swap<T>(x: &mut T, y: &mut T);
    pub fn take<T: Default>(dest: &mut T) -> T;
    pub const fn size_of<T>() -> usize;
    pub const fn size_of_val<T>(val: &T) -> usize;
    pub const fn align_of<T>() -> usize;
    pub const fn align_of_val<T>(val: &T) -> usize;
    pub const fn discriminant<T>(v: &T) -> Discriminant<T>;
    pub struct Discriminant<T>;
    pub struct ManuallyDrop<T>;
    impl<T> ManuallyDrop<T> {
        pub const fn new(value: T) -> ManuallyDrop<T>;
        pub const fn into_inner(slot: ManuallyDrop<T>) -> T;
    }
    impl<T> Deref for ManuallyDrop<T> { type Target = T; }
    impl<T> DerefMut for ManuallyDrop<T> {}
    pub struct MaybeUninit<T>;
    impl<T> MaybeUninit<T> {
        pub const fn new(val: T) -> MaybeUninit<T>;
        pub const fn uninit() -> MaybeUninit<T>;
        pub const fn zeroed() -> MaybeUninit<T>;
        pub const fn write(&mut self, val: T) -> &mut T;
        pub const fn as_ptr(&self) -> *const T;
        pub const fn as_mut_ptr(&mut self) -> *mut T;
        pub const unsafe fn assume_init(self) -> T;
    }
    pub const unsafe fn zeroed<T>() -> T;
    pub unsafe fn uninitialized<T>() -> T;
    pub const unsafe fn transmute<Src, Dst>(src: Src) -> Dst;
    pub const unsafe fn transmute_copy<Src, Dst>(src: &Src) -> Dst;
}
pub mod any {
    pub trait Any { fn type_id(&self) -> TypeId; }
    impl dyn Any {
        pub fn is<T: Any>(&self) -> bool;
        pub fn downcast_ref<T: Any>(&self) -> Option<&T>;
        pub fn downcast_mut<T: Any>(&mut self) -> Option<&mut T>;
    }
    pub struct TypeId;
    impl TypeId { pub const fn of<T>() -> TypeId; }
    pub const fn type_name<T>() -> &str;
    pub const fn type_name_of_val<T>(_val: &T) -> &str;
}
pub mod hint {
    pub fn black_box<T>(dummy: T) -> T;
    pub fn spin_loop();
}
pub mod ptr {
    pub const fn null<T>() -> *const T;
    pub const fn null_mut<T>() -> *mut T;
    pub fn eq<T>(a: *const T, b: *const T) -> bool;
    pub struct NonNull<T>;
}

/* iteration */
pub mod iter {
    use crate::cmp::Ordering;
    use crate::ops::Deref;
    pub trait Iterator {
        type Item;
        fn next(&mut self) -> Option<Self::Item>;
        fn size_hint(&self) -> (usize, Option<usize>);
        fn count(self) -> usize;
        fn last(self) -> Option<Self::Item>;
        fn nth(&mut self, n: usize) -> Option<Self::Item>;
        fn step_by(self, step: usize) -> impl Iterator<Item = Self::Item>;
        fn chain<U: IntoIterator<Item = Self::Item>>(self, other: U) -> impl Iterator<Item = Self::Item>;
        fn zip<U: IntoIterator>(self, other: U) -> impl Iterator<Item = (Self::Item, U::Item)>;
        fn map<B, F: FnMut(Self::Item) -> B>(self, f: F) -> impl Iterator<Item = B>;
        fn for_each<F: FnMut(Self::Item)>(self, f: F);
        fn filter<P: FnMut(&Self::Item) -> bool>(self, predicate: P) -> impl Iterator<Item = Self::Item>;
        fn filter_map<B, F: FnMut(Self::Item) -> Option<B>>(self, f: F) -> impl Iterator<Item = B>;
        fn enumerate(self) -> impl Iterator<Item = (usize, Self::Item)>;
        fn peekable(self) -> Peekable<Self>;
        fn skip_while<P: FnMut(&Self::Item) -> bool>(self, predicate: P) -> impl Iterator<Item = Self::Item>;
        fn take_while<P: FnMut(&Self::Item) -> bool>(self, predicate: P) -> impl Iterator<Item = Self::Item>;
        fn map_while<B, P: FnMut(Self::Item) -> Option<B>>(self, predicate: P) -> impl Iterator<Item = B>;
        fn skip(self, n: usize) -> impl Iterator<Item = Self::Item>;
        fn take(self, n: usize) -> impl Iterator<Item = Self::Item>;
        fn scan<St, B, F: FnMut(&mut St, Self::Item) -> Option<B>>(self, initial_state: St, f: F) -> impl Iterator<Item = B>;
        fn flat_map<U: IntoIterator, F: FnMut(Self::Item) -> U>(self, f: F) -> impl Iterator<Item = U::Item>;
        fn flatten(self) -> impl Iterator<Item = <Self::Item as IntoIterator>::Item>;
        fn fuse(self) -> impl Iterator<Item = Self::Item>;
        fn inspect<F: FnMut(&Self::Item)>(self, f: F) -> impl Iterator<Item = Self::Item>;
        fn by_ref(&mut self) -> &mut Self;
        fn collect<B: FromIterator<Self::Item>>(self) -> B;
        fn partition<B, F: FnMut(&Self::Item) -> bool>(self, f: F) -> (B, B);
        fn try_fold<B, F: FnMut(B, Self::Item) -> R, R>(&mut self, init: B, f: F) -> R;
        fn try_for_each<F: FnMut(Self::Item) -> R, R>(&mut self, f: F) -> R;
        fn fold<B, F: FnMut(B, Self::Item) -> B>(self, init: B, f: F) -> B;
        fn reduce<F: FnMut(Self::Item, Self::Item) -> Self::Item>(self, f: F) -> Option<Self::Item>;
        fn all<F: FnMut(Self::Item) -> bool>(&mut self, f: F) -> bool;
        fn any<F: FnMut(Self::Item) -> bool>(&mut self, f: F) -> bool;
        fn find<P: FnMut(&Self::Item) -> bool>(&mut self, predicate: P) -> Option<Self::Item>;
        fn find_map<B, F: FnMut(Self::Item) -> Option<B>>(&mut self, f: F) -> Option<B>;
        fn position<P: FnMut(Self::Item) -> bool>(&mut self, predicate: P) -> Option<usize>;
        fn rposition<P: FnMut(Self::Item) -> bool>(&mut self, predicate: P) -> Option<usize>;
        fn max(self) -> Option<Self::Item>;
        fn min(self) -> Option<Self::Item>;
        fn max_by_key<B: Ord, F: FnMut(&Self::Item) -> B>(self, f: F) -> Option<Self::Item>;
        fn min_by_key<B: Ord, F: FnMut(&Self::Item) -> B>(self, f: F) -> Option<Self::Item>;
        fn max_by<F: FnMut(&Self::Item, &Self::Item) -> Ordering>(self, compare: F) -> Option<Self::Item>;
        fn min_by<F: FnMut(&Self::Item, &Self::Item) -> Ordering>(self, compare: F) -> Option<Self::Item>;
        fn rev(self) -> impl Iterator<Item = Self::Item>;
        fn unzip<A, B, FromA: Default + Extend<A>, FromB: Default + Extend<B>>(self) -> (FromA, FromB);
        fn copied(self) -> impl Iterator<Item = <Self::Item as Deref>::Target>;
        fn cloned(self) -> impl Iterator<Item = <Self::Item as Deref>::Target>;
        fn cycle(self) -> impl Iterator<Item = Self::Item>;
        fn sum<S: Sum<Self::Item>>(self) -> S;
        fn product<P: Product<Self::Item>>(self) -> P;
        fn cmp<I: IntoIterator<Item = Self::Item>>(self, other: I) -> Ordering;
        fn partial_cmp<I: IntoIterator>(self, other: I) -> Option<Ordering>;
        fn eq<I: IntoIterator>(self, other: I) -> bool;
        fn ne<I: IntoIterator>(self, other: I) -> bool;
        fn lt<I: IntoIterator>(self, other: I) -> bool;
        fn le<I: IntoIterator>(self, other: I) -> bool;
        fn gt<I: IntoIterator>(self, other: I) -> bool;
        fn ge<I: IntoIterator>(self, other: I) -> bool;
        fn is_sorted(self) -> bool;
        fn is_sorted_by<F: FnMut(&Self::Item, &Self::Item) -> bool>(self, compare: F) -> bool;
        fn is_sorted_by_key<F: FnMut(Self::Item) -> K, K>(self, f: F) -> bool;
    }
    pub trait DoubleEndedIterator: Iterator {
        fn next_back(&mut self) -> Option<Self::Item>;
        fn nth_back(&mut self, n: usize) -> Option<Self::Item>;
        fn rfold<B, F: FnMut(B, Self::Item) -> B>(self, init: B, f: F) -> B;
        fn rfind<P: FnMut(&Self::Item) -> bool>(&mut self, predicate: P) -> Option<Self::Item>;
    }
    pub trait ExactSizeIterator: Iterator { fn len(&self) -> usize; }
    pub trait FusedIterator: Iterator {}
    pub trait IntoIterator {
        type Item;
        fn into_iter(self) -> impl Iterator<Item = Self::Item>;
    }
    impl<I: Iterator> IntoIterator for I { type Item = I::Item; }
    pub trait FromIterator<A> { fn from_iter<T: IntoIterator<Item = A>>(iter: T) -> Self; }
    pub trait Extend<A> { fn extend<T: IntoIterator<Item = A>>(&mut self, iter: T); }
    pub trait Sum<A = Self> { fn sum<I: Iterator<Item = A>>(iter: I) -> Self; }
    pub trait Product<A = Self> { fn product<I: Iterator<Item = A>>(iter: I) -> Self; }
    pub struct Peekable<I>;
    impl<I: Iterator> Peekable<I> {
        pub fn peek(&mut self) -> Option<&I::Item>;
        pub fn peek_mut(&mut self) -> Option<&mut I::Item>;
        pub fn next_if(&mut self, func: impl FnOnce(&I::Item) -> bool) -> Option<I::Item>;
        pub fn next_if_eq<T>(&mut self, expected: &T) -> Option<I::Item>;
    }
    impl<I: Iterator> Iterator for Peekable<I> { type Item = I::Item; }
    pub fn once<T>(value: T) -> impl Iterator<Item = T>;
    pub fn once_with<A, F: FnOnce() -> A>(make: F) -> impl Iterator<Item = A>;
    pub const fn empty<T>() -> impl Iterator<Item = T>;
    pub fn repeat<T: Clone>(elt: T) -> impl Iterator<Item = T>;
    pub fn repeat_n<T: Clone>(element: T, count: usize) -> impl Iterator<Item = T>;
    pub fn repeat_with<A, F: FnMut() -> A>(repeater: F) -> impl Iterator<Item = A>;
    pub fn from_fn<T, F: FnMut() -> Option<T>>(f: F) -> impl Iterator<Item = T>;
    pub fn successors<T, F: FnMut(&T) -> Option<T>>(first: Option<T>, succ: F) -> impl Iterator<Item = T>;
    pub fn zip<A: IntoIterator, B: IntoIterator>(a: A, b: B) -> impl Iterator<Item = (A::Item, B::Item)>;
}

/* text */
pub mod string {
    use crate::ops::{Deref, DerefMut, RangeBounds};
    pub trait ToString { fn to_string(&self) -> String; }
    /* for every `T: Display` */
    impl<T> ToString for T {}
    pub struct String;
    impl String {
        pub const fn new() -> String;
        pub fn with_capacity(capacity: usize) -> String;
        pub fn from_utf8(vec: Vec<u8>) -> Result<String, FromUtf8Error>;
        pub fn from_utf8_lossy(v: &[u8]) -> crate::borrow::Cow<str>;
        pub fn from_utf16(v: &[u16]) -> Result<String, FromUtf16Error>;
        pub const unsafe fn from_utf8_unchecked(bytes: Vec<u8>) -> String;
        pub fn into_bytes(self) -> Vec<u8>;
        pub const fn as_str(&self) -> &str;
        pub const fn as_mut_str(&mut self) -> &mut str;
        pub const fn as_bytes(&self) -> &[u8];
        pub const fn capacity(&self) -> usize;
        pub const fn len(&self) -> usize;
        pub const fn is_empty(&self) -> bool;
        pub fn push(&mut self, ch: char);
        pub fn push_str(&mut self, string: &str);
        pub fn pop(&mut self) -> Option<char>;
        pub fn insert(&mut self, idx: usize, ch: char);
        pub fn insert_str(&mut self, idx: usize, string: &str);
        pub fn remove(&mut self, idx: usize) -> char;
        pub fn retain<F: FnMut(char) -> bool>(&mut self, f: F);
        pub fn truncate(&mut self, new_len: usize);
        pub fn clear(&mut self);
        pub fn split_off(&mut self, at: usize) -> String;
        pub fn drain<R: RangeBounds<usize>>(&mut self, range: R) -> impl Iterator<Item = char>;
        pub fn replace_range<R: RangeBounds<usize>>(&mut self, range: R, replace_with: &str);
        pub fn reserve(&mut self, additional: usize);
        pub fn shrink_to_fit(&mut self);
        pub fn into_boxed_str(self) -> Box<str>;
        pub fn leak(self) -> &mut str;
    }
    impl Deref for String { type Target = str; }
    impl DerefMut for String {}
    impl Clone for String {}
    impl Default for String {}
    impl Ord for String {}
    impl AsRef<str> for String {}
    impl AsRef<[u8]> for String {}
    impl AsRef<crate::path::Path> for String {}
    impl AsRef<crate::ffi::OsStr> for String {}
    impl crate::borrow::Borrow<str> for String {}
    impl crate::fmt::Display for String {}
    impl crate::fmt::Write for String {}
    impl crate::ops::Add<&str> for String { type Output = String; }
    impl crate::ops::AddAssign<&str> for String {}
    impl crate::str::FromStr for String { type Err = crate::convert::Infallible; }
    impl From<&str> for String {}
    impl From<&mut str> for String {}
    impl From<&String> for String {}
    impl From<char> for String {}
    impl From<Box<str>> for String {}
    impl From<crate::borrow::Cow<str>> for String {}
    impl TryFrom<Vec<u8>> for String { type Error = FromUtf8Error; }
    impl FromIterator<char> for String {}
    impl FromIterator<&str> for String {}
    impl FromIterator<String> for String {}
    impl Extend<char> for String {}
    impl Extend<&str> for String {}
    impl Extend<String> for String {}
    pub struct FromUtf8Error;
    impl FromUtf8Error {
        pub fn as_bytes(&self) -> &[u8];
        pub fn into_bytes(self) -> Vec<u8>;
        pub fn utf8_error(&self) -> crate::str::Utf8Error;
    }
    impl crate::error::Error for FromUtf8Error {}
    impl crate::fmt::Display for FromUtf8Error {}
    pub struct FromUtf16Error;
}
pub mod str {
    pub trait FromStr {
        type Err;
        fn from_str(s: &str) -> Result<Self, Self::Err>;
    }
    pub const fn from_utf8(v: &[u8]) -> Result<&str, Utf8Error>;
    pub const unsafe fn from_utf8_unchecked(v: &[u8]) -> &str;
    pub struct Utf8Error;
    impl Utf8Error {
        pub const fn valid_up_to(&self) -> usize;
        pub const fn error_len(&self) -> Option<usize>;
    }
    impl crate::error::Error for Utf8Error {}
    impl crate::fmt::Display for Utf8Error {}
    pub struct ParseBoolError;
    impl crate::error::Error for ParseBoolError {}
    impl crate::fmt::Display for ParseBoolError {}
    pub struct Chars;
    impl Chars { pub fn as_str(&self) -> &str; }
    impl Iterator for Chars { type Item = char; }
    impl DoubleEndedIterator for Chars {}
    pub struct Lines;
    impl Iterator for Lines { type Item = &str; }
    impl DoubleEndedIterator for Lines {}
    pub struct SplitWhitespace;
    impl Iterator for SplitWhitespace { type Item = &str; }
    impl DoubleEndedIterator for SplitWhitespace {}
    pub struct Split<P>;
    impl<P> Iterator for Split<P> { type Item = &str; }
    impl<P> DoubleEndedIterator for Split<P> {}

    /* `P` is what a pattern can be: `char`, `&str`, `&String`, `&[char]`, `FnMut(char) -> bool` */
    impl str {
        pub const fn len(&self) -> usize;
        pub const fn is_empty(&self) -> bool;
        pub const fn as_bytes(&self) -> &[u8];
        pub const fn as_ptr(&self) -> *const u8;
        pub const fn is_char_boundary(&self, index: usize) -> bool;
        pub const fn is_ascii(&self) -> bool;
        pub fn get<I>(&self, i: I) -> Option<&str>;
        pub fn get_mut<I>(&mut self, i: I) -> Option<&mut str>;
        pub fn chars(&self) -> Chars;
        pub fn char_indices(&self) -> impl Iterator<Item = (usize, char)>;
        pub fn bytes(&self) -> impl Iterator<Item = u8>;
        pub fn lines(&self) -> Lines;
        pub fn split_whitespace(&self) -> SplitWhitespace;
        pub fn split_ascii_whitespace(&self) -> impl Iterator<Item = &str>;
        pub fn encode_utf16(&self) -> impl Iterator<Item = u16>;
        pub fn contains<P>(&self, pat: P) -> bool;
        pub fn starts_with<P>(&self, pat: P) -> bool;
        pub fn ends_with<P>(&self, pat: P) -> bool;
        pub fn find<P>(&self, pat: P) -> Option<usize>;
        pub fn rfind<P>(&self, pat: P) -> Option<usize>;
        pub fn split<P>(&self, pat: P) -> Split<P>;
        pub fn rsplit<P>(&self, pat: P) -> impl Iterator<Item = &str>;
        pub fn splitn<P>(&self, n: usize, pat: P) -> impl Iterator<Item = &str>;
        pub fn rsplitn<P>(&self, n: usize, pat: P) -> impl Iterator<Item = &str>;
        pub fn split_terminator<P>(&self, pat: P) -> impl Iterator<Item = &str>;
        pub fn split_inclusive<P>(&self, pat: P) -> impl Iterator<Item = &str>;
        pub fn split_once<P>(&self, delimiter: P) -> Option<(&str, &str)>;
        pub fn rsplit_once<P>(&self, delimiter: P) -> Option<(&str, &str)>;
        pub const fn split_at(&self, mid: usize) -> (&str, &str);
        pub const fn split_at_checked(&self, mid: usize) -> Option<(&str, &str)>;
        pub fn matches<P>(&self, pat: P) -> impl Iterator<Item = &str>;
        pub fn match_indices<P>(&self, pat: P) -> impl Iterator<Item = (usize, &str)>;
        pub fn trim(&self) -> &str;
        pub fn trim_start(&self) -> &str;
        pub fn trim_end(&self) -> &str;
        pub const fn trim_ascii(&self) -> &str;
        pub fn trim_matches<P>(&self, pat: P) -> &str;
        pub fn trim_start_matches<P>(&self, pat: P) -> &str;
        pub fn trim_end_matches<P>(&self, pat: P) -> &str;
        pub fn strip_prefix<P>(&self, prefix: P) -> Option<&str>;
        pub fn strip_suffix<P>(&self, suffix: P) -> Option<&str>;
        pub fn parse<F: FromStr>(&self) -> Result<F, F::Err>;
        pub fn replace<P>(&self, from: P, to: &str) -> String;
        pub fn replacen<P>(&self, pat: P, to: &str, count: usize) -> String;
        pub fn to_lowercase(&self) -> String;
        pub fn to_uppercase(&self) -> String;
        pub fn to_ascii_lowercase(&self) -> String;
        pub fn to_ascii_uppercase(&self) -> String;
        pub fn make_ascii_lowercase(&mut self);
        pub fn make_ascii_uppercase(&mut self);
        pub const fn eq_ignore_ascii_case(&self, other: &str) -> bool;
        pub fn repeat(&self, n: usize) -> String;
        pub fn into_string(self: Box<str>) -> String;
        pub fn escape_debug(&self) -> impl Iterator<Item = char>;
        pub fn escape_default(&self) -> impl Iterator<Item = char>;
    }
    impl AsRef<str> for str {}
    impl AsRef<[u8]> for str {}
    impl AsRef<crate::path::Path> for str {}
    impl AsRef<crate::ffi::OsStr> for str {}
    impl Ord for str {}
    impl crate::fmt::Display for str {}
}
pub mod char {
    pub const fn from_u32(i: u32) -> Option<char>;
    pub const fn from_digit(num: u32, radix: u32) -> Option<char>;
    pub struct CharTryFromError;
    impl crate::error::Error for CharTryFromError {}
    impl crate::fmt::Display for CharTryFromError {}
    impl char {
        pub const MAX: char = _;
        pub const REPLACEMENT_CHARACTER: char = _;
        pub const fn from_u32(i: u32) -> Option<char>;
        pub const fn from_digit(num: u32, radix: u32) -> Option<char>;
        pub const fn is_digit(self, radix: u32) -> bool;
        pub const fn to_digit(self, radix: u32) -> Option<u32>;
        pub const fn len_utf8(self) -> usize;
        pub const fn encode_utf8(self, dst: &mut [u8]) -> &mut str;
        pub fn is_alphabetic(self) -> bool;
        pub fn is_alphanumeric(self) -> bool;
        pub fn is_numeric(self) -> bool;
        pub const fn is_lowercase(self) -> bool;
        pub const fn is_uppercase(self) -> bool;
        pub const fn is_whitespace(self) -> bool;
        pub const fn is_control(self) -> bool;
        pub const fn is_ascii(&self) -> bool;
        pub const fn is_ascii_alphabetic(&self) -> bool;
        pub const fn is_ascii_alphanumeric(&self) -> bool;
        pub const fn is_ascii_digit(&self) -> bool;
        pub const fn is_ascii_hexdigit(&self) -> bool;
        pub const fn is_ascii_lowercase(&self) -> bool;
        pub const fn is_ascii_uppercase(&self) -> bool;
        pub const fn is_ascii_punctuation(&self) -> bool;
        pub const fn is_ascii_whitespace(&self) -> bool;
        pub const fn to_ascii_lowercase(&self) -> char;
        pub const fn to_ascii_uppercase(&self) -> char;
        pub const fn eq_ignore_ascii_case(&self, other: &char) -> bool;
        pub fn to_lowercase(self) -> impl Iterator<Item = char>;
        pub fn to_uppercase(self) -> impl Iterator<Item = char>;
    }
    impl Clone for char {}
    impl crate::fmt::Display for char {}
    impl crate::str::FromStr for char { type Err = ParseCharError; }
    pub struct ParseCharError;
    impl From<u8> for char {}
    impl From<char> for u32 {}
}

/* numbers; the methods of one kind of integer stand for all */
pub mod num {
    impl u64 {
        pub const MIN: u64 = _;
        pub const MAX: u64 = _;
        pub const BITS: u32 = _;
        pub const fn from_str_radix(src: &str, radix: u32) -> Result<u64, ParseIntError>;
        pub const fn from_be_bytes(bytes: [u8; 8]) -> u64;
        pub const fn from_le_bytes(bytes: [u8; 8]) -> u64;
        pub const fn to_be_bytes(self) -> [u8; 8];
        pub const fn to_le_bytes(self) -> [u8; 8];
        pub const fn to_be(self) -> u64;
        pub const fn to_le(self) -> u64;
        pub const fn count_ones(self) -> u32;
        pub const fn count_zeros(self) -> u32;
        pub const fn leading_zeros(self) -> u32;
        pub const fn trailing_zeros(self) -> u32;
        pub const fn rotate_left(self, n: u32) -> u64;
        pub const fn rotate_right(self, n: u32) -> u64;
        pub const fn swap_bytes(self) -> u64;
        pub const fn checked_add(self, rhs: u64) -> Option<u64>;
        pub const fn checked_sub(self, rhs: u64) -> Option<u64>;
        pub const fn checked_mul(self, rhs: u64) -> Option<u64>;
        pub const fn checked_div(self, rhs: u64) -> Option<u64>;
        pub const fn checked_rem(self, rhs: u64) -> Option<u64>;
        pub const fn checked_pow(self, exp: u32) -> Option<u64>;
        pub const fn checked_shl(self, rhs: u32) -> Option<u64>;
        pub const fn checked_next_power_of_two(self) -> Option<u64>;
        pub const fn saturating_add(self, rhs: u64) -> u64;
        pub const fn saturating_sub(self, rhs: u64) -> u64;
        pub const fn saturating_mul(self, rhs: u64) -> u64;
        pub const fn saturating_pow(self, exp: u32) -> u64;
        pub const fn wrapping_add(self, rhs: u64) -> u64;
        pub const fn wrapping_sub(self, rhs: u64) -> u64;
        pub const fn wrapping_mul(self, rhs: u64) -> u64;
        pub const fn wrapping_neg(self) -> u64;
        pub const fn wrapping_shl(self, rhs: u32) -> u64;
        pub const fn overflowing_add(self, rhs: u64) -> (u64, bool);
        pub const fn overflowing_sub(self, rhs: u64) -> (u64, bool);
        pub const fn overflowing_mul(self, rhs: u64) -> (u64, bool);
        pub const fn abs_diff(self, other: u64) -> u64;
        pub const fn pow(self, exp: u32) -> u64;
        pub const fn isqrt(self) -> u64;
        pub const fn ilog2(self) -> u32;
        pub const fn ilog10(self) -> u32;
        pub const fn div_ceil(self, rhs: u64) -> u64;
        pub const fn div_euclid(self, rhs: u64) -> u64;
        pub const fn rem_euclid(self, rhs: u64) -> u64;
        pub const fn next_multiple_of(self, rhs: u64) -> u64;
        pub const fn is_multiple_of(self, rhs: u64) -> bool;
        pub const fn is_power_of_two(self) -> bool;
        pub const fn next_power_of_two(self) -> u64;
    }
    impl i64 {
        pub const MIN: i64 = _;
        pub const MAX: i64 = _;
        pub const fn abs(self) -> i64;
        pub const fn signum(self) -> i64;
        pub const fn unsigned_abs(self) -> u64;
        pub const fn checked_abs(self) -> Option<i64>;
        pub const fn checked_neg(self) -> Option<i64>;
        pub const fn saturating_abs(self) -> i64;
        pub const fn saturating_neg(self) -> i64;
        pub const fn is_negative(self) -> bool;
        pub const fn is_positive(self) -> bool;
    }
    impl u8 {
        pub const MIN: u8 = _;
        pub const MAX: u8 = _;
        pub const fn is_ascii(&self) -> bool;
        pub const fn is_ascii_alphabetic(&self) -> bool;
        pub const fn is_ascii_alphanumeric(&self) -> bool;
        pub const fn is_ascii_digit(&self) -> bool;
        pub const fn is_ascii_hexdigit(&self) -> bool;
        pub const fn is_ascii_lowercase(&self) -> bool;
        pub const fn is_ascii_uppercase(&self) -> bool;
        pub const fn is_ascii_punctuation(&self) -> bool;
        pub const fn is_ascii_whitespace(&self) -> bool;
        pub const fn to_ascii_lowercase(&self) -> u8;
        pub const fn to_ascii_uppercase(&self) -> u8;
        pub const fn eq_ignore_ascii_case(&self, other: &u8) -> bool;
    }
    impl u16 { pub const MIN: u16 = _; pub const MAX: u16 = _; }
    impl u32 { pub const MIN: u32 = _; pub const MAX: u32 = _; }
    impl u128 { pub const MIN: u128 = _; pub const MAX: u128 = _; }
    impl usize { pub const MIN: usize = _; pub const MAX: usize = _; pub const BITS: u32 = _; }
    impl i8 { pub const MIN: i8 = _; pub const MAX: i8 = _; }
    impl i16 { pub const MIN: i16 = _; pub const MAX: i16 = _; }
    impl i32 { pub const MIN: i32 = _; pub const MAX: i32 = _; }
    impl i128 { pub const MIN: i128 = _; pub const MAX: i128 = _; }
    impl isize { pub const MIN: isize = _; pub const MAX: isize = _; }
    impl f32 { pub const MAX: f32 = _; pub const MIN: f32 = _; pub const EPSILON: f32 = _; pub const NAN: f32 = _; pub const INFINITY: f32 = _; }
    impl f64 {
        pub const MAX: f64 = _;
        pub const MIN: f64 = _;
        pub const MIN_POSITIVE: f64 = _;
        pub const EPSILON: f64 = _;
        pub const NAN: f64 = _;
        pub const INFINITY: f64 = _;
        pub const NEG_INFINITY: f64 = _;
        pub const fn abs(self) -> f64;
        pub const fn floor(self) -> f64;
        pub const fn ceil(self) -> f64;
        pub const fn round(self) -> f64;
        pub const fn trunc(self) -> f64;
        pub const fn fract(self) -> f64;
        pub const fn signum(self) -> f64;
        pub fn sqrt(self) -> f64;
        pub fn powi(self, n: i32) -> f64;
        pub fn powf(self, n: f64) -> f64;
        pub fn exp(self) -> f64;
        pub fn ln(self) -> f64;
        pub fn log(self, base: f64) -> f64;
        pub fn log2(self) -> f64;
        pub fn log10(self) -> f64;
        pub fn sin(self) -> f64;
        pub fn cos(self) -> f64;
        pub fn tan(self) -> f64;
        pub fn atan2(self, other: f64) -> f64;
        pub fn hypot(self, other: f64) -> f64;
        pub fn mul_add(self, a: f64, b: f64) -> f64;
        pub fn rem_euclid(self, rhs: f64) -> f64;
        pub const fn max(self, other: f64) -> f64;
        pub const fn min(self, other: f64) -> f64;
        pub const fn clamp(self, min: f64, max: f64) -> f64;
        pub const fn is_nan(self) -> bool;
        pub const fn is_finite(self) -> bool;
        pub const fn is_infinite(self) -> bool;
        pub const fn is_sign_negative(self) -> bool;
        pub const fn to_radians(self) -> f64;
        pub const fn to_degrees(self) -> f64;
        pub const fn to_bits(self) -> u64;
        pub const fn from_bits(v: u64) -> f64;
        pub const fn total_cmp(&self, other: &f64) -> crate::cmp::Ordering;
    }
    impl Clone for u64 {}
    impl Clone for f64 {}
    impl Clone for bool {}
    impl Default for u64 {}
    impl Default for f64 {}
    impl Default for bool {}
    impl crate::fmt::Display for u64 {}
    impl crate::fmt::Display for f64 {}
    impl crate::fmt::Display for bool {}
    impl crate::str::FromStr for u64 { type Err = ParseIntError; }
    impl crate::str::FromStr for f64 { type Err = ParseFloatError; }
    impl crate::str::FromStr for bool { type Err = crate::str::ParseBoolError; }
    impl crate::iter::Sum for u64 {}
    impl crate::iter::Sum for f64 {}
    impl bool {
        pub fn then<T, F: FnOnce() -> T>(self, f: F) -> Option<T>;
        pub fn then_some<T>(self, t: T) -> Option<T>;
    }
    pub struct ParseIntError;
    impl ParseIntError { pub const fn kind(&self) -> &IntErrorKind; }
    impl crate::error::Error for ParseIntError {}
    impl crate::fmt::Display for ParseIntError {}
    pub enum IntErrorKind { Empty, InvalidDigit, PosOverflow, NegOverflow, Zero }
    pub struct ParseFloatError;
    impl crate::error::Error for ParseFloatError {}
    impl crate::fmt::Display for ParseFloatError {}
    pub struct TryFromIntError;
    impl crate::error::Error for TryFromIntError {}
    impl crate::fmt::Display for TryFromIntError {}
    pub struct NonZero<T>;
    impl<T> NonZero<T> {
        pub const fn new(n: T) -> Option<NonZero<T>>;
        pub const fn get(self) -> T;
    }
    impl<T> Clone for NonZero<T> {}
    pub type NonZeroU8 = NonZero<u8>;
    pub type NonZeroU16 = NonZero<u16>;
    pub type NonZeroU32 = NonZero<u32>;
    pub type NonZeroU64 = NonZero<u64>;
    pub type NonZeroUsize = NonZero<usize>;
    pub type NonZeroI32 = NonZero<i32>;
    pub type NonZeroI64 = NonZero<i64>;
    pub struct Wrapping<T>(pub T);
}

/* lists */
pub mod slice {
    use crate::cmp::Ordering;
    use crate::ops::RangeBounds;
    pub const fn from_ref<T>(s: &T) -> &[T];
    pub struct Iter<T>;
    impl<T> Iter<T> { pub fn as_slice(&self) -> &[T]; }
    impl<T> Iterator for Iter<T> { type Item = &T; }
    impl<T> DoubleEndedIterator for Iter<T> {}
    impl<T> ExactSizeIterator for Iter<T> {}
    impl<T> Clone for Iter<T> {}
    pub struct IterMut<T>;
    impl<T> Iterator for IterMut<T> { type Item = &mut T; }
    impl<T> DoubleEndedIterator for IterMut<T> {}
    impl<T> ExactSizeIterator for IterMut<T> {}
    pub struct Chunks<T>;
    impl<T> Iterator for Chunks<T> { type Item = &[T]; }
    impl<T> DoubleEndedIterator for Chunks<T> {}
    impl<T> ExactSizeIterator for Chunks<T> {}
    pub struct Windows<T>;
    impl<T> Iterator for Windows<T> { type Item = &[T]; }
    impl<T> ExactSizeIterator for Windows<T> {}

    impl<T> [T] {
        pub const fn len(&self) -> usize;
        pub const fn is_empty(&self) -> bool;
        pub const fn first(&self) -> Option<&T>;
        pub const fn first_mut(&mut self) -> Option<&mut T>;
        pub const fn last(&self) -> Option<&T>;
        pub const fn last_mut(&mut self) -> Option<&mut T>;
        pub const fn split_first(&self) -> Option<(&T, &[T])>;
        pub const fn split_last(&self) -> Option<(&T, &[T])>;
        /* with one index; with a range they give a slice */
        pub fn get<I>(&self, index: I) -> Option<&T>;
        pub fn get_mut<I>(&mut self, index: I) -> Option<&mut T>;
        pub const fn as_ptr(&self) -> *const T;
        pub const fn swap(&mut self, a: usize, b: usize);
        pub const fn reverse(&mut self);
        pub fn iter(&self) -> Iter<T>;
        pub fn iter_mut(&mut self) -> IterMut<T>;
        pub fn windows(&self, size: usize) -> Windows<T>;
        pub fn chunks(&self, chunk_size: usize) -> Chunks<T>;
        pub fn chunks_mut(&mut self, chunk_size: usize) -> impl Iterator<Item = &mut [T]>;
        pub fn chunks_exact(&self, chunk_size: usize) -> impl Iterator<Item = &[T]>;
        pub fn rchunks(&self, chunk_size: usize) -> impl Iterator<Item = &[T]>;
        pub fn chunk_by<F: FnMut(&T, &T) -> bool>(&self, pred: F) -> impl Iterator<Item = &[T]>;
        pub const fn split_at(&self, mid: usize) -> (&[T], &[T]);
        pub const fn split_at_mut(&mut self, mid: usize) -> (&mut [T], &mut [T]);
        pub const fn split_at_checked(&self, mid: usize) -> Option<(&[T], &[T])>;
        pub fn split<F: FnMut(&T) -> bool>(&self, pred: F) -> impl Iterator<Item = &[T]>;
        pub fn contains(&self, x: &T) -> bool;
        pub fn starts_with(&self, needle: &[T]) -> bool;
        pub fn ends_with(&self, needle: &[T]) -> bool;
        pub fn strip_prefix<P>(&self, prefix: &P) -> Option<&[T]>;
        pub fn binary_search(&self, x: &T) -> Result<usize, usize>;
        pub fn binary_search_by<F: FnMut(&T) -> Ordering>(&self, f: F) -> Result<usize, usize>;
        pub fn binary_search_by_key<B, F: FnMut(&T) -> B>(&self, b: &B, f: F) -> Result<usize, usize>;
        pub fn partition_point<P: FnMut(&T) -> bool>(&self, pred: P) -> usize;
        pub fn sort(&mut self);
        pub fn sort_by<F: FnMut(&T, &T) -> Ordering>(&mut self, compare: F);
        pub fn sort_by_key<K, F: FnMut(&T) -> K>(&mut self, f: F);
        pub fn sort_by_cached_key<K, F: FnMut(&T) -> K>(&mut self, f: F);
        pub fn sort_unstable(&mut self);
        pub fn sort_unstable_by<F: FnMut(&T, &T) -> Ordering>(&mut self, compare: F);
        pub fn sort_unstable_by_key<K, F: FnMut(&T) -> K>(&mut self, f: F);
        pub fn select_nth_unstable(&mut self, index: usize) -> (&mut [T], &mut T, &mut [T]);
        pub fn is_sorted(&self) -> bool;
        pub const fn rotate_left(&mut self, mid: usize);
        pub const fn rotate_right(&mut self, k: usize);
        pub fn fill(&mut self, value: T);
        pub fn fill_with<F: FnMut() -> T>(&mut self, f: F);
        pub fn clone_from_slice(&mut self, src: &[T]);
        pub const fn copy_from_slice(&mut self, src: &[T]);
        pub fn copy_within<R: RangeBounds<usize>>(&mut self, src: R, dest: usize);
        pub fn swap_with_slice(&mut self, other: &mut [T]);
        pub fn to_vec(&self) -> Vec<T>;
        pub fn into_vec(self: Box<[T]>) -> Vec<T>;
        pub fn repeat(&self, n: usize) -> Vec<T>;
        /* of strings; of lists both give a `Vec` */
        pub fn join<Separator>(&self, sep: Separator) -> String;
        pub fn concat<Item>(&self) -> String;
    }
    impl [u8] {
        pub const fn is_ascii(&self) -> bool;
        pub fn to_ascii_lowercase(&self) -> Vec<u8>;
        pub fn to_ascii_uppercase(&self) -> Vec<u8>;
        pub const fn eq_ignore_ascii_case(&self, other: &[u8]) -> bool;
        pub const fn trim_ascii(&self) -> &[u8];
    }
    impl<T> IntoIterator for &[T] { type Item = &T; }
    impl<T> IntoIterator for &mut [T] { type Item = &mut T; }
    impl<T> AsRef<[T]> for [T] {}
}
pub mod array {
    impl<T, const N: usize> [T; N] {
        pub fn map<F: FnMut(T) -> U, U>(self, f: F) -> [U; N];
        pub const fn as_slice(&self) -> &[T];
        pub const fn as_mut_slice(&mut self) -> &mut [T];
        pub const fn each_ref(&self) -> [&T; N];
    }
    pub fn from_fn<T, const N: usize, F: FnMut(usize) -> T>(f: F) -> [T; N];
    impl<T, const N: usize> IntoIterator for [T; N] { type Item = T; }
    impl<T, const N: usize> TryFrom<&[T]> for [T; N] { type Error = TryFromSliceError; }
    pub struct TryFromSliceError;
    impl crate::error::Error for TryFromSliceError {}
    impl crate::fmt::Display for TryFromSliceError {}
}
pub mod vec {
    use crate::ops::{Deref, DerefMut, RangeBounds};
    pub struct Vec<T>;
    impl<T> Vec<T> {
        pub const fn new() -> Vec<T>;
        pub fn with_capacity(capacity: usize) -> Vec<T>;
        pub unsafe fn set_len(&mut self, new_len: usize);
        pub const fn as_ptr(&self) -> *const T;
        pub const fn as_mut_ptr(&mut self) -> *mut T;
        pub const fn capacity(&self) -> usize;
        pub const fn len(&self) -> usize;
        pub const fn is_empty(&self) -> bool;
        pub fn reserve(&mut self, additional: usize);
        pub fn reserve_exact(&mut self, additional: usize);
        pub fn try_reserve(&mut self, additional: usize) -> Result<(), crate::collections::TryReserveError>;
        pub fn shrink_to_fit(&mut self);
        pub fn shrink_to(&mut self, min_capacity: usize);
        pub fn push(&mut self, value: T);
        pub fn pop(&mut self) -> Option<T>;
        pub fn pop_if(&mut self, predicate: impl FnOnce(&mut T) -> bool) -> Option<T>;
        pub fn insert(&mut self, index: usize, element: T);
        pub fn remove(&mut self, index: usize) -> T;
        pub fn swap_remove(&mut self, index: usize) -> T;
        pub fn append(&mut self, other: &mut Self);
        pub fn extend_from_slice(&mut self, other: &[T]);
        pub fn extend_from_within<R: RangeBounds<usize>>(&mut self, src: R);
        pub fn truncate(&mut self, len: usize);
        pub fn clear(&mut self);
        pub fn resize(&mut self, new_len: usize, value: T);
        pub fn resize_with<F: FnMut() -> T>(&mut self, new_len: usize, f: F);
        pub fn retain<F: FnMut(&T) -> bool>(&mut self, f: F);
        pub fn retain_mut<F: FnMut(&mut T) -> bool>(&mut self, f: F);
        pub fn dedup(&mut self);
        pub fn dedup_by<F: FnMut(&mut T, &mut T) -> bool>(&mut self, same_bucket: F);
        pub fn dedup_by_key<F: FnMut(&mut T) -> K, K>(&mut self, key: F);
        pub fn drain<R: RangeBounds<usize>>(&mut self, range: R) -> Drain<T>;
        pub fn extract_if<F: FnMut(&mut T) -> bool, R: RangeBounds<usize>>(&mut self, range: R, filter: F) -> impl Iterator<Item = T>;
        pub fn splice<R: RangeBounds<usize>, I: IntoIterator<Item = T>>(&mut self, range: R, replace_with: I) -> impl Iterator<Item = T>;
        pub fn split_off(&mut self, at: usize) -> Self;
        pub const fn as_slice(&self) -> &[T];
        pub const fn as_mut_slice(&mut self) -> &mut [T];
        pub fn into_boxed_slice(self) -> Box<[T]>;
        pub fn leak(self) -> &mut [T];
    }
    impl<T> Deref for Vec<T> { type Target = [T]; }
    impl<T> DerefMut for Vec<T> {}
    impl<T: Clone> Clone for Vec<T> {}
    impl<T> Default for Vec<T> {}
    impl<T> AsRef<[T]> for Vec<T> {}
    impl<T> AsRef<Vec<T>> for Vec<T> {}
    impl<T> AsMut<[T]> for Vec<T> {}
    impl<T> IntoIterator for Vec<T> { type Item = T; }
    impl<T> IntoIterator for &Vec<T> { type Item = &T; }
    impl<T> IntoIterator for &mut Vec<T> { type Item = &mut T; }
    impl<T> FromIterator<T> for Vec<T> {}
    impl<T> Extend<T> for Vec<T> {}
    impl<T: Clone> From<&[T]> for Vec<T> {}
    impl<T, const N: usize> From<[T; N]> for Vec<T> {}
    impl<T> From<Box<[T]>> for Vec<T> {}
    impl<T> From<crate::collections::VecDeque<T>> for Vec<T> {}
    impl From<&str> for Vec<u8> {}
    impl From<String> for Vec<u8> {}
    /* writing to memory neither blocks nor fails */
    impl crate::io::Write for Vec<u8> {
        fn write(&mut self, buf: &[u8]) -> crate::io::Result<usize>;
        fn write_all(&mut self, buf: &[u8]) -> crate::io::Result<()>;
        fn flush(&mut self) -> crate::io::Result<()>;
    }
    pub struct IntoIter<T>;
    impl<T> IntoIter<T> { pub fn as_slice(&self) -> &[T]; }
    impl<T> Iterator for IntoIter<T> { type Item = T; }
    pub struct Drain<T>;
    impl<T> Iterator for Drain<T> { type Item = T; }
    impl<T> DoubleEndedIterator for Drain<T> {}
    impl<T> ExactSizeIterator for Drain<T> {}
}
pub mod collections {
    use crate::ops::RangeBounds;
    pub struct TryReserveError;

    pub struct HashMap<K, V>;
    impl<K, V, Q> crate::ops::Index<&Q> for HashMap<K, V> { type Output = V; }
    impl<K, V> HashMap<K, V> {
        pub fn new() -> HashMap<K, V>;
        pub fn with_capacity(capacity: usize) -> HashMap<K, V>;
        pub const fn with_hasher<S>(hash_builder: S) -> HashMap<K, V>;
        pub fn capacity(&self) -> usize;
        pub fn len(&self) -> usize;
        pub fn is_empty(&self) -> bool;
        pub fn clear(&mut self);
        pub fn reserve(&mut self, additional: usize);
        pub fn shrink_to_fit(&mut self);
        pub fn get<Q>(&self, k: &Q) -> Option<&V>;
        pub fn get_mut<Q>(&mut self, k: &Q) -> Option<&mut V>;
        pub fn get_key_value<Q>(&self, k: &Q) -> Option<(&K, &V)>;
        pub fn contains_key<Q>(&self, k: &Q) -> bool;
        pub fn insert(&mut self, k: K, v: V) -> Option<V>;
        pub fn remove<Q>(&mut self, k: &Q) -> Option<V>;
        pub fn remove_entry<Q>(&mut self, k: &Q) -> Option<(K, V)>;
        pub fn entry(&mut self, key: K) -> crate::collections::hash_map::Entry<K, V>;
        pub fn retain<F: FnMut(&K, &mut V) -> bool>(&mut self, f: F);
        pub fn iter(&self) -> crate::collections::hash_map::Iter<K, V>;
        pub fn iter_mut(&mut self) -> crate::collections::hash_map::IterMut<K, V>;
        pub fn keys(&self) -> crate::collections::hash_map::Keys<K, V>;
        pub fn values(&self) -> crate::collections::hash_map::Values<K, V>;
        pub fn values_mut(&mut self) -> crate::collections::hash_map::ValuesMut<K, V>;
        pub fn into_keys(self) -> crate::collections::hash_map::IntoKeys<K, V>;
        pub fn into_values(self) -> crate::collections::hash_map::IntoValues<K, V>;
        pub fn drain(&mut self) -> crate::collections::hash_map::Drain<K, V>;
    }
    impl<K: Clone, V: Clone> Clone for HashMap<K, V> {}
    impl<K, V> Default for HashMap<K, V> {}
    impl<K, V> IntoIterator for HashMap<K, V> { type Item = (K, V); }
    impl<K, V> IntoIterator for &HashMap<K, V> { type Item = (&K, &V); }
    impl<K, V> IntoIterator for &mut HashMap<K, V> { type Item = (&K, &mut V); }
    impl<K, V> FromIterator<(K, V)> for HashMap<K, V> {}
    impl<K, V> Extend<(K, V)> for HashMap<K, V> {}
    impl<K, V, const N: usize> From<[(K, V); N]> for HashMap<K, V> {}
    impl<K, Q, V> crate::ops::Index<&Q> for HashMap<K, V> { type Output = V; }
    pub mod hash_map {
        pub use crate::hash::{DefaultHasher, RandomState};
        pub use crate::collections::HashMap;
        pub struct Iter<K, V>;
        impl<K, V> Iterator for Iter<K, V> { type Item = (&K, &V); }
        pub struct IterMut<K, V>;
        impl<K, V> Iterator for IterMut<K, V> { type Item = (&K, &mut V); }
        pub struct Keys<K, V>;
        impl<K, V> Iterator for Keys<K, V> { type Item = &K; }
        pub struct Values<K, V>;
        impl<K, V> Iterator for Values<K, V> { type Item = &V; }
        pub struct ValuesMut<K, V>;
        impl<K, V> Iterator for ValuesMut<K, V> { type Item = &mut V; }
        pub struct IntoKeys<K, V>;
        impl<K, V> Iterator for IntoKeys<K, V> { type Item = K; }
        pub struct IntoValues<K, V>;
        impl<K, V> Iterator for IntoValues<K, V> { type Item = V; }
        pub struct Drain<K, V>;
        impl<K, V> Iterator for Drain<K, V> { type Item = (K, V); }
        pub enum Entry<K, V> { Occupied(OccupiedEntry<K, V>), Vacant(VacantEntry<K, V>) }
        impl<K, V> Entry<K, V> {
            pub fn or_insert(self, default: V) -> &mut V;
            pub fn or_insert_with<F: FnOnce() -> V>(self, default: F) -> &mut V;
            pub fn or_insert_with_key<F: FnOnce(&K) -> V>(self, default: F) -> &mut V;
            pub fn or_default(self) -> &mut V;
            pub fn and_modify<F: FnOnce(&mut V)>(self, f: F) -> Self;
            pub fn key(&self) -> &K;
            pub fn insert_entry(self, value: V) -> OccupiedEntry<K, V>;
        }
        pub struct OccupiedEntry<K, V>;
        impl<K, V> OccupiedEntry<K, V> {
            pub fn key(&self) -> &K;
            pub fn get(&self) -> &V;
            pub fn get_mut(&mut self) -> &mut V;
            pub fn into_mut(self) -> &mut V;
            pub fn insert(&mut self, value: V) -> V;
            pub fn remove(self) -> V;
            pub fn remove_entry(self) -> (K, V);
        }
        pub struct VacantEntry<K, V>;
        impl<K, V> VacantEntry<K, V> {
            pub fn key(&self) -> &K;
            pub fn into_key(self) -> K;
            pub fn insert(self, value: V) -> &mut V;
        }
    }

    pub struct BTreeMap<K, V>;
    impl<K, V, Q> crate::ops::Index<&Q> for BTreeMap<K, V> { type Output = V; }
    impl<K, V> BTreeMap<K, V> {
        pub const fn new() -> BTreeMap<K, V>;
        pub const fn len(&self) -> usize;
        pub const fn is_empty(&self) -> bool;
        pub fn clear(&mut self);
        pub fn get<Q>(&self, key: &Q) -> Option<&V>;
        pub fn get_mut<Q>(&mut self, key: &Q) -> Option<&mut V>;
        pub fn get_key_value<Q>(&self, k: &Q) -> Option<(&K, &V)>;
        pub fn contains_key<Q>(&self, key: &Q) -> bool;
        pub fn insert(&mut self, key: K, value: V) -> Option<V>;
        pub fn remove<Q>(&mut self, key: &Q) -> Option<V>;
        pub fn remove_entry<Q>(&mut self, key: &Q) -> Option<(K, V)>;
        pub fn entry(&mut self, key: K) -> crate::collections::btree_map::Entry<K, V>;
        pub fn append(&mut self, other: &mut Self);
        pub fn retain<F: FnMut(&K, &mut V) -> bool>(&mut self, f: F);
        pub fn range<T, R: RangeBounds<T>>(&self, range: R) -> impl Iterator<Item = (&K, &V)>;
        pub fn range_mut<T, R: RangeBounds<T>>(&mut self, range: R) -> impl Iterator<Item = (&K, &mut V)>;
        pub fn split_off<Q>(&mut self, key: &Q) -> Self;
        pub fn first_key_value(&self) -> Option<(&K, &V)>;
        pub fn last_key_value(&self) -> Option<(&K, &V)>;
        pub fn pop_first(&mut self) -> Option<(K, V)>;
        pub fn pop_last(&mut self) -> Option<(K, V)>;
        pub fn iter(&self) -> impl Iterator<Item = (&K, &V)>;
        pub fn iter_mut(&mut self) -> impl Iterator<Item = (&K, &mut V)>;
        pub fn keys(&self) -> impl Iterator<Item = &K>;
        pub fn values(&self) -> impl Iterator<Item = &V>;
        pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V>;
        pub fn into_keys(self) -> impl Iterator<Item = K>;
        pub fn into_values(self) -> impl Iterator<Item = V>;
    }
    impl<K: Clone, V: Clone> Clone for BTreeMap<K, V> {}
    impl<K, V> Default for BTreeMap<K, V> {}
    impl<K, V> IntoIterator for BTreeMap<K, V> { type Item = (K, V); }
    impl<K, V> IntoIterator for &BTreeMap<K, V> { type Item = (&K, &V); }
    impl<K, V> IntoIterator for &mut BTreeMap<K, V> { type Item = (&K, &mut V); }
    impl<K, V> FromIterator<(K, V)> for BTreeMap<K, V> {}
    impl<K, V> Extend<(K, V)> for BTreeMap<K, V> {}
    impl<K, V, const N: usize> From<[(K, V); N]> for BTreeMap<K, V> {}
    impl<K, Q, V> crate::ops::Index<&Q> for BTreeMap<K, V> { type Output = V; }
    pub mod btree_map {
        pub use crate::collections::BTreeMap;
        pub enum Entry<K, V> { Vacant(VacantEntry<K, V>), Occupied(OccupiedEntry<K, V>) }
        impl<K, V> Entry<K, V> {
            pub fn or_insert(self, default: V) -> &mut V;
            pub fn or_insert_with<F: FnOnce() -> V>(self, default: F) -> &mut V;
            pub fn or_default(self) -> &mut V;
            pub fn and_modify<F: FnOnce(&mut V)>(self, f: F) -> Self;
            pub fn key(&self) -> &K;
        }
        pub struct OccupiedEntry<K, V>;
        impl<K, V> OccupiedEntry<K, V> {
            pub fn key(&self) -> &K;
            pub fn get(&self) -> &V;
            pub fn get_mut(&mut self) -> &mut V;
            pub fn into_mut(self) -> &mut V;
            pub fn insert(&mut self, value: V) -> V;
            pub fn remove(self) -> V;
        }
        pub struct VacantEntry<K, V>;
        impl<K, V> VacantEntry<K, V> {
            pub fn key(&self) -> &K;
            pub fn insert(self, value: V) -> &mut V;
        }
    }

    pub struct HashSet<T>;
    impl<T> HashSet<T> {
        pub fn new() -> HashSet<T>;
        pub fn with_capacity(capacity: usize) -> HashSet<T>;
        pub fn len(&self) -> usize;
        pub fn is_empty(&self) -> bool;
        pub fn clear(&mut self);
        pub fn reserve(&mut self, additional: usize);
        pub fn contains<Q>(&self, value: &Q) -> bool;
        pub fn get<Q>(&self, value: &Q) -> Option<&T>;
        pub fn insert(&mut self, value: T) -> bool;
        pub fn replace(&mut self, value: T) -> Option<T>;
        pub fn remove<Q>(&mut self, value: &Q) -> bool;
        pub fn take<Q>(&mut self, value: &Q) -> Option<T>;
        pub fn retain<F: FnMut(&T) -> bool>(&mut self, f: F);
        pub fn iter(&self) -> impl Iterator<Item = &T>;
        pub fn drain(&mut self) -> impl Iterator<Item = T>;
        pub fn union(&self, other: &HashSet<T>) -> impl Iterator<Item = &T>;
        pub fn intersection(&self, other: &HashSet<T>) -> impl Iterator<Item = &T>;
        pub fn difference(&self, other: &HashSet<T>) -> impl Iterator<Item = &T>;
        pub fn symmetric_difference(&self, other: &HashSet<T>) -> impl Iterator<Item = &T>;
        pub fn is_subset(&self, other: &HashSet<T>) -> bool;
        pub fn is_superset(&self, other: &HashSet<T>) -> bool;
        pub fn is_disjoint(&self, other: &HashSet<T>) -> bool;
    }
    impl<T: Clone> Clone for HashSet<T> {}
    impl<T> Default for HashSet<T> {}
    impl<T> IntoIterator for HashSet<T> { type Item = T; }
    impl<T> IntoIterator for &HashSet<T> { type Item = &T; }
    impl<T> FromIterator<T> for HashSet<T> {}
    impl<T> Extend<T> for HashSet<T> {}
    impl<T, const N: usize> From<[T; N]> for HashSet<T> {}

    pub struct BTreeSet<T>;
    impl<T> BTreeSet<T> {
        pub const fn new() -> BTreeSet<T>;
        pub const fn len(&self) -> usize;
        pub const fn is_empty(&self) -> bool;
        pub fn clear(&mut self);
        pub fn contains<Q>(&self, value: &Q) -> bool;
        pub fn get<Q>(&self, value: &Q) -> Option<&T>;
        pub fn insert(&mut self, value: T) -> bool;
        pub fn remove<Q>(&mut self, value: &Q) -> bool;
        pub fn take<Q>(&mut self, value: &Q) -> Option<T>;
        pub fn retain<F: FnMut(&T) -> bool>(&mut self, f: F);
        pub fn first(&self) -> Option<&T>;
        pub fn last(&self) -> Option<&T>;
        pub fn pop_first(&mut self) -> Option<T>;
        pub fn pop_last(&mut self) -> Option<T>;
        pub fn iter(&self) -> impl Iterator<Item = &T>;
        pub fn range<K, R: RangeBounds<K>>(&self, range: R) -> impl Iterator<Item = &T>;
        pub fn union(&self, other: &BTreeSet<T>) -> impl Iterator<Item = &T>;
        pub fn intersection(&self, other: &BTreeSet<T>) -> impl Iterator<Item = &T>;
        pub fn difference(&self, other: &BTreeSet<T>) -> impl Iterator<Item = &T>;
        pub fn is_subset(&self, other: &BTreeSet<T>) -> bool;
        pub fn is_disjoint(&self, other: &BTreeSet<T>) -> bool;
    }
    impl<T: Clone> Clone for BTreeSet<T> {}
    impl<T> Default for BTreeSet<T> {}
    impl<T> IntoIterator for BTreeSet<T> { type Item = T; }
    impl<T> IntoIterator for &BTreeSet<T> { type Item = &T; }
    impl<T> FromIterator<T> for BTreeSet<T> {}
    impl<T> Extend<T> for BTreeSet<T> {}
    impl<T, const N: usize> From<[T; N]> for BTreeSet<T> {}

    pub struct VecDeque<T>;
    impl<T> crate::ops::Index<usize> for VecDeque<T> { type Output = T; }
    impl<T> VecDeque<T> {
        pub const fn new() -> VecDeque<T>;
        pub fn with_capacity(capacity: usize) -> VecDeque<T>;
        pub fn len(&self) -> usize;
        pub fn is_empty(&self) -> bool;
        pub fn capacity(&self) -> usize;
        pub fn reserve(&mut self, additional: usize);
        pub fn clear(&mut self);
        pub fn push_back(&mut self, value: T);
        pub fn push_front(&mut self, value: T);
        pub fn pop_back(&mut self) -> Option<T>;
        pub fn pop_front(&mut self) -> Option<T>;
        pub fn front(&self) -> Option<&T>;
        pub fn front_mut(&mut self) -> Option<&mut T>;
        pub fn back(&self) -> Option<&T>;
        pub fn back_mut(&mut self) -> Option<&mut T>;
        pub fn get(&self, index: usize) -> Option<&T>;
        pub fn get_mut(&mut self, index: usize) -> Option<&mut T>;
        pub fn insert(&mut self, index: usize, value: T);
        pub fn remove(&mut self, index: usize) -> Option<T>;
        pub fn swap(&mut self, i: usize, j: usize);
        pub fn append(&mut self, other: &mut Self);
        pub fn split_off(&mut self, at: usize) -> Self;
        pub fn truncate(&mut self, len: usize);
        pub fn retain<F: FnMut(&T) -> bool>(&mut self, f: F);
        pub fn contains(&self, x: &T) -> bool;
        pub fn iter(&self) -> impl Iterator<Item = &T>;
        pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut T>;
        pub fn drain<R: RangeBounds<usize>>(&mut self, range: R) -> impl Iterator<Item = T>;
        pub fn range<R: RangeBounds<usize>>(&self, range: R) -> impl Iterator<Item = &T>;
        pub fn as_slices(&self) -> (&[T], &[T]);
        pub fn make_contiguous(&mut self) -> &mut [T];
        pub fn rotate_left(&mut self, n: usize);
    }
    impl<T: Clone> Clone for VecDeque<T> {}
    impl<T> Default for VecDeque<T> {}
    impl<T> IntoIterator for VecDeque<T> { type Item = T; }
    impl<T> IntoIterator for &VecDeque<T> { type Item = &T; }
    impl<T> IntoIterator for &mut VecDeque<T> { type Item = &mut T; }
    impl<T> FromIterator<T> for VecDeque<T> {}
    impl<T> Extend<T> for VecDeque<T> {}
    impl<T> From<Vec<T>> for VecDeque<T> {}
    impl<T, const N: usize> From<[T; N]> for VecDeque<T> {}

    pub struct BinaryHeap<T>;
    impl<T> BinaryHeap<T> {
        pub const fn new() -> BinaryHeap<T>;
        pub fn with_capacity(capacity: usize) -> BinaryHeap<T>;
        pub fn push(&mut self, item: T);
        pub fn pop(&mut self) -> Option<T>;
        pub fn peek(&self) -> Option<&T>;
        pub fn len(&self) -> usize;
        pub fn is_empty(&self) -> bool;
        pub fn clear(&mut self);
        pub fn iter(&self) -> impl Iterator<Item = &T>;
        pub fn drain(&mut self) -> impl Iterator<Item = T>;
        pub fn into_vec(self) -> Vec<T>;
        pub fn into_sorted_vec(self) -> Vec<T>;
    }
    impl<T> Default for BinaryHeap<T> {}
    impl<T> IntoIterator for BinaryHeap<T> { type Item = T; }
    impl<T> IntoIterator for &BinaryHeap<T> { type Item = &T; }
    impl<T> FromIterator<T> for BinaryHeap<T> {}
    impl<T> Extend<T> for BinaryHeap<T> {}
    impl<T> From<Vec<T>> for BinaryHeap<T> {}

    pub struct LinkedList<T>;
    impl<T> LinkedList<T> {
        pub const fn new() -> Self;
        pub fn push_back(&mut self, elt: T);
        pub fn push_front(&mut self, elt: T);
        pub fn pop_back(&mut self) -> Option<T>;
        pub fn pop_front(&mut self) -> Option<T>;
        pub fn len(&self) -> usize;
        pub fn is_empty(&self) -> bool;
        pub fn iter(&self) -> impl Iterator<Item = &T>;
    }
    impl<T> IntoIterator for LinkedList<T> { type Item = T; }
    impl<T> FromIterator<T> for LinkedList<T> {}
}
pub mod hash {
    pub trait Hash { fn hash<H: Hasher>(&self, state: &mut H); }
    pub trait Hasher {
        fn finish(&self) -> u64;
        fn write(&mut self, bytes: &[u8]);
        fn write_u8(&mut self, i: u8);
        fn write_u32(&mut self, i: u32);
        fn write_u64(&mut self, i: u64);
        fn write_usize(&mut self, i: usize);
    }
    pub trait BuildHasher {
        type Hasher;
        fn build_hasher(&self) -> Self::Hasher;
        fn hash_one<T: Hash>(&self, x: T) -> u64;
    }
    pub struct DefaultHasher;
    impl DefaultHasher { pub fn new() -> DefaultHasher; }
    impl Hasher for DefaultHasher {}
    impl Default for DefaultHasher {}
    pub struct RandomState;
    impl RandomState { pub fn new() -> RandomState; }
    impl BuildHasher for RandomState { type Hasher = DefaultHasher; }
    pub struct BuildHasherDefault<H>;
}

/* threads, time and what they share */
pub mod sync {
    use crate::ops::{Deref, DerefMut};
    use crate::time::Duration;

    pub struct Arc<T>;
    impl<T> Arc<T> {
        pub fn new(data: T) -> Arc<T>;
        pub fn new_cyclic<F: FnOnce(&Weak<T>) -> T>(data_fn: F) -> Arc<T>;
        pub fn pin(data: T) -> crate::pin::Pin<Arc<T>>;
        pub fn try_unwrap(this: Arc<T>) -> Result<T, Arc<T>>;
        pub fn into_inner(this: Arc<T>) -> Option<T>;
        pub fn unwrap_or_clone(this: Arc<T>) -> T;
        pub fn downgrade(this: &Arc<T>) -> Weak<T>;
        pub fn strong_count(this: &Arc<T>) -> usize;
        pub fn weak_count(this: &Arc<T>) -> usize;
        pub fn get_mut(this: &mut Arc<T>) -> Option<&mut T>;
        pub fn make_mut(this: &mut Arc<T>) -> &mut T;
        pub fn ptr_eq(this: &Arc<T>, other: &Arc<T>) -> bool;
        pub fn as_ptr(this: &Arc<T>) -> *const T;
        pub fn into_raw(this: Arc<T>) -> *const T;
        pub unsafe fn from_raw(ptr: *const T) -> Arc<T>;
    }
    impl<T> Deref for Arc<T> { type Target = T; }
    impl<T> Clone for Arc<T> {}
    impl<T: Default> Default for Arc<T> {}
    impl<T> AsRef<T> for Arc<T> {}
    impl<T: crate::fmt::Display> crate::fmt::Display for Arc<T> {}
    impl<T> From<T> for Arc<T> {}
    impl<T> From<Box<T>> for Arc<T> {}
    impl From<&str> for Arc<str> {}
    impl From<String> for Arc<str> {}
    impl<T> From<Vec<T>> for Arc<[T]> {}
    impl<T> FromIterator<T> for Arc<[T]> {}
    pub struct Weak<T>;
    impl<T> Weak<T> {
        pub const fn new() -> Weak<T>;
        pub fn upgrade(&self) -> Option<Arc<T>>;
        pub fn strong_count(&self) -> usize;
        pub fn ptr_eq(&self, other: &Weak<T>) -> bool;
    }
    impl<T> Clone for Weak<T> {}

    pub type LockResult<T> = Result<T, PoisonError<T>>;
    pub type TryLockResult<T> = Result<T, TryLockError<T>>;
    pub struct PoisonError<T>;
    impl<T> PoisonError<T> {
        pub fn new(data: T) -> PoisonError<T>;
        pub fn into_inner(self) -> T;
        pub fn get_ref(&self) -> &T;
        pub fn get_mut(&mut self) -> &mut T;
    }
    impl<T> crate::error::Error for PoisonError<T> {}
    impl<T> crate::fmt::Display for PoisonError<T> {}
    pub enum TryLockError<T> { Poisoned(PoisonError<T>), WouldBlock }
    impl<T> crate::error::Error for TryLockError<T> {}
    impl<T> crate::fmt::Display for TryLockError<T> {}

    pub struct Mutex<T>;
    impl<T> Mutex<T> {
        pub const fn new(t: T) -> Mutex<T>;
        #[locks = "exclusive"] pub fn lock(&self) -> LockResult<MutexGuard<T>>;
        pub fn try_lock(&self) -> TryLockResult<MutexGuard<T>>;
        pub fn is_poisoned(&self) -> bool;
        pub fn clear_poison(&self);
        pub fn get_mut(&mut self) -> LockResult<&mut T>;
        pub fn into_inner(self) -> LockResult<T>;
    }
    impl<T: Default> Default for Mutex<T> {}
    impl<T> From<T> for Mutex<T> {}
    #[guard = "exclusive"] pub struct MutexGuard<T>;
    impl<T> Deref for MutexGuard<T> { type Target = T; }
    impl<T> DerefMut for MutexGuard<T> {}
    pub struct RwLock<T>;
    impl<T> RwLock<T> {
        pub const fn new(t: T) -> RwLock<T>;
        #[locks = "shared"] pub fn read(&self) -> LockResult<RwLockReadGuard<T>>;
        #[locks = "exclusive"] pub fn write(&self) -> LockResult<RwLockWriteGuard<T>>;
        pub fn try_read(&self) -> TryLockResult<RwLockReadGuard<T>>;
        pub fn try_write(&self) -> TryLockResult<RwLockWriteGuard<T>>;
        pub fn is_poisoned(&self) -> bool;
        pub fn clear_poison(&self);
        pub fn get_mut(&mut self) -> LockResult<&mut T>;
        pub fn into_inner(self) -> LockResult<T>;
    }
    impl<T: Default> Default for RwLock<T> {}
    impl<T> From<T> for RwLock<T> {}
    #[guard = "shared"] pub struct RwLockReadGuard<T>;
    impl<T> Deref for RwLockReadGuard<T> { type Target = T; }
    #[guard = "exclusive"] pub struct RwLockWriteGuard<T>;
    impl<T> RwLockWriteGuard<T> { pub fn downgrade(s: Self) -> RwLockReadGuard<T>; }
    impl<T> Deref for RwLockWriteGuard<T> { type Target = T; }
    impl<T> DerefMut for RwLockWriteGuard<T> {}

    pub struct Condvar;
    impl Condvar {
        pub const fn new() -> Condvar;
        #[blocks] pub fn wait<T>(&self, guard: MutexGuard<T>) -> LockResult<MutexGuard<T>>;
        #[blocks] pub fn wait_while<T, F: FnMut(&mut T) -> bool>(&self, guard: MutexGuard<T>, condition: F) -> LockResult<MutexGuard<T>>;
        #[blocks] pub fn wait_timeout<T>(&self, guard: MutexGuard<T>, dur: Duration) -> LockResult<(MutexGuard<T>, WaitTimeoutResult)>;
        #[blocks] pub fn wait_timeout_while<T, F: FnMut(&mut T) -> bool>(&self, guard: MutexGuard<T>, dur: Duration, condition: F) -> LockResult<(MutexGuard<T>, WaitTimeoutResult)>;
        pub fn notify_one(&self);
        pub fn notify_all(&self);
    }
    impl Default for Condvar {}
    pub struct WaitTimeoutResult;
    impl WaitTimeoutResult { pub fn timed_out(&self) -> bool; }
    pub struct Barrier;
    impl Barrier {
        pub const fn new(n: usize) -> Barrier;
        #[blocks] pub fn wait(&self) -> BarrierWaitResult;
    }
    pub struct BarrierWaitResult;
    impl BarrierWaitResult { pub fn is_leader(&self) -> bool; }

    pub struct Once;
    impl Once {
        pub const fn new() -> Once;
        pub fn call_once<F: FnOnce()>(&self, f: F);
        pub fn is_completed(&self) -> bool;
        /* waits once in the life of a program, if at all: no mark */
        pub fn wait(&self);
    }
    pub struct OnceLock<T>;
    impl<T> OnceLock<T> {
        pub const fn new() -> OnceLock<T>;
        pub fn get(&self) -> Option<&T>;
        pub fn get_mut(&mut self) -> Option<&mut T>;
        pub fn set(&self, value: T) -> Result<(), T>;
        pub fn get_or_init<F: FnOnce() -> T>(&self, f: F) -> &T;
        /* as `Once::wait` */
        pub fn wait(&self) -> &T;
        pub fn take(&mut self) -> Option<T>;
        pub fn into_inner(self) -> Option<T>;
    }
    impl<T> Default for OnceLock<T> {}
    impl<T> From<T> for OnceLock<T> {}
    pub struct LazyLock<T, F>;
    impl<T, F: FnOnce() -> T> LazyLock<T, F> {
        pub const fn new(f: F) -> LazyLock<T, F>;
        pub fn force(this: &LazyLock<T, F>) -> &T;
    }
    impl<T, F> Deref for LazyLock<T, F> { type Target = T; }

    pub mod atomic {
        pub enum Ordering { Relaxed, Release, Acquire, AcqRel, SeqCst }
        pub fn fence(order: Ordering);
        pub struct AtomicBool;
        impl AtomicBool {
            pub const fn new(v: bool) -> AtomicBool;
            pub fn load(&self, order: Ordering) -> bool;
            pub fn store(&self, val: bool, order: Ordering);
            pub fn swap(&self, val: bool, order: Ordering) -> bool;
            pub fn compare_exchange(&self, current: bool, new: bool, success: Ordering, failure: Ordering) -> Result<bool, bool>;
            pub fn fetch_and(&self, val: bool, order: Ordering) -> bool;
            pub fn fetch_or(&self, val: bool, order: Ordering) -> bool;
            pub fn fetch_xor(&self, val: bool, order: Ordering) -> bool;
            pub fn fetch_not(&self, order: Ordering) -> bool;
            pub fn into_inner(self) -> bool;
        }
        impl Default for AtomicBool {}
        pub struct AtomicU8;
        impl AtomicU8 {
            pub const fn new(v: u8) -> AtomicU8;
            pub fn load(&self, order: Ordering) -> u8;
            pub fn store(&self, val: u8, order: Ordering);
            pub fn swap(&self, val: u8, order: Ordering) -> u8;
            pub fn compare_exchange(&self, current: u8, new: u8, success: Ordering, failure: Ordering) -> Result<u8, u8>;
            pub fn fetch_add(&self, val: u8, order: Ordering) -> u8;
            pub fn fetch_sub(&self, val: u8, order: Ordering) -> u8;
            pub fn fetch_max(&self, val: u8, order: Ordering) -> u8;
            pub fn fetch_min(&self, val: u8, order: Ordering) -> u8;
            pub fn fetch_update<F: FnMut(u8) -> Option<u8>>(&self, set_order: Ordering, fetch_order: Ordering, f: F) -> Result<u8, u8>;
            pub fn into_inner(self) -> u8;
        }
        impl Default for AtomicU8 {}
        pub struct AtomicU16;
        impl AtomicU16 {
            pub const fn new(v: u16) -> AtomicU16;
            pub fn load(&self, order: Ordering) -> u16;
            pub fn store(&self, val: u16, order: Ordering);
            pub fn swap(&self, val: u16, order: Ordering) -> u16;
            pub fn compare_exchange(&self, current: u16, new: u16, success: Ordering, failure: Ordering) -> Result<u16, u16>;
            pub fn fetch_add(&self, val: u16, order: Ordering) -> u16;
            pub fn fetch_sub(&self, val: u16, order: Ordering) -> u16;
            pub fn fetch_max(&self, val: u16, order: Ordering) -> u16;
            pub fn fetch_min(&self, val: u16, order: Ordering) -> u16;
            pub fn fetch_update<F: FnMut(u16) -> Option<u16>>(&self, set_order: Ordering, fetch_order: Ordering, f: F) -> Result<u16, u16>;
            pub fn into_inner(self) -> u16;
        }
        impl Default for AtomicU16 {}
        pub struct AtomicU32;
        impl AtomicU32 {
            pub const fn new(v: u32) -> AtomicU32;
            pub fn load(&self, order: Ordering) -> u32;
            pub fn store(&self, val: u32, order: Ordering);
            pub fn swap(&self, val: u32, order: Ordering) -> u32;
            pub fn compare_exchange(&self, current: u32, new: u32, success: Ordering, failure: Ordering) -> Result<u32, u32>;
            pub fn fetch_add(&self, val: u32, order: Ordering) -> u32;
            pub fn fetch_sub(&self, val: u32, order: Ordering) -> u32;
            pub fn fetch_max(&self, val: u32, order: Ordering) -> u32;
            pub fn fetch_min(&self, val: u32, order: Ordering) -> u32;
            pub fn fetch_update<F: FnMut(u32) -> Option<u32>>(&self, set_order: Ordering, fetch_order: Ordering, f: F) -> Result<u32, u32>;
            pub fn into_inner(self) -> u32;
        }
        impl Default for AtomicU32 {}
        pub struct AtomicU64;
        impl AtomicU64 {
            pub const fn new(v: u64) -> AtomicU64;
            pub fn load(&self, order: Ordering) -> u64;
            pub fn store(&self, val: u64, order: Ordering);
            pub fn swap(&self, val: u64, order: Ordering) -> u64;
            pub fn compare_exchange(&self, current: u64, new: u64, success: Ordering, failure: Ordering) -> Result<u64, u64>;
            pub fn fetch_add(&self, val: u64, order: Ordering) -> u64;
            pub fn fetch_sub(&self, val: u64, order: Ordering) -> u64;
            pub fn fetch_max(&self, val: u64, order: Ordering) -> u64;
            pub fn fetch_min(&self, val: u64, order: Ordering) -> u64;
            pub fn fetch_update<F: FnMut(u64) -> Option<u64>>(&self, set_order: Ordering, fetch_order: Ordering, f: F) -> Result<u64, u64>;
            pub fn into_inner(self) -> u64;
        }
        impl Default for AtomicU64 {}
        pub struct AtomicUsize;
        impl AtomicUsize {
            pub const fn new(v: usize) -> AtomicUsize;
            pub fn load(&self, order: Ordering) -> usize;
            pub fn store(&self, val: usize, order: Ordering);
            pub fn swap(&self, val: usize, order: Ordering) -> usize;
            pub fn compare_exchange(&self, current: usize, new: usize, success: Ordering, failure: Ordering) -> Result<usize, usize>;
            pub fn fetch_add(&self, val: usize, order: Ordering) -> usize;
            pub fn fetch_sub(&self, val: usize, order: Ordering) -> usize;
            pub fn fetch_max(&self, val: usize, order: Ordering) -> usize;
            pub fn fetch_min(&self, val: usize, order: Ordering) -> usize;
            pub fn fetch_update<F: FnMut(usize) -> Option<usize>>(&self, set_order: Ordering, fetch_order: Ordering, f: F) -> Result<usize, usize>;
            pub fn into_inner(self) -> usize;
        }
        impl Default for AtomicUsize {}
        pub struct AtomicI32;
        impl AtomicI32 {
            pub const fn new(v: i32) -> AtomicI32;
            pub fn load(&self, order: Ordering) -> i32;
            pub fn store(&self, val: i32, order: Ordering);
            pub fn swap(&self, val: i32, order: Ordering) -> i32;
            pub fn compare_exchange(&self, current: i32, new: i32, success: Ordering, failure: Ordering) -> Result<i32, i32>;
            pub fn fetch_add(&self, val: i32, order: Ordering) -> i32;
            pub fn fetch_sub(&self, val: i32, order: Ordering) -> i32;
            pub fn fetch_max(&self, val: i32, order: Ordering) -> i32;
            pub fn fetch_min(&self, val: i32, order: Ordering) -> i32;
            pub fn fetch_update<F: FnMut(i32) -> Option<i32>>(&self, set_order: Ordering, fetch_order: Ordering, f: F) -> Result<i32, i32>;
            pub fn into_inner(self) -> i32;
        }
        impl Default for AtomicI32 {}
        pub struct AtomicI64;
        impl AtomicI64 {
            pub const fn new(v: i64) -> AtomicI64;
            pub fn load(&self, order: Ordering) -> i64;
            pub fn store(&self, val: i64, order: Ordering);
            pub fn swap(&self, val: i64, order: Ordering) -> i64;
            pub fn compare_exchange(&self, current: i64, new: i64, success: Ordering, failure: Ordering) -> Result<i64, i64>;
            pub fn fetch_add(&self, val: i64, order: Ordering) -> i64;
            pub fn fetch_sub(&self, val: i64, order: Ordering) -> i64;
            pub fn fetch_max(&self, val: i64, order: Ordering) -> i64;
            pub fn fetch_min(&self, val: i64, order: Ordering) -> i64;
            pub fn fetch_update<F: FnMut(i64) -> Option<i64>>(&self, set_order: Ordering, fetch_order: Ordering, f: F) -> Result<i64, i64>;
            pub fn into_inner(self) -> i64;
        }
        impl Default for AtomicI64 {}
        pub struct AtomicIsize;
        impl AtomicIsize {
            pub const fn new(v: isize) -> AtomicIsize;
            pub fn load(&self, order: Ordering) -> isize;
            pub fn store(&self, val: isize, order: Ordering);
            pub fn swap(&self, val: isize, order: Ordering) -> isize;
            pub fn compare_exchange(&self, current: isize, new: isize, success: Ordering, failure: Ordering) -> Result<isize, isize>;
            pub fn fetch_add(&self, val: isize, order: Ordering) -> isize;
            pub fn fetch_sub(&self, val: isize, order: Ordering) -> isize;
            pub fn fetch_max(&self, val: isize, order: Ordering) -> isize;
            pub fn fetch_min(&self, val: isize, order: Ordering) -> isize;
            pub fn fetch_update<F: FnMut(isize) -> Option<isize>>(&self, set_order: Ordering, fetch_order: Ordering, f: F) -> Result<isize, isize>;
            pub fn into_inner(self) -> isize;
        }
        impl Default for AtomicIsize {}
        pub struct AtomicPtr<T>;
        impl<T> AtomicPtr<T> {
            pub const fn new(p: *mut T) -> AtomicPtr<T>;
            pub fn load(&self, order: Ordering) -> *mut T;
            pub fn store(&self, ptr: *mut T, order: Ordering);
            pub fn swap(&self, ptr: *mut T, order: Ordering) -> *mut T;
            pub fn compare_exchange(&self, current: *mut T, new: *mut T, success: Ordering, failure: Ordering) -> Result<*mut T, *mut T>;
            pub fn into_inner(self) -> *mut T;
        }
    }

    pub mod mpsc {
        use crate::time::Duration;
        pub fn channel<T>() -> (Sender<T>, Receiver<T>);
        pub fn sync_channel<T>(bound: usize) -> (SyncSender<T>, Receiver<T>);
        pub struct Sender<T>;
        impl<T> Sender<T> { pub fn send(&self, t: T) -> Result<(), SendError<T>>; }
        impl<T> Clone for Sender<T> {}
        /* its `send` waits while the channel is full */
        pub struct SyncSender<T>;
        impl<T> SyncSender<T> {
            #[blocks] pub fn send(&self, t: T) -> Result<(), SendError<T>>;
            pub fn try_send(&self, t: T) -> Result<(), TrySendError<T>>;
        }
        impl<T> Clone for SyncSender<T> {}
        pub struct Receiver<T>;
        impl<T> Receiver<T> {
            #[blocks] pub fn recv(&self) -> Result<T, RecvError>;
            #[blocks] pub fn recv_timeout(&self, timeout: Duration) -> Result<T, RecvTimeoutError>;
            #[blocks] pub fn iter(&self) -> Iter<T>;
            pub fn try_recv(&self) -> Result<T, TryRecvError>;
            pub fn try_iter(&self) -> TryIter<T>;
        }
        impl<T> IntoIterator for Receiver<T> { type Item = T; }
        impl<T> IntoIterator for &Receiver<T> { type Item = T; }
        pub struct Iter<T>;
        impl<T> Iterator for Iter<T> { type Item = T; }
        pub struct TryIter<T>;
        impl<T> Iterator for TryIter<T> { type Item = T; }
        pub struct SendError<T>(pub T);
        impl<T> crate::error::Error for SendError<T> {}
        impl<T> crate::fmt::Display for SendError<T> {}
        pub enum TrySendError<T> { Full(T), Disconnected(T) }
        impl<T> crate::error::Error for TrySendError<T> {}
        impl<T> crate::fmt::Display for TrySendError<T> {}
        pub struct RecvError;
        impl crate::error::Error for RecvError {}
        impl crate::fmt::Display for RecvError {}
        pub enum TryRecvError { Empty, Disconnected }
        impl crate::error::Error for TryRecvError {}
        impl crate::fmt::Display for TryRecvError {}
        pub enum RecvTimeoutError { Timeout, Disconnected }
        impl crate::error::Error for RecvTimeoutError {}
        impl crate::fmt::Display for RecvTimeoutError {}
    }
}
pub mod time {
    use crate::ops::{Add, Div, Mul, Sub};
    pub struct Duration;
    impl Duration {
        pub const ZERO: Duration = _;
        pub const MAX: Duration = _;
        pub const fn new(secs: u64, nanos: u32) -> Duration;
        pub const fn from_secs(secs: u64) -> Duration;
        pub const fn from_millis(millis: u64) -> Duration;
        pub const fn from_micros(micros: u64) -> Duration;
        pub const fn from_nanos(nanos: u64) -> Duration;
        pub const fn from_mins(mins: u64) -> Duration;
        pub const fn from_hours(hours: u64) -> Duration;
        pub fn from_secs_f32(secs: f32) -> Duration;
        pub fn from_secs_f64(secs: f64) -> Duration;
        pub const fn is_zero(&self) -> bool;
        pub const fn as_secs(&self) -> u64;
        pub const fn as_millis(&self) -> u128;
        pub const fn as_micros(&self) -> u128;
        pub const fn as_nanos(&self) -> u128;
        pub const fn as_secs_f32(&self) -> f32;
        pub const fn as_secs_f64(&self) -> f64;
        pub const fn subsec_millis(&self) -> u32;
        pub const fn subsec_micros(&self) -> u32;
        pub const fn subsec_nanos(&self) -> u32;
        pub const fn abs_diff(self, other: Duration) -> Duration;
        pub const fn checked_add(self, rhs: Duration) -> Option<Duration>;
        pub const fn checked_sub(self, rhs: Duration) -> Option<Duration>;
        pub const fn checked_mul(self, rhs: u32) -> Option<Duration>;
        pub const fn checked_div(self, rhs: u32) -> Option<Duration>;
        pub const fn saturating_add(self, rhs: Duration) -> Duration;
        pub const fn saturating_sub(self, rhs: Duration) -> Duration;
        pub const fn saturating_mul(self, rhs: u32) -> Duration;
        pub fn mul_f32(self, rhs: f32) -> Duration;
        pub fn mul_f64(self, rhs: f64) -> Duration;
        pub fn div_f64(self, rhs: f64) -> Duration;
    }
    impl Clone for Duration {}
    impl Default for Duration {}
    impl Ord for Duration {}
    impl Add<Duration> for Duration { type Output = Duration; }
    impl Sub<Duration> for Duration { type Output = Duration; }
    impl Mul<u32> for Duration { type Output = Duration; }
    impl Div<u32> for Duration { type Output = Duration; }
    impl crate::iter::Sum for Duration {}
    pub struct Instant;
    impl Instant {
        pub fn now() -> Instant;
        pub fn elapsed(&self) -> Duration;
        pub fn duration_since(&self, earlier: Instant) -> Duration;
        pub fn checked_duration_since(&self, earlier: Instant) -> Option<Duration>;
        pub fn saturating_duration_since(&self, earlier: Instant) -> Duration;
        pub fn checked_add(&self, duration: Duration) -> Option<Instant>;
        pub fn checked_sub(&self, duration: Duration) -> Option<Instant>;
    }
    impl Clone for Instant {}
    impl Ord for Instant {}
    impl Add<Duration> for Instant { type Output = Instant; }
    impl Sub<Duration> for Instant { type Output = Instant; }
    impl Sub<Instant> for Instant { type Output = Duration; }
    pub struct SystemTime;
    impl SystemTime {
        pub const UNIX_EPOCH: SystemTime = _;
        pub fn now() -> SystemTime;
        pub fn elapsed(&self) -> Result<Duration, SystemTimeError>;
        pub fn duration_since(&self, earlier: SystemTime) -> Result<Duration, SystemTimeError>;
        pub fn checked_add(&self, duration: Duration) -> Option<SystemTime>;
        pub fn checked_sub(&self, duration: Duration) -> Option<SystemTime>;
    }
    impl Clone for SystemTime {}
    impl Ord for SystemTime {}
    impl Add<Duration> for SystemTime { type Output = SystemTime; }
    impl Sub<Duration> for SystemTime { type Output = SystemTime; }
    pub const UNIX_EPOCH: SystemTime = _;
    pub struct SystemTimeError;
    impl SystemTimeError { pub fn duration(&self) -> Duration; }
    impl crate::error::Error for SystemTimeError {}
    impl crate::fmt::Display for SystemTimeError {}
}
pub mod thread {
    use crate::io;
    use crate::time::Duration;
    #[blocks = "tokio::time::sleep"] pub fn sleep(dur: Duration);
    #[blocks] pub fn park();
    #[blocks] pub fn park_timeout(dur: Duration);
    pub fn yield_now();
    #[offloads] #[spawns] pub fn spawn<F: FnOnce() -> T, T>(f: F) -> JoinHandle<T>;
    /* waits for the threads that were started inside */
    #[blocks] pub fn scope<F: FnOnce(&Scope) -> T, T>(f: F) -> T;
    pub fn current() -> Thread;
    pub fn panicking() -> bool;
    pub fn available_parallelism() -> io::Result<crate::num::NonZero<usize>>;
    pub type Result<T> = crate::result::Result<T, Box<dyn crate::any::Any + Send>>;

    pub struct JoinHandle<T>;
    impl<T> JoinHandle<T> {
        #[blocks] pub fn join(self) -> Result<T>;
        pub fn is_finished(&self) -> bool;
        pub fn thread(&self) -> &Thread;
    }
    pub struct Scope;
    impl Scope { #[offloads] #[spawns] pub fn spawn<F: FnOnce() -> T, T>(&self, f: F) -> ScopedJoinHandle<T>; }
    pub struct ScopedJoinHandle<T>;
    impl<T> ScopedJoinHandle<T> {
        #[blocks] pub fn join(self) -> Result<T>;
        pub fn is_finished(&self) -> bool;
        pub fn thread(&self) -> &Thread;
    }
    pub struct Builder;
    impl Builder {
        pub fn new() -> Builder;
        pub fn name(self, name: String) -> Builder;
        pub fn stack_size(self, size: usize) -> Builder;
        #[offloads] #[spawns] pub fn spawn<F: FnOnce() -> T, T>(self, f: F) -> io::Result<JoinHandle<T>>;
        #[offloads] #[spawns] pub fn spawn_scoped<F: FnOnce() -> T, T>(self, scope: &Scope, f: F) -> io::Result<ScopedJoinHandle<T>>;
    }
    pub struct Thread;
    impl Thread {
        pub fn id(&self) -> ThreadId;
        pub fn name(&self) -> Option<&str>;
        pub fn unpark(&self);
    }
    impl Clone for Thread {}
    pub struct ThreadId;
    pub struct LocalKey<T>;
    impl<T> LocalKey<T> {
        pub fn with<F: FnOnce(&T) -> R, R>(&self, f: F) -> R;
        pub fn try_with<F: FnOnce(&T) -> R, R>(&self, f: F) -> crate::result::Result<R, AccessError>;
    }
    impl<T> LocalKey<crate::cell::Cell<T>> {
        pub fn get(&self) -> T;
        pub fn set(&self, value: T);
        pub fn take(&self) -> T;
        pub fn replace(&self, value: T) -> T;
    }
    impl<T> LocalKey<crate::cell::RefCell<T>> {
        pub fn with_borrow<F: FnOnce(&T) -> R, R>(&self, f: F) -> R;
        pub fn with_borrow_mut<F: FnOnce(&mut T) -> R, R>(&self, f: F) -> R;
    }
    pub struct AccessError;
    impl crate::error::Error for AccessError {}
    impl crate::fmt::Display for AccessError {}
}
pub mod future {
    use crate::pin::Pin;
    use crate::task::{Context, Poll};
    pub trait Future {
        type Output;
        fn poll(self: Pin<&mut Self>, cx: &mut Context) -> Poll<Self::Output>;
    }
    pub trait IntoFuture {
        type Output;
        type IntoFuture;
        fn into_future(self) -> Self::IntoFuture;
    }
    impl<F: Future> IntoFuture for F { type Output = F::Output; type IntoFuture = F; }
    pub fn ready<T>(t: T) -> Ready<T>;
    pub fn pending<T>() -> Pending<T>;
    pub fn poll_fn<T, F: FnMut(&mut Context) -> Poll<T>>(f: F) -> impl Future<Output = T>;
    pub struct Ready<T>;
    impl<T> Ready<T> { pub fn into_inner(self) -> T; }
    impl<T> Future for Ready<T> { type Output = T; }
    pub struct Pending<T>;
    impl<T> Future for Pending<T> { type Output = T; }
}
pub mod task {
    use crate::sync::Arc;
    pub use crate::ready;
    pub enum Poll<T> { Ready(T), Pending }
    impl<T> Poll<T> {
        pub const fn is_ready(&self) -> bool;
        pub const fn is_pending(&self) -> bool;
        pub fn map<U, F: FnOnce(T) -> U>(self, f: F) -> Poll<U>;
    }
    impl<T, E> Poll<Result<T, E>> {
        pub fn map_ok<U, F: FnOnce(T) -> U>(self, f: F) -> Poll<Result<U, E>>;
        pub fn map_err<U, F: FnOnce(E) -> U>(self, f: F) -> Poll<Result<T, U>>;
    }
    pub struct Context;
    impl Context {
        pub const fn from_waker(waker: &Waker) -> Self;
        pub const fn waker(&self) -> &Waker;
    }
    pub struct Waker;
    impl Waker {
        pub fn wake(self);
        pub fn wake_by_ref(&self);
        pub fn will_wake(&self, other: &Waker) -> bool;
        pub const fn noop() -> &Waker;
    }
    impl Clone for Waker {}
    impl<W: Wake> From<Arc<W>> for Waker {}
    pub trait Wake {
        fn wake(self: Arc<Self>);
        fn wake_by_ref(self: &Arc<Self>);
    }
    pub struct RawWaker;
    pub struct RawWakerVTable;
}

/* errors and text output */
pub mod error {
    pub trait Error: crate::fmt::Debug + crate::fmt::Display {
        fn source(&self) -> Option<&dyn Error>;
        fn description(&self) -> &str;
        fn cause(&self) -> Option<&dyn Error>;
    }
    impl dyn Error {
        pub fn is<T: Error>(&self) -> bool;
        pub fn downcast_ref<T: Error>(&self) -> Option<&T>;
        pub fn downcast_mut<T: Error>(&mut self) -> Option<&mut T>;
        pub fn downcast<T: Error>(self: Box<Self>) -> Result<Box<T>, Box<dyn Error>>;
    }
}
pub mod backtrace {
    pub struct Backtrace;
    impl Backtrace {
        pub fn capture() -> Backtrace;
        pub fn force_capture() -> Backtrace;
        pub fn status(&self) -> BacktraceStatus;
    }
    impl crate::fmt::Display for Backtrace {}
    pub enum BacktraceStatus { Unsupported, Disabled, Captured }
}
pub mod panic {
    pub fn catch_unwind<F: FnOnce() -> R, R>(f: F) -> crate::thread::Result<R>;
    pub fn resume_unwind(payload: Box<dyn crate::any::Any + Send>) -> !;
    pub fn set_hook(hook: Box<dyn Fn(&PanicHookInfo) + Send + Sync>);
    pub fn take_hook() -> Box<dyn Fn(&PanicHookInfo) + Send + Sync>;
    pub struct PanicHookInfo;
    impl PanicHookInfo {
        pub fn payload(&self) -> &(dyn crate::any::Any + Send);
        pub fn payload_as_str(&self) -> Option<&str>;
        pub fn location(&self) -> Option<&Location>;
    }
    pub struct Location;
    impl Location {
        pub const fn caller() -> &Location;
        pub const fn file(&self) -> &str;
        pub const fn line(&self) -> u32;
        pub const fn column(&self) -> u32;
    }
    pub trait UnwindSafe {}
    pub trait RefUnwindSafe {}
    pub struct AssertUnwindSafe<T>(pub T);
    impl<T> crate::ops::Deref for AssertUnwindSafe<T> { type Target = T; }
}
pub mod fmt {
    pub type Result = crate::result::Result<(), Error>;
    pub struct Error;
    impl crate::error::Error for Error {}
    impl Display for Error {}
    pub struct Arguments;
    impl Arguments { pub const fn as_str(&self) -> Option<&str>; }
    impl Display for Arguments {}
    pub trait Display { fn fmt(&self, f: &mut Formatter) -> Result; }
    pub trait Debug { fn fmt(&self, f: &mut Formatter) -> Result; }
    pub trait LowerHex { fn fmt(&self, f: &mut Formatter) -> Result; }
    pub trait UpperHex { fn fmt(&self, f: &mut Formatter) -> Result; }
    pub trait Write {
        fn write_str(&mut self, s: &str) -> Result;
        fn write_char(&mut self, c: char) -> Result;
        fn write_fmt(&mut self, args: Arguments) -> Result;
    }
    pub fn format(args: Arguments) -> String;
    pub struct Formatter;
    impl Formatter {
        pub fn write_str(&mut self, data: &str) -> Result;
        pub fn write_fmt(&mut self, fmt: Arguments) -> Result;
        pub fn pad(&mut self, s: &str) -> Result;
        pub const fn alternate(&self) -> bool;
        pub const fn width(&self) -> Option<usize>;
        pub const fn precision(&self) -> Option<usize>;
        pub fn debug_struct(&mut self, name: &str) -> DebugStruct;
        pub fn debug_tuple(&mut self, name: &str) -> DebugTuple;
        pub fn debug_list(&mut self) -> DebugList;
        pub fn debug_set(&mut self) -> DebugSet;
        pub fn debug_map(&mut self) -> DebugMap;
    }
    impl Write for Formatter {}
    pub struct DebugStruct;
    impl DebugStruct {
        pub fn field(&mut self, name: &str, value: &dyn Debug) -> &mut Self;
        pub fn finish(&mut self) -> Result;
        pub fn finish_non_exhaustive(&mut self) -> Result;
    }
    pub struct DebugTuple;
    impl DebugTuple {
        pub fn field(&mut self, value: &dyn Debug) -> &mut Self;
        pub fn finish(&mut self) -> Result;
    }
    pub struct DebugList;
    impl DebugList {
        pub fn entry(&mut self, entry: &dyn Debug) -> &mut Self;
        pub fn entries<D: Debug, I: IntoIterator<Item = D>>(&mut self, entries: I) -> &mut Self;
        pub fn finish(&mut self) -> Result;
    }
    pub struct DebugSet;
    impl DebugSet { pub fn finish(&mut self) -> Result; }
    pub struct DebugMap;
    impl DebugMap {
        pub fn entry(&mut self, key: &dyn Debug, value: &dyn Debug) -> &mut Self;
        pub fn finish(&mut self) -> Result;
    }
}

/* the outside world */
pub mod io {
    pub mod prelude { pub use crate::io::{BufRead, Read, Seek, Write}; }
    pub type Result<T> = crate::result::Result<T, Error>;
    pub struct Error;
    impl Error {
        pub fn new<E>(kind: ErrorKind, error: E) -> Error;
        pub fn other<E>(error: E) -> Error;
        pub fn last_os_error() -> Error;
        pub fn from_raw_os_error(code: i32) -> Error;
        pub fn raw_os_error(&self) -> Option<i32>;
        pub fn kind(&self) -> ErrorKind;
        pub fn get_ref(&self) -> Option<&(dyn crate::error::Error + Send + Sync)>;
        pub fn into_inner(self) -> Option<Box<dyn crate::error::Error + Send + Sync>>;
    }
    impl crate::error::Error for Error {}
    impl crate::fmt::Display for Error {}
    impl From<ErrorKind> for Error {}
    pub enum ErrorKind {
        NotFound, PermissionDenied, ConnectionRefused, ConnectionReset, HostUnreachable, NetworkUnreachable, ConnectionAborted,
        NotConnected, AddrInUse, AddrNotAvailable, NetworkDown, BrokenPipe, AlreadyExists, WouldBlock, NotADirectory, IsADirectory,
        DirectoryNotEmpty, ReadOnlyFilesystem, StaleNetworkFileHandle, InvalidInput, InvalidData, TimedOut, WriteZero, StorageFull,
        NotSeekable, QuotaExceeded, FileTooLarge, ResourceBusy, ExecutableFileBusy, Deadlock, CrossesDevices, TooManyLinks,
        InvalidFilename, ArgumentListTooLong, Interrupted, Unsupported, UnexpectedEof, OutOfMemory, Other,
    }
    impl Clone for ErrorKind {}

    /* reading memory does not block; files, sockets and the terminal say so in their own impls */
    pub trait Read {
        fn read(&mut self, buf: &mut [u8]) -> Result<usize>;
        fn read_to_end(&mut self, buf: &mut Vec<u8>) -> Result<usize>;
        fn read_to_string(&mut self, buf: &mut String) -> Result<usize>;
        fn read_exact(&mut self, buf: &mut [u8]) -> Result<()>;
        fn by_ref(&mut self) -> &mut Self;
        fn bytes(self) -> Bytes<Self>;
        fn chain<R: Read>(self, next: R) -> Chain<Self, R>;
        fn take(self, limit: u64) -> Take<Self>;
    }
    pub trait Write {
        #[writes] fn write(&mut self, buf: &[u8]) -> Result<usize>;
        #[writes] fn write_all(&mut self, buf: &[u8]) -> Result<()>;
        #[writes] fn flush(&mut self) -> Result<()>;
        fn write_fmt(&mut self, args: crate::fmt::Arguments) -> Result<()>;
        fn by_ref(&mut self) -> &mut Self;
    }
    pub trait BufRead: Read {
        fn fill_buf(&mut self) -> Result<&[u8]>;
        fn consume(&mut self, amount: usize);
        fn read_until(&mut self, byte: u8, buf: &mut Vec<u8>) -> Result<usize>;
        fn read_line(&mut self, buf: &mut String) -> Result<usize>;
        fn split(self, byte: u8) -> Split<Self>;
        fn lines(self) -> Lines<Self>;
    }
    pub trait Seek {
        fn seek(&mut self, pos: SeekFrom) -> Result<u64>;
        fn rewind(&mut self) -> Result<()>;
        fn stream_position(&mut self) -> Result<u64>;
    }
    pub trait IsTerminal { fn is_terminal(&self) -> bool; }
    pub enum SeekFrom { Start(u64), End(i64), Current(i64) }
    pub struct IoSlice;
    impl IoSlice { pub fn new(buf: &[u8]) -> IoSlice; }
    impl crate::ops::Deref for IoSlice { type Target = [u8]; }
    pub struct IoSliceMut;
    impl IoSliceMut { pub fn new(buf: &mut [u8]) -> IoSliceMut; }
    pub struct Lines<B>;
    impl<B: BufRead> Iterator for Lines<B> { type Item = Result<String>; }
    pub struct Split<B>;
    impl<B: BufRead> Iterator for Split<B> { type Item = Result<Vec<u8>>; }
    pub struct Bytes<R>;
    impl<R: Read> Iterator for Bytes<R> { type Item = Result<u8>; }
    pub struct Take<T>;
    impl<T> Take<T> {
        pub fn limit(&self) -> u64;
        pub fn into_inner(self) -> T;
    }
    impl<T: Read> Read for Take<T> {}
    impl<T: BufRead> BufRead for Take<T> {}
    pub struct Chain<T, U>;
    impl<T: Read, U: Read> Read for Chain<T, U> {}

    pub struct BufReader<R>;
    impl<R: Read> BufReader<R> {
        pub fn new(inner: R) -> BufReader<R>;
        pub fn with_capacity(capacity: usize, inner: R) -> BufReader<R>;
        pub fn get_ref(&self) -> &R;
        pub fn get_mut(&mut self) -> &mut R;
        pub fn into_inner(self) -> R;
        pub fn buffer(&self) -> &[u8];
    }
    impl<R: Read> Read for BufReader<R> {}
    impl<R: Read> BufRead for BufReader<R> {}
    impl<R: Seek> Seek for BufReader<R> {}
    pub struct BufWriter<W>;
    impl<W: Write> BufWriter<W> {
        pub fn new(inner: W) -> BufWriter<W>;
        pub fn with_capacity(capacity: usize, inner: W) -> BufWriter<W>;
        pub fn get_ref(&self) -> &W;
        pub fn get_mut(&mut self) -> &mut W;
        pub fn into_inner(self) -> crate::result::Result<W, IntoInnerError<BufWriter<W>>>;
    }
    impl<W: Write> Write for BufWriter<W> {}
    pub struct IntoInnerError<W>;
    pub struct LineWriter<W>;
    impl<W: Write> LineWriter<W> { pub fn new(inner: W) -> LineWriter<W>; }
    impl<W: Write> Write for LineWriter<W> {}
    pub struct Cursor<T>;
    impl<T> Cursor<T> {
        pub const fn new(inner: T) -> Cursor<T>;
        pub fn into_inner(self) -> T;
        pub const fn get_ref(&self) -> &T;
        pub const fn get_mut(&mut self) -> &mut T;
        pub const fn position(&self) -> u64;
        pub const fn set_position(&mut self, pos: u64);
    }
    impl<T> Clone for Cursor<T> {}
    impl<T: AsRef<[u8]>> Read for Cursor<T> {}
    impl<T: AsRef<[u8]>> BufRead for Cursor<T> {}
    impl<T: AsRef<[u8]>> Seek for Cursor<T> {}
    impl Write for Cursor<Vec<u8>> {
        fn write(&mut self, buf: &[u8]) -> Result<usize>;
        fn write_all(&mut self, buf: &[u8]) -> Result<()>;
        fn flush(&mut self) -> Result<()>;
    }
    pub fn copy<R: Read, W: Write>(reader: &mut R, writer: &mut W) -> Result<u64>;
    pub fn read_to_string<R: Read>(reader: R) -> Result<String>;
    pub const fn empty() -> Empty;
    pub const fn sink() -> Sink;
    pub const fn repeat(byte: u8) -> Repeat;
    pub struct Empty;
    impl Read for Empty {}
    impl BufRead for Empty {}
    pub struct Repeat;
    impl Read for Repeat {}
    pub struct Sink;
    impl Write for Sink {
        fn write(&mut self, buf: &[u8]) -> Result<usize>;
        fn write_all(&mut self, buf: &[u8]) -> Result<()>;
        fn flush(&mut self) -> Result<()>;
    }

    pub fn stdin() -> Stdin;
    pub fn stdout() -> Stdout;
    pub fn stderr() -> Stderr;
    pub struct Stdin;
    impl Stdin {
        pub fn lock(&self) -> StdinLock;
        #[blocks] pub fn read_line(&self, buf: &mut String) -> Result<usize>;
        #[blocks] pub fn lines(self) -> Lines<StdinLock>;
    }
    impl Read for Stdin {
        #[blocks] fn read(&mut self, buf: &mut [u8]) -> Result<usize>;
        #[blocks] fn read_to_end(&mut self, buf: &mut Vec<u8>) -> Result<usize>;
        #[blocks] fn read_to_string(&mut self, buf: &mut String) -> Result<usize>;
        #[blocks] fn read_exact(&mut self, buf: &mut [u8]) -> Result<()>;
    }
    impl IsTerminal for Stdin {}
    pub struct StdinLock;
    impl Read for StdinLock {
        #[blocks] fn read(&mut self, buf: &mut [u8]) -> Result<usize>;
        #[blocks] fn read_to_end(&mut self, buf: &mut Vec<u8>) -> Result<usize>;
        #[blocks] fn read_to_string(&mut self, buf: &mut String) -> Result<usize>;
        #[blocks] fn read_exact(&mut self, buf: &mut [u8]) -> Result<()>;
    }
    impl BufRead for StdinLock {
        #[blocks] fn read_until(&mut self, byte: u8, buf: &mut Vec<u8>) -> Result<usize>;
        #[blocks] fn read_line(&mut self, buf: &mut String) -> Result<usize>;
        #[blocks] fn lines(self) -> Lines<StdinLock>;
    }
    /* what fails here is the terminal, not a store of data: no `writes` */
    pub struct Stdout;
    impl Stdout { pub fn lock(&self) -> StdoutLock; }
    impl Write for Stdout {
        fn write(&mut self, buf: &[u8]) -> Result<usize>;
        fn write_all(&mut self, buf: &[u8]) -> Result<()>;
        fn flush(&mut self) -> Result<()>;
    }
    impl IsTerminal for Stdout {}
    pub struct StdoutLock;
    impl Write for StdoutLock {
        fn write(&mut self, buf: &[u8]) -> Result<usize>;
        fn write_all(&mut self, buf: &[u8]) -> Result<()>;
        fn flush(&mut self) -> Result<()>;
    }
    pub struct Stderr;
    impl Stderr { pub fn lock(&self) -> StderrLock; }
    impl Write for Stderr {
        fn write(&mut self, buf: &[u8]) -> Result<usize>;
        fn write_all(&mut self, buf: &[u8]) -> Result<()>;
        fn flush(&mut self) -> Result<()>;
    }
    impl IsTerminal for Stderr {}
    pub struct StderrLock;
    impl Write for StderrLock {
        fn write(&mut self, buf: &[u8]) -> Result<usize>;
        fn write_all(&mut self, buf: &[u8]) -> Result<()>;
        fn flush(&mut self) -> Result<()>;
    }
}
pub mod fs {
    use crate::ffi::OsString;
    use crate::io;
    use crate::path::{Path, PathBuf};
    use crate::time::SystemTime;

    #[blocks = "tokio::fs::read"] pub fn read<P: AsRef<Path>>(path: P) -> io::Result<Vec<u8>>;
    #[blocks = "tokio::fs::read_to_string"] pub fn read_to_string<P: AsRef<Path>>(path: P) -> io::Result<String>;
    #[writes] #[blocks = "tokio::fs::write"] pub fn write<P: AsRef<Path>, C: AsRef<[u8]>>(path: P, contents: C) -> io::Result<()>;
    #[writes] #[blocks = "tokio::fs::rename"] pub fn rename<P: AsRef<Path>, Q: AsRef<Path>>(from: P, to: Q) -> io::Result<()>;
    #[writes] #[blocks = "tokio::fs::copy"] pub fn copy<P: AsRef<Path>, Q: AsRef<Path>>(from: P, to: Q) -> io::Result<u64>;
    #[writes] #[blocks = "tokio::fs::hard_link"] pub fn hard_link<P: AsRef<Path>, Q: AsRef<Path>>(original: P, link: Q) -> io::Result<()>;
    #[writes] #[blocks = "tokio::fs::create_dir"] pub fn create_dir<P: AsRef<Path>>(path: P) -> io::Result<()>;
    #[writes] #[blocks = "tokio::fs::create_dir_all"] pub fn create_dir_all<P: AsRef<Path>>(path: P) -> io::Result<()>;
    #[writes] #[blocks = "tokio::fs::remove_file"] pub fn remove_file<P: AsRef<Path>>(path: P) -> io::Result<()>;
    #[blocks = "tokio::fs::remove_dir"] pub fn remove_dir<P: AsRef<Path>>(path: P) -> io::Result<()>;
    #[blocks = "tokio::fs::remove_dir_all"] pub fn remove_dir_all<P: AsRef<Path>>(path: P) -> io::Result<()>;
    #[writes] #[blocks = "tokio::fs::set_permissions"] pub fn set_permissions<P: AsRef<Path>>(path: P, perm: Permissions) -> io::Result<()>;
    #[blocks = "tokio::fs::metadata"] pub fn metadata<P: AsRef<Path>>(path: P) -> io::Result<Metadata>;
    #[blocks = "tokio::fs::symlink_metadata"] pub fn symlink_metadata<P: AsRef<Path>>(path: P) -> io::Result<Metadata>;
    #[blocks = "tokio::fs::canonicalize"] pub fn canonicalize<P: AsRef<Path>>(path: P) -> io::Result<PathBuf>;
    #[blocks = "tokio::fs::read_link"] pub fn read_link<P: AsRef<Path>>(path: P) -> io::Result<PathBuf>;
    /* tokio's twin gives a `ReadDir` of its own, and calls `exists` `try_exists` */
    #[blocks] pub fn read_dir<P: AsRef<Path>>(path: P) -> io::Result<ReadDir>;
    #[blocks] pub fn exists<P: AsRef<Path>>(path: P) -> io::Result<bool>;

    pub struct File;
    impl File {
        #[blocks] pub fn open<P: AsRef<Path>>(path: P) -> io::Result<File>;
        #[blocks] pub fn create<P: AsRef<Path>>(path: P) -> io::Result<File>;
        #[blocks] pub fn create_new<P: AsRef<Path>>(path: P) -> io::Result<File>;
        pub fn options() -> OpenOptions;
        #[blocks] #[writes] pub fn sync_all(&self) -> io::Result<()>;
        #[blocks] #[writes] pub fn sync_data(&self) -> io::Result<()>;
        #[blocks] #[writes] pub fn set_len(&self, size: u64) -> io::Result<()>;
        #[blocks] #[writes] pub fn set_permissions(&self, perm: Permissions) -> io::Result<()>;
        #[blocks] #[writes] pub fn set_modified(&self, time: SystemTime) -> io::Result<()>;
        #[blocks] pub fn metadata(&self) -> io::Result<Metadata>;
        #[blocks] pub fn lock(&self) -> io::Result<()>;
        #[blocks] pub fn lock_shared(&self) -> io::Result<()>;
        pub fn unlock(&self) -> io::Result<()>;
        pub fn try_clone(&self) -> io::Result<File>;
    }
    impl io::Read for File {
        #[blocks] fn read(&mut self, buf: &mut [u8]) -> io::Result<usize>;
        #[blocks] fn read_to_end(&mut self, buf: &mut Vec<u8>) -> io::Result<usize>;
        #[blocks] fn read_to_string(&mut self, buf: &mut String) -> io::Result<usize>;
        #[blocks] fn read_exact(&mut self, buf: &mut [u8]) -> io::Result<()>;
    }
    impl io::Write for File {
        #[blocks] #[writes] fn write(&mut self, buf: &[u8]) -> io::Result<usize>;
        #[blocks] #[writes] fn write_all(&mut self, buf: &[u8]) -> io::Result<()>;
        #[blocks] #[writes] fn flush(&mut self) -> io::Result<()>;
    }
    impl io::Seek for File {
        #[blocks] fn seek(&mut self, pos: io::SeekFrom) -> io::Result<u64>;
        #[blocks] fn rewind(&mut self) -> io::Result<()>;
    }
    pub struct OpenOptions;
    impl OpenOptions {
        pub fn new() -> Self;
        pub fn read(&mut self, read: bool) -> &mut Self;
        pub fn write(&mut self, write: bool) -> &mut Self;
        pub fn append(&mut self, append: bool) -> &mut Self;
        pub fn truncate(&mut self, truncate: bool) -> &mut Self;
        pub fn create(&mut self, create: bool) -> &mut Self;
        pub fn create_new(&mut self, create_new: bool) -> &mut Self;
        #[blocks] pub fn open<P: AsRef<Path>>(&self, path: P) -> io::Result<File>;
    }
    impl Clone for OpenOptions {}
    pub struct DirBuilder;
    impl DirBuilder {
        pub fn new() -> DirBuilder;
        pub fn recursive(&mut self, recursive: bool) -> &mut Self;
        #[blocks] #[writes] pub fn create<P: AsRef<Path>>(&self, path: P) -> io::Result<()>;
    }
    pub struct ReadDir;
    impl Iterator for ReadDir { type Item = io::Result<DirEntry>; }
    pub struct DirEntry;
    impl DirEntry {
        pub fn path(&self) -> PathBuf;
        pub fn file_name(&self) -> OsString;
        pub fn file_type(&self) -> io::Result<FileType>;
        #[blocks] pub fn metadata(&self) -> io::Result<Metadata>;
    }
    pub struct Metadata;
    impl Metadata {
        pub fn len(&self) -> u64;
        pub fn is_dir(&self) -> bool;
        pub fn is_file(&self) -> bool;
        pub fn is_symlink(&self) -> bool;
        pub fn file_type(&self) -> FileType;
        pub fn permissions(&self) -> Permissions;
        pub fn modified(&self) -> io::Result<SystemTime>;
        pub fn accessed(&self) -> io::Result<SystemTime>;
        pub fn created(&self) -> io::Result<SystemTime>;
    }
    impl Clone for Metadata {}
    pub struct FileType;
    impl FileType {
        pub fn is_dir(&self) -> bool;
        pub fn is_file(&self) -> bool;
        pub fn is_symlink(&self) -> bool;
    }
    pub struct Permissions;
    impl Permissions {
        pub fn readonly(&self) -> bool;
        pub fn set_readonly(&mut self, readonly: bool);
    }
    impl Clone for Permissions {}
}
pub mod path {
    use crate::ffi::{OsStr, OsString};
    use crate::fs::{Metadata, ReadDir};
    use crate::io;
    pub const MAIN_SEPARATOR: char = _;
    pub const MAIN_SEPARATOR_STR: &str = _;
    pub struct Path;
    impl Path {
        pub fn new<S: AsRef<OsStr>>(s: &S) -> &Path;
        pub fn as_os_str(&self) -> &OsStr;
        pub fn to_str(&self) -> Option<&str>;
        pub fn to_string_lossy(&self) -> crate::borrow::Cow<str>;
        pub fn to_path_buf(&self) -> PathBuf;
        pub fn is_absolute(&self) -> bool;
        pub fn is_relative(&self) -> bool;
        pub fn has_root(&self) -> bool;
        pub fn parent(&self) -> Option<&Path>;
        pub fn ancestors(&self) -> impl Iterator<Item = &Path>;
        pub fn file_name(&self) -> Option<&OsStr>;
        pub fn file_stem(&self) -> Option<&OsStr>;
        pub fn extension(&self) -> Option<&OsStr>;
        pub fn strip_prefix<P: AsRef<Path>>(&self, base: P) -> Result<&Path, StripPrefixError>;
        pub fn starts_with<P: AsRef<Path>>(&self, base: P) -> bool;
        pub fn ends_with<P: AsRef<Path>>(&self, child: P) -> bool;
        pub fn join<P: AsRef<Path>>(&self, path: P) -> PathBuf;
        pub fn with_file_name<S: AsRef<OsStr>>(&self, file_name: S) -> PathBuf;
        pub fn with_extension<S: AsRef<OsStr>>(&self, extension: S) -> PathBuf;
        pub fn components(&self) -> impl Iterator<Item = Component>;
        pub fn iter(&self) -> impl Iterator<Item = &OsStr>;
        pub fn display(&self) -> Display;
        pub fn into_path_buf(self: Box<Path>) -> PathBuf;
        #[blocks] pub fn exists(&self) -> bool;
        #[blocks] pub fn try_exists(&self) -> io::Result<bool>;
        #[blocks] pub fn is_file(&self) -> bool;
        #[blocks] pub fn is_dir(&self) -> bool;
        #[blocks] pub fn is_symlink(&self) -> bool;
        #[blocks] pub fn metadata(&self) -> io::Result<Metadata>;
        #[blocks] pub fn symlink_metadata(&self) -> io::Result<Metadata>;
        #[blocks] pub fn canonicalize(&self) -> io::Result<PathBuf>;
        #[blocks] pub fn read_link(&self) -> io::Result<PathBuf>;
        #[blocks] pub fn read_dir(&self) -> io::Result<ReadDir>;
    }
    impl AsRef<Path> for Path {}
    impl AsRef<OsStr> for Path {}
    pub struct PathBuf;
    impl PathBuf {
        pub const fn new() -> PathBuf;
        pub fn with_capacity(capacity: usize) -> PathBuf;
        pub fn as_path(&self) -> &Path;
        pub fn push<P: AsRef<Path>>(&mut self, path: P);
        pub fn pop(&mut self) -> bool;
        pub fn set_file_name<S: AsRef<OsStr>>(&mut self, file_name: S);
        pub fn set_extension<S: AsRef<OsStr>>(&mut self, extension: S) -> bool;
        pub fn into_os_string(self) -> OsString;
        pub fn into_boxed_path(self) -> Box<Path>;
    }
    impl crate::ops::Deref for PathBuf { type Target = Path; }
    impl Clone for PathBuf {}
    impl Default for PathBuf {}
    impl Ord for PathBuf {}
    impl AsRef<Path> for PathBuf {}
    impl AsRef<OsStr> for PathBuf {}
    impl From<&str> for PathBuf {}
    impl From<String> for PathBuf {}
    impl From<OsString> for PathBuf {}
    impl From<Box<Path>> for PathBuf {}
    impl crate::str::FromStr for PathBuf { type Err = crate::convert::Infallible; }
    impl<P: AsRef<Path>> FromIterator<P> for PathBuf {}
    pub enum Component { Prefix(PrefixComponent), RootDir, CurDir, ParentDir, Normal(&OsStr) }
    impl Component { pub fn as_os_str(self) -> &OsStr; }
    pub struct PrefixComponent;
    pub struct Display;
    impl crate::fmt::Display for Display {}
    pub struct StripPrefixError;
    impl crate::error::Error for StripPrefixError {}
    impl crate::fmt::Display for StripPrefixError {}
}
pub mod ffi {
    use crate::borrow::Cow;
    pub struct OsStr;
    impl OsStr {
        pub fn new<S: AsRef<OsStr>>(s: &S) -> &OsStr;
        pub fn to_str(&self) -> Option<&str>;
        pub fn to_string_lossy(&self) -> Cow<str>;
        pub fn to_os_string(&self) -> OsString;
        pub fn len(&self) -> usize;
        pub fn is_empty(&self) -> bool;
        pub fn as_encoded_bytes(&self) -> &[u8];
        pub fn eq_ignore_ascii_case<S: AsRef<OsStr>>(&self, other: S) -> bool;
    }
    impl AsRef<OsStr> for OsStr {}
    impl AsRef<crate::path::Path> for OsStr {}
    pub struct OsString;
    impl OsString {
        pub const fn new() -> OsString;
        pub fn as_os_str(&self) -> &OsStr;
        pub fn into_string(self) -> Result<String, OsString>;
        pub fn push<T: AsRef<OsStr>>(&mut self, s: T);
    }
    impl crate::ops::Deref for OsString { type Target = OsStr; }
    impl Clone for OsString {}
    impl AsRef<OsStr> for OsString {}
    impl From<String> for OsString {}
    impl From<&str> for OsString {}
    pub struct CStr;
    impl CStr {
        pub const fn to_bytes(&self) -> &[u8];
        pub fn to_str(&self) -> Result<&str, crate::str::Utf8Error>;
        pub fn to_string_lossy(&self) -> Cow<str>;
    }
    pub struct CString;
    impl CString {
        pub fn new<T: Into<Vec<u8>>>(t: T) -> Result<CString, NulError>;
        pub fn as_c_str(&self) -> &CStr;
        pub fn into_string(self) -> Result<String, IntoStringError>;
    }
    impl crate::ops::Deref for CString { type Target = CStr; }
    pub struct NulError;
    pub struct IntoStringError;
}
pub mod net {
    use crate::io;
    use crate::time::Duration;
    pub struct TcpStream;
    impl TcpStream {
        #[blocks] pub fn connect<A: ToSocketAddrs>(addr: A) -> io::Result<TcpStream>;
        #[blocks] pub fn connect_timeout(addr: &SocketAddr, timeout: Duration) -> io::Result<TcpStream>;
        #[blocks] pub fn peek(&self, buf: &mut [u8]) -> io::Result<usize>;
        pub fn peer_addr(&self) -> io::Result<SocketAddr>;
        pub fn local_addr(&self) -> io::Result<SocketAddr>;
        pub fn shutdown(&self, how: Shutdown) -> io::Result<()>;
        pub fn try_clone(&self) -> io::Result<TcpStream>;
        pub fn set_read_timeout(&self, dur: Option<Duration>) -> io::Result<()>;
        pub fn set_write_timeout(&self, dur: Option<Duration>) -> io::Result<()>;
        pub fn set_nodelay(&self, nodelay: bool) -> io::Result<()>;
        pub fn set_nonblocking(&self, nonblocking: bool) -> io::Result<()>;
    }
    impl io::Read for TcpStream {
        #[blocks] fn read(&mut self, buf: &mut [u8]) -> io::Result<usize>;
        #[blocks] fn read_to_end(&mut self, buf: &mut Vec<u8>) -> io::Result<usize>;
        #[blocks] fn read_to_string(&mut self, buf: &mut String) -> io::Result<usize>;
        #[blocks] fn read_exact(&mut self, buf: &mut [u8]) -> io::Result<()>;
    }
    impl io::Write for TcpStream {
        #[blocks] #[writes] fn write(&mut self, buf: &[u8]) -> io::Result<usize>;
        #[blocks] #[writes] fn write_all(&mut self, buf: &[u8]) -> io::Result<()>;
        #[writes] fn flush(&mut self) -> io::Result<()>;
    }
    pub struct TcpListener;
    impl TcpListener {
        pub fn bind<A: ToSocketAddrs>(addr: A) -> io::Result<TcpListener>;
        #[blocks] pub fn accept(&self) -> io::Result<(TcpStream, SocketAddr)>;
        #[blocks] pub fn incoming(&self) -> impl Iterator<Item = io::Result<TcpStream>>;
        pub fn local_addr(&self) -> io::Result<SocketAddr>;
        pub fn try_clone(&self) -> io::Result<TcpListener>;
        pub fn set_nonblocking(&self, nonblocking: bool) -> io::Result<()>;
    }
    pub struct UdpSocket;
    impl UdpSocket {
        pub fn bind<A: ToSocketAddrs>(addr: A) -> io::Result<UdpSocket>;
        pub fn connect<A: ToSocketAddrs>(&self, addr: A) -> io::Result<()>;
        pub fn send(&self, buf: &[u8]) -> io::Result<usize>;
        pub fn send_to<A: ToSocketAddrs>(&self, buf: &[u8], addr: A) -> io::Result<usize>;
        #[blocks] pub fn recv(&self, buf: &mut [u8]) -> io::Result<usize>;
        #[blocks] pub fn recv_from(&self, buf: &mut [u8]) -> io::Result<(usize, SocketAddr)>;
        #[blocks] pub fn peek_from(&self, buf: &mut [u8]) -> io::Result<(usize, SocketAddr)>;
        pub fn local_addr(&self) -> io::Result<SocketAddr>;
        pub fn set_broadcast(&self, broadcast: bool) -> io::Result<()>;
        pub fn set_read_timeout(&self, dur: Option<Duration>) -> io::Result<()>;
        pub fn set_nonblocking(&self, nonblocking: bool) -> io::Result<()>;
    }
    pub enum Shutdown { Read, Write, Both }
    /* for names it asks the resolver */
    pub trait ToSocketAddrs { #[blocks] fn to_socket_addrs(&self) -> io::Result<impl Iterator<Item = SocketAddr>>; }
    impl ToSocketAddrs for SocketAddr { fn to_socket_addrs(&self) -> io::Result<impl Iterator<Item = SocketAddr>>; }
    impl ToSocketAddrs for (&str, u16) {}
    impl ToSocketAddrs for (String, u16) {}
    impl ToSocketAddrs for (IpAddr, u16) {}
    impl ToSocketAddrs for str {}
    impl ToSocketAddrs for String {}
    pub enum SocketAddr { V4(SocketAddrV4), V6(SocketAddrV6) }
    impl SocketAddr {
        pub const fn new(ip: IpAddr, port: u16) -> SocketAddr;
        pub const fn ip(&self) -> IpAddr;
        pub const fn port(&self) -> u16;
        pub const fn set_ip(&mut self, new_ip: IpAddr);
        pub const fn set_port(&mut self, new_port: u16);
        pub const fn is_ipv4(&self) -> bool;
        pub const fn is_ipv6(&self) -> bool;
    }
    impl Clone for SocketAddr {}
    impl crate::fmt::Display for SocketAddr {}
    impl crate::str::FromStr for SocketAddr { type Err = AddrParseError; }
    impl<I: Into<IpAddr>> From<(I, u16)> for SocketAddr {}
    impl From<SocketAddrV4> for SocketAddr {}
    impl From<SocketAddrV6> for SocketAddr {}
    pub struct SocketAddrV4;
    impl SocketAddrV4 {
        pub const fn new(ip: Ipv4Addr, port: u16) -> SocketAddrV4;
        pub const fn ip(&self) -> &Ipv4Addr;
        pub const fn port(&self) -> u16;
    }
    pub struct SocketAddrV6;
    impl SocketAddrV6 {
        pub const fn new(ip: Ipv6Addr, port: u16, flowinfo: u32, scope_id: u32) -> SocketAddrV6;
        pub const fn ip(&self) -> &Ipv6Addr;
        pub const fn port(&self) -> u16;
    }
    pub enum IpAddr { V4(Ipv4Addr), V6(Ipv6Addr) }
    impl IpAddr {
        pub const fn is_ipv4(&self) -> bool;
        pub const fn is_ipv6(&self) -> bool;
        pub const fn is_loopback(&self) -> bool;
        pub const fn is_unspecified(&self) -> bool;
        pub const fn is_multicast(&self) -> bool;
        pub const fn to_canonical(&self) -> IpAddr;
    }
    impl Clone for IpAddr {}
    impl crate::fmt::Display for IpAddr {}
    impl crate::str::FromStr for IpAddr { type Err = AddrParseError; }
    impl From<Ipv4Addr> for IpAddr {}
    impl From<Ipv6Addr> for IpAddr {}
    impl From<[u8; 4]> for IpAddr {}
    pub struct Ipv4Addr;
    impl Ipv4Addr {
        pub const LOCALHOST: Ipv4Addr = _;
        pub const UNSPECIFIED: Ipv4Addr = _;
        pub const fn new(a: u8, b: u8, c: u8, d: u8) -> Ipv4Addr;
        pub const fn octets(&self) -> [u8; 4];
        pub const fn is_loopback(&self) -> bool;
        pub const fn is_private(&self) -> bool;
        pub const fn is_link_local(&self) -> bool;
        pub const fn is_unspecified(&self) -> bool;
        pub const fn is_broadcast(&self) -> bool;
        pub const fn is_multicast(&self) -> bool;
        pub const fn to_ipv6_mapped(&self) -> Ipv6Addr;
    }
    impl Clone for Ipv4Addr {}
    impl crate::fmt::Display for Ipv4Addr {}
    impl crate::str::FromStr for Ipv4Addr { type Err = AddrParseError; }
    pub struct Ipv6Addr;
    impl Ipv6Addr {
        pub const LOCALHOST: Ipv6Addr = _;
        pub const UNSPECIFIED: Ipv6Addr = _;
        pub const fn new(a: u16, b: u16, c: u16, d: u16, e: u16, f: u16, g: u16, h: u16) -> Ipv6Addr;
        pub const fn octets(&self) -> [u8; 16];
        pub const fn segments(&self) -> [u16; 8];
        pub const fn is_loopback(&self) -> bool;
        pub const fn is_unspecified(&self) -> bool;
        pub const fn to_ipv4(&self) -> Option<Ipv4Addr>;
        pub const fn to_ipv4_mapped(&self) -> Option<Ipv4Addr>;
    }
    impl Clone for Ipv6Addr {}
    impl crate::fmt::Display for Ipv6Addr {}
    impl crate::str::FromStr for Ipv6Addr { type Err = AddrParseError; }
    pub struct AddrParseError;
    impl crate::error::Error for AddrParseError {}
    impl crate::fmt::Display for AddrParseError {}
}
pub mod process {
    use crate::ffi::OsStr;
    use crate::io;
    use crate::path::Path;
    pub fn exit(code: i32) -> !;
    pub fn abort() -> !;
    pub fn id() -> u32;
    pub struct Command;
    impl Command {
        pub fn new<S: AsRef<OsStr>>(program: S) -> Command;
        pub fn arg<S: AsRef<OsStr>>(&mut self, arg: S) -> &mut Command;
        pub fn args<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(&mut self, args: I) -> &mut Command;
        pub fn env<K: AsRef<OsStr>, V: AsRef<OsStr>>(&mut self, key: K, val: V) -> &mut Command;
        pub fn envs<I: IntoIterator<Item = (K, V)>, K: AsRef<OsStr>, V: AsRef<OsStr>>(&mut self, vars: I) -> &mut Command;
        pub fn env_remove<K: AsRef<OsStr>>(&mut self, key: K) -> &mut Command;
        pub fn env_clear(&mut self) -> &mut Command;
        pub fn current_dir<P: AsRef<Path>>(&mut self, dir: P) -> &mut Command;
        pub fn stdin<T: Into<Stdio>>(&mut self, cfg: T) -> &mut Command;
        pub fn stdout<T: Into<Stdio>>(&mut self, cfg: T) -> &mut Command;
        pub fn stderr<T: Into<Stdio>>(&mut self, cfg: T) -> &mut Command;
        pub fn spawn(&mut self) -> io::Result<Child>;
        #[blocks] pub fn output(&mut self) -> io::Result<Output>;
        #[blocks] pub fn status(&mut self) -> io::Result<ExitStatus>;
        pub fn get_program(&self) -> &OsStr;
        pub fn get_args(&self) -> impl Iterator<Item = &OsStr>;
        pub fn get_current_dir(&self) -> Option<&Path>;
    }
    pub struct Child {
        pub stdin: Option<ChildStdin>,
        pub stdout: Option<ChildStdout>,
        pub stderr: Option<ChildStderr>,
    }
    impl Child {
        pub fn id(&self) -> u32;
        pub fn kill(&mut self) -> io::Result<()>;
        #[blocks] pub fn wait(&mut self) -> io::Result<ExitStatus>;
        pub fn try_wait(&mut self) -> io::Result<Option<ExitStatus>>;
        #[blocks] pub fn wait_with_output(self) -> io::Result<Output>;
    }
    pub struct ChildStdin;
    impl io::Write for ChildStdin {
        #[blocks] #[writes] fn write(&mut self, buf: &[u8]) -> io::Result<usize>;
        #[blocks] #[writes] fn write_all(&mut self, buf: &[u8]) -> io::Result<()>;
        #[writes] fn flush(&mut self) -> io::Result<()>;
    }
    pub struct ChildStdout;
    impl io::Read for ChildStdout {
        #[blocks] fn read(&mut self, buf: &mut [u8]) -> io::Result<usize>;
        #[blocks] fn read_to_end(&mut self, buf: &mut Vec<u8>) -> io::Result<usize>;
        #[blocks] fn read_to_string(&mut self, buf: &mut String) -> io::Result<usize>;
        #[blocks] fn read_exact(&mut self, buf: &mut [u8]) -> io::Result<()>;
    }
    pub struct ChildStderr;
    impl io::Read for ChildStderr {
        #[blocks] fn read(&mut self, buf: &mut [u8]) -> io::Result<usize>;
        #[blocks] fn read_to_end(&mut self, buf: &mut Vec<u8>) -> io::Result<usize>;
        #[blocks] fn read_to_string(&mut self, buf: &mut String) -> io::Result<usize>;
        #[blocks] fn read_exact(&mut self, buf: &mut [u8]) -> io::Result<()>;
    }
    pub struct Output { pub status: ExitStatus, pub stdout: Vec<u8>, pub stderr: Vec<u8> }
    pub struct ExitStatus;
    impl ExitStatus {
        pub fn success(&self) -> bool;
        pub fn code(&self) -> Option<i32>;
    }
    impl Clone for ExitStatus {}
    impl crate::fmt::Display for ExitStatus {}
    pub struct ExitCode;
    impl ExitCode {
        pub const SUCCESS: ExitCode = _;
        pub const FAILURE: ExitCode = _;
    }
    impl From<u8> for ExitCode {}
    pub struct Stdio;
    impl Stdio {
        pub fn piped() -> Stdio;
        pub fn inherit() -> Stdio;
        pub fn null() -> Stdio;
    }
    impl From<crate::fs::File> for Stdio {}
    impl From<ChildStdout> for Stdio {}
    pub trait Termination { fn report(self) -> ExitCode; }
}
pub mod env {
    use crate::ffi::{OsStr, OsString};
    use crate::io;
    use crate::path::{Path, PathBuf};
    pub fn var<K: AsRef<OsStr>>(key: K) -> Result<String, VarError>;
    pub fn var_os<K: AsRef<OsStr>>(key: K) -> Option<OsString>;
    pub fn vars() -> impl Iterator<Item = (String, String)>;
    pub fn vars_os() -> impl Iterator<Item = (OsString, OsString)>;
    pub unsafe fn set_var<K: AsRef<OsStr>, V: AsRef<OsStr>>(key: K, value: V);
    pub unsafe fn remove_var<K: AsRef<OsStr>>(key: K);
    pub fn args() -> Args;
    pub fn args_os() -> impl Iterator<Item = OsString>;
    pub fn current_dir() -> io::Result<PathBuf>;
    pub fn set_current_dir<P: AsRef<Path>>(path: P) -> io::Result<()>;
    pub fn current_exe() -> io::Result<PathBuf>;
    pub fn temp_dir() -> PathBuf;
    pub fn home_dir() -> Option<PathBuf>;
    pub fn split_paths<T: AsRef<OsStr>>(unparsed: &T) -> impl Iterator<Item = PathBuf>;
    pub struct Args;
    impl Iterator for Args { type Item = String; }
    impl ExactSizeIterator for Args {}
    pub enum VarError { NotPresent, NotUnicode(OsString) }
    impl crate::error::Error for VarError {}
    impl crate::fmt::Display for VarError {}
    pub mod consts {
        pub const OS: &str = _;
        pub const ARCH: &str = _;
        pub const FAMILY: &str = _;
    }
}
pub mod os {
    pub mod unix {
        pub mod fs {
            use crate::io;
            use crate::path::Path;
            pub trait PermissionsExt {
                fn mode(&self) -> u32;
                fn set_mode(&mut self, mode: u32);
                fn from_mode(mode: u32) -> Self;
            }
            impl PermissionsExt for crate::fs::Permissions {}
            pub trait MetadataExt {
                fn dev(&self) -> u64;
                fn ino(&self) -> u64;
                fn mode(&self) -> u32;
                fn nlink(&self) -> u64;
                fn uid(&self) -> u32;
                fn gid(&self) -> u32;
                fn size(&self) -> u64;
                fn mtime(&self) -> i64;
            }
            impl MetadataExt for crate::fs::Metadata {}
            pub trait OpenOptionsExt {
                fn mode(&mut self, mode: u32) -> &mut Self;
                fn custom_flags(&mut self, flags: i32) -> &mut Self;
            }
            impl OpenOptionsExt for crate::fs::OpenOptions {}
            pub trait FileExt {
                #[blocks] fn read_at(&self, buf: &mut [u8], offset: u64) -> io::Result<usize>;
                #[blocks] fn read_exact_at(&self, buf: &mut [u8], offset: u64) -> io::Result<()>;
                #[blocks] #[writes] fn write_at(&self, buf: &[u8], offset: u64) -> io::Result<usize>;
                #[blocks] #[writes] fn write_all_at(&self, buf: &[u8], offset: u64) -> io::Result<()>;
            }
            impl FileExt for crate::fs::File {}
            #[blocks] #[writes] pub fn symlink<P: AsRef<Path>, Q: AsRef<Path>>(original: P, link: Q) -> io::Result<()>;
        }
        pub mod process {
            use crate::io;
            pub trait CommandExt {
                fn uid(&mut self, id: u32) -> &mut crate::process::Command;
                fn gid(&mut self, id: u32) -> &mut crate::process::Command;
                fn process_group(&mut self, pgroup: i32) -> &mut crate::process::Command;
                fn exec(&mut self) -> io::Error;
            }
            impl CommandExt for crate::process::Command {}
            pub trait ExitStatusExt {
                fn from_raw(raw: i32) -> Self;
                fn signal(&self) -> Option<i32>;
                fn core_dumped(&self) -> bool;
                fn into_raw(self) -> i32;
            }
            impl ExitStatusExt for crate::process::ExitStatus {}
        }
        pub mod ffi {
            pub trait OsStrExt {
                fn from_bytes(slice: &[u8]) -> &Self;
                fn as_bytes(&self) -> &[u8];
            }
            impl OsStrExt for crate::ffi::OsStr {}
            pub trait OsStringExt {
                fn from_vec(vec: Vec<u8>) -> Self;
                fn into_vec(self) -> Vec<u8>;
            }
            impl OsStringExt for crate::ffi::OsString {}
        }
        pub mod net {
            use crate::io;
            use crate::path::Path;
            pub struct UnixStream;
            impl UnixStream {
                #[blocks] pub fn connect<P: AsRef<Path>>(path: P) -> io::Result<UnixStream>;
                pub fn pair() -> io::Result<(UnixStream, UnixStream)>;
                pub fn shutdown(&self, how: crate::net::Shutdown) -> io::Result<()>;
                pub fn try_clone(&self) -> io::Result<UnixStream>;
                pub fn set_nonblocking(&self, nonblocking: bool) -> io::Result<()>;
            }
            impl io::Read for UnixStream {
                #[blocks] fn read(&mut self, buf: &mut [u8]) -> io::Result<usize>;
                #[blocks] fn read_to_end(&mut self, buf: &mut Vec<u8>) -> io::Result<usize>;
                #[blocks] fn read_exact(&mut self, buf: &mut [u8]) -> io::Result<()>;
            }
            impl io::Write for UnixStream {
                #[blocks] #[writes] fn write(&mut self, buf: &[u8]) -> io::Result<usize>;
                #[blocks] #[writes] fn write_all(&mut self, buf: &[u8]) -> io::Result<()>;
                #[writes] fn flush(&mut self) -> io::Result<()>;
            }
            pub struct UnixListener;
            impl UnixListener {
                pub fn bind<P: AsRef<Path>>(path: P) -> io::Result<UnixListener>;
                #[blocks] pub fn accept(&self) -> io::Result<(UnixStream, SocketAddr)>;
                #[blocks] pub fn incoming(&self) -> impl Iterator<Item = io::Result<UnixStream>>;
                pub fn set_nonblocking(&self, nonblocking: bool) -> io::Result<()>;
            }
            pub struct SocketAddr;
        }
    }
    pub mod fd {
        pub trait AsRawFd { fn as_raw_fd(&self) -> i32; }
        pub trait AsFd {}
        pub struct OwnedFd;
    }
}
