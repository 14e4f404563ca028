export { sealedTables, type SealedTable } from "./columns.ts";
export { listPasses, type Pass } from "./passes.ts";
export { reseal, type Resealing } from "./resealing.ts";
export { retire } from "./retirement.ts";
