#![stub(versions = ">=0.3, <0.4")]
// Checked against futures-util 0.3.34 (with futures-core, futures-io, futures-sink, futures-task 0.3.34).
// Stream, Sink, AsyncRead and so on live in those crates; here is the one place that defines them.
// Impls that only hand on (`Stream for &mut S`, `Box<S>`, `Pin<P>`) are left out: references and `Deref` lead there.

#[runs_inline]
macro_rules! join { () => {} }
#[runs_inline]
macro_rules! try_join { () => {} }
#[runs_inline]
macro_rules! select { () => {} }
#[runs_inline]
macro_rules! select_biased { () => {} }
#[runs_inline]
macro_rules! stream_select { () => {} }
#[runs_inline]
macro_rules! pin_mut { () => {} }
#[runs_inline]
macro_rules! poll { () => {} }
#[runs_inline]
macro_rules! pending { () => {} }
#[runs_inline]
macro_rules! ready { () => {} }

pub use crate::future::{FutureExt, TryFuture, TryFutureExt};
pub use crate::io::{AsyncBufRead, AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncSeek, AsyncSeekExt, AsyncWrite, AsyncWriteExt};
pub use crate::sink::{Sink, SinkExt};
pub use crate::stream::{Stream, StreamExt, TryStream, TryStreamExt};
pub use std::future::Future;

pub mod future {
    use crate::stream::{Stream, TryStream};
    use std::pin::Pin;
    use std::task::{Context, Poll};

    pub use std::future::{poll_fn, Future};

    pub type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;
    pub type LocalBoxFuture<T> = Pin<Box<dyn Future<Output = T>>>;

    pub trait FutureExt: Future {
        fn map<U, F: FnOnce(Self::Output) -> U>(self, f: F) -> impl Future<Output = U>;
        fn map_into<U>(self) -> impl Future<Output = U>;
        fn then<Fut: Future, F: FnOnce(Self::Output) -> Fut>(self, f: F) -> impl Future<Output = Fut::Output>;
        fn inspect<F: FnOnce(&Self::Output)>(self, f: F) -> impl Future<Output = Self::Output>;
        fn flatten(self) -> impl Future<Output = <Self::Output as Future>::Output>;
        fn flatten_stream(self) -> impl Stream<Item = <Self::Output as Stream>::Item>;
        fn into_stream(self) -> impl Stream<Item = Self::Output>;
        fn fuse(self) -> Fuse<Self>;
        fn boxed(self) -> BoxFuture<Self::Output>;
        fn boxed_local(self) -> LocalBoxFuture<Self::Output>;
        fn shared(self) -> Shared<Self>;
        fn catch_unwind(self) -> impl Future<Output = Result<Self::Output, Box<dyn std::any::Any + Send>>>;
        fn left_future<B>(self) -> Either<Self, B>;
        fn right_future<A>(self) -> Either<A, Self>;
        fn unit_error(self) -> impl Future<Output = Result<Self::Output, ()>>;
        fn never_error(self) -> impl Future<Output = Result<Self::Output, std::convert::Infallible>>;
        fn now_or_never(self) -> Option<Self::Output>;
        fn poll_unpin(&mut self, cx: &mut Context) -> Poll<Self::Output>;
        fn remote_handle(self) -> (Remote<Self>, RemoteHandle<Self::Output>);
    }
    impl<T: Future> FutureExt for T {}

    pub trait TryFuture: Future {
        type Ok;
        type Error;
    }
    impl<T, E, F: Future<Output = Result<T, E>>> TryFuture for F { type Ok = T; type Error = E; }

    pub trait TryFutureExt: TryFuture {
        fn map_ok<T, F: FnOnce(Self::Ok) -> T>(self, f: F) -> impl Future<Output = Result<T, Self::Error>>;
        fn map_err<E, F: FnOnce(Self::Error) -> E>(self, f: F) -> impl Future<Output = Result<Self::Ok, E>>;
        fn map_ok_or_else<T, E: FnOnce(Self::Error) -> T, F: FnOnce(Self::Ok) -> T>(self, e: E, f: F) -> impl Future<Output = T>;
        fn ok_into<U>(self) -> impl Future<Output = Result<U, Self::Error>>;
        fn err_into<E>(self) -> impl Future<Output = Result<Self::Ok, E>>;
        fn and_then<Fut: TryFuture, F: FnOnce(Self::Ok) -> Fut>(self, f: F) -> impl Future<Output = Result<Fut::Ok, Fut::Error>>;
        fn or_else<Fut: TryFuture, F: FnOnce(Self::Error) -> Fut>(self, f: F) -> impl Future<Output = Result<Fut::Ok, Fut::Error>>;
        fn inspect_ok<F: FnOnce(&Self::Ok)>(self, f: F) -> impl Future<Output = Result<Self::Ok, Self::Error>>;
        fn inspect_err<F: FnOnce(&Self::Error)>(self, f: F) -> impl Future<Output = Result<Self::Ok, Self::Error>>;
        fn unwrap_or_else<F: FnOnce(Self::Error) -> Self::Ok>(self, f: F) -> impl Future<Output = Self::Ok>;
        fn try_flatten(self) -> impl Future<Output = Result<<Self::Ok as TryFuture>::Ok, Self::Error>>;
        fn try_flatten_stream(self) -> impl Stream<Item = Result<<Self::Ok as TryStream>::Ok, Self::Error>>;
        fn into_future(self) -> impl Future<Output = Result<Self::Ok, Self::Error>>;
    }
    impl<F: TryFuture> TryFutureExt for F {}

    pub trait FusedFuture: Future {
        fn is_terminated(&self) -> bool;
    }

    /* several at once */
    pub fn join<Fut1: Future, Fut2: Future>(future1: Fut1, future2: Fut2) -> impl Future<Output = (Fut1::Output, Fut2::Output)>;
    pub fn join3<Fut1: Future, Fut2: Future, Fut3: Future>(future1: Fut1, future2: Fut2, future3: Fut3) -> impl Future<Output = (Fut1::Output, Fut2::Output, Fut3::Output)>;
    pub fn try_join<Fut1: TryFuture, Fut2: TryFuture>(future1: Fut1, future2: Fut2) -> impl Future<Output = Result<(Fut1::Ok, Fut2::Ok), Fut1::Error>>;
    pub fn try_join3<Fut1: TryFuture, Fut2: TryFuture, Fut3: TryFuture>(future1: Fut1, future2: Fut2, future3: Fut3) -> impl Future<Output = Result<(Fut1::Ok, Fut2::Ok, Fut3::Ok), Fut1::Error>>;
    pub fn join_all<I: IntoIterator>(iter: I) -> JoinAll<I::Item>;
    pub fn try_join_all<I: IntoIterator>(iter: I) -> TryJoinAll<I::Item>;
    pub fn select<A: Future, B: Future>(future1: A, future2: B) -> Select<A, B>;
    pub fn try_select<A: TryFuture, B: TryFuture>(future1: A, future2: B) -> impl Future<Output = Result<Either<(A::Ok, B), (B::Ok, A)>, Either<(A::Error, B), (B::Error, A)>>>;
    pub fn select_all<I: IntoIterator>(iter: I) -> SelectAll<I::Item>;
    pub fn select_ok<I: IntoIterator>(iter: I) -> SelectOk<I::Item>;
    pub struct JoinAll<F>;
    impl<F: Future> Future for JoinAll<F> { type Output = Vec<F::Output>; }
    pub struct TryJoinAll<F>;
    impl<F: TryFuture> Future for TryJoinAll<F> { type Output = Result<Vec<F::Ok>, F::Error>; }
    pub struct Select<A, B>;
    impl<A: Future, B: Future> Future for Select<A, B> { type Output = Either<(A::Output, B), (B::Output, A)>; }
    pub struct SelectAll<Fut>;
    impl<Fut: Future> Future for SelectAll<Fut> { type Output = (Fut::Output, usize, Vec<Fut>); }
    pub struct SelectOk<Fut>;
    impl<Fut: TryFuture> Future for SelectOk<Fut> { type Output = Result<(Fut::Ok, Vec<Fut>), Fut::Error>; }

    /* ready-made ones */
    pub fn ready<T>(t: T) -> Ready<T>;
    pub fn ok<T, E>(t: T) -> Ready<Result<T, E>>;
    pub fn err<T, E>(err: E) -> Ready<Result<T, E>>;
    pub fn pending<T>() -> Pending<T>;
    pub fn lazy<F: FnOnce(&mut Context) -> R, R>(f: F) -> Lazy<F>;
    pub fn maybe_done<Fut: Future>(future: Fut) -> MaybeDone<Fut>;
    pub fn poll_immediate<F: Future>(f: F) -> impl Future<Output = Option<F::Output>>;
    pub struct Ready<T>;
    impl<T> Ready<T> { pub fn into_inner(self) -> T; }
    impl<T> Future for Ready<T> { type Output = T; }
    pub struct Pending<T>;
    impl<T> Future for Pending<T> { type Output = T; }
    pub struct Lazy<F>;
    impl<R, F: FnOnce(&mut Context) -> R> Future for Lazy<F> { type Output = R; }
    pub enum MaybeDone<Fut> { Future(Fut), Done(<Fut as Future>::Output), Gone }
    impl<Fut: Future> Future for MaybeDone<Fut> { type Output = (); }

    pub enum Either<A, B> { Left(A), Right(B) }
    impl<A: Future, B: Future<Output = A::Output>> Future for Either<A, B> { type Output = A::Output; }
    impl<A: Stream, B: Stream<Item = A::Item>> Stream for Either<A, B> { type Item = A::Item; }
    impl<T> Either<T, T> { pub fn into_inner(self) -> T; }
    pub struct Fuse<Fut>;
    impl<Fut> Fuse<Fut> { pub fn terminated() -> Self; }
    impl<Fut: Future> Future for Fuse<Fut> { type Output = Fut::Output; }
    impl<Fut: Future> FusedFuture for Fuse<Fut> {}
    pub struct Shared<Fut>;
    impl<Fut> Clone for Shared<Fut> {}
    impl<Fut: Future> Shared<Fut> { pub fn peek(&self) -> Option<&Fut::Output>; }
    impl<Fut: Future> Future for Shared<Fut> { type Output = Fut::Output; }
    pub struct OptionFuture<F>;
    impl<F: Future> Future for OptionFuture<F> { type Output = Option<F::Output>; }
    impl<F> From<Option<F>> for OptionFuture<F> {}
    pub struct Remote<Fut>;
    impl<Fut: Future> Future for Remote<Fut> { type Output = (); }
    pub struct RemoteHandle<T>;
    impl<T> RemoteHandle<T> { pub fn forget(self); }
    impl<T> Future for RemoteHandle<T> { type Output = T; }

    /* cancellation */
    pub fn abortable<Fut: Future>(future: Fut) -> (Abortable<Fut>, AbortHandle);
    pub struct Abortable<T>;
    impl<T> Abortable<T> {
        pub fn new(task: T, reg: AbortRegistration) -> Self;
        pub fn is_aborted(&self) -> bool;
    }
    impl<Fut: Future> Future for Abortable<Fut> { type Output = Result<Fut::Output, Aborted>; }
    pub struct AbortHandle;
    impl Clone for AbortHandle {}
    impl AbortHandle {
        pub fn new_pair() -> (Self, AbortRegistration);
        pub fn abort(&self);
        pub fn is_aborted(&self) -> bool;
    }
    pub struct AbortRegistration;
    impl AbortRegistration { pub fn handle(&self) -> AbortHandle; }
    pub struct Aborted;
    impl std::error::Error for Aborted {}
    impl std::fmt::Display for Aborted {}
}

pub mod stream {
    use crate::future::{Either, Future, TryFuture};
    use crate::sink::Sink;
    use std::pin::Pin;
    use std::task::{Context, Poll};

    pub use crate::future::{AbortHandle, AbortRegistration, Abortable, Aborted};

    pub trait Stream {
        type Item;
        fn poll_next(self: Pin<&mut Self>, cx: &mut Context) -> Poll<Option<Self::Item>>;
        fn size_hint(&self) -> (usize, Option<usize>);
    }

    pub type BoxStream<T> = Pin<Box<dyn Stream<Item = T> + Send>>;
    pub type LocalBoxStream<T> = Pin<Box<dyn Stream<Item = T>>>;

    pub trait StreamExt: Stream {
        #[cancel_safe]
        async fn next(&mut self) -> Option<Self::Item>;
        async fn select_next_some(&mut self) -> Self::Item;
        fn into_future(self) -> impl Future<Output = (Option<Self::Item>, Self)>;
        fn map<T, F: FnMut(Self::Item) -> T>(self, f: F) -> impl Stream<Item = T>;
        fn then<Fut: Future, F: FnMut(Self::Item) -> Fut>(self, f: F) -> impl Stream<Item = Fut::Output>;
        fn filter<Fut: Future<Output = bool>, F: FnMut(&Self::Item) -> Fut>(self, f: F) -> impl Stream<Item = Self::Item>;
        fn filter_map<Fut: Future<Output = Option<T>>, T, F: FnMut(Self::Item) -> Fut>(self, f: F) -> impl Stream<Item = T>;
        fn flat_map<U: Stream, F: FnMut(Self::Item) -> U>(self, f: F) -> impl Stream<Item = U::Item>;
        fn flat_map_unordered<U: Stream, F: FnMut(Self::Item) -> U>(self, limit: impl Into<Option<usize>>, f: F) -> impl Stream<Item = U::Item>;
        fn flatten(self) -> impl Stream<Item = <Self::Item as Stream>::Item>;
        fn flatten_unordered(self, limit: impl Into<Option<usize>>) -> impl Stream<Item = <Self::Item as Stream>::Item>;
        fn scan<S, B, Fut: Future<Output = Option<B>>, F: FnMut(&mut S, Self::Item) -> Fut>(self, initial_state: S, f: F) -> impl Stream<Item = B>;
        fn enumerate(self) -> impl Stream<Item = (usize, Self::Item)>;
        fn take(self, n: usize) -> impl Stream<Item = Self::Item>;
        fn skip(self, n: usize) -> impl Stream<Item = Self::Item>;
        fn take_while<Fut: Future<Output = bool>, F: FnMut(&Self::Item) -> Fut>(self, f: F) -> impl Stream<Item = Self::Item>;
        fn skip_while<Fut: Future<Output = bool>, F: FnMut(&Self::Item) -> Fut>(self, f: F) -> impl Stream<Item = Self::Item>;
        fn take_until<Fut: Future>(self, fut: Fut) -> impl Stream<Item = Self::Item>;
        fn inspect<F: FnMut(&Self::Item)>(self, f: F) -> impl Stream<Item = Self::Item>;
        fn cycle(self) -> impl Stream<Item = Self::Item>;
        fn chain<St: Stream<Item = Self::Item>>(self, other: St) -> impl Stream<Item = Self::Item>;
        fn zip<St: Stream>(self, other: St) -> impl Stream<Item = (Self::Item, St::Item)>;
        fn chunks(self, capacity: usize) -> impl Stream<Item = Vec<Self::Item>>;
        fn ready_chunks(self, capacity: usize) -> impl Stream<Item = Vec<Self::Item>>;
        fn buffered(self, n: usize) -> impl Stream<Item = <Self::Item as Future>::Output>;
        fn buffer_unordered(self, n: usize) -> impl Stream<Item = <Self::Item as Future>::Output>;
        fn catch_unwind(self) -> impl Stream<Item = Result<Self::Item, Box<dyn std::any::Any + Send>>>;
        fn fuse(self) -> Fuse<Self>;
        fn peekable(self) -> Peekable<Self>;
        fn by_ref(&mut self) -> &mut Self;
        fn boxed(self) -> BoxStream<Self::Item>;
        fn boxed_local(self) -> LocalBoxStream<Self::Item>;
        fn left_stream<B>(self) -> Either<Self, B>;
        fn right_stream<B>(self) -> Either<B, Self>;
        fn split<Item>(self) -> (SplitSink<Self, Item>, SplitStream<Self>);
        fn forward<S>(self, sink: S) -> impl Future<Output = Result<(), <Self as TryStream>::Error>>;
        fn collect<C: Default + Extend<Self::Item>>(self) -> impl Future<Output = C>;
        fn unzip<A, B, FromA: Default + Extend<A>, FromB: Default + Extend<B>>(self) -> impl Future<Output = (FromA, FromB)>;
        fn concat(self) -> impl Future<Output = Self::Item>;
        fn count(self) -> impl Future<Output = usize>;
        fn fold<T, Fut: Future<Output = T>, F: FnMut(T, Self::Item) -> Fut>(self, init: T, f: F) -> impl Future<Output = T>;
        fn any<Fut: Future<Output = bool>, F: FnMut(Self::Item) -> Fut>(self, f: F) -> impl Future<Output = bool>;
        fn all<Fut: Future<Output = bool>, F: FnMut(Self::Item) -> Fut>(self, f: F) -> impl Future<Output = bool>;
        fn for_each<Fut: Future<Output = ()>, F: FnMut(Self::Item) -> Fut>(self, f: F) -> impl Future<Output = ()>;
        fn for_each_concurrent<Fut: Future<Output = ()>, F: FnMut(Self::Item) -> Fut>(self, limit: impl Into<Option<usize>>, f: F) -> impl Future<Output = ()>;
        fn poll_next_unpin(&mut self, cx: &mut Context) -> Poll<Option<Self::Item>>;
    }
    impl<T: Stream> StreamExt for T {}

    pub trait TryStream: Stream {
        type Ok;
        type Error;
    }
    impl<T, E, S: Stream<Item = Result<T, E>>> TryStream for S { type Ok = T; type Error = E; }

    pub trait TryStreamExt: TryStream {
        #[cancel_safe]
        async fn try_next(&mut self) -> Result<Option<Self::Ok>, Self::Error>;
        fn map_ok<T, F: FnMut(Self::Ok) -> T>(self, f: F) -> impl Stream<Item = Result<T, Self::Error>>;
        fn map_err<E, F: FnMut(Self::Error) -> E>(self, f: F) -> impl Stream<Item = Result<Self::Ok, E>>;
        fn err_into<E>(self) -> impl Stream<Item = Result<Self::Ok, E>>;
        fn and_then<Fut: TryFuture, F: FnMut(Self::Ok) -> Fut>(self, f: F) -> impl Stream<Item = Result<Fut::Ok, Fut::Error>>;
        fn or_else<Fut: TryFuture, F: FnMut(Self::Error) -> Fut>(self, f: F) -> impl Stream<Item = Result<Fut::Ok, Fut::Error>>;
        fn inspect_ok<F: FnMut(&Self::Ok)>(self, f: F) -> impl Stream<Item = Result<Self::Ok, Self::Error>>;
        fn inspect_err<F: FnMut(&Self::Error)>(self, f: F) -> impl Stream<Item = Result<Self::Ok, Self::Error>>;
        fn try_filter<Fut: Future<Output = bool>, F: FnMut(&Self::Ok) -> Fut>(self, f: F) -> impl Stream<Item = Result<Self::Ok, Self::Error>>;
        fn try_filter_map<Fut: TryFuture<Ok = Option<T>>, F: FnMut(Self::Ok) -> Fut, T>(self, f: F) -> impl Stream<Item = Result<T, Self::Error>>;
        fn try_take_while<Fut: TryFuture<Ok = bool>, F: FnMut(&Self::Ok) -> Fut>(self, f: F) -> impl Stream<Item = Result<Self::Ok, Self::Error>>;
        fn try_skip_while<Fut: TryFuture<Ok = bool>, F: FnMut(&Self::Ok) -> Fut>(self, f: F) -> impl Stream<Item = Result<Self::Ok, Self::Error>>;
        fn try_flatten(self) -> impl Stream<Item = Result<<Self::Ok as TryStream>::Ok, <Self::Ok as TryStream>::Error>>;
        fn try_buffered(self, n: usize) -> impl Stream<Item = Result<<Self::Ok as TryFuture>::Ok, Self::Error>>;
        fn try_buffer_unordered(self, n: usize) -> impl Stream<Item = Result<<Self::Ok as TryFuture>::Ok, Self::Error>>;
        fn try_chunks(self, capacity: usize) -> impl Stream<Item = Result<Vec<Self::Ok>, TryChunksError<Self::Ok, Self::Error>>>;
        fn try_collect<C: Default + Extend<Self::Ok>>(self) -> impl Future<Output = Result<C, Self::Error>>;
        fn try_concat(self) -> impl Future<Output = Result<Self::Ok, Self::Error>>;
        fn try_fold<T, Fut: TryFuture<Ok = T>, F: FnMut(T, Self::Ok) -> Fut>(self, init: T, f: F) -> impl Future<Output = Result<T, Self::Error>>;
        fn try_for_each<Fut: TryFuture<Ok = ()>, F: FnMut(Self::Ok) -> Fut>(self, f: F) -> impl Future<Output = Result<(), Self::Error>>;
        fn try_for_each_concurrent<Fut: Future<Output = Result<(), Self::Error>>, F: FnMut(Self::Ok) -> Fut>(self, limit: impl Into<Option<usize>>, f: F) -> impl Future<Output = Result<(), Self::Error>>;
        fn try_any<Fut: Future<Output = bool>, F: FnMut(Self::Ok) -> Fut>(self, f: F) -> impl Future<Output = Result<bool, Self::Error>>;
        fn try_all<Fut: Future<Output = bool>, F: FnMut(Self::Ok) -> Fut>(self, f: F) -> impl Future<Output = Result<bool, Self::Error>>;
        fn into_stream(self) -> impl Stream<Item = Result<Self::Ok, Self::Error>>;
        fn into_async_read(self) -> impl crate::io::AsyncBufRead;
    }
    impl<S: TryStream> TryStreamExt for S {}
    pub struct TryChunksError<T, E>(pub Vec<T>, pub E);

    pub trait FusedStream: Stream {
        fn is_terminated(&self) -> bool;
    }
    pub struct Fuse<St>;
    impl<St: Stream> Stream for Fuse<St> { type Item = St::Item; }
    impl<St: Stream> FusedStream for Fuse<St> {}
    pub struct Peekable<St>;
    impl<St: Stream> Stream for Peekable<St> { type Item = St::Item; }
    impl<St: Stream> Peekable<St> {
        pub fn peek(self: Pin<&mut Self>) -> impl Future<Output = Option<&St::Item>>;
        pub fn next_if<F: FnOnce(&St::Item) -> bool>(self: Pin<&mut Self>, func: F) -> impl Future<Output = Option<St::Item>>;
    }
    pub struct SplitStream<S>;
    impl<S: Stream> Stream for SplitStream<S> { type Item = S::Item; }
    impl<S> SplitStream<S> {
        pub fn reunite<Item>(self, other: SplitSink<S, Item>) -> Result<S, ReuniteError<S, Item>>;
        pub fn is_pair_of<Item>(&self, other: &SplitSink<S, Item>) -> bool;
    }
    pub struct SplitSink<S, Item>;
    impl<Item, S: Sink<Item>> Sink<Item> for SplitSink<S, Item> { type Error = S::Error; }
    impl<S, Item> SplitSink<S, Item> { pub fn reunite(self, other: SplitStream<S>) -> Result<S, ReuniteError<S, Item>>; }
    pub struct ReuniteError<T, Item>(pub SplitSink<T, Item>, pub SplitStream<T>);

    /* sets of futures and streams */
    pub struct FuturesUnordered<Fut>;
    impl<Fut> FuturesUnordered<Fut> {
        pub fn new() -> Self;
        pub fn push(&self, future: Fut);
        pub fn len(&self) -> usize;
        pub fn is_empty(&self) -> bool;
        pub fn clear(&mut self);
        pub fn iter(&self) -> impl Iterator<Item = &Fut>;
        pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Fut>;
    }
    impl<Fut> Default for FuturesUnordered<Fut> {}
    impl<Fut: Future> Stream for FuturesUnordered<Fut> { type Item = Fut::Output; }
    impl<Fut> FromIterator<Fut> for FuturesUnordered<Fut> {}
    impl<Fut> Extend<Fut> for FuturesUnordered<Fut> {}
    impl<Fut> IntoIterator for FuturesUnordered<Fut> { type Item = Fut; }
    pub struct FuturesOrdered<Fut>;
    impl<Fut: Future> FuturesOrdered<Fut> {
        pub fn new() -> Self;
        pub fn push_back(&mut self, future: Fut);
        pub fn push_front(&mut self, future: Fut);
        pub fn len(&self) -> usize;
        pub fn is_empty(&self) -> bool;
        pub fn clear(&mut self);
    }
    impl<Fut: Future> Default for FuturesOrdered<Fut> {}
    impl<Fut: Future> Stream for FuturesOrdered<Fut> { type Item = Fut::Output; }
    impl<Fut: Future> FromIterator<Fut> for FuturesOrdered<Fut> {}
    impl<Fut: Future> Extend<Fut> for FuturesOrdered<Fut> {}
    pub struct SelectAll<St>;
    impl<St> SelectAll<St> {
        pub fn new() -> Self;
        pub fn push(&mut self, stream: St);
        pub fn len(&self) -> usize;
        pub fn is_empty(&self) -> bool;
    }
    impl<St: Stream> Stream for SelectAll<St> { type Item = St::Item; }
    impl<St: Stream> FromIterator<St> for SelectAll<St> {}
    impl<St: Stream> Extend<St> for SelectAll<St> {}
    pub fn select_all<I: IntoIterator>(streams: I) -> SelectAll<I::Item>;
    pub fn select<St1: Stream, St2: Stream<Item = St1::Item>>(stream1: St1, stream2: St2) -> impl Stream<Item = St1::Item>;

    /* ready-made ones */
    pub fn iter<I: IntoIterator>(i: I) -> impl Stream<Item = I::Item>;
    pub fn once<Fut: Future>(future: Fut) -> Once<Fut>;
    pub fn empty<T>() -> Empty<T>;
    pub fn pending<T>() -> Pending<T>;
    pub fn repeat<T: Clone>(item: T) -> impl Stream<Item = T>;
    pub fn repeat_with<A, F: FnMut() -> A>(repeater: F) -> impl Stream<Item = A>;
    pub fn poll_fn<T, F: FnMut(&mut Context) -> Poll<Option<T>>>(f: F) -> impl Stream<Item = T>;
    pub fn unfold<T, F: FnMut(T) -> Fut, Fut: Future<Output = Option<(Item, T)>>, Item>(init: T, f: F) -> impl Stream<Item = Item>;
    pub fn try_unfold<T, F: FnMut(T) -> Fut, Fut: TryFuture<Ok = Option<(Item, T)>>, Item>(init: T, f: F) -> impl Stream<Item = Result<Item, Fut::Error>>;
    pub fn abortable<St: Stream>(stream: St) -> (Abortable<St>, AbortHandle);
    pub struct Once<Fut>;
    impl<Fut: Future> Stream for Once<Fut> { type Item = Fut::Output; }
    pub struct Empty<T>;
    impl<T> Stream for Empty<T> { type Item = T; }
    pub struct Pending<T>;
    impl<T> Stream for Pending<T> { type Item = T; }
}

pub mod sink {
    use crate::future::{Either, Future};
    use crate::stream::Stream;
    use std::pin::Pin;
    use std::task::{Context, Poll};

    pub trait Sink<Item> {
        type Error;
        fn poll_ready(self: Pin<&mut Self>, cx: &mut Context) -> Poll<Result<(), Self::Error>>;
        fn start_send(self: Pin<&mut Self>, item: Item) -> Result<(), Self::Error>;
        fn poll_flush(self: Pin<&mut Self>, cx: &mut Context) -> Poll<Result<(), Self::Error>>;
        fn poll_close(self: Pin<&mut Self>, cx: &mut Context) -> Poll<Result<(), Self::Error>>;
    }

    pub trait SinkExt<Item>: Sink<Item> {
        #[cancel_unsafe = "the message is lost"]
        async fn send(&mut self, item: Item) -> Result<(), Self::Error>;
        #[cancel_unsafe = "the message is lost"]
        async fn feed(&mut self, item: Item) -> Result<(), Self::Error>;
        async fn send_all<St: Stream>(&mut self, stream: &mut St) -> Result<(), Self::Error>;
        async fn flush(&mut self) -> Result<(), Self::Error>;
        async fn close(&mut self) -> Result<(), Self::Error>;
        fn buffer(self, capacity: usize) -> impl Sink<Item, Error = Self::Error>;
        fn fanout<Si: Sink<Item>>(self, other: Si) -> impl Sink<Item, Error = Self::Error>;
        fn with<U, Fut: Future, F: FnMut(U) -> Fut, E>(self, f: F) -> impl Sink<U, Error = E>;
        fn sink_map_err<E, F: FnOnce(Self::Error) -> E>(self, f: F) -> impl Sink<Item, Error = E>;
        fn sink_err_into<E>(self) -> impl Sink<Item, Error = E>;
        fn left_sink<Si2>(self) -> Either<Self, Si2>;
        fn right_sink<Si1>(self) -> Either<Si1, Self>;
        fn start_send_unpin(&mut self, item: Item) -> Result<(), Self::Error>;
    }
    impl<Item, T: Sink<Item>> SinkExt<Item> for T {}
    pub fn drain<T>() -> Drain<T>;
    pub fn unfold<T, F: FnMut(T, Item) -> R, R: Future<Output = Result<T, E>>, Item, E>(init: T, function: F) -> impl Sink<Item, Error = E>;
    pub struct Drain<T>;
    impl<T> Sink<T> for Drain<T> { type Error = std::convert::Infallible; }
}

pub mod io {
    use std::pin::Pin;
    use std::task::{Context, Poll};

    pub use std::io::{Error, ErrorKind, IoSlice, IoSliceMut, Result, SeekFrom};

    pub trait AsyncRead {
        fn poll_read(self: Pin<&mut Self>, cx: &mut Context, buf: &mut [u8]) -> Poll<Result<usize>>;
    }
    pub trait AsyncBufRead: AsyncRead {
        fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context) -> Poll<Result<&[u8]>>;
        fn consume(self: Pin<&mut Self>, amt: usize);
    }
    pub trait AsyncWrite {
        fn poll_write(self: Pin<&mut Self>, cx: &mut Context, buf: &[u8]) -> Poll<Result<usize>>;
        fn poll_flush(self: Pin<&mut Self>, cx: &mut Context) -> Poll<Result<()>>;
        fn poll_close(self: Pin<&mut Self>, cx: &mut Context) -> Poll<Result<()>>;
    }
    pub trait AsyncSeek {
        fn poll_seek(self: Pin<&mut Self>, cx: &mut Context, pos: SeekFrom) -> Poll<Result<u64>>;
    }
    impl AsyncWrite for Vec<u8> {}

    pub trait AsyncReadExt: AsyncRead {
        async fn read(&mut self, buf: &mut [u8]) -> Result<usize>;
        async fn read_exact(&mut self, buf: &mut [u8]) -> Result<()>;
        async fn read_to_end(&mut self, buf: &mut Vec<u8>) -> Result<usize>;
        async fn read_to_string(&mut self, buf: &mut String) -> Result<usize>;
        fn take(self, limit: u64) -> Take<Self>;
        fn split(self) -> (ReadHalf<Self>, WriteHalf<Self>);
    }
    impl<R: AsyncRead> AsyncReadExt for R {}
    pub trait AsyncBufReadExt: AsyncBufRead {
        async fn read_line(&mut self, buf: &mut String) -> Result<usize>;
        async fn read_until(&mut self, byte: u8, buf: &mut Vec<u8>) -> Result<usize>;
        async fn fill_buf(&mut self) -> Result<&[u8]>;
        fn lines(self) -> Lines<Self>;
    }
    impl<R: AsyncBufRead> AsyncBufReadExt for R {}
    pub trait AsyncWriteExt: AsyncWrite {
        #[writes]
        async fn write(&mut self, buf: &[u8]) -> Result<usize>;
        #[writes]
        async fn write_all(&mut self, buf: &[u8]) -> Result<()>;
        #[writes]
        async fn flush(&mut self) -> Result<()>;
        async fn close(&mut self) -> Result<()>;
    }
    impl<W: AsyncWrite> AsyncWriteExt for W {}
    pub trait AsyncSeekExt: AsyncSeek {
        async fn seek(&mut self, pos: SeekFrom) -> Result<u64>;
        async fn stream_position(&mut self) -> Result<u64>;
    }
    impl<S: AsyncSeek> AsyncSeekExt for S {}

    pub struct BufReader<R>;
    impl<R: AsyncRead> BufReader<R> {
        pub fn new(inner: R) -> Self;
        pub fn with_capacity(capacity: usize, inner: R) -> Self;
    }
    impl<R: AsyncRead> AsyncRead for BufReader<R> {}
    impl<R: AsyncRead> AsyncBufRead for BufReader<R> {}
    pub struct BufWriter<W>;
    impl<W: AsyncWrite> BufWriter<W> {
        pub fn new(inner: W) -> Self;
        pub fn with_capacity(cap: usize, inner: W) -> Self;
    }
    impl<W: AsyncWrite> AsyncWrite for BufWriter<W> {}
    pub struct Cursor<T>;
    impl<T> Cursor<T> {
        pub fn new(inner: T) -> Self;
        pub fn into_inner(self) -> T;
    }
    impl<T: AsRef<[u8]>> AsyncRead for Cursor<T> {}
    impl<T: AsRef<[u8]>> AsyncBufRead for Cursor<T> {}
    pub struct Lines<R>;
    impl<R: AsyncBufRead> crate::stream::Stream for Lines<R> { type Item = Result<String>; }
    pub struct Take<R>;
    impl<R: AsyncRead> AsyncRead for Take<R> {}
    pub struct ReadHalf<T>;
    impl<R: AsyncRead> AsyncRead for ReadHalf<R> {}
    pub struct WriteHalf<T>;
    impl<W: AsyncWrite> AsyncWrite for WriteHalf<W> {}
    pub async fn copy<R: AsyncRead, W: AsyncWrite>(reader: R, writer: &mut W) -> Result<u64>;
}

pub mod lock {
    use std::future::Future;
    use std::ops::{Deref, DerefMut};
    use std::sync::Arc;
    pub struct Mutex<T>;
    impl<T> Mutex<T> {
        pub fn new(t: T) -> Self;
        pub fn lock(&self) -> MutexLockFuture<T>;
        pub fn lock_owned(self: Arc<Self>) -> OwnedMutexLockFuture<T>;
        pub fn try_lock(&self) -> Option<MutexGuard<T>>;
        pub fn get_mut(&mut self) -> &mut T;
        pub fn into_inner(self) -> T;
    }
    impl<T> From<T> for Mutex<T> {}
    impl<T: Default> Default for Mutex<T> {}
    pub struct MutexLockFuture<T>;
    impl<T> Future for MutexLockFuture<T> { type Output = MutexGuard<T>; }
    pub struct OwnedMutexLockFuture<T>;
    impl<T> Future for OwnedMutexLockFuture<T> { type Output = OwnedMutexGuard<T>; }
    pub struct MutexGuard<T>;
    impl<T> Deref for MutexGuard<T> { type Target = T; }
    impl<T> DerefMut for MutexGuard<T> {}
    pub struct OwnedMutexGuard<T>;
    impl<T> Deref for OwnedMutexGuard<T> { type Target = T; }
    impl<T> DerefMut for OwnedMutexGuard<T> {}
}

pub mod task {
    use crate::future::{Future, RemoteHandle};
    pub use std::task::{Context, Poll, RawWaker, RawWakerVTable, Waker};

    pub trait Spawn {}
    pub trait SpawnExt: Spawn {
        #[spawns]
        fn spawn<Fut: Future<Output = ()>>(&self, future: Fut) -> Result<(), SpawnError>;
        #[spawns]
        fn spawn_with_handle<Fut: Future>(&self, future: Fut) -> Result<RemoteHandle<Fut::Output>, SpawnError>;
    }
    impl<Sp: Spawn> SpawnExt for Sp {}
    pub trait LocalSpawn {}
    pub trait LocalSpawnExt: LocalSpawn {
        #[spawns]
        fn spawn_local<Fut: Future<Output = ()>>(&self, future: Fut) -> Result<(), SpawnError>;
        #[spawns]
        fn spawn_local_with_handle<Fut: Future>(&self, future: Fut) -> Result<RemoteHandle<Fut::Output>, SpawnError>;
    }
    impl<Sp: LocalSpawn> LocalSpawnExt for Sp {}
    pub struct SpawnError;
    impl std::error::Error for SpawnError {}
    impl std::fmt::Display for SpawnError {}
    pub fn noop_waker() -> Waker;
    pub struct AtomicWaker;
    impl AtomicWaker {
        pub const fn new() -> Self;
        pub fn register(&self, waker: &Waker);
        pub fn wake(&self);
    }
}
