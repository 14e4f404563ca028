import type { Ctx } from "#kernel/ctx";
import { placesOf, rootOf, treeHash, type Place, type Range } from "#crypto/merkle";
import { listLeavesAt, listNodes, type Log } from "./queries.ts";

const nameOf = ({ height, index }: Place): string => `${height}.${index}`;

/** Roots of subtrees out of what is kept: two reads, however many leaves lie below. */
export async function rootsOf(ctx: Ctx, { logId, hash: hashName }: Log, ranges: Range[]): Promise<Buffer[]> {
  const hash = treeHash(hashName);
  const places = ranges.filter(({ start, end }) => end > start).flatMap(placesOf);
  const [nodes, leaves] = await Promise.all([
    listNodes(
      ctx,
      logId,
      places.filter(({ height }) => height > 0),
    ),
    listLeavesAt(
      ctx,
      logId,
      places.filter(({ height }) => height === 0).map(({ index }) => index),
    ),
  ]);
  const kept = new Map(nodes.map((node) => [nameOf(node), node.hash]));
  for (const leaf of leaves) kept.set(nameOf({ height: 0, index: leaf.index }), leaf.hash);
  return ranges.map((range) =>
    rootOf(hash, range, (place) => {
      const found = kept.get(nameOf(place));
      if (!found) throw new Error(`the log has no node ${nameOf(place)}`);
      return found;
    }),
  );
}
