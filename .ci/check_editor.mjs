// Checks what docs/guides/validate-in-the-editor.md says against the JSON language service of VS Code: node check_editor.mjs SCHEMA REPORT
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import service from "vscode-json-languageservice";

const [schema, example] = process.argv.slice(2).map((path) => readFileSync(path, "utf8"));
const asked = [];
const language = service.getLanguageService({
  schemaRequestService: async (uri) => (asked.push(uri), schema),
  workspaceContext: { resolveRelativePath: (path, base) => new URL(path, base).toString() },
});
language.configure({ validate: true });

const report = { $schema: "./report.schema.json", ...JSON.parse(example) };
report.$schema = "./report.schema.json";
const text = JSON.stringify(report, null, 2);

function opened(content) {
  const document = service.TextDocument.create("file:///reports/report.json", "json", 1, content);
  return [document, language.parseJSONDocument(document)];
}

async function diagnostics(content) {
  const found = await language.doValidation(...opened(content));
  return found.map(({ range, message }) => `${range.start.line + 1}:${range.start.character + 1} ${message}`);
}

async function hover(key, content = text) {
  const [document, parsed] = opened(content);
  const shown = await language.doHover(document, document.positionAt(content.indexOf(`"${key}"`) + 1), parsed);
  return shown.contents.join("\n").replaceAll("\\", "");
}

async function completions(content, marker = "|") {
  const place = content.indexOf(marker);
  const [document, parsed] = opened(content.replace(marker, ""));
  const { items } = await language.doComplete(document, document.positionAt(place), parsed);
  return items;
}

assert.deepEqual(await diagnostics(text), []);
assert.deepEqual(asked, ["file:///reports/report.schema.json"]);

const changes = [
  ['"title":', '"titel":', /Missing property "title"/, /Property titel is not allowed/],
  ['"programme": "SQS"', '"programme": "FJI"', /Value must be "SQS"/],
  ['"kind": "england_and_wales"', '"kind": "England"', /Valid values: "england_and_wales"/],
  [/"cases_examined": \d+/, '"cases_examined": 0', /below the minimum of 1/],
  [/"published": "[^"]*"/, '"published": "8 April 2015"', /does not match the pattern/],
  [/"sender": {/, '"sender": null, "x": {', /Expected "object"/, /Property x is not allowed/],
];
for (const [from, to, ...expected] of changes) {
  const found = await diagnostics(text.replace(from, to));
  for (const each of expected) assert.ok(found.some((message) => each.test(message)), `${to}: ${found}`);
}

assert.match(await hover("comparators"), /^Comparators\n\nThe rates that the letter compares the rate with/);
assert.match(await hover("sender"), /^Sender\n/);
assert.match(await hover("area"), /^Area\n/);

const keys = await completions('{\n  "$schema": "./report.schema.json",\n  |\n}');
assert.deepEqual(
  keys.map(({ label }) => label),
  Object.keys(JSON.parse(schema).properties).filter((key) => key !== "$schema"),
);
assert.match(String(keys.find(({ label }) => label === "published").documentation), /^Day on which the letter was published/);
const themes = await completions(text.replace(/"theme": "[^"]*"/, '"theme": |'));
assert.deepEqual(
  themes.map(({ label }) => label),
  ['"reducing_reoffending"', '"protecting_the_public"', '"protecting_the_child"', '"sentence_served"'],
);
console.log("the editor says what the documentation says");
