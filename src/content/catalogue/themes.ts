/** Themes under which people look for items, and the words by which an imported item is put there. A theme only helps to find; it decides nothing. */
const WORDS: [theme: string, words: RegExp][] = [
  ["birth", /出生|新生儿|生育|母婴|收养|托育/],
  ["school", /入学|学前|学籍|招生|学生|学校|助学|中职|学历/],
  ["job", /就业|失业|求职|职业|教师资格|劳动|社会保险|社保|工伤|职称|技能/],
  ["open-shop", /个体|食品|餐饮|烟草专卖零售|营业|公共场所|小作坊/],
  ["start-up", /企业设立|企业.*登记|公司.*登记|合作社.*登记|营业执照|投资项目备案/],
  ["housing", /住房|房屋|不动产|公积金|商品房|租赁补贴|物业/],
  ["elder-care", /养老|高龄|老年|退休|遗属|丧葬/],
  ["health", /医疗|医保|医师|护士|卫生|诊所|药品|残疾/],
  ["food", /食品|餐饮|粮食|农产品/],
  ["transport", /驾驶|机动车|运输|客运|货运|道路|车辆|船/],
  ["tax", /税|发票/],
  ["farming", /农|林|渔|种子|兽|畜|拖拉机/],
  ["building", /建设|施工|建筑|工程|规划|消防/],
  ["outdoor", /户外|宣传品|占道|临时占用|市容/],
  ["papers", /户口|户籍|身份证|居住证|护照|通行证|出入境|证明/],
  ["permits", /许可|核准|审批|批准/],
];

/** Themes that an item may be put under. */
export const THEME_CODES = WORDS.map(([theme]) => theme);

/** The themes of an item by what it is called. */
export function themesOf(name: string): string[] {
  return WORDS.filter(([, words]) => words.test(name)).map(([theme]) => theme);
}
