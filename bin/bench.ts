// Measures: npm run bench -- matter | portal | rule | flow | sleeping | trust | trace | rotation | files | import | scale | place | addresses | events | operation. One JSON line a figure, each beside a baseline of the same run where there is one.
// `npm run bench -- scale -- 1000000` hands the second "--" on.
process.argv = process.argv.filter((word) => word !== "--");
const [named = ""] = process.argv.slice(2);
const benches: Record<string, () => Promise<unknown>> = {
  matter: () => import("../bench/matter.ts"),
  portal: () => import("../bench/portal.ts"),
  rule: () => import("../bench/rule.ts"),
  flow: () => import("../bench/flow.ts"),
  sleeping: () => import("../bench/sleeping.ts"),
  trust: () => import("../bench/trust.ts"),
  trace: () => import("../bench/trace.ts"),
  rotation: () => import("../bench/rotation.ts"),
  files: () => import("../bench/files.ts"),
  import: () => import("../bench/import.ts"),
  scale: () => import("../bench/scale.ts"),
  place: () => import("../bench/points.ts"),
  addresses: () => import("../bench/addresses.ts"),
  events: () => import("../bench/events.ts"),
  operation: () => import("../bench/operation.ts"),
};
const bench = benches[named];
if (!bench) {
  console.error(`用法：npm run bench -- ${Object.keys(benches).join(" | ")}`);
  process.exit(2);
}
await bench();

export {};
