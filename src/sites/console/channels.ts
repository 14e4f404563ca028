const WORDS: Readonly<Record<string, string>> = {
  online: "网上",
  wechat: "微信",
  counter: "窗口",
  phone: "电话",
  post: "邮寄",
  proxy: "帮办代办",
  partner: "系统对接",
  program: "系统对接",
  exchange: "系统交换",
  matter: "由另一件开始",
  timer: "定时",
};

/** How a matter came, in a word; its id where nobody says it otherwise. */
export function channelWord(channel: string): string {
  return WORDS[channel] ?? channel;
}
