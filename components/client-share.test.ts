import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

// Pages are made on the server; what a browser has to load and run is in small leaf components.

const root = fileURLToPath(new URL('..', import.meta.url))
const pieces = ['app', 'components'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.tsx') && !path.endsWith('.test.tsx'))
    .map((path) => readFileSync(join(root, folder, path), 'utf8')),
)

it('at most 30 % of the files of the interface are client components', () => {
  const client = pieces.filter((source) => /^['"]use client['"]/.test(source))
  expect(pieces.length).toBeGreaterThan(100)
  expect(client.length / pieces.length).toBeLessThanOrEqual(0.3)
})
