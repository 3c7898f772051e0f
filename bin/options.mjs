import { parseArgs } from 'node:util'
import { ExpectedError } from './progress.mjs'

/**
 * @typedef {{ type: 'string' | 'boolean', default?: string | boolean | string[], multiple?: boolean, value?: string, help: string }} Option
 * `value`: what is written for its value, such as N; `help`: what it does
 */

/**
 * The options of an npm command; null after `--help`, for which they are printed. Throws ExpectedError for one that is not there.
 * @param {string} command such as `npm run scan`
 * @param {string} does what it does, as a sentence
 * @param {Record<string, Option>} options
 * @returns {Record<string, unknown> | null}
 */
export function readOptions(command, does, options, args = process.argv.slice(2)) {
  const usage = usageOf(command, does, options)
  if (args.includes('--help') || args.includes('-h')) {
    console.log(usage)
    return null
  }
  try {
    const known = Object.entries(options).map(([name, { value: _, help: __, ...option }]) => [name, option])
    return parseArgs({ args: [...args], options: Object.fromEntries(known) }).values
  } catch (error) {
    if (!isWrongOption(error)) throw error
    throw new ExpectedError(`${error.message}\n\n${usage}`)
  }
}

/**
 * @param {string} command
 * @param {string} does
 * @param {Record<string, Option>} options
 */
function usageOf(command, does, options) {
  const rows = Object.entries(options).map(([name, { value, help, default: otherwise }]) => {
    const head = value === undefined ? `--${name}` : `--${name} ${value}`
    return [
      head,
      typeof otherwise === 'string' && otherwise !== '' ? `${help} (default: ${otherwise})` : help,
    ]
  })
  const width = Math.max(...rows.map(([head = '']) => head.length))
  const lines = rows.map(([head = '', help]) => `  ${head.padEnd(width)}  ${help}`)
  const usage = rows.length === 0 ? command : `${command} -- [options]`
  return [`Usage: ${usage}`, '', does, ...(rows.length === 0 ? [] : ['', ...lines])].join('\n')
}

/**
 * @param {unknown} error
 * @returns {error is Error}
 */
const isWrongOption = (error) =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
