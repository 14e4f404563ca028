export { dropIntake, keepIntake, openIntake } from "./intake.ts";
export { openList } from "./reading.ts";
export type { OpenList } from "./opening.ts";
export { readTable, type ListColumn, type Table, type TableFault, type TableRow } from "./heading.ts";
export type { ListForm } from "./list.ts";
export { listText, listWorkbook, type Cell } from "./writing.ts";
export { templateText, templateWorkbook, type TemplateColumn } from "./template.ts";
