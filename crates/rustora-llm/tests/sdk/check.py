"""What the vendors' own Python packages say about our wires.

    check.py clients URL...   asks our server with their clients and prints what they understood
    check.py server           answers our client with what their types say, on a port that it prints
    check.py bodies           holds the bodies on the standard input against their types and prints what does not fit

Everything is on loopback. The packages are used as they are: nothing of theirs is copied here.
"""

import json
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

try:
    import anthropic
    import openai
    from pydantic import TypeAdapter, ValidationError
except ImportError:
    print("missing")
    sys.exit(0)

KEY = "sk-test"


def clients(anthropic_url, openai_url):
    """The same answer on each wire, as their clients put it together."""
    out = {}

    client = anthropic.Anthropic(api_key=KEY, base_url=anthropic_url, max_retries=0)
    with client.messages.stream(
        model="m", max_tokens=10, messages=[{"role": "user", "content": "hi"}]
    ) as stream:
        message = stream.get_final_message()
    blocks = message.content
    out["anthropic"] = {
        "thinking": "".join(b.thinking for b in blocks if b.type == "thinking"),
        "sealed": [b.signature for b in blocks if b.type == "thinking"]
        + [b.data for b in blocks if b.type == "redacted_thinking"],
        "text": "".join(b.text for b in blocks if b.type == "text"),
        "calls": [[b.id, b.name, b.input] for b in blocks if b.type == "tool_use"],
        "stop": message.stop_reason,
        "usage": [
            message.usage.input_tokens,
            message.usage.output_tokens,
            message.usage.cache_read_input_tokens,
            message.usage.cache_creation_input_tokens,
        ],
    }

    client = openai.OpenAI(api_key=KEY, base_url=openai_url, max_retries=0)
    with client.chat.completions.stream(
        model="m", messages=[{"role": "user", "content": "hi"}]
    ) as stream:
        completion = stream.get_final_completion()
    message = completion.choices[0].message
    usage = completion.usage
    details = usage.prompt_tokens_details
    calls = message.tool_calls or []
    out["openai-chat"] = {
        "thinking": (message.model_extra or {}).get("reasoning_content"),
        "text": message.content,
        "calls": [[c.id, c.function.name, json.loads(c.function.arguments or "{}")] for c in calls],
        "stop": completion.choices[0].finish_reason,
        "usage": [
            usage.prompt_tokens - details.cached_tokens - details.cache_write_tokens,
            usage.completion_tokens,
            details.cached_tokens,
            details.cache_write_tokens,
        ],
    }

    with client.responses.stream(model="m", input="hi") as stream:
        response = stream.get_final_response()
    items = response.output
    usage = response.usage
    details = usage.input_tokens_details
    out["openai-responses"] = {
        "thinking": "".join(s.text for i in items if i.type == "reasoning" for s in i.summary),
        "sealed": [i.encrypted_content for i in items if i.type == "reasoning"],
        "text": response.output_text,
        "calls": [
            [i.call_id, i.name, json.loads(i.arguments)] for i in items if i.type == "function_call"
        ],
        "stop": response.status,
        "usage": [
            usage.input_tokens - details.cached_tokens - details.cache_write_tokens,
            usage.output_tokens,
            details.cached_tokens,
            details.cache_write_tokens,
        ],
    }
    print(json.dumps(out))


def event(model):
    """One event, as a server writes it that has the vendor's types."""
    return f"event: {model.type}\ndata: {model.model_dump_json()}\n\n"


def anthropic_events():
    from anthropic import types as t

    usage = t.Usage(input_tokens=5, output_tokens=1, cache_read_input_tokens=7, cache_creation_input_tokens=9)
    message = t.Message(
        id="msg_1", type="message", role="assistant", model="m", content=[], usage=usage
    )
    yield event(t.RawMessageStartEvent(type="message_start", message=message))
    blocks = [
        (t.ThinkingBlock(type="thinking", thinking="", signature=""),
         [t.ThinkingDelta(type="thinking_delta", thinking="hm"), t.SignatureDelta(type="signature_delta", signature="sig")]),
        (t.RedactedThinkingBlock(type="redacted_thinking", data="dark"), []),
        (t.TextBlock(type="text", text=""),
         [t.TextDelta(type="text_delta", text="I "), t.TextDelta(type="text_delta", text="look.")]),
        (t.ToolUseBlock(type="tool_use", id="one", name="read", input={}),
         [t.InputJSONDelta(type="input_json_delta", partial_json=p) for p in ('{"path"', ': "a"}')]),
        (t.ToolUseBlock(type="tool_use", id="two", name="list", input={}), []),
    ]
    for index, (block, deltas) in enumerate(blocks):
        yield event(t.RawContentBlockStartEvent(type="content_block_start", index=index, content_block=block))
        for delta in deltas:
            yield event(t.RawContentBlockDeltaEvent(type="content_block_delta", index=index, delta=delta))
        yield event(t.RawContentBlockStopEvent(type="content_block_stop", index=index))
    yield event(
        t.RawMessageDeltaEvent(
            type="message_delta",
            delta={"stop_reason": "tool_use", "stop_sequence": None},
            usage=t.MessageDeltaUsage(output_tokens=11),
        )
    )
    yield event(t.RawMessageStopEvent(type="message_stop"))


def chat_events():
    from openai.types.chat import ChatCompletionChunk as Chunk
    from openai.types import CompletionUsage

    def chunk(choices, usage=None):
        made = Chunk(
            id="c", object="chat.completion.chunk", created=1, model="m", choices=choices, usage=usage
        )
        return f"data: {made.model_dump_json()}\n\n"

    def call(index, **function):
        head = {"id": ["one", "two"][index], "type": "function"} if "name" in function else {}
        return {"tool_calls": [{"index": index, "function": function, **head}]}

    deltas = [
        {"role": "assistant", "content": ""},
        {"content": "I "},
        {"content": "look."},
        call(0, name="read", arguments=""),
        call(0, arguments='{"path"'),
        call(1, name="list", arguments=""),
        call(0, arguments=': "a"}'),
        call(1, arguments="{}"),
    ]
    for delta in deltas:
        yield chunk([{"index": 0, "delta": delta}])
    yield chunk([{"index": 0, "delta": {}, "finish_reason": "tool_calls"}])
    usage = CompletionUsage(
        prompt_tokens=21,
        completion_tokens=11,
        total_tokens=32,
        prompt_tokens_details={"cached_tokens": 7, "cache_write_tokens": 9},
    )
    yield chunk([], usage)
    yield "data: [DONE]\n\n"


def responses_events():
    from openai.types import responses as r

    number = iter(range(1000))

    def made(kind, type_, /, **fields):
        return event(kind(type=type_, sequence_number=next(number), **fields))

    def response(status, output=(), usage=None):
        return r.Response(
            id="resp", object="response", created_at=1.0, model="m", status=status, output=list(output),
            parallel_tool_calls=True, tool_choice="auto", tools=[], usage=usage,
        )

    thought = {"type": "reasoning", "id": "rs", "summary": [{"type": "summary_text", "text": "hm"}], "encrypted_content": "dark"}
    message = {"type": "message", "id": "msg", "role": "assistant", "status": "completed",
               "content": [{"type": "output_text", "text": "I look.", "annotations": []}]}
    one = {"type": "function_call", "id": "f1", "call_id": "one", "name": "read", "arguments": '{"path": "a"}'}
    two = {"type": "function_call", "id": "f2", "call_id": "two", "name": "list", "arguments": "{}"}
    yield made(r.ResponseCreatedEvent, "response.created", response=response("in_progress"))
    added, done = r.ResponseOutputItemAddedEvent, r.ResponseOutputItemDoneEvent
    yield made(added, "response.output_item.added", output_index=0, item={**thought, "summary": [], "encrypted_content": None})
    yield made(r.ResponseReasoningSummaryTextDeltaEvent, "response.reasoning_summary_text.delta",
               item_id="rs", output_index=0, summary_index=0, delta="hm")
    yield made(done, "response.output_item.done", output_index=0, item=thought)
    yield made(added, "response.output_item.added", output_index=1, item={**message, "content": [], "status": "in_progress"})
    for piece in ("I ", "look."):
        yield made(r.ResponseTextDeltaEvent, "response.output_text.delta",
                   item_id="msg", output_index=1, content_index=0, delta=piece, logprobs=[])
    yield made(done, "response.output_item.done", output_index=1, item=message)
    for index, item in ((2, one), (3, two)):
        yield made(added, "response.output_item.added", output_index=index, item={**item, "arguments": ""})
        for piece in (item["arguments"][:1], item["arguments"][1:]):
            yield made(r.ResponseFunctionCallArgumentsDeltaEvent, "response.function_call_arguments.delta",
                       item_id=item["id"], output_index=index, delta=piece)
        yield made(r.ResponseFunctionCallArgumentsDoneEvent, "response.function_call_arguments.done",
                   item_id=item["id"], output_index=index, name=item["name"], arguments=item["arguments"])
        yield made(done, "response.output_item.done", output_index=index, item=item)
    usage = r.ResponseUsage(
        input_tokens=21, output_tokens=11, total_tokens=32,
        input_tokens_details={"cached_tokens": 7, "cache_write_tokens": 9},
        output_tokens_details={"reasoning_tokens": 3},
    )
    yield made(r.ResponseCompletedEvent, "response.completed", response=response("completed", [thought, message, one, two], usage))


EVENTS = {
    "/v1/messages": anthropic_events,
    "/chat/completions": chat_events,
    "/responses": responses_events,
}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        self.rfile.read(int(self.headers["content-length"]))
        self.send_response(200)
        self.send_header("content-type", "text/event-stream; charset=utf-8")
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        for text in EVENTS[self.path]():
            piece = text.encode()
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        self.wfile.write(b"0\r\n\r\n")

    def log_message(self, *_):
        pass


def server():
    # A thread for each connection, since each wire keeps its own.
    found = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(found.server_port, flush=True)
    # Whoever started this ends it.
    found.serve_forever()


def forced(value):
    """What is validated only when it is looked at, looked at."""
    if isinstance(value, dict):
        return {key: forced(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)) or isinstance(value, Iterator) or hasattr(value, "__next__"):
        return [forced(inner) for inner in value]
    return value


def lost(before, after, path=""):
    """Fields that their types do not know."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key, inner in before.items():
            if key not in after:
                yield f"{path}/{key}"
            else:
                yield from lost(inner, after[key], f"{path}/{key}")
    elif isinstance(before, list) and isinstance(after, list):
        for at, (left, right) in enumerate(zip(before, after)):
            yield from lost(left, right, f"{path}/{at}")
    elif before != after:
        yield f"{path}: {before!r} became {after!r}"


def bodies():
    from anthropic.types.message_create_params import MessageCreateParamsStreaming as Anthropic
    from openai.types.chat.completion_create_params import CompletionCreateParamsStreaming as Chat
    from openai.types.responses.response_create_params import ResponseCreateParamsStreaming as Responses

    types = {"anthropic": Anthropic, "openai-chat": Chat, "openai-responses": Responses}
    adapters = {name: TypeAdapter(kind) for name, kind in types.items()}
    problems, count = [], 0
    for line in sys.stdin:
        case = json.loads(line)
        count += 1
        try:
            read = forced(adapters[case["wire"]].validate_python(case["body"]))
            problems += [f"{case['name']}: {where}" for where in lost(case["body"], read)]
        except ValidationError as error:
            problems.append(f"{case['name']}: {error}")
    print(json.dumps({"count": count, "problems": problems}))


if __name__ == "__main__":
    mode, *rest = sys.argv[1:]
    {"clients": clients, "server": server, "bodies": bodies}[mode](*rest)
