import type { JsonObject } from '@/lib/kernel/json/json'
import type { ParamsSchema } from '@/lib/tasks/domain/task'

// `{{name}}` is an escaped `{name}`; other braces stay as they are, so that an argument can be JSON.
const marks = /\{\{([A-Za-z_][A-Za-z0-9_]{0,63})\}\}|\{([A-Za-z_][A-Za-z0-9_]{0,63})\}/g

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

type BuiltCommand = { ok: true; argv: [string, ...string[]] } | { ok: false; message: string }

/**
 * Puts the parameters into the argument vector. A placeholder is replaced inside its own argument, so a value never
 * becomes two arguments and never reaches a shell. Free text that the program would read as an option is refused.
 */
export function buildCommand(
  command: readonly string[],
  schema: ParamsSchema,
  params: JsonObject,
): BuiltCommand {
  const [program, ...template] = command
  if (program === undefined) return { ok: false, message: 'The task has an empty command.' }
  const argv: [string, ...string[]] = [program.replace(marks, (_, plain) => `{${plain}}`)]
  const optionsEnd = template.indexOf('--')
  for (const [index, argument] of template.entries()) {
    const built = argument.replace(marks, (_, plain?: string, name?: string) =>
      name === undefined ? `{${plain}}` : String(params[name] ?? ''),
    )
    const [first] = namesIn(argument)
    const property = first === undefined ? undefined : schema.properties[first]
    const free = property?.type === 'string' && property.enum === undefined
    const afterOptions = optionsEnd !== -1 && index > optionsEnd
    if (free && argument.startsWith('{') && built.startsWith('-') && !afterOptions)
      return {
        ok: false,
        message: `params.${first} begins with "-" and ${program} would read it as an option. Choose another value, or put "--" before the placeholder in the tasks file.`,
      }
    argv.push(built)
  }
  return { ok: true, argv }
}
