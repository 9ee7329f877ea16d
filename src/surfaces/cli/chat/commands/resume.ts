import type { SessionInfo } from "../../../../sessions/store.ts";
import { formatTime } from "../../render/format.ts";
import { sessionName } from "../../render/session-name.ts";
import { conversations } from "../../session-ref.ts";
import type { PickerItem } from "../picker.ts";
import type { ChatCommand, CommandContext } from "./command.ts";

/** Lines of the list where nobody can pick. */
const LISTED = 15;

export const resume: ChatCommand = {
  name: "resume",
  aliases: ["sessions"],
  argument: "[conversation]",
  help: "continue another conversation of this folder (also /sessions)",
  async run(context, argument) {
    const { tandem, state, turns, conversation, view } = context;
    if (turns.running) return "A turn is running: stop it with Escape first.";
    const chosen = argument === "" ? await choose(context) : argument;
    if (chosen === null) return undefined;
    if (typeof chosen === "object") return chosen.list;
    const session = state.listed[Number(chosen) - 1] ?? tandem.sessions.get(chosen);
    if (session === null) return `There is no conversation "${chosen}". /resume lists them.`;
    if (session.id === state.current()?.id) return "This is that conversation.";
    conversation.turnTo({ sessionId: session.id });
    return view.drawsHistory ? elsewhere(session, state.settings.workspaceDir) : undefined;
  },
};

/** An id; or what to say where there is nothing to choose from, or nobody to choose. */
async function choose({ tandem, state, view }: CommandContext): Promise<string | null | { list: string }> {
  const { workspaceDir, agentId } = state.settings;
  const agent = agentId === undefined ? {} : { agentId };
  const here = conversations(tandem.sessions, { folder: workspaceDir, ...agent });
  const current = state.current()?.id;
  if (view.pick !== undefined)
    return view.pick({
      title: "Conversations of this folder",
      items: here.map((session) => itemOf(session, null)),
      ...(current === undefined ? {} : { selected: current }),
      other: {
        title: "Conversations of all folders",
        items: () => conversations(tandem.sessions, agent).map((session) => itemOf(session, workspaceDir)),
      },
    });
  state.listed = here.slice(0, LISTED);
  if (state.listed.length === 0) return { list: "There are no conversations in this folder yet." };
  const lines = state.listed.map((session, index) =>
    [
      `${String(index + 1).padStart(3)}${session.id === current ? " *" : "  "}`,
      formatTime(session.updatedAt),
      `${String(session.entryCount).padStart(4)} entries `,
      sessionName(session),
    ].join(" "),
  );
  return { list: [...lines, "/resume <number> continues one of them."].join("\n") };
}

/** `here`: the folder that need not be named; `null`: none is named. */
function itemOf(session: SessionInfo, here: string | null): PickerItem {
  const { workspaceDir, updatedAt, entryCount } = session;
  const folder = here === null || workspaceDir === null || workspaceDir === here ? "" : ` · ${workspaceDir}`;
  return {
    value: session.id,
    label: sessionName(session),
    description: `${formatTime(updatedAt)} · ${entryCount} entries${folder}`,
  };
}

/** The tools keep working where the chat was started, which may surprise in a conversation about another folder. */
function elsewhere({ workspaceDir }: SessionInfo, here: string): string | undefined {
  if (workspaceDir === null || workspaceDir === here) return undefined;
  return `This conversation was begun in ${workspaceDir}. Its tools now work in ${here}.`;
}
