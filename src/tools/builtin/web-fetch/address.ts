/** Which addresses belong to somebody's own network, to this machine, or to nobody. */
import { BlockList, isIP } from "node:net";
import { networkInterfaces } from "node:os";

const IPV4: readonly string[] = [
  ...[
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.0.0/24",
  ],
  ...[
    "192.0.2.0/24",
    "192.88.99.0/24",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
  ],
  ...["224.0.0.0/4", "240.0.0.0/4"],
];
/** Of the addresses the world may use: documentation, benchmarks, and those that wrap an IPv4 address. */
const IPV6: readonly string[] = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"];

const reserved = blockList();

/**
 * Whether an address may not be fetched from: loopback, private, link-local (cloud metadata), carrier-grade NAT, multicast, reserved,
 * unroutable, an IPv4 address in IPv6 clothes of any kind, or one of this machine's own. `address`: as the system gives it.
 */
export function isPrivateAddress(address: string): boolean {
  const bare = address.split("%")[0]!;
  const family = isIP(bare);
  if (family === 0) return true;
  if (family === 4) return reserved.check(bare, "ipv4") || isOwn(bare);
  // Only 2000::/3 is given out to the world.
  return !world.check(bare, "ipv6") || reserved.check(bare, "ipv6") || isOwn(bare);
}

const world = new BlockList();
world.addSubnet("2000::", 3, "ipv6");

function blockList(): BlockList {
  const list = new BlockList();
  for (const [subnets, family] of [
    [IPV4, "ipv4"],
    [IPV6, "ipv6"],
  ] as const) {
    for (const subnet of subnets) {
      const [base, bits] = subnet.split("/");
      list.addSubnet(base!, Number(bits), family);
    }
  }
  return list;
}

function isOwn(address: string): boolean {
  return Object.values(networkInterfaces()).some((list) => list?.some((one) => one.address === address));
}
