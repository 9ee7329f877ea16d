/**
 * Puts the code of worker threads into the bundle as text, so that an application that bundles Tandem in turn needs no file beside its
 * own: `x.worker-source.ts` becomes the bundled code of `x.worker.ts`.
 */
export const workerSources = {
  name: "worker-sources",
  setup({ esbuild, onLoad, initialOptions }) {
    onLoad({ filter: /\.worker-source\.ts$/ }, async ({ path }) => {
      const { outputFiles } = await esbuild.build({
        entryPoints: [path.replace(/\.worker-source\.ts$/, ".worker.ts")],
        bundle: true,
        write: false,
        // Evaluated by a worker, which takes a script.
        format: "cjs",
        platform: "node",
        target: initialOptions.target,
        minifyWhitespace: true,
        minifySyntax: true,
        legalComments: "none",
        logLevel: "warning",
      });
      return {
        contents: `export const source = ${JSON.stringify({ code: outputFiles[0].text })};`,
        loader: "js",
      };
    });
  },
};
