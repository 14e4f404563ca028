import { activateSeal, applyForSeal, approveSeal, makeSeal } from "#trust/seal";
import { listItems, listLicenceTypes } from "#content/catalogue";
import { organisationNow } from "#people/duty";
import type { City } from "../city.ts";
import { demoCity } from "./people.ts";

// The first working day after the appointments of the demo city: stories are lived after it.
const SEALED_SINCE = new Date("2026-01-04T09:00:00+08:00");
const SEALING = new Set(["acceptor", "decider", "mediator"]);

/** Gives each public body that accepts, decides, mediates, issues licences or owns items its seal, made and in use, with the certificates above it. */
export async function seedSeals(city: City): Promise<void> {
  const ctx = { ...city.ctx(), now: SEALED_SINCE };
  const organisation = await organisationNow(ctx);
  const duties = demoCity().staff.flatMap((each) => each.duties.filter(({ role }) => SEALING.has(role)));
  const issuers = (await listLicenceTypes(city.ctx())).map(({ issuer }) => issuer);
  const owners = (await listItems(city.ctx())).flatMap(({ unit, guideOnly }) => (guideOnly ? [] : [unit]));
  const bodies = new Set([...duties.map(({ unit }) => unit), ...issuers, ...owners].flatMap((unit) => organisation.bodyOf(unit)?.unit ?? []));
  for (const unit of bodies) {
    const id = await applyForSeal(ctx, {
      kind: "unit",
      unit,
      purposes: ["receipt", "decision", "licence", "document"],
      reason: "政务服务电子文书和电子证照用印",
    });
    await approveSeal(ctx, id, "同意制作");
    await makeSeal(ctx, id);
    await activateSeal(ctx, id);
  }
}
