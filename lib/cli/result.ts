import type { Command } from 'commander'
import { CommandError } from '@/lib/cli/exit'
import { shownJson, shownText } from '@/lib/cli/shown'
import type { Failure, Result } from '@/lib/kernel/errors'

/** A refusal of a service, whose fields have the names of the API. */
export class RefusedInput extends CommandError {
  constructor(readonly failure: Failure) {
    super(textOf(failure, (path) => path))
  }
}

const textOf = ({ detail, fields = [] }: Failure, nameOf: (path: string) => string): string =>
  detail + fields.map(({ path, message }) => `\n  ${nameOf(path)} ${message}`).join('')

/** Options that have another name than their field. */
const options: Record<string, readonly string[]> = {
  person: ['owner', 'person'],
  node: ['did', 'node'],
  until: ['for'],
  expires_in: ['expires'],
  least_risk: ['risk'],
  task_name: ['task'],
  label_key: ['label'],
  label_value: ['label'],
  labels: ['label'],
  groups: ['group'],
  people: ['person'],
  turn_days: ['days'],
  starts_on: ['starts'],
  time_zone: ['zone'],
  escalate_minutes: ['escalate'],
}

/** The message for whoever ran this command: `--reason must say why` instead of `reason must say why`. */
export const refusalText = ({ failure }: RefusedInput, command: Command): string =>
  textOf(failure, (path) => {
    const [field = ''] = /^[a-z_]+/.exec(path) ?? []
    const names = [field.replaceAll('_', '-'), ...(options[field] ?? [])].map((name) => `--${name}`)
    const name = names.find((one) => command.options.some(({ long }) => long === one))
    return name === undefined ? path : path === field ? name : `${name} (${path})`
  })

/** The value of a result; a failure ends the command with its message and the invalid fields. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new RefusedInput(result.error)
}

/** Prints text for a person, or one line of JSON for a script. */
export const print = (json: boolean | undefined, value: object, text: string): void =>
  console.log(json ? shownJson(value) : shownText(text))
