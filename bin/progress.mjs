import { spawn } from 'node:child_process'
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** An expected failure: its message says what is wrong and what to do; `tail` is the end of a program's output. */
export class ExpectedError extends Error {
  /**
   * @param {string} message
   * @param {string} [tail]
   */
  constructor(message, tail = '') {
    super(message)
    this.tail = tail
  }
}

/** @param {unknown} error */
export const isExpected = (error) => error instanceof ExpectedError

/** @param {ExpectedError} error */
export const explain = (error) => (error.tail ? `${error.tail.trimEnd()}\n\n${error.message}` : error.message)

/** @param {number} since */
const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`

/** What is in progress and since when; several steps may run at once. @type {Map<string, number>} */
const running = new Map()
const live = process.stderr.isTTY

/** @param {string} text a line that stays */
function write(text) {
  process.stderr.write(live ? `\r\x1b[2K${text}\n` : `${text}\n`)
  showRunning()
}

/** On a terminal, the last line shows what is in progress. */
function showRunning() {
  if (!live || running.size === 0) return
  const parts = [...running].map(([label, since]) => `${label} (${seconds(since)})`)
  process.stderr.write(`\r\x1b[2K  … ${parts.join(', ')}`)
}

/**
 * Shows a line during the work and how long it took. Everything goes to stderr: stdout is for results.
 * @template T
 * @param {string} label
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withProgress(label, work) {
  const since = Date.now()
  running.set(label, since)
  if (live) showRunning()
  else write(`  … ${label}`)
  const timer = live
    ? setInterval(showRunning, 1000)
    : setInterval(() => write(`  … ${label} (${seconds(since)})`), 15_000)
  const end = (/** @type {string} */ mark) => {
    clearInterval(timer)
    running.delete(label)
    write(`  ${mark} ${label} (${seconds(since)})`)
  }
  try {
    const result = await work()
    end('✓')
    return result
  } catch (error) {
    end('✗')
    throw error
  }
}

/**
 * Runs a program with its output in a log file. Throws ExpectedError with the end of that output if it fails.
 * @param {string} what what could not be done, for the message
 * @param {[string, ...string[]]} command
 * @param {{ cwd: string, log: string, env?: NodeJS.ProcessEnv, excerpt?: (output: string) => string }} options
 */
export async function run(what, command, { cwd, log, env = process.env, excerpt = lastLines(40) }) {
  mkdirSync(dirname(log), { recursive: true })
  const file = createWriteStream(log)
  const [program, ...args] = command
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  child.stdout.pipe(file, { end: false })
  child.stderr.pipe(file, { end: false })
  /** @type {string} */
  const outcome = await new Promise((done) => {
    child.once('error', (error) => done(error.message))
    child.once('close', (code, signal) =>
      done(code === 0 ? '' : signal ? `signal ${signal}` : `code ${code}`),
    )
  })
  await new Promise((done) => file.end(() => done(undefined)))
  if (outcome === '') return
  const output = readFileSync(log, 'utf8').trimEnd()
  throw new ExpectedError(
    `${what} failed (${outcome}). The whole output is in ${log}`,
    excerpt(output) || lastLines(40)(output),
  )
}

/**
 * @param {number} count
 * @returns {(output: string) => string}
 */
export const lastLines = (count) => (output) => output.split('\n').slice(-count).join('\n')
