// Check Ajv against the conformance cases, at the level of the structure: node check_conformance.mjs SCHEMA FOLDER
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const read = (path) => JSON.parse(readFileSync(path, "utf8"));
const [schema, folder] = process.argv.slice(2);
const names = readdirSync(folder).filter((name) => name.endsWith(".json") && !name.endsWith(".schema.json"));

// As in the guide to the test kit: strict, with the annotations that only this schema has.
const ajv = addFormats(new Ajv({ strict: true }), ["date"]);
ajv.addVocabulary(["x-personal-data", "x-title"]);
const isCases = ajv.compile(read(join(folder, "cases.schema.json")));
const isReport = ajv.compile(read(schema));
ajv.compile(read(join(dirname(schema), "problems.schema.json")));

let count = 0;
let wrong = 0;
for (const name of names.sort()) {
  const content = read(join(folder, name));
  if (!isCases(content)) {
    console.error(`${name} is not what its schema describes: ${ajv.errorsText(isCases.errors)}`);
    wrong += 1;
    continue;
  }
  for (const { description, structure, document } of content.cases) {
    count += 1;
    if (isReport(document) !== structure.valid) {
      console.error(`${name}: ${description}: expected ${structure.valid ? "valid" : "not valid"}`);
      wrong += 1;
    }
  }
}
console.log(`Ajv: ${count} cases, ${wrong} disagreements`);
process.exitCode = wrong || !count ? 1 : 0;
