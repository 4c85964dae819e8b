//! The pictures of the page: the context, and what happens at run time.
//!
//! Colours and fonts are the page's style's, by class; sizes are here, since places depend on them.

mod context;
mod sequence;

pub(super) use context::context;
pub(super) use sequence::sequence;

use super::escape::text;

/// The sizes of type: names, what is said about them, and labels.
const NAME: f64 = 13.0;
const ABOUT: f64 = 11.0;
const LABEL: f64 = 11.0;

/// A line of text. `x` is its middle.
fn words(class: &str, x: f64, y: f64, said: &str) -> String {
    format!(
        "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\">{}</text>\n",
        text(said)
    )
}

/// The element around a picture: as wide as it is drawn where there is room, and never so small that nobody can read it.
fn framed(key: &str, [width, height]: [f64; 2], [title, about]: [&str; 2], drawn: &str) -> String {
    let least = width * 0.72;
    format!(
        "<svg class=\"drawing\" viewBox=\"0 0 {width:.0} {height:.0}\" style=\"max-width:{width:.0}px;min-width:{least:.0}px\" role=\"img\" aria-labelledby=\"{key}-title {key}-about\">\n\
         <title id=\"{key}-title\">{}</title>\n<desc id=\"{key}-about\">{}</desc>\n\
         <defs><marker id=\"{key}-head\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path class=\"head\" d=\"M0 1L7.5 4L0 7Z\"/></marker></defs>\n\
         {drawn}</svg>\n",
        text(title),
        text(about)
    )
}
