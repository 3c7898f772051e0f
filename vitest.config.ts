import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export const resolve = { alias: { '@': fileURLToPath(new URL('.', import.meta.url)) } }

const pure = ['{lib/kernel,lib/*/domain,components}/**/*.test.{ts,tsx}']
const smokeTest = 'bench/smoke.test.ts'

export default defineConfig({
  resolve,
  test: {
    // The default leaves one core idle; many tests wait for processes and timers.
    maxWorkers: 2,
    // Once for both projects, which therefore do not extend this.
    globalSetup: './vitest.global.ts',
    projects: [
      {
        resolve,
        test: {
          name: 'pure',
          include: pure,
          isolate: false,
          testTimeout: 120_000,
          pool: 'forks',
        },
      },
      {
        resolve,
        test: {
          name: 'unit',
          include: ['{app,bench,bin,components,docs,lib,migrations,test}/**/*.test.{ts,tsx}'],
          exclude: [...pure, smokeTest],
          // One process runs many files: loading TypeORM again for each took a fifth of the time.
          isolate: false,
          // Ends what hangs. A busy machine may take three times as long as a quiet one.
          testTimeout: 120_000,
          hookTimeout: 120_000,
          pool: 'forks',
        },
      },
      {
        resolve,
        test: {
          // Against the production build, which `npm run build` makes.
          name: 'http',
          include: ['e2e/http/**/*.test.ts'],
          // As for the unit tests.
          isolate: false,
          testTimeout: 120_000,
          hookTimeout: 180_000,
          pool: 'forks',
        },
      },
      {
        resolve,
        test: {
          // Kills and fills for minutes (docs/faults.md): on request.
          name: 'faults',
          include: ['e2e/faults/**/*.test.ts'],
          hookTimeout: 180_000,
          pool: 'forks',
        },
      },
      {
        resolve,
        test: {
          // Needs wapiti and takes up to an hour (docs/security.md): on request.
          name: 'scan',
          include: ['e2e/scan/**/*.test.ts'],
          testTimeout: 7_200_000,
          hookTimeout: 180_000,
          pool: 'forks',
        },
      },
      {
        resolve,
        test: {
          // Takes a minute and proves that the benchmark runs, not the product: on request.
          name: 'bench',
          include: [smokeTest],
          testTimeout: 180_000,
          pool: 'forks',
        },
      },
    ],
  },
})
