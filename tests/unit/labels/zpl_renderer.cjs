// Draws ZPL with a renderer that is not ours: a line {zpl, width_mm, height_mm, dots_mm} in,
// a line with a PNG in base64 out.
"use strict";
const readline = require("node:readline");
const { ready } = require(process.argv[2]);

async function main() {
  const { api } = await ready;
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const { zpl, width_mm, height_mm, dots_mm } = JSON.parse(line);
    const png = await api.zplToBase64Async(zpl, width_mm, height_mm, dots_mm);
    process.stdout.write(png + "\n");
  }
  process.exit(0);
}

main().catch((failure) => {
  process.stderr.write(String(failure) + "\n");
  process.exit(1);
});
