import { resolve } from 'node:path'
import { z } from 'zod'
import type { JsonObject } from '@/lib/kernel/json/json'
import { secretName } from '@/lib/tasks/domain/param-format'
import type { ParamSchema, ParamsSchema } from '@/lib/tasks/domain/param-schema'
import { readPrivateFile } from './private-file'

// A job names a secret of the node, never its value: server, log and argument vector do not know it.

/** The files of the node's secrets, by name; relative to the folder of the tasks file. */
export const secretFiles = z
  .record(
    z.string().regex(secretName, 'must be a name such as backup_key'),
    z.strictObject({ file: z.string().min(1) }),
  )
  .default({})
export type SecretFiles = z.infer<typeof secretFiles>

const isSecret = (schema: ParamSchema): boolean => schema.type === 'string' && schema.format === 'secret'

function hasSecretWithin(schema: ParamSchema): boolean {
  if (schema.type === 'array') return isSecret(schema.items) || hasSecretWithin(schema.items)
  if (schema.type !== 'object') return false
  return Object.values(schema.properties).some((member) => isSecret(member) || hasSecretWithin(member))
}

/** What is wrong with the secrets that the parameters of a task refer to, by parameter. */
export function secretProblems(
  { properties }: ParamsSchema,
  files: SecretFiles,
): { param: string; message: string }[] {
  return Object.entries(properties).flatMap(([param, schema]) => {
    if (hasSecretWithin(schema))
      return { param, message: 'holds a secret within; a secret must be a parameter of its own' }
    if (schema.type !== 'string' || schema.format !== 'secret') return []
    if (!schema.enum) return { param, message: 'must list the secrets that a job may name, as its enum' }
    const unknown = schema.enum.filter((name) => !Object.hasOwn(files, name))
    return unknown.map((name) => ({ param, message: `names ${name}, which is not under secrets` }))
  })
}

const maxBytes = 64_000
/** Shorter ones are found in too many other words. */
const shortestHidden = 4

type GivenSecrets =
  | { ok: true; env: Record<string, string>; hide: (line: string) => string }
  | { ok: false; param: string; message: string }

/**
 * The secrets that these parameters name, as the environment in which the command finds them (`HAKIM_SECRET_` and the parameter's
 * name), and what hides their lines in its output.
 */
export function giveSecrets(
  { properties }: ParamsSchema,
  params: JsonObject,
  files: SecretFiles,
  folder: string,
): GivenSecrets {
  const env: Record<string, string> = {}
  for (const [param, schema] of Object.entries(properties)) {
    const name = params[param]
    if (!isSecret(schema) || typeof name !== 'string') continue
    const file = Object.hasOwn(files, name) ? files[name]?.file : undefined
    if (file === undefined)
      return { ok: false, param, message: `names ${name}, a secret that this node does not have` }
    try {
      env[`HAKIM_SECRET_${param}`] = secretIn(readPrivateFile(resolve(folder, file)))
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      return { ok: false, param, message: `names ${name}, whose file ${file} cannot be used: ${reason}` }
    }
  }
  const lines = Object.values(env).flatMap((value) => value.split(/\r?\n/))
  const hidden = lines.filter((line) => line.length >= shortestHidden).sort((a, b) => b.length - a.length)
  return {
    ok: true,
    env,
    hide: (line) => hidden.reduce((text, secret) => text.replaceAll(secret, '***'), line),
  }
}

/** The value in a file, without the line end that editors add. Throws an Error that says what to do. */
function secretIn(text: string): string {
  const value = text.replace(/\r?\n$/, '')
  if (value === '') throw new Error('It is empty.')
  if (value.includes('\0')) throw new Error('It holds a NUL, which an environment cannot.')
  if (Buffer.byteLength(value) > maxBytes) throw new Error('It is over 64 kB.')
  return value
}
