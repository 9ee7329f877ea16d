/** Terminal colours, only where they are wanted. */
import { styleText } from "node:util";
import type { CliIo, OutputStream } from "../io.ts";

type Paint = (text: string) => string;

export interface Style {
  readonly enabled: boolean;
  readonly bold: Paint;
  readonly dim: Paint;
  readonly italic: Paint;
  readonly red: Paint;
  readonly green: Paint;
  readonly yellow: Paint;
  readonly cyan: Paint;
}

/** The style for a stream: colours on a terminal, unless `NO_COLOR` is set; anywhere with `FORCE_COLOR`. */
export function styleFor(stream: OutputStream, env: CliIo["env"]): Style {
  const forced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== "0";
  const terminal = stream.isTTY === true && env.TERM !== "dumb";
  return createStyle(!env.NO_COLOR && (forced || terminal));
}

/** A style with colours, or one that leaves every text as it is. */
export function createStyle(enabled: boolean): Style {
  const paint =
    (format: Parameters<typeof styleText>[0]): Paint =>
    (text) =>
      enabled ? styleText(format, text, { validateStream: false }) : text;
  return {
    enabled,
    bold: paint("bold"),
    dim: paint("dim"),
    italic: paint("italic"),
    red: paint("red"),
    green: paint("green"),
    yellow: paint("yellow"),
    cyan: paint("cyan"),
  };
}
