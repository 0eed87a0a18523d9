// Serves aimock with the fixtures of the tests; prints its address and ends with its standard input.

import { LLMock } from "@copilotkit/aimock";

const mock = new LLMock({ port: 0, host: "127.0.0.1", logLevel: "silent", chunkSize: 7 });
const weather = [
  { name: "weather", arguments: { city: "Köln" } },
  { name: "weather", arguments: { city: "Paris" } },
];

mock.on({ userMessage: "greet" }, { content: "Hello from a mock nobody here wrote, ☃." });
mock.on({ userMessage: "weather", hasToolResult: true, toolResultContains: "rain in Paris" }, { content: "It rains in both." });
mock.on({ userMessage: "weather", hasToolResult: false }, { content: "Asking.", toolCalls: weather });
mock.on({ userMessage: "think", hasToolResult: false }, { content: "Forty-two.", reasoning: "Let me think about the question." });
mock.on({ userMessage: "truncated" }, { content: "Cut off here", finishReason: "length" });
for (const status of [400, 401, 403, 404, 429, 500, 503]) {
  mock.on({ userMessage: `fail ${status}.` }, { error: { message: `Told ${status}`, type: "test_error" }, status });
}
mock.on({ userMessage: "break off" }, { content: "This sentence is never finished because the line drops" }, { truncateAfterChunks: 3 });
mock.on({ userMessage: "drop" }, { content: "x" }, { chaos: { dropRate: 1 } });
mock.on({ userMessage: "garble" }, { content: "x" }, { chaos: { malformedRate: 1 } });
mock.on({ userMessage: "vanish" }, { content: "x" }, { chaos: { disconnectRate: 1 } });

await mock.start();
console.log(mock.url);
process.stdin.resume();
process.stdin.on("end", () => mock.stop().then(() => process.exit(0)));
