#![stub(versions = ">=0.3, <0.4")]
// Checked against futures 0.3.34 (with futures-channel and futures-executor 0.3.34).
// What it shares with futures-util is defined in futures_util.rs.

pub use futures_util::{future, io, lock, sink, stream, task};
pub use futures_util::{
    AsyncBufRead, AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncSeek, AsyncSeekExt, AsyncWrite, AsyncWriteExt,
    Future, FutureExt, Sink, SinkExt, Stream, StreamExt, TryFuture, TryFutureExt, TryStream, TryStreamExt,
};
pub use futures_util::{join, pending, pin_mut, poll, ready, select, select_biased, stream_select, try_join};

pub mod prelude {
    pub use futures_util::future::{self, Future, FutureExt as _, TryFuture, TryFutureExt as _};
    pub use futures_util::io::{AsyncBufRead, AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, AsyncSeek, AsyncSeekExt as _, AsyncWrite, AsyncWriteExt as _};
    pub use futures_util::sink::{self, Sink, SinkExt as _};
    pub use futures_util::stream::{self, Stream, StreamExt as _, TryStream, TryStreamExt as _};
}

pub mod executor {
    use futures_util::stream::Stream;
    use std::future::Future;

    #[drives]
    pub fn block_on<F: Future>(f: F) -> F::Output;
    pub fn block_on_stream<S: Stream>(stream: S) -> BlockingStream<S>;
    pub struct BlockingStream<S>;
    impl<S: Stream> Iterator for BlockingStream<S> {
        type Item = S::Item;
        #[blocks]
        fn next(&mut self) -> Option<S::Item>;
    }
    pub struct LocalPool;
    impl LocalPool {
        pub fn new() -> Self;
        pub fn spawner(&self) -> LocalSpawner;
        #[blocks]
        pub fn run(&mut self);
        #[blocks]
        pub fn run_until<F: Future>(&mut self, future: F) -> F::Output;
        pub fn try_run_one(&mut self) -> bool;
        pub fn run_until_stalled(&mut self);
    }
    pub struct LocalSpawner;
    impl Clone for LocalSpawner {}
    impl futures_util::task::Spawn for LocalSpawner {}
    impl futures_util::task::LocalSpawn for LocalSpawner {}
}

pub mod channel {
    pub mod mpsc {
        use futures_util::sink::Sink;
        use futures_util::stream::Stream;

        pub fn channel<T>(buffer: usize) -> (Sender<T>, Receiver<T>);
        pub fn unbounded<T>() -> (UnboundedSender<T>, UnboundedReceiver<T>);

        pub struct Sender<T>;
        impl<T> Clone for Sender<T> {}
        impl<T> Sink<T> for Sender<T> { type Error = SendError; }
        impl<T> Sender<T> {
            pub fn try_send(&mut self, msg: T) -> Result<(), TrySendError<T>>;
            pub fn start_send(&mut self, msg: T) -> Result<(), SendError>;
            pub fn is_closed(&self) -> bool;
            pub fn close_channel(&mut self);
            pub fn disconnect(&mut self);
        }
        pub struct UnboundedSender<T>;
        impl<T> Clone for UnboundedSender<T> {}
        impl<T> Sink<T> for UnboundedSender<T> { type Error = SendError; }
        impl<T> UnboundedSender<T> {
            pub fn unbounded_send(&self, msg: T) -> Result<(), TrySendError<T>>;
            pub fn start_send(&mut self, msg: T) -> Result<(), SendError>;
            pub fn is_closed(&self) -> bool;
            pub fn close_channel(&self);
            pub fn disconnect(&mut self);
            pub fn len(&self) -> usize;
            pub fn is_empty(&self) -> bool;
        }
        pub struct Receiver<T>;
        impl<T> Stream for Receiver<T> { type Item = T; }
        impl<T> Receiver<T> {
            pub fn close(&mut self);
            pub fn try_next(&mut self) -> Result<Option<T>, TryRecvError>;
        }
        pub struct UnboundedReceiver<T>;
        impl<T> Stream for UnboundedReceiver<T> { type Item = T; }
        impl<T> UnboundedReceiver<T> {
            pub fn close(&mut self);
            pub fn try_next(&mut self) -> Result<Option<T>, TryRecvError>;
        }
        pub struct SendError;
        impl SendError {
            pub fn is_full(&self) -> bool;
            pub fn is_disconnected(&self) -> bool;
        }
        impl std::error::Error for SendError {}
        impl std::fmt::Display for SendError {}
        pub struct TrySendError<T>;
        impl<T> TrySendError<T> {
            pub fn is_full(&self) -> bool;
            pub fn is_disconnected(&self) -> bool;
            pub fn into_inner(self) -> T;
            pub fn into_send_error(self) -> SendError;
        }
        impl<T> std::error::Error for TrySendError<T> {}
        impl<T> std::fmt::Display for TrySendError<T> {}
        pub enum TryRecvError { Closed, Empty }
        impl std::error::Error for TryRecvError {}
        impl std::fmt::Display for TryRecvError {}
    }

    pub mod oneshot {
        pub fn channel<T>() -> (Sender<T>, Receiver<T>);
        pub struct Sender<T>;
        impl<T> Sender<T> {
            pub fn send(self, t: T) -> Result<(), T>;
            pub fn is_canceled(&self) -> bool;
        }
        pub struct Receiver<T>;
        impl<T> std::future::Future for Receiver<T> { type Output = Result<T, Canceled>; }
        impl<T> Receiver<T> {
            pub fn close(&mut self);
            pub fn try_recv(&mut self) -> Result<Option<T>, Canceled>;
        }
        pub struct Canceled;
        impl std::error::Error for Canceled {}
        impl std::fmt::Display for Canceled {}
    }
}
