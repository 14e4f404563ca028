/** A link of a header, footer or navigation. */
export interface NavLink {
  href: string;
  label: string;
  /** This page, or a page under it. */
  current?: boolean;
}

/** The city that speaks on every page. */
export interface Site {
  /** "云州市政务服务网" */
  name: string;
  /** The city's own name: "云州市". */
  city: string;
  /** Two or four characters for the seal mark: "云州". */
  mark: string;
  /** Who answers for the site: "云州市人民政府办公室". */
  publisher: string;
  /** "12345" */
  hotline: string;
  /** A sentence for every foot: "演示网站，人物与数据均为虚构。" */
  note?: string;
}

/** How the person wants pages to look; kept in a cookie by the site. */
export interface Display {
  /** 长辈模式 is "elder". */
  mode?: "standard" | "elder";
  /** Unset: as the person's own device says. */
  theme?: "light" | "dark";
  contrast?: "standard" | "more";
}
