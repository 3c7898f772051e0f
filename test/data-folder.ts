import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

// Public test data with its licences: test/data/README.md.
const root = join(import.meta.dirname, 'data')
export const dataFile = (...path: string[]): string => join(root, ...path)
const read = (...path: string[]): string => readFileSync(dataFile(...path), 'utf8')

export const naughtyStrings = (): string[] =>
  z.array(z.string()).parse(JSON.parse(read('naughty-strings', 'blns.json')))

/** The bodies of the JSON test suite: `y_` must be parsed, `n_` refused, `i_` may be either. */
export function jsonBodies(): { name: string; bytes: Uint8Array<ArrayBuffer> }[] {
  const kept = z.record(z.string(), z.string()).parse(JSON.parse(read('json-test-suite', 'bodies.json')))
  const bodies = Object.entries(kept).map(([name, text]) => ({
    name,
    bytes: Uint8Array.from(Buffer.from(text, 'base64')),
  }))
  const deep = [
    ['n_structure_100000_opening_arrays', '['.repeat(100_000)],
    ['n_structure_open_array_object', `${'[{"":'.repeat(50_000)}\n`],
  ] as const
  return [...bodies, ...deep.map(([name, text]) => ({ name, bytes: Uint8Array.from(Buffer.from(text)) }))]
}

export const traceNames = ['ec2_cpu_utilization_ac20cd', 'ec2_disk_write_bytes_1ef3de'] as const

/** One value every five minutes; `at` in seconds since 1970, the value as written in the file. */
export const trace = (name: (typeof traceNames)[number]): { at: number; value: string }[] =>
  read('nab', `${name}.csv`)
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [time = '', value = ''] = line.trim().split(',')
      return { at: Date.parse(`${time.replace(' ', 'T')}Z`) / 1_000, value }
    })

/** The averages of its whole hours. */
export function hourlyTrace(name: (typeof traceNames)[number]): number[] {
  const values = trace(name).map(({ value }) => Number(value))
  return Array.from({ length: Math.floor(values.length / 12) }, (_, hour) => {
    const within = values.slice(hour * 12, hour * 12 + 12)
    return within.reduce((sum, value) => sum + value, 0) / within.length
  })
}
