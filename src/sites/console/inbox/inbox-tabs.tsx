import { Tabs } from "#ui";

/** Address of the inbox. */
export const INBOX = "/console/inbox";

/** The two parts of the inbox. */
export function InboxTabs({ at, count }: { at: "waiting" | "done"; count?: number | undefined }) {
  return (
    <Tabs
      label="待办视图"
      tabs={[
        { href: INBOX, label: "等我办理", current: at === "waiting", ...(count !== undefined && { count }) },
        { href: `${INBOX}/done`, label: "我办过的", current: at === "done" },
      ]}
    />
  );
}
