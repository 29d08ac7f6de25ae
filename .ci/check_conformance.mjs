// Holds Ajv to the cases of conformance, at the level of the structure: node check_conformance.mjs SCHEMA FOLDER
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const read = (path) => JSON.parse(readFileSync(path, "utf8"));
const [schema, folder] = process.argv.slice(2);
const names = readdirSync(folder).filter((name) => name.endsWith(".json") && !name.endsWith(".schema.json"));

// As the guide to the test kit says: strict, with the annotations that the schema has of its own.
const ajv = addFormats(new Ajv({ strictTypes: false }), ["date"]);
ajv.addVocabulary(["x-personal-data", "x-title"]);
const isCases = ajv.compile(read(join(folder, "cases.schema.json")));
const isReport = ajv.compile(read(schema));

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
