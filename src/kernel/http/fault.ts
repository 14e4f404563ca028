import type { FastifyError } from "fastify";
import { badInput, notFound, Refusal, unavailable } from "#values/errors";

const BY_CODE: Record<string, () => Refusal> = {
  FST_ERR_CTP_BODY_TOO_LARGE: () => new Refusal(413, "TOO_LARGE", "提交的内容太大，请减少内容或压缩文件后再试。"),
  FST_REQ_FILE_TOO_LARGE: () => new Refusal(413, "FILE_TOO_LARGE", "文件超过 10 MB，请压缩后再上传。"),
  FST_FILES_LIMIT: () => new Refusal(413, "TOO_MANY_FILES", "一次最多上传 10 个文件，请分几次上传。"),
  FST_FIELDS_LIMIT: () => new Refusal(413, "TOO_LARGE", "提交的内容太多，请分几次提交。"),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () => new Refusal(415, "MEDIA_TYPE", "无法读取这种格式的内容，请用网页上的表单或 JSON 提交。"),
  FST_ERR_CTP_EMPTY_JSON_BODY: () => new Refusal(400, "MALFORMED", "请求内容是空的。"),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () => new Refusal(400, "MALFORMED", "请求的长度与内容不符。"),
  FST_ERR_NOT_FOUND: () => notFound("页面"),
  FST_ERR_BAD_URL: () => new Refusal(400, "MALFORMED", "这个网址不完整或者有误，请检查后重新打开。"),
  FST_ERR_MAX_PARAM_LENGTH: () => notFound("页面"),
};

// 53100 and its like are what PostgreSQL says of a full disk, of memory and of connections that have run out.
const FULL = /^(53100|ENOSPC|EDQUOT)$/;
const DISK = /^(58...|EROFS|EIO|EMFILE|ENFILE|EACCES|EPERM|ESTALE)$/;
// Connection exceptions, shutdown and start-up, a standby that may not write, what runs out; the net between here and there.
const DATABASE = /^(08...|57P0.|57014|53...|25006|55P03|XX00[12]|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;
// What the driver says without a code.
const DRIVER = /not queryable|Connection terminated|timeout exceeded when trying to connect|Cannot use a pool after calling end|connection timeout/i;

/** What of ours does not answer, as a sentence; undefined when it is something else. Looks at what lies behind an error, too. */
function failureOf(error: unknown, depth = 0): string | undefined {
  if (!(error instanceof Error) || depth > 5) return undefined;
  const code = (error as { code?: string }).code ?? "";
  if (FULL.test(code)) return "存储空间满了，暂时不能保存。您填写的内容没有保存，请不要关闭这个页面，过几分钟再试。";
  if (DISK.test(code)) return "存储设备出了故障，正在处理，请过几分钟再试。";
  if (DATABASE.test(code) || (code === "" && DRIVER.test(error.message))) return "数据库正在恢复，这一步没有办成，请过一分钟再试。";
  const behind = error instanceof AggregateError ? [...(error.errors as unknown[]), error.cause] : [error.cause];
  return behind.map((each) => failureOf(each, depth + 1)).find(Boolean);
}

/** Turns whatever was thrown into a Refusal, or gives undefined for a fault of our own. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  const fault = error as FastifyError & { code?: string };
  if (fault.validation) {
    const fields = Object.fromEntries(
      fault.validation.map((v) => [
        v.instancePath.slice(1) || String(v.params["missingProperty"] ?? v.params["additionalProperty"] ?? "body"),
        v.message ?? "",
      ]),
    );
    return new Refusal(
      422,
      "BAD_INPUT",
      `填写的内容有误：${Object.entries(fields)
        .map(([field, message]) => `${field} ${message}`)
        .join("；")}`,
      fields,
    );
  }
  const failing = failureOf(error);
  if (failing) return unavailable(failing);
  const known = BY_CODE[fault.code ?? ""];
  if (known) return known();
  // Text that PostgreSQL cannot hold (a NUL character) or cannot read as the column's type is the caller's mistake.
  if (["22021", "22P05", "22P02", "22003", "22007", "22008"].includes(fault.code ?? ""))
    return badInput("BAD_INPUT", "提交的内容里有无法识别的字符或数值，请检查后再试。");
  if (typeof fault.statusCode === "number" && fault.statusCode >= 400 && fault.statusCode < 500)
    return new Refusal(fault.statusCode, "MALFORMED", "请求的格式不正确，没有保存任何内容。");
  return undefined;
}
