#![stub(versions = ">=0.7, <0.8")]
// Checked against tokio-util 0.7.20 (feature "full").

pub use bytes;

pub mod sync {
    use std::future::Future;
    use std::sync::Arc;
    use tokio::sync::{mpsc, Semaphore};

    pub struct CancellationToken;
    impl CancellationToken {
        pub fn new() -> CancellationToken;
        pub fn child_token(&self) -> CancellationToken;
        pub fn cancel(&self);
        pub fn is_cancelled(&self) -> bool;
        #[cancel_safe]
        pub fn cancelled(&self) -> WaitForCancellationFuture;
        #[cancel_safe]
        pub fn cancelled_owned(self) -> WaitForCancellationFutureOwned;
        #[cancel_safe]
        pub async fn run_until_cancelled<F: Future>(&self, fut: F) -> Option<F::Output>;
        #[cancel_safe]
        pub async fn run_until_cancelled_owned<F: Future>(self, fut: F) -> Option<F::Output>;
        pub fn drop_guard(self) -> DropGuard;
        pub fn drop_guard_ref(&self) -> DropGuardRef;
    }
    impl Clone for CancellationToken {}
    impl Default for CancellationToken {}
    #[cancel_safe]
    pub struct WaitForCancellationFuture;
    impl Future for WaitForCancellationFuture { type Output = (); }
    #[cancel_safe]
    pub struct WaitForCancellationFutureOwned;
    impl Future for WaitForCancellationFutureOwned { type Output = (); }
    pub struct DropGuard;
    impl DropGuard { pub fn disarm(self) -> CancellationToken; }
    pub struct DropGuardRef;
    impl DropGuardRef { pub fn disarm(self) -> &CancellationToken; }

    pub struct PollSender<T>;
    impl<T> PollSender<T> {
        pub fn new(sender: mpsc::Sender<T>) -> Self;
        pub fn send_item(&mut self, value: T) -> Result<(), PollSendError<T>>;
        pub fn is_closed(&self) -> bool;
        pub fn close(&mut self);
    }
    impl<T> Clone for PollSender<T> {}
    impl<T> futures_util::Sink<T> for PollSender<T> { type Error = PollSendError<T>; }
    pub struct PollSendError<T>;
    impl<T> PollSendError<T> { pub fn into_inner(self) -> Option<T>; }
    pub struct PollSemaphore;
    impl PollSemaphore { pub fn new(semaphore: Arc<Semaphore>) -> Self; }
    pub struct ReusableBoxFuture<T>;
    impl<T> ReusableBoxFuture<T> {
        pub fn new<F: Future<Output = T>>(future: F) -> Self;
        pub fn set<F: Future<Output = T>>(&mut self, future: F);
    }
    impl<T> Future for ReusableBoxFuture<T> { type Output = T; }
}

pub mod task {
    use std::future::Future;
    use tokio::runtime::Handle;
    use tokio::task::{AbortHandle, Id, JoinError, JoinHandle, LocalSet};

    pub struct TaskTracker;
    impl TaskTracker {
        pub fn new() -> Self;
        #[spawns]
        pub fn spawn<F: Future>(&self, task: F) -> JoinHandle<F::Output>;
        #[spawns]
        pub fn spawn_on<F: Future>(&self, task: F, handle: &Handle) -> JoinHandle<F::Output>;
        #[spawns]
        pub fn spawn_local<F: Future>(&self, task: F) -> JoinHandle<F::Output>;
        #[spawns]
        pub fn spawn_local_on<F: Future>(&self, task: F, local_set: &LocalSet) -> JoinHandle<F::Output>;
        #[offloads]
        #[spawns]
        pub fn spawn_blocking<F: FnOnce() -> T, T>(&self, task: F) -> JoinHandle<T>;
        #[offloads]
        #[spawns]
        pub fn spawn_blocking_on<F: FnOnce() -> T, T>(&self, task: F, handle: &Handle) -> JoinHandle<T>;
        pub fn track_future<F: Future>(&self, future: F) -> crate::task::task_tracker::TrackedFuture<F>;
        #[cancel_safe]
        pub fn wait(&self) -> crate::task::task_tracker::TaskTrackerWaitFuture;
        pub fn close(&self) -> bool;
        pub fn reopen(&self) -> bool;
        pub fn is_closed(&self) -> bool;
        pub fn len(&self) -> usize;
        pub fn is_empty(&self) -> bool;
        pub fn token(&self) -> crate::task::task_tracker::TaskTrackerToken;
    }
    impl Clone for TaskTracker {}
    impl Default for TaskTracker {}
    pub mod task_tracker {
        use std::future::Future;
        pub use crate::task::TaskTracker;
        pub struct TaskTrackerToken;
        impl Clone for TaskTrackerToken {}
        pub struct TaskTrackerWaitFuture;
        impl Future for TaskTrackerWaitFuture { type Output = (); }
        pub struct TrackedFuture<F>;
        impl<F: Future> Future for TrackedFuture<F> { type Output = F::Output; }
    }

    pub struct JoinMap<K, V>;
    impl<K, V> JoinMap<K, V> {
        pub fn new() -> Self;
        pub fn len(&self) -> usize;
        pub fn is_empty(&self) -> bool;
        #[spawns]
        pub fn spawn<F: Future<Output = V>>(&mut self, key: K, task: F);
        #[spawns]
        pub fn spawn_on<F: Future<Output = V>>(&mut self, key: K, task: F, handle: &Handle);
        #[spawns]
        pub fn spawn_local<F: Future<Output = V>>(&mut self, key: K, task: F);
        #[offloads]
        #[spawns]
        pub fn spawn_blocking<F: FnOnce() -> V>(&mut self, key: K, f: F);
        #[cancel_safe]
        pub async fn join_next(&mut self) -> Option<(K, Result<V, JoinError>)>;
        pub async fn shutdown(&mut self);
        pub fn abort<Q>(&mut self, key: &Q) -> bool;
        pub fn abort_all(&mut self);
        pub fn abort_matching(&mut self, predicate: impl FnMut(&K) -> bool);
        pub fn contains_key<Q>(&self, key: &Q) -> bool;
        pub fn keys(&self) -> impl Iterator<Item = &K>;
    }
    pub struct JoinQueue<T>;
    impl<T> JoinQueue<T> {
        pub fn new() -> Self;
        pub fn len(&self) -> usize;
        pub fn is_empty(&self) -> bool;
        #[spawns]
        pub fn spawn<F: Future<Output = T>>(&mut self, task: F) -> AbortHandle;
        #[spawns]
        pub fn spawn_on<F: Future<Output = T>>(&mut self, task: F, handle: &Handle) -> AbortHandle;
        #[spawns]
        pub fn spawn_local<F: Future<Output = T>>(&mut self, task: F) -> AbortHandle;
        #[offloads]
        #[spawns]
        pub fn spawn_blocking<F: FnOnce() -> T>(&mut self, f: F) -> AbortHandle;
        #[cancel_safe]
        pub async fn join_next(&mut self) -> Option<Result<T, JoinError>>;
        #[cancel_safe]
        pub async fn join_next_with_id(&mut self) -> Option<Result<(Id, T), JoinError>>;
        #[cancel_unsafe = "the outputs collected so far are lost"]
        pub async fn join_all(self) -> Vec<T>;
        pub async fn shutdown(&mut self);
        pub fn abort_all(&mut self);
    }

    pub struct AbortOnDropHandle<T>;
    impl<T> AbortOnDropHandle<T> {
        pub fn new(handle: JoinHandle<T>) -> Self;
        pub fn abort(&self);
        pub fn is_finished(&self) -> bool;
        pub fn abort_handle(&self) -> AbortHandle;
        pub fn detach(self) -> JoinHandle<T>;
    }
    impl<T> Future for AbortOnDropHandle<T> { type Output = Result<T, JoinError>; }
    pub struct LocalPoolHandle;
    impl LocalPoolHandle {
        pub fn new(pool_size: usize) -> LocalPoolHandle;
        pub fn num_threads(&self) -> usize;
        #[spawns]
        pub fn spawn_pinned<F: FnOnce() -> Fut, Fut: Future>(&self, create_task: F) -> JoinHandle<Fut::Output>;
    }
    impl Clone for LocalPoolHandle {}
}

pub mod future {
    use crate::sync::CancellationToken;
    use std::future::Future;
    pub trait FutureExt: Future {
        fn timeout(self, timeout: std::time::Duration) -> tokio::time::Timeout<Self>;
        fn timeout_at(self, deadline: tokio::time::Instant) -> tokio::time::Timeout<Self>;
        fn with_cancellation_token(self, cancellation_token: &CancellationToken) -> impl Future<Output = Option<Self::Output>>;
        fn with_cancellation_token_owned(self, cancellation_token: CancellationToken) -> impl Future<Output = Option<Self::Output>>;
    }
    impl<T: Future> FutureExt for T {}
}

pub mod time {
    use std::time::Duration;
    use tokio::time::Instant;
    pub use crate::future::FutureExt;
    pub struct DelayQueue<T>;
    impl<T> DelayQueue<T> {
        pub fn new() -> DelayQueue<T>;
        pub fn with_capacity(capacity: usize) -> DelayQueue<T>;
        pub fn insert(&mut self, value: T, timeout: Duration) -> crate::time::delay_queue::Key;
        pub fn insert_at(&mut self, value: T, when: Instant) -> crate::time::delay_queue::Key;
        pub fn remove(&mut self, key: &crate::time::delay_queue::Key) -> crate::time::delay_queue::Expired<T>;
        pub fn try_remove(&mut self, key: &crate::time::delay_queue::Key) -> Option<crate::time::delay_queue::Expired<T>>;
        pub fn reset(&mut self, key: &crate::time::delay_queue::Key, timeout: Duration);
        pub fn len(&self) -> usize;
        pub fn is_empty(&self) -> bool;
        pub fn clear(&mut self);
    }
    impl<T> futures_util::Stream for DelayQueue<T> { type Item = crate::time::delay_queue::Expired<T>; }
    pub mod delay_queue {
        pub use crate::time::DelayQueue;
        pub struct Key;
        impl Clone for Key {}
        pub struct Expired<T>;
        impl<T> Expired<T> {
            pub fn get_ref(&self) -> &T;
            pub fn get_mut(&mut self) -> &mut T;
            pub fn into_inner(self) -> T;
            pub fn deadline(&self) -> tokio::time::Instant;
            pub fn key(&self) -> Key;
        }
    }
}

pub mod io {
    use bytes::{BufMut, Bytes};
    use std::io::{IoSlice, Result};
    use tokio::io::{AsyncBufRead, AsyncRead, AsyncWrite};

    pub struct ReaderStream<R>;
    impl<R: AsyncRead> ReaderStream<R> {
        pub fn new(reader: R) -> Self;
        pub fn with_capacity(reader: R, capacity: usize) -> Self;
    }
    impl<R: AsyncRead> futures_util::Stream for ReaderStream<R> { type Item = Result<Bytes>; }
    pub struct StreamReader<S, B>;
    impl<S, B> StreamReader<S, B> {
        pub fn new(stream: S) -> Self;
        pub fn get_ref(&self) -> &S;
        pub fn get_mut(&mut self) -> &mut S;
        pub fn into_inner(self) -> S;
    }
    impl<S, B> AsyncRead for StreamReader<S, B> {}
    impl<S, B> AsyncBufRead for StreamReader<S, B> {}
    pub struct SinkWriter<S>;
    impl<S> SinkWriter<S> {
        pub fn new(sink: S) -> Self;
        pub fn into_inner(self) -> S;
    }
    impl<S> AsyncWrite for SinkWriter<S> {}
    pub struct CopyToBytes<S>;
    impl<S> CopyToBytes<S> {
        pub fn new(inner: S) -> Self;
        pub fn into_inner(self) -> S;
    }

    /* reads and writes as a thread does: for code that runs under `spawn_blocking` */
    pub struct SyncIoBridge<T>;
    impl<T> SyncIoBridge<T> {
        pub fn new(src: T) -> Self;
        pub fn new_with_handle(src: T, rt: tokio::runtime::Handle) -> Self;
        #[blocks]
        pub fn shutdown(&mut self) -> Result<()>;
        pub fn into_inner(self) -> T;
    }
    impl<T: AsyncRead> std::io::Read for SyncIoBridge<T> {
        #[blocks]
        fn read(&mut self, buf: &mut [u8]) -> Result<usize>;
        #[blocks]
        fn read_to_end(&mut self, buf: &mut Vec<u8>) -> Result<usize>;
        #[blocks]
        fn read_to_string(&mut self, buf: &mut String) -> Result<usize>;
        #[blocks]
        fn read_exact(&mut self, buf: &mut [u8]) -> Result<()>;
    }
    impl<T: AsyncWrite> std::io::Write for SyncIoBridge<T> {
        #[blocks]
        #[writes]
        fn write(&mut self, buf: &[u8]) -> Result<usize>;
        #[blocks]
        #[writes]
        fn write_all(&mut self, buf: &[u8]) -> Result<()>;
        #[blocks]
        #[writes]
        fn flush(&mut self) -> Result<()>;
    }
    impl<T: AsyncBufRead> std::io::BufRead for SyncIoBridge<T> {}

    pub async fn read_buf<R: AsyncRead, B: BufMut>(read: &mut R, buf: &mut B) -> Result<usize>;
    #[cancel_unsafe = "a part of the buffers may be written, and nothing says how much"]
    #[writes]
    pub async fn write_all_vectored<W: AsyncWrite>(writer: &mut W, bufs: &mut [IoSlice]) -> Result<()>;
}

pub mod compat {
    pub struct Compat<T>;
    impl<T> Compat<T> {
        pub fn get_ref(&self) -> &T;
        pub fn get_mut(&mut self) -> &mut T;
        pub fn into_inner(self) -> T;
    }
    impl<T: tokio::io::AsyncRead> futures_util::AsyncRead for Compat<T> {}
    impl<T: tokio::io::AsyncWrite> futures_util::AsyncWrite for Compat<T> {}
    impl<T: futures_util::AsyncRead> tokio::io::AsyncRead for Compat<T> {}
    impl<T: futures_util::AsyncWrite> tokio::io::AsyncWrite for Compat<T> {}
    pub trait TokioAsyncReadCompatExt: tokio::io::AsyncRead {
        fn compat(self) -> Compat<Self>;
    }
    impl<T: tokio::io::AsyncRead> TokioAsyncReadCompatExt for T {}
    pub trait TokioAsyncWriteCompatExt: tokio::io::AsyncWrite {
        fn compat_write(self) -> Compat<Self>;
    }
    impl<T: tokio::io::AsyncWrite> TokioAsyncWriteCompatExt for T {}
    pub trait FuturesAsyncReadCompatExt: futures_util::AsyncRead {
        fn compat(self) -> Compat<Self>;
    }
    impl<T: futures_util::AsyncRead> FuturesAsyncReadCompatExt for T {}
    pub trait FuturesAsyncWriteCompatExt: futures_util::AsyncWrite {
        fn compat_write(self) -> Compat<Self>;
    }
    impl<T: futures_util::AsyncWrite> FuturesAsyncWriteCompatExt for T {}
}

pub mod codec {
    use bytes::{Bytes, BytesMut};
    use futures_util::{Sink, Stream};
    use tokio::io::{AsyncRead, AsyncWrite};

    pub trait Decoder {
        type Item;
        type Error;
        fn decode(&mut self, src: &mut BytesMut) -> Result<Option<Self::Item>, Self::Error>;
        fn decode_eof(&mut self, buf: &mut BytesMut) -> Result<Option<Self::Item>, Self::Error>;
        fn framed<T: AsyncRead + AsyncWrite>(self, io: T) -> Framed<T, Self>;
    }
    pub trait Encoder<Item> {
        type Error;
        fn encode(&mut self, item: Item, dst: &mut BytesMut) -> Result<(), Self::Error>;
    }

    pub struct Framed<T, U>;
    impl<T, U> Framed<T, U> {
        pub fn new(inner: T, codec: U) -> Framed<T, U>;
        pub fn with_capacity(inner: T, codec: U, capacity: usize) -> Framed<T, U>;
        pub fn get_ref(&self) -> &T;
        pub fn get_mut(&mut self) -> &mut T;
        pub fn codec(&self) -> &U;
        pub fn codec_mut(&mut self) -> &mut U;
        pub fn into_inner(self) -> T;
    }
    impl<T: AsyncRead, U: Decoder> Stream for Framed<T, U> { type Item = Result<U::Item, U::Error>; }
    impl<T: AsyncWrite, I, U: Encoder<I>> Sink<I> for Framed<T, U> { type Error = U::Error; }
    pub struct FramedRead<T, D>;
    impl<T, D> FramedRead<T, D> {
        pub fn new(inner: T, decoder: D) -> FramedRead<T, D>;
        pub fn with_capacity(inner: T, decoder: D, capacity: usize) -> FramedRead<T, D>;
        pub fn get_ref(&self) -> &T;
        pub fn get_mut(&mut self) -> &mut T;
        pub fn decoder(&self) -> &D;
        pub fn decoder_mut(&mut self) -> &mut D;
        pub fn into_inner(self) -> T;
    }
    impl<T: AsyncRead, D: Decoder> Stream for FramedRead<T, D> { type Item = Result<D::Item, D::Error>; }
    pub struct FramedWrite<T, E>;
    impl<T, E> FramedWrite<T, E> {
        pub fn new(inner: T, encoder: E) -> FramedWrite<T, E>;
        pub fn with_capacity(inner: T, encoder: E, capacity: usize) -> FramedWrite<T, E>;
        pub fn get_ref(&self) -> &T;
        pub fn get_mut(&mut self) -> &mut T;
        pub fn encoder(&self) -> &E;
        pub fn into_inner(self) -> T;
    }
    impl<T: AsyncWrite, I, E: Encoder<I>> Sink<I> for FramedWrite<T, E> { type Error = E::Error; }

    pub struct BytesCodec;
    impl BytesCodec { pub fn new() -> BytesCodec; }
    impl Decoder for BytesCodec { type Item = BytesMut; type Error = std::io::Error; }
    impl Encoder<Bytes> for BytesCodec { type Error = std::io::Error; }
    pub struct LinesCodec;
    impl LinesCodec {
        pub fn new() -> LinesCodec;
        pub fn new_with_max_length(max_length: usize) -> Self;
        pub fn max_length(&self) -> usize;
    }
    impl Decoder for LinesCodec { type Item = String; type Error = LinesCodecError; }
    impl<T: AsRef<str>> Encoder<T> for LinesCodec { type Error = LinesCodecError; }
    pub enum LinesCodecError { MaxLineLengthExceeded, Io(std::io::Error) }
    impl std::error::Error for LinesCodecError {}
    impl std::fmt::Display for LinesCodecError {}
    pub struct LengthDelimitedCodec;
    impl LengthDelimitedCodec {
        pub fn new() -> Self;
        pub fn builder() -> crate::codec::length_delimited::Builder;
        pub fn max_frame_length(&self) -> usize;
        pub fn set_max_frame_length(&mut self, val: usize);
    }
    impl Decoder for LengthDelimitedCodec { type Item = BytesMut; type Error = std::io::Error; }
    impl Encoder<Bytes> for LengthDelimitedCodec { type Error = std::io::Error; }
    pub mod length_delimited {
        pub use crate::codec::LengthDelimitedCodec;
        pub struct Builder;
        impl Builder {
            pub fn new() -> Builder;
            pub fn big_endian(&mut self) -> &mut Self;
            pub fn little_endian(&mut self) -> &mut Self;
            pub fn max_frame_length(&mut self, val: usize) -> &mut Self;
            pub fn length_field_length(&mut self, val: usize) -> &mut Self;
            pub fn length_field_offset(&mut self, val: usize) -> &mut Self;
            pub fn length_adjustment(&mut self, val: isize) -> &mut Self;
            pub fn num_skip(&mut self, val: usize) -> &mut Self;
            pub fn new_codec(&self) -> LengthDelimitedCodec;
        }
    }
}
