//! Which function answers which path: the routes of axum that are written as a literal with a handler by its name.

use rustora_source::Span;

use super::body::Body;
use super::program::{FileId, ItemRef};

/// A handler and a path that leads to it, from where its router is mounted.
#[derive(Clone, Debug)]
pub(crate) struct Route {
    pub(crate) handler: ItemRef,
    /// The parameters of the path in their order.
    pub(crate) params: Vec<String>,
    /// Where the path is written.
    pub(crate) file: FileId,
    pub(crate) at: Span,
}

impl Body<'_> {
    /// The routes that this body adds to routers.
    pub(super) fn routes(&self) -> Vec<Route> {
        let mut found = Vec::new();
        if self.named.is_empty() || self.is_test() {
            return found;
        }
        for call in &self.calls {
            let [path, methods] = self.tree()[call.args] else {
                continue;
            };
            if !self.program.is(call.callee, "axum::Router::route") {
                continue;
            }
            let Some(text) = self.constant_text(path, 4) else {
                continue;
            };
            let inside = self.inside(methods);
            let handlers = self
                .named
                .iter()
                .filter(|named| inside.contains(&named.expr));
            found.extend(handlers.map(|named| Route {
                handler: named.callee,
                params: params_of(&text),
                file: self.file,
                at: self.span(path),
            }));
        }
        found
    }
}

/// The names of the parameters in a path: `{name}` and `{*rest}`, before axum 0.8 `:name` and `*rest`.
fn params_of(path: &str) -> Vec<String> {
    let names = path.split('/').filter_map(|segment| {
        let braced = segment
            .strip_prefix('{')
            .and_then(|rest| rest.strip_suffix('}'));
        let old = segment.strip_prefix([':', '*']);
        braced.or(old).map(|name| name.trim_start_matches('*'))
    });
    names.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_read_in_both_spellings() {
        assert_eq!(params_of("/teams/{team}/files/{*path}"), ["team", "path"]);
        assert_eq!(params_of("/teams/:team/files/*path"), ["team", "path"]);
        assert!(params_of("/teams/new").is_empty());
    }
}
