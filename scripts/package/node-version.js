// Looked at before anything else of the package is loaded, by every way in, and therefore in words that an old Node understands: there,
// the database's native code would end the process without a message.
const [major, minor] = process.versions.node.split(".").map(Number);

export const problem =
  major > 22 || (major === 22 && minor >= 19)
    ? undefined
    : `Tandem needs Node 22.19 or newer; this is Node ${process.versions.node}.`;
