import { filesOf } from "./files.tsx";

/** 照片. A phone opens its camera. */
export const photos = filesOf({ word: "照片", noun: "张照片", accept: "image/jpeg,image/png", pictures: true });
