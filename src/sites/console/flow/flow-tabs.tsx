import { Tabs } from "#ui";

const PARTS = {
  "": "流程",
  versions: "版本",
  figures: "热力图",
  migration: "迁移",
} as const;

export type FlowPart = keyof typeof PARTS | "rules";

/** The address of a page about an item's flow or rules. */
export function addressOfPart(itemId: string, part: FlowPart = ""): string {
  const item = encodeURIComponent(itemId);
  if (part === "rules") return `/console/rules/${item}`;
  return part === "" ? `/console/flows/${item}` : `/console/flows/${item}/${part}`;
}

/** The pages about one item's process. */
export function FlowTabs({ itemId, current, rules }: { itemId: string; current: FlowPart; rules: boolean }) {
  const parts: [FlowPart, string][] = [
    ["", PARTS[""]],
    ...(rules ? [["rules", "规则"] as [FlowPart, string]] : []),
    ...(Object.entries(PARTS).slice(1) as [FlowPart, string][]),
  ];
  return <Tabs label="流程的各部分" tabs={parts.map(([part, label]) => ({ href: addressOfPart(itemId, part), label, current: part === current }))} />;
}

export const CRUMBS = [{ href: "/console/flows", label: "流程" }];
