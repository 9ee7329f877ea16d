/** The input: a text of several lines with history and completion. */
import { CombinedAutocompleteProvider, Editor, type TUI } from "@earendil-works/pi-tui";
import type { Style } from "../../render/style.ts";
import { CHAT_COMMANDS } from "../commands/table.ts";
import { FileCompletion } from "../files/file-completion.ts";
import { FileIndex } from "../files/file-index.ts";
import { editorTheme } from "../theme.ts";

export interface EditorAreaOptions {
  readonly style: Style;
  /** Folder whose files are completed. */
  readonly workspace: string;
  readonly submit: (text: string) => void;
}

export function createEditorArea(tui: TUI, { style, workspace, submit }: EditorAreaOptions): Editor {
  const editor = new Editor(tui, editorTheme(style));
  editor.setAutocompleteProvider(
    new FileCompletion(
      new CombinedAutocompleteProvider(
        CHAT_COMMANDS.map(({ name, argument, help }) => ({
          name,
          description: help,
          ...(argument === undefined ? {} : { argumentHint: argument }),
        })),
        workspace,
      ),
      new FileIndex({
        scope: { workspaceDir: workspace, additionalDirectories: [] },
        now: () => performance.now(),
      }),
    ),
  );
  editor.onSubmit = (text) => {
    editor.addToHistory(text);
    editor.setText("");
    submit(text);
  };
  return editor;
}
