import type { JsonObject } from '@/lib/kernel/json/json'
import { marks, valueText } from './command-line'
import type { ParamSchema, ParamsSchema } from './param-schema'

const namesIn = (argument: string): string[] =>
  [...argument.matchAll(marks)].flatMap((match) => match[2] ?? [])

/** What is wrong with a command of the tasks file, by index of the argument. */
export function commandProblems(
  command: readonly string[],
  params: ParamsSchema,
): { index: number; message: string }[] {
  return command.flatMap((argument, index) =>
    namesIn(argument).flatMap((name) => {
      if (index === 0) return { index, message: 'the program must not contain a placeholder' }
      if (!Object.hasOwn(params.properties, name))
        return {
          index,
          message: `{${name}} is not a parameter of this task; write {{${name}}} for literal text`,
        }
      return params.required.includes(name)
        ? []
        : { index, message: `{${name}} is optional; list it under params.required to use it in the command` }
    }),
  )
}

const leading = /^\{([A-Za-z_][A-Za-z0-9_]{0,63})\}/

/**
 * The placeholders that determine how an argument begins: those at its start, up to the first whose value is not empty.
 */
function namesAtStart(argument: string, params: JsonObject): string[] {
  const name = leading.exec(argument)?.[1]
  if (name === undefined) return []
  if (textOf(name, params) !== '') return [name]
  return [name, ...namesAtStart(argument.replace(leading, ''), params)]
}

const textOf = (name: string, params: JsonObject): string =>
  valueText((Object.hasOwn(params, name) ? params[name] : null) ?? null)

/** Whether the tasks file lists every value that this parameter can have. */
function isListed(property: ParamSchema | undefined): boolean {
  return property?.type === 'string' && property.enum !== undefined
}

/** `message`: what is wrong with the value of `param`. */
type BuiltCommand = { ok: true; argv: [string, ...string[]] } | { ok: false; param: string; message: string }

/**
 * Puts the parameters into the argument vector. A placeholder is replaced inside its own argument, so a value never
 * becomes two arguments and never reaches a shell. Text or a number that the program would read as an option is refused,
 * unless the tasks file itself lists it. The server asks before it takes a request or an approval, the agent before it runs one.
 */
export function buildCommand(
  [program, ...template]: readonly [string, ...string[]],
  schema: ParamsSchema,
  params: JsonObject,
): BuiltCommand {
  const argv: [string, ...string[]] = [program.replace(marks, (_, plain) => `{${plain}}`)]
  for (const [index, argument] of template.entries()) {
    const built = argument.replace(marks, (_, plain?: string, name?: string) =>
      name === undefined ? `{${plain}}` : textOf(name, params),
    )
    const free = namesAtStart(argument, params).find(
      (name) => !Object.hasOwn(schema.properties, name) || !isListed(schema.properties[name]),
    )
    const afterOptions = template.slice(0, index).includes('--')
    if (free !== undefined && built.startsWith('-') && !afterOptions)
      return {
        ok: false,
        param: free,
        message: `begins with "-" and ${program} would read it as an option; choose another value, or put "--" before the placeholder in the tasks file`,
      }
    argv.push(built)
  }
  return { ok: true, argv }
}
