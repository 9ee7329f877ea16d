/** Images from everywhere they may come from, as the model gets them. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import sharp from "sharp";
import type { ToolOutput } from "../../src/tools/tool.ts";
import { partsOf, resultsOf } from "../on-wire.ts";
import { pngOf, sessionKey, toolOf } from "../props.ts";
import { scenario } from "../registry.ts";
import type { CapturedRequest } from "../wire/model-server.ts";

function imagesOf(request: CapturedRequest | undefined): string[] {
  return partsOf(request).flatMap((part) => (part.kind === "image" ? [part.data] : []));
}

export const imageScenarios = [
  scenario({
    id: "TURN-08",
    name: "images from the request, from paths in the prompt, from tools and from history reach the model unchanged",
    run: async ({ stage, check, folder }) => {
      const s = await stage();
      const key = sessionKey("images");
      const red = await pngOf(4, 4, "#ff0000");
      const green = await pngOf(5, 4, "#00ff00");
      const blue = await pngOf(6, 4, "#0000ff");
      const grey = await pngOf(7, 4, "#888888");
      const white = await pngOf(8, 4, "#ffffff");
      const put = async (name: string, data: string) => {
        const path = join(s.workspace, name);
        await writeFile(path, Buffer.from(data, "base64"));
        return path;
      };
      const redPath = await put("red one.png", red);
      const greenPath = await put("green.png", green);
      await put("blue.png", blue);
      const outside = join(await folder(), "secret.png");
      await writeFile(outside, Buffer.from(white, "base64"));

      const first = await s.turn({
        prompt: [
          "Look at these.",
          `[media attached: ${redPath}]`,
          `Also ${pathToFileURL(greenPath)}`,
          `and ${join(s.workspace, "blue.png")}`,
          `but not ${outside}`,
        ].join("\n"),
        images: [{ data: grey, mimeType: "image/png" }],
        sessionKey: key,
      });
      check.equal(first.result.status, "completed", `status (${first.result.error?.message})`);
      const sent = imagesOf(first.requests[0]);
      check.deepEqual([...sent].sort(), [red, green, blue, grey].sort(), "images of the first request");
      check.excludes(first.requests[0]?.rawBody ?? "", white, "an image outside the allowed folders");

      const byPath = await s.turn({
        prompt: "This one.",
        images: [{ path: outside }],
        sessionKey: sessionKey("named"),
      });
      check.deepEqual(
        imagesOf(byPath.requests[0]),
        [white],
        "an image that the caller names by path, wherever it lies",
      );

      s.server.reply({ toolCalls: [{ id: "toolu_1", name: "camera", input: {} }] }, { text: "I see." });
      const camera = toolOf("camera", () => ({
        content: [{ type: "image", data: blue, mimeType: "image/png" }],
      }));
      const second = await s.turn({ prompt: "Take one.", sessionKey: key, extraTools: [camera] });
      check.deepEqual(imagesOf(second.requests[0]), sent, "images of the history, in order");
      check.deepEqual(resultsOf(second.requests[1]).get("toolu_1")?.images, [blue], "the image of the tool");
      const third = await s.turn({ prompt: "And now?", sessionKey: key });
      check.deepEqual(
        resultsOf(third.requests[0]).get("toolu_1")?.images,
        [blue],
        "the tool's image, a turn later",
      );
      check.deepEqual(imagesOf(third.requests[0]), sent, "the first turn's images, two turns later");
    },
  }),

  scenario({
    id: "TURN-08",
    name: "an image beyond 2000 pixels or 5 MB is made smaller before it is sent, on every engine alike",
    mode: "together",
    run: async ({ stage, check, engines, note }) => {
      const s = await stage();
      const wide = await pngOf(3_000, 1_500);
      const heavy = (
        await sharp(
          Buffer.from(Uint8Array.from({ length: 1_600 * 1_600 * 3 }, (_, i) => (i * 2_654_435_761) >>> 13)),
          {
            raw: { width: 1_600, height: 1_600, channels: 3 },
          },
        )
          .png({ compressionLevel: 0 })
          .toBuffer()
      ).toString("base64");
      const image = (data: string) => [{ data, mimeType: "image/png" }];
      const sent: string[][] = [];
      for (const engine of engines) {
        const tool = toolOf(
          "camera",
          (): ToolOutput => ({ content: [{ type: "image", data: wide, mimeType: "image/png" }] }),
        );
        s.server.reply({ toolCalls: [{ id: "toolu_1", name: "camera", input: {} }] }, { text: "I see." });
        const first = await s.turn({
          prompt: "wide",
          images: image(wide),
          runtime: engine.runtime,
          extraTools: [tool],
        });
        const second = await s.turn({ prompt: "heavy", images: image(heavy), runtime: engine.runtime });
        const all = [
          ...imagesOf(first.requests[0]),
          ...(resultsOf(first.requests[1]).get("toolu_1")?.images ?? []),
          ...imagesOf(second.requests[0]),
        ];
        check.equal(all.length, 3, `${engine.id}: images`);
        for (const [index, data] of all.entries()) {
          const bytes = Buffer.from(data, "base64");
          const { width, height } = await sharp(bytes).metadata();
          check.within(Math.max(width, height), 1, 2_000, `${engine.id}: longer side of image ${index + 1}`);
          check.within(data.length, 1, 5_000_000, `${engine.id}: base64 characters of image ${index + 1}`);
          if (index < 2) check.within(width / height, 1.98, 2.02, `${engine.id}: its proportions`);
        }
        sent.push(all);
      }
      for (const [index, all] of sent.entries()) {
        check.deepEqual(
          all.map((data) => data.length),
          sent[0]?.map((data) => data.length),
          `${engines[index]?.id}: sizes as on ${engines[0]?.id}`,
        );
      }
      note(`${Math.round(heavy.length / 1e6)} MB became ${Math.round((sent[0]?.[2]?.length ?? 0) / 1e3)} kB`);
    },
  }),
];
