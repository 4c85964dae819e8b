//! Any bytes as the answer of a model, on each wire: they neither panic nor hang, and no half of a call comes out.
//!
//! The first byte says into pieces of what size the rest is cut. That must not matter, so the answer is decoded a second time in one
//! piece and held against the first; ids that a server left out are made up and differ.

#![no_main]

use libfuzzer_sys::fuzz_target;
use rustora_llm::{ModelError, Part, Reply, Wire};

fuzz_target!(|input: &[u8]| {
    let Some((size, bytes)) = input.split_first() else {
        return;
    };
    for wire in [Wire::Anthropic, Wire::OpenaiChat, Wire::OpenaiResponses] {
        let pieces = bytes.chunks(usize::from(*size).max(1));
        let cut = wire.decode(pieces, &mut |_| {});
        let whole = wire.decode([bytes], &mut |_| {});
        assert_eq!(plain(cut), plain(whole));
    }
});

/// Without ids. Every call that comes out has an object for its arguments.
fn plain(decoded: Result<Reply, ModelError>) -> Result<Reply, ModelError> {
    let settle = |parts: &mut Vec<Part>| {
        for part in parts {
            match part {
                Part::ToolCall(call) => {
                    assert!(call.arguments.is_object());
                    call.id.clear();
                }
                Part::BrokenToolCall(call) => call.id.clear(),
                _ => {}
            }
        }
    };
    match decoded {
        Ok(mut reply) => {
            settle(&mut reply.parts);
            Ok(reply)
        }
        Err(mut error) => {
            settle(&mut error.partial);
            Err(error)
        }
    }
}
