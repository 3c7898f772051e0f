import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { ExpectedError, run, withProgress } from './progress.mjs'

/** What Playwright itself would install: the same engine without windows, at half the processor time. */
const shell = 'chromium-headless-shell'
const names = [shell, 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const macChrome = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'

/**
 * Finds a Chromium for the browser tests, or installs one: with apt where possible, else through Playwright.
 * @param {string} root
 * @returns {Promise<string>} its path; '' when Playwright found or installed its own
 */
export async function ensureChromium(root) {
  const given = process.env.CHROMIUM_PATH
  if (given && isProgram(given)) return given
  if (given)
    throw new ExpectedError(`CHROMIUM_PATH is ${given}, which is not a program. Correct or unset it.`)
  const found = onPath()
  if (found?.endsWith(shell)) return found
  if (await playwrightHasOne(root)) return ''
  const log = join(root, 'dist', 'chromium.log')
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) await installWithApt(root, log, found)
  const present = onPath()
  if (present) return present
  await withProgress('Installing Chromium (playwright)', () =>
    run(
      'Installing Chromium',
      [process.execPath, 'node_modules/@playwright/test/cli.js', 'install', 'chromium'],
      {
        cwd: root,
        log,
      },
    ),
  ).catch((/** @type {ExpectedError} */ error) => {
    throw new ExpectedError(
      'The browser tests need Chromium, and it could not be installed. Install chromium or google-chrome, or set CHROMIUM_PATH.',
      error.tail,
    )
  })
  return ''
}

/**
 * Installs the headless shell, or Chromium itself where there is no such package and no other browser.
 * @param {string} root
 * @param {string} log
 * @param {string | undefined} found another browser
 */
async function installWithApt(root, log, found) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (/** @type {string[]} */ ...args) =>
    run(`Installing Chromium (apt-get ${args[0]})`, ['apt-get', ...args], { cwd: root, log, env })
  const install = (/** @type {string} */ name) => apt('install', '-y', '--no-install-recommends', name)
  await withProgress('Installing Chromium (apt-get)', async () => {
    await apt('update')
    await install(shell).catch(() => (found ? undefined : install('chromium')))
  }).catch((/** @type {Error} */ error) => console.error(`    ${error.message}`))
}

function onPath() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const paths = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  return [...paths, macChrome].find((path) => isProgram(path) && answers(path))
}

/**
 * A name is not enough: some systems have a script that only says where to get the browser.
 * @param {string} path
 */
const answers = (path) => spawnSync(path, ['--version'], { timeout: 20_000, stdio: 'ignore' }).status === 0

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** @param {string} root */
async function playwrightHasOne(root) {
  const script =
    "import { chromium } from '@playwright/test'; process.stdout.write(chromium.executablePath())"
  const answer = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: root,
    encoding: 'utf8',
  })
  return answer.status === 0 && isProgram(answer.stdout)
}
