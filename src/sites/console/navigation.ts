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

/** The seat of a desk: offered to whom a kind gives one. */
const SEAT: Job = { group: "待办", label: "话务", href: "/console/seat", icon: "phone", needs: "matter.begin" };

/** Who is on duty: offered to whom a kind that says so is in reach. */
const DUTY: Job = { group: "待办", label: "值班", href: "/console/duty", icon: "clock", needs: "matter.read" };

const JOBS: Job[] = [
  { group: "待办", label: "待办", href: "/console/inbox", icon: "inbox", needs: "matter.work" },
  { group: "待办", label: "提醒", href: "/console/notices", icon: "bell", needs: "matter.read" },
  { group: "数据", label: "信息库", href: "/console/registers", icon: "database", needs: "register.list" },
  { group: "数据", label: "证照", href: "/console/licences", icon: "id-card", needs: "licence.read" },
  { group: "数据", label: "待遇发放", href: "/console/payments", icon: "coins", needs: "payment.read" },
  { group: "数据", label: "待核查", href: "/console/departures", icon: "flag", needs: "payment.read" },
  { group: "数据", label: "印章", href: "/console/seals", icon: "stamp", needs: "seal.read" },
  { group: "看板", label: "地图", href: "/console/map", icon: "map-pin", needs: "matter.read" },
  { group: "看板", label: "看板", href: "/console/board", icon: "chart-column", needs: "statistics.read" },
  { group: "看板", label: "指标", href: "/console/figures", icon: "gauge", needs: "statistics.read" },
  { group: "看板", label: "每月专题", href: "/console/topics", icon: "layers", needs: "statistics.read" },
  { group: "看板", label: "未诉先办", href: "/console/watches", icon: "eye", needs: "watch.manage" },
  { group: "看板", label: "好差评", href: "/console/ratings", icon: "star", needs: "rating.handle" },
  { group: "管理", label: "人员账号", href: "/console/staff", icon: "user-round", needs: "staff.manage" },
  { group: "管理", label: "任职", href: "/console/appointments", icon: "briefcase", needs: "duty.manage" },
  { group: "管理", label: "机构区划", href: "/console/organisation", icon: "building-2", needs: "duty.manage" },
  { group: "管理", label: "双人批准", href: "/console/requests", icon: "users", needs: "staff.manage request.answer trace.read" },
  { group: "管理", label: "事项", href: "/console/catalogue", icon: "list-checks", needs: "catalogue.manage" },
  { group: "管理", label: "流程", href: "/console/flows", icon: "layers", needs: "flow.manage" },
  { group: "管理", label: "对外协同", href: "/console/exchange", icon: "send", needs: "exchange.read" },
  { group: "管理", label: "工作日历", href: "/console/calendar", icon: "calendar", needs: "clock.manage" },
  { group: "管理", label: "痕迹核验", href: "/console/trace", icon: "shield-check", needs: "trace.read" },
];

/** A kind of matter in reach: an entry of its own. */
export interface KindLink {
  id: string;
  name: string;
}

const ALL: Job = { group: "件", label: "查所有件", href: "/console/search", icon: "search", needs: "matter.read" };

const ORDER = ["待办", "件", "数据", "看板", "管理"];

/** The jobs that there are: those of the house, and a list for each kind in reach. */
function jobsFor(kinds: readonly KindLink[], seat: boolean, duty: boolean): Job[] {
  const lists = kinds.map(({ id, name }): Job => ({ group: "件", label: name, href: `/console/kinds/${id}`, icon: "files", needs: "matter.read" }));
  // Of one kind its own list is all there is.
  const whole = kinds.length === 1 ? [] : [ALL];
  return [...(seat ? [SEAT] : []), ...(duty ? [DUTY] : []), ...JOBS, ...lists, ...whole].toSorted(
    (one, other) => ORDER.indexOf(one.group) - ORDER.indexOf(other.group),
  );
}

const offered = (actor: Actor, needs: string): boolean => needs.split(" ").some((permission) => grants(actor, permission));

/** A view of a kind's list that the actor keeps. */
export interface ViewLink {
  kind: string;
  name: string;
  href: string;
  count: number;
}

/** What the navigation says beside its jobs. */
export interface Standing {
  /** How much waits in the inbox, and how much was told and not read. */
  waiting?: number;
  told?: number;
  kinds?: readonly KindLink[];
  views?: readonly ViewLink[];
  /** Whether the actor sits at a seat of a desk. */
  seat?: boolean;
  /** Whether a kind that says who is on duty is in reach. */
  duty?: boolean;
  /** The whole address of the page: a view is one by what it asks for. */
  url?: string;
}

/** The jobs an actor's duties permit, by group, with the one a path belongs to marked; under a kind the views that they keep of it. */
export function navigationFor(
  actor: Actor,
  path: string,
  { waiting = 0, told = 0, kinds = [], views = [], seat = false, duty = false, url }: Standing = {},
): ConsoleGroup[] {
  const all = jobsFor(kinds, seat, duty);
  const at = path.replace(/[?#].*$/, "");
  const current = all.findLast(
    ({ href }) =>
      at === href ||
      at.startsWith(`${href}/`) ||
      (href === "/console/seals" && (at === "/console/certificates" || at.startsWith("/console/certificates/"))) ||
      (href === "/console/flows" && at.startsWith("/console/rules/")),
  );
  const groups = Map.groupBy(
    all.filter(({ needs }) => offered(actor, needs)),
    ({ group }) => group,
  );
  return [...groups].map(([label, jobs]) => ({
    label,
    links: jobs.flatMap(({ label: name, href, icon, needs }) => {
      const kept = views.filter(({ kind }) => href === `/console/kinds/${kind}`);
      return [
        {
          label: name,
          href,
          icon,
          current: href === current?.href && !kept.some((view) => view.href === url),
          ...(needs === "matter.work" && waiting > 0 && { count: waiting }),
          ...(href === "/console/notices" && told > 0 && { count: told }),
        },
        ...kept.map((view) => ({ label: view.name, href: view.href, icon: "filter" as const, current: view.href === url, count: view.count })),
      ];
    }),
  }));
}

const FIRST = ["/console/inbox", "/console/board", "/console/trace", "/console/flows"];

/** Where the actor's work begins: what waits or what they watch over, else the first job their duties permit. */
export function firstJob(actor: Actor): string {
  const open = [...JOBS, ALL].filter(({ needs }) => offered(actor, needs));
  return (open.find(({ href }) => FIRST.includes(href)) ?? open[0])?.href ?? "/console/account";
}
