import { rmSync } from 'node:fs'
import type { Cookie, Page } from '@playwright/test'
import pg from 'pg'
import { startEmbedded } from '@/lib/postgres/start'
import { copyOfFirstStart } from './first-start'
import { expect, signedIn, test, thisMachine } from './fixtures'
import { type Hakim, hakim, newDataDir, startHakim, token } from './hakim'

test('an admin removes the sample fleet with one click; a proxy ends one-click sign-in', async ({
  browser,
}) => {
  const running = await startHakim({ HAKIM_DATA_DIR: copyOfFirstStart() })
  const operator = await signedIn(browser, 'operator', { url: running.url })
  await operator.goto('/')
  await expect(operator.getByRole('button', { name: 'Remove', exact: false })).toHaveCount(0)
  // The notice can be closed, and then stays at the end of the page in this browser.
  const notice = operator.getByText('12 sample nodes')
  await expect(notice).toBeVisible()
  await operator.getByRole('button', { name: 'Close this notice' }).click()
  await expect(notice).toBeHidden()
  await operator.reload()
  await expect(notice).toBeHidden()
  await operator.getByText('About the sample nodes').click()
  await expect(notice).toBeVisible()
  await operator.context().close()
  const page = await signedIn(browser, 'admin', { url: running.url })
  await page.goto('/')
  await expect(page.getByText('13 nodes')).toBeVisible()
  await page.getByRole('button', { name: /Remove/ }).click()
  await page.getByRole('button', { name: /^Remove \d+ nodes/ }).click()
  await expect(page.getByText('1 node ', { exact: false }).first()).toBeVisible()
  await expect(page.getByText('griot-cairo-1')).toHaveCount(0)
  await page.reload()
  await expect(page.getByText('griot-cairo-1')).toHaveCount(0)
  await expect(page.getByRole('link', { name: thisMachine, exact: true })).toBeVisible()
  await page.context().close()
  // The first call through a proxy ends one-click sign-in, also on a page that is still open, and for calls from here.
  const context = await browser.newContext({ baseURL: running.url })
  const visitor = await context.newPage()
  await visitor.goto('/sign-in')
  const proxied = { headers: { 'x-forwarded-for': '203.0.113.5' }, redirect: 'manual' } as const
  expect((await fetch(`${running.url}/sign-in`, proxied)).headers.get('location')).toContain('/setup')
  await visitor.getByRole('button', { name: 'Continue as administrator' }).click()
  await expect(visitor.getByText(/One-click accounts exist in local mode on this machine only/)).toBeVisible()
  await visitor.goto('/')
  await expect(visitor).toHaveURL(/\/setup/)
  const printed = /setup token:\s+(hk_[\w-]{43})/
  await expect.poll(() => running.output()).toMatch(printed)
  await visitor.getByLabel('Setup token').fill(printed.exec(running.output())?.[1] ?? '')
  await visitor.getByLabel('Your name').fill('Ada')
  await visitor.getByLabel('E-mail').fill('ada@example.org')
  await visitor.getByLabel('Password').fill('correct horse battery')
  await visitor.getByRole('button', { name: /Create the administrator/ }).click()
  await expect(visitor.getByRole('link', { name: thisMachine, exact: true })).toBeVisible()
  await context.close()
  expect(await running.stop()).toBe(0)
})

test.describe('with DATABASE_URL', () => {
  let database: Awaited<ReturnType<typeof startEmbedded>>
  let running: Hakim
  /** Of the administrator, once there is one. */
  let session: Cookie[]
  const dataDir = newDataDir()

  test.beforeAll(async () => {
    database = await startEmbedded({ dataDir })
    running = await startHakim({ DATABASE_URL: database.url })
  })

  test.afterAll(async () => {
    await running.stop()
    await database.stop()
    rmSync(dataDir, { recursive: true, force: true })
  })

  test('the first visit asks for the setup token; then the fleet is empty and says how to add a node', async ({
    page,
  }) => {
    const setupToken = /hk_[\w-]{43}/.exec(running.output())?.[0] ?? ''
    await page.goto(running.url)
    await expect(page).toHaveURL(/\/setup/)
    const fill = async (given: string) => {
      await page.getByLabel('Setup token').fill(given)
      await page.getByLabel('Your name').fill('Grace')
      await page.getByLabel('E-mail').fill('grace@example.org')
      await page.getByLabel('Password').fill('correct horse battery')
      await page.getByRole('button', { name: /Create the administrator/ }).click()
    }
    await fill(`hk_${'x'.repeat(43)}`)
    await expect(page.getByText('This is not the setup token.')).toBeVisible()
    await fill(setupToken)
    await expect(page.getByRole('heading', { name: 'Fleet', level: 1 })).toBeVisible()
    await expect(page.getByText(/hakim node add/).first()).toBeVisible()
    await expect(page.getByText('Grace').first()).toBeVisible()
    await expect(page.getByText('Local mode')).toHaveCount(0)
  })

  test('there are no one-click accounts; a password signs in, a wrong one does not', async ({ page }) => {
    await page.goto(`${running.url}/sign-in`)
    await expect(page.getByRole('button', { name: /Continue as/ })).toHaveCount(0)
    await page.getByLabel('E-mail').fill('grace@example.org')
    await page.getByLabel('Password').fill('wrong password')
    await page.getByRole('button', { name: /Sign in/ }).click()
    await expect(page.getByText('E-mail or password is wrong.')).toBeVisible()
    await page.getByLabel('Password').fill('correct horse battery')
    await page.getByRole('button', { name: /Sign in/ }).click()
    await expect(page.getByRole('heading', { name: 'Fleet', level: 1 })).toBeVisible()
    session = (await page.context().cookies()).filter(({ httpOnly }) => httpOnly)
  })

  test('a report and a job that plain SQL inserts show up without a reload', async ({ page }) => {
    await page.context().addCookies(session)
    await page.goto(running.url)
    await expect(page.getByRole('heading', { name: 'Fleet', level: 1 })).toBeVisible()
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    await client.query(
      `INSERT INTO health_reports (target_node_did, timestamp, status, metrics, raw_report)
       VALUES ('did:kos:plain:sql', now(), 'Warning', '{"cpu_usage_percent": 71}', '{}')`,
    )
    await expect(page.getByRole('link', { name: 'did:kos:plain:sql' })).toBeVisible()
    await page.goto(`${running.url}/jobs`)
    await client.query(
      `INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, status)
       VALUES ('did:kos:plain:sql', 'did:kos:plain:requester', 'reindex', 'PendingApproval')`,
    )
    await expect(page.getByText('reindex').first()).toBeVisible()
    await client.end()
  })

  test('an expired or revoked token is refused at once, and the error says what to do', async () => {
    const did = 'did:kos:plain:sql'
    const bearer = await token(running.env, '--node', did, '--expires', '1h')
    const call = async () => {
      const response = await fetch(`${running.url}/api/v1/nodes`, {
        headers: { authorization: `Bearer ${bearer}` },
      })
      return { status: response.status, text: await response.text() }
    }
    expect((await call()).status).toBe(200)
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    await client.query(`UPDATE tokens SET expires_at = now() WHERE node_did = $1`, [did])
    expect(await call()).toMatchObject({
      status: 401,
      text: expect.stringContaining('has expired; create a new one'),
    })
    await client.query(`UPDATE tokens SET expires_at = NULL, revoked_at = now() WHERE node_did = $1`, [did])
    expect(await call()).toMatchObject({ status: 401, text: expect.stringContaining('was revoked') })
    await client.end()
  })

  test('password guessing is slowed down per account, whatever address it claims to come from', async ({
    browser,
  }) => {
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(`${running.url}/sign-in`)
    await page.getByLabel('E-mail').fill('nobody@example.org')
    for (let attempt = 0; attempt < 6; attempt += 1) {
      await context.setExtraHTTPHeaders({ 'x-forwarded-for': `10.0.0.${attempt}` })
      await page.getByLabel('Password').fill(`guess number ${attempt}`)
      const answered = page.waitForResponse((response) => response.request().method() === 'POST')
      await page.getByRole('button', { name: /Sign in/ }).click()
      await answered
    }
    await expect(page.getByText(/Too many wrong passwords/)).toBeVisible()
    await context.close()
  })

  test('text from any writer stays text: no script runs, nothing breaks', async ({ page }) => {
    const hostile = `<img src=x onerror=alert(1)><script>alert(1)</script>"'&amp;{{7*7}}\u202etxt.exe`
    const did = `did:kos:${hostile}`.slice(0, 255)
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    await client.query(
      `INSERT INTO health_reports (target_node_did, timestamp, status, metrics, diagnosis, raw_report)
       VALUES ($1, now(), $2, jsonb_build_object($3::text, 5, 'cpu_usage_percent', 3),
               jsonb_build_object('code', $3::text, 'recommendation', $3::text), jsonb_build_object($3::text, $3::text))`,
      [did, hostile.slice(0, 50), hostile],
    )
    const { rows } = await client.query(
      `INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, params, status)
       VALUES ($1, $1, $2, jsonb_build_object($3::text, $3::text), 'PendingApproval') RETURNING job_id`,
      [did, hostile.slice(0, 100), hostile],
    )
    await client.end()
    const broken: string[] = []
    page.on('dialog', (dialog) => {
      broken.push(dialog.message())
      void dialog.dismiss()
    })
    page.on('pageerror', (error) => broken.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') broken.push(message.text())
    })
    await page.context().addCookies(session)
    for (const path of [
      '/',
      `/nodes/${encodeURIComponent(did)}`,
      '/jobs',
      `/jobs/${rows[0].job_id}`,
      `/jobs/new?node=${encodeURIComponent(did)}`,
    ]) {
      await page.goto(running.url + path)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
      await expect(page.getByText('<script>alert(1)').first()).toBeAttached()
      expect(await page.locator('img[src=x]').count()).toBe(0)
    }
    expect(broken).toEqual([])
  })

  test('the terminal: bad input says what to do and exits with a code', async () => {
    const { env } = running
    await expect(hakim(env, ['node', 'add', '--did', 'not a did'])).rejects.toThrow(/must be a DID/)
    await expect(hakim(env, ['token', 'create', '--node', 'did:kos:no:body'])).rejects.toThrow(
      /hakim node add/,
    )
    await expect(hakim({ ...env, PORT: 'abc' }, ['doctor'])).rejects.toThrow(/PORT must be a port number/)
    await expect(
      hakim({ ...env, DATABASE_URL: 'postgres://x:y@127.0.0.1:1/none' }, ['migrate']),
    ).rejects.toThrow(/nothing is listening there/)
  })

  const shownRequest = async (page: Page): Promise<string> => {
    const text = await page.getByText('In the log: request').textContent()
    return /[0-9a-f-]{36}/.exec(text ?? '')?.[0] ?? ''
  }
  const isLogged = (id: string) =>
    expect
      .poll(() =>
        running
          .output()
          .split('\n')
          .some((line) => line.includes(`"request_id":"${id}"`) && line.includes('"level":"error"')),
      )
      .toBe(true)

  test('an error page names its request: after a click, another try and a load', async ({ page }) => {
    await page.context().addCookies(session)
    await page.goto(running.url)
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    // Every lookup of a person now meets a bug.
    await client.query('ALTER TABLE people RENAME TO people_away')
    await page.getByRole('link', { name: 'Jobs' }).first().click()
    const first = await shownRequest(page)
    await isLogged(first)
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect.poll(() => shownRequest(page)).not.toBe(first)
    await isLogged(await shownRequest(page))
    await page.goto(`${running.url}/sign-in`)
    await isLogged(await shownRequest(page))
    await client.query('ALTER TABLE people_away RENAME TO people')
    await client.end()
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect(page.getByText('In the log')).toBeHidden()
  })
})
