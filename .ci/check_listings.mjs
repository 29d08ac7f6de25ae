// Has clients of other makers read listings of problems: node check_listings.mjs problems.sarif problems.xml COUNT
// COUNT is how many documents have a problem that counts.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "junit2json";

const [sarif, junit, count] = process.argv.slice(2);
const failures = [];

const report = join(mkdtempSync(join(tmpdir(), "sqsreport-")), "report.sarif");
execFileSync("npx", ["--no-install", "sarif-multitool", "validate", sarif, "--output", report, "--log", "ForceOverwrite"]);
const results = JSON.parse(readFileSync(report, "utf8")).runs.flatMap((run) => run.results ?? []);
for (const { ruleId, level, message } of results) {
  const words = `sarif-multitool: ${level ?? "warning"} ${ruleId}: ${message.text ?? message.arguments}`;
  if (level === "error") failures.push(words);
  else console.log(words);
}

const suites = await parse(readFileSync(junit, "utf8"));
const cases = suites.testsuite.flatMap((suite) => suite.testcase ?? []);
const failed = cases.filter((each) => (each.failure ?? []).length + (each.error ?? []).length > 0);
if (failed.length !== Number(count)) failures.push(`junit2json: ${failed.length} cases fail, and not ${count}`);
for (const { name, failure = [], error = [] } of cases) {
  if (failure.length + error.length > 1) failures.push(`junit2json: ${name} has more than one outcome`);
}

for (const each of failures) console.error(each);
console.log(`SARIF: ${results.length} remarks; JUnit: ${cases.length} cases, ${failed.length} failed; ${failures.length} failures`);
process.exitCode = failures.length || !cases.length ? 1 : 0;
