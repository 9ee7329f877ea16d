/** A tool of your own: defined once, offered to both engines, and called only with input that fits its schema. */
import { createTandem, defineTool } from "tandem";

const convert = defineTool<{ readonly celsius: number }>({
  name: "to_fahrenheit",
  description: "Converts degrees Celsius to degrees Fahrenheit.",
  inputSchema: {
    type: "object",
    properties: { celsius: { type: "number" } },
    required: ["celsius"],
    additionalProperties: false,
  },
  readOnly: true,
  async execute({ celsius }) {
    return { content: [{ type: "text", text: `${(celsius * 9) / 5 + 32} °F` }] };
  },
});

const tandem = await createTandem();
try {
  for (const runtime of ["pi", "claude"] as const) {
    const { text } = await tandem.run({
      runtime,
      prompt: 'Call to_fahrenheit with {"celsius": 21}',
      extraTools: [convert],
    });
    console.log(`[${runtime}] ${text}`);
  }
} finally {
  await tandem.close();
}
