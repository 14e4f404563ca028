// Runs a folder tree of a public suite: npm run conformance -- dmn DIR. One line a folder, passed of total; then each failure with what was
// expected and what was found. Ends with 0 only when every case passes.
import { existsSync } from "node:fs";
import { runSuite, type Failure } from "../conformance/dmn-suite.ts";

const [suite, directory] = process.argv.slice(2);
if (suite !== "dmn" || directory === undefined || !existsSync(directory)) {
  console.error("用法：npm run conformance -- dmn 目录（DMN TCK 的目录，含 .dmn 与测试用例 .xml）");
  process.exit(2);
}

const failures: (Failure & { folder: string })[] = [];
let passed = 0;
let total = 0;
for await (const result of runSuite(directory)) {
  passed += result.passed;
  total += result.total;
  failures.push(...result.failures.map((failure) => ({ ...failure, folder: result.folder })));
  console.log(`${result.passed === result.total ? "  " : "✗ "}${String(result.passed).padStart(4)}/${String(result.total).padEnd(4)} ${result.folder}`);
}
for (const { folder, id, result, expected, found } of failures) console.log(`\n${folder} ${id} ${result}\n  expected ${expected}\n  found    ${found}`);
console.log(`\n${passed}/${total}`);
process.exit(total > 0 && passed === total ? 0 : 1);
