/**
 * The system call filter of a sandboxed command, as the bytes of a classic BPF program. Families of sockets other than IP and
 * netlink are refused (a socket file in the workspace may lead to a program outside; VM sockets pass a network namespace), and so
 * are calls that make or change namespaces and mounts, or reach rarely needed parts of the kernel.
 */

interface Architecture {
  /** AUDIT_ARCH_… */
  readonly audit: number;
  readonly socket: number;
  readonly clone: number;
  readonly clone3: number;
  readonly refused: readonly number[];
}

/** io_uring, open_tree … fspick, mount_setattr, open_tree_attr: numbered alike everywhere. */
const REFUSED_EVERYWHERE = [425, 426, 427, 428, 429, 430, 431, 432, 433, 442, 467];

const ARCHITECTURES: Readonly<Record<string, Architecture>> = {
  x64: {
    audit: 0xc000003e,
    socket: 41,
    clone: 56,
    clone3: 435,
    // mount, umount2, pivot_root, chroot, unshare, setns, open_by_handle_at, bpf, perf_event_open, userfaultfd, add_key, request_key,
    // keyctl, kexec_load, kexec_file_load, init_module, finit_module, delete_module, swapon, swapoff, reboot, acct, quotactl
    refused: [
      165, 166, 155, 161, 272, 308, 304, 321, 298, 323, 248, 249, 250, 246, 320, 175, 313, 176, 167, 168, 169,
      163, 179,
    ],
  },
  arm64: {
    audit: 0xc00000b7,
    socket: 198,
    clone: 220,
    clone3: 435,
    refused: [
      40, 39, 41, 51, 97, 268, 265, 280, 241, 282, 217, 218, 219, 104, 294, 105, 273, 106, 224, 225, 142, 89,
      60,
    ],
  },
};

const SOCKET_FAMILIES = [2, 10, 16];
/** CLONE_NEWTIME is not a flag of `clone`; the others are NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET. */
const CLONE_NEW = 0x00020000 | 0x02000000 | 0x04000000 | 0x08000000 | 0x10000000 | 0x20000000 | 0x40000000;
const EPERM = 1;
const ENOSYS = 38;

const LOAD = 0x20;
const IF_EQUAL = 0x15;
const IF_AT_LEAST = 0x35;
const IF_ANY_BIT = 0x45;
const RETURN = 0x06;
const ALLOW = 0x7fff0000;
const ERRNO = 0x00050000;
/** Offsets in `struct seccomp_data`; arguments' lower halves (little-endian). */
const CALL = 0;
const ARCH = 4;
const FIRST_ARGUMENT = 16;

type Instruction = readonly [code: number, yes: number, no: number, value: number];

/** The filter for a processor (`process.arch`), or `null` where none is known. */
export function systemCallFilter(arch: string): Buffer | null {
  const numbers = ARCHITECTURES[arch];
  if (numbers === undefined) return null;
  const program: Instruction[] = [
    [LOAD, 0, 0, ARCH],
    [IF_EQUAL, 1, 0, numbers.audit],
    [RETURN, 0, 0, ERRNO | ENOSYS],
    [LOAD, 0, 0, CALL],
    // The x32 calls of x64, which have numbers of their own.
    [IF_AT_LEAST, 0, 1, 0x40000000],
    [RETURN, 0, 0, ERRNO | ENOSYS],
    // The flags of clone3 cannot be looked at; without it the C library uses clone.
    [IF_EQUAL, 0, 1, numbers.clone3],
    [RETURN, 0, 0, ERRNO | ENOSYS],
    ...[...numbers.refused, ...REFUSED_EVERYWHERE].flatMap((number): Instruction[] => [
      [IF_EQUAL, 0, 1, number],
      [RETURN, 0, 0, ERRNO | EPERM],
    ]),
    [IF_EQUAL, 0, 3, numbers.clone],
    [LOAD, 0, 0, FIRST_ARGUMENT],
    [IF_ANY_BIT, 0, 1, CLONE_NEW],
    [RETURN, 0, 0, ERRNO | EPERM],
    [LOAD, 0, 0, CALL],
    [IF_EQUAL, 0, SOCKET_FAMILIES.length + 2, numbers.socket],
    [LOAD, 0, 0, FIRST_ARGUMENT],
    ...SOCKET_FAMILIES.map(
      (family, index): Instruction => [IF_EQUAL, SOCKET_FAMILIES.length - index, 0, family],
    ),
    [RETURN, 0, 0, ERRNO | EPERM],
    [RETURN, 0, 0, ALLOW],
  ];
  return encode(program);
}

/** As `struct sock_filter[]`. */
function encode(program: readonly Instruction[]): Buffer {
  const bytes = Buffer.alloc(program.length * 8);
  program.forEach(([code, yes, no, value], index) => {
    bytes.writeUInt16LE(code, index * 8);
    bytes.writeUInt8(yes, index * 8 + 2);
    bytes.writeUInt8(no, index * 8 + 3);
    bytes.writeUInt32LE(value >>> 0, index * 8 + 4);
  });
  return bytes;
}
