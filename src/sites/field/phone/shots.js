// The photographs of a form: taken in at once, shown with what they say of time and place, never sent before somebody has seen that.
import { button, mark } from "./marks.js";
import { drawOn, FAR, factWords, metresBetween, MOST, takeIn } from "./photos.js";
import { photosOf, store, surely } from "./store.js";

/** The fields of a place in a form, with the box for its point. */
const placesIn = (form) => [...form.querySelectorAll("[data-place]")].map((group) => ({ group, point: group.querySelector("[name$='-point']") }));

/** Puts a point into the first place of a form that has none. */
function fillPoint(form, [lon, lat], words) {
  const open = placesIn(form).find(({ point }) => point && point.value === "");
  if (!open) return;
  open.point.value = `${lon.toFixed(6)}, ${lat.toFixed(6)}`;
  open.point.closest("details")?.setAttribute("open", "");
  open.point.dispatchEvent(new Event("input", { bubbles: true }));
  const told = open.group.querySelector(".field-told") ?? open.group.appendChild(mark("p", { class: "field-told hint" }));
  told.textContent = words;
}

function wherePhoneIs() {
  return new Promise((done, failed) => {
    if (!navigator.geolocation) return failed(new Error("none"));
    navigator.geolocation.getCurrentPosition(({ coords }) => done([coords.longitude, coords.latitude]), failed, { enableHighAccuracy: true, timeout: 15_000 });
  });
}

/** At each place a button that takes the phone's own position, for it and for photographs that say none. */
function offerPosition(form, entryId, redraw) {
  for (const { group, point } of placesIn(form)) {
    if (!point) continue;
    const told = mark("p", { class: "field-remark", role: "status" });
    const here = button("用手机现在的位置", async () => {
      told.textContent = "正在定位……";
      const at = await wherePhoneIs().catch(() => undefined);
      if (!at) return void (told.textContent = "没有定到位：请打开手机的定位并允许使用，或者写清地址。");
      told.textContent = "";
      point.value = "";
      fillPoint(form, at, "经纬度是手机现在的位置。");
      for (const photo of await photosOf(entryId()))
        if (!photo.point)
          await surely(["photos"], (tx) => tx.objectStore("photos").put({ ...photo, point: at.map((each) => Number(each.toFixed(6))), from: "phone" }));
      await redraw();
    });
    here.classList.add("field-here");
    group.append(here, told);
  }
}

/** Makes the fields for photographs of a form keep what is taken. `entryId` names the entry that they are of, `save` keeps the rest of the form. */
export async function keepShots(form, { entryId, save }) {
  const fields = [...form.querySelectorAll("input[type=file]")].map((input) => {
    const name = input.name;
    // Its files are sent by the queue; sent without the script they go by their name.
    input.removeAttribute("data-smaller");
    const strip = mark("ul", { class: "field-shots" });
    const remark = mark("p", { class: "field-remark", role: "status" });
    (input.closest(".upload") ?? input).after(strip, remark);
    return { input, name, strip, remark };
  });

  const place = form.dataset.at?.split(",").map(Number);

  async function draw({ name, strip, remark }) {
    const own = (await photosOf(entryId())).filter(({ field }) => field === name);
    strip.replaceChildren(
      ...own.map((photo) => {
        const canvas = mark("canvas", { role: "img", "aria-label": `照片：${factWords(photo, place)}` });
        void drawOn(canvas, photo);
        const away = button("去掉", async () => {
          await (await store()).delete("photos", photo.id);
          await draw({ name, strip, remark });
        });
        away.classList.add("button-small");
        return mark("li", {}, canvas, mark("p", {}, factWords(photo, place)), away);
      }),
    );
    const bare = own.filter(({ point }) => !point).length;
    const places = placesIn(form).some(({ point }) => point);
    const far = place ? own.filter(({ point }) => point && metresBetween(point, place) >= FAR).length : 0;
    remark.textContent = [
      bare > 0 && `${bare === own.length ? "照片里" : `有 ${bare} 张`}没有位置：${places ? "请写清地址，或者点“用手机现在的位置”。" : "照样能交。"}`,
      far > 0 && `有 ${far} 张拍的地方离这件事 ${FAR} 米以上，请核对拍的是不是这一处；照样能交，办理记录里写明。`,
    ]
      .filter(Boolean)
      .join("");
  }

  async function take(field) {
    const files = [...field.input.files];
    field.input.value = "";
    await save();
    const unread = [];
    let held = (await photosOf(entryId())).length;
    for (const file of files) {
      if (held >= MOST) {
        unread.push(`一次最多 ${MOST} 张照片，“${file.name}”没有收下，可以另报一件。`);
        continue;
      }
      const photo = await takeIn(file, entryId(), field.name);
      if (!photo) {
        unread.push(`“${file.name}”在这里打不开，没有收下，原来的照片还在相册里。请把相机的格式改成 JPG（兼容性最佳）再拍。`);
        continue;
      }
      held += 1;
      if (photo.point) fillPoint(form, photo.point, "经纬度按照片里的位置填了，不对请改。");
    }
    await draw(field);
    if (unread.length > 0) field.remark.textContent = unread.join("");
  }

  const drawAll = async () => {
    for (const field of fields) await draw(field);
  };
  let busy = Promise.resolve();
  for (const field of fields)
    field.input.addEventListener(
      "change",
      () => (busy = busy.then(() => take(field)).catch((error) => void (field.remark.textContent = `照片没有存下来：${error.message}`))),
    );
  offerPosition(form, entryId, drawAll);
  await drawAll();
  return { ready: () => busy };
}
