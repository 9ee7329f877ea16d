/** The provider finds an image too large: all images of the request are made smaller, once. */
import { fitImage } from "../../context/fit-image.ts";
import type { Message, UserContent } from "../../sessions/message.ts";
import type { HistoryView, Recovery } from "./recovery.ts";

/** Below the smallest limits known of any provider, also for requests with many images. */
const SAFE = { side: 1_500, bytes: 1024 * 1024 };

export function shrinkImages(): Recovery {
  let done = false;
  return {
    name: "shrink-images",
    async next({ plan, error }) {
      if (error.kind !== "image_size" && error.kind !== "image_dimension") return null;
      if (done) return null;
      done = true;
      return {
        plan: { ...plan, views: [...plan.views, smallerImages] },
        waitMs: 0,
        message: "An image was too large for the model; sending smaller ones.",
      };
    },
  };
}

const smallerImages: HistoryView = async (messages) => Promise.all(messages.map(shrinkIn));

async function shrinkIn(message: Message): Promise<Message> {
  if (message.role === "assistant" || !message.content.some((block) => block.type === "image"))
    return message;
  return { ...message, content: await Promise.all(message.content.map(shrink)) };
}

async function shrink(block: UserContent): Promise<UserContent> {
  if (block.type !== "image") return block;
  try {
    return await fitImage(Buffer.from(block.data, "base64"), SAFE);
  } catch {
    return { type: "text", text: "[An image was left out: it could not be made small enough.]" };
  }
}
