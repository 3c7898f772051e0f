import { expect, type Page, test } from '@playwright/test'
import { signedIn } from './fixtures'
import { type LogFixture, openLogFixture } from './http/log-fixture'

let server: LogFixture
test.beforeAll(async () => {
  test.setTimeout(180_000)
  server = await openLogFixture()
})
test.afterAll(async () => {
  expect(await server.close()).toBe(0)
})

const shownRequest = async (page: Page): Promise<string> => {
  const text = await page.getByText('In the log: request').textContent()
  return /[0-9a-f-]{36}/.exec(text ?? '')?.[0] ?? ''
}
const isLogged = (id: string) =>
  expect.poll(() => server.linesOf(id).some(({ level }) => level === 'error')).toBe(true)

test('an error page names its request: after a click, another try and a load', async ({ browser }) => {
  const page = await signedIn(browser, 'operator', { url: server.hakim.url })
  await page.goto('/')
  await server.withoutPeople(async () => {
    await page.getByRole('link', { name: 'Jobs' }).first().click()
    const first = await shownRequest(page)
    await isLogged(first)
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect.poll(() => shownRequest(page)).not.toBe(first)
    await isLogged(await shownRequest(page))
    await page.goto('/sign-in')
    await isLogged(await shownRequest(page))
  })
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByText('In the log')).toBeHidden()
  await page.context().close()
})
