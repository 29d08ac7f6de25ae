// Holds every line of a file against a schema with compiled Ajv: node ajv.mjs SCHEMA FILE
import { createReadStream, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const [schema, file] = process.argv.slice(2);
const ajv = new Ajv({ allErrors: false, strict: false });
addFormats(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(schema, "utf8")));
let bad = 0;
for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
  if (!validate(JSON.parse(line))) bad += 1;
}
process.exit(bad ? 1 : 0);
