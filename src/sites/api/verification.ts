import { checkFile } from "#base/original";
import { badInput } from "#kernel/errors";
import { json, type Route } from "#kernel/http";

/** Anybody's program asks whether a sealed file holds; nothing of the file is kept. */
export const verificationRoutes: Route[] = [
  {
    method: "POST",
    path: "/api/v1/verification/file",
    who: "anyone",
    site: "api",
    upload: true,
    summary: "Check a sealed OFD: multipart with one file. Each signature step by step; `holds` is null where nobody here can tell. Nothing is kept.",
    async handle({ files }, ctx) {
      const [file] = files;
      if (!file) throw badInput("NO_FILE", "请选择要核验的文件。");
      const { verdict, title, custom, pages, signatures } = await checkFile(ctx, file.content);
      return json({
        verdict,
        title: title ?? null,
        custom,
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
