// A photo small enough for a slow network: at most 1600 pixels, JPEG, no place or owner in it.

const LONGEST_PX = 1600;
const BASE64_MAX = 900_000;
const QUALITIES = [0.82, 0.7, 0.55, 0.4];

/**
 * @param {Blob} file any picture the browser can read
 * @returns {Promise<{base64: string, url: string}>}
 */
export async function smaller(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONGEST_PX / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  for (const quality of QUALITIES) {
    const url = canvas.toDataURL("image/jpeg", quality);
    const base64 = url.slice(url.indexOf(",") + 1);
    if (base64.length <= BASE64_MAX || quality === QUALITIES.at(-1)) return { base64, url };
  }
  throw new Error("unreachable");
}
