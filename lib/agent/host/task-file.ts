import { dirname } from 'node:path'
import { z } from 'zod'
import { thresholdsSchema } from '@/lib/agent/report/assess'
import type { FieldProblem } from '@/lib/kernel/errors'
import { readRegular } from '@/lib/kernel/files/regular-file'
import { fieldProblems, isJsonObject } from '@/lib/kernel/json/json'
import { findParseLoss } from '@/lib/kernel/json/parse-loss'
import { type Pins, pins } from '@/lib/signing/domain/pins'
import { commandProblems } from '@/lib/tasks/domain/built-command'
import { longestDryRun, taskOffer } from '@/lib/tasks/domain/task'
import { dependencySchema } from './dependencies'
import { replaceFile } from './replace-file'
import { secretFiles, secretProblems } from './secrets'
import { StartError } from './start-error'
import { trustedPath } from './trusted-path'

const unnamed = 'must name a program'
const textOf = (text: z.ZodString) =>
  text.max(1_000).refine((given) => !given.includes('\0'), 'must not contain NUL')
const argument = textOf(z.string())
const program = textOf(
  z.string({ error: ({ input }) => (input === undefined ? unnamed : undefined) }).min(1, unnamed),
)
const argv = z.tuple([program], argument, { error: 'must be an array: the program, then its arguments' })

const commandTask = taskOffer
  .omit({ builtin: true })
  .extend({
    command: argv,
    timeout_seconds: z.number().positive().max(86_400).default(600),
    dry_run: z
      .strictObject({
        command: argv,
        timeout_seconds: z.number().positive().max(longestDryRun).default(60),
      })
      .optional(),
    /** Relative to the folder of the tasks file. */
    cwd: z.string().min(1).optional(),
  })
  .superRefine((task, context) => {
    for (const { index, message } of commandProblems(task.command, task.params))
      context.addIssue({ code: 'custom', path: ['command', index], message })
    for (const { index, message } of commandProblems(task.dry_run?.command ?? [], task.params))
      context.addIssue({ code: 'custom', path: ['dry_run', 'command', index], message })
  })
export type CommandTask = z.infer<typeof commandTask>

const serviceSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9_.-]{0,63}$/i, 'must be a name such as heartbeat')
    .default('heartbeat'),
  /** Absent: the agent's built-in heartbeat service. */
  command: argv.optional(),
  /** The command's port on this machine; absent: it counts as up while its process runs. */
  port: z.number().int().min(1).max(65_535).optional(),
  cwd: z.string().min(1).optional(),
})

const settingsSchema = z
  .strictObject({
    tasks: z.array(commandTask).max(90).default([]),
    secrets: secretFiles,
    builtin: z.boolean().default(true),
    service: z
      .union([z.literal(false), serviceSchema], {
        error: ({ input }) => (isJsonObject(input) ? undefined : 'must be false or an object'),
      })
      .prefault({}),
    thresholds: thresholdsSchema,
    dependencies: z.array(dependencySchema).max(100).default([]),
    /** Whose signatures a job needs; null: the node trusts the server. */
    consent: pins.nullable().default(null),
  })
  .superRefine(({ tasks, secrets }, context) => {
    for (const [index, task] of tasks.entries())
      for (const { param, message } of secretProblems(task.params, secrets))
        context.addIssue({
          code: 'custom',
          path: ['tasks', index, 'params', 'properties', param],
          message,
        })
    const names = tasks.map((task) => task.name)
    for (const [index, name] of names.entries())
      if (names.indexOf(name) !== index)
        context.addIssue({
          code: 'custom',
          path: ['tasks', index, 'name'],
          message: `${name} is defined twice`,
        })
  })

/** The parsed tasks file; its relative paths start at `folder`. */
export type Settings = z.infer<typeof settingsSchema> & { folder: string }

/** Of two members with the same name JSON.parse would drop one, such as the pins. */
function parseJson(text: string, file: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new StartError(`The tasks file ${file} is not JSON: ${reason}.`, 2)
  }
  const lost = findParseLoss(text)
  if (lost) throw notValid(file, [lost])
  return value
}

const notValid = (file: string | null, problems: readonly FieldProblem[]): StartError =>
  new StartError(
    [
      `The tasks file ${file} is not valid:`,
      ...problems.map(({ path, message }) => `  ${path || '(top)'}: ${message}`),
    ].join('\n'),
    2,
  )

/** The text of the tasks file and its path, without symbolic links: what a link lies in may belong to anybody. */
const readTrusted = (file: string): { text: string; path: string } => {
  try {
    const real = trustedPath('the tasks file', file)
    return { text: readRegular(real), path: real }
  } catch (error) {
    if (error instanceof StartError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new StartError(`Cannot read the tasks file: ${reason}.`, 2)
  }
}

function parseSettings(value: unknown, file: string | null): z.infer<typeof settingsSchema> {
  const parsed = settingsSchema.safeParse(value)
  if (parsed.success) return parsed.data
  throw notValid(file, fieldProblems(parsed.error))
}

/** Reads the tasks file; null: the defaults. Throws StartError with each invalid field. */
export function readSettings(file: string | null): Settings {
  if (file === null) return { ...parseSettings({}, null), folder: process.cwd() }
  const { text, path } = readTrusted(file)
  return { ...parseSettings(parseJson(text, file), file), folder: dirname(path) }
}

/** The pins in the tasks file, and how they are replaced by others; null if it has none. Throws StartError. */
export function openPins(file: string): { pins: Pins; replace: (pins: Pins) => void } | null {
  const { text, path } = readTrusted(file)
  const value = parseJson(text, file)
  const { consent } = parseSettings(value, file)
  if (consent === null || !isJsonObject(value)) return null
  return {
    pins: consent,
    replace: (pins) => {
      const next = { ...value, consent: pins }
      parseSettings(next, file)
      replaceFile(path, `${JSON.stringify(next, null, 2)}\n`)
    },
  }
}
