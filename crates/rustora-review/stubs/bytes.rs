#![stub(versions = ">=1.0, <2")]
// Checked against bytes 1.12.2.

pub struct Bytes;
impl Bytes {
    pub const fn new() -> Self;
    pub const fn from_static(bytes: &[u8]) -> Self;
    pub fn from_owner<T: AsRef<[u8]>>(owner: T) -> Self;
    pub fn copy_from_slice(data: &[u8]) -> Self;
    pub const fn len(&self) -> usize;
    pub const fn is_empty(&self) -> bool;
    pub fn is_unique(&self) -> bool;
    pub fn slice(&self, range: impl std::ops::RangeBounds<usize>) -> Self;
    pub fn slice_ref(&self, subset: &[u8]) -> Self;
    pub fn split_off(&mut self, at: usize) -> Self;
    pub fn split_to(&mut self, at: usize) -> Self;
    pub fn truncate(&mut self, len: usize);
    pub fn clear(&mut self);
    pub fn try_into_mut(self) -> Result<BytesMut, Bytes>;
}
impl std::ops::Deref for Bytes { type Target = [u8]; }
impl AsRef<[u8]> for Bytes {}
impl Buf for Bytes {}
impl Clone for Bytes {}
impl Default for Bytes {}
impl Ord for Bytes {}
impl IntoIterator for Bytes { type Item = u8; }
impl IntoIterator for &Bytes { type Item = &u8; }
impl FromIterator<u8> for Bytes {}
impl From<Vec<u8>> for Bytes {}
impl From<String> for Bytes {}
impl From<&str> for Bytes {}
impl From<&[u8]> for Bytes {}
impl From<Box<[u8]>> for Bytes {}
impl From<BytesMut> for Bytes {}
impl From<Bytes> for Vec<u8> {}

pub struct BytesMut;
impl BytesMut {
    pub fn new() -> BytesMut;
    pub fn with_capacity(capacity: usize) -> BytesMut;
    pub unsafe fn set_len(&mut self, len: usize);
    pub fn zeroed(len: usize) -> BytesMut;
    pub fn len(&self) -> usize;
    pub fn is_empty(&self) -> bool;
    pub fn capacity(&self) -> usize;
    pub fn freeze(self) -> Bytes;
    pub fn split(&mut self) -> BytesMut;
    pub fn split_off(&mut self, at: usize) -> BytesMut;
    pub fn split_to(&mut self, at: usize) -> BytesMut;
    pub fn unsplit(&mut self, other: BytesMut);
    pub fn truncate(&mut self, len: usize);
    pub fn resize(&mut self, new_len: usize, value: u8);
    pub fn reserve(&mut self, additional: usize);
    pub fn try_reclaim(&mut self, additional: usize) -> bool;
    pub fn extend_from_slice(&mut self, extend: &[u8]);
    pub fn clear(&mut self);
}
impl std::ops::Deref for BytesMut { type Target = [u8]; }
impl std::ops::DerefMut for BytesMut {}
impl AsRef<[u8]> for BytesMut {}
impl AsMut<[u8]> for BytesMut {}
impl Buf for BytesMut {}
impl BufMut for BytesMut {}
impl Clone for BytesMut {}
impl Default for BytesMut {}
impl IntoIterator for BytesMut { type Item = u8; }
impl IntoIterator for &BytesMut { type Item = &u8; }
impl FromIterator<u8> for BytesMut {}
impl Extend<u8> for BytesMut {}
impl From<&[u8]> for BytesMut {}
impl From<&str> for BytesMut {}
impl std::fmt::Write for BytesMut {}

pub struct TryGetError { pub requested: usize, pub available: usize }
impl std::error::Error for TryGetError {}
impl std::fmt::Display for TryGetError {}

pub trait Buf {
    fn remaining(&self) -> usize;
    fn has_remaining(&self) -> bool;
    fn chunk(&self) -> &[u8];
    fn advance(&mut self, cnt: usize);
    fn copy_to_slice(&mut self, dst: &mut [u8]);
    fn try_copy_to_slice(&mut self, dst: &mut [u8]) -> Result<(), TryGetError>;
    fn copy_to_bytes(&mut self, len: usize) -> Bytes;
    fn get_u8(&mut self) -> u8;
    fn get_i8(&mut self) -> i8;
    fn get_u16(&mut self) -> u16;
    fn get_u16_le(&mut self) -> u16;
    fn get_i16(&mut self) -> i16;
    fn get_i16_le(&mut self) -> i16;
    fn get_u32(&mut self) -> u32;
    fn get_u32_le(&mut self) -> u32;
    fn get_i32(&mut self) -> i32;
    fn get_i32_le(&mut self) -> i32;
    fn get_u64(&mut self) -> u64;
    fn get_u64_le(&mut self) -> u64;
    fn get_i64(&mut self) -> i64;
    fn get_i64_le(&mut self) -> i64;
    fn get_u128(&mut self) -> u128;
    fn get_f32(&mut self) -> f32;
    fn get_f32_le(&mut self) -> f32;
    fn get_f64(&mut self) -> f64;
    fn get_f64_le(&mut self) -> f64;
    fn try_get_u8(&mut self) -> Result<u8, TryGetError>;
    fn try_get_u16(&mut self) -> Result<u16, TryGetError>;
    fn try_get_u32(&mut self) -> Result<u32, TryGetError>;
    fn try_get_u64(&mut self) -> Result<u64, TryGetError>;
    fn take(self, limit: usize) -> crate::buf::Take<Self>;
    fn chain<U: Buf>(self, next: U) -> crate::buf::Chain<Self, U>;
    fn reader(self) -> crate::buf::Reader<Self>;
}
pub trait BufMut {
    fn remaining_mut(&self) -> usize;
    fn has_remaining_mut(&self) -> bool;
    fn put<T: Buf>(&mut self, src: T);
    fn put_slice(&mut self, src: &[u8]);
    fn put_bytes(&mut self, val: u8, cnt: usize);
    fn put_u8(&mut self, n: u8);
    fn put_i8(&mut self, n: i8);
    fn put_u16(&mut self, n: u16);
    fn put_u16_le(&mut self, n: u16);
    fn put_i16(&mut self, n: i16);
    fn put_i16_le(&mut self, n: i16);
    fn put_u32(&mut self, n: u32);
    fn put_u32_le(&mut self, n: u32);
    fn put_i32(&mut self, n: i32);
    fn put_i32_le(&mut self, n: i32);
    fn put_u64(&mut self, n: u64);
    fn put_u64_le(&mut self, n: u64);
    fn put_i64(&mut self, n: i64);
    fn put_i64_le(&mut self, n: i64);
    fn put_u128(&mut self, n: u128);
    fn put_f32(&mut self, n: f32);
    fn put_f64(&mut self, n: f64);
    fn limit(self, limit: usize) -> crate::buf::Limit<Self>;
    fn chain_mut<U: BufMut>(self, next: U) -> crate::buf::Chain<Self, U>;
    fn writer(self) -> crate::buf::Writer<Self>;
}

pub mod buf {
    pub use crate::{Buf, BufMut};
    use std::io::{BufRead, Cursor, Read, Write};

    impl Buf for std::collections::VecDeque<u8> {}
    impl<T: AsRef<[u8]>> Buf for Cursor<T> {}
    impl BufMut for Vec<u8> {}
    pub struct Take<T>;
    impl<T: Buf> Buf for Take<T> {}
    pub struct Limit<T>;
    impl<T: BufMut> BufMut for Limit<T> {}
    pub struct Chain<T, U>;
    impl<T: Buf, U: Buf> Buf for Chain<T, U> {}
    impl<T: BufMut, U: BufMut> BufMut for Chain<T, U> {}
    pub struct Reader<B>;
    impl<B: Buf> Reader<B> { pub fn into_inner(self) -> B; }
    impl<B: Buf> Read for Reader<B> {}
    impl<B: Buf> BufRead for Reader<B> {}
    pub struct Writer<B>;
    impl<B: BufMut> Writer<B> { pub fn into_inner(self) -> B; }
    impl<B: BufMut> Write for Writer<B> {}
}
