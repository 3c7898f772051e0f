// `npm run pictures`: retakes the pictures of the README from the sample fleet of a temporary Hakim.
import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { refuseOldNode } from './node-version.mjs'

refuseOldNode()
const root = dirname(dirname(fileURLToPath(import.meta.url)))
const folder = join(root, 'docs', 'pictures')
const { ensureChromium } = await import('./chromium.mjs')
const { readOptions } = await import('./options.mjs')
const { prepare } = await import('./prepare.mjs')
const { ExpectedError, explain, isExpected, withProgress } = await import('./progress.mjs')

/** The page of each picture; a function finds it from the fleet page. */
const pictures = {
  fleet: async () => '/',
  node: async (/** @type {import('@playwright/test').Page} */ page) =>
    first(page, '/', 'a[href^="/nodes/"]', '?range=7d'),
  approval: async (/** @type {import('@playwright/test').Page} */ page) =>
    first(page, '/jobs?status=waiting', 'main a[data-waiting]'),
  board: async () => '/jobs',
}

try {
  if (
    readOptions(
      'npm run pictures',
      'Retakes the pictures of the README from the sample fleet of a temporary Hakim.',
      {},
    ) === null
  )
    process.exit()
  await prepare(root, ['cli', 'agent', 'server', 'web'], { dev: true })
  const executablePath = (await ensureChromium(root)) || undefined
  const hakim = await withProgress('Starting Hakim with its sample fleet', startHakim)
  try {
    await withProgress(`Taking the pictures in ${folder}`, () => takeAll(hakim.url, executablePath))
  } finally {
    await hakim.stop()
  }
} catch (error) {
  if (!isExpected(error)) throw error
  console.error(explain(error))
  process.exitCode = 1
}

/**
 * @param {string} url
 * @param {string | undefined} executablePath
 */
async function takeAll(url, executablePath) {
  const { chromium } = await import('@playwright/test')
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const browser = await chromium.launch({ args, ...(executablePath ? { executablePath } : {}) })
  mkdirSync(folder, { recursive: true })
  try {
    for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
      const viewport = { width: 1280, height: 800 }
      const context = await browser.newContext({
        baseURL: url,
        colorScheme,
        viewport,
        reducedMotion: 'reduce',
      })
      const page = await context.newPage()
      await page.goto('/sign-in')
      await page.getByRole('button', { name: 'Continue as approver' }).click()
      await page.getByRole('heading', { name: 'Fleet', level: 1 }).waitFor()
      for (const [name, find] of Object.entries(pictures)) {
        await page.goto(await find(page))
        await page.evaluate(() => document.fonts.ready)
        // Charts take their place after the first paint; the event stream keeps the network from ever being idle.
        await page.waitForTimeout(1_500)
        await page.getByText('connecting…').waitFor({ state: 'detached' })
        await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`) })
      }
      await context.close()
    }
  } finally {
    await browser.close()
  }
}

/**
 * @param {import('@playwright/test').Page} page
 * @param {string} path
 * @param {string} selector
 */
async function first(page, path, selector, query = '') {
  await page.goto(path)
  const href = await page.locator(selector).first().getAttribute('href')
  if (!href) throw new ExpectedError(`There is no ${selector} on ${path}: the sample fleet has no such page.`)
  return `${href}${query}`
}

/** A Hakim in local mode with its own data folder and port. */
async function startHakim() {
  const port = await freePort()
  const dataDir = mkdtempSync(join(tmpdir(), 'hakim-pictures-'))
  chmodSync(dataDir, 0o711)
  const env = {
    ...process.env,
    DATABASE_URL: '',
    HAKIM_DATA_DIR: dataDir,
    HOST: '127.0.0.1',
    PORT: String(port),
  }
  const child = spawn(process.execPath, [join(root, 'bin', 'hakim.mjs'), 'start'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise((done) => child.once('exit', () => done(undefined)))
  const stop = async () => {
    child.kill('SIGINT')
    await ended
    rmSync(dataDir, { recursive: true, force: true })
  }
  let output = ''
  await new Promise((done, failed) => {
    child.once('exit', (code) =>
      failed(new ExpectedError(`Hakim ended with ${code} before it served.`, output)),
    )
    child.stdout.on('data', (chunk) => {
      output += String(chunk)
      if (output.includes('Hakim is at')) done(undefined)
    })
  })
  return { url: `http://127.0.0.1:${port}`, stop }
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(address && typeof address === 'object' ? address.port : 0))
    })
  })
}
