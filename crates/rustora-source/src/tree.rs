//! A Rust file as plain data: items, types, patterns and expressions in flat tables.
//!
//! This is what is kept of a parse. The parser's own tree is dropped as soon as it has been lowered
//! into a [`Tree`], because it cannot cross threads and weighs ten times as much. A tree knows nothing
//! of other files: names are not resolved here, and a name is just the [`Span`] at which it is written.
//!
//! What may surprise: what could not be understood is [`Expr::Unknown`], [`Type::Unknown`] or
//! [`MacroBody::Opaque`], never an error, so a reader of a tree has to treat these as "could be anything".

use std::ops::Index;

use crate::Span;
pub use crate::table::{Id, List};

/// An index into [`Tree`]'s items.
pub type ItemId = Id<Item>;
/// An index into [`Tree`]'s expressions.
pub type ExprId = Id<Expr>;
/// An index into [`Tree`]'s patterns.
pub type PatId = Id<Pat>;
/// An index into [`Tree`]'s types.
pub type TypeId = Id<Type>;
/// An index into [`Tree`]'s paths.
pub type PathId = Id<Path>;

/// `a::b::<T>::c`.
#[derive(Clone, Copy, Debug)]
pub struct Path {
    /// Whether it starts with `::`.
    pub global: bool,
    /// The self type of `<T as Trait>::c`; the segments are then the trait's and what follows it.
    pub qself: Option<TypeId>,
    /// Its segments, at least one.
    pub segments: List<Segment>,
    /// All of it.
    pub span: Span,
}

/// One segment of a path.
#[derive(Clone, Copy, Debug)]
pub struct Segment {
    /// The identifier.
    pub name: Span,
    /// Generic type arguments, or the parameters of `Fn(A, B)`.
    pub args: List<TypeId>,
    /// `Item = T` bindings; `Fn(A) -> T` binds `Output`, with an empty name.
    pub bindings: List<Binding>,
}

/// `Item = T` in a bound.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// The associated type's name; empty for the `-> T` of `Fn(A) -> T`.
    pub name: Span,
    /// What it is bound to.
    pub ty: TypeId,
}

/// A type as written.
#[derive(Clone, Copy, Debug)]
pub enum Type {
    /// `a::B<T>`, `T`, `<T as Trait>::Out`.
    Path(PathId),
    /// `&T`, `&mut T`.
    Ref {
        /// Whether it is `&mut`.
        mutable: bool,
        /// What it refers to.
        inner: TypeId,
    },
    /// `*const T`, `*mut T`.
    Pointer(TypeId),
    /// `(A, B)`; `()` when empty.
    Tuple(List<TypeId>),
    /// `[T]`.
    Slice(TypeId),
    /// `[T; N]`.
    Array(TypeId),
    /// `impl A + B`.
    Impl(List<PathId>),
    /// `dyn A + B`.
    Dyn(List<PathId>),
    /// `fn(A) -> B`.
    Fn {
        /// The parameters.
        params: List<TypeId>,
        /// The output; `None` for `()`.
        output: Option<TypeId>,
    },
    /// `!`.
    Never,
    /// `_`.
    Infer,
    /// Something else: a macro, say.
    Unknown,
}

/// A pattern.
#[derive(Clone, Copy, Debug)]
pub enum Pat {
    /// `x`, `mut x`, `ref x`, `x @ sub`. A single identifier may also name a constant or unit variant.
    Name {
        /// The identifier.
        name: Span,
        /// Whether it binds by reference.
        by_ref: bool,
        /// What stands behind `@`.
        sub: Option<PatId>,
    },
    /// `a::B`.
    Path(PathId),
    /// `B(x, ..)`.
    TupleStruct {
        /// The constructor.
        path: PathId,
        /// The fields; a [`Pat::Rest`] among them skips some.
        elems: List<PatId>,
    },
    /// `B { x, y: pat, .. }`.
    Struct {
        /// The constructor.
        path: PathId,
        /// The fields that are named.
        fields: List<FieldPat>,
    },
    /// `(a, b)`.
    Tuple(List<PatId>),
    /// `[a, b]`.
    Slice(List<PatId>),
    /// `&p`.
    Ref(PatId),
    /// `a | b`.
    Or(List<PatId>),
    /// `p: T`.
    Typed {
        /// The pattern.
        pat: PatId,
        /// Its type.
        ty: TypeId,
    },
    /// `p if cond` in a match arm.
    Guard {
        /// The pattern.
        pat: PatId,
        /// The condition.
        cond: ExprId,
    },
    /// `_`.
    Wild,
    /// `..`.
    Rest,
    /// A literal, a range, a constant block.
    Literal,
    /// Something else: a macro, say.
    Unknown,
}

/// `x`, `x: pat` inside a struct pattern.
#[derive(Clone, Copy, Debug)]
pub struct FieldPat {
    /// The field.
    pub name: Span,
    /// What it is bound to.
    pub pat: PatId,
}

/// The kind of a literal; its text is what its span covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Literal {
    /// `"…"`, `r"…"`.
    Str,
    /// `1`, `1u8`.
    Int,
    /// `1.0`.
    Float,
    /// `true`, `false`.
    Bool,
    /// Characters, bytes, byte strings, C strings.
    Other,
}

/// A binary operator, as far as a rule could care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinaryOp {
    /// `+`.
    Add,
    /// `-`, `*`, `/`, `%` and the bit operators.
    Arithmetic,
    /// `==`, `!=`.
    Equality,
    /// `<`, `<=`, `>`, `>=`.
    Order,
    /// `&&`, `||`.
    Logic,
}

/// An expression.
#[derive(Clone, Copy, Debug)]
pub enum Expr {
    /// `a::b`, `x`.
    Path(PathId),
    /// A literal.
    Literal(Literal),
    /// `f(args)`.
    Call {
        /// What is called.
        callee: ExprId,
        /// With what.
        args: List<ExprId>,
    },
    /// `receiver.name::<T>(args)`.
    MethodCall {
        /// Before the dot.
        receiver: ExprId,
        /// The method's name.
        name: Span,
        /// The types between `::<` and `>`.
        turbofish: List<TypeId>,
        /// With what.
        args: List<ExprId>,
    },
    /// `base.name`, `base.0`.
    Field {
        /// Before the dot.
        base: ExprId,
        /// The field.
        name: Span,
    },
    /// `e.await`.
    Await(ExprId),
    /// `e?`.
    Try(ExprId),
    /// `&e`, `&mut e`, `&raw const e`.
    Borrow {
        /// Whether it is `mut`.
        mutable: bool,
        /// What is borrowed.
        expr: ExprId,
    },
    /// `*e`.
    Deref(ExprId),
    /// `-e`, `!e`.
    Unary(ExprId),
    /// `a + b`.
    Binary {
        /// The operator.
        op: BinaryOp,
        /// The left side.
        left: ExprId,
        /// The right side.
        right: ExprId,
    },
    /// `a = b`, `a += b`.
    Assign {
        /// The operator of a compound assignment.
        op: Option<BinaryOp>,
        /// What is assigned to.
        target: ExprId,
        /// The value.
        value: ExprId,
    },
    /// `|p| body`, `async move |p| body`.
    Closure {
        /// Whether it is an `async` closure.
        is_async: bool,
        /// The parameters.
        params: List<PatId>,
        /// The output, where written.
        output: Option<TypeId>,
        /// The body.
        body: ExprId,
    },
    /// `async { … }`; the body is a block.
    Async(ExprId),
    /// `{ … }`, labelled and `unsafe` ones too.
    Block(Block),
    /// `if cond { … } else { … }`.
    If {
        /// The condition, with its `let`s.
        cond: ExprId,
        /// The first branch.
        then: ExprId,
        /// The other one.
        otherwise: Option<ExprId>,
    },
    /// `let pat = value` in a condition.
    Let {
        /// The pattern.
        pat: PatId,
        /// What is matched.
        value: ExprId,
    },
    /// `match scrutinee { … }`.
    Match {
        /// What is matched.
        scrutinee: ExprId,
        /// The arms.
        arms: List<Arm>,
    },
    /// `loop { … }`.
    Loop(ExprId),
    /// `while cond { … }`.
    While {
        /// The condition, with its `let`s.
        cond: ExprId,
        /// The body.
        body: ExprId,
    },
    /// `for pat in iter { … }`.
    For {
        /// The loop variable.
        pat: PatId,
        /// What is iterated over.
        iter: ExprId,
        /// The body.
        body: ExprId,
    },
    /// `return e`.
    Return(Option<ExprId>),
    /// `break 'l e`.
    Break(Option<ExprId>),
    /// `continue`.
    Continue,
    /// `S { x: e, ..rest }`.
    Struct {
        /// The constructor.
        path: PathId,
        /// The fields that are named.
        fields: List<FieldInit>,
        /// What stands behind `..`.
        rest: Option<ExprId>,
    },
    /// `(a, b)`; `()` when empty.
    Tuple(List<ExprId>),
    /// `[a, b]`.
    Array(List<ExprId>),
    /// `[e; n]`.
    Repeat(ExprId),
    /// `base[index]`.
    Index {
        /// What is indexed.
        base: ExprId,
        /// By what.
        index: ExprId,
    },
    /// `e as T`.
    Cast {
        /// What is cast.
        expr: ExprId,
        /// To what.
        ty: TypeId,
    },
    /// `a..b`.
    Range(Option<ExprId>, Option<ExprId>),
    /// `m!(…)`.
    Macro(Id<MacroCall>),
    /// Something else.
    Unknown,
}

/// `{ stmts; tail }`.
#[derive(Clone, Copy, Debug)]
pub struct Block {
    /// The statements.
    pub stmts: List<Stmt>,
    /// The value, when the last expression has no `;`.
    pub tail: Option<ExprId>,
    /// Whether it is `unsafe { … }`.
    pub is_unsafe: bool,
}

/// One statement.
#[derive(Clone, Copy, Debug)]
pub enum Stmt {
    /// `let pat = init else { … };`.
    Let {
        /// The pattern; [`Pat::Typed`] where a type is written.
        pat: PatId,
        /// The value.
        init: Option<ExprId>,
        /// The diverging block.
        otherwise: Option<ExprId>,
        /// All of it.
        span: Span,
    },
    /// `e;`, and the `e` that ends a block without being its value's only statement.
    Expr(ExprId),
    /// An item inside a block.
    Item(ItemId),
}

/// `pat => body`.
#[derive(Clone, Copy, Debug)]
pub struct Arm {
    /// The pattern, with its guard.
    pub pat: PatId,
    /// The body.
    pub body: ExprId,
}

/// `x: e` in a struct expression.
#[derive(Clone, Copy, Debug)]
pub struct FieldInit {
    /// The field.
    pub name: Span,
    /// Its value.
    pub value: ExprId,
}

/// A macro call, in a body or among items.
#[derive(Clone, Copy, Debug)]
pub struct MacroCall {
    /// The macro.
    pub path: PathId,
    /// All of it, from the path to the closing delimiter.
    pub span: Span,
    /// What was understood of its inside.
    pub body: MacroBody,
}

/// The inside of a macro call, with true spans.
#[derive(Clone, Copy, Debug)]
pub enum MacroBody {
    /// Expressions: comma-separated arguments, or those found in the values of `json!`.
    /// `name = value` stands there as an [`Expr::Assign`].
    Args(List<ExprId>),
    /// The arms of `select!`.
    Select {
        /// Whether it starts with `biased;`.
        biased: bool,
        /// The arms in their order.
        arms: List<SelectArm>,
        /// The body of `else`.
        otherwise: Option<ExprId>,
    },
    /// Items, as in `cfg_if!`-like wrappers.
    Items(List<ItemId>),
    /// Could be anything.
    Opaque,
}

/// `pat = future, if guard => body`.
#[derive(Clone, Copy, Debug)]
pub struct SelectArm {
    /// What the future's output is matched with.
    pub pat: PatId,
    /// The future.
    pub future: ExprId,
    /// The precondition.
    pub guard: Option<ExprId>,
    /// The handler.
    pub body: ExprId,
}

/// An attribute or one of its arguments: `path`, `path = value`, `path(args)`.
#[derive(Clone, Copy, Debug)]
pub struct Meta {
    /// The name as written, a whole path.
    pub name: Span,
    /// What stands behind `=`.
    pub value: Option<Span>,
    /// What stands in the parentheses, as far as it has this shape.
    pub args: List<Meta>,
    /// All of it; for an attribute with its `#[…]`.
    pub span: Span,
}

/// Who may see an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// `pub`.
    Public,
    /// `pub(crate)` and its like.
    Restricted,
    /// Nothing written.
    Private,
}

/// One item.
#[derive(Clone, Copy, Debug)]
pub struct Item {
    /// What it is.
    pub kind: ItemKind,
    /// Its name; empty for an `impl`, a `use`, a macro call.
    pub name: Span,
    /// All of it, with its attributes.
    pub span: Span,
    /// The module, `impl`, trait or function around it; none at the top of the file.
    pub parent: Option<ItemId>,
    /// Who may see it.
    pub visibility: Visibility,
    /// Its outer attributes, doc comments left out.
    pub attrs: List<Meta>,
    /// Whether it, or something around it in this file, exists for tests only
    /// (`#[cfg(test)]`, `#[test]` and their like).
    pub test: bool,
}

/// What an item is.
#[derive(Clone, Copy, Debug)]
pub enum ItemKind {
    /// `mod m { … }`, or `mod m;` without a list.
    Mod(Option<List<ItemId>>),
    /// One leaf of a `use` tree.
    Use(Use),
    /// `fn`.
    Fn(Id<Function>),
    /// `struct`, `union`.
    Struct(Id<Struct>),
    /// `enum`.
    Enum(Id<Enum>),
    /// `trait`.
    Trait(Id<Trait>),
    /// `impl`.
    Impl(Id<Impl>),
    /// `type`, also as an associated type.
    TypeAlias(Id<TypeAlias>),
    /// `const`, `static`.
    Const {
        /// Its type.
        ty: TypeId,
        /// Its value.
        value: Option<ExprId>,
        /// Whether it is a `static`.
        is_static: bool,
        /// Whether it is a `static mut`.
        is_mut: bool,
    },
    /// `m! { … }`.
    Macro(Id<MacroCall>),
    /// `macro_rules! m`.
    MacroRules,
}

/// `use path as alias`, one leaf.
#[derive(Clone, Copy, Debug)]
pub struct Use {
    /// The full path of the leaf; for a glob, of the module.
    pub path: PathId,
    /// The name that it gets here; empty for `as _` and for a glob.
    pub name: Span,
    /// Whether it is a glob.
    pub glob: bool,
}

/// The generic parameters of an item and what its `where` clause says.
#[derive(Clone, Copy, Debug)]
pub struct Generics {
    /// Type parameters in their order.
    pub params: List<TypeParam>,
    /// `where T: A + B`.
    pub predicates: List<Predicate>,
}

/// `T: A + B = C`.
#[derive(Clone, Copy, Debug)]
pub struct TypeParam {
    /// Its name.
    pub name: Span,
    /// Its bounds.
    pub bounds: List<PathId>,
    /// Its default.
    pub default: Option<TypeId>,
}

/// `T: A + B` in a `where` clause.
#[derive(Clone, Copy, Debug)]
pub struct Predicate {
    /// What is bounded.
    pub ty: TypeId,
    /// By what.
    pub bounds: List<PathId>,
}

/// A function's signature and body.
#[derive(Clone, Copy, Debug)]
pub struct Function {
    /// Its generics.
    pub generics: Generics,
    /// How `self` is taken.
    pub receiver: Receiver,
    /// The parameters without `self`.
    pub params: List<Param>,
    /// The output as written; `None` for `()`.
    pub output: Option<TypeId>,
    /// Whether it is `async`.
    pub is_async: bool,
    /// Whether it is `unsafe`.
    pub is_unsafe: bool,
    /// Its body, where it has one and bodies were asked for.
    pub body: Option<ExprId>,
    /// The first expression of its body: the body is every expression from here to `body` itself.
    pub first: ExprId,
    /// From `fn` (or what stands before it) to the end of the signature.
    pub signature: Span,
}

/// How a function takes `self`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Receiver {
    /// It does not.
    None,
    /// `self`.
    Value,
    /// `&self`.
    Ref,
    /// `&mut self`.
    RefMut,
    /// `self: Pin<&mut Self>` and its like.
    Typed(TypeId),
}

/// One parameter.
#[derive(Clone, Copy, Debug)]
pub struct Param {
    /// Its pattern.
    pub pat: PatId,
    /// Its type.
    pub ty: TypeId,
}

/// A struct's shape.
#[derive(Clone, Copy, Debug)]
pub struct Struct {
    /// Its generics.
    pub generics: Generics,
    /// Its fields.
    pub fields: List<Field>,
}

/// One field of a struct or variant.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name; empty for the fields of a tuple struct, which go by position.
    pub name: Span,
    /// Its type.
    pub ty: TypeId,
    /// Its attributes.
    pub attrs: List<Meta>,
}

/// An enum's shape.
#[derive(Clone, Copy, Debug)]
pub struct Enum {
    /// Its generics.
    pub generics: Generics,
    /// Its variants.
    pub variants: List<Variant>,
}

/// One variant.
#[derive(Clone, Copy, Debug)]
pub struct Variant {
    /// Its name.
    pub name: Span,
    /// Its fields.
    pub fields: List<Field>,
}

/// A trait.
#[derive(Clone, Copy, Debug)]
pub struct Trait {
    /// Its generics.
    pub generics: Generics,
    /// The traits that it asks for.
    pub supertraits: List<PathId>,
    /// What it declares.
    pub items: List<ItemId>,
}

/// An `impl` block.
#[derive(Clone, Copy, Debug)]
pub struct Impl {
    /// Its generics.
    pub generics: Generics,
    /// The trait, where it has one; a negative `impl` is left out.
    pub trait_path: Option<PathId>,
    /// What it is for.
    pub self_ty: TypeId,
    /// What it defines.
    pub items: List<ItemId>,
    /// Whether it is `unsafe`.
    pub is_unsafe: bool,
}

/// A type alias or an associated type.
#[derive(Clone, Copy, Debug)]
pub struct TypeAlias {
    /// Its generics.
    pub generics: Generics,
    /// What it stands for; none for an associated type that is only declared.
    pub ty: Option<TypeId>,
}

/// A whole file.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    pub(crate) items: Vec<Item>,
    pub(crate) roots: Vec<ItemId>,
    pub(crate) exprs: Vec<Expr>,
    pub(crate) expr_spans: Vec<Span>,
    pub(crate) pats: Vec<Pat>,
    pub(crate) pat_spans: Vec<Span>,
    pub(crate) types: Vec<Type>,
    pub(crate) type_spans: Vec<Span>,
    pub(crate) paths: Vec<Path>,
    pub(crate) segments: Vec<Segment>,
    pub(crate) bindings: Vec<Binding>,
    pub(crate) field_pats: Vec<FieldPat>,
    pub(crate) field_inits: Vec<FieldInit>,
    pub(crate) arms: Vec<Arm>,
    pub(crate) stmts: Vec<Stmt>,
    pub(crate) macros: Vec<MacroCall>,
    pub(crate) select_arms: Vec<SelectArm>,
    pub(crate) metas: Vec<Meta>,
    pub(crate) type_params: Vec<TypeParam>,
    pub(crate) predicates: Vec<Predicate>,
    pub(crate) functions: Vec<Function>,
    pub(crate) params: Vec<Param>,
    pub(crate) structs: Vec<Struct>,
    pub(crate) fields: Vec<Field>,
    pub(crate) enums: Vec<Enum>,
    pub(crate) variants: Vec<Variant>,
    pub(crate) traits: Vec<Trait>,
    pub(crate) impls: Vec<Impl>,
    pub(crate) aliases: Vec<TypeAlias>,
    pub(crate) item_ids: Vec<ItemId>,
    pub(crate) expr_ids: Vec<ExprId>,
    pub(crate) pat_ids: Vec<PatId>,
    pub(crate) type_ids: Vec<TypeId>,
    pub(crate) path_ids: Vec<PathId>,
    pub(crate) file_attrs: List<Meta>,
    /// For each expression the one around it; itself at the top.
    pub(crate) parents: Vec<ExprId>,
}

/// `tree[id]` for an element, `tree[list]` for a run of them.
macro_rules! tables {
    ($($table:ident: $of:ty),* $(,)?) => {$(
        impl Index<Id<$of>> for Tree {
            type Output = $of;
            fn index(&self, id: Id<$of>) -> &$of {
                &self.$table[id.index()]
            }
        }
        impl Index<List<$of>> for Tree {
            type Output = [$of];
            fn index(&self, list: List<$of>) -> &[$of] {
                &self.$table[list.range()]
            }
        }
    )*};
}

tables! {
    items: Item, exprs: Expr, pats: Pat, types: Type, paths: Path, segments: Segment, bindings: Binding,
    field_pats: FieldPat, field_inits: FieldInit, arms: Arm, stmts: Stmt, macros: MacroCall,
    select_arms: SelectArm, metas: Meta, type_params: TypeParam, predicates: Predicate,
    functions: Function, params: Param, structs: Struct, fields: Field, enums: Enum, variants: Variant,
    traits: Trait, impls: Impl, aliases: TypeAlias,
}

macro_rules! id_lists {
    ($($table:ident: $of:ty),* $(,)?) => {$(
        impl Index<List<$of>> for Tree {
            type Output = [$of];
            fn index(&self, list: List<$of>) -> &[$of] {
                &self.$table[list.range()]
            }
        }
    )*};
}

id_lists! { item_ids: ItemId, expr_ids: ExprId, pat_ids: PatId, type_ids: TypeId, path_ids: PathId }

impl Tree {
    /// The items at the top of the file.
    pub fn roots(&self) -> &[ItemId] {
        &self.roots
    }

    /// Every item of the file, nested ones too, each before what it holds.
    pub fn items(&self) -> impl ExactSizeIterator<Item = (ItemId, &Item)> {
        self.items
            .iter()
            .enumerate()
            .map(|(index, item)| (Id::new(index), item))
    }

    /// Every macro call of the file.
    pub fn macros(&self) -> &[MacroCall] {
        &self.macros
    }

    /// Where an expression stands.
    pub fn expr_span(&self, id: ExprId) -> Span {
        self.expr_spans[id.index()]
    }

    /// Every expression of the file, each after what it consists of.
    pub fn exprs(&self) -> impl Iterator<Item = ExprId> {
        (0..self.exprs.len()).map(Id::new)
    }

    /// The expressions from `first` to `last`, both included.
    pub fn exprs_between(&self, first: ExprId, last: ExprId) -> impl Iterator<Item = ExprId> {
        (first.index()..=last.index()).map(Id::new)
    }

    /// How many expressions the file has: one more than the largest index.
    pub fn expr_count(&self) -> usize {
        self.exprs.len()
    }

    /// The expression around an expression, in the same function or constant.
    pub fn parent(&self, id: ExprId) -> Option<ExprId> {
        self.parents
            .get(id.index())
            .copied()
            .filter(|parent| *parent != id)
    }

    /// The expressions around an expression, from the inside out.
    pub fn ancestors(&self, id: ExprId) -> impl Iterator<Item = ExprId> {
        std::iter::successors(self.parent(id), |id| self.parent(*id))
    }

    /// Where a pattern stands.
    pub fn pat_span(&self, id: PatId) -> Span {
        self.pat_spans[id.index()]
    }

    /// Where a type stands.
    pub fn type_span(&self, id: TypeId) -> Span {
        self.type_spans[id.index()]
    }

    /// The file's own attributes (`#![…]`).
    pub fn file_attrs(&self) -> &[Meta] {
        &self[self.file_attrs]
    }

    /// The function that an item is, if it is one.
    pub fn function(&self, id: ItemId) -> Option<&Function> {
        match self[id].kind {
            ItemKind::Fn(function) => Some(&self[function]),
            _ => None,
        }
    }
}
