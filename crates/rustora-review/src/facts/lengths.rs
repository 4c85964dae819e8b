//! Numbers that were read from bytes, lengths that are about to be written, and whether anything looked at either first.
//!
//! "Looked at" is meant broadly: a comparison, a `min`, another function that is handed the number. Whoever looks may
//! have bounded it, so that is as good as a bound here. What was checked by a caller, or when a value was made, is not
//! seen.

use rustora_source::tree::{BinaryOp, Expr, ExprId, MacroBody, PatId};

use super::body::Body;
use super::ty::{Prim, Ty};

/// A number that came out of bytes in this function.
#[derive(Clone, Debug)]
pub(crate) struct WireNumber {
    /// Where it is read.
    pub(crate) read: ExprId,
    /// How many bits it has.
    pub(crate) bits: u32,
    /// The variables that hold it, or what is computed from it.
    pub(crate) held_by: Vec<PatId>,
}

/// Methods and functions that bound what they are given, or say whether it fits.
const BOUNDS: [&str; 12] = [
    "min",
    "clamp",
    "get",
    "get_mut",
    "contains",
    "rem_euclid",
    "is_some_and",
    "split_at_checked",
    "take",
    "filter",
    "then",
    "then_some",
];

/// Methods and functions that hand a number on as it is.
const HAND_ON: [&str; 12] = [
    "try_from",
    "from",
    "try_into",
    "into",
    "unwrap",
    "expect",
    "map_err",
    "context",
    "with_context",
    "wrap_err",
    "ok_or",
    "ok_or_else",
];

impl Body<'_> {
    /// The number from bytes that a value is, or is computed from. The widest, where there are several.
    pub(crate) fn wire_number(&self, value: ExprId) -> Option<WireNumber> {
        self.wire_number_within(value, 12)
    }

    fn wire_number_within(&self, value: ExprId, depth: u32) -> Option<WireNumber> {
        let depth = depth.checked_sub(1)?;
        let tree = self.tree();
        match tree[value] {
            Expr::Cast { expr: inner, .. }
            | Expr::Try(inner)
            | Expr::Await(inner)
            | Expr::Borrow { expr: inner, .. }
            | Expr::Deref(inner) => self.wire_number_within(inner, depth),
            Expr::Binary {
                op: BinaryOp::Add | BinaryOp::Arithmetic,
                left,
                right,
            } => {
                // What is left after a mask, a shift, a division or a remainder is small, or may be meant to be.
                if !matches!(self.operator(left, right), "+" | "*" | "-") {
                    return None;
                }
                let sides = [left, right].map(|side| self.wire_number_within(side, depth));
                sides.into_iter().flatten().max_by_key(|number| number.bits)
            }
            Expr::Call { args, .. } | Expr::MethodCall { args, .. } => {
                if let Some(bits) = self.read_width(value) {
                    return Some(WireNumber {
                        read: value,
                        bits,
                        held_by: Vec::new(),
                    });
                }
                match (tree[value], &tree[args]) {
                    (Expr::MethodCall { receiver, name, .. }, _)
                        if HAND_ON.contains(&self.source().str(name)) =>
                    {
                        self.wire_number_within(receiver, depth)
                    }
                    (Expr::Call { callee, .. }, [only]) => {
                        let path = self.text(callee);
                        let hands_on = path
                            .rsplit_once("::")
                            .is_some_and(|(ty, name)| HAND_ON.contains(&name) && is_integer(ty));
                        if hands_on {
                            self.wire_number_within(*only, depth)
                        } else {
                            None
                        }
                    }
                    _ => None,
                }
            }
            // One byte of what is known to be bytes: other sequences hold numbers of their own.
            Expr::Index { base, index } => {
                let one = !matches!(tree[index], Expr::Range(..)) && self.is_bytes(base);
                one.then(|| WireNumber {
                    read: value,
                    bits: 8,
                    held_by: Vec::new(),
                })
            }
            Expr::Path(_) => {
                let pat = self.local(value)?;
                if *self.local_ty(pat) != Ty::Prim(Prim::Int) {
                    return None;
                }
                let mut number = self.wire_number_within(self.source_of(pat)?, depth)?;
                number.held_by.push(pat);
                Some(number)
            }
            _ => None,
        }
    }

    /// The operator between two operands, as it is written.
    pub(crate) fn operator(&self, left: ExprId, right: ExprId) -> &str {
        let (from, to) = (self.span(left).end, self.span(right).start);
        let between = self
            .source()
            .str(rustora_source::Span::new(from, to.max(from)));
        between.trim_matches(|c: char| c.is_whitespace() || matches!(c, '(' | ')'))
    }

    /// How many bits a call reads, if it reads a number from bytes.
    fn read_width(&self, call: ExprId) -> Option<u32> {
        let program = self.program;
        let callee = self.callee(call)?;
        let name = program.name(callee);
        if let Expr::Call { callee: path, args } = self.expr(call)
            && matches!(name, "from_be_bytes" | "from_le_bytes" | "from_ne_bytes")
            && program.is_method_of(callee, "std::num::u64")
        {
            let constant =
                |id: &ExprId| matches!(self.expr(*id), Expr::Array(_) | Expr::Literal(_));
            let made = self.tree()[args].first().is_some_and(constant);
            let width = self.text(path).rsplit("::").nth(1)?;
            return (!made).then(|| bits_of(width)).flatten();
        }
        let of_reader = program.is_method_of(callee, "bytes::Buf")
            || program.is_method_of(callee, "tokio::io::AsyncReadExt");
        let width = name
            .strip_prefix("try_get_")
            .or_else(|| name.strip_prefix("get_"))
            .or_else(|| name.strip_prefix("read_"))?;
        let width = width.trim_end_matches("_le").trim_end_matches("_ne");
        of_reader.then(|| bits_of(width)).flatten()
    }

    /// Whether a sequence is one of bytes that came in: of `bytes`, or a parameter that says so.
    fn is_bytes(&self, value: ExprId) -> bool {
        let ty = self.ty(value);
        let of_crate = ["bytes::Bytes", "bytes::BytesMut"];
        if of_crate.iter().any(|path| self.is_type(ty, path)) {
            return true;
        }
        let tree = self.tree();
        let Some(function) = tree.function(self.owner.item) else {
            return false;
        };
        let Some(pat) = self.local(value) else {
            return false;
        };
        tree[function.params].iter().any(|param| {
            let text = self.source().str(tree.type_span(param.ty));
            param.pat == pat && text.contains("[u8]")
        })
    }

    /// Whether anything before `sink` may have bounded a number: see the top of this file.
    pub(crate) fn is_bounded(&self, number: &WireNumber, sink: ExprId) -> bool {
        let Some((first, _)) = self.program.body_range(self.owner) else {
            return true;
        };
        let tree = self.tree();
        let reassigned = |pat: PatId| {
            self.uses_of(pat).into_iter().any(|id| {
                matches!(tree.parent(id).map(|parent| tree[parent]), Some(Expr::Assign { target, .. }) if target == id)
            })
        };
        if number.held_by.iter().any(|pat| reassigned(*pat)) {
            return true;
        }
        let inside_sink = self.inside(sink);
        tree.exprs_between(first, sink).any(|id| {
            let within = |root: ExprId| {
                self.inside(root).into_iter().any(|id| {
                    id == number.read
                        || self
                            .local(id)
                            .is_some_and(|pat| number.held_by.contains(&pat))
                })
            };
            match tree[id] {
                Expr::Binary {
                    op: BinaryOp::Order | BinaryOp::Equality,
                    ..
                } => within(id),
                Expr::Match { scrutinee, .. } => {
                    *self.ty(scrutinee) == Ty::Prim(Prim::Int) && within(scrutinee)
                }
                // What was cut there once is as long as that.
                Expr::Index { index, .. } => {
                    !inside_sink.contains(&id) && id != number.read && within(index)
                }
                Expr::MethodCall {
                    receiver,
                    name,
                    args,
                    ..
                } => {
                    let name = self.source().str(name);
                    let bounds = BOUNDS.contains(&name)
                        || name.starts_with("checked_")
                        || name.starts_with("saturating_")
                        || name.starts_with("validate")
                        || name.starts_with("check");
                    let given = tree[args].iter().any(|arg| within(*arg));
                    bounds && (within(receiver) || given)
                        || given && !inside_sink.contains(&id) && !self.is_plain(id)
                }
                Expr::Call { callee, args } => {
                    let name = self.text(callee).rsplit("::").next().unwrap_or_default();
                    !HAND_ON.contains(&name)
                        && !inside_sink.contains(&id)
                        && id != number.read
                        && !self.is_plain(id)
                        && tree[args].iter().any(|arg| within(*arg))
                }
                Expr::Macro(call) if !inside_sink.contains(&id) => match tree[call].body {
                    MacroBody::Args(_) => self.is_assertion(id) && within(id),
                    _ => number.held_by.iter().any(|pat| {
                        let name = self.source().str(tree.pat_span(*pat));
                        self.text(id).contains(name)
                    }),
                },
                _ => false,
            }
        })
    }

    /// Whether a call is one that takes any number as it is: a constructor of a variant, an allocation.
    fn is_plain(&self, call: ExprId) -> bool {
        match self.expr(call) {
            Expr::Call { callee, .. } => {
                let name = self.text(callee).rsplit("::").next().unwrap_or_default();
                matches!(name, "Ok" | "Some" | "with_capacity")
            }
            Expr::MethodCall { name, .. } => {
                matches!(self.source().str(name), "push" | "reserve" | "resize")
            }
            _ => false,
        }
    }

    fn is_assertion(&self, call: ExprId) -> bool {
        let text = self.text(call);
        let name = text.split('!').next().unwrap_or_default();
        let name = name.rsplit("::").next().unwrap_or(name).trim();
        name.starts_with("assert")
            || name.starts_with("debug_assert")
            || name == "ensure"
            || name == "matches"
    }

    /// The text behind a length: `name` in `name.len()`, where it is a parameter or part of one and may be of any length.
    pub(crate) fn length_of(&self, value: ExprId) -> Option<ExprId> {
        match self.expr(value) {
            Expr::MethodCall { receiver, .. } => {
                let callee = self.callee(value)?;
                let known = ["std", "bytes"].contains(
                    &self
                        .program
                        .krate(self.program.file(callee.file).krate)
                        .name
                        .as_str(),
                );
                (known && self.program.name(callee) == "len" && self.is_open_ended(receiver, 8))
                    .then_some(receiver)
            }
            Expr::Path(_) => self.length_of(self.init(self.local(value)?)?),
            _ => None,
        }
    }

    /// Whether a sequence may have any length, as far as this function can tell.
    fn is_open_ended(&self, value: ExprId, depth: u32) -> bool {
        let Some(depth) = depth.checked_sub(1) else {
            return false;
        };
        let tree = self.tree();
        match tree[value] {
            Expr::Path(_) if self.text(value) == "self" => true,
            Expr::Path(_) => {
                let Some(pat) = self.local(value) else {
                    return false;
                };
                if let Some(source) = self.source_of(pat) {
                    return self.is_open_ended(source, depth);
                }
                // An array is as long as its type says.
                let function = tree.function(self.owner.item);
                let params = function.map_or(&[][..], |function| &tree[function.params]);
                let span = tree.pat_span(pat);
                let param = params
                    .iter()
                    .find(|param| tree.pat_span(param.pat).contains(span));
                param.is_some_and(|param| {
                    let text = self.source().str(tree.type_span(param.ty));
                    !text.contains(';') && !text.contains("'static")
                })
            }
            Expr::Field { base, .. } => {
                // A slice may be an array.
                !matches!(self.ty(value).peeled(), Ty::Slice(_) | Ty::Unknown)
                    && self.is_open_ended(base, depth)
            }
            Expr::Borrow { expr, .. } | Expr::Deref(expr) | Expr::Try(expr) => {
                self.is_open_ended(expr, depth)
            }
            Expr::MethodCall { receiver, name, .. } => {
                let name = self.source().str(name);
                let same = matches!(
                    name,
                    "as_bytes"
                        | "as_str"
                        | "as_slice"
                        | "as_ref"
                        | "as_deref"
                        | "clone"
                        | "iter"
                        | "into_bytes"
                );
                let part = !matches!(self.ty(value).peeled(), Ty::Unknown);
                same && part && self.is_open_ended(receiver, depth)
            }
            _ => false,
        }
    }

    /// Whether anything before `sink` looked at how long a sequence is, or handed it to code that may have.
    pub(crate) fn is_length_checked(&self, of: ExprId, sink: ExprId) -> bool {
        let Some((first, _)) = self.program.body_range(self.owner) else {
            return true;
        };
        let tree = self.tree();
        let base = root_text(self, of);
        let lengths: Vec<PatId> = self
            .inits
            .iter()
            .filter(|(_, init)| {
                self.length_of(**init)
                    .is_some_and(|other| root_text(self, other) == base)
            })
            .map(|(pat, _)| *pat)
            .collect();
        let mentions = |root: ExprId| {
            self.inside(root).into_iter().any(|id| match tree[id] {
                Expr::Path(_) => {
                    root_text(self, id) == base
                        || self.local(id).is_some_and(|pat| lengths.contains(&pat))
                }
                Expr::Field { .. } => self.text(id) == base,
                _ => false,
            })
        };
        let inside_sink = self.inside(sink);
        tree.exprs_between(first, sink).any(|id| match tree[id] {
            Expr::Binary {
                op: BinaryOp::Order | BinaryOp::Equality,
                ..
            } => mentions(id),
            Expr::MethodCall { name, .. } => {
                let name = self.source().str(name);
                (BOUNDS.contains(&name) && id < sink
                    || matches!(name, "is_empty" | "chunks" | "truncate"))
                    && mentions(id)
            }
            // Whatever else is asked about it first may be whether it is too long.
            Expr::Try(inner) if !inside_sink.contains(&id) => {
                matches!(tree[inner], Expr::Call { .. } | Expr::MethodCall { .. })
                    && mentions(inner)
            }
            Expr::Match { scrutinee, .. } => {
                *self.ty(scrutinee) != Ty::Unknown && mentions(scrutinee)
            }
            Expr::Macro(call) if !inside_sink.contains(&id) => match tree[call].body {
                MacroBody::Args(_) => self.is_assertion(id) && mentions(id),
                _ => self.text(id).contains(base),
            },
            _ => false,
        })
    }
}

impl Body<'_> {
    /// Whether other code in this file compares a length with something: a type may keep its own within bounds.
    pub(crate) fn file_compares_lengths(&self) -> bool {
        let tree = self.tree();
        tree.exprs().any(|id| {
            matches!(
                tree[id],
                Expr::Binary {
                    op: BinaryOp::Order,
                    ..
                }
            ) && self.text(id).contains(".len()")
        })
    }
}

/// What a sequence is called, without the methods that only change its view.
fn root_text<'b>(body: &'b Body<'_>, expr: ExprId) -> &'b str {
    match body.expr(expr) {
        Expr::MethodCall { receiver, .. } => root_text(body, receiver),
        Expr::Borrow { expr, .. } | Expr::Deref(expr) | Expr::Try(expr) => root_text(body, expr),
        _ => body.text(expr),
    }
}

fn is_integer(name: &str) -> bool {
    bits_of(name).is_some() || matches!(name, "usize" | "isize")
}

/// The width of a number's type.
pub(crate) fn bits_of(name: &str) -> Option<u32> {
    let bits = name.strip_prefix(['u', 'i'])?.parse().ok()?;
    matches!(bits, 8 | 16 | 32 | 64 | 128).then_some(bits)
}
