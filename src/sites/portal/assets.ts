import { notFound } from "#values/errors";
import type { Route } from "#kernel/http";
import { assets } from "#ui";

const HOUR = 3600;

/** Styles, scripts and drawings of both sites, packed as the browser takes them. */
export const assetRoute: Route = {
  method: "GET",
  path: "/assets/:file",
  who: "anyone",
  site: "portal",
  handle({ params, acceptEncoding }) {
    const asset = assets().get(`/assets/${params["file"]}`);
    if (!asset) throw notFound("文件");
    const packed = /\bbr\b/.test(acceptEncoding)
      ? { encoding: "br", content: asset.brotli }
      : /\bgzip\b/.test(acceptEncoding)
        ? { encoding: "gzip", content: asset.gzip }
        : undefined;
    return {
      kind: "bytes",
      content: packed?.content ?? asset.body,
      type: asset.type,
      cache: asset.immutable ? true : HOUR,
      headers: { vary: "accept-encoding", ...(packed && { "content-encoding": packed.encoding }) },
    };
  },
};
