/** The banner lets CommonJS packages inside an ES module call `require` for Node's own modules. */
const requireBanner =
  "import { createRequire as hakimCreateRequire } from 'node:module'; const require = hakimCreateRequire(import.meta.url);"

/** What esbuild builds: command line and server without their packages, the agent as one file that includes them. */
export const bundles = {
  cli: { entry: 'lib/cli/main.ts', outfile: 'dist/cli.mjs', packages: 'external', banner: '' },
  server: { entry: 'lib/server/main.ts', outfile: 'dist/server.mjs', packages: 'external', banner: '' },
  agent: {
    entry: 'lib/agent/main.ts',
    outfile: 'public/agent/hakim-agent.mjs',
    packages: 'bundle',
    banner: requireBanner,
  },
  // Each process of the benchmark has its own file.
  bench: {
    entry: {
      main: 'bench/main.ts',
      reader: 'bench/reader.ts',
      'save-server': 'bench/peers/save-server.ts',
    },
    outdir: 'dist/bench',
    packages: 'external',
    banner: '',
  },
}

/**
 * @param {string} root
 * @param {keyof typeof bundles} name
 */
export async function bundle(root, name) {
  const { build, stop } = await import('esbuild')
  const { entry, packages, banner, ...out } = bundles[name]
  try {
    await build({
      absWorkingDir: root,
      entryPoints: typeof entry === 'string' ? [entry] : entry,
      ...out,
      outExtension: 'outdir' in out ? { '.js': '.mjs' } : {},
      packages: packages === 'external' ? 'external' : 'bundle',
      banner: { js: banner },
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      tsconfig: `${root}/tsconfig.json`,
      sourcemap: name === 'agent' ? false : 'linked',
      legalComments: 'none',
      logLevel: 'silent',
    })
  } finally {
    // Stops esbuild's own process, which would otherwise run as long as Hakim.
    await stop()
  }
}
