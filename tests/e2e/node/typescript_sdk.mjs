// The official Anthropic SDK for TypeScript against the address it is given.

import Anthropic from "@anthropic-ai/sdk";
import { betaZodTool } from "@anthropic-ai/sdk/helpers/beta/zod";
import { zodOutputFormat } from "@anthropic-ai/sdk/helpers/zod";
import { z } from "zod";
import { report, token, url } from "./cases.mjs";

const client = new Anthropic({ baseURL: url, authToken: token, apiKey: null, maxRetries: 0, timeout: 30_000 });
const base = { model: "claude-opus-4-8", max_tokens: 64_000 };
const tools = [
  {
    name: "weather",
    description: "The weather of a city",
    input_schema: { type: "object", properties: { city: { type: "string" } }, required: ["city"], additionalProperties: false },
  },
];
const user = (content) => [{ role: "user", content }];
const said = (message) => message.content.filter((block) => block.type === "text").map((block) => block.text).join("");

await report({
  async create(marker) {
    const message = await client.messages.create({ ...base, max_tokens: 500, messages: user(marker) });
    return { text: said(message), stop: message.stop_reason, cached: message.usage.cache_read_input_tokens, id: message._request_id };
  },
  async stream(marker) {
    const stream = client.messages.stream({ ...base, messages: user(marker) });
    let pieces = 0;
    stream.on("text", () => pieces++);
    const message = await stream.finalMessage();
    return { text: said(message), pieces };
  },
  async events(marker) {
    const kinds = [];
    for await (const event of await client.messages.create({ ...base, messages: user(marker), tools, stream: true })) {
      if (kinds.at(-1) !== event.type) kinds.push(event.type);
    }
    return kinds;
  },
  async tools(marker) {
    const first = await client.messages.stream({ ...base, messages: user(marker), tools }).finalMessage();
    const calls = first.content.filter((block) => block.type === "tool_use");
    const results = calls.map((call) => ({ type: "tool_result", tool_use_id: call.id, content: `rain in ${call.input.city}` }));
    const messages = [...user(marker), { role: "assistant", content: first.content }, { role: "user", content: results.reverse() }];
    const second = await client.messages.create({ ...base, max_tokens: 500, messages, tools });
    return { stop: first.stop_reason, inputs: calls.map((call) => call.input), text: said(second) };
  },
  async runner(marker) {
    const weather = betaZodTool({
      name: "weather",
      description: "The weather of a city",
      inputSchema: z.object({ city: z.string(), days: z.number().int().positive().optional() }),
      run: async ({ city }) => `rain in ${city}`,
    });
    const runner = client.beta.messages.toolRunner({ ...base, max_tokens: 500, messages: user(marker), tools: [weather] });
    return said(await runner.runUntilDone());
  },
  async runner_stream(marker) {
    const weather = betaZodTool({
      name: "weather",
      description: "The weather of a city",
      inputSchema: z.object({ city: z.string() }),
      run: async ({ city }) => {
        throw new Error(`no weather in ${city}`);
      },
    });
    const runner = client.beta.messages.toolRunner({ ...base, messages: user(marker), tools: [weather], stream: true });
    let text = "";
    for await (const stream of runner) {
      for await (const event of stream) {
        if (event.type === "content_block_delta" && event.delta.type === "text_delta") text += event.delta.text;
      }
    }
    return text;
  },
  async parse(marker) {
    const format = zodOutputFormat(z.object({ name: z.string(), inhabitants: z.number().int() }));
    const message = await client.messages.parse({ ...base, max_tokens: 500, messages: user(marker), output_config: { format } });
    return message.parsed_output;
  },
  async thinking(marker) {
    const message = await client.messages
      .stream({ ...base, messages: user(marker), thinking: { type: "enabled", budget_tokens: 2000 } })
      .finalMessage();
    return message.content.map((block) => (block.type === "thinking" ? `thinking: ${block.thinking}` : `${block.type}: ${block.text}`));
  },
  async count() {
    return (await client.messages.countTokens({ model: base.model, messages: user("word ".repeat(500)), tools: [] })).input_tokens;
  },
  async models() {
    const ids = [];
    for await (const model of client.models.list({ limit: 1000 })) ids.push(model.id);
    return { count: ids.length, same: (await client.models.retrieve(ids[0])).id === ids[0] };
  },
  async bad_request() {
    return await client.messages.create({ ...base, messages: [] });
  },
  async rate_limit(marker) {
    return await client.messages.create({ ...base, max_tokens: 500, messages: user(marker) });
  },
  async broken_stream(marker) {
    return await client.messages.stream({ ...base, messages: user(marker) }).finalMessage();
  },
  async abort(marker) {
    const stream = client.messages.stream({ ...base, messages: user(marker) });
    stream.on("text", () => stream.abort());
    return await stream.finalMessage();
  },
});
