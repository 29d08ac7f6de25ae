// Check Ajv against the conformance cases, at the level of the structure, and against the examples of every published
// schema: node check_conformance.mjs SCHEMAS CASES
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const read = (path) => JSON.parse(readFileSync(path, "utf8"));
const [schemas, folder] = process.argv.slice(2);
const names = readdirSync(folder).filter((name) => name.endsWith(".json") && !name.endsWith(".schema.json"));

// As in the guide to the test kit: strict, with the annotations that only this schema has.
const ajv = addFormats(new Ajv({ strict: true }), ["date", "date-time"]);
ajv.addVocabulary(["x-personal-data", "x-title"]);
const isCases = ajv.compile(read(join(folder, "cases.schema.json")));

let count = 0;
let wrong = 0;
const validators = {};
for (const file of readdirSync(schemas).sort()) {
  const schema = read(join(schemas, file));
  const validate = (validators[file] = ajv.compile(schema));
  for (const example of schema.examples ?? []) {
    count += 1;
    if (!validate(example)) {
      console.error(`${file}: an example is not valid: ${ajv.errorsText(validate.errors)}`);
      wrong += 1;
    }
  }
}

const isReport = validators["report.schema.json"];
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
console.log(`Ajv: ${Object.keys(validators).length} schemas, ${count} cases, ${wrong} disagreements`);
process.exitCode = wrong || !count ? 1 : 0;
