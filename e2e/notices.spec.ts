import type { Page } from '@playwright/test'
import { Webhook } from 'standardwebhooks'
import { webhookReceiver } from '@/test/webhook-receiver'
import { checkBothSchemes, checkViews } from './axe'
import { expect, shared, signedIn, test, tokenOf } from './fixtures'

const channelsPage = '/settings/channels'

/** The row of a channel or message by a text in it. */
const rowOf = (page: Page, table: string, text: string) =>
  page.getByRole('table', { name: table }).getByRole('row').filter({ hasText: text })

const openForm = async (page: Page) => {
  await page.goto(channelsPage)
  await page.getByRole('button', { name: 'New channel' }).click()
  return page.getByRole('dialog')
}

test('an administrator creates a webhook, tests it, sees what arrived and sends it again', async ({
  admin,
}) => {
  const receiver = await webhookReceiver()
  const dialog = await openForm(admin)
  await dialog.getByLabel('Where').selectOption('webhook')
  await dialog.getByRole('button', { name: 'Create channel' }).click()
  await expect(dialog.getByText('Must be a URL such as https://example.org/hook.')).toBeVisible()
  await dialog.getByLabel('URL').fill(receiver.url)
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Pager')
  await dialog.getByLabel('Quiet hours').check()
  await checkBothSchemes(admin, 'the form of a new channel')
  await dialog.getByRole('button', { name: 'Create channel' }).click()
  await expect(dialog.getByText('it is shown this once')).toBeVisible()
  const secret = (await dialog.getByText(/^whsec_/).textContent()) ?? ''
  await dialog.getByRole('button', { name: 'Done' }).click()
  expect(await admin.content()).not.toContain(secret)

  receiver.answer((response) => void response.writeHead(500).end())
  await rowOf(admin, 'Channels', 'Pager').getByRole('button', { name: 'Send a test' }).click()
  const message = rowOf(admin, 'Messages, newest first', 'Pager')
  await expect(message).toContainText('Answered 500.')
  await expect(message).toContainText('Waiting')
  receiver.answer((response) => void response.writeHead(204).end())
  await message.getByRole('button', { name: 'Send again' }).click()
  await expect(message).toContainText('Sent')
  await expect(message).toContainText('Answered 204.')
  const [first, second] = receiver.got.map(({ body, headers }) => {
    const text = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
    new Webhook(secret).verify(body, text)
    return text['webhook-id']
  })
  expect(first).toBe(second)
  await checkViews(admin, 'channels and messages')

  // The link of a message opens the sign-in, and then the page.
  const { data } = JSON.parse(receiver.got[0]?.body ?? '')
  expect(data.url).toBe(shared().url + channelsPage)
  const stranger = await (await admin.context().browser())?.newPage()
  if (!stranger) throw new Error('no browser')
  await stranger.goto(data.url)
  await expect(stranger).toHaveURL(/\/sign-in\?next=%2Fsettings%2Fchannels/)
  await stranger.getByRole('button', { name: 'Continue as operator' }).click()
  await expect(stranger).toHaveURL(data.url)
  await expect(stranger.getByText('Pager')).toHaveCount(0)
  await stranger.context().close()

  await rowOf(admin, 'Channels', 'Pager').getByRole('button', { name: 'Edit' }).click()
  await dialog.getByLabel('On', { exact: true }).uncheck()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(rowOf(admin, 'Channels', 'Pager')).toContainText('(off)')
  await rowOf(admin, 'Channels', 'Pager').getByRole('button', { name: 'Delete' }).click()
  await admin.getByRole('button', { name: 'Yes, delete it' }).click()
  await expect(rowOf(admin, 'Channels', 'Pager')).toHaveCount(0)
  await receiver.close()
})

test('an operator cannot have the server call a URL, and reads that nobody can be reached below .invalid', async ({
  operator,
}) => {
  const dialog = await openForm(operator)
  await expect(dialog.getByLabel('Where').getByRole('option')).toHaveText(['E-mail', 'Browser'])
  const refused = await fetch(`${shared().url}/api/v1/channels`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await tokenOf('operator')}`, 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'webhook', name: 'Hook', url: 'https://example.org/' }),
  })
  expect(refused.status).toBe(403)
  await dialog.getByRole('textbox', { name: 'Name' }).fill('My mail')
  await dialog.getByRole('button', { name: 'Create channel' }).click()
  const channel = rowOf(operator, 'Channels', 'My mail')
  await expect(channel).toContainText('Nobody can be reached at an address below .invalid.')
  await channel.getByRole('button', { name: 'Send a test' }).click()
  await expect(rowOf(operator, 'Messages, newest first', 'My mail')).toContainText('Failed')
  await channel.getByRole('button', { name: 'Delete' }).click()
  await operator.getByRole('button', { name: 'Yes, delete it' }).click()
  await expect(channel).toHaveCount(0)
})

test('a browser shows what waits for it once it was allowed, in a hidden tab too', async ({ browser }) => {
  const page = await signedIn(browser, 'approver', { permissions: ['notifications'] })
  // Told apart from the page: what the browser was asked to show.
  await page.addInitScript(() => {
    const shown: string[] = []
    Reflect.set(window, 'shownNotices', shown)
    window.Notification = new Proxy(window.Notification, {
      construct: (made, [title, options]) => {
        shown.push(title)
        return Reflect.construct(made, [title, options])
      },
    })
  })
  const dialog = await openForm(page)
  await dialog.getByLabel('Where').selectOption('browser')
  await dialog.getByRole('button', { name: 'Create channel' }).click()
  const channel = rowOf(page, 'Channels', 'Browser')
  await channel.getByRole('button', { name: 'Send a test' }).click()
  const shown = () => page.evaluate(() => Reflect.get(window, 'shownNotices'))
  await expect.poll(shown).toEqual(['A test message'])
  // A page that is left before the server knows says so when it is loaded again.
  await expect(async () => {
    await page.reload()
    const row = rowOf(page, 'Messages, newest first', 'A test message')
    await expect(row).toContainText('Shown in a browser.', { timeout: 2_000 })
  }).toPass()

  // Loaded again, the page does not show it twice.
  expect(await shown()).toEqual([])
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { get: () => true })
    document.dispatchEvent(new Event('visibilitychange'))
  })
  await channel.getByRole('button', { name: 'Send a test' }).click()
  await expect.poll(shown).toEqual(['A test message'])
  await expect(async () => {
    await page.reload()
    await expect(page.getByText('Shown in a browser.')).toHaveCount(2, { timeout: 2_000 })
  }).toPass()
  await page.context().close()
})
