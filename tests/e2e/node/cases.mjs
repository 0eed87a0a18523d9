// Runs named cases one after the other and prints what each returned, or the error it ended with, as one JSON object.

export const { url, token, markers } = JSON.parse(process.env.E2E_INPUT ?? '{"markers": {}}');

export async function report(cases) {
  const results = {};
  for (const [name, run] of Object.entries(cases)) {
    try {
      results[name] = { value: await run(markers[name]) };
    } catch (error) {
      results[name] = {
        error: {
          kind: error.constructor.name,
          message: String(error.message),
          status: error.status ?? error.statusCode ?? null,
          request_id: error.requestID ?? null,
        },
      };
    }
  }
  process.stdout.write(JSON.stringify(results));
}
