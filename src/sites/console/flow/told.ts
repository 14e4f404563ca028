import { Refusal } from "#values/errors";
import { json, type Reply } from "#kernel/http";

/** Answers a script of ours: data, or what was refused and why, with its status. */
export async function told(act: () => Promise<unknown>): Promise<Reply> {
  try {
    return json(await act());
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return json({ code: error.code, message: error.message, ...(error.fields && { fields: error.fields }) }, error.status);
  }
}
