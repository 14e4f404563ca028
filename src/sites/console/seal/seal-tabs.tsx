import { Tabs } from "#ui";

const TABS = [
  { href: "/console/seals", label: "印章" },
  { href: "/console/seals/uses", label: "用印记录" },
  { href: "/console/certificates", label: "数字证书" },
];

/** The three lists of the seal register. */
export function SealTabs({ current }: { current: string }) {
  return <Tabs label="印章登记簿" tabs={TABS.map((tab) => ({ ...tab, current: tab.href === current }))} />;
}
