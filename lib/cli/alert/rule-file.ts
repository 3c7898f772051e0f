import { z } from 'zod'
import { type RuleRequest, ruleRequest } from '@/lib/alerts/domain/calls'
import { CommandError } from '@/lib/cli/exit'
import { readRegular } from '@/lib/kernel/files/regular-file'
import { jsonValue } from '@/lib/kernel/json/schemas'

/** A rule to save; `id` null: a new one. */
export type RuleOfFile = { id: string | null; body: RuleRequest }

/** What a list of rules says about them and nobody sets. */
const told = ['rule_id', 'text', 'created_by', 'created_at', 'changed_by', 'changed_at', 'fired']

const person = z.object({ did: z.string() }).transform(({ did }) => did)
const people = z.array(z.union([z.string(), person])).nullish()
const rule = z
  .record(z.string(), jsonValue)
  .and(z.object({ rule_id: z.string().optional(), tell: people, escalate_to: people }))
const rules = z.union([
  z.array(rule),
  z.object({ rules: z.array(rule) }).transform((file) => file.rules),
  rule,
])

/**
 * The rules of a file, as the server takes them: a list of `rule list --json` can be edited and read again. Throws CommandError
 * unless the server would take every one of them: none is sent of a file with a mistake in it.
 */
export function readRules(file: string): RuleOfFile[] {
  const parsed = rules.safeParse(parse(file))
  if (!parsed.success)
    throw new CommandError(`${file} holds no alert rules: give one rule, a list of rules, or {"rules": […]}.`)
  return [parsed.data].flat().map(({ rule_id, ...rest }, index) => {
    const sent = Object.entries(rest).filter(([name, value]) => !told.includes(name) && value !== undefined)
    const body = ruleRequest.safeParse(Object.fromEntries(sent))
    if (body.success) return { id: rule_id ?? null, body: body.data }
    const wrong = body.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`.trim())
    throw new CommandError(
      `The rules were not saved. Rule ${index + 1} of ${file} is wrong: ${wrong.join('; ')}.`,
    )
  })
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readRegular(file))
  } catch (error) {
    throw new CommandError(
      `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
    )
  }
}
