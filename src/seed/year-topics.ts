// What is reported in a year of a made city: what, when, to which unit. The weights are made up.

/** Something that is reported again and again. */
export interface Topic {
  kind: "work-order" | "city-event";
  item: string;
  /** The category of an order. */
  category?: string;
  unit: string;
  /** What is said behind the address. */
  says: readonly string[];
  /** What is told when it is done. */
  done: string;
  weight: number;
  /** So many times more often in these months. */
  season?: { months: readonly number[]; times: number };
  /** The stories that it has, where not those of its kind. */
  stories?: "answered" | "fast";
}

const LAMPS = "11990100MB00000057-04";
const ROADS = "11990100MB00000057-05";
const CLEAN = "11990100MB00000057-06";
const PARKS = "11990100MB00000057-07";
const LAW = "11990100MB00000057-02";
const WATER = "11990100MB0000041Y";
const HOUSING = "11990100MB00000347";
const POLICE = "11990100MB0000007D";
const MARKET = "11990100MB0000001T";

const WINTER = [11, 12, 1, 2];
const SUMMER = [6, 7, 8];

const order = (item: string, category: string, unit: string, weight: number, says: string[], done: string, season?: Topic["season"]): Topic => ({
  kind: "work-order",
  item: `hotline-${item}`,
  category,
  unit,
  says,
  done,
  weight,
  ...(season && { season }),
});
const event = (item: string, unit: string, weight: number, says: string[], done: string, season?: Topic["season"]): Topic => ({
  kind: "city-event",
  item: `event-${item}`,
  unit,
  says,
  done,
  weight,
  ...(season && { season }),
});

export const TOPICS: readonly Topic[] = [
  order("complaint", "lamp", LAMPS, 7, ["门口路灯不亮", "一排路灯晚上都不亮", "路灯一闪一闪"], "灯头坏了，已经换好，夜里亮灯正常。", {
    months: WINTER,
    times: 3,
  }),
  order("complaint", "noise-square", LAW, 5, ["广场舞音响太吵", "晚上有人用音响唱歌"], "已经到场劝导，约定晚上九点以后不再放音响。", {
    months: SUMMER,
    times: 3,
  }),
  order("complaint", "noise-shop", LAW, 5, ["店铺喇叭整天叫卖", "楼下烧烤店吵到半夜"], "已经要求店家停用喇叭，并做了记录。", { months: SUMMER, times: 2 }),
  order("complaint", "garbage", CLEAN, 7, ["垃圾两天没有清运", "垃圾桶满了没人收", "路边堆着垃圾，有异味"], "已经清运干净，并增加一次收运。", {
    months: SUMMER,
    times: 2.5,
  }),
  order("complaint", "property", HOUSING, 7, ["小区物业不管事", "小区门禁坏了没人修"], "已经约谈物业，三天内修好。"),
  order("complaint", "parking", POLICE, 6, ["人行道上停满了车", "消防车通道被车堵住"], "已经到场处理，并加装隔离桩。"),
  order("complaint", "refund", MARKET, 4, ["商店不肯退款", "网购收货后商家不退货"], "经过调解，商家已经退款。"),
  order("complaint", "food-safety", MARKET, 3, ["饭店的菜不新鲜", "买到过期的牛奶"], "已经现场检查，责令改正。"),
  order("complaint", "fume", LAW, 4, ["饭店油烟直排", "油烟飘进住户家里"], "已经责令清洗净化器，复查达标。", { months: SUMMER, times: 1.6 }),
  order("complaint", "illegal-building", LAW, 2, ["楼顶在搭违章建筑"], "已经责令停工，正在依法处理。"),
  order("help", "waterlogging", ROADS, 2, ["一下雨就积水", "路口积水过不去"], "已经抽排，清通了雨水口。", { months: [6, 7, 8, 9], times: 5 }),
  order("help", "road-damage", ROADS, 5, ["路面有个大坑", "人行道砖松动绊人"], "已经修补平整。"),
  order("help", "water-off", WATER, 4, ["家里停水了", "水压太小，上不了四楼"], "管道已经抢修好，恢复供水。", { months: [1, 7], times: 2 }),
  order("help", "drain-blocked", WATER, 4, ["下水道堵了，污水冒出来"], "已经疏通，地面冲洗干净。"),
  order("help", "heating", HOUSING, 1, ["暖气不热", "家里只有十五度"], "换热站已经调整，室内温度达标。", { months: WINTER, times: 9 }),
  order("help", "tree", PARKS, 2, ["树枝快掉下来了", "大树挡住了窗户"], "已经修剪。", { months: [7, 8, 9], times: 2 }),
  { ...order("consult", "elder-care", "", 9, ["高龄津贴怎么领", "养老院怎么申请"], "可以在户籍所在地的街道申请，也可以在网上办。"), stories: "answered" },
  {
    ...order("consult", "enrolment", "", 4, ["小学报名要带什么材料"], "带户口簿和房产证明，六月起在网上报名。", { months: SUMMER, times: 3 }),
    stories: "answered",
  },
  { ...order("praise", "attitude", "", 1, ["窗口的工作人员很耐心"], "谢谢您，我们已经转告。"), stories: "answered" },
  { ...order("business", "licensing", MARKET, 2, ["店里申请许可半个月没有消息"], "材料已经审完，明天可以领证。"), stories: "fast" },
  event("garbage", CLEAN, 8, ["暴露垃圾一堆"], "已经清理", { months: SUMMER, times: 1.5 }),
  event("lamp", LAMPS, 4, ["路灯不亮"], "更换灯头", { months: WINTER, times: 2 }),
  event("road-damage", ROADS, 3, ["路面坑洞"], "修补平整"),
  event("shop-outside", LAW, 6, ["店外摆放桌椅"], "已经退回店内", { months: SUMMER, times: 1.5 }),
  event("bin-full", CLEAN, 5, ["垃圾箱满溢"], "已经清空", { months: SUMMER, times: 2 }),
  event("shared-bike", LAW, 5, ["共享单车倒了一片"], "已经摆放整齐", { months: [3, 4, 5], times: 1.6 }),
  event("car-parking", POLICE, 5, ["人行道停车"], "已经驶离"),
  event("grate", WATER, 2, ["雨水箅子堵塞"], "已经清掏", { months: [6, 7, 8], times: 2 }),
];
