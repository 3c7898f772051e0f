import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('.', import.meta.url)) } },
  test: {
    include: ['{app,bench,bin,components,docs,lib,migrations,test}/**/*.test.{ts,tsx}'],
    globalSetup: './vitest.global.ts',
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
  },
})
