import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

// What the build's own manifests say it serves.

const root = join(import.meta.dirname, '..', '..', '.next', 'server')
const manifest = <T>(name: string, schema: z.ZodType<T>): T =>
  schema.parse(JSON.parse(readFileSync(join(root, name), 'utf8')))

export const paths = Object.keys(manifest('app-paths-manifest.json', z.record(z.string(), z.string())))

export const serverActions = Object.entries(
  manifest(
    'server-reference-manifest.json',
    z.object({
      node: z.record(
        z.string(),
        z.object({
          workers: z.record(z.string(), z.unknown()),
          filename: z.string(),
          exportedName: z.string(),
        }),
      ),
    }),
  ).node,
).map(([id, action]) => ({
  id,
  name: `${action.filename}#${action.exportedName}`,
  worker: Object.keys(action.workers)[0] ?? '',
}))
