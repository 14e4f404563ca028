/**
 * What people here begin a password with: words of the product and the trade, pinyin of phrases, of surnames with 小, 老, 阿, of cities, keys beside each other.
 * Written as letters alone, since figures and marks around them are cut before it is looked up.
 */
export const COMMON: ReadonlySet<string> = new Set(
  `yiwang yiwangtongban yunzhou yunzhoushi zhengwu zhengwufuwu zhengfu banshi bangong gongzuo gongzuotai renmin renminzhengfu shizhengfu guanli guanliyuan xitong
  jiguan danwei keshi jingban shenpi shouli shencha jueding shenji jiandu yinzhang caiwu renshi
  admin administrator root guest user test demo welcome password passwd pass mima wodemima chushimima login default changeme letmein master super system
  woaini woainima woaiwojia woaizhongguo aini ainiyiwannian woxiangni wodeai baobei baobao laopo laogong mama baba wode nihao haha hahaha xixi
  zhongguo zhonghua beijing shanghai guangzhou shenzhen tianjin chongqing hangzhou nanjing wuhan chengdu xian suzhou ningbo qingdao dalian jinan zhengzhou changsha
  shenyang haerbin changchun hefei fuzhou xiamen nanchang kunming guiyang nanning haikou lanzhou xining yinchuan wulumuqi lasa taiyuan shijiazhuang huhehaote
  jixiang ruyi pingan jiankang kuaile xingfu facai gongxi xinnian xinniankuaile chunjie dajidali wanshiruyi yifanfengshun shunshunliuliu hongyun fugui shuangxi
  qwerty qwertyuiop asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc qweasd qweasdzxc qwer asdf zxcv abcdef abcdefg abcdefgh abcabc aaaaaa iloveyou dragon monkey
  football sunshine princess superman computer internet huawei xiaomi tencent alibaba weixin taobao baidu dingding
  wang li zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin he guo ma luo liang song zheng xie han tang feng yu dong xiao cheng cao yuan deng xujian fu shen zeng
  xiaowang xiaoli xiaozhang xiaoliu xiaochen laowang laoli laozhang laoliu laochen wangwei wangfang lina zhangwei liwei liming liuwei zhangmin zhangjing wangjing
  wangmin liqiang zhangqiang lijun zhangjie wanglei zhangli wangyong liyong chenjie liuyang zhangyong lijie wangtao litao zhangtao zhanglei`
    .split(/\s+/)
    .filter((word) => word !== ""),
);
