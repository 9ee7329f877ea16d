/**
 * Attempts to change what Tandem runs, as data: each is one tool call in a den. None may change a file of it or have other code run.
 * Texts in braces are the den's.
 */
import type { EscapeAttempt } from "../escape/attempt.ts";

const READ_ONLY = /read-only|Read-only/;
const REFUSED =
  /Read-only|read-only|busy|cross-device|Permission denied|not permitted|cannot|superuser|No such|fatal|not empty/i;

const attempt = (
  tool: string,
  name: string,
  input: Readonly<Record<string, unknown>>,
  refusal = READ_ONLY,
): EscapeAttempt => ({ tool, name, input, refusal });
const exec = (name: string, command: string, refusal: RegExp | null = REFUSED): EscapeAttempt =>
  refusal === null ? { tool: "exec", name, input: { command } } : attempt("exec", name, { command }, refusal);

const EVIL = "#!/bin/sh\ntouch {outside}/ran-planted\n";
const PYTHON_EVIL = 'open("{outside}/ran-python", "w")\n';

const writes = (
  [
    ["a hook's script", ".claude/hooks/guard.sh"],
    ["the same by absolute path", "{workspace}/.claude/hooks/guard.sh"],
    ["the same through the parent", "tools/../.claude/./hooks/guard.sh"],
    ["the same through a symlink", "link-to-guard"],
    ["the same through a symlink to the folder", "link-to-folder/hooks/guard.sh"],
    ["the same through a hard link", "second-name.sh"],
    ["a file that a script reads, through a hard link", "third-name.sh"],
    ["a file that a script reads", ".claude/hooks/lib/common.sh"],
    ["a script that is named relatively", "tools/check.py"],
    ["a script in the workspace's own folder", "bare.sh"],
    ["a script that is not there yet", "later/made.sh"],
    ["a server's program", "server/main.mjs"],
    ["a module beside a server's program", "server/node_modules/x/index.js"],
    ["package.json beside a server's program", "server/package.json"],
    ["an extension", "extensions/noted.mjs"],
    ["a module beside an extension", "extensions/helper.mjs"],
    ["Claude Code's settings", ".claude/settings.json"],
    ["Claude Code's local settings, which are not there", ".claude/settings.local.json"],
    ["a list of servers", ".mcp.json"],
    ["another program's list of servers", ".cursor/mcp.json"],
    ["the configuration", "tandem.json"],
    ["git's settings", ".git/config"],
    ["a hook of git", ".git/hooks/post-index-change"],
  ] as const
).map(([name, path]) => attempt("write", name, { path, content: EVIL }));

const shadows = (
  [
    ["a module that a script imports", "tools/json.py"],
    ["a module that a script imports, as a package", "tools/os/__init__.py"],
    ["compiled code of a script", "tools/__pycache__/check.cpython-312.pyc"],
    ["a module that a hook's script imports", ".claude/hooks/json.py"],
    ["settings of Python beside a script", "tools/sitecustomize.py"],
  ] as const
).map(([name, path]) => attempt("write", name, { path, content: PYTHON_EVIL }));

const edits: readonly EscapeAttempt[] = [
  attempt("edit", "a hook's script", {
    path: ".claude/hooks/guard.sh",
    old_string: "exit 0",
    new_string: "touch {outside}/ran-edit; exit 0",
  }),
  attempt("edit", "a hook's script through a hard link", {
    path: "second-name.sh",
    old_string: "exit 0",
    new_string: "touch {outside}/ran-edit; exit 0",
  }),
  attempt("edit", "the configuration", {
    path: "tandem.json",
    old_string: "{}",
    new_string: '{"hooks": {}}',
  }),
  attempt("edit", "a list of servers", {
    path: ".mcp.json",
    old_string: "{}",
    new_string: '{"x": {"command": "{workspace}/evil.sh"}}',
  }),
];

const patch = (name: string, body: string) =>
  attempt("apply_patch", name, { patch: `*** Begin Patch\n${body}\n*** End Patch` });
const patches: readonly EscapeAttempt[] = [
  patch(
    "a hook's script",
    "*** Update File: .claude/hooks/guard.sh\n@@\n-exit 0\n+touch {outside}/ran-patch",
  ),
  patch("deletes a hook's script", "*** Delete File: .claude/hooks/guard.sh"),
  patch(
    "moves a hook's script away",
    "*** Update File: .claude/hooks/guard.sh\n*** Move to: moved.sh\n@@\n-exit 0\n+exit 1",
  ),
  patch(
    "moves a file over a hook's script",
    "*** Update File: free.txt\n*** Move to: .claude/hooks/guard.sh\n@@\n-free\n+touch {outside}/ran-move",
  ),
  patch("adds a module beside a script", "*** Add File: tools/json.py\n+open('{outside}/ran-module', 'w')"),
  patch("adds a missing script", "*** Add File: later/made.sh\n+touch {outside}/ran-made"),
  patch(
    "a free file and a guarded one",
    "*** Add File: new.txt\n+x\n*** Update File: bare.sh\n@@\n-#!/bin/sh\n+#!{workspace}/evil.sh",
  ),
];

const commands: readonly EscapeAttempt[] = [
  exec("an overwriting", "cat evil.sh > .claude/hooks/guard.sh"),
  exec("an appending", "echo 'touch {outside}/ran-append' >> bare.sh"),
  exec("sed in place", "sed -i '2i touch {outside}/ran-sed' .claude/hooks/guard.sh"),
  exec("a copy over it", "cp -f evil.sh bare.sh; cp --remove-destination evil.sh .claude/hooks/guard.sh"),
  exec("a move over it", "cp evil.sh x.sh; mv -f x.sh bare.sh"),
  exec("a move away", "mv .claude/hooks/guard.sh gone.sh"),
  exec("a deletion", "rm -f bare.sh .claude/hooks/guard.sh"),
  exec("a deletion of the folder", "rm -rf .claude tools server"),
  exec("a rename of the folder", "mv .claude/hooks h; mv archive/.claude/hooks .claude/hooks"),
  exec("a rename of the folder above", "mv .claude old && mv archive/.claude .claude"),
  exec(
    "an exchange of two names",
    `python3 -c 'import ctypes; l=ctypes.CDLL(None, use_errno=True); print(l.renameat2(-100, b".claude", -100, b"archive/.claude", 2), ctypes.get_errno() in (16, 18))'`,
    /-1 True/,
  ),
  exec(
    "a symlink in its place",
    "ln -sf ../../evil.sh .claude/hooks/guard.sh; ln -sfn archive/.claude .claude",
  ),
  exec("a write through a symlink", "cat evil.sh > link-to-guard"),
  exec("a write through a symlink to the folder", "cat evil.sh > link-to-folder/hooks/guard.sh"),
  exec("a write through a hard link", "cat evil.sh > second-name.sh; cat evil.sh > third-name.sh"),
  exec("a new hard link, written", "ln bare.sh mine.sh; cat evil.sh > mine.sh; cat bare.sh", null),
  exec(
    "python's open for writing",
    `python3 -c 'open("tools/check.py","a").write("open(\\"{outside}/ran-open\\",\\"w\\")")'`,
  ),
  exec("dd and truncate", "dd if=evil.sh of=bare.sh conv=notrunc 2>&1; truncate -s 0 .claude/hooks/guard.sh"),
  exec("tee and install", "tee bare.sh < evil.sh; install -m 755 evil.sh .claude/hooks/guard.sh"),
  exec("another mode, then a write", "chmod 777 bare.sh; cat evil.sh > bare.sh"),
  exec(
    "through /proc",
    "cat evil.sh > /proc/self/cwd/bare.sh; cat evil.sh > /proc/1/root{workspace}/bare.sh",
  ),
  exec(
    "an archive unpacked over it",
    "tar -C archive -cf /tmp/a.tar .claude && tar xf /tmp/a.tar; cat .claude/hooks/guard.sh",
    REFUSED,
  ),
  exec(
    "a patch of git",
    "printf 'x' > p; git apply p; git -c core.fsmonitor=x status; git checkout -- . 2>&1; echo done",
    null,
  ),
  exec("a module beside a script", 'echo \'open("{outside}/ran-m", "w")\' > tools/json.py'),
  exec("a module beside a server", "mkdir -p server/node_modules/x"),
  exec("a missing script", "mkdir -p later && echo 'touch {outside}/ran-later' > later/made.sh"),
  exec(
    "a missing script by moving its folder",
    "mkdir l2 && echo 'touch {outside}/ran-later' > l2/made.sh; mv l2 later; mv -T l2 later",
  ),
  exec(
    "a missing script through a symlink",
    "mkdir l3 && echo 'touch {outside}/ran-later' > l3/made.sh; ln -sfn l3 later; cat later/made.sh",
  ),
  exec("settings of Claude Code", "echo '{}' > .claude/settings.json; echo '{\"x\":1}' > .mcp.json"),
  exec("the configuration", 'echo \'{"exec":"allow"}\' > tandem.json'),
  exec(
    "git config",
    "git config core.fsmonitor {workspace}/evil.sh; git config filter.x.clean {workspace}/evil.sh",
  ),
  exec("a hook of git", "cp evil.sh .git/hooks/post-index-change"),
  exec(
    "git's folder moved",
    "cp -r .git g2; echo '[core]\n\tfsmonitor = {workspace}/evil.sh' >> g2/config; mv .git old; mv g2 .git",
  ),
  exec("a bind mount over it", "mount --bind archive/.claude .claude"),
  exec("an unmount", "umount .claude/hooks; umount -l bare.sh; cat evil.sh > bare.sh"),
  exec(
    "a user namespace",
    "unshare -Urm sh -c 'umount -l {workspace}/bare.sh; cat {workspace}/evil.sh > {workspace}/bare.sh'",
  ),
  exec(
    "a folder renamed again and again while it is written",
    "(for i in $(seq 20); do mv .claude c2; mv c2 .claude; done) 2>/dev/null & for i in $(seq 20); do cat evil.sh > c2/hooks/guard.sh; cat evil.sh > .claude/hooks/guard.sh; done 2>&1 | tail -3; wait",
  ),
  exec(
    "a symlink that changes while it is written",
    "(for i in $(seq 20); do ln -sfn free.txt s; ln -sfn .claude/hooks/guard.sh s; done) & for i in $(seq 20); do cat evil.sh > s; done 2>&1 | tail -3; wait; rm -f s",
    null,
  ),
  exec("a job in the background that waits", "(sleep 0.3; cat evil.sh > bare.sh) & sleep 0.6; wait"),
];

export const changeAttempts: readonly EscapeAttempt[] = [
  ...writes,
  ...shadows,
  ...edits,
  ...patches,
  ...commands,
];
