import { Type } from "@sinclair/typebox";
import { standingOfPaper } from "#proof/document";
import { LICENCE_STATES } from "#outcome/licence";
import { standingOfFile, type FileStanding } from "#outcome/licence-file";
import { proofAnswer } from "#proof/log";
import { checkFile } from "#trust/original";
import { badInput, notFound } from "#values/errors";
import { json, type Limit, type Route } from "#kernel/http";

// The page for people shares it: what one address may ask in a minute.
const CHECKS: Limit = { name: "file-check", atOnce: 3, perMinute: 30 };

const SCANS: Limit = { name: "paper-check", atOnce: 20, perMinute: 60 };

/** The licence of a file as it stands today; `valid` is what may be relied on. */
function standingShape({ licence, copy }: FileStanding): object {
  return {
    valid: (copy?.state ?? licence.state) === "valid",
    state: LICENCE_STATES[licence.state].code,
    state_label: LICENCE_STATES[licence.state].label,
    name: licence.name,
    number: licence.number,
    identifier: licence.identifier,
    copy: copy ? { number: copy.copy.number, use: copy.copy.use, recipient: copy.copy.recipient, until: copy.copy.untilDay, state: copy.state } : null,
  };
}

/** Anybody's program asks whether a sealed file holds; nothing of the file is kept. */
export const verificationRoutes: Route[] = [
  {
    method: "POST",
    path: "/api/v1/verification/file",
    key: "none",
    who: "anyone",
    site: "api",
    upload: true,
    limit: CHECKS,
    summary:
      "Check a sealed OFD or PDF: multipart with one file. Each signature step by step; `holds` is null where nobody here can tell; `reason` is the sentence of the step that decided, `remarks` departures from the standards that decide nothing, `undrawn` what of each page the portal's picture lacks. `labelled` false: title and custom data are not protected. `licence`: of a licence of this city, or a copy (加注件), how it stands today. Nothing is kept.",
    async handle({ files }, ctx) {
      const [file] = files;
      if (!file) throw badInput("NO_FILE", "请选择要核验的文件。");
      const checked = await checkFile(ctx, file.content, proofAnswer);
      const { format, verdict, reason, remarks, title, custom, labelled, pages, signatures, proof } = checked;
      const told = verdict === "invalid" ? undefined : await standingOfFile(ctx, checked);
      return json({
        format,
        verdict,
        reason: reason ?? null,
        remarks,
        title: title ?? null,
        custom,
        labelled,
        proof: proof ? { ...proof, holds: proof.holds ?? null } : null,
        licence: told ? standingShape(told) : null,
        pages: pages.map(({ text }) => text),
        undrawn: pages.map(({ undrawn = [] }) => undrawn),
        signatures: signatures.map(({ signedAt, seal, steps, ...signature }) => ({
          ...signature,
          seal: seal ?? null,
          signed_at: signedAt ?? null,
          steps: steps.map(({ holds, ...step }) => ({ ...step, holds: holds ?? null })),
        })),
      });
    },
  },
  {
    method: "GET",
    path: "/api/v1/verification/papers/:code",
    who: "anyone",
    site: "api",
    limit: SCANS,
    summary: "What the city knows of a paper by the code printed on it, to be compared with what the paper says. 404: this city issued none such.",
    schema: { params: Type.Object({ code: Type.String({ maxLength: 60 }) }) },
    async handle({ params }, ctx) {
      const paper = await standingOfPaper(ctx, params["code"]!);
      if (!paper) throw notFound("带这个码的文书");
      const { issuedAt, ...facts } = paper;
      return json({ ...facts, issued_at: issuedAt });
    },
  },
];
