import type { Socket } from "node:net";
import { Refusal } from "#values/errors";
import type { Incoming } from "./route.ts";

/** An error of Node's own reader of HTTP, which knows no route yet. `rawPacket` is what had been read. */
export interface ClientError extends Error {
  code?: string;
  rawPacket?: Buffer;
}

const BY_CODE: Record<string, () => Refusal> = {
  HPE_HEADER_OVERFLOW: () => new Refusal(431, "TOO_LARGE", "请求的头部太大，请清除本网站的 Cookie 后再试。"),
  ERR_HTTP_REQUEST_TIMEOUT: () => new Refusal(408, "TIMEOUT", "上传用的时间太长，连接已经断开，没有保存任何内容。请在网络好的地方再试。"),
};

/** What a request is declined for that could not be read. */
export function declinedOf({ code }: ClientError): Refusal {
  return BY_CODE[code ?? ""]?.() ?? new Refusal(400, "MALFORMED", "这个请求不完整或者写法有误，没有办成任何事。请检查网址后重新打开。");
}

/**
 * The address of a GET whose letters were sent as bytes and not percent-encoded, as old browsers and scripts do with `/search?q=公积金`: written as
 * it ought to be, so that its sender is led there. Bytes that are no UTF-8 are read as GB 18030. Undefined for anything else that cannot be read.
 */
export function writtenProperly({ code, rawPacket }: ClientError): string | undefined {
  if (code !== "HPE_INVALID_URL" || !rawPacket) return undefined;
  const end = rawPacket.indexOf("\r\n");
  const line = /^GET (\/[^ ]*) HTTP\/1\.[01]$/.exec(rawPacket.subarray(0, end === -1 ? 0 : end).toString("latin1"));
  const path = line?.[1];
  // Two slashes at the beginning would lead to another host.
  if (!path || /^\/[/\\]/.test(path) || !/[\x80-\xff]/.test(path)) return undefined;
  if ([...path].some((letter) => letter <= " " || letter === "\x7f")) return undefined;
  return path.replace(/[\x80-\xff]+/g, (bytes) => encodeURIComponent(textOf(Buffer.from(bytes, "latin1"))));
}

function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

/** Writes an answer by hand onto a connection that has no request, and ends it. */
export function answerRaw(socket: Socket, status: number, reason: string, headers: Record<string, string>, body: string): void {
  if (!socket.writable || socket.bytesWritten > 0) return void socket.destroy();
  const lines = Object.entries({ ...headers, "content-length": String(Buffer.byteLength(body)), connection: "close" });
  socket.end(`HTTP/1.1 ${status} ${reason}\r\n${lines.map(([name, value]) => `${name}: ${value}`).join("\r\n")}\r\n\r\n${body}`);
}

/** What stands for a request of which nothing is known but perhaps its address. */
export function unreadable({ rawPacket }: ClientError): Incoming {
  const url = /^[A-Z]{3,7} (\/[^ \r\n]*)/.exec(rawPacket?.subarray(0, 2000).toString("latin1") ?? "")?.[1] ?? "/";
  return {
    params: {},
    query: {},
    body: {},
    files: [],
    brought: [],
    formToken: "",
    url,
    mode: { elder: false, theme: "" },
    address: "",
    cookies: {},
    acceptEncoding: "",
    header: () => undefined,
    idempotencyKey: undefined,
  };
}
