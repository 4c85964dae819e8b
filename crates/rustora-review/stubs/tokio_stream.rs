#![stub(versions = ">=0.1, <0.2")]
// Checked against tokio-stream 0.1.19 (feature "full").

pub use futures_util::stream::Stream;

pub fn iter<I: IntoIterator>(i: I) -> impl Stream<Item = I::Item>;
pub fn once<T>(value: T) -> Once<T>;
pub fn empty<T>() -> Empty<T>;
pub fn pending<T>() -> Pending<T>;
pub struct Once<T>;
impl<T> Stream for Once<T> { type Item = T; }
pub struct Empty<T>;
impl<T> Stream for Empty<T> { type Item = T; }
pub struct Pending<T>;
impl<T> Stream for Pending<T> { type Item = T; }
pub struct Elapsed;
impl std::error::Error for Elapsed {}
impl std::fmt::Display for Elapsed {}

pub trait StreamExt: Stream {
    #[cancel_safe]
    async fn next(&mut self) -> Option<Self::Item>;
    #[cancel_safe]
    async fn try_next<T, E>(&mut self) -> Result<Option<T>, E> where Self: Stream<Item = Result<T, E>>;
    fn map<T, F: FnMut(Self::Item) -> T>(self, f: F) -> impl Stream<Item = T>;
    fn map_while<T, F: FnMut(Self::Item) -> Option<T>>(self, f: F) -> impl Stream<Item = T>;
    fn then<F: FnMut(Self::Item) -> Fut, Fut: std::future::Future>(self, f: F) -> impl Stream<Item = Fut::Output>;
    fn merge<U: Stream<Item = Self::Item>>(self, other: U) -> impl Stream<Item = Self::Item>;
    fn chain<U: Stream<Item = Self::Item>>(self, other: U) -> impl Stream<Item = Self::Item>;
    fn filter<F: FnMut(&Self::Item) -> bool>(self, f: F) -> impl Stream<Item = Self::Item>;
    fn filter_map<T, F: FnMut(Self::Item) -> Option<T>>(self, f: F) -> impl Stream<Item = T>;
    fn take(self, n: usize) -> impl Stream<Item = Self::Item>;
    fn take_while<F: FnMut(&Self::Item) -> bool>(self, f: F) -> impl Stream<Item = Self::Item>;
    fn skip(self, n: usize) -> impl Stream<Item = Self::Item>;
    fn skip_while<F: FnMut(&Self::Item) -> bool>(self, f: F) -> impl Stream<Item = Self::Item>;
    fn fuse(self) -> impl Stream<Item = Self::Item>;
    fn peekable(self) -> impl Stream<Item = Self::Item>;
    fn throttle(self, duration: std::time::Duration) -> impl Stream<Item = Self::Item>;
    fn timeout(self, duration: std::time::Duration) -> impl Stream<Item = Result<Self::Item, Elapsed>>;
    fn timeout_repeating(self, interval: tokio::time::Interval) -> impl Stream<Item = Result<Self::Item, Elapsed>>;
    fn chunks_timeout(self, max_size: usize, duration: std::time::Duration) -> impl Stream<Item = Vec<Self::Item>>;
    async fn all<F: FnMut(Self::Item) -> bool>(&mut self, f: F) -> bool;
    async fn any<F: FnMut(Self::Item) -> bool>(&mut self, f: F) -> bool;
    async fn fold<B, F: FnMut(B, Self::Item) -> B>(self, init: B, f: F) -> B;
    async fn collect<T: FromStream<Self::Item>>(self) -> T;
}
impl<St: Stream> StreamExt for St {}
pub trait FromStream<T> {}
impl<T> FromStream<T> for Vec<T> {}
impl FromStream<()> for () {}
impl<T: AsRef<str>> FromStream<T> for String {}
impl<T, U: FromStream<T>> FromStream<Option<T>> for Option<U> {}
impl<T, U: FromStream<T>, E> FromStream<Result<T, E>> for Result<U, E> {}

pub struct StreamMap<K, V>;
impl<K, V> StreamMap<K, V> {
    pub fn new() -> StreamMap<K, V>;
    pub fn with_capacity(capacity: usize) -> StreamMap<K, V>;
    pub fn insert(&mut self, k: K, stream: V) -> Option<V>;
    pub fn remove<Q>(&mut self, k: &Q) -> Option<V>;
    pub fn contains_key<Q>(&self, k: &Q) -> bool;
    pub fn keys(&self) -> impl Iterator<Item = &K>;
    pub fn values(&self) -> impl Iterator<Item = &V>;
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V>;
    pub fn iter(&self) -> impl Iterator<Item = &(K, V)>;
    pub fn len(&self) -> usize;
    pub fn is_empty(&self) -> bool;
    pub fn clear(&mut self);
    #[cancel_safe]
    pub async fn next_many(&mut self, buffer: &mut Vec<(K, <V as Stream>::Item)>, limit: usize) -> usize;
}
impl<K, V: Stream> Stream for StreamMap<K, V> { type Item = (K, V::Item); }
impl<K, V> Default for StreamMap<K, V> {}
pub struct StreamNotifyClose<S>;
impl<S> StreamNotifyClose<S> {
    pub fn new(stream: S) -> Self;
    pub fn into_inner(self) -> Option<S>;
}
impl<S: Stream> Stream for StreamNotifyClose<S> { type Item = Option<S::Item>; }

pub mod wrappers {
    use futures_util::stream::Stream;
    use std::io;
    use tokio::sync::{broadcast, mpsc, watch};

    pub struct ReceiverStream<T>;
    impl<T> ReceiverStream<T> {
        pub fn new(recv: mpsc::Receiver<T>) -> Self;
        pub fn into_inner(self) -> mpsc::Receiver<T>;
        pub fn close(&mut self);
    }
    impl<T> Stream for ReceiverStream<T> { type Item = T; }
    impl<T> From<mpsc::Receiver<T>> for ReceiverStream<T> {}
    pub struct UnboundedReceiverStream<T>;
    impl<T> UnboundedReceiverStream<T> {
        pub fn new(recv: mpsc::UnboundedReceiver<T>) -> Self;
        pub fn into_inner(self) -> mpsc::UnboundedReceiver<T>;
        pub fn close(&mut self);
    }
    impl<T> Stream for UnboundedReceiverStream<T> { type Item = T; }
    impl<T> From<mpsc::UnboundedReceiver<T>> for UnboundedReceiverStream<T> {}
    pub struct BroadcastStream<T>;
    impl<T> BroadcastStream<T> { pub fn new(rx: broadcast::Receiver<T>) -> Self; }
    impl<T> Stream for BroadcastStream<T> { type Item = Result<T, crate::wrappers::errors::BroadcastStreamRecvError>; }
    pub struct WatchStream<T>;
    impl<T> WatchStream<T> {
        pub fn new(rx: watch::Receiver<T>) -> Self;
        pub fn from_changes(rx: watch::Receiver<T>) -> Self;
    }
    impl<T> Stream for WatchStream<T> { type Item = T; }
    pub struct IntervalStream;
    impl IntervalStream {
        pub fn new(interval: tokio::time::Interval) -> Self;
        pub fn into_inner(self) -> tokio::time::Interval;
    }
    impl Stream for IntervalStream { type Item = tokio::time::Instant; }
    pub struct LinesStream<R>;
    impl<R> LinesStream<R> {
        pub fn new(lines: tokio::io::Lines<R>) -> Self;
        pub fn into_inner(self) -> tokio::io::Lines<R>;
    }
    impl<R> Stream for LinesStream<R> { type Item = io::Result<String>; }
    pub struct SplitStream<R>;
    impl<R> SplitStream<R> { pub fn new(split: tokio::io::Split<R>) -> Self; }
    impl<R> Stream for SplitStream<R> { type Item = io::Result<Vec<u8>>; }
    pub struct ReadDirStream;
    impl ReadDirStream { pub fn new(read_dir: tokio::fs::ReadDir) -> Self; }
    impl Stream for ReadDirStream { type Item = io::Result<tokio::fs::DirEntry>; }
    pub struct TcpListenerStream;
    impl TcpListenerStream {
        pub fn new(listener: tokio::net::TcpListener) -> Self;
        pub fn into_inner(self) -> tokio::net::TcpListener;
    }
    impl Stream for TcpListenerStream { type Item = io::Result<tokio::net::TcpStream>; }
    pub struct UnixListenerStream;
    impl UnixListenerStream { pub fn new(listener: tokio::net::UnixListener) -> Self; }
    impl Stream for UnixListenerStream { type Item = io::Result<tokio::net::UnixStream>; }
    pub struct SignalStream;
    impl SignalStream { pub fn new(signal: tokio::signal::unix::Signal) -> Self; }
    impl Stream for SignalStream { type Item = (); }
    pub mod errors {
        pub enum BroadcastStreamRecvError { Lagged(u64) }
        impl std::error::Error for BroadcastStreamRecvError {}
        impl std::fmt::Display for BroadcastStreamRecvError {}
    }
}
