#![stub(versions = ">=1.0, <2")]
// Checked against serde_json 1.0.154.

#[runs_inline]
#[gives = "crate::Value"]
macro_rules! json { () => {} }

pub fn from_str<T: serde::Deserialize>(s: &str) -> Result<T>;
pub fn from_slice<T: serde::Deserialize>(v: &[u8]) -> Result<T>;
pub fn from_reader<R: std::io::Read, T: serde::de::DeserializeOwned>(rdr: R) -> Result<T>;
pub fn from_value<T: serde::de::DeserializeOwned>(value: Value) -> Result<T>;
pub fn to_string<T: serde::Serialize>(value: &T) -> Result<String>;
pub fn to_string_pretty<T: serde::Serialize>(value: &T) -> Result<String>;
pub fn to_vec<T: serde::Serialize>(value: &T) -> Result<Vec<u8>>;
pub fn to_vec_pretty<T: serde::Serialize>(value: &T) -> Result<Vec<u8>>;
#[writes]
pub fn to_writer<W: std::io::Write, T: serde::Serialize>(writer: W, value: &T) -> Result<()>;
#[writes]
pub fn to_writer_pretty<W: std::io::Write, T: serde::Serialize>(writer: W, value: &T) -> Result<()>;
pub fn to_value<T: serde::Serialize>(value: T) -> Result<Value>;

pub struct Deserializer<R>;
impl<R> Deserializer<R> {
    pub fn end(&mut self) -> Result<()>;
    pub fn into_iter<T: serde::Deserialize>(self) -> StreamDeserializer<R, T>;
}
pub struct StreamDeserializer<R, T>;
impl<R, T> Iterator for StreamDeserializer<R, T> { type Item = Result<T>; }
impl<R, T> StreamDeserializer<R, T> { pub fn byte_offset(&self) -> usize; }

pub type Result<T> = std::result::Result<T, Error>;
pub struct Error;
impl Error {
    pub fn line(&self) -> usize;
    pub fn column(&self) -> usize;
    pub fn classify(&self) -> crate::error::Category;
    pub fn is_io(&self) -> bool;
    pub fn is_syntax(&self) -> bool;
    pub fn is_data(&self) -> bool;
    pub fn is_eof(&self) -> bool;
    pub fn io_error_kind(&self) -> Option<std::io::ErrorKind>;
}
impl std::error::Error for Error {}
impl std::fmt::Display for Error {}

pub mod error {
    pub use crate::{Error, Result};
    impl From<Error> for std::io::Error {}
    pub enum Category { Io, Syntax, Data, Eof }
}

pub enum Value {
    Null,
    Bool(bool),
    Number(Number),
    String(std::string::String),
    Array(Vec<Value>),
    Object(Map<std::string::String, Value>),
}
impl Value {
    pub fn get<I: crate::value::Index>(&self, index: I) -> Option<&Value>;
    pub fn get_mut<I: crate::value::Index>(&mut self, index: I) -> Option<&mut Value>;
    pub fn pointer(&self, pointer: &str) -> Option<&Value>;
    pub fn pointer_mut(&mut self, pointer: &str) -> Option<&mut Value>;
    pub fn take(&mut self) -> Value;
    pub fn is_null(&self) -> bool;
    pub fn is_boolean(&self) -> bool;
    pub fn is_number(&self) -> bool;
    pub fn is_i64(&self) -> bool;
    pub fn is_u64(&self) -> bool;
    pub fn is_f64(&self) -> bool;
    pub fn is_string(&self) -> bool;
    pub fn is_array(&self) -> bool;
    pub fn is_object(&self) -> bool;
    pub fn as_null(&self) -> Option<()>;
    pub fn as_bool(&self) -> Option<bool>;
    pub fn as_number(&self) -> Option<&Number>;
    pub fn as_i64(&self) -> Option<i64>;
    pub fn as_u64(&self) -> Option<u64>;
    pub fn as_f64(&self) -> Option<f64>;
    pub fn as_str(&self) -> Option<&str>;
    pub fn as_array(&self) -> Option<&Vec<Value>>;
    pub fn as_array_mut(&mut self) -> Option<&mut Vec<Value>>;
    pub fn as_object(&self) -> Option<&Map<String, Value>>;
    pub fn as_object_mut(&mut self) -> Option<&mut Map<String, Value>>;
    pub fn sort_all_objects(&mut self);
}
impl Clone for Value {}
impl Default for Value {}
impl std::fmt::Display for Value {}
impl std::str::FromStr for Value { type Err = crate::Error; }
impl<I: crate::value::Index> std::ops::Index<I> for Value { type Output = Value; }
impl<I: crate::value::Index> std::ops::IndexMut<I> for Value {}
impl From<bool> for Value {}
impl<I: value::Index> std::ops::Index<I> for Value { type Output = Value; }
impl From<i64> for Value {}
impl From<u64> for Value {}
impl From<f64> for Value {}
impl From<String> for Value {}
impl From<&str> for Value {}
impl From<()> for Value {}
impl<T: Into<Value>> From<Vec<T>> for Value {}
impl<T: Into<Value>> From<Option<T>> for Value {}
impl From<Map<String, Value>> for Value {}
impl<T: Into<Value>> FromIterator<T> for Value {}
impl<K: Into<String>, V: Into<Value>> FromIterator<(K, V)> for Value {}
pub struct Number;
impl Number {
    pub fn from_f64(f: f64) -> Option<Number>;
    pub fn from_i128(i: i128) -> Option<Number>;
    pub fn from_u128(i: u128) -> Option<Number>;
    pub fn is_i64(&self) -> bool;
    pub fn is_u64(&self) -> bool;
    pub fn is_f64(&self) -> bool;
    pub fn as_i64(&self) -> Option<i64>;
    pub fn as_u64(&self) -> Option<u64>;
    pub fn as_f64(&self) -> Option<f64>;
    pub fn as_i128(&self) -> Option<i128>;
    pub fn as_u128(&self) -> Option<u128>;
}
impl Clone for Number {}
impl std::fmt::Display for Number {}
impl From<i64> for Number {}
impl From<u64> for Number {}

pub mod value {
    pub use crate::{from_value, to_value, Map, Number, Value};
    pub trait Index {}
    impl Index for usize {}
    impl Index for str {}
    impl Index for String {}
    impl<T: Index> Index for &T {}
    pub struct RawValue;
    impl RawValue {
        pub fn from_string(json: String) -> Result<Box<Self>, crate::Error>;
        pub fn get(&self) -> &str;
    }
    pub fn to_raw_value<T: serde::Serialize>(value: &T) -> Result<Box<RawValue>, crate::Error>;
}

pub struct Map<K, V>;
impl Map<String, Value> {
    pub fn new() -> Self;
    pub fn with_capacity(capacity: usize) -> Self;
    pub fn get<Q>(&self, key: &Q) -> Option<&Value>;
    pub fn get_mut<Q>(&mut self, key: &Q) -> Option<&mut Value>;
    pub fn get_key_value<Q>(&self, key: &Q) -> Option<(&String, &Value)>;
    pub fn contains_key<Q>(&self, key: &Q) -> bool;
    pub fn insert(&mut self, k: String, v: Value) -> Option<Value>;
    pub fn remove<Q>(&mut self, key: &Q) -> Option<Value>;
    pub fn remove_entry<Q>(&mut self, key: &Q) -> Option<(String, Value)>;
    pub fn entry<S: Into<String>>(&mut self, key: S) -> crate::map::Entry;
    pub fn append(&mut self, other: &mut Self);
    pub fn retain<F: FnMut(&String, &mut Value) -> bool>(&mut self, f: F);
    pub fn len(&self) -> usize;
    pub fn is_empty(&self) -> bool;
    pub fn clear(&mut self);
    pub fn iter(&self) -> crate::map::Iter;
    pub fn iter_mut(&mut self) -> crate::map::IterMut;
    pub fn keys(&self) -> crate::map::Keys;
    pub fn values(&self) -> crate::map::Values;
    pub fn values_mut(&mut self) -> crate::map::ValuesMut;
    pub fn into_values(self) -> crate::map::IntoValues;
}
impl Clone for Map<String, Value> {}
impl Default for Map<String, Value> {}
impl<Q> std::ops::Index<&Q> for Map<String, Value> { type Output = Value; }
impl FromIterator<(String, Value)> for Map<String, Value> {}
impl Extend<(String, Value)> for Map<String, Value> {}
impl IntoIterator for Map<String, Value> { type Item = (String, Value); }
impl IntoIterator for &Map<String, Value> { type Item = (&String, &Value); }
impl IntoIterator for &mut Map<String, Value> { type Item = (&String, &mut Value); }

pub mod map {
    pub use crate::Map;
    use crate::Value;
    pub struct Iter;
    impl Iterator for Iter { type Item = (&String, &Value); }
    pub struct IterMut;
    impl Iterator for IterMut { type Item = (&String, &mut Value); }
    pub struct Keys;
    impl Iterator for Keys { type Item = &String; }
    pub struct Values;
    impl Iterator for Values { type Item = &Value; }
    pub struct ValuesMut;
    impl Iterator for ValuesMut { type Item = &mut Value; }
    pub struct IntoValues;
    impl Iterator for IntoValues { type Item = Value; }
    pub enum Entry { Vacant(VacantEntry), Occupied(OccupiedEntry) }
    impl Entry {
        pub fn key(&self) -> &String;
        pub fn or_insert(self, default: Value) -> &mut Value;
        pub fn or_insert_with<F: FnOnce() -> Value>(self, default: F) -> &mut Value;
        pub fn and_modify<F: FnOnce(&mut Value)>(self, f: F) -> Self;
    }
    pub struct VacantEntry;
    impl VacantEntry {
        pub fn key(&self) -> &String;
        pub fn insert(self, value: Value) -> &mut Value;
    }
    pub struct OccupiedEntry;
    impl OccupiedEntry {
        pub fn key(&self) -> &String;
        pub fn get(&self) -> &Value;
        pub fn get_mut(&mut self) -> &mut Value;
        pub fn into_mut(self) -> &mut Value;
        pub fn insert(&mut self, value: Value) -> Value;
        pub fn remove(self) -> Value;
    }
}
