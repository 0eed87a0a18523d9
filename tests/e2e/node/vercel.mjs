// The Vercel AI SDK with its Anthropic provider against the address it is given.

import { createAnthropic } from "@ai-sdk/anthropic";
import { generateText, Output, stepCountIs, streamText, tool } from "ai";
import { z } from "zod";
import { report, token, url } from "./cases.mjs";

const anthropic = createAnthropic({ baseURL: `${url}/v1`, apiKey: token });
const model = anthropic("claude-sonnet-5");
const common = { model, maxRetries: 0 };
const weather = tool({
  description: "The weather of a city",
  inputSchema: z.object({ city: z.string() }),
  execute: async ({ city }) => `rain in ${city}`,
});

await report({
  async generate(marker) {
    const answer = await generateText({ ...common, system: "Be short.", prompt: marker });
    return { text: answer.text, finish: answer.finishReason, tokens: answer.usage.outputTokens > 0 };
  },
  async stream(marker) {
    const answer = streamText({ ...common, prompt: marker });
    let pieces = 0;
    let text = "";
    for await (const piece of answer.textStream) {
      pieces++;
      text += piece;
    }
    return { text, pieces, finish: await answer.finishReason };
  },
  async tools(marker) {
    const answer = await generateText({ ...common, prompt: marker, tools: { weather }, stopWhen: stepCountIs(5) });
    return { text: answer.text, steps: answer.steps.length };
  },
  async stream_tools(marker) {
    const answer = streamText({ ...common, prompt: marker, tools: { weather }, stopWhen: stepCountIs(5) });
    await answer.consumeStream();
    const steps = await answer.steps;
    return { text: await answer.text, inputs: steps.flatMap((step) => step.toolCalls.map((call) => call.input)) };
  },
  async object(marker) {
    const schema = z.object({ name: z.string(), inhabitants: z.number() });
    const answer = await generateText({ ...common, prompt: marker, output: Output.object({ schema }) });
    return answer.output;
  },
  async reasoning(marker) {
    const providerOptions = { anthropic: { thinking: { type: "enabled", budgetTokens: 2000 } } };
    const answer = await generateText({ ...common, prompt: marker, tools: { weather }, stopWhen: stepCountIs(5), providerOptions });
    return { text: answer.text, thoughts: answer.steps.map((step) => step.reasoningText ?? "") };
  },
  async picture(marker) {
    const content = [
      { type: "text", text: marker },
      { type: "file", mediaType: "image/png", data: process.env.E2E_PICTURE },
    ];
    return (await generateText({ ...common, messages: [{ role: "user", content }] })).text;
  },
  async refused(marker) {
    return (await generateText({ ...common, prompt: marker })).text;
  },
});
