import { defineConfig } from "vite";

// Two files with fixed names: the portal adds their content's hash to the address.
export default defineConfig({
  publicDir: false,
  build: {
    outDir: "../src/Broadtape.Portal/wwwroot/assets",
    emptyOutDir: true,
    target: "es2022",
    cssCodeSplit: false,
    modulePreload: false,
    rollupOptions: {
      input: "src/site.ts",
      output: { entryFileNames: "site.js", assetFileNames: "site[extname]" },
    },
  },
});
