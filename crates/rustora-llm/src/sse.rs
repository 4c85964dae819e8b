//! Server-sent events, out of bytes that arrive in any pieces.
//!
//! After the WHATWG's grammar: lines end in LF, CR or CRLF, a line that begins with `:` is a comment, `data` lines of one event
//! are joined by LF, an empty line ends an event, and one BOM at the very beginning is skipped. In two points a client for models
//! does better than the grammar: an event that the end of the stream cuts off is still handed out when its last line was ended
//! ([`Events::end`]), since servers forget the last empty line, and a line has a bound. Bytes that are no UTF-8 become U+FFFD.

/// The longest line, in bytes. Image data and whole responses in one line stay far below; what is longer is no answer.
pub(crate) const LONGEST_LINE: usize = 10 * 1024 * 1024;

/// One event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Event {
    /// Its type; empty when it has none.
    pub(crate) name: String,
    /// Its data lines.
    pub(crate) data: String,
}

/// A line, or an event's data, that is longer than any answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooLong;

/// Makes events of bytes.
#[derive(Debug, Default)]
pub(crate) struct Events {
    line: Vec<u8>,
    /// The last byte was CR: an LF that follows belongs to it.
    after_cr: bool,
    /// The first line is behind us, and with it the place where a BOM may stand.
    begun: bool,
    event: Event,
    has_data: bool,
}

impl Events {
    /// The events that these bytes complete are added to `out`.
    pub(crate) fn feed(&mut self, mut bytes: &[u8], out: &mut Vec<Event>) -> Result<(), TooLong> {
        if self.after_cr && !bytes.is_empty() {
            self.after_cr = false;
            bytes = bytes.strip_prefix(b"\n").unwrap_or(bytes);
        }
        while let Some(end) = bytes.iter().position(|byte| matches!(byte, b'\n' | b'\r')) {
            self.add(&bytes[..end])?;
            self.line_ends(out)?;
            let is_cr = bytes[end] == b'\r';
            bytes = &bytes[end + 1..];
            if is_cr {
                self.after_cr = bytes.is_empty();
                bytes = bytes.strip_prefix(b"\n").unwrap_or(bytes);
            }
        }
        self.add(bytes)
    }

    /// The stream is over: the event that only lacks its empty line. One whose last line was cut is dropped.
    pub(crate) fn end(&mut self) -> Option<Event> {
        let is_cut = !std::mem::take(&mut self.line).is_empty();
        self.take().filter(|_| !is_cut)
    }

    fn add(&mut self, bytes: &[u8]) -> Result<(), TooLong> {
        if self.line.len() + bytes.len() > LONGEST_LINE {
            return Err(TooLong);
        }
        self.line.extend_from_slice(bytes);
        Ok(())
    }

    fn line_ends(&mut self, out: &mut Vec<Event>) -> Result<(), TooLong> {
        let line = std::mem::take(&mut self.line);
        let mut line = &line[..];
        if !std::mem::replace(&mut self.begun, true) {
            line = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line);
        }
        if line.is_empty() {
            out.extend(self.take());
            return Ok(());
        }
        let colon = line.iter().position(|byte| *byte == b':');
        let (field, value) = line.split_at(colon.unwrap_or(line.len()));
        let value = value.strip_prefix(b":").unwrap_or(value);
        let value = String::from_utf8_lossy(value.strip_prefix(b" ").unwrap_or(value));
        match field {
            b"event" => self.event.name = value.into_owned(),
            b"data" => {
                if self.event.data.len() + value.len() > LONGEST_LINE {
                    return Err(TooLong);
                }
                if std::mem::replace(&mut self.has_data, true) {
                    self.event.data.push('\n');
                }
                self.event.data.push_str(&value);
            }
            // `id`, `retry`, comments, and what nobody knows.
            _ => {}
        }
        Ok(())
    }

    /// The event so far, if it has data; without data there is none.
    fn take(&mut self) -> Option<Event> {
        let event = std::mem::take(&mut self.event);
        std::mem::take(&mut self.has_data).then_some(event)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn events(chunks: &[&[u8]]) -> Result<Vec<(String, String)>, TooLong> {
        let (mut parser, mut out) = (Events::default(), Vec::new());
        for chunk in chunks {
            parser.feed(chunk, &mut out)?;
        }
        out.extend(parser.end());
        Ok(out
            .into_iter()
            .map(|event| (event.name, event.data))
            .collect())
    }

    fn pair(name: &str, data: &str) -> (String, String) {
        (name.to_owned(), data.to_owned())
    }

    #[test]
    fn the_grammar() {
        let cases: &[(&str, &[(&str, &str)])] = &[
            ("data: a\n\n", &[("", "a")]),
            (
                "data: a\r\n\r\ndata:b\r\rdata: c\n\n",
                &[("", "a"), ("", "b"), ("", "c")],
            ),
            ("event: x\ndata: 1\ndata: 2\n\n", &[("x", "1\n2")]),
            (": ping\n\n: another\ndata: a\n\n", &[("", "a")]),
            ("\u{feff}data: a\n\n", &[("", "a")]),
            ("data: \u{feff}a\n\n", &[("", "\u{feff}a")]),
            ("event: lost\n\ndata: a\n\n", &[("", "a")]),
            (
                "id: 1\nretry: 5\nunknown: x\ndata:  two\n\n",
                &[("", " two")],
            ),
            ("data\ndata\n\n", &[("", "\n")]),
            ("data: whole\n", &[("", "whole")]),
            ("data: cu", &[]),
            ("data: a\ndata: cu", &[]),
            ("data: a\n\ndata: cu", &[("", "a")]),
            ("", &[]),
        ];
        for (text, expected) in cases {
            let expected: Vec<_> = expected.iter().map(|(a, b)| pair(a, b)).collect();
            assert_eq!(events(&[text.as_bytes()]).unwrap(), expected, "{text:?}");
        }
    }

    #[test]
    fn a_character_that_is_cut_in_two_is_one_and_bytes_that_are_none_do_no_harm() {
        let text = "data: häß💶\n\n".as_bytes();
        for at in 0..=text.len() {
            let (left, right) = text.split_at(at);
            assert_eq!(events(&[left, right]).unwrap(), [pair("", "häß💶")]);
        }
        assert_eq!(
            events(&[b"data: a\xffb\n\n"]).unwrap(),
            [pair("", "a\u{fffd}b")]
        );
    }

    #[test]
    fn a_line_without_an_end_is_not_kept_for_ever() {
        let chunk = vec![b'a'; 1 << 20];
        let chunks = vec![&chunk[..]; 11];
        assert_eq!(events(&chunks), Err(TooLong));
        let line = [b"data: ", &chunk[..], b"\n"].concat();
        assert_eq!(events(&[&line[..]; 11]), Err(TooLong));
        assert!(events(&[&line[..]; 9]).is_ok());
    }

    proptest! {
        #[test]
        fn it_does_not_matter_where_the_bytes_are_split(
            lines in prop::collection::vec(
                ("(data|event|id|:|dat|data:)", "(:| |: )?", "[ -~ä€💶]{0,8}", "(\n|\r|\r\n|\n\n|\r\n\r\n)"), 0..12),
            cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
            bom in any::<bool>(),
        ) {
            let mut text = String::from(if bom { "\u{feff}" } else { "" });
            for (a, b, c, d) in lines {
                text.extend([a, b, c, d]);
            }
            let bytes = text.as_bytes();
            let mut at: Vec<_> = cuts.iter().map(|cut| cut.index(bytes.len() + 1)).collect();
            at.extend([0, bytes.len()]);
            at.sort_unstable();
            let pieces: Vec<_> = at.windows(2).map(|pair| &bytes[pair[0]..pair[1]]).collect();
            let single: Vec<_> = bytes.chunks(1).collect();
            let whole = events(&[bytes]).unwrap();
            prop_assert_eq!(&events(&pieces).unwrap(), &whole);
            prop_assert_eq!(&events(&single).unwrap(), &whole);
        }

        #[test]
        fn what_is_sent_is_what_arrives(data in prop::collection::vec("[ -~ä€💶]{0,20}", 1..4)) {
            let text = format!("data: {}\r\n", data.join("\r\ndata: "));
            prop_assert_eq!(events(&[text.as_bytes(), b"\r\n"]).unwrap(), [pair("", &data.join("\n"))]);
        }
    }
}
