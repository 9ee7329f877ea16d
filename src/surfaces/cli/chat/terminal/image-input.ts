/** Images in the input: from the clipboard by a key, or as a file that is dropped on the terminal. */
import type { Editor } from "@earendil-works/pi-tui";
import { type AttachedImage, Attachments } from "../images/attachments.ts";
import { readClipboardImage } from "../images/clipboard-image.ts";
import { pastedImagePath, readImageFile } from "../images/pasted-image.ts";

export interface ImageInputOptions {
  readonly editor: Pick<Editor, "insertTextAtCursor">;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly hint: (text: string) => void;
  readonly changed: () => void;
}

const PASTE_START = "\u001b[200~";
const PASTE_END = "\u001b[201~";

export class ImageInput {
  readonly #options: ImageInputOptions;
  readonly #attachments = new Attachments();

  constructor(options: ImageInputOptions) {
    this.#options = options;
  }

  /** The images that a message takes along. */
  of(text: string): AttachedImage[] {
    return this.#attachments.in(text);
  }

  /** Attaches the image in the clipboard. */
  async fromClipboard(): Promise<void> {
    const found = await readClipboardImage(this.#options.env);
    if (found === null) this.#options.hint("There is no image in the clipboard.");
    else if ("missing" in found)
      this.#options.hint(`To read images from the clipboard, install ${found.missing}.`);
    else this.#attach(found);
  }

  /** For the keys of the terminal: takes a paste that is the path of an image. */
  paste(data: string): boolean {
    if (!data.startsWith(PASTE_START)) return false;
    const text = data.slice(PASTE_START.length, data.endsWith(PASTE_END) ? -PASTE_END.length : undefined);
    const path = pastedImagePath(text);
    if (path === null) return false;
    void readImageFile(path).then((image) => {
      if (image === null) this.#insert(text);
      else this.#attach(image, image.name);
    });
    return true;
  }

  #attach(image: AttachedImage, name?: string): void {
    this.#insert(`${this.#attachments.add({ data: image.data, mimeType: image.mimeType }, name)} `);
  }

  #insert(text: string): void {
    this.#options.editor.insertTextAtCursor(text);
    this.#options.changed();
  }
}
