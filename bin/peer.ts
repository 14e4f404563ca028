// Counterparts outside that matters are passed to, or come from: npm run peer -- key | add … | end 简称 | item 简称 我们的代码 对方的代码 | list
import { addPeer, endPeer, listPeers, nameItemFor, ownKey, PEER_STANDINGS, peersToday, PROTOCOLS } from "#people/peer";
import { readConfig } from "#kernel/config";
import { formatDateTime } from "#ui";
import { Refusal } from "#values/errors";
import { openCity } from "../src/city.ts";

const USAGE = `用法：
npm run peer -- key                                                    本市的公钥和密钥编号，交给对方
npm run peer -- add 简称 名称 upper|lower|beside signed 地址 对方公钥    与我们交换签名报文的单位
npm run peer -- add 简称 名称 upper|lower|beside open311 地址 api_key   用 Open311 接收报告的系统，地址写到 …/v2 为止
npm run peer -- item 简称 我们的代码 对方的代码                          同一种事项，对方叫别的代码
npm run peer -- end 简称                                               停用
npm run peer -- list                                                   都有谁`;

const [act = "", peerId = "", ...given] = process.argv.slice(2);
const enough: Record<string, number> = { key: 0, list: 0, end: 0, item: 2, add: 5 };
if (!Object.hasOwn(enough, act) || given.length < enough[act]! || (["end", "item", "add"].includes(act) && peerId === "")) {
  console.error(USAGE);
  process.exit(2);
}
const city = await openCity(readConfig());
try {
  const ctx = city.ctx();
  if (act === "key") {
    const { publicKey, keyId } = await ownKey(ctx);
    console.log(`公钥（交给对方登记）：\n${publicKey}\n密钥编号：${keyId}`);
  }
  if (act === "add") {
    const [name = "", standing = "", protocol = "", url = "", key = ""] = given;
    await addPeer(ctx, { peerId, name, standing, protocol, url, key });
    console.log(`${name}已登记。${protocol === "signed" ? "请对方也登记本市的公钥（npm run peer -- key）。" : ""}`);
  }
  if (act === "item") await nameItemFor(ctx, peerId, given[0]!, given[1]!).then(() => console.log("已记下。"));
  if (act === "end") await endPeer(ctx, peerId).then(() => console.log(`${peerId} 已停用，不再转过去，也不再收。`));
  if (act === "list") {
    const today = await peersToday(ctx);
    const day = (at: Date | null | undefined): string => (at ? formatDateTime(at) : "还没有");
    for (const { peerId: id, name, standing, protocol, url, endedAt } of await listPeers(ctx)) {
      const how = endedAt ? "已停用" : today.get(id)?.awaySince ? `${day(today.get(id)!.awaySince)} 起联系不上` : `最近听到 ${day(today.get(id)?.heardAt)}`;
      console.log(`${id.padEnd(20)} ${name} ${PEER_STANDINGS[standing]} ${PROTOCOLS[protocol]} ${url} ${how}`);
    }
  }
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await city.close();
}
