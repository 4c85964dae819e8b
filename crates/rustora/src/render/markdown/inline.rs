//! The words of a text: emphasis, code and links read by `pulldown-cmark`, cut into what may stand on a line of its own.

use anstyle::{AnsiColor, Style};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use unicode_width::UnicodeWidthStr as _;

use crate::render::text::neutral;

/// What stands before a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    Space,
    Break,
}

/// What is not parted at the end of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) gap: Gap,
    /// Its parts, made harmless.
    pub(super) runs: Vec<(Style, String)>,
}

impl Word {
    /// How many columns it takes.
    pub(super) fn width(&self) -> usize {
        self.runs.iter().map(|(_, text)| text.width()).sum()
    }
}

/// The words of a text, and whether they stay what they are when more is said behind white space.
pub(super) fn words(text: &str) -> (Vec<Word>, bool) {
    let mut reader = Reader::default();
    let parser = Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH);
    if parser.reference_definitions().iter().next().is_some() {
        // `[a]: b` is no text to the parser, and one to whoever reads it.
        reader.text(text);
        return (reader.words, false);
    }
    for (event, range) in parser.into_offset_iter() {
        if matches!(&event, Event::Start(tag) if !is_of_words(tag)) {
            // `- 1. a`: the parser sees a list, of which the number would be lost.
            reader.text(&text[range.start..]);
            return (reader.words, false);
        }
        reader.event(event);
    }
    if reader.words.is_empty() {
        reader.text(text);
        return (reader.words, false);
    }
    let is_settled = is_settled(&reader.literal);
    (reader.words, is_settled)
}

/// Whether what begins is a text, or stands in one.
fn is_of_words(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Paragraph
            | Tag::HtmlBlock
            | Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

/// Whether none of the marks that were taken for text may yet come to mean something.
fn is_settled(literal: &str) -> bool {
    let chars: Vec<char> = literal.chars().collect();
    let beside = |at: usize, is: fn(char) -> bool| {
        let before = at.checked_sub(1).and_then(|at| chars.get(at));
        before.copied().is_none_or(is) && chars.get(at + 1).copied().is_none_or(is)
    };
    chars.iter().enumerate().all(|(at, c)| match c {
        '`' | '[' | '<' | '\\' | '~' => false,
        '*' => beside(at, char::is_whitespace),
        '_' => beside(at, char::is_alphanumeric) && at > 0 && at + 1 < chars.len(),
        _ => true,
    })
}

#[derive(Default)]
struct Reader {
    words: Vec<Word>,
    /// Whether the last word goes on.
    open: bool,
    gap: Option<Gap>,
    styles: Vec<Style>,
    links: Vec<(String, String)>,
    literal: String,
}

impl Reader {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text) => {
                self.literal.push_str(&text);
                self.text(&text);
            }
            Event::Code(code) => {
                self.literal.push('\u{fffc}');
                let style = AnsiColor::Cyan.on_default();
                self.styles.push(style);
                self.text(&format!("`{code}`"));
                self.styles.pop();
            }
            Event::InlineHtml(html) | Event::Html(html) => {
                self.literal.push('\u{fffc}');
                self.text(&html);
            }
            Event::SoftBreak => {
                self.literal.push('\n');
                self.space(Gap::Space);
            }
            Event::HardBreak => {
                // Where a `\` made it, that stood between.
                self.literal.push_str("\u{fffc}\n");
                self.space(Gap::Break);
            }
            Event::Start(tag) => self.start(tag),
            Event::End(end) => self.end(end),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        let style = match tag {
            Tag::Emphasis => Style::new().italic(),
            Tag::Strong => Style::new().bold(),
            Tag::Strikethrough => Style::new().strikethrough(),
            Tag::Link { dest_url, .. } => {
                self.links.push((dest_url.into_string(), String::new()));
                Style::new().underline()
            }
            Tag::Image { dest_url, .. } => {
                self.links.push((dest_url.into_string(), String::new()));
                self.text("image:");
                self.space(Gap::Space);
                Style::new().underline()
            }
            _ => return,
        };
        // Something stood here, which is no white space.
        self.literal.push('\u{fffc}');
        self.styles.push(style);
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => {
                self.styles.pop();
            }
            TagEnd::Link | TagEnd::Image => {
                self.styles.pop();
                // Where a link leads is shown, since its text may say something else.
                if let Some((to, text)) = self.links.pop()
                    && to != text
                    && !to.is_empty()
                {
                    self.space(Gap::Space);
                    self.text(&format!("<{to}>"));
                }
            }
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.space(Gap::Space),
            _ => return,
        }
        self.literal.push('\u{fffc}');
    }

    fn space(&mut self, gap: Gap) {
        self.open = false;
        if self.gap != Some(Gap::Break) {
            self.gap = Some(gap);
        }
    }

    fn text(&mut self, text: &str) {
        for (_, shown) in &mut self.links {
            shown.push_str(text);
        }
        for (index, part) in text.split(char::is_whitespace).enumerate() {
            if index > 0 {
                self.space(Gap::Space);
            }
            if part.is_empty() {
                continue;
            }
            let style = self.style();
            let run = (style, neutral(part));
            match self.words.last_mut().filter(|_| self.open) {
                Some(word) => match word.runs.last_mut().filter(|last| last.0 == style) {
                    Some(last) => last.1.push_str(&run.1),
                    None => word.runs.push(run),
                },
                None => self.words.push(Word {
                    gap: self.gap.take().unwrap_or(Gap::Space),
                    runs: vec![run],
                }),
            }
            self.open = true;
        }
    }

    /// All styles that hold here, together.
    fn style(&self) -> Style {
        self.styles.iter().fold(Style::new(), |all, style| {
            let color = style.get_fg_color().or(all.get_fg_color());
            Style::new()
                .effects(all.get_effects() | style.get_effects())
                .fg_color(color)
        })
    }
}
