import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { z } from 'zod'

const root = join(import.meta.dirname, '..')
const bench = (...args: string[]) =>
  promisify(execFile)(process.execPath, [join(root, 'bin', 'bench.mjs'), ...args], { cwd: root })

const positive = z.number().positive()
const figure = z.object({ value: positive, samples: z.array(positive).min(1) })
const result = z.object({
  machine: z.object({ cpu: z.string().min(1), cores: positive, postgresql: z.string().regex(/^\d/) }),
  rows: z.array(
    z.object({
      topic: z.string(),
      ours: figure.nullable(),
      theirs: figure.nullable(),
      ratio: z.object({ value: positive }).nullable(),
      aim: z.unknown(),
      met: z.boolean().nullable(),
    }),
  ),
  broken: z.array(z.unknown()),
})

test('the benchmark measures every topic in miniature, and missed targets do not fail it', async () => {
  const { stdout } = await bench('--tiny')
  expect(stdout).toContain('its figures mean nothing')
  expect(stdout).toMatch(/\d+ of \d+ targets met\./)
  const { rows, broken } = result.parse(
    JSON.parse(readFileSync(join(root, 'dist', 'bench', 'tiny.json'), 'utf8')),
  )
  expect(broken).toEqual([])
  const withPeer = rows.filter((row) => row.theirs && row.ratio).map((row) => row.topic)
  expect(new Set(withPeer)).toEqual(new Set(['ingest', 'posts', 'series', 'fleet', 'jobs']))
  const judged = rows.filter((row) => row.met !== null)
  expect(judged.length).toBeGreaterThanOrEqual(10)
  // Rows that need a browser or Prometheus are listed too.
  expect(new Set(rows.map((row) => row.topic))).toEqual(
    new Set([
      ...withPeer,
      'adoption',
      'disk',
      'backup',
      'prometheus',
      'node-page',
      'fleet-page',
      'viewers',
      'many-metrics',
      'sign-ins',
      'consent',
    ]),
  )
})

test('an invalid command line is explained', async () => {
  await expect(bench('--only', 'everything')).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/Unknown topic: everything\.\s[\s\S]*--only +some of: ingest, posts/),
  })
})
