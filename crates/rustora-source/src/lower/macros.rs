//! The inside of macro calls: `select!`, `json!`, and everything that takes expressions or named blocks.
//!
//! What a macro means is not known here, only what its tokens look like. Whoever reads a
//! [`MacroBody`] decides by the macro's resolved path whether its arguments run where they stand.

use proc_macro2::{TokenStream, TokenTree};
use smallvec::SmallVec;
use syn::parse::{ParseStream, Parser as _};
use syn::{Token, token};

use super::Lower;
use crate::tree::{Expr, ExprId, List, MacroBody, PatId, SelectArm};

impl Lower<'_> {
    pub(super) fn macro_body(&mut self, mac: &syn::Macro) -> MacroBody {
        let name = mac
            .path
            .segments
            .last()
            .map(|segment| segment.ident.to_string())
            .unwrap_or_default();
        let tokens = mac.tokens.clone();
        match name.as_str() {
            // Their tokens are not run where they stand.
            "quote"
            | "quote_spanned"
            | "parse_quote"
            | "parse_quote_spanned"
            | "stringify"
            | "macro_rules" => MacroBody::Opaque,
            "select" | "select_biased" => match parse_select.parse2(tokens) {
                Ok(select) => self.select(&select),
                Err(_) => MacroBody::Opaque,
            },
            "json" => {
                let mut exprs = Vec::new();
                match (|input: ParseStream| parse_json(input, &mut exprs)).parse2(tokens) {
                    Ok(()) => MacroBody::Args(self.exprs(exprs.iter())),
                    Err(_) => MacroBody::Opaque,
                }
            }
            _ => match parse_args.parse2(tokens.clone()) {
                Ok(args) => MacroBody::Args(self.args(&args)),
                Err(_) => match parse_blocks.parse2(tokens) {
                    Ok(blocks) => MacroBody::Args(self.exprs(blocks.iter())),
                    Err(_) => MacroBody::Opaque,
                },
            },
        }
    }

    fn args(&mut self, args: &[Arg]) -> List<ExprId> {
        let mut ids = SmallVec::<[ExprId; 8]>::new();
        for arg in args {
            let value = self.expr(&arg.value);
            ids.push(match &arg.name {
                None => value,
                Some(name) => {
                    let target = self.expr(name);
                    let span = self.tree.expr_span(target).to(self.tree.expr_span(value));
                    self.push_expr(
                        Expr::Assign {
                            op: None,
                            target,
                            value,
                        },
                        span,
                    )
                }
            });
        }
        self.list_exprs(ids)
    }

    fn select(&mut self, select: &Select) -> MacroBody {
        let mut arms = SmallVec::<[SelectArm; 6]>::new();
        for arm in &select.arms {
            let future = self.expr(&arm.future);
            let guard = arm.guard.as_ref().map(|guard| self.expr(guard));
            let pat: PatId = self.pat(&arm.pat);
            arms.push(SelectArm {
                pat,
                future,
                guard,
                body: self.expr(&arm.body),
            });
        }
        let arms = self.list_select_arms(arms);
        let otherwise = select.otherwise.as_ref().map(|body| self.expr(body));
        MacroBody::Select {
            biased: select.biased,
            arms,
            otherwise,
        }
    }
}

/// One argument: `value`, `name = value`, `%value`, `a.b = ?value`.
struct Arg {
    name: Option<syn::Expr>,
    value: syn::Expr,
}

fn parse_args(input: ParseStream) -> syn::Result<Vec<Arg>> {
    let mut args = Vec::new();
    while !input.is_empty() {
        args.push(parse_arg(input)?);
        if input.is_empty() {
            break;
        }
        if input.parse::<Option<Token![,]>>()?.is_none() {
            input.parse::<Token![;]>()?;
        }
    }
    Ok(args)
}

/// Blocks behind names: `run! { connection: sqlite, mysql { … } postgresql { … } }`.
fn parse_blocks(input: ParseStream) -> syn::Result<Vec<syn::Expr>> {
    let mut blocks = Vec::new();
    while !input.is_empty() {
        loop {
            input.parse::<syn::Ident>()?;
            let comma = input.parse::<Option<Token![,]>>()?.is_some();
            if !comma && input.parse::<Option<Token![:]>>()?.is_none() {
                break;
            }
        }
        input.parse::<Option<Token![=>]>>()?;
        blocks.push(syn::Expr::Block(syn::ExprBlock {
            attrs: Vec::new(),
            label: None,
            block: input.parse()?,
        }));
    }
    Ok(blocks)
}

fn parse_arg(input: ParseStream) -> syn::Result<Arg> {
    // `target: "x"` of the log macros names nothing that runs.
    if input.peek(syn::Ident) && input.peek2(Token![:]) && !input.peek2(Token![::]) {
        input.parse::<syn::Ident>()?;
        input.parse::<Token![:]>()?;
    }
    if input.parse::<Option<Token![%]>>()?.is_some()
        || input.parse::<Option<Token![?]>>()?.is_some()
    {
        return Ok(Arg {
            name: None,
            value: input.parse()?,
        });
    }
    let first: syn::Expr = parse_operand(input)?;
    if input.peek(Token![=]) && !input.peek(Token![==]) {
        input.parse::<Token![=]>()?;
        let _sigil = input.parse::<Option<Token![%]>>()?.is_some()
            || input.parse::<Option<Token![?]>>()?.is_some();
        return Ok(Arg {
            name: Some(first),
            value: input.parse()?,
        });
    }
    Ok(Arg {
        name: None,
        value: first,
    })
}

/// An expression, or the name before an `=`. The two are told apart first, since the parser would take
/// `name = %value` for an assignment and fail at the `%`.
fn parse_operand(input: ParseStream) -> syn::Result<syn::Expr> {
    let mut cursor = input.cursor();
    let mut is_name = false;
    while let Some((_, next)) = cursor.ident() {
        is_name = true;
        cursor = match next.punct() {
            Some((punct, after)) if punct.as_char() == '.' => after,
            _ => {
                cursor = next;
                break;
            }
        };
        is_name = false;
    }
    let assigns = matches!(cursor.punct(), Some((p, rest)) if p.as_char() == '='
        && (p.spacing() == proc_macro2::Spacing::Alone
            || !matches!(rest.punct(), Some((q, _)) if matches!(q.as_char(), '=' | '>'))));
    if !(is_name && assigns) {
        return input.parse();
    }
    let mut name = TokenStream::new();
    while !input.peek(Token![=]) {
        name.extend([input.parse::<TokenTree>()?]);
    }
    syn::parse2(name)
}

struct Select {
    biased: bool,
    arms: Vec<RawArm>,
    otherwise: Option<syn::Expr>,
}

struct RawArm {
    pat: syn::Pat,
    future: syn::Expr,
    guard: Option<syn::Expr>,
    body: syn::Expr,
}

fn parse_select(input: ParseStream) -> syn::Result<Select> {
    let mut select = Select {
        biased: false,
        arms: Vec::new(),
        otherwise: None,
    };
    if input.peek(syn::Ident) && input.peek2(Token![;]) {
        select.biased = input.parse::<syn::Ident>()? == "biased";
        input.parse::<Token![;]>()?;
    }
    while !input.is_empty() {
        if (input.peek(Token![else]) || input.peek(syn::Ident)) && input.peek2(Token![=>]) {
            input.parse::<TokenTree>()?;
            input.parse::<Token![=>]>()?;
            select.otherwise = Some(parse_handler(input)?);
            continue;
        }
        let pat = syn::Pat::parse_multi_with_leading_vert(input)?;
        input.parse::<Token![=]>()?;
        let future = input.parse()?;
        let mut guard = None;
        if input.peek(Token![,]) && input.peek2(Token![if]) {
            input.parse::<Token![,]>()?;
            input.parse::<Token![if]>()?;
            guard = Some(input.parse()?);
        }
        input.parse::<Token![=>]>()?;
        select.arms.push(RawArm {
            pat,
            future,
            guard,
            body: parse_handler(input)?,
        });
    }
    Ok(select)
}

fn parse_handler(input: ParseStream) -> syn::Result<syn::Expr> {
    let body = if input.peek(token::Brace) {
        syn::Expr::Block(syn::ExprBlock {
            attrs: Vec::new(),
            label: None,
            block: input.parse()?,
        })
    } else {
        input.parse()?
    };
    input.parse::<Option<Token![,]>>()?;
    Ok(body)
}

/// Collects the expressions of a `json!` value: keys that are literals are left out.
fn parse_json(input: ParseStream, out: &mut Vec<syn::Expr>) -> syn::Result<()> {
    let content;
    if input.peek(token::Brace) {
        syn::braced!(content in input);
        while !content.is_empty() {
            let key: syn::Expr = if content.peek(token::Paren) {
                content.parse()?
            } else {
                json_key(&content)?
            };
            if !matches!(key, syn::Expr::Lit(_)) {
                out.push(key);
            }
            content.parse::<Token![:]>()?;
            parse_json(&content, out)?;
            content.parse::<Option<Token![,]>>()?;
        }
        return Ok(());
    }
    if input.peek(token::Bracket) {
        syn::bracketed!(content in input);
        while !content.is_empty() {
            parse_json(&content, out)?;
            content.parse::<Option<Token![,]>>()?;
        }
        return Ok(());
    }
    out.push(input.parse()?);
    Ok(())
}

fn json_key(input: ParseStream) -> syn::Result<syn::Expr> {
    if input.peek(syn::Lit) {
        let lit = input.parse()?;
        return Ok(syn::Expr::Lit(syn::ExprLit {
            attrs: Vec::new(),
            lit,
        }));
    }
    // A bare name: what follows the `:` would otherwise be read as the rest of a path.
    let path: syn::Path = input.parse::<syn::Ident>()?.into();
    Ok(syn::Expr::Path(syn::ExprPath {
        attrs: Vec::new(),
        qself: None,
        path,
    }))
}
