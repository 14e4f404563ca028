import { grants } from "#people/duty";
import type { Actor } from "#kernel/ctx";
import type { ConsoleGroup, IconName } from "#ui";

interface Job {
  group: string;
  label: string;
  href: string;
  icon: IconName;
  /** Permission without which the job is not offered; several by spaces: one of them. */
  needs: string;
}

const JOBS: Job[] = [
  { group: "待办", label: "待办", href: "/console/inbox", icon: "inbox", needs: "matter.work" },
  { group: "件", label: "查办件", href: "/console/search", icon: "files", needs: "matter.read" },
  { group: "库", label: "信息库", href: "/console/registers", icon: "database", needs: "register.list" },
  { group: "库", label: "证照", href: "/console/licences", icon: "id-card", needs: "licence.read" },
  { group: "库", label: "待遇发放", href: "/console/payments", icon: "coins", needs: "payment.read" },
  { group: "库", label: "待核查", href: "/console/departures", icon: "flag", needs: "payment.read" },
  { group: "库", label: "印章", href: "/console/seals", icon: "stamp", needs: "seal.read" },
  { group: "看板", label: "看板", href: "/console/board", icon: "chart-column", needs: "statistics.read" },
  { group: "看板", label: "好差评", href: "/console/ratings", icon: "star", needs: "rating.handle" },
  { group: "管理", label: "人员账号", href: "/console/staff", icon: "user-round", needs: "staff.manage" },
  { group: "管理", label: "任职", href: "/console/appointments", icon: "briefcase", needs: "duty.manage" },
  { group: "管理", label: "机构区划", href: "/console/organisation", icon: "building-2", needs: "duty.manage" },
  { group: "管理", label: "双人审批", href: "/console/requests", icon: "users", needs: "staff.manage request.answer trace.read" },
  { group: "管理", label: "事项", href: "/console/catalogue", icon: "list-checks", needs: "catalogue.manage" },
  { group: "管理", label: "流程", href: "/console/flows", icon: "layers", needs: "flow.manage" },
  { group: "管理", label: "工作日历", href: "/console/calendar", icon: "calendar", needs: "clock.manage" },
  { group: "管理", label: "痕迹核验", href: "/console/trace", icon: "shield-check", needs: "trace.read" },
];

const offered = (actor: Actor, needs: string): boolean => needs.split(" ").some((permission) => grants(actor, permission));

/** The jobs an actor's duties permit, by group, with the one a path belongs to marked. */
export function navigationFor(actor: Actor, path: string, waiting = 0): ConsoleGroup[] {
  const at = path.replace(/[?#].*$/, "");
  const current = JOBS.findLast(
    ({ href }) =>
      at === href ||
      at.startsWith(`${href}/`) ||
      (href === "/console/search" && at.startsWith("/console/matters/")) ||
      (href === "/console/seals" && (at === "/console/certificates" || at.startsWith("/console/certificates/"))) ||
      (href === "/console/flows" && at.startsWith("/console/rules/")),
  );
  const groups = Map.groupBy(
    JOBS.filter(({ needs }) => offered(actor, needs)),
    ({ group }) => group,
  );
  return [...groups].map(([label, jobs]) => ({
    label,
    links: jobs.map(({ label: name, href, icon, needs }) => ({
      label: name,
      href,
      icon,
      current: href === current?.href,
      ...(needs === "matter.work" && waiting > 0 && { count: waiting }),
    })),
  }));
}

const FIRST = ["/console/inbox", "/console/board", "/console/trace", "/console/flows"];

/** Where the actor's work begins: what waits or what they watch over, else the first job their duties permit. */
export function firstJob(actor: Actor): string {
  const open = JOBS.filter(({ needs }) => offered(actor, needs));
  return (open.find(({ href }) => FIRST.includes(href)) ?? open[0])?.href ?? "/console/account";
}
