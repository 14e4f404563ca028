import { listAppointments, listConflicts, organisationNow, packRoles, roleName, type Appointment } from "#people/duty";
import { listStaff } from "#people/identity";
import { dayOf } from "#kernel/clock";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";
import { EmptyState, FilterRow, LinkButton, Notice, Select, Table, Tabs, type Column } from "#ui";
import { show } from "../show.tsx";
import { chosen } from "../typed.ts";
import { SCOPES } from "./scopes.ts";

const PATH = "/console/appointments";

/** Who holds which post, unit by unit; those that ended are kept and can be looked at. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const past = incoming.query["past"] === "1";
  const unit = chosen(incoming.query, "unit");
  const [all, staff, organisation, conflicts, packs] = await Promise.all([
    listAppointments(ctx),
    listStaff(ctx),
    organisationNow(ctx),
    listConflicts(ctx),
    packRoles(ctx),
  ]);
  const today = dayOf(ctx.now);
  const names = new Map(staff.map((member) => [member.staffId, member.name]));
  const ended = ({ untilDay }: Appointment): boolean => untilDay !== null && untilDay < today;
  const rows = all.filter((each) => ended(each) === past && (unit === undefined || organisation.unitWithin(each.unit, unit)));
  const bodies = organisation.standing.filter((each) => each.unit.length === 18);
  const columns: Column<Appointment>[] = [
    { title: "单位", cell: (each) => organisation.unitName(each.unit) },
    { title: "姓名", cell: ({ staffId }) => names.get(staffId) ?? "—", names: true, tight: true },
    { title: "岗位", cell: ({ post }) => post },
    { title: "职责", cell: ({ role }) => roleName(role, packs), tight: true },
    { title: "区划", cell: ({ area }) => organisation.areas.get(area)?.name ?? area, tight: true },
    { title: "范围", cell: ({ scope }) => SCOPES[scope] ?? scope, tight: true },
    { title: "起", cell: ({ fromDay }) => fromDay, tight: true },
    past
      ? { title: "止", cell: ({ untilDay }) => untilDay, tight: true }
      : { title: "操作", cell: ({ staffId, appointmentId }) => <a href={`${PATH}/${staffId}/${appointmentId}/end`}>结束</a>, tight: true },
  ];
  return show(incoming, ctx, {
    title: "任职",
    actions: (
      <LinkButton href={`${PATH}/new`} icon="plus">
        任职
      </LinkButton>
    ),
    body: (
      <>
        <Tabs
          label="任职"
          tabs={[
            { href: PATH, label: "在任", current: !past },
            { href: `${PATH}?past=1`, label: "已结束", current: past },
          ]}
        />
        {conflicts.length > 0 && !past && (
          <Notice kind="wrong" title="有人同时担任了不能由一个人担任的职责">
            <ul>
              {conflicts.map(({ staffId, roles }) => (
                <li>
                  {names.get(staffId) ?? "—"}：{roles.map((role) => roleName(role, packs)).join("、")}
                </li>
              ))}
            </ul>
            <p>管理、安全、审计要三个人分开担任。请结束其中一项。</p>
          </Notice>
        )}
        <FilterRow action={PATH} {...(unit && { clear: PATH })}>
          <Select
            name="unit"
            label="单位"
            empty="全部"
            options={bodies.map((each) => ({ value: each.unit, label: each.name }))}
            {...(unit && { value: unit })}
          />
        </FilterRow>
        <Table
          caption="任职"
          captionHidden
          stack
          rows={rows}
          columns={columns}
          empty={
            <EmptyState title={past ? "没有结束的任职" : "没有任职"} icon="briefcase">
              <p>{past ? "结束的任职会留在这里，作为历史。" : "任职以后，人员才能看到和办理本岗位的件。"}</p>
            </EmptyState>
          }
        />
      </>
    ),
  });
}
