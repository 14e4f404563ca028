import { checkFile } from "#base/original";
import { badInput } from "#kernel/errors";
import { json, type Limit, type Route } from "#kernel/http";

// The page for people shares it: what one address may ask in a minute.
const CHECKS: Limit = { name: "file-check", atOnce: 3, perMinute: 30 };

/** Anybody's program asks whether a sealed file holds; nothing of the file is kept. */
export const verificationRoutes: Route[] = [
  {
    method: "POST",
    path: "/api/v1/verification/file",
    who: "anyone",
    site: "api",
    upload: true,
    limit: CHECKS,
    summary:
      "Check a sealed OFD or PDF: multipart with one file. Each signature step by step; `holds` is null where nobody here can tell; `labelled` false: title and custom data are not protected. Nothing is kept.",
    async handle({ files }, ctx) {
      const [file] = files;
      if (!file) throw badInput("NO_FILE", "请选择要核验的文件。");
      const { format, verdict, title, custom, labelled, pages, signatures } = await checkFile(ctx, file.content);
      return json({
        format,
        verdict,
        title: title ?? null,
        custom,
        labelled,
        pages: pages.map(({ text }) => text),
        signatures: signatures.map(({ signedAt, seal, steps, ...signature }) => ({
          ...signature,
          seal: seal ?? null,
          signed_at: signedAt ?? null,
          steps: steps.map(({ holds, ...step }) => ({ ...step, holds: holds ?? null })),
        })),
      });
    },
  },
];
