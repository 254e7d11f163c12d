// One script of each entry and all that it imports: `node bundle.mjs FOLDER ENTRY…`.

import { build } from "esbuild";

const [outdir, ...entryPoints] = process.argv.slice(2);
await build({
  entryPoints,
  outdir,
  bundle: true,
  minify: true,
  platform: "node",
  format: "cjs",
  target: "node20", // of the oldest VS Code that package.json names
  external: ["vscode"],
  legalComments: "none",
  logLevel: "warning",
});
