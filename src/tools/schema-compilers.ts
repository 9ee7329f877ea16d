/** JSON Schema compilers, apart so that they load with the first tool call. A bundler needs the CommonJS package imported by name. */
import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";

export { Ajv, Ajv2020 };
