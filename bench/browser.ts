import { setTimeout as wait } from 'node:timers/promises'
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test'
import type { Access } from './access'
import type { Bench } from './bench'

/** When a page counts as shown: at least `least` elements have a size, and are in the window if `inWindow`. */
export type Wanted = { selector: string; least: number; inWindow: boolean }

export type Visit = {
  /** From the start of the navigation until the wanted elements were painted. */
  ms: number
  /** JavaScript heap a second later, after a garbage collection. */
  heapMb: number
}

/** A person who opens pages. */
export type Visitor = {
  visit(path: string, wanted: Wanted): Promise<Visit>
  /** Moves the pointer over an element of a page: what each move costs its main thread until the next frame, in ms. */
  moves(path: string, over: string): Promise<number[]>
  /** Follows the links of a page in turn: how long each time until the page it leads to shows other wanted elements, in ms. */
  choices(path: string, links: readonly string[], wanted: Wanted): Promise<number[]>
}

const patienceMs = 120_000
const mark = 'bench-visible'
const windowMs = 1_500

/** Signs in once; each visit is a new context with that session and an empty cache. It ends with the stage. */
export async function openVisitor(bench: Bench, url: string, access: Access): Promise<Visitor> {
  const browser = await launch(bench)
  const session = await signIn(browser, url, access)
  return {
    async visit(path, wanted) {
      const context = await newContext(browser, url, session)
      try {
        const page = await context.newPage()
        await page.addInitScript(watch, { wanted, mark })
        // Wait for the browser's own pages in a new window, so that only ours is timed.
        await wait(windowMs)
        await page.goto(path, { waitUntil: 'commit', timeout: patienceMs })
        const ms = await visibleAt(page)
        await wait(1_000)
        return { ms, heapMb: await heapMb(context, page) }
      } finally {
        await context.close()
      }
    },
    async moves(path, over) {
      const context = await newContext(browser, url, session)
      try {
        const page = await context.newPage()
        await page.goto(path, { timeout: patienceMs })
        return await moveOver(context, page, over)
      } finally {
        await context.close()
      }
    },
    async choices(path, links, wanted) {
      const context = await newContext(browser, url, session)
      try {
        const page = await context.newPage()
        await page.goto(path, { timeout: patienceMs })
        await page.locator(wanted.selector).first().waitFor({ timeout: patienceMs })
        const taken: number[] = []
        for (let round = 0; round < 11; round += 1) {
          await wait(windowMs)
          const link = links[round % links.length] ?? ''
          const ms = await page.evaluate(follow, { link, wanted: wanted.selector })
          // The first warms up.
          if (round > 0) taken.push(ms)
        }
        return taken
      } finally {
        await context.close()
      }
    },
  }
}

/** Runs in the page: from a click until the page has its address and new wanted elements, and a frame has been drawn. */
function follow({ link, wanted }: { link: string; wanted: string }): Promise<number> {
  const [from, old, before] = [performance.now(), document.querySelector(wanted), location.href]
  document.querySelector<HTMLElement>(link)?.click()
  return new Promise((resolve) => {
    const look = (): void => {
      const present = document.querySelector(wanted)
      if (location.href === before || present === null || present === old) requestAnimationFrame(look)
      else setTimeout(() => resolve(performance.now() - from))
    }
    requestAnimationFrame(look)
  })
}

const moveCount = 60

/** Across the element from left to right. The moves before the first that counts warm up what draws. */
async function moveOver(context: BrowserContext, page: Page, over: string): Promise<number[]> {
  const box = await page.locator(over).boundingBox({ timeout: patienceMs })
  if (!box) throw new Error(`${page.url()} shows no ${over}`)
  const session = await context.newCDPSession(page)
  await session.send('Performance.enable')
  const busyMs = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics')
    return 1_000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN)
  }
  const drawn = () =>
    page.evaluate(() => new Promise((wake) => requestAnimationFrame(() => setTimeout(wake))))
  const taken: number[] = []
  for (let move = -10; move < moveCount; move += 1) {
    const share = 0.1 + 0.8 * ((move + 10) / (moveCount + 10))
    const before = await busyMs()
    await page.mouse.move(box.x + box.width * share, box.y + box.height / 2)
    await drawn()
    if (move >= 0) taken.push((await busyMs()) - before)
  }
  if ((await page.locator('[data-crosshair]').count()) === 0)
    throw new Error(`${page.url()} shows no crosshair under the pointer`)
  return taken
}

async function launch(bench: Bench): Promise<Browser> {
  const executablePath = await bench.host.chromium()
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
      ...['--disable-component-update', '--disable-sync'],
    ],
    handleSIGINT: false,
  })
  bench.cleanups.add(() => browser.close())
  return browser
}

type Session = Awaited<ReturnType<BrowserContext['storageState']>>

const newContext = (browser: Browser, baseURL: string, storageState?: Session): Promise<BrowserContext> =>
  browser.newContext({
    baseURL,
    viewport: { width: 1_440, height: 900 },
    ...(storageState ? { storageState } : {}),
  })

async function signIn(browser: Browser, url: string, access: Access): Promise<Session> {
  const context = await newContext(browser, url)
  try {
    const page = await context.newPage()
    await page.goto('/sign-in')
    await page.getByLabel('E-mail').fill(access.email)
    await page.getByLabel('Password').fill(access.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL(`${url}/`, { timeout: patienceMs, waitUntil: 'commit' })
    return await context.storageState()
  } finally {
    await context.close()
  }
}

/** Runs in the page: checks before each frame, and marks the time after the frame that had all wanted elements. */
function watch({ wanted, mark: name }: { wanted: Wanted; mark: string }): void {
  const seen = (element: Element): boolean => {
    const { width, height, top, bottom } = element.getBoundingClientRect()
    return width > 0 && height > 0 && (!wanted.inWindow || (bottom > 0 && top < innerHeight))
  }
  const look = (): void => {
    const found = [...document.querySelectorAll(wanted.selector)].filter(seen)
    if (found.length < wanted.least) requestAnimationFrame(look)
    else setTimeout(() => performance.mark(name))
  }
  requestAnimationFrame(look)
}

async function visibleAt(page: Page): Promise<number> {
  for (const until = Date.now() + patienceMs; Date.now() < until; await wait(250)) {
    const at = await page.evaluate((name) => performance.getEntriesByName(name)[0]?.startTime ?? null, mark)
    if (at !== null) return at
  }
  const shown = (await page.locator('main').textContent()) ?? ''
  throw new Error(`${page.url()} did not show the wanted elements, but: ${shown.slice(0, 500)}`)
}

async function heapMb(context: BrowserContext, page: Page): Promise<number> {
  const session = await context.newCDPSession(page)
  await session.send('Performance.enable')
  await session.send('HeapProfiler.collectGarbage')
  const { metrics } = await session.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN) / 1_024 ** 2
}
