import type { Browser } from "playwright-core";
import { photoOf, sceneOf } from "../mock/photos";
import { toSvg } from "../mock/scenes";
import { withExif } from "./exif";
import type { TestFile } from "./files";

/** Months that the photos are spread over, the newest last. */
const MONTHS = ["2024-07", "2024-12", "2025-05", "2025-08", "2026-04", "2026-09", "2026-10"];

/**
 * Photos as a camera would have made them: JPEG files with time, camera, lens and place. They are painted by us, so the tree
 * needs to hold none. The same `count` gives the same files, as far as the browser's encoder does.
 */
export async function paintedPhotos(browser: Browser, count: number): Promise<TestFile[]> {
  const page = await browser.newPage();
  const files: TestFile[] = [];
  for (let index = 0; files.length < count; index++) {
    const month = MONTHS[index % MONTHS.length]!;
    const photo = photoOf(month, 40 + (index % MONTHS.length), index, count + 40);
    if (photo.kind !== "PHOTO" || !photo.camera) {
      continue;
    }
    const url = await page.evaluate(draw, { svg: toSvg(sceneOf(photo), 1600), quality: 0.86 });
    const [make = "", ...model] = photo.camera.model.split(" ");
    files.push({
      name: `IMG_${2000 + index}.JPG`,
      mimeType: "image/jpeg",
      buffer: withExif(Buffer.from(url.split(",")[1]!, "base64"), {
        time: new Date(photo.takenAt).toISOString().slice(0, 19).replace("T", " "),
        make,
        model: model.join(" ") || make,
        lens: photo.camera.lens,
        focal: photo.camera.focal,
        aperture: photo.camera.aperture,
        iso: photo.camera.iso,
        ...(photo.place ? { place: photo.place } : {}),
      }),
    });
  }
  await page.close();
  return files;
}

/** Runs in the page: a picture drawn as a JPEG. */
async function draw({ svg, quality }: { svg: string; quality: number }): Promise<string> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth;
  canvas.height = image.naturalHeight;
  canvas.getContext("2d")!.drawImage(image, 0, 0);
  return canvas.toDataURL("image/jpeg", quality);
}
