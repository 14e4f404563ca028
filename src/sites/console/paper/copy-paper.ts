import { copyOriginal } from "#outcome/licence-file";
import type { Format } from "#trust/original";
import type { Ctx } from "#kernel/ctx";
import type { Incoming, Reply } from "#kernel/http";
import { usedCopy } from "./copy.tsx";

const TYPES = { ofd: "application/ofd", pdf: "application/pdf" } as const;

/** The sealed file of the copy that a material names, in a format. */
export function copyPaper(format: Format): { get(incoming: Incoming, ctx: Ctx): Promise<Reply> } {
  return {
    async get(incoming, ctx) {
      const standing = await usedCopy(incoming, ctx, "whole");
      const content = await copyOriginal(ctx, standing, format);
      return {
        kind: "bytes",
        content,
        type: TYPES[format],
        name: `${standing.licence.name}加注件 ${standing.copy.number}.${format}`,
        inline: format === "pdf",
      };
    },
  };
}
