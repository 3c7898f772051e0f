import { existsSync } from 'node:fs'
import { defineConfig } from '@playwright/test'

// The same order as in bin/chromium.mjs, for runs without `npm test`.
const usual = ['chromium-headless-shell', 'chromium', 'google-chrome'].map((name) => `/usr/bin/${name}`)
const candidates = [process.env.CHROMIUM_PATH, ...usual]
const executablePath = candidates.find((path) => path && existsSync(path))

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  globalSetup: './e2e/first-start.ts',
  // Ends what hangs. A busy machine may take three times as long as a quiet one.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  // Each has its own Hakim (e2e/fixtures.ts). Three keep two cores so busy that timeouts in tests no longer hold.
  workers: 2,
  // What must be back within five seconds is measured after all others, with nothing beside it. `--no-deps` runs it alone.
  projects: [
    { name: 'together', testIgnore: 'outage.spec.ts' },
    { name: 'alone', testMatch: 'outage.spec.ts', dependencies: ['together'] },
  ],
  reporter: 'list',
  use: {
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
