/**
 * Attempts to get out of what a turn may do, as data. Each is one tool call in a lair; none may show its secret, change a file of it,
 * reach one of its servers, or leave a process behind. Texts in braces are the lair's.
 */

import type { EscapeAttempt } from "./attempt.ts";
import { commandAttempts } from "./command-attempts.ts";
import { fileAttempts } from "./file-attempts.ts";

const HIDDEN = /Permission denied|may hold secrets/;
const BUSY = /busy|Permission denied|cross-device|may hold secrets/i;
const ABSENT = /No such file|cannot|not found|nothing else|Permission denied|Read-only/i;
const NO_NETWORK = /no network|refused|unreachable|not permitted|Operation|resolve|connect/i;

function exec(name: string, command: string, refusal?: RegExp): EscapeAttempt {
  return { name, tool: "exec", input: { command }, ...(refusal === undefined ? {} : { refusal }) };
}

const NOT_FETCHED = /not a public address|Only http|user name|not a URL/;
/** Not every machine finds its own name. */
const NO_SUCH_NAME = /ENOTFOUND|EAI_AGAIN/;

function fetch(name: string, url: string, refusal = NOT_FETCHED): EscapeAttempt {
  return { name, tool: "web_fetch", input: { url }, refusal };
}

/** Reads a file with whatever is at hand. */
const python = (code: string) => `python3 -c '${code}'`;

const blockedFiles: readonly EscapeAttempt[] = [
  exec("cat of .env", "cat .env", HIDDEN),
  exec("cat by absolute path", "cat {workspace}/.env", HIDDEN),
  exec("cat through the parent", "cat ../workspace/./.env", HIDDEN),
  exec("cat through /proc/self/cwd", "cat /proc/self/cwd/.env", HIDDEN),
  exec("cat through /proc/1/root", "cat /proc/1/root{workspace}/.env", HIDDEN),
  exec("cat by a pattern", "cat .e*v* .s*/* *.p?m", HIDDEN),
  exec("cat of a variable's path", "f=.en; cat $f''v", HIDDEN),
  exec("cat of a private key", "cat .ssh/id_rsa .ssh/config", HIDDEN),
  exec("cat of a certificate's key", "cat server.pem deep/er/tls.key", HIDDEN),
  exec(
    "cat of stored credentials",
    "cat config/.docker/config.json .aws/credentials deep/er/.git-credentials .npmrc",
    HIDDEN,
  ),
  exec("cat through a symlink", "cat link-env", HIDDEN),
  exec("cat through a new symlink", "ln -s .env fresh && cat fresh", HIDDEN),
  exec("cat through a hard link made before", "cat sub/innocent.txt", HIDDEN),
  exec("cat through a hard link into Tandem's data", "cat sub/also-innocent.txt", HIDDEN),
  exec("a new hard link", "ln .env copy; cat copy", BUSY),
  exec("redirection", "while read line; do echo $line; done < .env", HIDDEN),
  exec("copy and read", "cp .env copy.txt; cat copy.txt", HIDDEN),
  exec(
    "copy of the whole folder",
    "cp -r . /tmp/all; cat /tmp/all/.env /tmp/all/.ssh/*; rm -rf /tmp/all",
    HIDDEN,
  ),
  exec("rename and read", "mv .env plain.txt; cat plain.txt", BUSY),
  exec("rename of the folder above", "mv config c && cat c/.docker/config.json", BUSY),
  exec("rename of a folder between", "mv config/.docker config/d; cat config/d/config.json", BUSY),
  exec("exchange of two names", `${python('import os; os.rename("readme.txt", ".env")')}; cat .env`, BUSY),
  exec("a deletion", "rm -f .env; rm -rf .ssh", BUSY),
  exec("an overwriting", "echo gone > .env; echo gone >> .ssh/id_rsa", HIDDEN),
  exec("another mode", "chmod 777 .env .ssh; cat .env", /Read-only|not permitted|Permission denied/),
  exec("tar to standard output", "tar cf - . | cat", HIDDEN),
  exec(
    "tar and unpack",
    "tar cf /tmp/x.tar .env .ssh; cd /tmp && tar xf x.tar && cat .env .ssh/id_rsa",
    HIDDEN,
  ),
  exec("python", python('print(open(".env").read())'), HIDDEN),
  exec(
    "python by file descriptor",
    python('import os; d=os.open(".",0); print(os.read(os.open(".env",0,dir_fd=d),99))'),
    HIDDEN,
  ),
  exec(
    "python's walk",
    python(
      'import os\nfor d,_,fs in os.walk("."):\n  for f in fs:\n    try: print(open(d+"/"+f).read())\n    except Exception as e: print(e)',
    ),
    HIDDEN,
  ),
  exec(
    "a script written first",
    "printf 'cat .env\\ncat .ssh/id_rsa\\n' > s.sh; chmod +x s.sh; sh ./s.sh",
    HIDDEN,
  ),
  exec("nested shells", `sh -c "sh -c \\"bash -c 'cat .env'\\""`, HIDDEN),
  exec("dd", "dd if=.env bs=1 2>&1", HIDDEN),
  exec("head, od, base64, grep", "head .env; od -c .env; base64 .env; grep -r hidden .", HIDDEN),
  exec("git diff of two files", "git diff --no-index /dev/null .env", HIDDEN),
  exec("git hash-object", "git init -q r 2>&1; cd r; git hash-object -w ../.env", HIDDEN),
  exec("git add", "git init -q . 2>&1; git add -f .env; git show :.env", HIDDEN),
  exec("find -exec", "find . -type f -exec cat {} +", HIDDEN),
  exec(
    "a bind mount",
    "mkdir m; mount --bind . m; cat m/.env",
    /must be superuser|denied|not permitted|may hold|failed/i,
  ),
  exec(
    "a user namespace of its own",
    "unshare -Urm sh -c 'umount {workspace}/.env; cat {workspace}/.env'",
    /not permitted|Operation/i,
  ),
  exec("an unmount", "umount .env; umount -l {workspace}/.env; cat .env", HIDDEN),
  exec(
    "a link swapped while it is read",
    "(while :; do ln -sfn .env x; ln -sfn readme.txt x; done) & for i in $(seq 100); do cat x; done 2>&1; kill $!",
    HIDDEN,
  ),
  exec(
    "a folder renamed while it is read",
    "(for i in $(seq 80); do mv deep d2; mv d2 deep; done 2>/dev/null) & for i in $(seq 80); do cat d2/er/tls.key deep/er/tls.key; done 2>&1",
    HIDDEN,
  ),
];

const outsideFiles: readonly EscapeAttempt[] = [
  exec("a file beside the workspace", "cat ../outside/secret.txt", ABSENT),
  exec("the same by absolute path", "cat {outside}/secret.txt", ABSENT),
  exec("a symlink out", "cat link-out link-folder/secret.txt", ABSENT),
  exec("a symlink to the root", "cat link-root{outside}/secret.txt", ABSENT),
  exec("Tandem's data", "cat {data}/notes.txt; ls -la {data}", ABSENT),
  exec(
    "the folder of all processes' files",
    `cat /proc/{pid}/cwd/.env /proc/{pid}/root{outside}/secret.txt`,
    ABSENT,
  ),
  exec("the home folder's secrets", "ls -A ~; cat ~/.ssh/id_rsa ~/.aws/credentials ~/.netrc", ABSENT),
  exec("other homes", "ls /home /root/.ssh", ABSENT),
  exec("the system's passwords", "cat /etc/shadow", /Permission denied/),
  exec("a file beside the workspace, written", "echo x > ../outside/new.txt", ABSENT),
  exec("the same through a symlink", "echo x > link-folder/new.txt; echo x > link-out", ABSENT),
  exec("a system file", "echo x >> /etc/hosts; touch /usr/bin/new", /Read-only|denied/),
  exec("the kernel's settings", "echo x > /proc/sys/kernel/core_pattern", /Read-only|denied/),
  exec("a block device", "ls /dev/vda /dev/sda /dev/mem; mknod d b 254 0; cat d", /No such|not permitted/i),
  exec(
    "a handle instead of a path",
    python('import ctypes; l=ctypes.CDLL(None); print(l.open_by_handle_at(-100, b"x"*64, 0))'),
    /-1/,
  ),
  exec("a folder beside the allowed one", "ls {workspace}2 {outside}", ABSENT),
];

const environment: readonly EscapeAttempt[] = [
  exec("env", "env; set; export -p"),
  exec("/proc/self/environ", "cat /proc/self/environ | tr '\\0' '\\n'"),
  exec("everybody's environment", "cat /proc/*/environ 2>/dev/null | tr '\\0' '\\n'"),
  exec("Tandem's environment", "cat /proc/{pid}/environ", ABSENT),
  exec("the parent's environment", "cat /proc/$PPID/environ /proc/1/environ | tr '\\0' '\\n'"),
  exec("other processes' command lines", "ps -ef; cat /proc/*/cmdline | tr '\\0' ' '"),
  exec("another process's memory", "cat /proc/{pid}/mem; gdb -p {pid}", ABSENT),
  exec("the kernel's keys", "keyctl show; cat /proc/keys", /denied|not found|not permitted/i),
];

const network: readonly EscapeAttempt[] = [
  exec("curl to loopback", "curl -sS -m 5 http://127.0.0.1:{port}/curl 2>&1", NO_NETWORK),
  exec(
    "bash's /dev/tcp",
    `bash -c 'exec 3<>/dev/tcp/127.0.0.1/{port}; printf "GET / HTTP/1.0\\r\\n\\r\\n" >&3; cat <&3'`,
    NO_NETWORK,
  ),
  exec(
    "a python socket",
    python(
      'import socket; s=socket.create_connection(("127.0.0.1",{port}),5); s.send(b"GET / HTTP/1.0\\r\\n\\r\\n"); print(s.recv(999))',
    ),
    NO_NETWORK,
  ),
  exec("a name", "curl -sS -m 5 http://example.com/ 2>&1; getent hosts example.com", NO_NETWORK),
  exec(
    "a raw socket",
    python("import socket; socket.socket(socket.AF_PACKET, socket.SOCK_RAW)"),
    /not permitted|Permission/i,
  ),
  exec("the machine's metadata", "curl -sS -m 5 http://169.254.169.254/latest/ 2>&1", NO_NETWORK),
  exec(
    "a program's socket in the workspace",
    python('import socket; s=socket.socket(socket.AF_UNIX); s.connect("program.sock"); print(s.recv(999))'),
    /not permitted|Permission/i,
  ),
  exec(
    "the same with socat",
    "socat - UNIX-CONNECT:program.sock </dev/null 2>&1",
    /not permitted|Permission|not found/i,
  ),
  exec("docker and ssh-agent", "ls /var/run/docker.sock /run/docker.sock; echo $SSH_AUTH_SOCK", ABSENT),
  exec(
    "another network namespace",
    "nsenter -t 1 -n true; ip link add x type dummy",
    /not permitted|not found|denied|must be/i,
  ),
  exec(
    "a VM socket",
    python("import socket; socket.socket(40, socket.SOCK_STREAM)"),
    /not permitted|Permission/i,
  ),
];

const survivors: readonly EscapeAttempt[] = [
  exec("a child in the background", "sleep 1000 & echo on"),
  exec("nohup in a session of its own", "setsid nohup sleep 1000 >/dev/null 2>&1 & echo on"),
  exec(
    "a double fork",
    python(
      "import os,time\nif os.fork()==0:\n  os.setsid()\n  if os.fork()==0: time.sleep(1000)\n  os._exit(0)\nos.wait()",
    ),
  ),
  exec(
    "deaf to every signal",
    `(trap "" TERM INT HUP QUIT; setsid sh -c 'trap "" TERM HUP; while :; do sleep 100; done' >/dev/null 2>&1 &) ; echo on`,
  ),
  exec(
    "at, cron and systemd",
    "echo 'sleep 1000' | at now; crontab -l; systemd-run --user sleep 1000",
    ABSENT,
  ),
];

const web: readonly EscapeAttempt[] = [
  fetch("loopback", "http://127.0.0.1:{port}/"),
  fetch("loopback by name", "http://localhost:{port}/"),
  fetch("loopback by name with a dot", "http://localhost.:{port}/"),
  fetch("decimal", "http://2130706433:{port}/"),
  fetch("octal", "http://0177.0.0.1:{port}/"),
  fetch("hexadecimal", "http://0x7f000001:{port}/"),
  fetch("shortened", "http://127.1:{port}/"),
  fetch("nothing at all", "http://0:{port}/"),
  fetch("full-width digits", "http://①②⑦.⓪.⓪.①:{port}/"),
  fetch("IPv6 loopback", "http://[::1]:{port}/"),
  fetch("IPv4 in IPv6", "http://[::ffff:127.0.0.1]:{port}/"),
  fetch("IPv4 in IPv6 as hexadecimal", "http://[::ffff:7f00:1]:{port}/"),
  fetch("IPv4 behind NAT64", "http://[64:ff9b::7f00:1]:{port}/"),
  fetch("IPv4 in 6to4", "http://[2002:7f00:1::]:{port}/"),
  fetch("metadata", "http://169.254.169.254/latest/meta-data/"),
  fetch("a private network", "http://10.0.0.1:{port}/"),
  fetch("carrier-grade NAT", "http://100.64.0.1/"),
  fetch("link-local IPv6", "http://[fe80::1]/"),
  fetch("a unique local address", "http://[fd00::1]/"),
  fetch("a file", "file://{outside}/secret.txt"),
  fetch("a user name in front", "http://example.com@127.0.0.1:{port}/"),
  fetch("data as URL", "data:text/html,<p>hi</p>"),
  fetch(
    "the machine's name",
    "http://{hostname}:{port}/",
    new RegExp(`${NOT_FETCHED.source}|${NO_SUCH_NAME.source}`),
  ),
  fetch("the machine's own address", "http://{host}:{port}/"),
  fetch("a redirect to loopback", "http://127.0.0.1:{redirect}/?to=http://127.0.0.1:{port}/"),
  fetch("a redirect to a name", "http://127.0.0.1:{redirect}/?to=http://localhost:{port}/"),
  fetch("a redirect to metadata", "http://127.0.0.1:{redirect}/?to=http://169.254.169.254/latest/"),
  fetch("a redirect to a file", "http://127.0.0.1:{redirect}/?to=file://{outside}/secret.txt"),
  fetch("a program of the machine", "http://127.0.0.1:8022/"),
];

export const escapeAttempts: readonly EscapeAttempt[] = [
  ...blockedFiles,
  ...outsideFiles,
  ...environment,
  ...network,
  ...survivors,
  ...commandAttempts,
  ...web,
  ...fileAttempts,
];
