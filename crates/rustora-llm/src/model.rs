//! A model, as the rest of Rustora sees it.

use std::pin::Pin;

use tokio_util::sync::CancellationToken;

use crate::error::ModelError;
use crate::talk::{Delta, Reply, Request};

/// An answer under way.
pub type Answer<'a> = Pin<Box<dyn Future<Output = Result<Reply, ModelError>> + Send + 'a>>;

/// Who is told what happens while an answer arrives.
pub type Listener<'a> = dyn FnMut(Delta<'_>) + Send + 'a;

/// Something that answers.
pub trait Model: Send + Sync {
    /// `provider/model`, as configured.
    fn name(&self) -> &str;

    /// Asks, tells `on` what arrives, and gives back the whole answer. Stops as soon as `cancel` says so.
    ///
    /// Dropping the future stops too, and loses what had arrived.
    fn respond<'a>(
        &'a self,
        request: &'a Request,
        on: &'a mut Listener<'_>,
        cancel: &'a CancellationToken,
    ) -> Answer<'a>;
}

impl<M: Model + ?Sized> Model for Box<M> {
    fn name(&self) -> &str {
        (**self).name()
    }

    fn respond<'a>(
        &'a self,
        request: &'a Request,
        on: &'a mut Listener<'_>,
        cancel: &'a CancellationToken,
    ) -> Answer<'a> {
        (**self).respond(request, on, cancel)
    }
}
