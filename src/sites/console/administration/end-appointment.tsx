import { endAppointment, isPowerful, listAppointments, organisationNow, packRoles } from "#people/duty";
import { listStaff } from "#people/identity";
import type { Ctx } from "#kernel/ctx";
import { notFound } from "#values/errors";
import { redirect, type Incoming, type Reply } from "#kernel/http";
import { Confirm } from "#ui";
import { show } from "../show.tsx";

const LIST = "/console/appointments";

/** Asks before an appointment ends. */
export async function get(incoming: Incoming, ctx: Ctx): Promise<Reply> {
  const { params, formToken } = incoming;
  const [appointments, staff, organisation, packs] = await Promise.all([listAppointments(ctx), listStaff(ctx), organisationNow(ctx), packRoles(ctx)]);
  const held = appointments.find((each) => each.staffId === params["staff"] && each.appointmentId === params["appointment"]);
  if (!held) throw notFound("任职");
  const name = staff.find(({ staffId }) => staffId === held.staffId)?.name ?? "";
  return show(incoming, ctx, {
    title: "结束任职",
    heading: false,
    crumbs: [{ href: LIST, label: "任职" }],
    body: (
      <Confirm
        title={`结束${name}的任职？`}
        consequences={[
          `${organisation.unitName(held.unit)}${held.post}，从今天起不再办理这个岗位的件。`,
          "已经办过的记录不变，任职留在历史里。",
          ...(isPowerful(held.role, packs) ? ["这是重要的岗位：由您提出，另一个人批准以后才结束。"] : []),
        ]}
        action={`${LIST}/${held.staffId}/${held.appointmentId}/end`}
        token={formToken}
        back={LIST}
        confirm="结束任职"
        kind="seal"
      />
    ),
  });
}

export async function post({ params }: Incoming, ctx: Ctx): Promise<Reply> {
  const { requestId } = await endAppointment(ctx, params["staff"]!, params["appointment"]!);
  return redirect(`${LIST}?done=${requestId ? "asked" : "ended"}`);
}
