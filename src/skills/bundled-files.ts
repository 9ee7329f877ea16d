/**
 * The skills that come with Tandem, by their path below the folder of skills. Empty in the sources, where the folder is always there;
 * the build puts the text of every file in.
 */
export const BUNDLED_FILES: Readonly<Record<string, string>> = {};
