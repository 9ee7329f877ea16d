import "./check-node.js";

export * from "./tandem.js";
