/** A prompt that `/name` stands for. */

export interface Template {
  readonly name: string;
  /** For people; `null`: none was given. */
  readonly description: string | null;
  /** What to write behind the name, for people. */
  readonly argumentHint: string | null;
  readonly text: string;
  /** Absolute path of its file; `null`: it is in the configuration. */
  readonly path: string | null;
}

/** What a template may be called. */
export const TEMPLATE_NAME = /^[A-Za-z0-9][\w-]{0,63}$/;
