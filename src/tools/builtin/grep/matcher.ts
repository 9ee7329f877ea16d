/** What a search needs of something that knows regular expressions. */

export interface Pattern {
  readonly source: string;
  readonly ignoreCase: boolean;
  /** The source is plain text. */
  readonly literal: boolean;
}

/** Lines of one file that match, from 1, rising. */
export interface FileMatches {
  readonly path: string;
  readonly lines: readonly number[];
}

/**
 * Finds matching lines in files, in the order the files are given; files without a match may be left out. Only numbers come
 * back: the text is read by the caller, who checks what it opens.
 */
export interface Matcher {
  match(paths: readonly string[]): AsyncIterable<FileMatches>;
  close(): Promise<void>;
}
