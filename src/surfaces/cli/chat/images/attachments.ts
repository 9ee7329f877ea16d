/** Images that go along with messages: each has a marker in the text, and a message takes those whose marker it still has. */

export interface AttachedImage {
  /** Base64. */
  readonly data: string;
  readonly mimeType: string;
}

export class Attachments {
  readonly #images: AttachedImage[] = [];

  /** Keeps an image for the messages of this chat and gives its marker, `[image 1]` or `[image 2: shot.png]`. */
  add(image: AttachedImage, name?: string): string {
    this.#images.push(image);
    const shown = name?.replace(/[[\]\p{Cc}]/gu, "_");
    return `[image ${this.#images.length}${shown === undefined ? "" : `: ${shown}`}]`;
  }

  /** The images whose markers a text has, in its order, each once. */
  in(text: string): AttachedImage[] {
    const numbers = [...text.matchAll(/\[image (\d+)(?:: [^\]\n]*)?\]/g)].map(([, number]) => Number(number));
    return [...new Set(numbers)].flatMap((number) => this.#images[number - 1] ?? []);
  }
}
