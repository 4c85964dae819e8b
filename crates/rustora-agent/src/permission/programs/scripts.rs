//! `sed` and `awk`, whose scripts can write files and run programs.
//!
//! Only scripts that are plainly harmless are: of `sed` addresses with `p`, `d`, `q`, `=` and `s` with harmless flags, of `awk` those without
//! a way to write, to read elsewhere or to run. Everything else asks.

use super::super::line::{Arg, Judged};
use super::{is_option, led_out};

pub(super) fn sed(judged: &mut Judged<'_>, rest: &[Arg]) {
    let (mut scripts, mut files, mut in_place) = (Vec::new(), Vec::new(), false);
    let mut args = rest.iter();
    let is_told = rest
        .iter()
        .any(|arg| is_option(arg, &["-e", "--expression"]));
    while let Some(arg) = args.next() {
        let text = arg.text();
        if text == "-e" || text == "--expression" {
            scripts.extend(args.next());
        } else if text == "--in-place" || text.starts_with("-i") || text.starts_with("--in-place=")
        {
            in_place = true;
        } else if matches!(
            text,
            "-n" | "-E"
                | "-r"
                | "-s"
                | "-u"
                | "-z"
                | "--quiet"
                | "--silent"
                | "--regexp-extended"
                | "--debug"
                | "-En"
                | "-nE"
                | "-nr"
                | "-rn"
        ) {
        } else if matches!(text, "-ni" | "-Ei" | "-ri") {
            in_place = true;
        } else if text.starts_with('-') && text.len() > 1 {
            judged.asks(format!("`sed {text}` is not known here"));
        } else if scripts.is_empty() && !is_told {
            scripts.push(arg);
        } else {
            files.push(arg);
        }
    }
    for script in scripts {
        match script {
            Arg::Known(text) if is_harmless_sed(text) => {}
            _ => judged.asks("a `sed` script that may write or run something"),
        }
    }
    for file in files {
        if in_place {
            judged.writes(file);
        } else {
            judged.reads(file);
        }
    }
}

/// Whether a script has nothing but addresses, `p`, `d`, `q`, `=` and `s`.
fn is_harmless_sed(script: &str) -> bool {
    let letters: Vec<char> = script.chars().collect();
    let mut at = 0;
    let peek = |at: usize| letters.get(at).copied();
    loop {
        while peek(at).is_some_and(|letter| matches!(letter, ' ' | '\t' | '\n' | ';')) {
            at += 1;
        }
        // Addresses.
        while let Some(letter) = peek(at) {
            match letter {
                '0'..='9' | '$' | ',' | '!' | '+' | '~' | ' ' => at += 1,
                '/' => match delimited(&letters, at + 1, '/') {
                    Some(next) => at = next + usize::from(matches!(peek(next), Some('I'))),
                    None => return false,
                },
                _ => break,
            }
        }
        match peek(at) {
            None => return true,
            Some('p' | 'd' | 'q' | '=') => at += 1,
            Some('s') => {
                let Some(sign) = peek(at + 1)
                    .filter(|sign| !sign.is_alphanumeric() && !matches!(sign, '\\' | '\n' | ' '))
                else {
                    return false;
                };
                let Some(second) = delimited(&letters, at + 2, sign) else {
                    return false;
                };
                let Some(end) = delimited(&letters, second, sign) else {
                    return false;
                };
                at = end;
                while peek(at).is_some_and(|flag| matches!(flag, 'g' | 'p' | 'i' | 'I' | '0'..='9'))
                {
                    at += 1;
                }
            }
            Some(_) => return false,
        }
        if !peek(at).is_none_or(|letter| matches!(letter, ';' | '\n' | ' ')) {
            return false;
        }
    }
}

/// The place behind the next `sign` that is not escaped. Brackets and line breaks are read in more than one way.
fn delimited(letters: &[char], from: usize, sign: char) -> Option<usize> {
    let mut at = from;
    let mut is_bracketed = false;
    while let Some(letter) = letters.get(at) {
        match letter {
            '\\' => at += 1,
            '\n' => return None,
            '[' => is_bracketed = true,
            ']' => is_bracketed = false,
            letter if *letter == sign => return (!is_bracketed).then_some(at + 1),
            _ => {}
        }
        at += 1;
    }
    None
}

pub(super) fn awk(judged: &mut Judged<'_>, rest: &[Arg]) {
    let mut script = None;
    let mut args = rest.iter();
    while let Some(arg) = args.next() {
        let text = arg.text();
        if script.is_some() {
            led_out(judged, arg);
            if *arg == Arg::Unknown {
                judged.asks("gives `awk` something that is known only when it runs");
            } else {
                judged.reads(arg);
            }
        } else if text == "-F" || text == "-v" {
            args.next();
        } else if text.starts_with("-F") || text.starts_with("-v") {
        } else if text.starts_with('-') {
            judged.asks(format!("`awk {text}` is not known here"));
        } else {
            script = Some(arg);
        }
    }
    let is_harmless = |text: &str| {
        let text = text.replace("||", "");
        !["system", "getline", "|", ">", "@", "close", "ARGV"]
            .iter()
            .any(|word| text.contains(word))
    };
    match script {
        Some(Arg::Known(text)) if is_harmless(text) => {}
        _ => judged.asks("an `awk` script that may write or run something"),
    }
}
