import { lackingCharacters } from "#drawing/font";
import { Notice } from "#ui";

/** Tells staff, from the hand-in on, that papers cannot show a name as it is written. Which character it is stays masked, as the name is. */
export function Lacking({ text }: { text: string }) {
  const count = lackingCharacters(text).length;
  if (count === 0) return null;
  return (
    <Notice title={`当事人的姓名（名称）里有 ${count} 个字，字库里没有`}>
      <p>文书照常出具：这个字在纸面上印成写有编码的方框，文件里可以查找、复制原字，办理不受影响。需要印出原字的，请管理员把有这个字的字库放进字库文件夹。</p>
    </Notice>
  );
}
