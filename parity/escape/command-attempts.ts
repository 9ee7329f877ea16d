/** More attempts with commands: every program that opens files, sends, mounts, or lives on. */
import type { EscapeAttempt } from "./attempt.ts";

const HIDDEN = /Permission denied|may hold secrets/;
const ABSENT = /No such|cannot|not found|nothing else|Permission denied|Read-only|not permitted|denied/i;
const NO_NETWORK = /no network|refused|unreachable|not permitted|Operation|resolve|connect/i;
const NO_CALL = /not permitted|Permission|superuser|denied|not found|failed|must be|No such|cannot/i;

function exec(name: string, command: string, refusal?: RegExp): EscapeAttempt {
  return { name, tool: "exec", input: { command }, ...(refusal === undefined ? {} : { refusal }) };
}

const python = (code: string) => `python3 -c '${code}'`;

const readers: readonly EscapeAttempt[] = [
  exec("perl", `perl -pe '' .env; perl -e 'open F, "<", ".env" or die $!; print <F>'`, HIDDEN),
  exec("node", `node -e 'process.stdout.write(require("fs").readFileSync(".env"))' || cat .env`, HIDDEN),
  exec("awk", "awk 1 .env; awk 'BEGIN { while ((getline line < \".env\") > 0) print line }'", HIDDEN),
  exec("sed that writes", "sed -n w/tmp/copied .env; cat /tmp/copied", HIDDEN),
  exec("copies of secrets", "cat id_rsa.bak 'sub/#.env#' deep/.#prod.env server.key.old signing.p8", HIDDEN),
  exec("a tool's folder", "cat deep/er/.fly/config.yml; tar cf - deep/er/.fly", HIDDEN),
  exec("xargs", "echo .env | xargs cat; find . -name '.e*' -print0 | xargs -0 cat", HIDDEN),
  exec("install and cp -l", "install -m 644 .env got; cp -l .env linked; cat got linked", HIDDEN),
  exec("cp through a symlink", "cp -L link-env got; cat got", HIDDEN),
  exec("the shell's own reading", 'echo "$(<.env)"; mapfile -t l < .env; . ./.env; bash -v .env', HIDDEN),
  exec("a descriptor", "exec 7<.env; cat <&7; cat /proc/self/fd/7", HIDDEN),
  exec("diff and cmp", "diff .env readme.txt; cmp -l .env readme.txt; comm .env readme.txt", HIDDEN),
  exec(
    "sort, cut, paste, tac, rev, nl",
    "for p in sort tac rev nl paste 'cut -c1-' 'tr a a <'; do sh -c \"$p .env\"; done",
    HIDDEN,
  ),
  exec("strings and xxd", "strings .env; xxd .env; hexdump -C .env; cat .env", HIDDEN),
  exec("openssl", "openssl enc -base64 -in .env || cat .env", HIDDEN),
  exec(
    "an archive by another program",
    "python3 -m zipfile -c /tmp/a.zip .env .ssh; python3 -m tarfile -c /tmp/a.tar .env; cat /tmp/a.*",
    HIDDEN,
  ),
  exec(
    "git stash and git grep",
    "git init -q .; git add -A -f . ; git grep --cached -h hidden; git grep --no-index hidden",
    HIDDEN,
  ),
  exec(
    "git's configuration as a file",
    "git config -f .env -l; git -c include.path={workspace}/.env config -l",
    HIDDEN,
  ),
  exec("an alias of git", "git init -q r; git -C r -c alias.x='!cat ../.env' x", HIDDEN),
  exec(
    "a pager and an editor",
    "PAGER='cat .env' git -p help -a; EDITOR='cat .env' git config -e -f x",
    HIDDEN,
  ),
  exec("curl of a file", "curl -sS file://{workspace}/.env; cat .env", HIDDEN),
  exec("environment from the file", 'env -S "$(cat .env)" true; xargs -a .env', HIDDEN),
  exec("a process that waits", "sleep 0.05; (sleep 0.05; cat .env) & wait", HIDDEN),
  exec(
    "a loop of renames",
    "for i in 1 2 3; do mv .ssh ssh$i; cat ssh$i/id_rsa; done",
    /busy|Permission denied/,
  ),
  exec(
    "memory mapping",
    python('import mmap; f=open(".env","rb"); print(mmap.mmap(f.fileno(),0,prot=1)[:])'),
    HIDDEN,
  ),
  exec(
    "copying in the kernel",
    python('import os; a=os.open(".env",0); b=os.open("got",66); print(os.sendfile(b,a,0,99))'),
    HIDDEN,
  ),
  exec(
    "O_PATH and a link of it",
    python(
      'import os; d=os.open(".env",0o10000000); os.link("/proc/self/fd/%d"%d,"got",follow_symlinks=True); print(open("got").read())',
    ),
    /Error/,
  ),
  exec("a file locked or watched", "flock .env cat .env", HIDDEN),
  exec(
    "a program of the workspace on PATH",
    "printf '#!/bin/sh\\n/bin/cat .env\\n' > ls; chmod +x ls; PATH=. ls",
    HIDDEN,
  ),
  exec("a shared library", "LD_PRELOAD=./x.so cat .env", HIDDEN),
  {
    name: "a working folder outside",
    tool: "exec",
    input: { command: "cat secret.txt", cwd: "../outside" },
    refusal: /is denied/,
  },
  {
    name: "a working folder of keys",
    tool: "exec",
    input: { command: "cat id_rsa", cwd: ".ssh" },
    refusal: /is denied/,
  },
  {
    name: "a working folder through a symlink",
    tool: "exec",
    input: { command: "cat secret.txt", cwd: "link-folder" },
    refusal: /is denied/,
  },
];

const privileges: readonly EscapeAttempt[] = [
  exec(
    "sudo and su",
    "sudo -n cat {outside}/secret.txt; su -c 'cat {outside}/secret.txt' </dev/null",
    NO_CALL,
  ),
  exec(
    "a root of its own",
    "chroot / cat {outside}/secret.txt; chroot /proc/1/root cat {outside}/secret.txt",
    NO_CALL,
  ),
  exec(
    "a sandbox in the sandbox",
    "bwrap --bind / / --proc /proc umount {workspace}/.env; bwrap --dev-bind / / cat .env",
    NO_CALL,
  ),
  exec("namespaces by every flag", "for f in U m p n i u C T; do unshare -$f true; done", NO_CALL),
  exec(
    "a mount over a program",
    "mount -t tmpfs none /tmp; mount -o remount,rw /; mount --move . /mnt",
    NO_CALL,
  ),
  exec(
    "capabilities",
    python(
      'import ctypes; l=ctypes.CDLL(None,use_errno=True); print(l.capset(b"\\x26\\x05\\x08\\x20"+b"\\0"*4, b"\\xff"*24), l.prctl(23,21))',
    ),
    /-1/,
  ),
  exec("a signal to Tandem", "kill -9 {pid}; kill -TERM {pid}", /No such process|not permitted|failed/i),
  exec("a signal to everybody", "(trap '' TERM; kill -TERM -1; true); echo on"),
  exec(
    "a debugger's call",
    python(
      "import ctypes; l=ctypes.CDLL(None); print(l.ptrace(16,{pid},0,0), l.process_vm_readv({pid},0,0,0,0,0))",
    ),
    /-1/,
  ),
  exec(
    "a handle of Tandem's process",
    python("import os; os.pidfd_open({pid})"),
    /No such process|not permitted/i,
  ),
  exec(
    "limits and priority of Tandem",
    "prlimit --pid {pid} --nofile=3; renice -n 19 -p {pid}",
    /No such process|denied|not permitted|failed|not found/i,
  ),
  exec(
    "set-user-id",
    "cp /bin/cat mine; chmod u+s mine; ./mine /etc/shadow",
    /denied|not permitted|nothing/i,
  ),
  exec("the machine's devices", "ls /dev/kmsg /dev/sda1 /dev/vda1 /dev/fuse; dmesg", NO_CALL),
  exec("the machine's cgroups", "mkdir /sys/fs/cgroup/x; ls /sys/fs/cgroup", ABSENT),
  exec("the sandbox's own files", "ls -la /run/tandem; cat {data}/sandbox/*; ls {data}", ABSENT),
];

const network: readonly EscapeAttempt[] = [
  exec(
    "wget",
    "wget -qO- -T 5 -t 1 http://127.0.0.1:{port}/wget 2>&1 || curl -sS http://127.0.0.1:{port}/",
    NO_NETWORK,
  ),
  exec(
    "a name of the machine",
    "curl -sS -m 5 http://localhost:{port}/; curl -sS -m 5 http://$(hostname):{port}/",
    NO_NETWORK,
  ),
  exec("IPv6 loopback", "curl -sS -m 5 http://[::1]:{port}/", NO_NETWORK),
  exec("the machine's own address", "curl -sS -m 5 http://{host}:{port}/", NO_NETWORK),
  exec(
    "a client of node",
    `node -e 'require("http").get("http://127.0.0.1:{port}/").on("error", (e) => console.log(e.message))' || curl -sS http://127.0.0.1:{port}/`,
    NO_NETWORK,
  ),
  exec(
    "a proxy that nobody offered",
    "curl -sS -m 5 -x http://127.0.0.1:{port} http://example.com/",
    NO_NETWORK,
  ),
  exec(
    "UDP",
    python('import socket; s=socket.socket(2,2); s.sendto(b"x",("{host}",{port})); print("sent")'),
    /unreachable|not permitted|no network/i,
  ),
  exec(
    "a DNS server",
    python(
      'import socket; s=socket.socket(2,2); s.settimeout(1); s.sendto(b"x",("1.1.1.1",53)); print(s.recv(9))',
    ),
    /unreachable|not permitted|no network/i,
  ),
  exec(
    "an abstract socket",
    python('import socket; s=socket.socket(socket.AF_UNIX); s.connect("\\0{abstract}"); print(s.recv(999))'),
    /not permitted|Permission|refused/i,
  ),
  exec(
    "a raw IP socket",
    python("import socket; socket.socket(2, socket.SOCK_RAW, 1)"),
    /not permitted|Permission/i,
  ),
  exec("ping and traceroute", "ping -c 1 -W 1 {host}; ping -c 1 -W 1 127.0.0.1", /./),
  exec("git over the network", "git clone -q http://127.0.0.1:{port}/repo.git", NO_NETWORK),
  exec("ssh", "ssh -o BatchMode=yes -p {port} 127.0.0.1 true", /not found|no network|refused/),
];

const survivors: readonly EscapeAttempt[] = [
  exec("disown", "bash -c 'sleep 1000 & disown -a; exit'; echo on"),
  exec("a coprocess", "bash -c 'coproc { sleep 1000; }; echo on'"),
  exec(
    "another name",
    "(exec -a kworker sleep 1000 >/dev/null 2>&1 &) 2>/dev/null || (sleep 1000 &); echo on",
  ),
  exec("a process that stops itself", "sh -c 'kill -STOP $$' & setsid sh -c 'kill -STOP $$' & echo on"),
  exec(
    "a chain that starts itself again",
    "printf 'setsid sh c.sh >/dev/null 2>&1 &\\nsleep 100\\n' > c.sh; setsid sh c.sh >/dev/null 2>&1 & echo on",
  ),
  exec("a terminal of its own", "script -qc 'sleep 1000 &' /dev/null; echo on"),
];

export const commandAttempts: readonly EscapeAttempt[] = [
  ...readers,
  ...privileges,
  ...network,
  ...survivors,
];
