import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { generateSync } from "otplib";
import { readPack } from "#content/pack";
import { demoCast, DEMO_PASSWORD, DEMO_TOTP } from "../../src/seed/people.ts";
import { samplePdf } from "../../src/seed/walk.ts";

const service = readPack(join(import.meta.dirname, "../../packs/market")).pack!.services.find((each) => each.item.id === "food-licence")!;
const example = service.cases[0]!;

/** What the city has acknowledged to a client: these may never be lost, nor be there twice. */
export interface Acknowledged {
  /** A text of its own in the application, by which it is found whatever its id. */
  mark: string;
  matterId?: string;
  submitted: boolean;
  accepted: boolean;
}

/** An answer of the city; a client that gets none asks again with the same key, as an honest program does. */
async function ask(
  url: string,
  method: string,
  path: string,
  token: string,
  body: unknown,
  key: string,
  halted: () => boolean,
): Promise<{ status: number; data: Record<string, unknown> }> {
  while (!halted()) {
    try {
      const form = body instanceof FormData;
      const response = await fetch(`${url}${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, "idempotency-key": key, ...(body !== undefined && !form && { "content-type": "application/json" }) },
        ...(body !== undefined && { body: form ? body : JSON.stringify(body) }),
        signal: AbortSignal.timeout(5000),
      });
      const data = (await response.json()) as Record<string, unknown>;
      // 5xx is no answer: it may or may not have been done. 429 asks to wait.
      if (response.status < 500 && response.status !== 429) return { status: response.status, data };
    } catch {
      // the connection broke: nobody knows whether it was done
    }
    await new Promise((resume) => setTimeout(resume, 100));
  }
  throw new Error("halted");
}

/** Signs in once: the firm's owner and a window clerk. */
export async function signIn(url: string): Promise<{ applicant: string; clerk: string }> {
  const open = async (body: unknown): Promise<string> =>
    String((await ask(url, "POST", "/api/v1/sessions", "none-none-none-none", body, randomUUID(), () => false)).data["token"]);
  const owner = demoCast().people.get(example.person)!;
  const applicant = await open({ kind: "person", id_number: owner.id_number });
  const me = (await ask(url, "GET", "/api/v1/me", applicant, undefined, randomUUID(), () => false)).data;
  const { uscc } = demoCast().organisations.get(example.organisation!)!;
  const agency = (me["agencies"] as { uscc: string; organisationId: string; agencyId: string }[]).find((each) => each.uscc === uscc)!;
  await ask(url, "PUT", "/api/v1/session/agency", applicant, { organisation_id: agency.organisationId, agency_id: agency.agencyId }, randomUUID(), () => false);
  const clerk = await open({ kind: "staff", username: "linjing", password: DEMO_PASSWORD, code: generateSync({ secret: DEMO_TOTP }) });
  return { applicant, clerk };
}

/** Applies and has it accepted, again and again, until halted; writes down each acknowledgement the moment it arrives. */
export async function work(url: string, tokens: { applicant: string; clerk: string }, ledger: Acknowledged[], halted: () => boolean): Promise<void> {
  while (!halted()) {
    const mark = `云州市青溪区青瓷街道试验路${randomUUID()}号`;
    const entry: Acknowledged = { mark, submitted: false, accepted: false };
    ledger.push(entry);
    const step = (method: string, path: string, token: string, body?: unknown): ReturnType<typeof ask> =>
      ask(url, method, path, token, body, randomUUID(), halted);
    try {
      const draft = await step("POST", "/api/v1/matters", tokens.applicant, { item: "food-licence", situation: example.situation });
      const id = String(draft.data["id"]);
      entry.matterId = id;
      const { known } = (await step("GET", `/api/v1/matters/${id}/known`, tokens.applicant)).data as { known: Record<string, unknown> };
      await step("PUT", `/api/v1/matters/${id}`, tokens.applicant, { form: { ...known, ...example.form, premises_address: mark } });
      const file = new FormData();
      file.set("material", "layout");
      file.set("file", new Blob([new Uint8Array(samplePdf(mark))], { type: "application/pdf" }), "平面图.pdf");
      await step("POST", `/api/v1/matters/${id}/files`, tokens.applicant, file);
      await step("POST", `/api/v1/matters/${id}/deferrals`, tokens.applicant, { material: "rules-list" });
      const submitted = await step("POST", `/api/v1/matters/${id}/submission`, tokens.applicant, {});
      if (submitted.status !== 201) throw new Error(`submission answered ${submitted.status}: ${JSON.stringify(submitted.data)}`);
      entry.submitted = true;
      const tasks = (await step("GET", `/api/v1/matters/${id}`, tokens.clerk)).data["tasks"] as { id: string; kind: string }[];
      const done = await step("POST", `/api/v1/matters/${id}/tasks/${tasks.find((task) => task.kind === "acceptance")!.id}/completion`, tokens.clerk, {
        outcome: "accept",
      });
      if (done.status !== 201) throw new Error(`completion answered ${done.status}: ${JSON.stringify(done.data)}`);
      entry.accepted = true;
    } catch (error) {
      if (!halted()) throw error;
    }
  }
}
