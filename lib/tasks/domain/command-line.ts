import { canonicalJson, isJsonObject, type JsonValue } from '@/lib/kernel/json/json'

/** A piece of one argument: the node's own text, or the value of the parameter `param`. */
type ArgumentPiece = { text: string; param: string | null }

/** One entry of the argument vector. `missing` names placeholders that the parameters leave empty. */
export type ShownArgument = { pieces: ArgumentPiece[]; missing: string[] }

/**
 * The placeholders of an agent's tasks file: `{name}` inserts a parameter, `{{name}}` is the literal text `{name}`. Other braces
 * stay as they are, so that an argument can be JSON.
 */
export const marks = /\{\{([A-Za-z_][A-Za-z0-9_]{0,63})\}\}|\{([A-Za-z_][A-Za-z0-9_]{0,63})\}/g

/** A value as it stands in an argument: lists and objects as canonical JSON, whatever order they came in. */
export const valueText = (value: JsonValue): string =>
  typeof value === 'object' && value !== null ? canonicalJson(value) : String(value ?? '')

/**
 * The argument vector as the agent builds it, for a person to read: a value is inserted inside its own argument and
 * never becomes two. The program (the first entry) takes no parameters.
 */
export function shownCommand(command: readonly string[], params: JsonValue): ShownArgument[] {
  const values = isJsonObject(params) ? params : {}
  return command.map((argument, index) => {
    const pieces: ArgumentPiece[] = []
    const missing: string[] = []
    const plain = (text: string) => {
      const last = pieces.at(-1)
      if (last && last.param === null) last.text += text
      else if (text !== '') pieces.push({ text, param: null })
    }
    let end = 0
    for (const match of argument.matchAll(marks)) {
      plain(argument.slice(end, match.index))
      end = match.index + match[0].length
      const name = match[2]
      if (name === undefined) plain(`{${match[1]}}`)
      else if (index === 0) plain(match[0])
      else if (Object.hasOwn(values, name))
        pieces.push({ text: valueText(values[name] ?? null), param: name })
      else missing.push(name)
    }
    plain(argument.slice(end))
    return { pieces, missing }
  })
}

/** Parameters that appear in no argument: if they reach the task at all, they do so in another way. */
export function paramsOffCommand(shown: readonly ShownArgument[], params: JsonValue): string[] {
  const used = new Set(shown.flatMap(({ pieces }) => pieces.map((piece) => piece.param)))
  return isJsonObject(params) ? Object.keys(params).filter((name) => !used.has(name)) : []
}

export const argumentText = ({ pieces }: ShownArgument): string => pieces.map((piece) => piece.text).join('')
