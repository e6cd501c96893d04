import { defineConfig } from "vite";

// Two scripts, each with its stylesheet, under fixed names: the portal adds their content's hash to the address. Pages with a chart ask
// for the second pair; articles never do.
export default defineConfig({
  publicDir: false,
  build: {
    outDir: "../src/Broadtape.Portal/wwwroot/assets",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: false,
    rollupOptions: {
      input: { site: "src/site.ts", chart: "src/chart/chart.ts" },
      output: { entryFileNames: "[name].js", assetFileNames: "[name][extname]" },
    },
  },
});
