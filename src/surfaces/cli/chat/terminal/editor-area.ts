/** The input: a text of several lines with history and completion. */
import { CombinedAutocompleteProvider, type SlashCommand, type TUI } from "@earendil-works/pi-tui";
import type { Style } from "../../render/style.ts";
import { FileCompletion } from "../files/file-completion.ts";
import { FileIndex } from "../files/file-index.ts";
import { editorTheme } from "../theme.ts";
import { ChatEditor } from "./chat-editor.ts";

export interface EditorAreaOptions {
  readonly style: Style;
  /** Folder whose files are completed. */
  readonly workspace: string;
  /** What is offered behind a `/`; may grow. */
  readonly menu: SlashCommand[];
  readonly submit: (text: string) => void;
}

export function createEditorArea(
  tui: TUI,
  { style, workspace, menu, submit }: EditorAreaOptions,
): ChatEditor {
  const editor = new ChatEditor(tui, editorTheme(style));
  editor.setAutocompleteProvider(
    new FileCompletion(
      new CombinedAutocompleteProvider(menu, workspace),
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
